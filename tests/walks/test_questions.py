"""The first walk: from a folder of documents to a checked answer, on the command line, with real weights."""

from pathlib import Path

from tests.installed import SMALL_CHAT, model_folder
from tests.walks.conftest import Alcove


def test_a_question_is_answered_from_the_documents_with_checkable_citations(alcove: Alcove, documents: Path) -> None:
    model_folder(SMALL_CHAT)
    added = alcove("library", "add", documents, "--json")
    assert added.code == 0, added.err
    assert added.values[-1] == {"event": "done", "added": 2, "skipped": 0, "failed": 0}

    asked = alcove("ask", "How often is the oil of the P-310 pump changed?", "--model", SMALL_CHAT, "--json")
    assert asked.code == 0, asked.err
    answer = asked.value
    assert "1,250" in answer["answer"] or "1250" in answer["answer"]
    assert answer["sentences"][0]["support"] == "supported"
    citation = answer["citations"][0]
    assert Path(citation["path"]).name == "handbook.md"
    text = (documents / "handbook.md").read_text(encoding="utf-8")
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert "1,250 hours" in citation["quote"]
    assert answer["coverage"]["documents"] == 2
    assert answer["tokens"]["generated"] > 0
    assert 0 < answer["timings_ms"]["search"] <= answer["timings_ms"]["first_token"] <= answer["timings_ms"]["total"]


def test_a_question_outside_the_documents_is_declined(alcove: Alcove, documents: Path) -> None:
    model_folder(SMALL_CHAT)
    asked = alcove("ask", "Who won the football world cup in 1974?", documents, "--model", SMALL_CHAT, "--json")
    assert asked.code == 3, asked.out + asked.err
    assert asked.value["declined"] is True
    assert asked.value["citations"] == []


def test_search_finds_by_words_and_by_meaning_in_one_process(alcove: Alcove, documents: Path, tmp_path: Path) -> None:
    assert alcove("library", "add", documents).code == 0
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": "a", "text": "call sign Kestrel"}\n{"id": "b", "text": "vacation days"}\n')
    found = alcove("search", "--queries", queries, "--top", "3", "--json")
    assert found.code == 0, found.err
    first, second = found.values
    assert first["id"] == "a"
    assert "Kestrel" in first["hits"][0]["text"]
    assert "27 days of annual leave" in second["hits"][0]["text"]
    assert set(first["hits"][0]) == {"path", "document", "page", "label", "start", "end", "score", "text"}


def test_unchanged_files_are_skipped_and_changed_ones_replaced(alcove: Alcove, documents: Path) -> None:
    assert alcove("library", "add", documents).code == 0
    (documents / "travel.html").write_text("<p>Hotels may cost up to 170 euros a night.</p>")
    again = alcove("library", "add", documents, "--json")
    assert again.values[-1] == {"event": "done", "added": 1, "skipped": 1, "failed": 0}
    found = alcove("search", "hotel price per night", "--json").value
    texts = " ".join(hit["text"] for hit in found["hits"])
    assert "170 euros" in texts
    assert "140 euros" not in texts


def test_a_broken_file_costs_itself_only(alcove: Alcove, documents: Path) -> None:
    (documents / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF follows")
    added = alcove("library", "add", documents, "--json")
    assert added.code == 6
    assert added.values[-1] == {"event": "done", "added": 2, "skipped": 0, "failed": 1}
    failed = next(value for value in added.values if value["event"] == "failed")
    assert failed["path"].endswith("broken.pdf")
    assert failed["reason"]
    status = alcove("library", "status", "--json").value
    assert (status["documents"], status["searchable"], status["failed"]) == (3, 2, 1)


def test_removed_documents_are_found_no_more(alcove: Alcove, documents: Path) -> None:
    assert alcove("library", "add", documents).code == 0
    assert alcove("library", "remove", documents / "handbook.md", "--json").value["removed"]
    hits = alcove("search", "Kestrel call sign", "--json").value["hits"]
    assert all("Kestrel" not in hit["text"] for hit in hits)
    assert (documents / "handbook.md").exists()


def test_an_empty_library_says_what_to_do(alcove: Alcove) -> None:
    listed = alcove("library", "list")
    assert listed.code == 3
    assert "alcove library add PATH" in listed.err
    asked = alcove("ask", "What is the call sign?", "--json")
    assert asked.code == 3
    assert asked.value["declined"] is True


def test_wrong_passphrases_and_missing_ones_open_nothing(alcove: Alcove, documents: Path) -> None:
    assert alcove("library", "add", documents).code == 0
    wrong = alcove("library", "list", ALCOVE_PASSPHRASE="wrong")
    assert wrong.code == 4
    assert wrong.out == ""
    missing = alcove("library", "list", ALCOVE_PASSPHRASE="")
    assert missing.code == 4
    assert "passphrase" in missing.err


def test_wrong_usage_ends_with_two(alcove: Alcove) -> None:
    assert alcove("library").code == 2
    assert alcove("dance").code == 2
