"""Conversations kept, and those of other programs brought along."""
