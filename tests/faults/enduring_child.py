"""An application that works for so many rounds, as a process of its own, so that nothing else is counted.

python -m tests.faults.enduring_child FOLDER ROUNDS

Prints what it holds as JSON: after a quarter of as many rounds to begin with, at the end, and once it is closed.
"""

import gc
import json
import sys
from pathlib import Path

import psutil

from app.core.cancel import CancelToken
from app.core.events import Answered
from app.services.application import Application
from app.services.asking.questions import Question
from tests.opened import add, opened_application


def work(application: Application, folder: Path, round_: int) -> None:
    """What a user does: take a file in, ask about it, find it, look after the library, and remove all of it again."""
    path = folder / f"note {round_}.md"
    path.write_text(f"Buoy {round_} lies {round_ % 50} cables off the pier. It is repainted in spring.", "utf-8")
    add(application, path)
    events = application.answering.ask(Question(f"Where does buoy {round_} lie?"), CancelToken())
    (answered,) = [event for event in events if isinstance(event, Answered)]
    assert f"{round_ % 50} cables" in answered.answer.text
    assert application.search.find("repainted in spring", 3, CancelToken()).passages
    list(application.library.check(CancelToken()))
    assert application.administration.verify_audit() is None
    application.library.remove([document.id for document in application.library.documents()])
    application.history.delete([answered.conversation_id])
    path.unlink()


def tell() -> None:
    """Print what this process and its workers hold."""
    gc.collect()
    own = psutil.Process()
    workers = own.children(recursive=True)
    held = {
        "handles": own.num_fds(),
        "threads": own.num_threads(),
        "workers": sorted(worker.cmdline()[-1] for worker in workers),
        "memory_bytes": sum(process.memory_info().rss for process in (own, *workers)),
    }
    print(json.dumps(held), flush=True)


def main(folder: Path, rounds: int) -> None:
    """Work, and tell what is held."""
    warm = rounds // 4
    with opened_application(folder, with_models=False) as application:
        for round_ in range(warm):
            work(application, folder, round_)
        tell()
        for round_ in range(warm, warm + rounds):
            work(application, folder, round_)
        tell()
    tell()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
