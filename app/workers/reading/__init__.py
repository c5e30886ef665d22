"""How each family of documents becomes text: one module a format, all of them inside the reading worker."""
