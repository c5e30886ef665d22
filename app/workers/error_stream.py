"""What native libraries write to the error stream by themselves."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unheard() -> Iterator[None]:
    """Let nobody read what this process writes to the error stream meanwhile."""
    kept, (reading, writing) = os.dup(2), os.pipe()
    os.dup2(writing, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        for end in (kept, reading, writing):
            os.close(end)
