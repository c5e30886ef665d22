"""The command line: services as words, events as lines."""
