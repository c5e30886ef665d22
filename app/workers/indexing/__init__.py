"""Text to vectors, and vectors to neighbours: the embedder, the exact scan and the Chroma generation."""
