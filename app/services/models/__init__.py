"""Models: which there are, how they come in, which is used for what, and how it is loaded."""
