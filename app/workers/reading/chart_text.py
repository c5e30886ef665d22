"""Charts as the tables they were drawn from, by the values an Office document keeps with each."""

from collections.abc import Iterator

from lxml import etree

from app.workers.reading.composed_text import Block
from app.workers.reading.terms import one_line

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MOST_POINTS = 5_000


def chart_blocks(root: etree._Element) -> Iterator[Block]:
    """The chart's title, then a table: categories in the first column, a column for each series."""
    title = root.find(f"{_C}chart/{_C}title")
    yield Block(one_line("".join(title.itertext("{*}t"))) if title is not None else "")
    series = list(root.iter(f"{_C}ser"))
    columns = [_points(one, "val", "yVal") for one in series]
    categories = next((points for one in series if (points := _points(one, "cat", "xVal"))), {})
    names = [_points(one, "tx").get(0, "") for one in series]
    if any(names):
        yield Block(" | ".join(["", *names]))
    for index in sorted({index for column in columns for index in column} | categories.keys())[:_MOST_POINTS]:
        yield Block(" | ".join([categories.get(index, ""), *(column.get(index, "") for column in columns)]), tight=True)


def _points(series: etree._Element, *tags: str) -> dict[int, str]:
    """The values kept for one role of a series, by their place; of categories in groups, the group's name first."""
    for tag in tags:
        role = series.find(f"{_C}{tag}")
        if role is None:
            continue
        levels = [_cached(level) for level in role.iter(f"{_C}lvl")] or [_cached(role)]
        points = levels[0]
        for groups in levels[1:]:
            name = ""
            for index in sorted(points.keys() | groups.keys()):
                name = groups.get(index, name)
                points[index] = f"{name} {points.get(index, '')}".strip()
        return points or {0: one_line(role.findtext(f"{_C}v"))}
    return {}


def _cached(element: etree._Element) -> dict[int, str]:
    return {
        int(point.get("idx", "0")): one_line(point.findtext(f"{_C}v"))
        for point in element.iter(f"{_C}pt")
        if point.get("idx", "").isdecimal() and len(point.get("idx", "")) < 9
    }
