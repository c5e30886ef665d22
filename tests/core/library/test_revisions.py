"""Names tell which files are revisions of one document, and which is the newer."""

import pytest

from app.core.library.revisions import family, is_older, revision_number


@pytest.mark.parametrize(
    "name",
    [
        "Offer Weber.docx",
        "offer weber v2.docx",
        "Offer_Weber_final.docx",
        "Offer Weber (3).docx",
        "2024-03-01 Offer Weber.docx",
        "Offer Weber 20240301 draft.pdf",
        "Copy of Offer Weber.docx",
        "Offer-Weber-rev1.4.docx",
        "Offer Weber FINAL v12.docx",
    ],
)
def test_revisions_of_one_document_are_one_family(name: str) -> None:
    assert family(f"/papers/{name}") == "offer weber"


@pytest.mark.parametrize("name", ["Offer Weber 2.docx", "Offer Weberling.docx", "Finally Offer Weber.docx"])
def test_other_names_are_other_families(name: str) -> None:
    assert family(name) != "offer weber"


def test_a_name_of_nothing_but_marks_has_no_family() -> None:
    assert family("/scans/2024-03-01.pdf") == ""
    assert family("final (2).docx") == ""


def test_numbers_are_compared_as_numbers() -> None:
    assert revision_number("plan v1.10.docx") > revision_number("plan v1.9.docx")
    assert revision_number("plan (2).docx") == (2,)
    assert revision_number("plan.docx") == ()


def test_numbers_decide_where_both_have_one_and_times_elsewhere() -> None:
    assert is_older("plan v1.docx", 20, "plan v2.docx", 10)
    assert is_older("plan.docx", 10, "plan v2.docx", 20)
    assert not is_older("plan final.docx", 20, "plan draft.docx", 10)
