"""The monitor tells what the machine does, whoever asks."""

import threading
import time

from app.services.models.monitor import Monitor


def test_the_share_of_the_processor_is_counted_from_the_last_look_of_any_thread() -> None:
    monitor = Monitor(list, str)
    own_s = time.process_time()
    while time.process_time() < own_s + 0.3:
        pass
    shares: list[float] = []
    asking = threading.Thread(target=lambda: shares.append(monitor.load().processor))
    asking.start()
    asking.join()
    assert 0 < shares[0] <= 1


def test_nothing_is_told_of_workers_that_are_not_there() -> None:
    assert Monitor(list, str).load().workers == ()
