"""The connections that are open at a time, and which of them gives way to the next."""

import threading

from app.workers.calling.connection import Connection

MOST_CONNECTIONS = 16
_LOOK_SECONDS = 0.1


class Connections:
    """Those that are open. Whoever has sent no request that was let in keeps nobody else out."""

    def __init__(self, most: int = MOST_CONNECTIONS) -> None:
        self._most = most
        self._open: list[Connection] = []
        self._changed = threading.Condition()

    def await_room(self) -> None:
        """Wait until there is room for one more, ending the one that has been silent the longest."""
        with self._changed:
            while len(self._open) >= self._most:
                silent = [(since, one) for one in self._open if (since := one.silent_since) is not None]
                if silent:
                    min(silent, key=lambda each: each[0])[1].give_up()
                self._changed.wait(_LOOK_SECONDS)

    def add(self, connection: Connection) -> None:
        """One that was accepted."""
        with self._changed:
            self._open.append(connection)

    def remove(self, connection: Connection) -> None:
        """One that is over."""
        with self._changed:
            self._open.remove(connection)
            self._changed.notify()
