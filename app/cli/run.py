"""From the words of a command line to its exit code."""

import argparse
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from app.cli import (
    asking,
    auditing,
    backing_up,
    forgetting,
    importing,
    knowledge,
    library,
    machine,
    minutes,
    questions,
    recording,
    serving,
    tool_calls,
    transcribing,
    voices,
)
from app.cli.output import INTERRUPTED, Output
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError, VaultLocked
from app.services.administration.vault import Vault
from app.services.application import Application

Command = Callable[[Application, argparse.Namespace, Output, CancelToken], int]

_WORKING: dict[str, Command] = {
    "ask": asking.ask,
    "questions": questions.run,
    "import": importing.run,
    "search": asking.search,
    "library": library.run,
    "knowledge": knowledge.run,
    "transcribe": transcribing.run,
    "record": recording.run,
    "minutes": minutes.run,
    "voices": voices.run,
    "forget": forgetting.run,
    "backup": backing_up.backup,
    "serve": serving.serve,
    "mcp": tool_calls.call,
}
"""What works over the documents and meetings, and can be stopped."""
_log = logging.getLogger(__name__)


def execute(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Run one parsed command over open services and return its exit code; errors become one sentence."""
    return told(lambda: _dispatch(application, arguments, output, cancel), output)


def told(command: Callable[[], int], output: Output) -> int:
    """The exit code of a command; errors become one sentence."""
    try:
        return command()
    except Cancelled:
        output.message("Interrupted; what was finished until then is kept.")
        return INTERRUPTED
    except UserError as error:
        if output.as_json:
            output.value({"error": str(error)})
        output.message(str(error))
        return error.exit_code


def unlock(vault: Vault, passphrase: str | None, output: Output) -> None:
    """Open the vault for a command, making a new one where there is none.

    Raises:
        VaultLocked: no passphrase was given where one is needed, or it is wrong.
    """
    state = vault.state()
    if state == "new":
        if passphrase is None and not vault.keyring_available():
            raise VaultLocked(
                "This machine has no keyring to keep the vault's key in; choose a passphrase and give it by "
                "--passphrase-file F or in ALCOVE_PASSPHRASE."
            )
        recovery_key = vault.create(passphrase)
        output.message(f"A new vault was made. Its recovery key, shown this once; keep it on paper:\n  {recovery_key}")
    elif state == "locked":
        vault.unlock(passphrase)


def given_passphrase(arguments: argparse.Namespace) -> str | None:
    """The passphrase from the file named, else from the environment, else None.

    Raises:
        VaultLocked: the file named cannot be read.
    """
    path: Path | None = arguments.passphrase_file
    if path is None:
        return os.environ.get("ALCOVE_PASSPHRASE") or None
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise VaultLocked(
            f"The passphrase file {path} could not be read; check its name and your permission."
        ) from None


@contextmanager
def cancel_on_interrupt() -> Iterator[CancelToken]:
    """A token that Ctrl+C and SIGTERM cancel; a second Ctrl+C ends the program at once."""
    token = CancelToken()
    if threading.current_thread() is not threading.main_thread():
        yield token
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if token.cancelled:
            os._exit(INTERRUPTED)
        token.cancel()

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield token
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _dispatch(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    if (command := _WORKING.get(arguments.command)) is not None:
        return command(application, arguments, output, cancel)
    match arguments.command:
        case "models":
            return machine.models(application, arguments, output, cancel)
        case "doctor":
            return machine.doctor(application.administration, output)
        case "privacy":
            return machine.privacy_proof(application.administration, output)
        case "audit":
            return auditing.run(application, arguments, output)
        case "restore":
            raise UserError("Alcove is open for this profile; close it, then restore the backup.")
        case _:
            raise UserError(f"There is no command {arguments.command!r}; see: alcove --help")
