"""What the command line understands: one parser, one line of help for everything."""

import argparse
from pathlib import Path

from app import __version__
from app.cli.administration_arguments import add_about, add_backup, add_forget
from app.cli.meeting_arguments import Commands, add_meeting_commands
from app.cli.model_arguments import add_model_commands
from app.cli.numbers import whole_number
from app.core.api import DEFAULT_PORT
from app.core.opening import Opening, Wish

_MOST_RESULTS = 10_000
EXIT_CODES = """exit codes:
  0 done                      4 locked, or wrong passphrase
  1 failed                    5 refused by policy
  2 wrong usage               6 a file could not be read (others were)
  3 nothing found, declined   130 interrupted"""


def parser() -> argparse.ArgumentParser:
    """The parser of `alcove`. The chosen command stands in `command`, a subcommand in `action`."""
    root = argparse.ArgumentParser(
        prog="alcove",
        description="Ask your own documents and transcribe your own recordings, entirely offline.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    root.add_argument("--version", action="version", version=f"Alcove {__version__}")
    _add_shared(root)
    root.set_defaults(working_directory=Path())
    shared = _shared_options()
    commands = root.add_subparsers(dest="command", metavar="COMMAND")
    _add_open(commands, shared)
    _add_ask(commands, shared)
    _add_questions(commands, shared)
    _add_import(commands, shared)
    _add_search(commands, shared)
    _add_library(commands, shared)
    _add_knowledge(commands, shared)
    add_meeting_commands(commands, shared)
    add_forget(commands, shared)
    add_backup(commands, shared)
    add_model_commands(commands, shared)
    _add_api(commands, shared)
    add_about(commands, shared)
    return root


def _shared_options() -> argparse.ArgumentParser:
    """Options every command takes too; without a value they leave alone what stood before the command."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    _add_shared(shared)
    return shared


def _add_shared(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--profile", type=Path, metavar="DIR", help="the data folder (or ALCOVE_PROFILE)")
    where.add_argument(
        "--portable",
        type=Path,
        metavar="FOLDER",
        help="keep everything here, on a stick for example, under a passphrase",
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="F",
        help="unlock with the passphrase in this file (or ALCOVE_PASSPHRASE)",
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON, and nothing else, on stdout")
    parser.add_argument("--working-directory", type=Path, help=argparse.SUPPRESS)


def _add_open(commands: Commands, shared: argparse.ArgumentParser) -> None:
    opening = commands.add_parser(
        "open", parents=[shared], help="open the window; it takes these files as dropped on it"
    )
    opening.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a pack, a model, or documents to add")
    wish = opening.add_mutually_exclusive_group()
    wish.add_argument("--ask", action="store_const", const=Wish.ASK, dest="wish", help="with a new question")
    wish.add_argument(
        "--record", action="store_const", const=Wish.RECORD, dest="wish", help="record a meeting, or stop recording"
    )
    wish.add_argument("--find", action="store_const", const=Wish.FIND, dest="wish", help="find anything")
    wish.add_argument(
        "--hide", action="store_const", const=Wish.HIDE, dest="wish", help="as an icon in the tray, as at login"
    )


def opening_of(parsed: argparse.Namespace) -> Opening | None:
    """What the window is opened for; None for a command that opens none."""
    if parsed.command not in (None, "open"):
        return None
    paths = tuple((parsed.working_directory / path).absolute() for path in getattr(parsed, "paths", ()))
    return Opening(paths, getattr(parsed, "wish", None) or Wish.LOOK)


def _add_ask(commands: Commands, shared: argparse.ArgumentParser) -> None:
    ask = commands.add_parser("ask", parents=[shared], help="answer a question from your documents, with citations")
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="answer from just these files and folders")
    ask.add_argument("--collection", metavar="C", help="answer from this collection only")
    _add_filters(ask)
    ask.add_argument("--model", metavar="M", help="answer with this model")
    ask.add_argument("--adapter", metavar="A", help='with this adapter, or "none" (the one in use)')
    ask.add_argument("--adapter-scale", type=float, default=1.0, metavar="X", help="how strongly it counts, 0 to 2 (1)")
    ask.add_argument(
        "--image",
        type=Path,
        action="append",
        default=[],
        dest="images",
        metavar="FILE",
        help="about this picture and no documents; may be given again",
    )
    reach = ask.add_mutually_exclusive_group()
    reach.add_argument(
        "--everything", action="store_true", help="read every passage: summaries, lists, counts, comparisons, timelines"
    )
    reach.add_argument("--best", action="store_true", help="answer from the best passages, whatever the question")
    ask.add_argument("--save", metavar="NAME", help="keep the question by this name, to be run again and compared")
    ask.add_argument("--no-documents", action="store_true", help="plain chat, without looking anything up")
    ask.add_argument(
        "--tools",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="let tools calculate, list, search and make documents (as the settings say)",
    )
    ask.add_argument("--allow-writing", action="store_true", help="write the document that the question asks for")
    ask.add_argument("--output", type=Path, metavar="DIR", help="write it into this folder (where you are)")


def _add_questions(commands: Commands, shared: argparse.ArgumentParser) -> None:
    questions = commands.add_parser("questions", help="ask saved questions again, and see what changed")
    actions = questions.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", parents=[shared], help="the saved questions")
    run = actions.add_parser("run", parents=[shared], help="ask again, and show what changed since the last answer")
    run.add_argument("names", nargs="*", metavar="NAME", help="just these (all)")
    remove = actions.add_parser("remove", parents=[shared], help="erase a saved question and its answers")
    remove.add_argument("name", metavar="NAME")


def _add_import(commands: Commands, shared: argparse.ArgumentParser) -> None:
    importing = commands.add_parser(
        "import", parents=[shared], help="bring along conversations of GPT4All, ChatGPT, Open WebUI and Jan"
    )
    importing.add_argument(
        "paths", nargs="*", type=Path, metavar="FILE", help="exports, files or folders (GPT4All's and Jan's, here)"
    )


def _add_search(commands: Commands, shared: argparse.ArgumentParser) -> None:
    search = commands.add_parser("search", parents=[shared], help="find passages, without a model")
    search.add_argument("query", nargs="?", metavar="QUERY")
    search.add_argument("--queries", type=Path, metavar="FILE.jsonl", help='many queries, one {"id", "text"} a line')
    search.add_argument("--collection", metavar="C", help="search this collection only")
    _add_filters(search)
    search.add_argument("--explain", action="store_true", help="say what each passage's score is made of")
    search.add_argument(
        "--top", type=whole_number(1, _MOST_RESULTS), default=10, metavar="N", help="how many passages (10)"
    )


def _add_filters(command: argparse.ArgumentParser) -> None:
    """Limits, which can be typed into the question as well: type:pdf after:2023."""
    for name, metavar, text in (
        ("folder", "NAME", "only documents in folders of this name or path"),
        ("type", "T", 'only documents of this type, such as "pdf"'),
        ("author", "A", "only documents with this in their author's name"),
        ("after", "DATE", "only documents of this year, month (2024-05) or day, or later"),
        ("before", "DATE", "only documents from before this year, month or day"),
    ):
        command.add_argument(f"--{name}", default="", metavar=metavar, help=text)


def _add_library(commands: Commands, shared: argparse.ArgumentParser) -> None:
    library = commands.add_parser("library", help="add, list and remove documents")
    actions = library.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", parents=[shared], help="add files and folders; unchanged files are skipped")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.add_argument("--collection", metavar="C", help="into this collection (the setting library.default_collection)")
    add.add_argument(
        "--password-file", type=Path, metavar="F", help="the password of locked files; kept in the vault with them"
    )
    add.add_argument("--wait", action="store_true", help="return once everything is searchable (always so for now)")
    for name, text in (
        ("list", "the documents and their state"),
        ("status", "counts, and what could not be read"),
    ):
        action = actions.add_parser(name, parents=[shared], help=text)
        action.add_argument("--collection", metavar="C", help="of this collection only")
    remove = actions.add_parser("remove", parents=[shared], help="forget documents; the files stay where they are")
    remove.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    remove.add_argument("--collection", metavar="C", help="from this collection, all of it if no PATH is given")
    _add_following(actions, shared)
    actions.add_parser("rebuild", parents=[shared], help="build the index again from the vault")
    actions.add_parser("check", parents=[shared], help="look for damage, and for files changed or gone since")


def _add_following(actions: Commands, shared: argparse.ArgumentParser) -> None:
    watch = actions.add_parser("watch", parents=[shared], help="follow folders: their changes come in by themselves")
    watch.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    watch.add_argument(
        "--collection", metavar="C", help="into this collection (the setting library.default_collection)"
    )
    watch.add_argument(
        "--leave-out",
        action="append",
        metavar="PATTERN",
        help="leave out files like this too (as in a .gitignore file)",
    )
    unwatch = actions.add_parser("unwatch", parents=[shared], help="follow a folder no longer; its documents stay")
    unwatch.add_argument("path", type=Path, metavar="PATH")
    unwatch.add_argument("--forget", action="store_true", help="forget its documents too; the files stay")
    watched = actions.add_parser("watched", parents=[shared], help="the folders that are followed, and their state")
    watched.add_argument("--files", action="store_true", help="every file of them, too")
    health = actions.add_parser(
        "health", parents=[shared], help="what could not be read, is out of date, or there twice"
    )
    health.add_argument("--collection", metavar="C", help="of this collection only")
    sync = actions.add_parser("sync", parents=[shared], help="take in now what changed in the folders followed")
    sync.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="of these folders only")


def _add_knowledge(commands: Commands, shared: argparse.ArgumentParser) -> None:
    knowledge = commands.add_parser("knowledge", help="documents that somebody else has prepared, in signed packs")
    actions = knowledge.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", parents=[shared], help="search a pack too, in place of an earlier version of it")
    add.add_argument("path", type=Path, metavar="FILE.alcovepack")
    add.add_argument(
        "--password-file", type=Path, metavar="F", help="the pack's password; kept in the vault for its next version"
    )
    actions.add_parser("list", parents=[shared], help="the packs that are searched, their versions and publishers")
    remove = actions.add_parser("remove", parents=[shared], help="erase a pack and all of its documents")
    remove.add_argument("name", metavar="NAME")


def _add_api(commands: Commands, shared: argparse.ArgumentParser) -> None:
    serve = commands.add_parser(
        "serve", parents=[shared], help="let other programs ask Alcove, as they ask OpenAI's API"
    )
    serve.set_defaults(listening=None)
    serve.add_argument(
        "--loopback", action="store_true", help="on a port of this machine, with a token (a Unix socket)"
    )
    serve.add_argument(
        "--port", type=whole_number(0, 65_535), default=DEFAULT_PORT, metavar="N", help=f"the port ({DEFAULT_PORT})"
    )
    instead = serve.add_mutually_exclusive_group()
    instead.add_argument("--on", action="store_true", dest="switch", default=None, help="only allow it from now on")
    instead.add_argument("--off", action="store_false", dest="switch", default=None, help="only end and forbid it")
    instead.add_argument("--new-token", action="store_true", help="only make a new token; the one before works no more")
    mcp = commands.add_parser(
        "mcp", parents=[shared], help="offer library search to a program, over its own pipes (MCP)"
    )
    mcp.add_argument("--call", metavar="JSON", help=argparse.SUPPRESS)
    mcp.add_argument("--calls", action="store_true", help=argparse.SUPPRESS)
