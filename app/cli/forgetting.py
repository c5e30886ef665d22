"""`alcove forget`."""

import argparse
from collections.abc import Iterator
from typing import Any

from app.cli.output import INTERRUPTED, Output
from app.core.administration.backups import Fate
from app.core.administration.receipts import Receipt
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Event
from app.core.words.text import counted
from app.services.administration.forgetting import Forgets
from app.services.application import Application


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Forget a document, a meeting or a person, and print the receipt; exit code 1 where something was still found.

    Where it was interrupted and backups were left as they are, the receipt names them, and the code says so.
    """
    act = {"document": _document, "meeting": _meeting, "person": _person}[arguments.action]
    receipt = _shown(act(application, arguments, cancel), output)
    if output.as_json:
        output.value(receipt_value(receipt))
    else:
        _print(receipt, output)
    if Fate.LEFT in receipt.backups.values():
        return INTERRUPTED
    return 0 if receipt.proven else 1


def receipt_value(receipt: Receipt) -> dict[str, Any]:
    """A receipt in the form other programs rely on."""
    return {
        "subject": receipt.subject,
        "subject_sha256": receipt.subject_sha256,
        "salt": receipt.salt,
        "at": receipt.at,
        "removed": dict(receipt.removed),
        "canaries": receipt.canaries,
        "places": receipt.places,
        "traces": dict(receipt.traces),
        "mentions": receipt.mentions,
        "backups": dict(receipt.backups),
        "proven": receipt.proven,
    }


def _shown(forgets: Forgets, output: Output) -> Receipt:
    receipts: list[Receipt] = []

    def ended() -> Iterator[Event]:
        receipts.append((yield from forgets))

    for event in ended():
        output.event(event)
    return receipts[0]


def _document(application: Application, arguments: argparse.Namespace, cancel: CancelToken) -> Forgets:
    path = arguments.working_directory / arguments.path
    found = application.forgetting.documents_at(path)
    documents = f"{counted(len(found), 'document')} with all answers that cite them"
    _require_yes(arguments, documents if found else f"what answers and backups still hold of {path}")
    return application.forgetting.document(path, cancel)


def _meeting(application: Application, arguments: argparse.Namespace, cancel: CancelToken) -> Forgets:
    title = application.forgetting.title_of_meeting(arguments.meeting)
    whole = f"the meeting “{title}” with its sound, minutes and all answers that cite it"
    _require_yes(arguments, whole if title else "what backups still hold of this meeting")
    return application.forgetting.meeting(arguments.meeting, cancel)


def _person(application: Application, arguments: argparse.Namespace, cancel: CancelToken) -> Forgets:
    _require_yes(arguments, f"the voice of {arguments.name}, and the name wherever it says who spoke")
    return application.forgetting.person(arguments.name, cancel)


def _require_yes(arguments: argparse.Namespace, what: str) -> None:
    if not arguments.yes:
        raise UserError(f"This would erase {what}, for good. If that is meant, say it again with --yes.")


def _print(receipt: Receipt, output: Output) -> None:
    gone = ", ".join(f"{count:,} {kind.replace('_', ' ')}" for kind, count in receipt.removed.items())
    output.line(f"Forgotten: {gone or 'nothing but the name'}.")
    looked = f"{counted(receipt.canaries, 'phrase')} in {counted(receipt.places, 'place')} of the vault and in search"
    if receipt.proven and not receipt.canaries:
        output.line(
            "It held no phrase that stands nowhere else; what was kept of it alone was looked for, and is gone."
        )
    elif receipt.proven:
        output.line(f"Looked for {looked}: nothing is left.")
    else:
        left = ", ".join(f"{place} ({count})" for place, count in receipt.traces.items())
        output.line(f"Looked for {looked}: STILL FOUND in {left}.")
    if receipt.mentions:
        output.line(f"The name still stands {receipt.mentions:,} times in what others said or wrote.")
    for path, fate in receipt.backups.items():
        output.line(f"Backup {path}: {fate}.")
    if receipt.out_of_reach:
        output.line("What could not be looked into may hold it still: delete it, or connect it and forget once more.")
    output.line(f"Receipt of {receipt.at}: sha256 {receipt.subject_sha256}, salt {receipt.salt}")
