"""What each tool does: from the arguments of a call to what came of it, in words and with the places it rests on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from app.core.answers.citing import Cited
from app.core.answers.snippets import snippet
from app.core.asking.conversations import Citation, Sentence, Support
from app.core.cancel import CancelToken
from app.core.errors import NothingFound
from app.core.events import Found
from app.core.library.documents import Document, Passage, ScoredPassage, place_name
from app.core.library.filters import Filters
from app.core.tools.arithmetic import calculated, in_print
from app.core.tools.day_arithmetic import Unit, between, in_words, moved, week_in_words
from app.core.tools.measures import unit_of_result
from app.core.tools.tools import CALCULATE_DATE, COMPUTE, LIST_FILES, READ_PAGE, SEARCH_LIBRARY, Call
from app.core.words.text import beginning, counted, folded
from app.services.asking.whole_reading import Scope
from app.services.library.search import Search
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching

_FOUND = 8
_SNIPPET = 240
_SHOWN_CHARACTERS = 4_000
_MOST_FILES = 500
_MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call: `result` in a line, `text` as the answer, and the evidence where it rests on documents."""

    result: str
    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...] = ()
    found: Found | None = None


class ToolFunctions:
    """Runs calls whose arguments are known."""

    def __init__(self, documents: Documents, matching: Matching, search: Search) -> None:
        self._documents = documents
        self._matching = matching
        self._search = search

    def run(self, call: Call, question: str, scope: Scope, cancel: CancelToken) -> Outcome:
        """What comes of a call; the question says in which unit.

        Raises:
            UserError: it cannot be done; the sentence says why.
            Cancelled: on cancel.
        """
        given = call.given
        functions: dict[str, Callable[[], Outcome]] = {
            COMPUTE.name: lambda: computed(given["expression"], question),
            CALCULATE_DATE.name: lambda: date_calculated(call),
            SEARCH_LIBRARY.name: lambda: self._searched(given["query"], scope, cancel),
            READ_PAGE.name: lambda: self._page_read(given["document"], int(given["page"]), scope),
            LIST_FILES.name: lambda: self._files_listed(call, scope),
        }
        return functions[call.tool]()

    def _searched(self, query: str, scope: Scope, cancel: CancelToken) -> Outcome:
        found = self._search.find(query, _FOUND, cancel, collection=scope.collection, document_ids=scope.document_ids)
        if not found.passages:
            raise NothingFound(f"Nothing was found for “{query}”.")
        cited, sentences = Cited(), []
        for scored in found.passages:
            number = cited.cite(scored, 0, len(scored.passage.text))
            told = f"{_placed(scored)}: {beginning(snippet(scored.passage.text, scored.path, scored.passage.heading), _SNIPPET)}"
            sentences.append(Sentence(told, Support.SUPPORTED, (number,)))
        result = counted(len(sentences), "passage")
        text = "\n".join([f"{result} for “{query}”:", "", *(f"- {one.text}" for one in sentences)])
        return Outcome(result, text, tuple(sentences), cited.citations, found)

    def _page_read(self, name: str, number: int, scope: Scope) -> Outcome:
        document = self._named(name, scope)
        pages = self._documents.pages(document.id)
        numbered = {page.number or at: at for at, page in reversed(list(enumerate(pages, start=1)))}
        at = numbered.get(number)
        if at is None:
            raise NothingFound(f"{document.title} has no page {number}; it has {counted(len(pages), 'page')}.")
        page = pages[at - 1]
        if not page.text.strip():
            raise NothingFound(f"There is no text on page {number} of {document.title}.")
        passages = [one for one in self._documents.passages_of(document.id) if one.page_index == at - 1]
        scored = [_as_found(passage, document) for passage in passages]
        cited = Cited()
        numbers = tuple(cited.cite(one, 0, len(one.passage.text)) for one in scored)
        heading = Sentence(f"Page {number} of {document.title}:", Support.SUPPORTED, numbers)
        shown = page.text.strip()
        if len(shown) > _SHOWN_CHARACTERS:
            shown = f"{shown[:_SHOWN_CHARACTERS].rstrip()} …\n\nThis is its beginning; open the source for the rest."
        text = f"{heading.text}\n\n{shown}"
        found = Found(f"{name}, page {number}", tuple(scored), 1, 0.0)
        return Outcome(counted(len(page.text.split()), "word"), text, (heading,), cited.citations, found)

    def _named(self, name: str, scope: Scope) -> Document:
        """The one document that is called so: by its whole title or file name, else by a part of them."""
        allowed = set(self._matching.documents(scope.collection, scope.document_ids, Filters()))
        found = [one for one in self._matching.named(name, _MOST_NAMED) if one.id in allowed]
        names = {
            one.id: {folded(one.title), folded(PurePath(one.path).name), folded(PurePath(one.path).stem)}
            for one in found
        }
        exact = [one for one in found if folded(name) in names[one.id]] or found
        if not exact:
            raise NothingFound(f"No document is called “{name}”.")
        if len(exact) > 1:
            told = ", ".join(one.title for one in exact[:3])
            raise NothingFound(
                f"{counted(len(exact), 'document')} could be meant by “{name}”, such as {told}; say which."
            )
        return exact[0]

    def _files_listed(self, call: Call, scope: Scope) -> Outcome:
        year = call.given.get("year", "")
        limits = Filters(
            type=call.given.get("type", ""),
            folder=call.given.get("folder", ""),
            after=year,
            before=str(int(year) + 1) if year else "",
        )
        ids = self._matching.documents(scope.collection, scope.document_ids, limits)
        documents = [self._documents.get(one) for one in ids[:_MOST_FILES]]
        if not documents:
            raise NothingFound(
                "There is no such file in the library." if limits else "There is no file in the library."
            )
        result = counted(len(ids), "file")
        more = [f"- … and {len(ids) - _MOST_FILES:,} more"] if len(ids) > _MOST_FILES else []
        lines = [f"- {one.title} — {one.path}" for one in sorted(documents, key=lambda one: one.path)]
        head = Sentence(f"{result} in the library{_such(limits)}:", Support.PLAIN)
        return Outcome(result, "\n".join([head.text, "", *lines, *more]), (head,))


