"""A manifest has one form only, and what could lead outside its folder is none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.administration.manifests import Kind, Manifest, ManifestError, ManifestFile, decode, encode, version_order

SHA256 = "ab" * 32
PACK = Manifest(Kind.PACK, "field-kit", "1.2", (ManifestFile("model/model.gguf", 7, SHA256),), "schema = 1")


def with_file(**changed: object) -> bytes:
    """The pack's manifest with another file, written as it is signed."""
    untrusted = json.loads(encode(PACK))
    untrusted["files"][0] |= changed
    return json.dumps(untrusted, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def test_what_is_written_is_read_again() -> None:
    links = Manifest(Kind.INSTALLATION, "alcove", "0.2", (ManifestFile("lib/a.so", 0, "", link="a.so.1"),))
    for manifest in (PACK, links):
        assert decode(encode(manifest)) == manifest


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../other", "a/../b", "a//b", "./a", "a\\b", "C:a", "", "a/", "a\0b", ".", ".."]
)
def test_a_path_that_could_lead_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(ManifestError):
        decode(with_file(path=path))


@pytest.mark.parametrize(
    "changed",
    [{"size_bytes": -1}, {"size_bytes": "7"}, {"sha256": "ab"}, {"sha256": ""}, {"link": "/etc/passwd"}, {"new": 1}],
)
def test_a_pack_has_plain_files_of_a_known_size_and_hash(changed: dict[str, object]) -> None:
    with pytest.raises(ManifestError):
        decode(with_file(**changed))


def test_another_form_of_the_same_manifest_is_refused() -> None:
    with pytest.raises(ManifestError, match="the one form"):
        decode(json.dumps(json.loads(encode(PACK)), sort_keys=True).encode() + b"\n")


@given(st.binary(max_size=200))
def test_bytes_that_are_no_manifest_are_refused(content: bytes) -> None:
    with pytest.raises(ManifestError):
        decode(content)


def test_versions_are_ordered_by_their_numbers() -> None:
    assert sorted(["1.10", "1.9", "2", "1.9.1"], key=version_order) == ["1.9", "1.9.1", "1.10", "2"]
