"""`alcove voices`."""

import argparse

from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.services.application import Application


def run(application: Application, arguments: argparse.Namespace, output: Output, _cancel: CancelToken) -> int:
    """List or forget remembered voices."""
    if arguments.action == "list":
        return _list(application, output)
    if arguments.everybody:
        application.voices.forget_all()
        output.message("Every voice is forgotten.")
    elif not arguments.names:
        raise UserError("Say whose voice to forget, or --all.")
    for name in arguments.names:
        application.voices.forget(name)
        output.message(f"The voice of {name} is forgotten.")
    return 0


def _list(application: Application, output: Output) -> int:
    profiles = application.voices.profiles()
    for profile in profiles:
        value = {"name": profile.name, "seconds": profile.seconds, "since": profile.created_at}
        output.result(value, f"{profile.name}: {profile.seconds:.0f} s heard, kept since {profile.created_at[:10]}")
    if not profiles:
        state = (
            "none is kept yet" if application.voices.remembered else "they are not remembered (voices.remember is off)"
        )
        output.message(f"No voices: {state}.")
    return 0
