"""Pictures in the composer and the thread: attached, pasted, dropped, taken away, sent, and shown with what was asked."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.core.asking.conversations import Answer, Conversation, Role, Turn
from app.core.asking.pictures import MOST_PICTURES, AttachedPicture, Picture, PictureRef, Pixels
from app.core.events import Answered
from app.ui.ask import changes
from app.ui.ask.composer import Composer
from app.ui.ask.message_views import UserMessageView
from app.ui.ask.messages import UserMessage, messages
from app.ui.ask.pictures import enlarged, pixmap
from app.ui.ask.reading import question_of
from app.ui.ask.state import AskState, reduce


def picture(name: str = "cat.png", colour: tuple[int, int, int] = (200, 30, 30)) -> AttachedPicture:
    rows = bytes(colour) * (40 * 30)
    return AttachedPicture(Picture(name, PictureRef(name.ljust(64, "0"), 400, 300), Pixels(40, 30, rows)), b"content")


def after(state: AskState, *events: changes.Change | Answered) -> AskState:
    for event in events:
        state = reduce(state, event)
    return state


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    made = Composer()
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_attached_picture_is_asked_about_instead_of_documents_and_goes_with_the_question() -> None:
    state = AskState()
    state = after(state, changes.PicturesAttached(state.key, (picture(),)))
    assert not state.scope.use_documents
    state = after(state, changes.Sent("What is this?"))
    assert state.attached == ()
    assert state.asking is not None
    assert question_of(state.asking).pictures == (picture(),)
    assert messages(state)[0] == UserMessage(0, "What is this?", pictures=(picture().picture,))
    state = after(state, Answered(Answer("A cat."), 7, 9))
    assert state.turns[0].pictures == (picture().picture,)


def test_what_was_made_ready_for_another_conversation_waits_there() -> None:
    state = AskState()
    elsewhere = after(state, changes.Chosen(5), changes.PicturesAttached(state.key, (picture(),)))
    assert elsewhere.attached == ()
    assert elsewhere.scope.use_documents
    assert after(elsewhere, changes.NewChosen()).attached == (picture(),)


def test_only_as_many_are_held_as_can_be_looked_at_and_each_can_be_taken_away() -> None:
    state = AskState()
    many = tuple(picture(f"{number}.png") for number in range(MOST_PICTURES + 2))
    state = after(state, changes.PicturesAttached(state.key, many), changes.PictureRemoved(1))
    assert [one.picture.name for one in state.attached] == ["0.png", "2.png", "3.png"]


def test_a_message_that_is_asked_again_shows_its_pictures_meanwhile() -> None:
    asked = Turn(3, 7, Role.USER, "What is this?", "", pictures=(picture().picture,))
    conversation = Conversation(7, "What is this?", "", "")
    state = after(AskState(), changes.Chosen(7), changes.TurnsRead(conversation, (asked,)), changes.Sent("And?", 3))
    assert messages(state)[0] == UserMessage(0, "And?", pictures=(picture().picture,))


def test_the_thumbnail_has_the_pixels_it_was_given(qtbot: QtBot) -> None:  # noqa: ARG001
    shown = pixmap(picture(colour=(10, 200, 30)).picture.preview, 1.0).toImage()
    assert shown.pixelColor(5, 5).getRgb()[:3] == (10, 200, 30)


def test_the_composer_shows_pictures_and_says_which_is_taken_away(composer: Composer, qtbot: QtBot) -> None:
    composer.show_pictures((picture("cat.png"), picture("dog.png")), with_documents=False)
    assert composer.pictures.names == ["cat.png", "dog.png"]
    assert composer.field.placeholderText() == "Ask about the picture"
    remove = next(one for one in composer.findChildren(QToolButton) if one.accessibleName() == "Remove dog.png")
    with qtbot.waitSignal(composer.picture_removed) as told:
        remove.click()
    assert told.args == [1]
    composer.show_pictures((), with_documents=True)
    assert not composer.pictures.isVisible()
    assert composer.field.placeholderText() == "Ask your documents"


def test_a_thumbnail_is_a_button_that_says_which_picture_is_to_be_seen_larger(composer: Composer, qtbot: QtBot) -> None:
    composer.show_pictures((picture("cat.png"),), with_documents=False)
    thumbnail = next(one for one in composer.findChildren(QToolButton) if one.accessibleName() == "Picture: cat.png")
    with qtbot.waitSignal(composer.pictures.opened) as told:
        qtbot.keyClick(thumbnail, Qt.Key.Key_Space)
    assert told.args == [picture("cat.png").picture]


def test_a_large_picture_is_made_to_fit_the_room_and_a_small_one_stays_as_it_is() -> None:
    pixels = Pixels(400, 100, bytes((10, 200, 30)) * (400 * 100))
    assert enlarged(pixels, QSize(200, 200), 1.0).size() == QSize(200, 50)
    assert enlarged(pixels, QSize(2000, 2000), 2.0).size() == QSize(400, 100)
    assert enlarged(pixels, QSize(200, 200), 1.0).pixelColor(5, 5).getRgb()[:3] == (10, 200, 30)


def test_a_pasted_picture_is_handed_on_as_it_lies_in_the_clipboard_and_text_is_text(
    composer: Composer, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "seen.png"
    Image.new("RGB", (20, 10), "red").save(path)
    source = QMimeData()
    source.setData("image/png", path.read_bytes())
    with qtbot.waitSignal(composer.picture_pasted) as told:
        composer.field.insertFromMimeData(source)
    assert bytes(told.args[0]) == path.read_bytes()
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    with qtbot.waitSignal(composer.files_attached) as chosen:
        composer.field.insertFromMimeData(files)
    assert chosen.args == [(path,)]
    text = QMimeData()
    text.setText("Hello")
    composer.field.insertFromMimeData(text)
    assert composer.field.toPlainText() == "Hello"


def test_a_message_shows_its_pictures_without_a_way_to_remove_them(qtbot: QtBot) -> None:
    view = UserMessageView()
    qtbot.addWidget(view)
    view.show_message(UserMessage(3, "What is this?", pictures=(picture().picture,)))
    assert view.pictures.names == ["cat.png"]
    assert not [one for one in view.findChildren(QToolButton) if one.accessibleName().startswith("Remove")]
