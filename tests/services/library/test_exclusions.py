"""What the user's patterns leave out."""

from pathlib import Path

import pytest

from app.core.following import LEFT_OUT
from app.services.library.exclusions import is_left_out, patterns_of
from app.services.library.file_listing import list_files

ROOT = Path("/papers")


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("notes.md", False),
        ("film.MP4", True),
        ("deep/er/film.mp4", True),
        ("node_modules/readme.md", True),
        ("deep/node_modules/a/b.md", True),
        (".git/config", True),
        ("~$plan.docx", True),
        ("venv.md", False),
    ],
)
def test_what_a_new_folder_leaves_out(path: str, left_out: bool) -> None:
    assert is_left_out(ROOT, ROOT / path, patterns_of(ROOT, LEFT_OUT)) is left_out


def test_patterns_mean_what_they_mean_in_gitignore_files() -> None:
    leaves_out = patterns_of(ROOT, "*.log\n!keep.log\n/top.md\n# a comment\n\narchive/\n")
    assert leaves_out(ROOT / "a" / "x.log", False)
    assert not leaves_out(ROOT / "a" / "keep.log", False)
    assert leaves_out(ROOT / "top.md", False)
    assert not leaves_out(ROOT / "a" / "top.md", False)
    assert leaves_out(ROOT / "archive", True)
    assert not leaves_out(ROOT / "archive", False)


def test_a_folder_left_out_is_not_even_looked_into(tmp_path: Path) -> None:
    (tmp_path / "archive" / "deep").mkdir(parents=True)
    (tmp_path / "a.md").write_text("a")
    looked_into = []
    listing = list_files([tmp_path], lambda: looked_into.append(1), patterns_of(tmp_path, "archive/"))
    assert [file.path.name for file in listing.files] == ["a.md"]
    assert len(looked_into) == 1


def test_the_folder_itself_is_never_left_out() -> None:
    assert not is_left_out(ROOT, ROOT, patterns_of(ROOT, "*"))
