"""The other side of the `child` fixture: takes an identity and a lock, runs one function, and prints its answer."""

import ctypes
import importlib
import json
import os
import socket
import struct
import sys
from pathlib import Path

CLONE_NEWNS, CLONE_NEWNET = 0x00020000, 0x40000000
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
SIOCSIFFLAGS, INTERFACE_UP = 0x8914, 0x1
PR_SET_DUMPABLE = 4
NOBODY = 65534
REPOSITORY = Path(__file__).parents[2]


def enter_private_mounts() -> None:
    """Keep what is mounted from here on from the rest of the machine."""
    _checked(ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNS))
    _mount(None, "/", None, MS_REC | MS_PRIVATE)


def enter_private_network() -> None:
    """Leave the machine's network for one that has nothing but a loopback, so that nothing tried here can go further."""
    import fcntl

    _checked(ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", INTERFACE_UP))


def mount_empty(folder: str) -> None:
    """Lay an empty folder over another, for this process and its children alone."""
    _mount("tmpfs", folder, "tmpfs", 0)


def mount_over(source: str, target: str) -> None:
    """Lay one file over another, for this process and its children alone."""
    _mount(source, target, None, MS_BIND)


def open_the_way_to(*paths: Path) -> None:
    """Let other users reach these folders where one above them (such as /root) is closed, in this process's view alone.

    An empty folder is laid over each closed one, and what is needed of it is laid back in its place.
    """
    held = {path: os.open(path, os.O_PATH) for path in paths}
    closed = {next((it for it in reversed(path.parents) if not it.stat().st_mode & 0o001), None) for path in paths}
    for folder in closed - {None}:
        _mount("tmpfs", str(folder), "tmpfs", 0, "mode=755")
    for path, descriptor in held.items():
        if closed.intersection(path.parents):
            path.mkdir(parents=True, exist_ok=True)
            _mount(f"/proc/self/fd/{descriptor}", str(path), None, MS_BIND | MS_REC)
        os.close(descriptor)


def become_nobody() -> None:
    """Give up root for good."""
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    # A program that nobody starts is its own; one that root turned into nobody keeps its memory closed to nobody.
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str | None = None) -> None:
    names = [None if it is None else it.encode() for it in (source, target, kind, options)]
    _checked(ctypes.CDLL(None, use_errno=True).mount(*names[:3], ctypes.c_ulong(flags), names[3]))


def _checked(answer: int) -> None:
    if answer != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def main() -> None:
    """Run the function that the command line names."""
    asked = json.loads(sys.argv[1])
    if asked["private_mounts"] or asked["as_nobody"]:
        enter_private_mounts()
    if asked["private_network"]:
        enter_private_network()
    if asked["as_nobody"]:
        open_the_way_to(*dict.fromkeys(Path(it).resolve() for it in (sys.base_prefix, sys.prefix, REPOSITORY)))
        become_nobody()
    if asked["stage"]:
        from app.lockdown.lock import Stage, install

        install(Stage(asked["stage"]))
    function = getattr(importlib.import_module(asked["module"]), asked["function"])
    answer = function(*asked["arguments"])
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
