"""The library: documents taken in, followed in place, searched, looked at and examined."""
