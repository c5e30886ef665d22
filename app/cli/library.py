"""`alcove library`."""

import argparse
import dataclasses
from pathlib import Path

from app.cli import following
from app.cli.adding import report
from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import Examined, Failed
from app.core.library.health import Finding
from app.core.library.notes import names_note
from app.core.words.text import counted
from app.services.application import Application


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Do one of the library's actions."""
    actions = {
        "add": _add,
        "list": _list,
        "status": _status,
        "remove": _remove,
        "rebuild": _rebuild,
        "check": _check,
        "health": _health,
        **following.ACTIONS,
    }
    return actions[arguments.action](application, arguments, output, cancel)


def _add(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    paths = [arguments.working_directory / path for path in arguments.paths]
    collection = arguments.collection or str(application.settings.get("library.default_collection"))
    password = password_in(arguments)
    return report(application.library.add(paths, collection, cancel, password), output)


def password_in(arguments: argparse.Namespace) -> str:
    """What stands in the file that `--password-file` names; "" without one. Raises UserError if it cannot be read."""
    if arguments.password_file is None:
        return ""
    path: Path = arguments.working_directory / arguments.password_file
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise UserError(f"The password file {path} could not be read ({error}); name another.") from error


def _list(application: Application, arguments: argparse.Namespace, output: Output, _cancel: CancelToken) -> int:
    documents = application.library.documents(arguments.collection)
    for document in documents:
        if output.as_json:
            output.value(document)
        else:
            state = document.reason or f"{document.status}, {counted(document.passage_count, 'passage')}"
            output.line(f"{document.collection}: {document.path} ({state})")
            for note in document.notes:
                output.line(f"  {note}")
    if not documents:
        output.message("The library is empty; add documents with: alcove library add PATH")
        return NothingFound.exit_code
    return 0


def _status(application: Application, arguments: argparse.Namespace, output: Output, _cancel: CancelToken) -> int:
    status = application.library.status(arguments.collection)
    if output.as_json:
        output.value(status)
        return 0
    output.line(
        f"{counted(status.documents, 'document')}: {status.searchable} searchable, {status.stored} waiting for the index, "
        f"{status.failed} could not be read; {counted(status.passages, 'passage')}."
    )
    if status.index_state:
        output.line(status.index_state)
    for path, reason in status.unreadable:
        output.line(f"  {path}: {reason}")
    return 0


def _remove(application: Application, arguments: argparse.Namespace, output: Output, _cancel: CancelToken) -> int:
    if not arguments.paths and not arguments.collection:
        raise UserError("Say what to forget: give a PATH, or --collection C for all of a collection.")
    roots = [
        path if names_note(str(path)) else (arguments.working_directory / path).resolve() for path in arguments.paths
    ]
    chosen = [
        document
        for document in application.library.documents(arguments.collection)
        if not roots or any(Path(document.path).is_relative_to(root) for root in roots)
    ]
    application.library.remove(tuple(document.id for document in chosen))
    forgotten = f"{counted(len(chosen), 'document')} forgotten; the files themselves were not touched."
    output.result({"removed": [document.path for document in chosen]}, forgotten)
    return 0 if chosen else NothingFound.exit_code


def _rebuild(application: Application, _arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    for event in application.library.rebuild(cancel):
        output.event(event)
    output.result({"rebuilt": True}, "The index was built again.")
    return 0


def _check(application: Application, _arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    problems = []
    for event in application.library.check(cancel):
        if isinstance(event, Failed):
            problems.append({"path": event.path, "reason": event.reason})
        output.event(event)
    told = f"{counted(len(problems), 'problem')}." if problems else "Everything is in order."
    output.result({"problems": problems}, told)
    return 1 if problems else 0


def _health(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    findings: tuple[Finding, ...] = ()
    for event in application.health.examine(arguments.collection, cancel):
        if isinstance(event, Examined):
            findings = event.findings
        else:
            output.event(event)
    if output.as_json:
        output.value({"findings": [{**dataclasses.asdict(one), "remedies": one.remedies} for one in findings]})
        return 0
    for one in findings:
        output.line(f"{one.kind}: {one.path}\n  {one.sentence}")
    output.line(f"{counted(len(findings), 'finding')}." if findings else "Nothing to see to.")
    return 0
