"""What Windows holds: whether this process runs in an AppContainer that has no network capability."""

import ctypes
import sys

from app.lockdown import portable
from app.lockdown.terms import LockStatus, Stage

TOKEN_QUERY = 0x0008
TOKEN_IS_APP_CONTAINER = 29
# internetClient, internetClientServer, privateNetworkClientServer: an AppContainer without them has no network.
# https://learn.microsoft.com/windows/win32/secauthz/well-known-sids
NETWORK_CAPABILITIES = ("S-1-15-3-1", "S-1-15-3-2", "S-1-15-3-3")


def held() -> LockStatus:
    """Ask the process's own token.

    The packaged application runs in an AppContainer without network capabilities, so that the kernel refuses
    (loopback included); started any other way it has none, and `stage` is None.
    """
    refused = is_app_container() and not has_network_capability()
    return LockStatus(
        layer="windows appcontainer",
        stage=Stage.SEALED if refused else None,
        kernel_enforced=refused,
        detail="an AppContainer without network capabilities" if refused else "Alcove runs outside an AppContainer",
        refused_attempts=portable.refused_attempts(),
    )


def is_app_container() -> bool:
    """Whether the kernel keeps this process in an AppContainer; false on other systems."""
    answer = ctypes.c_uint32()
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        security = ctypes.WinDLL("advapi32", use_last_error=True)
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        this_process, token, size = ctypes.c_void_p(kernel.GetCurrentProcess()), ctypes.c_void_p(), ctypes.c_uint32()
        _require(security.OpenProcessToken(this_process, TOKEN_QUERY, ctypes.byref(token)))
        _require(
            security.GetTokenInformation(token, TOKEN_IS_APP_CONTAINER, ctypes.byref(answer), 4, ctypes.byref(size))
        )
        kernel.CloseHandle(token)
    return answer.value != 0


def has_network_capability() -> bool:
    """Whether this process's token carries any capability that opens the network; false on other systems."""
    return any(_has_capability(name) for name in NETWORK_CAPABILITIES)


def _has_capability(name: str) -> bool:
    answer = ctypes.c_int()
    if sys.platform == "win32":
        security = ctypes.WinDLL("advapi32", use_last_error=True)
        check = ctypes.WinDLL("kernelbase", use_last_error=True).CheckTokenCapability
        capability = ctypes.c_void_p()
        _require(security.ConvertStringSidToSidW(ctypes.c_wchar_p(name), ctypes.byref(capability)))
        _require(check(None, capability, ctypes.byref(answer)))
        ctypes.WinDLL("kernel32").LocalFree(capability)
    return answer.value != 0


def _require(succeeded: int) -> None:
    if sys.platform == "win32" and not succeeded:
        raise ctypes.WinError(ctypes.get_last_error())
