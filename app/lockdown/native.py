"""Ways out tried from native code in this very process, straight at the Linux kernel through the C library.

No attempt names an address other than this machine's own (127.0.0.1 and ::1).
"""

import ctypes
import errno
import os
import struct
from collections.abc import Callable, Iterator

from app.lockdown import kernel
from app.lockdown.attempt import Attempt, Outcome, judge
from app.lockdown.linux import AF_UNIX, SOCK_STREAM, TIOCSTI
from app.lockdown.uring import make_socket

AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_VSOCK = 2, 10, 16, 17, 40
SOCK_DGRAM, SOCK_RAW = 2, 3
IPPROTO_ICMP = 1
IPV4_LOOPBACK, IPV6_LOOPBACK = bytes((127, 0, 0, 1)), bytes(15) + b"\x01"
RESOLVER_DAEMONS = ("/var/run/nscd/socket", "/run/systemd/resolve/io.systemd.Resolve", "/run/avahi-daemon/socket")
SYSTEM_LOG = "/dev/log"
RESERVED_NAME = b"example.invalid"  # RFC 6761: no resolver knows it
PTRACE_PEEKDATA = 2


def attempts(port: int) -> Iterator[Attempt]:
    """Try every native way out, one after the other; `port` is the loopback port that is tried."""
    for family, version in ((AF_INET, "IPv4"), (AF_INET6, "IPv6")):
        yield judge(f"TCP over {version}", f"a connection to this machine's port {port}", _connect(family, port))
        yield judge(f"UDP over {version}", f"a datagram to this machine's port {port}", _send_datagram(family, port))
    yield _resolve()
    yield judge("raw socket", "socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)", _make(AF_INET, SOCK_RAW, IPPROTO_ICMP))
    yield judge("packet socket", "socket(AF_PACKET, SOCK_RAW)", _make(AF_PACKET, SOCK_RAW))
    yield judge("netlink", "socket(AF_NETLINK, SOCK_RAW)", _make(AF_NETLINK, SOCK_RAW))
    yield judge("virtual machine's socket", "socket(AF_VSOCK, SOCK_STREAM)", _make(AF_VSOCK, SOCK_STREAM))
    yield judge("system call without the C library's socket()", "syscall(socket, AF_INET, SOCK_STREAM)", _call_socket())
    yield judge("io_uring", "a ring, and on it a socket (IORING_OP_SOCKET)", _errno_of(make_socket))
    yield _ask_resolver_daemon()
    yield judge("system log", f"a datagram socket pair, one end of it pointed at {SYSTEM_LOG}", _point_at_log())
    yield judge("kernel's key service", "request_key(2), which can have names resolved", _request_key())
    yield judge("another program's sockets", "pidfd_getfd(2), which takes an open descriptor", _take_descriptor())
    yield judge(
        "another program's memory", "ptrace(2), which can make it act for us", _call("ptrace", PTRACE_PEEKDATA, 0, 0, 0)
    )
    yield judge("the user's terminal", "ioctl(TIOCSTI), which types commands into it", _type_into_terminal())


def _connect(family: int, port: int) -> int:
    return _on_socket(family, SOCK_STREAM, _connect_to, _address(family, port))


def _send_datagram(family: int, port: int) -> int:
    text = b"Alcove's proof"
    return _on_socket(
        family,
        SOCK_DGRAM,
        lambda libc, it, to: libc.sendto(it, text, ctypes.c_size_t(len(text)), 0, to, len(to)),
        _address(family, port),
    )


def _connect_to(libc: ctypes.CDLL, descriptor: int, to: bytes) -> int:
    answer: int = libc.connect(descriptor, to, len(to))
    return answer


def _make(family: int, kind: int, protocol: int = 0) -> int:
    return _on_socket(family, kind, lambda _libc, _descriptor, _to: 0, b"", protocol)


