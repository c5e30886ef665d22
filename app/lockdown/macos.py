"""What macOS holds: whether the App Sandbox refuses this process the network."""

import ctypes
import os
import sys

from app.lockdown import portable
from app.lockdown.terms import LockStatus, Stage

ANY_TARGET = 0  # SANDBOX_FILTER_NONE
DENIED = 1
NETWORK = (b"network-outbound", b"network-inbound")


def held() -> LockStatus:
    """Ask the system's own sandbox about this process.

    The signed bundle carries the sandbox entitlement without the network ones, so that the kernel refuses; run from
    a terminal, Alcove has no sandbox, and `stage` is None. The sandbox leaves sockets within the machine open.
    """
    refused = sys.platform == "darwin" and all(_sandbox_refuses(operation) for operation in NETWORK)
    return LockStatus(
        layer="macos sandbox",
        stage=Stage.LOCAL if refused else None,
        kernel_enforced=refused,
        detail="the App Sandbox refuses the network" if refused else "Alcove does not run from its sandboxed bundle",
        refused_attempts=portable.refused_attempts(),
    )


def _sandbox_refuses(operation: bytes) -> bool:
    """Apple documents no call for this; sandbox_check(3) is what its own frameworks and browsers use."""
    try:
        sandbox_check = ctypes.CDLL(None).sandbox_check
    except AttributeError:
        return False
    answer: int = sandbox_check(ctypes.c_int(os.getpid()), ctypes.c_char_p(operation), ctypes.c_int(ANY_TARGET))
    return answer == DENIED
