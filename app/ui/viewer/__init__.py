"""The source viewer: a page of a document with the very words highlighted, for Ask and for the library."""
