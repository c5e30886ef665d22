"""The models view over the real catalogue and real files."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QDoubleSpinBox, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.administration.policy import Policy
from app.core.models.compression import COMPRESSIONS
from app.core.models.found_models import Program, ProgramFolder
from app.services.application import Application
from app.services.models.model_state import ModelState
from app.ui.main_window import MainWindow
from app.ui.models.model_row import ModelRow
from app.ui.models.state import Mark, Work, marks
from app.ui.models.view import ModelsView
from app.ui.view import in_turns
from tests.gguf_files import with_text
from tests.installed import EMBEDDING, SMALL_CHAT, SPEECH, TINY_CHAT, model, model_folder
from tests.made_models import FAMILIES, made_adapter, made_model


@pytest.fixture
def view(window: MainWindow, services: Application, qtbot: QtBot) -> ModelsView:
    shutil.rmtree(services.vault.places.models, ignore_errors=True)
    window.go("models")
    shown = window.view("models")
    assert isinstance(shown, ModelsView)
    qtbot.waitUntil(lambda: rows_of(shown) >= {each.model.id for each in services.catalogue.models()})
    return shown


def rows_of(view: ModelsView) -> set[str]:
    return {each.model.id for each in view.state.models if view.row(each.model.id) is not None}


def marks_of(view: ModelsView, model_id: str) -> tuple[Mark, ...]:
    return next(marks(each) for each in view.state.models if each.model.id == model_id)


def button(around: QWidget, name: str) -> QAbstractButton:
    return next(each for each in around.findChildren(QAbstractButton) if each.accessibleName() == name)


def names_of_buttons(around: QWidget) -> set[str]:
    return {each.accessibleName() for each in around.findChildren(QAbstractButton)}


def visible_texts(view: QWidget) -> list[str]:
    return [each.text() for each in view.findChildren(QLabel) if not each.isHidden()]


def installed_copy(services: Application, model_id: str) -> Path:
    """A model of this machine, in the profile's own folder."""
    folder = services.vault.places.models / model_id
    if not folder.exists():
        shutil.copytree(
            model_folder(model_id), folder, copy_function=lambda a, b: Path(b).symlink_to(Path(a).resolve())
        )
    return folder


def test_every_model_is_listed_with_what_it_needs(view: ModelsView, services: Application) -> None:
    texts = " ".join(each.text() for each in view.findChildren(QLabel))
    for each in services.catalogue.models():
        assert each.model.name in texts
        assert each.model.licence in texts


def test_what_is_not_here_can_be_fetched_by_a_command_that_can_be_copied(view: ModelsView, qtbot: QtBot) -> None:
    assert marks_of(view, SMALL_CHAT)[0] is Mark.ABSENT
    assert any(each.accessibleName() == "alcove models fetch" for each in view.findChildren(QLabel))
    qtbot.waitUntil(lambda: any("No model is on this computer yet" in text for text in visible_texts(view)))
    button(view, f"Copy the command that fetches {model(SMALL_CHAT).name}").click()
    assert QGuiApplication.clipboard().text() == f"alcove models fetch {SMALL_CHAT}"


