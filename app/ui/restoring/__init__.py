"""A backup that is brought: chosen, looked into, and restored."""
