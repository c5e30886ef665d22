"""The notices: everything that is handed on has a licence that allows it, and stands in the bill of materials."""

import importlib.metadata
import json
from pathlib import Path

import pytest

from installers import contents, notices
from tests.installed import REPOSITORY

SYSTEM_LIBRARY = Path("/usr/lib/x86_64-linux-gnu/libz.so.1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An application made of two packages, one library and the models that ship with Alcove."""
    place = tmp_path / "alcove" / "_internal"
    (place / "resources" / "models").mkdir(parents=True)
    for name in ("catalog.toml", "embedding"):
        (place / "resources" / "models" / name).symlink_to(REPOSITORY / "resources" / "models" / name)
    made_of = {"packages": ["numpy", "PySide6"], "empty": ["libx265-1.so"], "system": [str(SYSTEM_LIBRARY.resolve())]}
    (place / contents.PARTS).write_text(json.dumps(made_of))
    (place / "libgeos-d1e818bb.so.3").touch()
    (place / "libx265-1.so").touch()
    return place.parent


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("LGPL-2.1-only", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("MPL-2.0 AND MIT", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False),
        ("AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_strong_copyleft_and_unknown_licences_are_not_handed_on(licence: str, allowed: bool) -> None:
    assert notices.may_be_shipped(licence) is allowed


def test_every_package_that_alcove_is_built_with_tells_a_licence_that_allows_it() -> None:
    lock = (REPOSITORY / "installers" / "requirements.lock").read_text("utf-8")
    names = [line.partition("==")[0] for line in lock.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    installed = {contents.normalized(it.name): it for it in importlib.metadata.distributions()}
    licences = {name: notices.licence_of(installed[name]) for name in names if name in installed}
    assert len(licences) > 50
    assert {name: it for name, it in licences.items() if not notices.may_be_shipped(it)} == {}


def test_the_bill_names_packages_libraries_and_models(folder: Path) -> None:
    notices.write(folder, "1.2.3", 1_700_000_000)
    bill = json.loads((folder / "licences" / "alcove.cdx.json").read_text("utf-8"))
    named = {part["name"]: part for part in bill["components"]}
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20+00:00"
    assert named["numpy"]["purl"] == f"pkg:pypi/numpy@{importlib.metadata.version('numpy')}"
    assert named["GEOS"]["licenses"] == [{"expression": "LGPL-2.1-only"}]
    assert [part["hashes"][0]["alg"] for part in bill["components"] if part["type"] == "machine-learning-model"] == [
        "SHA-256"
    ]


def test_the_notices_carry_the_words_of_each_licence(folder: Path) -> None:
    notices.write(folder, "1.2.3", 1_700_000_000)
    text = (folder / "licences" / "THIRD-PARTY-NOTICES.txt").read_text("utf-8")
    assert "NumPy Developers" in text
    assert "you may" in text
    assert "GEOS libgeos-d1e818bb.so.3: LGPL-2.1-only" in text


def test_a_module_that_shows_a_licence_is_none(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "__pycache__/license.cpython-311.pyc": "bytes",
        "license.py": "code",
        "ours-1.0.dist-info/LICENSE": "words",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    information = tmp_path / "ours-1.0.dist-info"
    (information / "METADATA").write_text("Name: ours\nVersion: 1.0\nLicense-Expression: MIT\n")
    (information / "RECORD").write_text("".join(f"{name},,\n" for name in files))
    monkeypatch.syspath_prepend(tmp_path)
    (folder / "_internal" / contents.PARTS).write_text(json.dumps({"packages": ["ours"], "empty": [], "system": []}))
    assert [part.text for part in notices.packages(folder)] == ["words"]


def in_rust(folder: Path, **licence: object) -> importlib.metadata.Distribution:
    """A package that says of itself which crate is compiled into it."""
    bill = folder / "ours-1.0.dist-info" / "sboms" / "ours.cyclonedx.json"
    bill.parent.mkdir(parents=True)
    crates = [
        {"name": "memchr", "version": "2.7", "purl": "pkg:cargo/memchr@2.7?vcs_url=git", **licence},
        {"name": "ours-core", "version": "1.0", "purl": "pkg:cargo/ours-core@1.0?download_url=file://."},
        {"name": "libgomp", "version": "8.5", "purl": "pkg:rpm/almalinux/libgomp@8.5"},
    ]
    bill.write_text(json.dumps({"components": crates}))
    (bill.parents[1] / "METADATA").write_text("Name: ours\nVersion: 1.0\nLicense-Expression: MIT\n")
    (bill.parents[1] / "RECORD").write_text(f"{bill.relative_to(folder)},,\n")
    return importlib.metadata.Distribution.at(bill.parents[1])


@pytest.mark.parametrize(
    "licence", [{"expression": "Unlicense OR MIT"}, {"expression": "Unlicense/MIT"}, {"license": {"id": "Apache-2.0"}}]
)
def test_crates_within_a_package_stand_in_the_bill(tmp_path: Path, licence: object) -> None:
    memchr, own = notices.crates(in_rust(tmp_path, licenses=[licence]), {})
    assert memchr.licence in ("Unlicense OR MIT", "Apache-2.0")
    assert (memchr.source, memchr.version) == ("pkg:cargo/memchr@2.7", "2.7")
    assert (own.name, own.licence) == ("ours-core", "MIT")


def test_a_crate_of_others_that_tells_no_licence_has_to_be_named(tmp_path: Path) -> None:
    package = in_rust(tmp_path, licenses=[{"license": {"name": "Unknown"}}])
    assert not notices.may_be_shipped(next(notices.crates(package, {})).licence)
    assert next(notices.crates(package, {"memchr": "MIT"})).licence == "MIT"


@pytest.mark.skipif(not (notices.DOCUMENTS / "zlib1g/copyright").is_file(), reason="the system's zlib is not Debian's")
def test_what_debian_says_of_its_libraries_goes_with_them(folder: Path) -> None:
    notices.write(folder, "1.2.3", 1_700_000_000)
    kept = sorted((folder / "licences" / "system").rglob("copyright"))
    assert [path.parent.name for path in kept] == ["zlib1g"]
    assert "Jean-loup Gailly" in kept[0].read_text("utf-8")


def test_a_library_that_nobody_has_named_stops_the_build(folder: Path) -> None:
    (folder / "_internal" / "libx264-d6533a8d.so.165").touch()
    with pytest.raises(notices.UnknownLicence, match=r"libx264-d6533a8d\.so\.165"):
        notices.write(folder, "1.2.3", 1_700_000_000)
