"""An answer as a document keeps its order, its sources and what it has to be told with."""

from app.core.asking.conversations import Answer, Citation, Sentence, Support
from app.core.exporting.made_documents import Exchange, answer_blocks, answer_rows
from app.core.exporting.paper import BlockKind

CITATION = Citation(1, 1, 1, "/sales.csv", "sales", 0, None, 0, 5, "North | 1,300", label="row 2")
CITED = Answer(
    "**By region**\n\n- North: 1,300\n- South: unknown",
    sentences=(Sentence("North: 1,300", Support.SUPPORTED, (1,)),),
    citations=(CITATION,),
    disclaimer="No advice.",
)


def test_lines_are_headings_and_items_with_the_numbers_of_their_sources() -> None:
    blocks = answer_blocks("Sales", (Exchange("Sales?", CITED),))
    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.TITLE, "Sales"),
        (BlockKind.HEADING, "By region"),
        (BlockKind.ITEM, "North: 1,300 [1]"),
        (BlockKind.ITEM, "South: unknown"),
        (BlockKind.REMARK, "No advice."),
        (BlockKind.HEADING, "Sources"),
        (BlockKind.ITEM, "sales, row 2: “North | 1,300”"),
    ]


def test_a_sheet_has_a_number_in_a_cell_of_its_own() -> None:
    assert answer_rows((Exchange("Sales?", CITED),)) == [
        ("Text", "Value", "Source", "Quotation"),
        ("By region", "", "", ""),
        ("North", "1,300", "sales, row 2", "North | 1,300"),
        ("South: unknown", "", "", ""),
        ("No advice.",),
    ]


def test_a_table_in_an_answer_is_the_sheet() -> None:
    table = Answer("Here:\n\n| Name | Due |\n|---|---|\n| Anna | 3 May |")
    assert answer_rows((Exchange("Who?", table),)) == [("Name", "Due"), ("Anna", "3 May")]


def test_a_document_names_the_pictures_its_answers_are_about_and_how_they_were_read() -> None:
    blocks = answer_blocks(
        "House", (Exchange("What is this?", Answer("A house.", note="Read as text."), ("house.png",)),)
    )
    assert [block.text for block in blocks] == ["House", "About the picture house.png", "A house.", "Read as text."]
