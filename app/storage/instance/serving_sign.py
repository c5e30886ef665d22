"""The sign that other programs can call: a file that is locked for just as long, however its holder ends."""

from collections.abc import Sequence
from typing import BinaryIO

from app.storage.file_lock import locked
from app.storage.places import Places


class ServingSign:
    """Shows where programs can call. For one thread at a time."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._file: BinaryIO | None = None

    def show(self, urls: Sequence[str]) -> None:
        """Show these addresses in place of those before; without any, take the sign down."""
        if self._file is None and urls:
            self._file = self._places.api_sign.open("w+b", buffering=0)
            locked(self._file)
        if self._file is None:
            return
        self._file.seek(0)
        self._file.truncate()
        self._file.write("\n".join(urls).encode())
        if not urls:
            self._file.close()
            self._file = None


def where_served(places: Places) -> tuple[str, ...]:
    """Where programs can call now; none where they cannot."""
    try:
        with places.api_sign.open("rb") as sign:
            return () if locked(sign) else tuple(sign.read().decode().splitlines())
    except OSError:
        return ()
