"""A title becomes the name of a file that every file system takes, and never a path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.exporting.file_names import file_name_of


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Budget talk", "Budget talk.md"),
        ("Q3/Q4: plan?", "Q3 Q4 plan.md"),
        ("../../etc/passwd", "etc passwd.md"),
        ("C:\\Users\\Ana", "C Users Ana.md"),
        ("Meeting 2026-11-20 14:30", "Meeting 2026-11-20 14 30.md"),
        ("[name 1] talk", "[name 1] talk.md"),
        ("con", "con_.md"),
        ("NUL.backup", "NUL_.backup.md"),
        ("Console", "Console.md"),
        ("lpt1 ", "lpt1_.md"),
        ("...", "Meeting.md"),
        ("", "Meeting.md"),
        ("a\x00b\nc\td", "ab c d.md"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.md"),
        ("raw \udcff byte", "raw byte.md"),
        ("今天的会议", "今天的会议.md"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert file_name_of(title, "md") == name


@given(st.text(max_size=400), st.sampled_from(["docx", "md", "json"]))
def test_no_title_makes_a_name_that_is_refused(title: str, form: str) -> None:
    name = file_name_of(title, form)
    assert len(f"{name}.part".encode()) <= 143
    assert not set(name) & set('<>:"/\\|?*\n\r\t\x00')
    assert name.endswith(f".{form}")
    assert name[0] not in " ."
    assert not name.removesuffix(f".{form}").endswith((" ", "."))


def test_a_long_title_is_cut_between_letters() -> None:
    assert file_name_of("会" * 300, "md") == "会" * 40 + ".md"
