"""Find anything (Ctrl+K): places, actions, conversations, saved questions, documents, meetings and settings in one list."""
