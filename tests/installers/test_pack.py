"""Building packs of the models that are on this machine."""

import sys
from pathlib import Path

import pytest

from app.core.administration.manifests import ManifestError
from installers import pack, sign
from tests.installed import EMBEDDING, TINY_CHAT


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALCOVE_MODELS", str(tmp_path / "models"))
    for name in ("KEY", "PASSPHRASE", "COMMAND", "PUBLIC"):
        monkeypatch.delenv(f"ALCOVE_SIGNING_{name}", raising=False)


@pytest.mark.parametrize(("models", "reason"), [([TINY_CHAT], "There is no model"), ([EMBEDDING], "comes with Alcove")])
def test_what_cannot_be_packed_is_said(
    models: list[str], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["pack", "kit", "1.0", *models, "--output", str(tmp_path / "dist")])
    assert pack.main() == 1
    assert reason in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.alcovepack"))


@pytest.mark.parametrize(("name", "version"), [("../kit", "1.0"), ("Kit", "1.0"), ("kit", "1.0-beta"), ("kit", "")])
def test_a_name_that_no_pack_can_have_is_refused(name: str, version: str) -> None:
    with pytest.raises(sign.SigningError, match="No pack can be called"):
        pack.manifest_of(name, version, (), frozenset())


def test_it_builds_on_nobody_elses_pack(tmp_path: Path) -> None:
    by, other = sign.new_key(tmp_path / "key.pem"), sign.new_key(tmp_path / "other.pem")
    path = tmp_path / "kit.alcovepack"
    pack.write(pack.manifest_of("kit", "1.0", (), frozenset()), Path, by, path)
    assert pack.earlier_files(path, by) == frozenset()
    with pytest.raises(ManifestError, match="not signed"):
        pack.earlier_files(path, other)
