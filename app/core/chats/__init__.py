"""Conversations of other programs: what each of them writes, read into one value. Nothing that is read is trusted."""
