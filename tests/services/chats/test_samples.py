"""The sample documents are one collection, which goes without touching what is the user's."""

from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.asking.conversations import Answer, Citation, Role
from app.core.cancel import CancelToken
from app.services.chats.history import History
from app.services.chats.samples import Samples
from app.services.permissions import Permissions
from app.storage.conversations.conversations import Conversations
from tests.services.opened_library import OpenedLibrary, opened_library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shipped = tmp_path / "resources" / "samples"
    shipped.mkdir(parents=True)
    (shipped / "boats.md").write_text("# Boats\n\nThe Alke takes four persons.\n", "utf-8")
    return shipped


def samples_of(opened: OpenedLibrary, folder: Path, **rules: tuple[str, ...]) -> Samples:
    permissions = Permissions(Policy({"library.folders": rules.get("folders", ())}))
    return Samples(folder, opened.library, history_of(opened), permissions)


def history_of(opened: OpenedLibrary) -> History:
    return History(Conversations(opened.database), opened.audit)


def test_removing_leaves_the_same_files_elsewhere_and_others_in_the_collection(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("The dinghy is mine.", "utf-8")
    with opened_library(tmp_path) as opened:
        samples = samples_of(opened, folder)
        opened.add(folder)
        list(opened.library.add([own], "Samples", CancelToken()))
        list(samples.add(CancelToken()))
        assert [one.title for one in samples.documents()] == ["Boats"]
        samples.remove()
        assert samples.documents() == []
        kept = {(Path(one.path).name, one.collection) for one in opened.library.documents()}
        assert kept == {("boats.md", "Documents"), ("own.txt", "Samples")}
        list(samples.add(CancelToken()))
        assert len(samples.documents()) == 1


def test_conversations_about_the_samples_alone_go_with_them(folder: Path, tmp_path: Path) -> None:
    with opened_library(tmp_path) as opened:
        samples, history = samples_of(opened, folder), history_of(opened)
        list(samples.add(CancelToken()))
        kept = Conversations(opened.database)

        def asked(*paths: Path) -> int:
            one = kept.create("Boats", None)
            kept.add_turn(one.id, Role.USER, "How many persons?")
            if paths:
                kept.add_turn(one.id, Role.ASSISTANT, "Four.", Answer("Four.", citations=tuple(map(cited, paths))))
            return one.id

        about = asked(folder / "boats.md")
        others = {asked(folder / "boats.md", tmp_path / "own.txt"), asked(tmp_path / "own.txt"), asked()}
        assert samples.conversations() == (about,)
        token = samples.remove(samples.conversations())
        assert {one.id for one in history.conversations()} == others
        history.restore(token)
        assert about in {one.id for one in history.conversations()}


def cited(path: Path) -> Citation:
    return Citation(1, 1, 1, str(path), path.stem, 0, None, 0, 4, "four")


def test_they_are_offered_where_they_are_and_may_be_read(folder: Path, tmp_path: Path) -> None:
    with opened_library(tmp_path) as opened:
        assert samples_of(opened, folder).offered
        assert not samples_of(opened, folder, folders=("/srv/allowed",)).offered
        assert not samples_of(opened, tmp_path / "nowhere").offered