def test_where_the_organization_forbids_fetching_nothing_offers_it(
    window: MainWindow, services: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(services.vault.places.models, ignore_errors=True)
    monkeypatch.setattr(services.permissions, "policy", Policy({"models.fetch_allowed": False}, "a test"))
    window.go("models")
    shown = window.view("models")
    assert isinstance(shown, ModelsView)
    qtbot.waitUntil(lambda: any("Import a file or a pack" in text for text in visible_texts(shown)))
    assert not any(text.startswith("Fetch") or "models fetch" in text for text in visible_texts(shown))
    assert marks_of(shown, SMALL_CHAT)[0] is Mark.ABSENT
    offers = [each for each in shown.findChildren(QAbstractButton) if "fetches" in each.accessibleName()]
    assert offers
    assert all(each.isHidden() for each in offers)


def test_a_model_is_verified_against_its_hash(view: ModelsView, qtbot: QtBot) -> None:
    button(view, f"Verify {model(EMBEDDING).name}").click()
    qtbot.waitUntil(lambda: Mark.VERIFIED in marks_of(view, EMBEDDING))
    assert view.state.work is Work.NONE
    assert "checksum" in view.banner.text


def test_verifying_can_be_cancelled(view: ModelsView, services: Application, qtbot: QtBot) -> None:
    installed_copy(services, SMALL_CHAT)
    view.arrive(None)
    qtbot.waitUntil(lambda: Mark.ABSENT not in marks_of(view, SMALL_CHAT))
    button(view, f"Verify {model(SMALL_CHAT).name}").click()
    qtbot.waitUntil(lambda: view.state.progress is not None)
    button(view, "Cancel").click()
    qtbot.waitUntil(lambda: view.state.work is Work.NONE)
    assert Mark.VERIFIED not in marks_of(view, SMALL_CHAT)


def test_a_damaged_file_is_named_and_cannot_be_chosen(view: ModelsView, services: Application, qtbot: QtBot) -> None:
    folder = services.vault.places.models / TINY_CHAT
    folder.mkdir(parents=True, exist_ok=True)
    file = model(TINY_CHAT).files[0]
    (folder / file.path).unlink(missing_ok=True)
    with (folder / file.path).open("wb") as damaged:
        damaged.truncate(file.size_bytes)
    view.arrive(None)
    qtbot.waitUntil(lambda: Mark.ABSENT not in marks_of(view, TINY_CHAT))
    button(view, f"Verify {model(TINY_CHAT).name}").click()
    qtbot.waitUntil(lambda: Mark.WRONG in marks_of(view, TINY_CHAT))
    assert view.banner.text
    qtbot.waitUntil(lambda: button(view, f"Use {model(TINY_CHAT).name}").isHidden())


def test_a_model_is_removed_only_after_a_question_that_names_it(
    view: ModelsView, services: Application, qtbot: QtBot
) -> None:
    folder = installed_copy(services, SMALL_CHAT)
    view.arrive(None)
    qtbot.waitUntil(lambda: Mark.ABSENT not in marks_of(view, SMALL_CHAT))
    row = view.row(SMALL_CHAT)
    assert row is not None
    button(row, f"Remove {model(SMALL_CHAT).name}").click()
    question = next(each.text() for each in row.findChildren(QLabel) if each.text().startswith("Delete "))
    assert model(SMALL_CHAT).files[0].path in question
    assert "491 MB" in question
    assert folder.exists()
    button(row, "Delete").click()
    qtbot.waitUntil(lambda: marks_of(view, SMALL_CHAT)[0] is Mark.ABSENT)
    assert not folder.exists()


def test_a_dropped_file_that_is_no_model_is_refused_with_a_sentence(
    view: ModelsView, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "notes.gguf"
    file.write_bytes(b"not a model at all" * 1000)
    view.import_file(file)
    qtbot.waitUntil(lambda: "notes.gguf" in view.banner.text)
    assert view.state.work is Work.NONE


def test_a_model_is_imported_and_taken_into_use(
    view: ModelsView, services: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    source = model_folder(TINY_CHAT) / model(TINY_CHAT).files[0].path
    file = tmp_path / "brought along.gguf"
    file.symlink_to(source.resolve())
    view.import_file(file)
    qtbot.waitUntil(lambda: "is here as" in view.banner.text)
    qtbot.waitUntil(lambda: Mark.ABSENT not in marks_of(view, TINY_CHAT))
    use = button(view, f"Use {model(TINY_CHAT).name}")
    if not use.isHidden():
        use.click()
    qtbot.waitUntil(lambda: marks_of(view, TINY_CHAT)[0] is Mark.IN_USE)
    chosen = services.catalogue.chosen("chat")
    assert chosen is not None
    assert chosen.model.id == TINY_CHAT


def test_a_model_is_made_smaller_and_what_that_changed_is_told(view: ModelsView, tmp_path: Path, qtbot: QtBot) -> None:
    view.import_file(made_model(tmp_path / "whole.gguf", FAMILIES["Qwen 3"], ["\n", "a"]))
    qtbot.waitUntil(lambda: view.row("whole") is not None and view.state.work is Work.NONE)
    make = button(view, "Make a smaller model of Small")
    assert isinstance(make, QToolButton)
    qtbot.waitUntil(lambda: not make.isHidden())
    sizes = make.menu().actions()
    assert [action.text().split(",")[0] for action in sizes] == [f"To {one.name}" for one in COMPRESSIONS]
    sizes[0].trigger()
    qtbot.waitUntil(lambda: view.row("whole-q8_0") is not None)
    assert "Small Q8_0 is here as whole-q8_0" in view.banner.text
    assert "tokens a second instead of" in view.banner.text
    button(view.banner, "Use it").click()
    qtbot.waitUntil(lambda: marks_of(view, "whole-q8_0")[0] is Mark.IN_USE)


def test_an_adapter_stands_in_a_section_of_its_own_is_used_scaled_and_done_without(
    view: ModelsView, services: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    for file in (
        made_model(tmp_path / "base.gguf", FAMILIES["Qwen 3"], ["\n", "a"]),
        made_adapter(tmp_path / "tone.gguf"),
    ):
        view.import_file(file)
        qtbot.waitUntil(lambda made=file: view.row(made.stem) is not None)
        qtbot.waitUntil(lambda: view.state.work is Work.NONE)
    assert "Adapters" in visible_texts(view)
    assert any("for base" in text for text in visible_texts(view))
    row = view.row("tone")
    assert row is not None
    scale = row.findChild(QDoubleSpinBox)
    assert scale.isHidden()
    button(row, "Use tone").click()
    qtbot.waitUntil(lambda: not scale.isHidden())
    scale.setValue(0.5)
    qtbot.waitUntil(lambda: services.catalogue.adapter_scale == 0.5)
    button(row, "Do without tone").click()
    qtbot.waitUntil(scale.isHidden)


def test_a_model_of_another_program_is_linked_and_forgotten_again(
    view: ModelsView, services: Application, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = model_folder(TINY_CHAT) / model(TINY_CHAT).files[0].path
    monkeypatch.setenv("HOME", str(tmp_path))
    place = tmp_path / ".lmstudio/models/maker/fine"
    place.mkdir(parents=True)
    kept = with_text(source, place / "fine-q4.gguf", "general.name", "Fine")
    assert view.state.found is None
    button(view, "Look for models").click()
    qtbot.waitUntil(lambda: "Link fine-q4" in names_of_buttons(view))
    button(view, "Link fine-q4").click()
    qtbot.waitUntil(lambda: "Fine is here" in view.banner.text)
    qtbot.waitUntil(lambda: view.row("fine-q4") is not None and bool(view.state.found))
    qtbot.waitUntil(lambda: any(each.linked for each in view.state.found or ()))
    assert any(f"linked in {place}" in text for text in visible_texts(view))
    assert any("llama · 135 million parameters · Q4_1" in text for text in visible_texts(view))
    button(view, "Remove Fine").click()
    assert any("Its file stays in" in text for text in visible_texts(view))
    button(view, "Forget").click()
    qtbot.waitUntil(lambda: view.row("fine-q4") is None)
    assert kept.is_file()
    assert "fine-q4" not in {each.model.id for each in services.catalogue.models()}


def test_looking_into_other_programs_can_be_stopped(
    view: ModelsView, services: Application, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = threading.Event()

    def folders() -> tuple[ProgramFolder, ...]:
        stopped.wait()
        return (ProgramFolder(Program.JAN, tmp_path),)

    monkeypatch.setattr(services.catalogue, "_folders", folders)
    button(view, "Look for models").click()
    assert view.state.work is Work.LOOKING
    view._cancel()
    stopped.set()
    qtbot.waitUntil(lambda: view.state.work is Work.NONE)
    assert view.state.found is None


def test_two_readings_one_right_after_the_other_list_a_model_once(
    view: ModelsView, services: Application, qtbot: QtBot
) -> None:
    known = (services.catalogue.models(), services.measuring.estimates(), 1.0)
    for row in list(view._rows):
        view._sections[view._rows[row].role].remove(view._rows.pop(row))
    view._load(known)
    view._load(known)
    turns: list[None] = []
    in_turns(view, *[lambda: turns.append(None)] * (len(known[0]) + 2))
    qtbot.waitUntil(lambda: len(turns) == len(known[0]) + 2)
    assert len([each for each in view.findChildren(ModelRow) if not each.isHidden()]) == len(known[0])


def test_the_speech_model_says_why_it_is_used_and_the_users_choice_can_be_taken_back(
    view: ModelsView, services: Application, qtbot: QtBot
) -> None:
    installed_copy(services, SPEECH)
    view.arrive(None)
    by_itself = "Chosen by Alcove: the largest that takes no longer than half a recording's length here."
    qtbot.waitUntil(lambda: by_itself in visible_texts(view))
    services.catalogue.choose("speech", SPEECH)
    view.arrive(None)
    qtbot.waitUntil(lambda: "Chosen by you." in visible_texts(view))
    back = next(
        each
        for each in view.row(SPEECH).findChildren(QAbstractButton)
        if not each.isHidden() and "Alcove" in each.text()
    )
    assert back.accessibleName() == f"Let Alcove choose instead of {model(SPEECH).name}"
    back.click()
    qtbot.waitUntil(lambda: by_itself in visible_texts(view))
    assert services.settings.get("model.speech") == ""


def test_minutes_are_given_to_another_model_and_taken_back(view: ModelsView, qtbot: QtBot) -> None:
    here = ModelState(model(SMALL_CHAT), True, None, True, "", chosen=False, path=Path("models"))
    shown = ModelRow(here, True, view)
    acts = [each for each in shown.findChildren(QAbstractButton) if "minutes" in each.text()]
    for state, wanted in ((here, shown.minutes_wanted), (replace(here, writes_minutes=True), shown.automatic_wanted)):
        shown.show_state(state, view.state)
        (act,) = [each for each in acts if not each.isHidden()]
        assert model(SMALL_CHAT).name in act.accessibleName()
        with qtbot.waitSignal(wanted) as told:
            act.click()
        assert told.args == (["minutes"] if state.writes_minutes else [SMALL_CHAT])
