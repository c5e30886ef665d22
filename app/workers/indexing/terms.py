"""What the parts of the index worker call things."""

import numpy
from numpy.typing import NDArray

Matrix = NDArray[numpy.float32]
"""A unit vector of shape [dimensions], or vectors as rows of shape [count, dimensions]."""

Ids = NDArray[numpy.int64]


class Untrusted(Exception):
    """A generation that is not to be used; the text says why, as the end of a sentence."""
