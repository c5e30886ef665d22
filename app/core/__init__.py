"""Frozen values and pure functions: what Alcove knows, without anything that reaches out."""
