"""Alcove: a desktop assistant that works entirely offline."""

__version__ = "0.1.0"
