"""The sample documents are one collection, which goes without touching what is the user's."""

from pathlib import Path

import pytest

from app.core.cancel import CancelToken
from app.core.policy import Policy
from app.services.permissions import Permissions
from app.services.samples import Samples
from tests.services.opened_library import OpenedLibrary, opened_library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shipped = tmp_path / "resources" / "samples"
    shipped.mkdir(parents=True)
    (shipped / "boats.md").write_text("# Boats\n\nThe Alke takes four persons.\n", "utf-8")
    return shipped


def samples_of(opened: OpenedLibrary, folder: Path, **rules: tuple[str, ...]) -> Samples:
    return Samples(folder, opened.library, Permissions(Policy({"library.folders": rules.get("folders", ())})))


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


def test_they_are_offered_where_they_are_and_may_be_read(folder: Path, tmp_path: Path) -> None:
    with opened_library(tmp_path) as opened:
        assert samples_of(opened, folder).offered
        assert not samples_of(opened, folder, folders=("/srv/allowed",)).offered
        assert not samples_of(opened, tmp_path / "nowhere").offered
