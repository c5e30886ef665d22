"""`alcove import`: conversations of other programs."""

import argparse

from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UnreadableFile
from app.core.events import ChatsBrought, Failed
from app.core.words.text import counted
from app.services.application import Application


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Bring conversations along; the exit code says whether a file could not be read."""
    imports = application.chat_imports
    named = [arguments.working_directory / path for path in arguments.paths]
    paths = named or imports.here()
    if not paths:
        raise NothingFound("GPT4All and Jan keep no conversations on this computer; name the files of another program.")
    failed: list[Failed] = []
    brought: list[ChatsBrought] = []
    for event in imports.add(paths, cancel):
        if isinstance(event, ChatsBrought):
            brought.append(event)
            if not output.as_json:
                output.line(_told(event))
        else:
            failed += [event] if isinstance(event, Failed) else []
            output.event(event)
    if output.as_json:
        output.value(
            {
                "folders": [
                    {
                        "folder": one.folder,
                        "added": len(one.conversation_ids),
                        "beside": one.beside,
                        "continued": one.continued,
                        "known": one.known,
                    }
                    for one in brought
                ],
                "failed": [{"path": one.path, "reason": one.reason} for one in failed],
            }
        )
    elif not brought and not failed:
        output.line("There were no conversations in these files.")
    return UnreadableFile.exit_code if failed else 0


def _told(brought: ChatsBrought) -> str:
    parts = [f"{counted(len(brought.conversation_ids), 'conversation')} added"]
    if brought.beside:
        parts.append(f"{brought.beside:,} of them beside an earlier version that differs")
    if brought.continued:
        parts.append(f"{brought.continued:,} continued")
    if brought.known:
        parts.append(f"{brought.known:,} here already")
    if brought.left_out:
        parts.append(f"{counted(brought.left_out, 'other version')} of messages left out")
    return f"{brought.folder}: {', '.join(parts)}."
