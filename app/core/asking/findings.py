"""What reading everything yields: the points of each window, and the lines of an answer from the points of all."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.asking.exhaustive import Task, focus_of, task_of
from app.core.asking.followup import asked_alone
from app.core.library.key_points import Point, choose, distinct, tells_something, weigh
from app.core.words.keywords import in_english
from app.core.words.mentions import Kind, Mention, dates, is_kind_word, kinds_asked, mentions
from app.core.words.stems import stems
from app.core.words.text import counted

_POINTS_OF_WINDOW = 6
_SUMMARY_POINTS = 8
_COMPARED_POINTS = 4
_MOST_LINES = 200
_CITED_TOGETHER = 3
_SHARE_OF_FOCUS = 0.67
_LONGEST_ENDING = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an answer. It rests on its `points`; without any it is a heading, or a figure counted in code."""

    text: str
    points: tuple[Point, ...] = ()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for on a walk through everything."""

    task: Task
    focus: tuple[str, ...]
    """What the question is about, in its own words, without what only names a form; () for the whole as such."""
    kinds: tuple[Kind, ...]
    inflected: bool
    """Whether endings beyond the English ones are to be cut."""

    @property
    def named(self) -> str:
        """What is looked for, for a sentence about it."""
        parts = [kind.value for kind in self.kinds] if self.task is not Task.TIMELINE else []
        return " and ".join([*parts, *([f"“{' '.join(self.focus)}”"] if self.focus else [])]) or "anything"


@dataclass(frozen=True, slots=True)
class Extent:
    """How much was read."""

    passages: int
    documents: int


def wanted_from(question: str) -> Wanted:
    """What a question about everything looks for; one that does not say it is counted or summarized by its words."""
    asked = asked_alone(question)
    counts = asked.strip().casefold().startswith(("how many", "wie viele"))
    task = task_of(asked) or (Task.COUNT if counts else Task.SUMMARY)
    kinds = kinds_asked(question) if task in (Task.LIST, Task.COUNT) else ()
    about = focus_of(asked) or focus_of(question)
    focus = tuple(word for word in about if not (kinds and is_kind_word(word)))
    return Wanted(task, focus, kinds, not in_english(question))


def yielded(wanted: Wanted, points: Sequence[Point], meaning: Sequence[float] | None = None) -> list[Point]:
    """What one window of a document yields. `meaning` is the nearness of each point's passage to the question."""
    if wanted.task in (Task.SUMMARY, Task.COMPARE):
        telling = [index for index, point in enumerate(points) if tells_something(point)]
        chosen = [points[index] for index in telling]
        nearness = [meaning[index] for index in telling] if meaning is not None else None
        return choose(chosen, weigh(chosen, wanted.focus, nearness), _POINTS_OF_WINDOW, [0] * len(chosen))
    if wanted.task is Task.TIMELINE:
        return [point for point in points if any(dates(point.text)) and (not wanted.focus or _is_about(point, wanted))]
    if wanted.kinds:
        return [point for point in points if any(True for kind in wanted.kinds for _ in mentions(point.text, kind))]
    return [point for point in points if _is_about(point, wanted)]


def lines(
    wanted: Wanted,
    windows: Sequence[Sequence[Point]],
    titles: Mapping[int, str],
    extent: Extent,
    nearness: Mapping[int, float] | None = None,
) -> list[Line]:
    """The lines of the answer from what all windows yielded; [] where they yielded nothing.

    `titles` are by document id; `nearness` is that of passages, by their id, to the question.
    """
    points = distinct(point for window in windows for point in window)
    if not points:
        return []
    if wanted.task is Task.SUMMARY:
        return [Line(point.text, (point,)) for point in _weightiest(wanted, points, windows, _SUMMARY_POINTS, nearness)]
    return list(_REDUCTIONS[wanted.task](wanted, points, titles, extent))


def _weightiest(
    wanted: Wanted,
    points: Sequence[Point],
    windows: Sequence[Sequence[Point]],
    count: int,
    nearness: Mapping[int, float] | None = None,
) -> list[Point]:
    window_of = {id(point): number for number, window in enumerate(windows) for point in window}
    meaning = [nearness.get(point.passage.id, 0.0) for point in points] if nearness else None
    weights = weigh(points, wanted.focus, meaning)
    return choose(points, weights, count, [window_of[id(point)] for point in points])


def _compared(wanted: Wanted, points: Sequence[Point], titles: Mapping[int, str], _extent: Extent) -> Iterator[Line]:
    for document_id in dict.fromkeys(point.passage.document_id for point in points):
        title = titles.get(document_id, "").casefold()
        own = [one for one in points if one.passage.document_id == document_id]
        own = [one for one in own if one.text.strip("# \n").casefold() != title] or own
        yield Line(titles.get(document_id, ""), heading=True)
        for point in choose(own, weigh(own, wanted.focus), _COMPARED_POINTS, [0] * len(own)):
            yield Line(point.text, (point,))