def _on_socket(
    family: int, kind: int, use: Callable[[ctypes.CDLL, int, bytes], int], to: bytes, protocol: int = 0
) -> int:
    """The errno of making a socket, or of what was done with it; 0 if both worked."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.socket(family, kind, protocol)
    if descriptor < 0:
        return ctypes.get_errno()
    try:
        return 0 if use(libc, descriptor, to) >= 0 else ctypes.get_errno()
    finally:
        os.close(descriptor)


def _address(family: int, port: int) -> bytes:
    if family == AF_INET:
        return struct.pack("=H", family) + struct.pack("!H", port) + IPV4_LOOPBACK + bytes(8)
    return struct.pack("=H", family) + struct.pack("!HI", port, 0) + IPV6_LOOPBACK + bytes(4)


def _local_address(path: str) -> bytes:
    return struct.pack("=H", AF_UNIX) + path.encode() + b"\0"


def _resolve() -> Attempt:
    """Ask the C library's resolver; getaddrinfo(3) hides the reason of its failure, res_query(3) leaves the errno."""
    name, tried = "DNS", f"the address of {RESERVED_NAME.decode()} through the C library's resolver"
    resolver = _resolver()
    if resolver is None:
        return Attempt(name, tried, Outcome.IMPOSSIBLE, "this C library has no res_query()")
    reply = ctypes.create_string_buffer(512)
    ctypes.set_errno(0)
    answered = resolver(RESERVED_NAME, 1, 1, reply, len(reply))  # class IN, type A
    return judge(name, tried, 0 if answered >= 0 else ctypes.get_errno() or errno.ENODATA)


def _resolver() -> Callable[..., int] | None:
    for library in (None, "libresolv.so.2"):  # glibc before 2.34 keeps it apart
        for symbol in ("res_query", "__res_query"):
            try:
                return ctypes.CDLL(library, use_errno=True)[symbol]
            except (OSError, AttributeError):
                continue
    return None


def _call_socket() -> int:
    descriptor = kernel.ask("socket", AF_INET, SOCK_STREAM, 0)
    if descriptor < 0:
        return -descriptor
    os.close(descriptor)
    return 0


def _ask_resolver_daemon() -> Attempt:
    """Ask a daemon that resolves names for others. Whoever can make the socket has got out: a daemon may start later."""
    name, tried = "resolver daemon", "socket(AF_UNIX), and a connection to " + ", ".join(RESOLVER_DAEMONS)
    if error := _make(AF_UNIX, SOCK_STREAM):
        return judge(name, tried, error)
    answers = [
        os.strerror(_on_socket(AF_UNIX, SOCK_STREAM, _connect_to, _local_address(it))) for it in RESOLVER_DAEMONS
    ]
    return Attempt(name, tried, Outcome.GOT_OUT, f"the socket was made; the daemons: {', '.join(answers)}")


def _point_at_log() -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    ends = (ctypes.c_int * 2)()
    if libc.socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) < 0:
        return ctypes.get_errno()
    try:
        return 0 if _connect_to(libc, ends[0], _local_address(SYSTEM_LOG)) >= 0 else ctypes.get_errno()
    finally:
        for end in ends:
            os.close(end)


def _request_key() -> int:
    return _call("request_key", b"user", b"alcove-proof", None, 0)


def _take_descriptor() -> int:
    """Take a descriptor out of this process itself: the kernel does it, or refuses it, as it would for another."""
    process = kernel.ask("pidfd_open", os.getpid(), 0)
    if process < 0:
        return -process
    taken = kernel.ask("pidfd_getfd", process, 0, 0)
    os.close(process)
    if taken < 0:
        return -taken
    os.close(taken)
    return 0


def _type_into_terminal() -> int:
    """On a pipe: without the lock the kernel answers that it is no terminal, and nothing is typed anywhere."""
    libc = ctypes.CDLL(None, use_errno=True)
    read_end, write_end = os.pipe()
    try:
        return 0 if libc.ioctl(read_end, ctypes.c_ulong(TIOCSTI), b"\n") >= 0 else ctypes.get_errno()
    finally:
        os.close(read_end)
        os.close(write_end)


def _call(call: str, *arguments: kernel.Argument) -> int:
    return max(0, -kernel.ask(call, *arguments))


def _errno_of(way: Callable[[], int]) -> int:
    try:
        os.close(way())
    except OSError as error:
        return error.errno or errno.EIO
    return 0
