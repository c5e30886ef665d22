"""Questions: what is asked, what a model is told, what it reports, and what is kept of it."""
