"""Answers: checked against the passages, judged, cited and joined."""
