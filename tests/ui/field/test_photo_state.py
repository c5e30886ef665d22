"""A note from a photo, from the first touch to the second and back."""

from dataclasses import replace
from pathlib import Path

from app.core.asking.pictures import AttachedPicture, Picture, PictureRef, Pixels
from app.core.library.documents import Page
from app.services.library.photo_notes import Photo
from app.ui.field import photo_state
from app.ui.field.photo_state import PhotoState, Stage

PICTURE = AttachedPicture(Picture("sign.jpg", PictureRef("a" * 64, 1, 1), Pixels(1, 1, bytes(3))), b"")
SIGN = Photo(PICTURE, Page(None, "  PUMP 7\n"))
WALL = Photo(PICTURE, Page(None, ""))
READ = photo_state.read(photo_state.reading(PhotoState(collection="Rounds")), SIGN, "")


def test_what_was_read_may_be_saved_at_once_and_stands_as_it_was_read() -> None:
    assert (READ.stage, READ.text, READ.may_save) == (Stage.READ, "  PUMP 7", True)
    with_origin = photo_state.read(PhotoState(), SIGN, "Taken: today")
    assert with_origin.text == "  PUMP 7\n\nTaken: today"


def test_without_words_there_is_nothing_to_save_until_some_are_typed() -> None:
    empty = photo_state.read(PhotoState(), WALL, "")
    assert not empty.may_save
    assert photo_state.typed(empty, "A crack").may_save
    assert not photo_state.saving(photo_state.typed(empty, "A crack")).may_save, "not twice"


def test_a_saved_note_makes_room_for_the_next_photo_and_comes_back_with_its_text() -> None:
    saved = photo_state.saved(photo_state.saving(photo_state.typed(READ, "PUMP 8")), 5)
    assert (saved.stage, saved.text, saved.photo, saved.document_id) == (Stage.NOTHING, "", None, 5)
    back = photo_state.undone(saved)
    assert (back.stage, back.text, back.photo, back.document_id) == (Stage.READ, "PUMP 8", SIGN, 0)


def test_what_is_undone_does_not_take_the_place_of_the_next_photo() -> None:
    following = photo_state.read(photo_state.reading(photo_state.saved(READ, 5)), WALL, "")
    assert photo_state.undone(following) == replace(following, document_id=0, saved=None)


def test_a_failure_leaves_what_there_was() -> None:
    failed = photo_state.failed(photo_state.saving(READ), "The disk is full.")
    assert (failed.stage, failed.text, failed.problem) == (Stage.READ, "  PUMP 7", "The disk is full.")
    unread = photo_state.failed(photo_state.reading(READ), "It is no picture.")
    assert (unread.stage, unread.problem) == (Stage.NOTHING, "It is no picture.")
    assert photo_state.reading(unread).problem == ""


def test_the_collection_chosen_stays_and_else_it_is_the_usual_one_even_where_that_is_empty() -> None:
    newest = (Path("a.jpg"),)
    usual = photo_state.listed(PhotoState(), newest, ("Flat",), "Documents")
    assert (usual.newest, usual.collections, usual.collection) == (newest, ("Flat", "Documents"), "Documents")
    chosen = photo_state.listed(photo_state.chosen(usual, "Flat"), newest, ("Flat",), "Documents")
    assert (chosen.collections, chosen.collection) == (("Flat",), "Flat")
