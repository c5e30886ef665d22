"""Library: collections, their documents, adding and removing, and the index behind the search."""
