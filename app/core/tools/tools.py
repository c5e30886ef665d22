"""The tools a question may be answered with: what each does, what it is told, and how a call of one is kept.

Every tool works on this machine alone, and none but the user's own words can call one: see `app/core/tools/tool_questions.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Slot(StrEnum):
    """What an argument may be. All but a choice is taken from the question's own words."""

    EXPRESSION = "a calculation with the question's numbers"
    NUMBER = "a number of the question"
    DAY = "a day as the question writes it"
    WORDS = "words of the question"
    CHOICE = "one of some words"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a tool; one that is `optional` may be ""."""

    name: str
    slot: Slot
    help: str
    choices: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool, what its arguments may be, and whether it writes a file: such a one only offers to.

    `examples` are questions with the arguments they mean, for the model that fills them in.
    """

    name: str
    help: str
    schema: tuple[Parameter, ...]
    writes: bool = False
    examples: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A tool that was called, with what, and what came of it.

    A `failed` one has the reason as its result. One that would write is `offered`: nothing is written before the user
    has said where.
    """

    tool: str
    arguments: tuple[tuple[str, str], ...]
    result: str = ""
    failed: bool = False
    offered: bool = False
    saved_to: str = ""
    """Where the user had the document written that was offered; the last place, if there were several."""

    @property
    def given(self) -> Mapping[str, str]:
        """The arguments by name."""
        return dict(self.arguments)

    @property
    def makes_this_answer(self) -> bool:
        """Whether it is a document of the very answer it stands above."""
        return self.given.get("source") == THIS_ANSWER


THIS_ANSWER = "this answer"
"""What a document is made of that the same question asks for."""

SEARCH_LIBRARY = Tool(
    "search_library",
    "finds passages in the documents",
    (Parameter("query", Slot.WORDS, "what to look for"),),
)
READ_PAGE = Tool(
    "read_page",
    "reads a page of a document",
    (
        Parameter("document", Slot.WORDS, "the document's name"),
        Parameter("page", Slot.NUMBER, "the page"),
    ),
)
LIST_FILES = Tool(
    "list_files",
    "lists the files that Alcove was given",
    (
        Parameter("type", Slot.WORDS, "their type", optional=True),
        Parameter("folder", Slot.WORDS, "their folder", optional=True),
        Parameter("year", Slot.NUMBER, "the year they are from", optional=True),
    ),
)
COMPUTE = Tool(
    "compute",
    "calculates exactly",
    (Parameter("expression", Slot.EXPRESSION, "the calculation that the question asks for"),),
    examples=(
        ("Calculate what 7 tickets at 12.50 euros cost.", ("7 * 12.50",)),
        ("Work out what each of 4 people pays of a bill of 84.60.", ("84.60 / 4",)),
        ("Add 19% tax to a price of 1,200.", ("1200 + 19%",)),
        ("I had 300 and spent 45.20 and 12; calculate what is left.", ("300 - 45.20 - 12",)),
        ("Calculate the average of 4, 9 and 11.", ("(4 + 9 + 11) / 3",)),
        ("Take 15% off 80 and multiply it by 6.", ("(80 - 15%) * 6",)),
    ),
)
CALCULATE_DATE = Tool(
    "calculate_date",
    "calculates with days",
    (
        Parameter(
            "operation", Slot.CHOICE, "what to find out", ("between", "after", "before", "weekday", "calendar week")
        ),
        Parameter("day", Slot.DAY, "the day to begin with"),
        Parameter("other_day", Slot.DAY, "the other day, for between", optional=True),
        Parameter("amount", Slot.NUMBER, "how many, for after and before", optional=True),
        Parameter(
            "unit", Slot.CHOICE, "of what", ("days", "working days", "weeks", "months", "years"), optional=True
        ),
    ),
    examples=(
        ("I sign on 3 March 2027 and have 14 days to withdraw. When is that over?", ("after", "3 March 2027", "", "14", "days")),
        ("The exam is on 2026-09-01; I want to start 6 weeks earlier. When?", ("before", "2026-09-01", "", "6", "weeks")),
        ("We left on 1 May 2025 and came back on 9 June 2025. How many weeks was that?", ("between", "1 May 2025", "9 June 2025", "", "weeks")),
        ("Was 24 December 2024 a weekend?", ("weekday", "24 December 2024", "", "", "")),
    ),
)  # fmt: skip
QUERY_TABLE = Tool(
    "query_table",
    "calculates over a table of the documents",
    (
        Parameter(
            "aggregate", Slot.CHOICE, "what to calculate", ("sum", "average", "median", "minimum", "maximum", "count")
        ),
        Parameter("column", Slot.WORDS, "of which column", optional=True),
        Parameter("condition", Slot.WORDS, "over which rows", optional=True),
        Parameter("group", Slot.WORDS, "for each of what", optional=True),
    ),
)
MAKE_DOCUMENT = Tool(
    "make_document",
    "makes a Word document, a spreadsheet or a Markdown file",
    (
        Parameter("form", Slot.CHOICE, "of which kind", ("docx", "xlsx", "md")),
        Parameter("source", Slot.CHOICE, "of what", (THIS_ANSWER, "the answer before", "the conversation")),
        Parameter("title", Slot.WORDS, "how it is called"),
    ),
    writes=True,
)
TOOLS = (SEARCH_LIBRARY, READ_PAGE, LIST_FILES, COMPUTE, CALCULATE_DATE, QUERY_TABLE, MAKE_DOCUMENT)
"""Every tool there is."""
FROM_LIBRARY = frozenset({SEARCH_LIBRARY, READ_PAGE, LIST_FILES, QUERY_TABLE})
"""Those that look into the documents: called only where a question may."""


def called(tool: Tool, *values: str) -> Call:
    """A call of a tool with the values of its parameters, in order; the empty ones left out."""
    named = zip((one.name for one in tool.schema), values, strict=True)
    return Call(tool.name, tuple((name, value) for name, value in named if value), offered=tool.writes)
