"""`alcove knowledge`."""

import argparse

from app.cli.library import password_in
from app.cli.output import Output
from app.core.administration.knowledge import KnowledgePack
from app.core.cancel import CancelToken
from app.core.errors import NothingFound
from app.core.words.text import counted
from app.services.application import Application


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Add, list or remove knowledge packs."""
    actions = {"add": _add, "list": _list, "remove": _remove}
    return actions[arguments.action](application, arguments, output, cancel)


def _add(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    path = arguments.working_directory / arguments.path
    for event in application.knowledge.add(path, cancel, password_in(arguments)):
        output.event(event)
    if output.as_json:
        output.value({"packs": [_value(pack) for pack in application.knowledge.packs()]})
    return 0


def _list(application: Application, _arguments: argparse.Namespace, output: Output, _cancel: CancelToken) -> int:
    packs = application.knowledge.packs()
    for pack in packs:
        expires = f", until {pack.expires}" if pack.expires else ""
        told = f"“{pack.title}” by {pack.publisher}, {counted(pack.documents, 'document')}{expires}"
        output.result(_value(pack), f"{pack.name} {pack.version}: {told}")
    if not packs:
        output.message("There is no knowledge pack; add one with: alcove knowledge add FILE.alcovepack")
        return NothingFound.exit_code
    return 0


def _remove(application: Application, arguments: argparse.Namespace, output: Output, _cancel: CancelToken) -> int:
    application.knowledge.remove(arguments.name)
    erased = f"The knowledge pack {arguments.name} and all of its documents were erased."
    output.result({"removed": arguments.name}, erased)
    return 0


def _value(pack: KnowledgePack) -> dict[str, object]:
    return {
        "name": pack.name,
        "version": pack.version,
        "collection": pack.title,
        "publisher": pack.publisher,
        "expires": pack.expires or None,
        "documents": pack.documents,
        "passages": pack.passages,
        "for_all_users": pack.by_machine,
    }
