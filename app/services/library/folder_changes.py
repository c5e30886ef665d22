"""What was told of a followed folder since it was last looked at: these paths, or more than can be trusted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

MOST_TOLD = 1000
"""Where more is told the system may have lost some of it: its queue holds 16,384 on Linux, and its overflow is told to
nobody. Looking at everything is no slower then."""

Paths = frozenset[Path]


@dataclass
class Changes:
    """Collects what changed. Whoever uses it from several threads holds a lock."""

    everything: bool = True
    """Whether all of the folder is to be looked at: at first, and whenever changes may have been missed."""
    told: int = 0
    """How often the system told of anything, of what is left out as well."""
    paths: set[Path] = field(default_factory=set)

    @property
    def concern_everything(self) -> bool:
        """Whether nothing less than all of the folder is to be looked at."""
        return self.everything or self.told > MOST_TOLD

    def take(self) -> Paths | None:
        """What to look at now, None for all of the folder; from here on changes are collected anew."""
        taken = None if self.concern_everything else frozenset(self.paths)
        self.everything, self.told, self.paths = False, 0, set()
        return taken

    def give_back(self, taken: Paths | None) -> None:
        """What was taken could not be looked at."""
        self.everything |= taken is None
        self.paths.update(taken or ())

    def look_again(self, paths: Iterable[str]) -> None:
        """Look at these once more, for they are still being written."""
        self.paths.update(map(Path, paths))
