"""`alcove ask` and `alcove search`."""

import argparse
from collections.abc import Iterator
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Any

import msgspec

from app.cli.explaining import score_line, score_value
from app.cli.handing_on import folder_for, meetings_handed_on
from app.cli.output import INTERRUPTED, Output
from app.core.answers.answer_value import answer_value
from app.core.answers.citations import without_marks
from app.core.asking.conversations import Answer, Coverage, Support
from app.core.asking.exhaustive import Reach
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import Added, Answered, Called, Failed, Found, Skipped, Token
from app.core.exporting.made_documents import Exchange
from app.core.library.documents import ScoredPassage, place_name
from app.core.library.filters import Filters, is_valid
from app.core.models.adapters import WITHOUT_ADAPTER, AdapterWish
from app.core.tools.table_rows import in_words
from app.core.tools.tools import Call
from app.core.words.repetition import without_loop
from app.core.words.text import counted
from app.services.application import Application
from app.services.asking.questions import Question

ASKED_FILES = "Asked files"
"""Files named on the command line with a question go into this collection, so that the next question finds them read."""

_NO_ADAPTER = "none"
_SUPPORT_WORDS = {Support.UNSUPPORTED: "not supported by your documents", Support.PARTLY: "only partly supported"}


def ask(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Answer one question: exit code 0 answered, 3 declined, 6 though a named file could not be read, 130 cut short."""
    filters = _filters(arguments)
    unreadable = 0
    asked_paths = None
    if arguments.paths:
        paths = [arguments.working_directory / path for path in arguments.paths]
        unreadable = _read_first(application, paths, output, cancel)
        asked_paths = _readable_under(application, paths)
        if not asked_paths:
            raise UserError("None of the files given could be read, so there is nothing to answer from.")
    question = Question(
        text=arguments.question,
        collection=arguments.collection,
        paths=asked_paths,
        filters=filters,
        use_documents=not arguments.no_documents,
        reach=_reach(arguments),
        model_id=arguments.model,
        adapter=_adapter(application, arguments),
        keep=False,
        tools=arguments.tools,
        meetings=meetings_handed_on(application, output),
        pictures=tuple(application.pictures.from_file(arguments.working_directory / one) for one in arguments.images),
    )
    answer = _answered(application, question, output, cancel)
    for call in answer.calls:
        if call.offered:
            _write_document(application, call, (Exchange(arguments.question, answer),), arguments, output, cancel)
    if arguments.save:
        application.saved_questions.save(arguments.save, question, answer)
        output.message(f"Saved; ask it again with: alcove questions run {arguments.save}")
    if answer.stopped:
        return INTERRUPTED
    if answer.declined:
        return NothingFound.exit_code
    return 6 if unreadable else 0


def _adapter(application: Application, arguments: argparse.Namespace) -> AdapterWish | None:
    """What `--adapter` says: an id, "none", or nothing for the one in use. Raises ModelError where there is no such adapter."""
    if arguments.adapter is None:
        return None
    if arguments.adapter == _NO_ADAPTER:
        return WITHOUT_ADAPTER
    wish = AdapterWish(arguments.adapter, arguments.adapter_scale)
    application.catalogue.wished_adapter(wish)
    return wish


def _answered(application: Application, question: Question, output: Output, cancel: CancelToken) -> Answer:
    """The answer, told while it comes and printed with what its check found."""
    answer, told = Answer(""), ""
    for event in application.answering.ask(question, cancel):
        if isinstance(event, Token):
            told += event.text
            told = without_loop(told) or told
            if not output.as_json:
                output.text(event.text)
        elif isinstance(event, Found):
            output.message(_evidence(event))
        elif isinstance(event, Called):
            if not event.call.offered and not event.call.failed:  # what is offered or fails is told by itself
                output.message(call_line(event.call))
        elif isinstance(event, Answered):
            answer = event.answer
        else:
            output.event(event)
    if output.as_json:
        output.value(answer_value(answer))
    else:
        _print_checked(answer, told, output)
    return answer


def search(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Find passages for one query, or for every line of a file of queries in one process."""
    if arguments.queries is None and not arguments.query:
        raise UserError("There is no query; give one, or --queries FILE.jsonl.")
    filters = _filters(arguments)
    application.search.catch_up()
    find = partial(application.search.find, meetings=meetings_handed_on(application, output))
    if arguments.queries is not None:
        limitation = ""
        for number, text in _queries(arguments.working_directory / arguments.queries):
            found = find(text, arguments.top, cancel, arguments.collection, filters=filters)
            output.value({"id": number, "hits": [_hit(scored) for scored in found.passages]})
            limitation = limitation or found.limitation
        if limitation:
            output.message(limitation)
        return 0
    found = find(arguments.query, arguments.top, cancel, arguments.collection, filters=filters)
    _show_found(found, arguments, output)
    return 0 if found.passages else NothingFound.exit_code


def _show_found(found: Found, arguments: argparse.Namespace, output: Output) -> None:
    if found.limitation:
        output.message(found.limitation)
    if found.filters:
        output.message(f"Limited to {found.filters}: {counted(found.documents_searched, 'document')}.")
    if output.as_json:
        hits = [_hit(scored) for scored in found.passages]
        if arguments.explain:
            hits = [{**hit, "why": score_value(one)} for hit, one in zip(hits, found.passages, strict=True)]
        output.value({"query": arguments.query, "hits": hits})
    else:
        for rank, scored in enumerate(found.passages, start=1):
            output.line(f"{rank}. {_place(scored)}  [{scored.score:.3f}]")
            if arguments.explain:
                output.line(f"   because of {score_line(scored)}")
            output.line(f"   {in_words(scored.passage.text, heading=scored.passage.heading)[:300]}")
    if not found.passages:
        output.message("Nothing was found; try other words, or add documents with: alcove library add PATH")


def _filters(arguments: argparse.Namespace) -> Filters:
    values = {name: getattr(arguments, name) for name in ("type", "folder", "author", "after", "before")}
    for name, value in values.items():
        if value and not is_valid(name, value):
            raise UserError(
                f'--{name} cannot be "{value}"; dates are like 2024, 2024-05 or 2024-05-31, types like pdf.'
            )
    return Filters(**values)


def call_line(call: Call) -> str:
    """A call of a tool in a line: what, with what, and what came of it."""
    arguments = ", ".join(f"{name}: {value}" for name, value in call.arguments)
    return f"Called {call.tool} ({arguments}): {call.result}"


def _write_document(
    application: Application,
    call: Call,
    exchanges: tuple[Exchange, ...],
    arguments: argparse.Namespace,
    output: Output,
    cancel: CancelToken,
) -> None:
    """Write what was offered where writing is allowed, under a name that is free."""
    name = Path(application.made_documents.file_name(call, exchanges))
    if not arguments.allow_writing:
        output.message(f"“{name}” was not written; allow it with --allow-writing.")
        return
    folder = folder_for(arguments)
    numbered = (name.with_stem(f"{name.stem} ({number})") for number in count(2))
    free = next(one for one in chain((name,), numbered) if not (folder / one).exists())
    output.event(application.made_documents.write(call, exchanges, folder / free, cancel))


def _reach(arguments: argparse.Namespace) -> Reach:
    if arguments.everything:
        return Reach.EVERYTHING
    return Reach.BEST if arguments.best else Reach.AUTOMATIC


def _read_first(application: Application, paths: list[Path], output: Output, cancel: CancelToken) -> int:
    """Read the named files; how many could not be read."""
    failed = 0
    for event in application.library.add(paths, ASKED_FILES, cancel):
        if isinstance(event, Failed):
            failed += 1
        if not isinstance(event, Added | Skipped):
            output.event(event)
    return failed


def _readable_under(application: Application, paths: list[Path]) -> tuple[str, ...]:
    roots = [path.resolve() for path in paths]
    return tuple(
        document.path
        for document in application.library.documents(ASKED_FILES)
        if document.passage_count and any(Path(document.path).is_relative_to(root) for root in roots)
    )


def _queries(path: Path) -> Iterator[tuple[Any, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        for line in filter(str.strip, lines):
            query = msgspec.json.decode(line)
            yield query["id"], query["text"]
    except OSError as error:
        raise UserError(f"{path} could not be read ({error.strerror}); check the name.") from None
    except (msgspec.DecodeError, KeyError, TypeError, UnicodeDecodeError):
        raise UserError(f'{path} is not a file of queries; each line must be like {{"id": 1, "text": "…"}}.') from None


def _hit(scored: ScoredPassage) -> dict[str, Any]:
    passage = scored.passage
    return {
        "path": scored.path,
        "document": scored.title,
        "page": passage.page,
        "label": passage.place(),
        "start": passage.start,
        "end": passage.end,
        "score": round(scored.score, 6),
        "text": passage.text,
    }


def _place(scored: ScoredPassage) -> str:
    return f"{_titled_place(scored)} ({scored.path})"


def _titled_place(scored: ScoredPassage) -> str:
    place = place_name(scored.passage.page, scored.passage.place())
    return f"{scored.title}, {place}" if place else scored.title


def _evidence(found: Found) -> str:
    if not found.passages:
        return f"Nothing was found in {counted(found.documents_searched, 'document')}."
    places = dict.fromkeys(_titled_place(scored) for scored in found.passages)
    asked = f"Searched: {found.question}\n"
    return f"{asked}Found in {found.search_ms:.0f} ms: {'; '.join(places)}"


def _print_checked(answer: Answer, told: str, output: Output) -> None:
    output.line()
    if without_marks(told).split() != answer.text.split():
        output.line(answer.text)
    for sentence in answer.sentences:
        if sentence.support in _SUPPORT_WORDS:
            output.line(f"  ! {_SUPPORT_WORDS[sentence.support]}: {sentence.text}")
    for citation in answer.citations:
        place = place_name(citation.page, citation.label)
        output.line(f"  [{citation.n}] {citation.title}{place and f', {place}'} ({citation.path})")
        output.line(f"      “{citation.in_words}”")
    if answer.note:
        output.line(f"  {answer.note}")
    if answer.disclaimer:
        output.line(f"  {answer.disclaimer}")
    timings, tokens = answer.timings_ms, answer.tokens
    output.message(
        f"{_read(answer.coverage)}{_by(answer)}: first word after {timings.first_token / 1000:.1f} s, "
        f"{'stopped' if answer.stopped else counted(tokens.generated, 'token')}, {timings.total / 1000:.1f} s in all."
    )


def _by(answer: Answer) -> str:
    """Who answered, and why this model where there were several."""
    return f"{answer.model} ({answer.model_reason})" if answer.model_reason else answer.model


def _read(coverage: Coverage) -> str:
    """What was read, in a sentence; "" where nothing was searched."""
    if not coverage.documents and not coverage.passages_read:
        return ""
    read = (
        f"read {coverage.passages_read:,} of {counted(coverage.passages, 'passage')} of {counted(coverage.documents, 'document')}, "
        if coverage.passages
        else f"{counted(coverage.documents, 'document')} searched, {counted(coverage.passages_read, 'passage')} read, "
    )
    return f"{read}{counted(coverage.unreadable, 'file')} could not be read. "
