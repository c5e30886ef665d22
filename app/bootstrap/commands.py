"""Commands: by the profile's owner, or for another process by the owner that runs already."""

import argparse
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from app.bootstrap.application import build
from app.bootstrap.kept_open import Rest, answer_calls
from app.cli import backing_up, policy
from app.cli.arguments import opening_of, parser
from app.cli.output import INTERRUPTED, Output
from app.cli.run import cancel_on_interrupt, execute, given_passphrase, told, unlock
from app.cli.updating import update
from app.cli.verification import verify
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError, VaultLocked
from app.core.opening import Wish
from app.lockdown.lock import Stage, install
from app.services.administration import verification
from app.services.administration.updating import Updating
from app.services.application import Application
from app.services.models.packed_models import trusted_keys
from app.storage.instance.commands import Command
from app.storage.instance.owner import Owner
from app.storage.places import Places
from app.storage.policy_files import problems_in, system_policy
from app.storage.signed_manifests import program_keys, read_key
from app.workers.listener import on_loopback

_PAST_THE_SEAL = frozenset({"record", "serve", "mcp"})
"""Commands that reach the sound system or listen, although the lock is sealed by then, or have others run that do."""


def look_only(places: Places, arguments: Sequence[str], output: Output) -> int:
    """Commands that say something of the installation and leave the vault closed."""
    parsed = parser().parse_args(arguments)
    if parsed.command == "policy":
        install(Stage.SEALED)
        return policy.run(system_policy, problems_in, parsed, output)
    if parsed.command == "verify":
        install(Stage.SEALED)
        return _verify(places, parsed, output)
    if parsed.command == "update":
        install(Stage.SEALED)
        return _update(places, parsed, output)
    application = build(places, with_launcher=parsed.command == "doctor")
    install(Stage.SEALED)
    try:
        with cancel_on_interrupt() as cancel:
            return execute(application, parsed, output, cancel)
    finally:
        application.close()


def _update(places: Places, parsed: argparse.Namespace, output: Output) -> int:
    updating = Updating(verification.installation_folder(), program_keys(places.resources), system_policy())
    with cancel_on_interrupt() as cancel:
        return told(lambda: update(updating, parsed, output, cancel), output)


def _verify(places: Places, parsed: argparse.Namespace, output: Output) -> int:
    folder = verification.installation_folder()
    key: Path | None = parsed.key
    trusted = trusted_keys(places, system_policy())
    keys = program_keys(places.resources) if key is None else (read_key(parsed.working_directory / key),)
    with cancel_on_interrupt() as cancel:
        files = verification.verify_installation(folder, keys, cancel)
        return verify(folder, chain(files, verification.verify_models(places, trusted, cancel)), output)


def run_command(
    places: Places, owner: Owner, arguments: Sequence[str], output: Output, brought: int | None = None
) -> int:
    """One command by the profile's owner: unlock while the keyring can be reached, seal, work.

    While it takes calls of other programs, or keeps the profile open for `alcove mcp`, it answers other command lines as
    well, and ends as soon as the window is opened. `brought` is a descriptor that came with the command.
    """
    parsed = parser().parse_args(arguments)
    giving_up, rest = CancelToken(), Rest()

    def answer_another(command: Command) -> int:
        with rest.broken():
            return run_forwarded(application, command)

    application = build(places, with_launcher=parsed.command in _PAST_THE_SEAL)
    try:
        if parsed.command == "mcp" and application.vault.state() == "new":
            # Its recovery key would be shown to the program that asks, and to nobody else.
            raise UserError("There is no vault yet; make one first: start Alcove, or run: alcove library status")
        if parsed.command == "restore":
            return _restore(application, parsed, output)
        unlock(application.vault, given_passphrase(parsed), output)
        if parsed.command == "serve":
            _take(parsed, brought, giving_up)
        keeps_open = parsed.command == "mcp" and parsed.calls
        if parsed.command == "serve" or keeps_open:
            owner.serve(answer_another, giving_up.cancel)
        install(Stage.SEALED)
        application.open_services()
        with cancel_on_interrupt() as cancel:
            giving_up.when_cancelled(cancel.cancel)
            if keeps_open:
                return answer_calls(application, parsed, rest, output, cancel)
            return execute(application, parsed, output, cancel)
    finally:
        application.close()


def _restore(application: Application, parsed: argparse.Namespace, output: Output) -> int:
    """Without opening the vault that is there: it may be what cannot be opened any more."""
    passphrase = given_passphrase(parsed)
    with cancel_on_interrupt() as cancel:
        return told(lambda: backing_up.restore(application, parsed, passphrase, output, cancel), output)


def run_once_open(application: Application, command: Command) -> int:
    """Run the command line of whoever owned the profile before, as soon as its services are open here."""
    try:
        application.await_opened(command.cancel)
    except Cancelled:
        return INTERRUPTED
    return run_forwarded(application, command)


def run_forwarded(application: Application, command: Command) -> int:
    """Run another process's command line over the services that are open here."""
    parsed = parser().parse_args(command.arguments)
    parsed.working_directory = command.working_folder
    output = Output(
        lambda text: command.write(text.encode()),
        lambda text: command.write_message(text.encode()),
        parsed.as_json,
        command.terminal,
    )
    if parsed.command == "serve":
        _take(parsed, command.brought, CancelToken())
    opened = opening_of(parsed)
    if opened is not None:
        if application.on_second_start is None:
            output.message("Alcove's window is just opening for this profile.")
            return 1
        application.on_second_start(opened)
        if opened.wish is Wish.LOOK:
            output.message("Alcove is open already; its window was brought to the front.")
        return 0
    if application.vault.state() != "open":
        output.message("Alcove is open but locked; unlock it in its window first.")
        return VaultLocked.exit_code
    if not application.opened:
        output.message("Alcove is just opening; try again in a moment.")
        return 1
    try:
        return execute(application, parsed, output, command.cancel)
    except Cancelled:
        return INTERRUPTED


def _take(parsed: argparse.Namespace, brought: int | None, giving_up: CancelToken) -> None:
    parsed.listening = None if brought is None else on_loopback(brought)
    parsed.giving_up = giving_up
