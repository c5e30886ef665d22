"""A process that takes in a knowledge pack and kills itself before the step named on its command line."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.services.administration.knowledge import Knowledge
from app.storage.library.knowledge import KnowledgeRows
from tests.services.packed_knowledge import opened


def dying(step: Callable[..., Any], after: int = 0) -> Callable[..., Any]:
    """The same step; the call that follows so many others never comes."""
    calls = 0

    def call(*arguments: Any) -> Any:
        nonlocal calls
        if calls == after:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return step(*arguments)

    return call


if __name__ == "__main__":
    profile, pack, before, publisher = sys.argv[1:]
    with opened(Path(profile), bytes.fromhex(publisher)) as packed:
        if before.startswith("stage"):
            KnowledgeRows.stage = dying(KnowledgeRows.stage, int(before.split()[1]))  # type: ignore[method-assign]
        elif before == "settle":
            KnowledgeRows.settle = dying(KnowledgeRows.settle)  # type: ignore[method-assign]
        else:
            Knowledge._forget = dying(Knowledge._forget)  # type: ignore[method-assign]
        packed.add(Path(pack))
