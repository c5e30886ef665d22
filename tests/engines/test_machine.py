"""What the machine says of itself."""

import os

from app.engines import machine


def test_available_memory_is_part_of_all_memory() -> None:
    assert 0 < machine.available_bytes() <= machine.memory_bytes()


def test_there_is_at_least_one_core_and_no_more_than_the_system_gives() -> None:
    assert 1 <= machine.physical_cores() <= (os.cpu_count() or 1)


def test_a_process_held_to_one_processor_counts_one_core() -> None:
    if not hasattr(os, "sched_setaffinity"):
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        assert machine.physical_cores() == 1
    finally:
        os.sched_setaffinity(0, before)


def test_the_processor_has_a_name() -> None:
    assert machine.processor()


def test_the_share_of_the_processor_is_what_was_worked_of_what_passed() -> None:
    before = machine.ProcessorTime(100.0, 40.0)
    assert machine.ProcessorTime(104.0, 41.0).share_since(before) == 0.25
    assert before.share_since(before) == 0.0
    assert machine.ProcessorTime(104.0, 39.9).share_since(before) == 0.0, "counts may go back a little"


def test_what_is_worked_is_never_more_than_what_passed() -> None:
    now = machine.processor_time()
    assert 0 < now.worked_s <= now.passed_s