def computed(expression: str, question: str) -> Outcome:
    """An expression and what it comes to, in the unit of the question. Raises UserError where it comes to nothing."""
    value = calculated(expression)
    unit = unit_of_result(question, expression)
    if unit is not None:
        value = unit.amount(value)
    result = unit.beside(str(value)) if unit is not None else str(value)
    told = f"{in_print(expression)} {'=' if value.is_shown_whole else '≈'} {result}"
    return Outcome(result, told, (Sentence(told, Support.PLAIN),))


def date_calculated(call: Call) -> Outcome:
    """What days come to. Raises UserError where that is no day of a calendar."""
    given = call.given
    day, unit = date.fromisoformat(given["day"]), Unit(given.get("unit") or Unit.DAYS)
    operation = given["operation"]
    if operation == "between":
        other = date.fromisoformat(given["other_day"])
        result = _counted_units(between(day, other, unit), unit)
        told = f"From {in_words(day)} to {in_words(other)}: {result}."
    elif operation in ("after", "before"):
        amount = int(given["amount"])
        result = in_words(moved(day, amount if operation == "after" else -amount, unit))
        told = f"{_counted_units(amount, unit)} {operation} {in_words(day)}: {result}."
    elif operation == "weekday":
        result = in_words(day)
        told = f"{result}."
    else:
        result = week_in_words(day)
        told = f"{in_words(day)} is in {result}."
    return Outcome(result, told, (Sentence(told, Support.PLAIN),))


def _counted_units(number: int, unit: Unit) -> str:
    return counted(number, unit.value.removesuffix("s"))


def _placed(scored: ScoredPassage) -> str:
    place = place_name(scored.passage.page, scored.passage.place())
    return f"{scored.title}, {place}" if place else scored.title


def _as_found(passage: Passage, document: Document) -> ScoredPassage:
    return ScoredPassage(passage, document.path, document.title, 1.0)


def _such(limits: Filters) -> str:
    return f" ({limits})" if limits else ""
