"""The jobs Alcove does, free of any user interface."""
