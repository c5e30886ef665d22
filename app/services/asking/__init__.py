"""Questions answered: searched, read whole, calculated or written by a model, and kept."""
