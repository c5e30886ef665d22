"""`alcove library watch`, `unwatch`, `watched` and `sync`."""

import argparse
import dataclasses
from typing import Any

from app.cli.adding import report
from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import NothingFound
from app.core.following import LEFT_OUT, FolderStatus
from app.core.words.text import counted
from app.services.application import Application


def _watch(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    collection = arguments.collection or str(application.settings.get("library.default_collection"))
    left_out = "\n".join([LEFT_OUT.rstrip(), *(arguments.leave_out or ())]) + "\n"
    paths = [arguments.working_directory / path for path in arguments.paths]
    folders = [application.following.follow(path, collection, left_out) for path in paths]
    for folder in folders:
        output.message(f"Following {folder.path} into {folder.collection}.")
    return report(application.following.sync(cancel, [folder.id for folder in folders]), output)


def _unwatch(application: Application, arguments: argparse.Namespace, output: Output, _cancel: CancelToken) -> int:
    folder = application.following.find(arguments.working_directory / arguments.path)
    forgotten = application.following.unfollow(folder.id, forget=arguments.forget)
    documents = f"{counted(forgotten, 'document')} forgotten" if arguments.forget else "its documents stay"
    value = {"path": folder.path, "documents_forgotten": forgotten}
    output.result(value, f"{folder.path} is followed no longer; {documents}.")
    return 0


def _watched(application: Application, arguments: argparse.Namespace, output: Output, _cancel: CancelToken) -> int:
    statuses = application.following.folders()
    for status in statuses:
        files = application.following.files(status.folder.id) if arguments.files else []
        if output.as_json:
            output.value(_status_value(status) | ({"files": files} if arguments.files else {}))
            continue
        output.line(f"{status.folder.collection}: {status.folder.path} ({_words(status)})")
        for file in files:
            output.line(f"  {file.path}: {file.reason or file.state}")
    if not statuses:
        output.message("No folder is followed; follow one with: alcove library watch PATH")
        return NothingFound.exit_code
    return 0


def _sync(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    following = application.following
    paths = [arguments.working_directory / path for path in arguments.paths]
    chosen = [following.find(path).id for path in paths] if paths else None
    if not following.folders():
        output.message("No folder is followed; follow one with: alcove library watch PATH")
        return NothingFound.exit_code
    return report(following.sync(cancel, chosen), output)


def _status_value(status: FolderStatus) -> dict[str, Any]:
    value = dataclasses.asdict(status)
    folder = value.pop("folder")
    return {**folder, **value}


def _words(status: FolderStatus) -> str:
    parts = [f"{status.state}, {counted(status.documents, 'document')}"]
    if status.failed:
        parts.append(f"{status.failed} could not be read")
    if status.gone:
        parts.append(f"{status.gone} whose files are gone")
    return ", ".join(parts) + (f"; {status.reason}" if status.reason else "")


ACTIONS = {"watch": _watch, "unwatch": _unwatch, "watched": _watched, "sync": _sync}
