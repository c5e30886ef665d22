"""A process that follows a folder in the background; to be killed.

python -m tests.faults.following_child VAULT_FOLDER FOLDER
"""

import sys
from pathlib import Path

from app.core.cancel import CancelToken
from tests.services.followed import followed_library
from tests.services.opened_library import COLLECTION


def main(vault_folder: str, folder: str) -> None:
    """Follow from the first line told until the input ends; then bring everything in step, say so, and end."""
    with followed_library(Path(vault_folder)) as followed:
        list(followed.opened.library.continue_unfinished(CancelToken()))
        followed.following.follow(Path(folder), COLLECTION)
        followed.following.start()
        print("open", followed.opened.audit.verify() or "", flush=True)
        sys.stdin.read()
        followed.following.close()
        followed.sync()
        print("in step", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
