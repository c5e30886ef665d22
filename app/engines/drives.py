"""On what kind of drive a folder lies, and whether the system tells of changes there."""

import os
import sys
from pathlib import Path

import psutil

_REMOTE = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs afpfs webdav davfs davfs2 ncpfs afs ceph glusterfs lustre 9p virtiofs vboxsf "
    "vmhgfs prl_fs beegfs gpfs".split()
)
"""File systems that other machines write to: the system tells only of what this machine does there."""


def mount_point(path: Path) -> str:
    """Where the file system that holds a path is mounted; on Windows its drive or share."""
    try:
        real = Path(os.path.realpath(path))
        if sys.platform == "win32":
            return real.anchor
        while not real.is_mount() and real != real.parent:
            real = real.parent
    except OSError:
        return ""
    return str(real)


def tells_of_changes(path: Path) -> bool:
    """Whether every change in a folder is told of: not on network drives, nor where a program plays the file system."""
    where = mount_point(path)
    if where.startswith(("\\\\", "//")):
        return False
    for partition in psutil.disk_partitions(all=True):
        if partition.mountpoint == where:
            kind = partition.fstype.lower()
            return not (kind in _REMOTE or kind.startswith("fuse.") or "remote" in partition.opts.split(","))
    return True
