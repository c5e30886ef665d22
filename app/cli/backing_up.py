"""`alcove backup` and `alcove restore`."""

import argparse
from pathlib import Path

from app.cli.output import Output
from app.cli.verification import problems_of
from app.core.cancel import CancelToken
from app.core.errors import UserError, VaultLocked
from app.core.events import Written
from app.services.administration.backups import BackupState
from app.services.application import Application


def backup(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Make a backup, verify one (exit code 1 if it is not whole), or list those that were made."""
    backups = application.backups
    if arguments.list:
        for state in backups.all():
            _list(state, output)
        return 0
    if arguments.path is None:
        raise UserError("Say where the backup is to be written: alcove backup FILE (or a folder).")
    path = arguments.working_directory / arguments.path
    if arguments.verify:
        problems = problems_of(backups.verify(path, cancel), output)
        if output.as_json:
            output.value({"path": path, "intact": not problems, "problems": problems})
        elif not problems:
            output.line("The backup is whole: every byte of it is what was written, and the vault in it opens.")
        return 1 if problems else 0
    for event in backups.make(path, arguments.models, cancel):
        if isinstance(event, Written) and output.as_json:
            made = next(it.backup for it in backups.all() if it.backup.path == event.path)
            output.value({"path": event.path, "size_bytes": made.size_bytes})
        output.event(event)
    return 0


def restore(
    application: Application, arguments: argparse.Namespace, passphrase: str | None, output: Output, cancel: CancelToken
) -> int:
    """Put a backup in the place of what is in the profile, whose vault is closed."""
    path: Path = arguments.working_directory / arguments.path
    vault = application.vault
    if vault.places.key_file.exists() and not arguments.yes:
        raise UserError(
            f"This would replace everything in {vault.places.profile} by what is in {path.name}. If that is meant, say it "
            "again with --yes."
        )
    recovery_key = (
        _read(arguments.working_directory / arguments.recovery_key_file) if arguments.recovery_key_file else None
    )
    for event in application.restoring.lay_down(path, passphrase, recovery_key, cancel):
        output.event(event)
    application.restoring.finish()
    done = f"{path.name} was restored to {vault.places.profile}. It opens as it did when the backup was made."
    output.result({"restored": path, "profile": vault.places.profile}, done)
    return 0


def _list(state: BackupState, output: Output) -> None:
    kept = state.backup
    value = {
        "path": kept.path,
        "made_at": kept.made_at,
        "size_bytes": kept.size_bytes,
        "scheduled": kept.scheduled,
        "outdated": kept.outdated,
        "within_reach": state.within_reach,
    }
    marks = (
        "" if state.within_reach else "not within reach",
        "holds something that was forgotten: delete it" if kept.outdated else "",
    )
    told = "  ".join(filter(None, marks))
    line = f"{kept.made_at[:16].replace('T', ' ')}  {kept.size_bytes / 1e6:10,.1f} MB  {kept.path}  {told}"
    output.result(value, line.rstrip())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise VaultLocked(
            f"The recovery key's file {path} could not be read; check its name and your permission."
        ) from None
