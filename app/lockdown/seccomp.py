"""Seccomp filters, written as a table of rules and assembled into the kernel's classic BPF.

Source: the kernel's Documentation/userspace-api/seccomp_filter.rst and include/uapi/linux/{filter,seccomp,audit}.h.
"""

import errno
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from app.lockdown.calls import CALLS, NEWEST_CALL, PROCESSORS

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
ERRNO = 0x00050000
# What socket(2) documents for a socket that may not be made. A missing capability answers EPERM instead,
# so that EACCES tells the lock from an ordinary user's lack of rights.
REFUSE = ERRNO | errno.EACCES
NOT_IMPLEMENTED = ERRNO | errno.ENOSYS

LOAD, AND, JUMP_IF_EQUAL, JUMP_IF_GREATER, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x25, 0x35, 0x06
CALL_NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
X32_CALLS = 0x40000000
ALL_BITS = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Abi:
    """One processor's way of calling the kernel, and its name in the kernel's audit."""

    processor: str
    audit_architecture: int
    has_x32: bool


ABIS = {
    "x86_64": Abi("x86_64", 0xC000003E, has_x32=True),
    "aarch64": Abi("aarch64", 0xC00000B7, has_x32=False),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What is done with one system call; without an argument to look at, always.

    With `argument` (0 to 5) its low 32 bits are masked and compared: a value in `passes` lets the call go on to the
    next rule, a value in `stops` does not. Several rules for one call must all let it pass.
    """

    call: str
    action: int = REFUSE
    argument: int | None = None
    mask: int = ALL_BITS
    passes: tuple[int, ...] = ()
    stops: tuple[int, ...] = ()


def refuse(*calls: str) -> tuple[Rule, ...]:
    """Rules that refuse whole system calls."""
    return tuple(Rule(call) for call in calls)


def assemble(rules: Iterable[Rule], abi: Abi) -> bytes:
    """The filter as the kernel takes it: an array of struct sock_filter, eight bytes each.

    A call of any other ABI (32-bit, x32) ends the process: its numbers mean something else, so no rule could hold it.
    A call newer than the table is answered as an older kernel would answer it.
    """
    program = [
        _step(LOAD, ARCHITECTURE),
        _step(JUMP_IF_EQUAL, abi.audit_architecture, if_true=1),
        _step(RETURN, KILL_PROCESS),
        _step(LOAD, CALL_NUMBER),
    ]
    if abi.has_x32:
        program += [_step(JUMP_IF_AT_LEAST, X32_CALLS, if_false=1), _step(RETURN, KILL_PROCESS)]
    program += [_step(JUMP_IF_GREATER, NEWEST_CALL, if_false=1), _step(RETURN, NOT_IMPLEMENTED)]
    for rule in rules:
        number = CALLS[rule.call][PROCESSORS.index(abi.processor)]
        if number is not None:
            body = _body(rule)
            program += [_step(LOAD, CALL_NUMBER), _step(JUMP_IF_EQUAL, number, if_false=len(body)), *body]
    program.append(_step(RETURN, ALLOW))
    return b"".join(program)


def _body(rule: Rule) -> list[bytes]:
    """What follows when the number is that of the rule's call; it falls through to the next rule to pass."""
    if rule.argument is None:
        return [_step(RETURN, rule.action)]
    values = rule.passes or rule.stops
    body = [_step(LOAD, FIRST_ARGUMENT + 8 * rule.argument), _step(AND, rule.mask)]
    for position, value in enumerate(values):
        to_the_action = len(values) - position - 1
        beyond_the_action = to_the_action + 1
        if rule.passes:
            body.append(_step(JUMP_IF_EQUAL, value, if_true=beyond_the_action))
        else:
            is_last = to_the_action == 0
            body.append(_step(JUMP_IF_EQUAL, value, if_true=to_the_action, if_false=1 if is_last else 0))
    body.append(_step(RETURN, rule.action))
    return body


def _step(code: int, operand: int, *, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, operand)
