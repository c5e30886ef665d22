"""The filters as the kernel would run them, for both processors, whichever this machine has."""

import re
import struct
from pathlib import Path

import pytest

from app.lockdown.calls import CALLS, NEWEST_CALL, PROCESSORS
from app.lockdown.linux import FILTERS, TIOCSTI
from app.lockdown.sandbox import NO_CHANGES, NO_CHILDREN, NO_FILES
from app.lockdown.seccomp import ABIS, ALLOW, KILL_PROCESS, NOT_IMPLEMENTED, REFUSE, Abi, Rule, assemble
from app.lockdown.terms import Stage

I386, ARM = 0x40000003, 0x40000028
LONGEST_PROGRAM = 4096  # BPF_MAXINSNS
HEADERS = {"x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "aarch64": "/usr/include/asm-generic/unistd.h"}
EVERY_ABI = pytest.mark.parametrize("abi", ABIS.values(), ids=ABIS)


def run(code: bytes, number: int, architecture: int, *arguments: int) -> int:
    """Run a classic BPF program over one system call, as the kernel's interpreter does (net/core/filter.c)."""
    call = struct.pack("=IIQ6Q", number, architecture, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    steps = list(struct.iter_unpack("=HBBI", code))
    accumulator, at = 0, 0
    while True:
        operation, if_true, if_false, operand = steps[at]
        at += 1
        if operation == 0x20:
            accumulator = struct.unpack_from("=I", call, operand)[0]
        elif operation == 0x54:
            accumulator &= operand
        elif operation == 0x06:
            return operand
        else:
            compared = {
                0x15: accumulator == operand,
                0x25: accumulator > operand,
                0x35: accumulator >= operand,
            }[operation]
            at += if_true if compared else if_false


def decide(rules: tuple[Rule, ...], abi: Abi, call: str, *arguments: int) -> int:
    number = CALLS[call][PROCESSORS.index(abi.processor)]
    assert number is not None
    return run(assemble(rules, abi), number, abi.audit_architecture, *arguments)


@EVERY_ABI
def test_the_first_stage_allows_local_sockets_only(abi: Abi) -> None:
    decisions = {family: decide(FILTERS[Stage.LOCAL], abi, "socket", family, 1) for family in range(50)}
    assert decisions.pop(1) == ALLOW
    assert set(decisions.values()) == {REFUSE}


@EVERY_ABI
def test_bits_beyond_the_kernels_int_do_not_smuggle_a_family_through(abi: Abi) -> None:
    assert decide(FILTERS[Stage.LOCAL], abi, "socket", 0x1_0000_0002, 1) == REFUSE
    assert decide(FILTERS[Stage.LOCAL], abi, "socket", 0x1_0000_0001, 1) == ALLOW  # the kernel sees family 1 as well


@EVERY_ABI
def test_the_seal_refuses_every_socket_and_connection(abi: Abi) -> None:
    for family in range(50):
        assert decide(FILTERS[Stage.SEALED], abi, "socket", family, 1) == REFUSE
    assert decide(FILTERS[Stage.SEALED], abi, "connect", 3) == REFUSE
    assert decide(FILTERS[Stage.LOCAL], abi, "connect", 3) == ALLOW


@EVERY_ABI
@pytest.mark.parametrize(
    ("family", "kind", "decision"),
    [(1, 1, ALLOW), (1, 5, ALLOW), (1, 1 | 0o2000000, ALLOW), (1, 2, REFUSE), (1, 3, REFUSE), (30, 1, REFUSE)],
)
def test_sealed_socket_pairs_are_local_and_bound_to_each_other(abi: Abi, family: int, kind: int, decision: int) -> None:
    assert decide(FILTERS[Stage.SEALED], abi, "socketpair", family, kind) == decision


@EVERY_ABI
@pytest.mark.parametrize("stage", Stage)
def test_nothing_is_typed_into_the_terminal_and_other_requests_pass(abi: Abi, stage: Stage) -> None:
    assert decide(FILTERS[stage], abi, "ioctl", 0, TIOCSTI) == REFUSE
    assert decide(FILTERS[stage], abi, "ioctl", 0, 0x541C) == REFUSE
    assert decide(FILTERS[stage], abi, "ioctl", 0, 0x5401) == ALLOW


@pytest.mark.parametrize("stage", Stage)
def test_a_foreign_abi_ends_the_process(stage: Stage) -> None:
    for abi, foreign in ((ABIS["x86_64"], I386), (ABIS["aarch64"], ARM)):
        assert run(assemble(FILTERS[stage], abi), 1, foreign) == KILL_PROCESS
    x86 = ABIS["x86_64"]
    assert run(assemble(FILTERS[stage], x86), 0x40000000 + 41, x86.audit_architecture) == KILL_PROCESS


@EVERY_ABI
@pytest.mark.parametrize("stage", Stage)
def test_calls_newer_than_the_table_are_answered_as_by_an_older_kernel(abi: Abi, stage: Stage) -> None:
    code = assemble(FILTERS[stage], abi)
    assert run(code, NEWEST_CALL, abi.audit_architecture) == ALLOW
    assert run(code, NEWEST_CALL + 1, abi.audit_architecture) == NOT_IMPLEMENTED


@EVERY_ABI
def test_a_confined_worker_makes_threads_and_no_processes(abi: Abi) -> None:
    thread = 0x3D0F00  # what the C library passes for a thread
    assert decide(NO_CHILDREN, abi, "clone", thread) == ALLOW
    assert decide(NO_CHILDREN, abi, "clone", 17) == REFUSE  # a fork: SIGCHLD alone
    assert decide(NO_CHILDREN, abi, "clone3") == NOT_IMPLEMENTED
    assert decide(NO_CHILDREN, abi, "execve") == REFUSE


@EVERY_ABI
@pytest.mark.parametrize(
    ("flags", "decision"),
    [(0, ALLOW), (0o2200000, ALLOW), (1, REFUSE), (2, REFUSE), (0o100, REFUSE), (0o1000, REFUSE), (0o20200000, REFUSE)],
)
def test_files_are_opened_to_be_read_and_not_to_be_changed(abi: Abi, flags: int, decision: int) -> None:
    assert decide(NO_CHANGES, abi, "openat", 0, 0, flags) == decision
    assert decide(NO_FILES, abi, "openat", 0, 0, flags) == REFUSE


@EVERY_ABI
@pytest.mark.parametrize("rules", [*FILTERS.values(), (*NO_FILES, *NO_CHANGES, *NO_CHILDREN)])
def test_every_program_is_one_that_the_kernel_takes(abi: Abi, rules: tuple[Rule, ...]) -> None:
    steps = list(struct.iter_unpack("=HBBI", assemble(rules, abi)))
    assert len(steps) <= LONGEST_PROGRAM
    for at, (operation, if_true, if_false, _operand) in enumerate(steps):
        assert operation in {0x20, 0x54, 0x15, 0x25, 0x35, 0x06}
        assert at + 1 + max(if_true, if_false) < len(steps) or operation == 0x06
    assert steps[-1][0] == 0x06


@pytest.mark.parametrize("processor", PROCESSORS)
def test_the_numbers_are_those_of_the_kernels_headers(processor: str) -> None:
    header = Path(HEADERS[processor])
    if not header.exists():
        pytest.skip(f"needs {header}")
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)$", header.read_text(), re.MULTILINE)
    numbers = {name: int(number) for name, number in found}
    ours = {call: row[PROCESSORS.index(processor)] for call, row in CALLS.items()}
    known = {call: number for call, number in ours.items() if number is not None and number <= max(numbers.values())}
    assert known == {call: numbers.get(call) for call in known}
    assert not {call for call, number in ours.items() if number is None} & set(numbers)
