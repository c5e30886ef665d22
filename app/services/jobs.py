"""Lanes: single threads that run one job after another, each a generator of events that can be cancelled and paused."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator

from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError
from app.core.events import Event

_log = logging.getLogger(__name__)

Work = Callable[[CancelToken], Iterator[Event]]
OnEvent = Callable[[Event], None]
OnEnd = Callable[[str | None], None]


class Job:
    """One piece of work handed to a lane."""

    def __init__(self, work: Work, on_event: OnEvent, on_end: OnEnd, *, gives_way: bool = False) -> None:
        self.token = CancelToken()
        self.gives_way = gives_way
        self._work = work
        self._on_event = on_event
        self._on_end = on_end
        self._over = threading.Event()

    @property
    def running(self) -> bool:
        """Whether the job waits for its turn or is at work."""
        return not self._over.is_set()

    def cancel(self) -> None:
        """Stop it, whether it has begun or not; `on_end` is called with an empty sentence."""
        self.token.cancel()

    def pause(self) -> None:
        """Let it wait at its next checkpoint."""
        self.token.pause()

    def resume(self) -> None:
        """Let it go on."""
        self.token.resume()

    def wait(self, timeout_seconds: float | None = None) -> bool:
        """Wait until it is over; False if that took longer than the time given."""
        return self._over.wait(timeout_seconds)

    def run(self) -> None:
        """Do the work on the calling thread. The one place where a job's unexpected error is caught and logged."""
        try:
            self._on_end(self._outcome())
        finally:
            self._over.set()

    def _outcome(self) -> str | None:
        try:
            self.token.checkpoint()
            for event in self._work(self.token):
                self._on_event(event)
        except Cancelled:
            return ""
        except UserError as error:
            return str(error)
        except Exception as error:
            _log.exception("a job failed unexpectedly")
            return (
                f"Something unexpected went wrong ({type(error).__name__}); the log in the data folder has the details."
            )
        return None


class Lane:
    """One thread and its queue. Jobs of one lane never run side by side; lanes do not wait for each other.

    `on_event` and `on_end` are called on the lane's thread: `on_end(None)` after success, `on_end("")` after a cancel,
    `on_end(sentence)` after a failure, exactly once for each job.
    """

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._waiting: list[Job] = []
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name=f"{name} lane", daemon=True)
        self._thread.start()

    def submit(self, work: Work, on_event: OnEvent, on_end: OnEnd, *, gives_way: bool = False) -> Job:
        """Queue a job; it starts once those before it are over. One that `gives_way` is cancelled when another comes."""
        job = Job(work, on_event, on_end, gives_way=gives_way)
        with self._lock:
            in_the_way = [each for each in self._waiting if each.gives_way]
            self._waiting.append(job)
        for each in in_the_way:
            each.cancel()
        self._jobs.put(job)
        return job

    @property
    def busy(self) -> bool:
        """Whether any job runs or waits."""
        with self._lock:
            return bool(self._waiting)

    def others_wait_behind(self, job: Job) -> bool:
        """Whether a job that is not over keeps another from its turn."""
        with self._lock:
            return job in self._waiting and self._waiting[-1] is not job

    def close(self, timeout_seconds: float = 5.0) -> None:
        """Cancel everything and end the thread."""
        with self._lock:
            waiting = list(self._waiting)
        for job in waiting:
            job.cancel()
        self._jobs.put(None)
        self._thread.join(timeout_seconds)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job.run()
            finally:
                with self._lock:
                    self._waiting.remove(job)
