"""Models: the catalogue, what fits into memory, what they are computed on, and what can be made of them."""
