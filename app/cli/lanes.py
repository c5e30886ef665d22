"""Work of the command line that takes its turn among that of a window which is open for the same profile."""

from collections.abc import Callable

from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError
from app.core.events import Event, Transcribed
from app.core.meetings.transcript import Transcript
from app.services.application import Application
from app.services.jobs import Job, Lane, Work

_LOOK_S = 0.5


def wait_for(job: Job) -> None:
    """Wait until a job is over, and hear Ctrl+C meanwhile."""
    # Windows tells of Ctrl+C only between waits.
    while not job.wait(_LOOK_S):
        pass


def done_in_turn(
    lane: Lane, work: Work, on_event: Callable[[Event], None], output: Output, cancel: CancelToken
) -> None:
    """Do a job on its lane and wait for it; `on_event` is called there.

    Raises:
        UserError: it failed.
        Cancelled: on cancel.
    """
    if lane.busy:
        output.message("Something else is being listened to; this begins when that is done.")
    ends: list[str | None] = []
    job = lane.submit(work, on_event, ends.append)
    forget = cancel.when_cancelled(job.cancel)
    wait_for(job)
    forget()
    [sentence] = ends
    if sentence:
        raise UserError(sentence)
    if sentence is not None:
        raise Cancelled


def transcribed_in_turn(application: Application, work: Work, output: Output, cancel: CancelToken) -> Transcript:
    """Do a job that ends in a transcript, and give it. Raises as `done_in_turn` does."""
    transcripts: list[Transcript] = []

    def tell(event: Event) -> None:
        if isinstance(event, Transcribed):
            transcripts.append(event.transcript)
        else:
            output.event(event)

    done_in_turn(application.lanes.meeting, work, tell, output, cancel)
    return transcripts[0]
