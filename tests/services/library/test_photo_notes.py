"""A photo becomes a note: read, kept with its picture, found, looked at, and gone without a trace."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.asking.pictures import PictureOrigin
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, RefusedByPolicy, UnreadableFile, UserError
from app.core.events import Failed
from app.core.library.documents import Document
from app.services.application import Application
from app.services.library.health import only_examined
from app.services.library.photo_notes import Photo
from tests.made_photos import REMARK, made_photo
from tests.opened import opened_application, receipt_of

NEVER = CancelToken()


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    with opened_application(tmp_path_factory.mktemp("notes"), with_models=False) as application:
        yield application


@pytest.fixture(scope="module")
def sign(application: Application, tmp_path_factory: pytest.TempPathFactory) -> Photo:
    """A photo that was read, with the settings as they are at first."""
    return application.photo_notes.of_file(made_photo(tmp_path_factory.mktemp("sign") / "sign.jpg"), NEVER)


@pytest.fixture
def note(application: Application, sign: Photo) -> Iterator[Document]:
    """A saved note, gone with its test."""
    made = application.photo_notes.save(sign, f"{sign.page.text}\nThe valve leaks.", "Rounds")
    yield made
    application.library.remove([made.id])


def test_a_note_is_found_by_what_was_read_and_what_was_written(application: Application, note: Document) -> None:
    assert (note.title, note.collection) == ("PUMP STATION 7", "Rounds")
    for words in ("oil grade", "the valve leaks"):
        [found, *_] = application.search.find(words, 3, NEVER).passages
        assert found.passage.document_id == note.id


def test_its_picture_is_shown_with_the_words_read_in_it_marked(application: Application, note: Document) -> None:
    original = application.viewing.original(note.id)
    assert original.unchanged
    assert original.pdf is not None
    assert original.pdf.startswith(b"%PDF")
    page = application.viewing.page(note.id, 0)
    marked = " ".join(page.text[box.start : box.end] for box in page.boxes)
    assert "STATION" in marked
    assert "valve" not in marked, "what was written stands nowhere in the picture"


def test_it_is_no_file_that_could_be_missing_and_is_no_finding(application: Application, note: Document) -> None:
    assert Failed not in {type(event) for event in application.library.check(NEVER) if note.path in repr(event)}
    findings = only_examined(application.health.examine("Rounds", NEVER))
    assert note.id not in {one.document_id for one in findings}


def test_its_picture_is_gone_with_it(application: Application, sign: Photo) -> None:
    made = application.photo_notes.save(sign, "Quokka by the gate", "Rounds")
    receipt = receipt_of(application.forgetting.document(Path(made.path), NEVER))
    assert receipt.proven
    assert receipt.removed["note_pictures"] == 1
    with pytest.raises(NothingFound):
        application.viewing.original(made.id)
    with application.vault.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM note_pictures").fetchone()[0] == 0


def test_when_and_where_it_was_taken_is_told_only_where_that_is_wanted(
    application: Application, sign: Photo, tmp_path: Path
) -> None:
    assert sign.picture.origin == PictureOrigin()
    for told in (b"2026:11:20", b"Exif", REMARK.encode()):
        assert told not in sign.picture.content, "nor does the picture that is kept say so"
    path = made_photo(tmp_path / "sign.jpg")
    application.settings.set("field.note_origin", True)
    try:
        origin = application.photo_notes.of_file(path, NEVER).picture.origin
    finally:
        application.settings.reset("field.note_origin")
    assert origin.taken_at == "2026-11-20T14:03:00"
    assert (origin.latitude, origin.longitude) == (
        pytest.approx(52.51631, abs=1e-4),
        pytest.approx(-13.37769, abs=1e-4),
    )


def test_a_photo_without_words_is_no_note_until_somebody_writes_one(application: Application, tmp_path: Path) -> None:
    photo = application.photo_notes.of_file(made_photo(tmp_path / "wall.jpg", (), with_origin=False), NEVER)
    assert photo.page.text == ""
    with pytest.raises(UserError, match="write what is to be found"):
        application.photo_notes.save(photo, " \n", "Rounds")


def test_what_is_no_picture_is_named(application: Application, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff and then nothing")
    with pytest.raises(UnreadableFile, match=r"^broken\.jpg cannot be looked at"):
        application.photo_notes.of_file(tmp_path / "broken.jpg", NEVER)


def test_the_photos_taken_last_come_first_from_wherever_the_camera_puts_them(
    application: Application, tmp_path: Path
) -> None:
    for age, name in enumerate(
        ("new.jpg", "roll/older.png", ".thumbnails/hidden.jpg", "notes.txt", "a/b/c/d/deep.jpg")
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
        os.utime(path, (10_000 - age, 10_000 - age))
    newest = application.photo_notes.newest(tmp_path, 5)
    assert [path.name for path in newest] == ["new.jpg", "older.png"]
    assert application.photo_notes.newest(tmp_path, 1) == newest[:1]
    assert application.photo_notes.newest(tmp_path / "nothing", 5) == []
    application.settings.set("field.photo_folder", str(tmp_path / "roll"))
    try:
        assert [path.name for path in application.photo_notes.newest(tmp_path, 5)] == ["older.png"]
    finally:
        application.settings.reset("field.photo_folder")


def test_photos_come_only_from_where_documents_may(tmp_path: Path) -> None:
    policy = Policy({"library.folders": (str(tmp_path / "allowed"),)}, "somewhere")
    path = made_photo(tmp_path / "sign.jpg")
    with opened_application(tmp_path, with_models=False, policy=policy) as application:
        assert application.photo_notes.newest(tmp_path, 5) == []
        with pytest.raises(RefusedByPolicy):
            application.photo_notes.of_file(path, NEVER)
