"""Which models there are and are used; checking, importing and removing them, with real files and the real worker."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.asking.prompting import GenerationOptions, Prompt, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, ModelError, UserError
from app.core.events import Failed, Notice, Progress
from app.core.models.model import Role
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from app.engines.text_model import LlamaModel
from app.services.models.catalogue import ModelCatalogue
from app.services.models.model_state import ModelState
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.places import Places
from app.storage.settings import Settings
from tests.gguf_files import sha256_of, with_text
from tests.installed import EMBEDDING, SMALL_CHAT, SPEECH, TINY_CHAT, model, model_folder
from tests.services.opened_catalogue import HEADERS, PLENTY, opened, run, state, tiny_weights

LARGER_SPEECH = "faster-whisper-small"


def install(places: Places, model_id: str, content: bytes | None = None) -> Path:
    """Put a model in place: the real file, or one of the right size only."""
    file = model(model_id).files[0]
    path = places.models / model_id / file.path
    path.parent.mkdir()
    if content is None:
        shutil.copyfile(model_folder(model_id) / file.path, path)
    else:
        path.write_bytes(content)
        os.truncate(path, file.size_bytes)
    return path


def install_whole(places: Places, model_id: str) -> None:
    """Put every file of a model in place, each of the right size only."""
    for file in model(model_id).files:
        path = places.models / model_id / file.path
        path.parent.mkdir(exist_ok=True)
        path.touch()
        os.truncate(path, file.size_bytes)


def imported(catalogue: ModelCatalogue, path: Path) -> ModelState:
    known = {state.model.id for state in catalogue.models() if state.installed}
    *progress, notice = run(catalogue.import_file(path, CancelToken()))
    assert isinstance(notice, Notice)
    assert progress
    (new,) = [state for state in catalogue.models() if state.installed and state.model.id not in known]
    assert new.model.id in notice.text
    return new


class TestWhichModelIsUsed:
    def test_without_a_chat_model_there_is_none_and_the_shipped_embedder_is_used(
        self, catalogue: ModelCatalogue
    ) -> None:
        assert catalogue.chosen("chat") is None
        assert catalogue.chosen(Role.SPEECH) is None
        embedder = catalogue.chosen("embedding")
        assert embedder is not None
        assert embedder.model.id == EMBEDDING
        assert (embedder.path / embedder.model.files[0].path).is_file()

    def test_the_largest_that_fits_is_used(self, places: Places, database: Database, process: WorkerProcess) -> None:
        install(places, TINY_CHAT, b"")
        install(places, SMALL_CHAT, b"")
        for memory, expected in ((PLENTY, SMALL_CHAT), (3_000_000_000, TINY_CHAT), (1_000_000_000, None)):
            chosen = opened(places, database, process, memory, memory).chosen("chat")
            assert (chosen.model.id if chosen else None) == expected

    def test_the_speech_model_is_the_largest_this_computer_is_quick_enough_for(
        self, places: Places, database: Database, process: WorkerProcess
    ) -> None:
        install_whole(places, SPEECH)
        install_whole(places, LARGER_SPEECH)
        for seconds, expected, live in (
            ({LARGER_SPEECH: 0.1}, LARGER_SPEECH, LARGER_SPEECH),
            ({LARGER_SPEECH: 0.3, SPEECH: 0.1}, LARGER_SPEECH, SPEECH),
            ({LARGER_SPEECH: 0.9, SPEECH: 0.3}, SPEECH, SPEECH),
        ):
            catalogue = opened(places, database, process, shares=seconds)
            chosen, for_captions = catalogue.chosen("speech"), catalogue.chosen_for_captions()
            assert chosen is not None
            assert for_captions is not None
            assert (chosen.model.id, for_captions.model.id) == (expected, live)
            assert chosen.by_itself
            assert chosen.share == seconds[expected]

    def test_the_users_speech_model_is_used_however_slow_until_the_choice_is_taken_back(
        self, places: Places, database: Database, process: WorkerProcess
    ) -> None:
        install_whole(places, SPEECH)
        install_whole(places, LARGER_SPEECH)
        catalogue = opened(places, database, process, shares={LARGER_SPEECH: 3.0})
        catalogue.choose("speech", LARGER_SPEECH)
        chosen, for_captions = catalogue.chosen("speech"), catalogue.chosen_for_captions()
        assert chosen is not None
        assert for_captions is not None
        assert (chosen.model.id, for_captions.model.id) == (LARGER_SPEECH, LARGER_SPEECH)
        assert not chosen.by_itself
        catalogue.choose_by_itself("speech")
        again = catalogue.chosen("speech")
        assert again is not None
        assert again.model.id == SPEECH

    def test_a_model_in_memory_does_not_displace_itself(
        self, places: Places, database: Database, process: WorkerProcess
    ) -> None:
        install(places, TINY_CHAT, b"")
        install(places, SMALL_CHAT, b"")
        available = [PLENTY]
        catalogue = ModelCatalogue(
            places,
            Settings(database),
            process,
            Inspector(HEADERS, process),
            Audit(database),
            Permissions(Policy()),
            lambda: PLENTY,
            lambda: available[0],
        )
        before = catalogue.chosen("chat")
        available[0] = 100_000_000
        assert catalogue.chosen("chat") == before

    def test_what_the_user_chooses_is_used_and_remembered(
        self, places: Places, database: Database, process: WorkerProcess
    ) -> None:
        install(places, TINY_CHAT, b"")
        install(places, SMALL_CHAT, b"")
        opened(places, database, process).choose("chat", TINY_CHAT)
        again = opened(places, database, process)
        assert [one.model.id for one in again.models() if one.chosen and one.model.role is Role.CHAT] == [TINY_CHAT]

    def test_minutes_are_written_by_the_model_they_were_given_to(
        self, places: Places, database: Database, process: WorkerProcess
    ) -> None:
        install(places, TINY_CHAT, b"")
        install(places, SMALL_CHAT, b"")
        catalogue = opened(places, database, process)
        catalogue.choose("minutes", TINY_CHAT)
        given = catalogue.chosen_for_minutes()
        assert given is not None
        assert (given.model.id, given.writes_minutes) == (TINY_CHAT, True)
        assert not state(catalogue, TINY_CHAT).chosen

    def test_a_model_that_answers_writes_minutes_too_if_it_is_large_enough_to_sum_up(
        self, places: Places, database: Database, process: WorkerProcess, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        install(places, SMALL_CHAT, b"")
        catalogue = opened(places, database, process)
        assert catalogue.chosen_for_minutes() is None
        answers = catalogue.chosen("chat")
        assert answers is not None
        monkeypatch.setattr("app.core.models.model.FEWEST_TO_SUM_UP", answers.model.size_bytes)
        assert catalogue.chosen_for_minutes() == answers

    def test_only_a_chat_model_is_given_the_minutes(self, catalogue: ModelCatalogue) -> None:
        with pytest.raises(ModelError, match="not for minutes"):
            catalogue.choose("minutes", EMBEDDING)

    def test_minutes_go_back_where_their_model_is_removed(
        self, places: Places, database: Database, process: WorkerProcess
    ) -> None:
        install(places, TINY_CHAT, b"")
        catalogue = opened(places, database, process)
        catalogue.choose("minutes", TINY_CHAT)
        catalogue.remove(TINY_CHAT)
        install(places, TINY_CHAT, b"")
        assert not state(catalogue, TINY_CHAT).writes_minutes

    def test_only_a_model_that_is_here_and_of_the_role_can_be_chosen(
        self, catalogue: ModelCatalogue, places: Places
    ) -> None:
        with pytest.raises(ModelError, match="alcove models fetch"):
            catalogue.choose("chat", TINY_CHAT)
        install(places, TINY_CHAT, b"")
        with pytest.raises(ModelError, match="is a model for chat"):
            catalogue.choose("speech", TINY_CHAT)
        with pytest.raises(ModelError, match="no model 'nonsense'"):
            catalogue.choose("chat", "nonsense")

    def test_each_model_says_how_it_stands(self, places: Places, database: Database, process: WorkerProcess) -> None:
        install(places, TINY_CHAT, b"")
        install(places, SMALL_CHAT, b"")
        os.truncate(places.models / SMALL_CHAT / model(SMALL_CHAT).files[0].path, 10)
        catalogue = opened(places, database, process, memory=3_000_000_000)
        tiny, small, speech = (state(catalogue, one) for one in (TINY_CHAT, SMALL_CHAT, SPEECH))
        assert (tiny.installed, tiny.verified, tiny.fits, tiny.reason, tiny.chosen) == (True, None, True, "", True)
        assert (small.installed, small.fits, small.chosen) == (False, False, False)
        assert "GB of memory" in small.reason
        assert (speech.installed, speech.reason) == (False, "")


class TestVerifying:
    def test_right_files_are_found_right(self, catalogue: ModelCatalogue) -> None:
        events = run(catalogue.verify((), CancelToken()))
        assert events
        assert all(isinstance(event, Progress) and event.unit == "bytes" for event in events)
        shipped = [one.model.size_bytes for one in catalogue.models() if one.model.shipped_in]
        assert events[-1] == replace(events[-1], done=sum(shipped))  # type: ignore[type-var]
        assert state(catalogue, EMBEDDING).verified is True

    @pytest.mark.fault(29)
    def test_a_flipped_byte_is_found(self, catalogue: ModelCatalogue, places: Places) -> None:
        path = install(places, TINY_CHAT)
        with path.open("r+b") as file:
            file.seek(50_000_000)
            byte = file.read(1)
            file.seek(50_000_000)
            file.write(bytes([byte[0] ^ 1]))
        failed = [event for event in run(catalogue.verify((), CancelToken())) if isinstance(event, Failed)]
        assert [one.path for one in failed] == [str(path)]
        found = state(catalogue, TINY_CHAT)
        assert (found.verified, found.reason) == (False, "a file is not the one its hash names")

    def test_a_model_that_is_not_here_fails(self, catalogue: ModelCatalogue) -> None:
        (event,) = run(catalogue.verify((TINY_CHAT,), CancelToken()))
        assert isinstance(event, Failed)
        assert "not here" in event.reason

    def test_an_unknown_model_is_one_sentence(self, catalogue: ModelCatalogue) -> None:
        with pytest.raises(ModelError, match="no model 'nonsense'"):
            run(catalogue.verify(("nonsense",), CancelToken()))

    def test_it_can_be_stopped(self, catalogue: ModelCatalogue) -> None:
        cancel = CancelToken()
        cancel.cancel()
        with pytest.raises(Cancelled):
            run(catalogue.verify((), cancel))


class TestImporting:
    def test_a_file_the_catalogue_knows_takes_its_place(
        self, catalogue: ModelCatalogue, tmp_path: Path, places: Places
    ) -> None:
        brought = tmp_path / "from a stick.bin"
        shutil.copyfile(tiny_weights(), brought)
        assert imported(catalogue, brought).model == model(TINY_CHAT)
        assert not (places.models / "imported.toml").exists()

    def test_another_model_is_recorded_with_what_its_header_says_and_answers(
        self, places: Places, database: Database, process: WorkerProcess, tmp_path: Path
    ) -> None:
        brought = with_text(tiny_weights(), tmp_path / "My \\ Model ü.GGUF", "general.name", 'Köchin "7"\x7f')
        new = imported(opened(places, database, process), brought)
        assert new.model.id == "my-model"
        assert (new.model.name, new.model.licence) == ('Köchin "7"', "apache-2.0")
        assert (new.model.role, new.model.context_tokens) == (Role.CHAT, 8192)
        assert new.model.parameters["kv_bytes_per_token"] == 23_040
        assert new.model.files[0].sha256 == sha256_of(brought)
        again = opened(places, database, process)
        assert state(again, "my-model").model == new.model
        assert run(again.verify(("my-model",), CancelToken()))
        llama = LlamaModel(process, new.model, new.path, threads=2, context_tokens=1024)
        asked = Prompt((PromptTurn("user", "Hello?"),))  # type: ignore[arg-type]
        assert list(llama.stream(asked, GenerationOptions(maximum_tokens=4), CancelToken()))

    def test_two_models_of_the_same_name_stand_side_by_side(self, catalogue: ModelCatalogue, tmp_path: Path) -> None:
        brought = tmp_path / "m.gguf"
        first = imported(catalogue, with_text(tiny_weights(), brought, "general.name", "One"))
        second = imported(catalogue, with_text(tiny_weights(), brought, "general.name", "Two"))
        assert [one.model.name for one in (first, second)] == ["One", "Two"]
        assert second.model.id == f"m-{second.model.files[0].sha256[:8]}"

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04" * 5000, b"GGUF" + b"\xff" * 5000])
    def test_what_is_no_model_leaves_nothing_behind(
        self, catalogue: ModelCatalogue, places: Places, tmp_path: Path, content: bytes
    ) -> None:
        brought = tmp_path / "strange.gguf"
        brought.write_bytes(content)
        with pytest.raises(ModelError, match=r"^strange\.gguf was not imported: it") as refusal:
            run(catalogue.import_file(brought, CancelToken()))
        assert "\n" not in str(refusal.value)
        assert list(places.models.iterdir()) == []

    @pytest.mark.fault(32)
    def test_a_hostile_template_is_not_imported(
        self, catalogue: ModelCatalogue, places: Places, tmp_path: Path
    ) -> None:
        endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
        brought = with_text(tiny_weights(), tmp_path / "hostile.gguf", "tokenizer.chat_template", endless)
        with pytest.raises(ModelError, match=r"hostile\.gguf was not imported: .* damaged or hostile"):
            run(catalogue.import_file(brought, CancelToken()))
        assert list(places.models.iterdir()) == []

    def test_a_file_that_is_not_there_is_one_sentence(self, catalogue: ModelCatalogue, tmp_path: Path) -> None:
        with pytest.raises(UserError, match=r"gone\.gguf cannot be read"):
            run(catalogue.import_file(tmp_path / "gone.gguf", CancelToken()))
        with pytest.raises(UserError, match="cannot be read"):
            run(catalogue.import_file(tmp_path, CancelToken()))

    def test_stopping_leaves_nothing_behind(self, catalogue: ModelCatalogue, places: Places) -> None:
        cancel = CancelToken()
        events = catalogue.import_file(tiny_weights(), cancel)
        assert isinstance(next(events), Progress)
        cancel.cancel()
        with pytest.raises(Cancelled):
            run(events)
        assert list(places.models.iterdir()) == []

    def test_a_damaged_record_costs_the_imported_models_only(
        self, places: Places, database: Database, process: WorkerProcess
    ) -> None:
        (places.models / "imported.toml").write_text("[[model]]\nid = 3")
        assert state(opened(places, database, process), EMBEDDING).installed


class TestRemoving:
    def test_its_files_are_gone_and_the_choice_with_them(
        self, catalogue: ModelCatalogue, places: Places, database: Database
    ) -> None:
        install(places, TINY_CHAT, b"")
        catalogue.choose("chat", TINY_CHAT)
        catalogue.remove(TINY_CHAT)
        assert not (places.models / TINY_CHAT).exists()
        assert catalogue.chosen("chat") is None
        assert Settings(database).get("model.chat") == ""

    def test_an_imported_model_is_forgotten(self, catalogue: ModelCatalogue, tmp_path: Path) -> None:
        new = imported(catalogue, with_text(tiny_weights(), tmp_path / "m.gguf", "general.name", "One"))
        catalogue.remove(new.model.id)
        assert new.model.id not in [one.model.id for one in catalogue.models()]

    def test_what_comes_with_alcove_stays(self, catalogue: ModelCatalogue) -> None:
        with pytest.raises(ModelError, match="comes with Alcove"):
            catalogue.remove(EMBEDDING)
        assert state(catalogue, EMBEDDING).installed

    def test_what_is_done_is_audited_without_content(
        self, catalogue: ModelCatalogue, places: Places, database: Database
    ) -> None:
        install(places, TINY_CHAT, b"")
        catalogue.choose("chat", TINY_CHAT)
        catalogue.remove(TINY_CHAT)
        entries = Audit(database).entries()
        assert [(entry.kind, entry.fields) for entry in entries] == [
            ("model chosen", {"model": TINY_CHAT}),
            ("model removed", {"model": TINY_CHAT}),
        ]
