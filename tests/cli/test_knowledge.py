"""`alcove knowledge`: added with its password, listed, removed."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from app.cli.arguments import parser
from app.cli.knowledge import run
from app.cli.output import Output
from app.core.cancel import CancelToken
from app.core.errors import LockedFile, NothingFound
from app.services.application import Application
from tests.services.packed_knowledge import NAME, Builder, Packed, builder_in, opened


def command(packed: Packed, *words: str) -> tuple[int, list[str]]:
    """The exit code of a command, and what it said."""
    said: list[str] = []
    application = cast(Application, SimpleNamespace(knowledge=packed.knowledge))
    arguments = parser().parse_args(["knowledge", *words])
    code = run(application, arguments, Output(said.append, said.append, arguments.as_json), CancelToken())
    return code, said


def test_a_pack_is_added_listed_and_removed(tmp_path: Path) -> None:
    build: Builder = builder_in(tmp_path)
    pack = str(build({"pump.md": b"The pump needs three litres of oil."}, "1.0", "--expires", "2099-12-31"))
    with opened(tmp_path / "profile", build.by.public) as packed:
        assert command(packed, "list")[0] == NothingFound.exit_code
        with pytest.raises(LockedFile, match="it needs its password"):
            command(packed, "add", pack)
        code, said = command(packed, "add", pack, "--password-file", str(tmp_path / "password"))
        assert (code, said) == (0, ["The knowledge pack “Field kit” 1.0 by Head office is here, with 1 document.\n"])
        line = "field-kit 1.0: “Field kit” by Head office, 1 document, until 2099-12-31\n"
        assert command(packed, "list") == (0, [line])
        (found,) = command(packed, "list", "--json")[1]
        assert json.loads(found)["collection"] == "Field kit"
        assert command(packed, "remove", NAME)[0] == 0
        assert packed.texts() == {}
