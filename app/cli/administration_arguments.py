"""What the command line understands of looking after an installation and a profile."""

import argparse
from pathlib import Path

from app.cli.meeting_arguments import Commands
from app.cli.numbers import LARGEST_ID, whole_number


def add_forget(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `alcove forget`."""
    forget = commands.add_parser("forget", help="erase a document, a meeting or a person for good, with a receipt")
    actions = forget.add_subparsers(dest="action", metavar="WHAT", required=True)
    document = actions.add_parser("document", parents=[shared], help="and all answers that cite it; the file stays")
    document.add_argument("path", type=Path, metavar="PATH")
    meeting = actions.add_parser("meeting", parents=[shared], help="its sound, minutes and all answers that cite it")
    meeting.add_argument("meeting", type=whole_number(1, LARGEST_ID), metavar="ID")
    person = actions.add_parser("person", parents=[shared], help="the voice, and the name wherever it says who spoke")
    person.add_argument("name", metavar="NAME")
    for action in (document, meeting, person):
        action.add_argument("--yes", action="store_true", help="do it; without it, only say what would be erased")


def add_backup(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `alcove backup` and `restore`."""
    backup = commands.add_parser("backup", parents=[shared], help="write everything into one encrypted file")
    backup.add_argument(
        "path",
        nargs="?",
        type=Path,
        metavar="FILE|FOLDER",
        help="a new file ends in .alcovebackup; all else is a folder, where it is called by the time",
    )
    what = backup.add_mutually_exclusive_group()
    what.add_argument("--models", action="store_true", help="with the models")
    what.add_argument("--verify", action="store_true", help="write nothing: check that this backup is whole")
    what.add_argument("--list", action="store_true", help="write nothing: the backups that were made")
    restore = commands.add_parser("restore", parents=[shared], help="put a backup in the place of what is there")
    restore.add_argument("path", type=Path, metavar="FILE")
    restore.add_argument("--yes", action="store_true", help="do it; without it, only say what would be replaced")
    restore.add_argument(
        "--recovery-key-file", type=Path, metavar="F", help="open the backup with the recovery key in this file"
    )


def add_about(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `alcove doctor`, `verify`, `update`, `privacy`, `policy` and `audit`."""
    commands.add_parser("doctor", parents=[shared], help="check this installation")
    verify = commands.add_parser(
        "verify", parents=[shared], help="check that this installation and its models are what was signed"
    )
    verify.add_argument("--key", type=Path, metavar="FILE.pub", help="trust this key, not the one that is installed")
    update = commands.add_parser(
        "update", parents=[shared], help="install a newer version from a file: never from the network"
    )
    update.add_argument("path", nargs="?", type=Path, metavar="FILE", help="a .tar.zst (the newest in updates.source)")
    update.add_argument("--look", action="store_true", help="only say which newer version lies in updates.source")
    update.add_argument("--older", action="store_true", help="install an older version too")
    privacy = commands.add_parser("privacy", help="show that nothing leaves this machine")
    actions = privacy.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("proof", parents=[shared], help="try to get out in every known way, and show the refusals")
    policy = commands.add_parser("policy", help="what your organization has fixed or does not allow")
    actions = policy.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("show", parents=[shared], help="every rule, and what is set on this machine")
    lint = actions.add_parser("lint", parents=[shared], help="check a policy's file before it is rolled out")
    lint.add_argument("path", type=Path, metavar="FILE")
    explain = actions.add_parser("explain", parents=[shared], help="what a rule means, and what is set here")
    explain.add_argument("name", metavar="NAME")
    audit = commands.add_parser("audit", help="the log of what was done")
    actions = audit.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("verify", parents=[shared], help="check that no entry was changed or removed")
    export = actions.add_parser("export", parents=[shared], help="print the entries")
    export.add_argument(
        "--format", choices=("json", "csv"), default="json", help="an object a line, or a table (%(default)s)"
    )
