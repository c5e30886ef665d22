"""A model computes with as many threads as other programs leave cores free."""

import time

import pytest

from app.workers.generation.threads import Threads, Usage, running_now, threads_for, usage_now

START = Usage(100.0, 5000.0, 50.0)


def after(seconds: float, worked: float, own: float) -> Usage:
    return Usage(START.passed_s + seconds, START.worked_s + worked, START.own_s + own)


@pytest.mark.parametrize(
    ("worked", "own", "threads"),
    [
        pytest.param(2.0, 2.0, 2, id="nobody else works"),
        pytest.param(2.0, 1.6, 2, id="somebody works a little"),
        pytest.param(2.0, 1.0, 1, id="two others took half of both cores"),
        pytest.param(2.0, 0.0, 1, id="others have all of it"),
        pytest.param(0.5, 0.7, 2, id="the counts are coarse and differ"),
    ],
)
def test_on_two_cores(worked: float, own: float, threads: int) -> None:
    assert threads_for(START, after(1.0, worked, own), processors=2, most=2) == threads


def test_half_of_a_large_machine_is_left_to_others() -> None:
    assert threads_for(START, after(2.0, 20.0, 4.0), processors=16, most=8) == 8
    assert threads_for(START, after(2.0, 26.0, 4.0), processors=16, most=8) == 5


def test_the_system_is_looked_at_now_and_then_and_the_number_follows() -> None:
    readings = [Usage(0.0, 10.0, 10.0), Usage(1.0, 12.0, 11.0), Usage(2.0, 13.0, 12.0)]
    moments = [1.0, 1.1, 2.0]
    threads = Threads(2, usage=lambda: readings.pop(0), processors=2, clock=lambda: moments.pop(0))
    assert threads.chosen() == 1, "two cores, one of them somebody else's"
    assert (threads.chosen(), len(readings)) == (1, 1), "a tenth of a second later nothing is looked at"
    assert threads.chosen() == 2, "all of what was done was done by this process"


@pytest.mark.parametrize(
    ("worked_meanwhile", "threads"),
    [pytest.param(0.0, 2, id="what worked before has ended"), pytest.param(0.04, 1, id="somebody has begun")],
)
def test_after_a_rest_only_what_others_do_now_counts(worked_meanwhile: float, threads: int) -> None:
    readings = [Usage(0.0, 0.0, 0.0), Usage(60.0, 120.0, 0.0), Usage(60.04, 120.0 + worked_meanwhile, 0.0)]
    waited: list[float] = []
    rested = Threads(2, lambda: readings.pop(0), 2, clock=lambda: 60.0, wait=waited.append, running=lambda: 2)
    assert rested.chosen() == threads
    assert waited == [0.04]


@pytest.mark.parametrize(("processors", "most", "running"), [(2, 2, 1), (16, 8, 9)])
def test_after_a_rest_nothing_is_waited_for_where_enough_cores_have_nothing_to_do(
    processors: int, most: int, running: int
) -> None:
    readings = [Usage(0.0, 0.0, 0.0), Usage(60.0, 120.0, 0.0), Usage(61.0, 120.0 + processors, 0.0)]
    moments, waited = [60.0, 61.0], list[float]()
    rested = Threads(most, lambda: readings.pop(0), processors, lambda: moments.pop(0), waited.append, lambda: running)
    assert rested.chosen() == most
    assert not waited
    assert rested.chosen() == 1, "it was only a moment: the next look sees what others do"


def test_this_thread_runs_at_least() -> None:
    assert running_now() >= 1


def test_what_this_process_does_counts_as_its_own() -> None:
    before, own_s = usage_now(), time.process_time()
    while time.process_time() < own_s + 0.1:
        pass
    assert usage_now().own_s >= before.own_s + 0.1
