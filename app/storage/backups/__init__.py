"""Backups of a profile as files: written, shared piece by piece, and put back."""
