"""A process that adds a folder to a library and says of each file when it is done; to be killed.

python -m tests.faults.adding_child VAULT_FOLDER FOLDER
"""

import sys
from pathlib import Path

from app.core.cancel import CancelToken
from app.core.events import Added, Failed
from tests.services.opened_library import COLLECTION, opened_library


def main(vault_folder: str, folder: str) -> None:
    """Complete what an earlier run left, then add; one line a file, written the moment it is told of."""
    with opened_library(Path(vault_folder)) as opened:
        print("open", opened.audit.verify() or "", flush=True)
        for event in opened.library.continue_unfinished(CancelToken()):
            _tell(event)
        for event in opened.library.add([Path(folder)], COLLECTION, CancelToken()):
            _tell(event)
        print("done", flush=True)


def _tell(event: object) -> None:
    if isinstance(event, Added):
        document = event.document
        print("added", document.id, document.content_hash, document.path, flush=True)
    elif isinstance(event, Failed):
        print("failed", event.path, event.reason, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
