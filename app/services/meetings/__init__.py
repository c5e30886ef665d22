"""Meetings: recorded, transcribed, corrected, written up, played and handed on."""
