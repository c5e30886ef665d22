"""Nothing leaves, and nothing lies about in plain: shown on the real application."""

from pathlib import Path

import pytest

from tests.installed import SMALL_CHAT, model_folder, shared_data
from tests.walks.conftest import Alcove

CANARY = "The zanzibar-quokka-7731 protocol is kept by Odalys Brankovic."


def test_the_proof_shows_every_attempt_refused_by_the_system(alcove: Alcove) -> None:
    ran = alcove("privacy", "proof", "--json")
    assert ran.code == 0, ran.err
    proof = ran.value
    assert proof["held"] is True
    assert len(proof["attempts"]) >= 10
    assert sum(attempt["refused"] for attempt in proof["attempts"]) >= 10
    assert all(attempt["outcome"] != "got out" for attempt in proof["attempts"])


@pytest.mark.fault(42)
def test_nothing_of_a_document_an_answer_or_a_transcript_lies_in_plain(
    alcove: Alcove, documents: Path, tmp_path: Path
) -> None:
    model_folder(SMALL_CHAT)
    speech = shared_data("speech/faster_whisper_tests/jfk.flac")
    (documents / "secret.md").write_text(CANARY, encoding="utf-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    assert alcove("library", "add", documents, TMPDIR=str(temporary)).code == 0
    asked = alcove("ask", "Who keeps the zanzibar-quokka-7731 protocol?", "--json", TMPDIR=str(temporary))
    assert "Brankovic" in asked.out
    heard = alcove("transcribe", speech, "--json", TMPDIR=str(temporary))
    assert "country" in heard.out

    folders = (tmp_path / "profile", tmp_path / "home", temporary)
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in files)
    for path in files:
        content = path.read_bytes().lower()
        for word in ("zanzibar-quokka", "brankovic", "fellow americans", "norhaven", "battery staple"):
            assert word.encode() not in content, path
            assert word.encode("utf-16-le") not in content, path


@pytest.mark.fault(7)
def test_no_library_leaves_a_trace_in_the_home_folder(alcove: Alcove, documents: Path, tmp_path: Path) -> None:
    model_folder(SMALL_CHAT)
    assert alcove("ask", "What is the call sign?", documents).code == 0
    left = sorted(str(path.relative_to(tmp_path / "home")) for path in (tmp_path / "home").rglob("*"))
    assert left == []
