"""`alcove serve`."""

import argparse

from app.cli.output import Output
from app.core.api import Listening
from app.core.cancel import CancelToken
from app.core.errors import Cancelled
from app.core.events import CallsTaken
from app.services.application import Application
from app.services.serving.serving import Serving


def serve(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Switch the local API, renew its token, or take calls until interrupted or switched off."""
    serving = application.serving
    if arguments.switch is not None:
        serving.switch(arguments.switch)
        output.result({"enabled": arguments.switch}, f"The local API is {'on' if arguments.switch else 'off'}.")
        return 0
    if arguments.new_token:
        token = serving.renew_token()
        output.result({"token": token}, f"{token}\nKeep it; it is shown this once. The one before works no more.")
        return 0
    try:
        return _taken(serving, arguments.listening, output, cancel)
    except Cancelled:
        if not arguments.giving_up.cancelled:
            raise
        output.message("Alcove's window is being opened; it answers other programs once it is unlocked.")
        return 0


def _taken(serving: Serving, brought: Listening | None, output: Output, cancel: CancelToken) -> int:
    for event in serving.serve(brought, cancel):
        if isinstance(event, CallsTaken):
            told = {"url": event.url} | ({"token": event.token} if event.token else {})
            shown = f"\nThe token, shown this once: {event.token}" if event.token else ""
            output.result(told, f"Programs can call {event.url}{shown}")
        else:
            output.event(event)
    output.message("No more calls are taken: the local API was switched off, or its token renewed.")
    return 0
