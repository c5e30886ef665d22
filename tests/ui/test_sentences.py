"""What the services say in English is said in the language of the window, with the same values in it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Event, Failed, Notice, Progress, Token
from app.core.settings import SETTINGS
from app.ui import sentences
from app.ui.job_bridge import JobBridge
from app.ui.resources import resource
from installers.translatable import sentences_of_services

WRITTEN: dict[str, dict[str, str]] = json.loads(resource("translations", "sentences.json").read_text("utf-8"))
PLACE = re.compile(r"\{\d+\}")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    sentences.speak("en")


def test_every_sentence_that_is_translated_is_said_somewhere() -> None:
    assert set(WRITTEN) - sentences_of_services(Path(__file__).resolve().parents[2]) == set(), "it reads otherwise now"


def test_a_translation_holds_only_what_the_sentence_holds() -> None:
    for english, spoken in WRITTEN.items():
        assert set(spoken) == {"de", "ar"}
        for translation in spoken.values():
            assert set(PLACE.findall(translation)) <= set(PLACE.findall(english)), translation
            assert translation.strip("\u200f")


def test_every_explanation_of_a_setting_that_the_window_shows_is_translated() -> None:
    elsewhere = ("model.", "engine.")
    shown = {one.help for one in SETTINGS if not one.internal and not one.name.startswith(elsewhere)}
    assert shown - set(WRITTEN) == set()


def test_the_values_of_a_sentence_stand_in_its_translation() -> None:
    sentences.speak("de")
    said = sentences.in_language("The sealed thing is unknown to all.")
    assert said == "The sealed thing is unknown to all."
    folder = sentences.in_language("This folder cannot be opened (Permission denied).")
    assert folder == "Dieser Ordner kann nicht geöffnet werden (Permission denied)."
    full = sentences.in_language("model.gguf takes 4 GB and 2 GB are free in /home/a.b; make room and try again.")
    assert full.startswith("model.gguf braucht 4 GB, und 2 GB sind in /home/a.b frei;")


def test_a_value_that_is_a_sentence_is_translated_too() -> None:
    sentences.speak("de")
    gone = (
        "There is no microphone; connect one, then record again. The recording goes on as soon as there is sound again."
    )
    assert sentences.in_language(gone) == (
        "Es ist kein Mikrofon da; schließen Sie eines an und nehmen Sie dann erneut auf."
        " Die Aufnahme geht weiter, sobald es wieder Ton gibt."
    )


def test_english_is_left_as_it_is() -> None:
    for spoken in ("de", "en"):
        sentences.speak(spoken)
    assert sentences.in_language("This file is empty.") == "This file is empty."


def test_what_a_job_tells_and_how_it_ends_arrive_translated(qapp: QApplication, jobs: JobBridge, qtbot: QtBot) -> None:
    sentences.speak("de")
    told: list[Event] = []
    ended: list[str] = []

    def fail() -> None:
        raise UserError("The vault is locked; unlock it first.")

    from app.services.jobs import Lane

    lane = Lane("told")

    def work(_cancel: CancelToken) -> Iterator[Event]:
        yield Progress("Adding documents", 1, 2, "files")
        yield Failed("/a.pdf", "This file is empty.")
        yield Notice("Waiting while you type.")
        yield Token("This file is empty.")
        fail()

    jobs.start(qapp, lane, work, told.extend, lambda sentence: ended.append(sentence or ""))
    qtbot.waitUntil(lambda: bool(ended))
    assert told == [
        Progress("Dokumente werden hinzugefügt", 1, 2, "files"),
        Failed("/a.pdf", "Diese Datei ist leer."),
        Notice("Wartet, während Sie tippen."),
        Token("This file is empty."),
    ]
    assert ended == ["Der Tresor ist gesperrt; entsperren Sie ihn zuerst."]
    lane.close()
