"""Meetings: recordings transcribed on this computer, read, renamed, exported and deleted."""