def _timeline(_wanted: Wanted, points: Sequence[Point], _titles: Mapping[int, str], _extent: Extent) -> Iterator[Line]:
    dated = [(mention, point) for point in points for mention in list(dates(point.text))[:1]]
    for mention, point in sorted(dated, key=lambda pair: pair[0].key)[:_MOST_LINES]:
        yield Line(f"{mention.text}: {point.text}", (point,))


def _listed(wanted: Wanted, points: Sequence[Point], titles: Mapping[int, str], extent: Extent) -> Iterator[Line]:
    if not wanted.kinds:
        yield Line(_told(len(points), "sentence", wanted, extent, points))
        yield from _by_document([Line(point.text, (point,)) for point in points], titles)
        return
    about = [point for point in points if _is_about(point, wanted)] if wanted.focus else list(points)
    groups = _grouped(wanted.kinds, about or points)
    yield Line(_told(len(groups), "", wanted, extent, points))
    for mention, where in groups[:_MOST_LINES]:
        cited = tuple(dict.fromkeys(where))[:_CITED_TOGETHER]
        yield Line(f"{mention.text}: {cited[0].text}", cited)


def _counted(wanted: Wanted, points: Sequence[Point], titles: Mapping[int, str], extent: Extent) -> Iterator[Line]:
    if wanted.kinds:
        yield from _listed(wanted, points, titles, extent)
        return
    times = {id(point): occurrences(point.text, wanted) for point in points}
    total = sum(times.values())
    yield Line(_told(total, "time", wanted, extent, points))
    by_document: Counter[int] = Counter()
    for point in points:
        by_document[point.passage.document_id] += times[id(point)]
    if len(by_document) > 1:
        for document_id, count in by_document.most_common():
            yield Line(f"{titles.get(document_id, '')}: {count:,}")
    yield from _by_document([Line(point.text, (point,)) for point in points], titles)


_Reduction = Callable[[Wanted, Sequence[Point], Mapping[int, str], Extent], Iterator[Line]]
_REDUCTIONS: dict[Task, _Reduction] = {
    Task.COMPARE: _compared,
    Task.TIMELINE: _timeline,
    Task.LIST: _listed,
    Task.COUNT: _counted,
}


def _told(count: int, what: str, wanted: Wanted, extent: Extent, points: Sequence[Point]) -> str:
    """The figure, counted in code, and over how much it was counted."""
    passages = len({point.passage.id for point in points})
    documents = len({point.passage.document_id for point in points})
    where = (
        f"{passages:,} of {counted(extent.passages, 'passage')} and {documents:,} of "
        f"{counted(extent.documents, 'document')}"
    )
    if what == "time":
        return f"Counted: {wanted.named} stands there {counted(count, 'time')}, in {where}."
    if what:
        return f"Counted: {counted(count, what)} with {wanted.named}, in {where}."
    return f"Counted: {count:,} different {wanted.named}, in {where}."


def _by_document(listed: Sequence[Line], titles: Mapping[int, str]) -> Iterator[Line]:
    """At most so many lines, under the titles of their documents where there is more than one."""
    ids = [line.points[0].passage.document_id for line in listed]
    last = None
    for document_id, line in list(zip(ids, listed, strict=True))[:_MOST_LINES]:
        if document_id != last and len(set(ids)) > 1:
            yield Line(titles.get(document_id, ""), heading=True)
        last = document_id
        yield line
    if len(listed) > _MOST_LINES:
        yield Line(f"{len(listed) - _MOST_LINES:,} more are not shown.")


def _grouped(kinds: Sequence[Kind], points: Sequence[Point]) -> list[tuple[Mention, list[Point]]]:
    """Every different value with the places where it stands; dates in their order, the rest as they come."""
    groups: dict[tuple[Kind, str], tuple[Mention, list[Point]]] = {}
    for point in points:
        for kind in kinds:
            for mention in mentions(point.text, kind):
                groups.setdefault((kind, mention.key), (mention, []))[1].append(point)
    found = list(groups.values())
    return sorted(found, key=lambda group: group[0].key) if tuple(kinds) == (Kind.DATE,) else found


def occurrences(text: str, wanted: Wanted) -> int:
    """How often the words of the focus stand together in a text; once where they only stand apart."""
    asked = [stem for words in wanted.focus for stem in stems(words)]
    written = stems(text)
    size = len(asked)
    together = sum(
        all(_same(stem, word, wanted) for stem, word in zip(asked, written[start : start + size], strict=True))
        for start in range(len(written) - size + 1)
    )
    return max(1, together)


def _is_about(point: Point, wanted: Wanted) -> bool:
    """Whether a sentence holds the words of the focus: all of one or two, two thirds of more."""
    asked = {stem for words in wanted.focus for stem in stems(words)}
    written = set(stems(point.text))
    held = sum(any(_same(stem, word, wanted) for word in written) for stem in asked)
    return bool(asked) and (held == len(asked) or (len(asked) > 2 and held >= _SHARE_OF_FOCUS * len(asked)))


def _same(stem: str, word: str, wanted: Wanted) -> bool:
    if stem == word:
        return True
    longer = len(word) - len(stem)
    return wanted.inflected and len(stem) >= 4 and word.startswith(stem) and 0 < longer <= _LONGEST_ENDING
