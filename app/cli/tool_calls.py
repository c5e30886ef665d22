"""`alcove mcp --call`: what a call of a tool does at the profile's owner."""

import argparse
from typing import Annotated, Any

import msgspec

from app.cli.output import Output
from app.core.api import MOST_AROUND, MOST_PASSAGES, READ_TOOL, SEARCH_TOOL
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.library.documents import Passage, place_name
from app.services.application import Application
from app.services.serving.offering import Offering


class _Search(msgspec.Struct, tag_field="tool", tag=SEARCH_TOOL, forbid_unknown_fields=True):
    query: str
    limit: Annotated[int, msgspec.Meta(ge=1, le=MOST_PASSAGES)] = 8
    collection: str = ""


class _Read(msgspec.Struct, tag_field="tool", tag=READ_TOOL, forbid_unknown_fields=True):
    passage: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
    around: Annotated[int, msgspec.Meta(ge=0, le=MOST_AROUND)] = 2


def call(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Do what a tool is for and print its value; the exit code is 0, for that nothing is found is an answer as well."""
    if arguments.call is None:
        return 0  # the profile was to be kept open for calls, and it is
    application.serving.require_enabled()
    try:
        asked = msgspec.json.decode(arguments.call, type=_Search | _Read)
    except msgspec.DecodeError as error:
        raise UserError(f"The tool cannot be used so: {error}.") from None
    if isinstance(asked, _Search):
        output.value(_searched(application.offering, asked, cancel))
    else:
        output.value(_read(application.offering, asked))
    return 0


def _searched(offering: Offering, asked: _Search, cancel: CancelToken) -> dict[str, Any]:
    found = offering.search(asked.query, asked.limit, asked.collection or None, cancel)
    passages = [
        {"document": it.title, "path": it.path, "score": round(it.score, 4)} | _value(it.passage) for it in found
    ]
    return {"passages": passages}


def _read(offering: Offering, asked: _Read) -> dict[str, Any]:
    document, passages = offering.passages_around(asked.passage, asked.around)
    return {"document": document.title, "path": document.path, "passages": [_value(it) for it in passages]}


def _value(passage: Passage) -> dict[str, Any]:
    return {"passage": passage.id, "place": place_name(passage.page, passage.place()), "text": passage.text}
