"""What the command line understands of models: bringing them here, measuring them, and saying which is used."""

import argparse
from pathlib import Path

from app.cli.meeting_arguments import Commands
from app.core.models.adapters import STRONGEST
from app.core.models.compression import COMPRESSIONS


def add_model_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """The commands for models; each takes the `shared` options too."""
    models = commands.add_parser("models", help="list, fetch, verify, import and remove models")
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_fetching(actions, shared)
    _add_measuring(actions, shared)
    _add_choosing(actions, shared)
    remove = actions.add_parser("remove", parents=[shared], help="delete a model's files")
    remove.add_argument("id", metavar="ID")


def _add_fetching(actions: Commands, shared: argparse.ArgumentParser) -> None:
    actions.add_parser("list", parents=[shared], help="every model, whether it is here, and whether it fits")
    fetch = actions.add_parser("fetch", parents=[shared], help="fetch models: a separate program, the only one online")
    fetch.add_argument("ids", nargs="*", metavar="ID")
    verify = actions.add_parser("verify", parents=[shared], help="compare every file with its hash")
    verify.add_argument("ids", nargs="*", metavar="ID")
    importing = actions.add_parser("import", parents=[shared], help="take in a GGUF file, or a signed pack of models")
    importing.add_argument("path", type=Path, metavar="FILE")
    importing.add_argument(
        "--projector", type=Path, metavar="MMPROJ", help="the file it sees pictures through (the one beside it)"
    )
    importing.add_argument("--link", action="store_true", help="leave it where it is, and use it only unchanged")
    actions.add_parser("find", parents=[shared], help="models that LM Studio, Ollama, GPT4All and Jan keep here")


def _add_measuring(actions: Commands, shared: argparse.ArgumentParser) -> None:
    bench = actions.add_parser("bench", parents=[shared], help="measure how fast chat models read and write here")
    bench.add_argument("ids", nargs="*", metavar="ID")
    actions.add_parser("monitor", parents=[shared], help="what the latest answers took, and what the machine does now")
    quantize = actions.add_parser("quantize", parents=[shared], help="make a smaller model of one stored whole")
    quantize.add_argument("id", metavar="ID")
    sizes = tuple(one.name for one in COMPRESSIONS)
    quantize.add_argument("--to", default="Q4_K_M", choices=sizes, help="how small, from the largest (Q4_K_M)")


def _add_choosing(actions: Commands, shared: argparse.ArgumentParser) -> None:
    adapters = actions.add_parser("adapters", parents=[shared], help="list LoRA adapters, or use one with its model")
    which = adapters.add_mutually_exclusive_group()
    which.add_argument("id", nargs="?", metavar="ID")
    which.add_argument("--off", action="store_true", help="use the models as they are")
    adapters.add_argument(
        "--scale", type=_strength, metavar="S", help="how strongly: 0 not at all, 1 as trained, at most 2"
    )
    device = actions.add_parser("device", parents=[shared], help="list graphics cards, or choose what computes answers")
    device.add_argument(
        "name", nargs="?", metavar="NAME", help="auto, cpu, or a card's name; one that failed is tried again"
    )
    choose = actions.add_parser("choose", parents=[shared], help="use this model from now on")
    choose.add_argument("id", metavar="ID")
    choose.add_argument("--for", choices=("minutes",), dest="task", help="only to write minutes, not to answer")
    automatic = actions.add_parser("automatic", parents=[shared], help="let Alcove choose the model for this again")
    automatic.add_argument("role", choices=("chat", "minutes", "embedding", "speech", "speakers", "adapter"))


def _strength(text: str) -> float:
    """How strongly an adapter changes its model."""
    try:
        strength = float(text)
    except ValueError:
        strength = -1.0
    if not 0 <= strength <= STRONGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to {STRONGEST:g}")
    return strength
