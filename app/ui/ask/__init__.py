"""Ask: conversations, the thread with its composer, and the sources of each answer."""
