"""A process that owns the profile named on its command line, and answers command lines until its input ends.

It is sealed behind the offline lock's second stage after it began to listen, as the window is. With a command line of its
own behind the profile, it gives the profile up to whoever wants the window, and has that run there.
"""

import os
import sys
import threading
from pathlib import Path

from app.lockdown.lock import Stage, install
from app.storage.instance.commands import Command
from app.storage.instance.owner import own
from app.storage.places import Places


def answer(command: Command) -> int:
    match command.arguments:
        case ["echo", *words]:
            command.write(" ".join(words).encode())
            command.write_message(b"said\n")
            return 3
        case ["folder"]:
            command.write(str(command.working_folder).encode())
        case ["read"] if command.brought is not None:
            command.write(os.read(command.brought, 100))
        case ["long", size]:
            command.write(bytes(int(size)))
        case ["obey"]:
            cancelled = threading.Event()
            command.cancel.when_cancelled(cancelled.set)
            command.write(b"waiting")
            cancelled.wait()
            command.write_message(b"what is done is kept")
            return 130
        case ["wait"]:
            command.write(b"waiting")
            command.cancel.when_cancelled(lambda: print("cancelled", flush=True))
            while True:
                command.cancel.checkpoint()
                command.write(b".")
    return 0


if __name__ == "__main__":
    install(Stage.LOCAL)
    folder = Path(sys.argv[1])
    owner = own(Places(folder, folder, folder))
    if owner is None:
        sys.exit("another process owns the profile")
    own_command, wanted = sys.argv[2:], threading.Event()
    owner.serve(answer, wanted.set if own_command else None)
    install(Stage.SEALED)
    print("ready", flush=True)
    if own_command:
        wanted.wait()
    else:
        sys.stdin.read()
    if own_command:
        reads, writes = os.pipe()
        os.write(writes, b"brought along")
        code = owner.hand_over(own_command, sys.stdout.buffer, sys.stderr.buffer, reads)
        print(f"ended {code}", flush=True)
    owner.close()
