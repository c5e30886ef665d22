"""Saved questions: asked again after documents or models changed, with what changed in their answers."""
