"""Where every process of Alcove begins: the offline lock first, then everything else."""

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.lockdown.lock import Stage, install, silence_libraries
from app.workers import start

if TYPE_CHECKING:
    from argparse import Namespace

    from app.cli.output import Output
    from app.core.opening import Opening
    from app.services.application import Application
    from app.storage.instance.owner import Owner, Predecessor
    from app.storage.places import Places

_log = logging.getLogger(__name__)
_LOG_BYTES = 1_000_000
_WITHOUT_VAULT = frozenset({"doctor", "privacy", "policy", "verify", "update"})
_INTERRUPTED = 130


def main() -> int:
    """Run what the command line asks for and return the exit code.

    Fetching models is a program of its own that runs without the lock, and without anything of the application.
    """
    arguments = sys.argv[1:]
    if arguments[:1] == [start.OPTION]:
        start.main(*arguments[1:])
        return 0
    if _asks_to_fetch(arguments):
        return _fetch(arguments)
    brought = _loopback_of(arguments)
    silence_libraries()
    install(Stage.LOCAL)
    return _run(arguments, brought)


def _run(arguments: list[str], brought: int | None) -> int:
    """Run the command line, or the window where no command is given; returns the exit code.

    The composition root is imported by whoever needs it: with all that it imports it takes longer than the window.
    """
    from app.cli.arguments import parser
    from app.cli.output import terminal_output
    from app.core.errors import UserError
    from app.storage.places import find_places

    parsed = parser().parse_args(arguments)
    output = terminal_output(parsed.as_json)
    places = find_places(parsed.profile, parsed.portable)
    try:
        places.prepare()
        _log_to(places.log)
        if parsed.command == "mcp" and not (parsed.call or parsed.calls):
            from app.bootstrap.tool_server import serve_tools

            return serve_tools(places, parsed.passphrase_file)
        return _by_owner(places, arguments, parsed, output, brought)
    except UserError as error:
        if parsed.as_json:
            output.value({"error": str(error)})
        output.message(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # `alcove library list | head`: who read it has read enough. Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        _log.exception("the command ended unexpectedly")
        output.message(
            f"Something unexpected went wrong ({type(error).__name__}); {places.log} has the details. Please report it."
        )
        return 1


def _by_owner(
    places: "Places", arguments: list[str], parsed: "Namespace", output: "Output", brought: int | None
) -> int:
    """Let the process that owns the profile do it: this one, unless there is another already.

    `brought` is a descriptor that goes with the command.
    """
    from app.cli.arguments import opening_of
    from app.storage.backups.restoring import finish_restoring
    from app.storage.instance.owner import forward, own, window_wanted

    if parsed.command in _WITHOUT_VAULT:
        from app.bootstrap import commands

        return commands.look_only(places, arguments, output)
    opened = opening_of(parsed)
    owner, predecessor = own(places), None
    if owner is None and opened is not None:
        wanted = window_wanted(places, arguments, sys.stdout.buffer, sys.stderr.buffer)
        if isinstance(wanted, int):
            return wanted
        owner, predecessor = wanted.owner, wanted
    if owner is None:
        return forward(places, arguments, sys.stdout.buffer, sys.stderr.buffer, brought)
    try:
        finish_restoring(places)
        if opened is not None:
            return _window(places, owner, opened, predecessor)
        from app.bootstrap import commands

        code = commands.run_command(places, owner, arguments, output, brought)
        if owner.has_successor and parsed.command == "mcp":
            owner.give()
        elif owner.has_successor:
            return owner.hand_over(arguments, sys.stdout.buffer, sys.stderr.buffer, brought)
        return code
    finally:
        owner.close()


def _window(places: "Places", owner: "Owner", opened: "Opening", predecessor: "Predecessor | None" = None) -> int:
    """The window with what it is opened for, which answers command lines of other processes while it is open."""
    from app.ui.application import run as run_window

    def build() -> "Application":
        from app.bootstrap import commands
        from app.bootstrap.application import build as build_services

        application = build_services(places, prepare=True, with_launcher=True)
        owner.serve(lambda command: commands.run_forwarded(application, command))
        if predecessor is not None:
            predecessor.serve(lambda command: commands.run_once_open(application, command))
        return application

    return run_window(build, _seal, opened)


def _seal() -> None:
    install(Stage.SEALED)


def _log_to(path: Path) -> None:
    """The local log: numbers, names of errors and places in the code, never what is in a document."""
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def _loopback_of(arguments: list[str]) -> int | None:
    """A listening socket on the loopback, where the command asks for one: behind the lock none could be made any more."""
    from app.cli.arguments import parser

    if "serve" not in arguments:
        return None
    parsed = parser().parse_args(arguments)
    if parsed.command != "serve" or not parsed.loopback:
        return None
    from app.core.errors import UserError
    from app.workers.listener import listen_on_loopback

    try:
        return listen_on_loopback(parsed.port)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)


def _asks_to_fetch(arguments: list[str]) -> bool:
    from app.cli.arguments import parser

    if "fetch" not in arguments:
        return False
    parsed = parser().parse_args(arguments)
    return bool(parsed.command == "models" and parsed.action == "fetch")


def _fetch(arguments: list[str]) -> int:
    import runpy

    from app.cli.arguments import parser
    from app.storage.places import find_places

    parsed = parser().parse_args(arguments)
    program = Path(__file__).resolve().parents[1] / "installers" / "fetch.py"
    if not program.is_file():
        sys.stderr.write(
            "An installed Alcove fetches no models; take in a file or a pack with: alcove models import FILE, "
            "or ask who looks after this computer.\n"
        )
        return 1
    if parsed.portable is not None:
        os.environ["ALCOVE_MODELS"] = str(find_places(portable=parsed.portable).models)
    sys.argv = [str(program), *parsed.ids, *(["--json"] if parsed.as_json else [])]
    runpy.run_path(str(program), run_name="__main__")
    return 0


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
