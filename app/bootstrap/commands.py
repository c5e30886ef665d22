"""Commands: by the profile's owner, or for another process by the owner that runs already."""

from collections.abc import Sequence

from app.bootstrap.application import build
from app.cli import policy
from app.cli.arguments import parser
from app.cli.output import Output
from app.cli.run import INTERRUPTED, cancel_on_interrupt, execute, given_passphrase, unlock
from app.core.errors import Cancelled, VaultLocked
from app.lockdown.lock import Stage, install
from app.services.application import Application
from app.storage.instance import Command
from app.storage.places import Places
from app.storage.policy_files import system_policy


def look_only(places: Places, arguments: Sequence[str], output: Output) -> int:
    """Commands that say something of the installation and leave the vault closed."""
    parsed = parser().parse_args(arguments)
    if parsed.command == "policy":
        install(Stage.SEALED)
        return policy.run(system_policy, parsed, output)
    application = build(places, with_sound=parsed.command == "doctor")
    install(Stage.SEALED)
    try:
        with cancel_on_interrupt() as cancel:
            return execute(application, parsed, output, cancel)
    finally:
        application.close()


def run_command(places: Places, arguments: Sequence[str], output: Output) -> int:
    """One command by the profile's owner: unlock while the keyring can be reached, seal, work."""
    parsed = parser().parse_args(arguments)
    application = build(places, with_sound=parsed.command == "record")
    try:
        unlock(application.vault, given_passphrase(parsed), output)
        install(Stage.SEALED)
        application.open_services()
        with cancel_on_interrupt() as cancel:
            return execute(application, parsed, output, cancel)
    finally:
        application.close()


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
    if parsed.command is None:
        application.on_second_start()
        output.message("Alcove is open already; its window was brought to the front.")
        return 0
    if application.vault.state() != "open":
        output.message("Alcove is open but locked; unlock it in its window first.")
        return VaultLocked.exit_code
    try:
        return execute(application, parsed, output, command.cancel)
    except Cancelled:
        return INTERRUPTED
