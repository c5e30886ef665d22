"""Field mode: battery and heat in sight, controls for fingers, and notes made from photos."""
