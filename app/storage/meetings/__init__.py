"""Recordings, transcripts, minutes and voices as the vault keeps them."""
