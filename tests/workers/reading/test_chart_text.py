"""Charts as tables."""

from lxml import etree

from app.workers.reading.chart_text import chart_blocks
from app.workers.reading.composed_text import compose

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def text_of(series: str, title: str = "") -> str:
    xml = f'<c:chartSpace xmlns:c="{C}" xmlns:a="a"><c:chart>{title}<c:plotArea>{series}</c:plotArea></c:chart></c:chartSpace>'
    return compose(chart_blocks(etree.fromstring(xml))).text


def points(*values: str) -> str:
    return "".join(f'<c:pt idx="{index}"><c:v>{value}</c:v></c:pt>' for index, value in enumerate(values) if value)


def series(name: str, categories: str, *values: str) -> str:
    named = f"<c:tx><c:strRef>{points(name)}</c:strRef></c:tx>"
    return f"<c:ser>{named}<c:cat>{categories}</c:cat><c:val>{points(*values)}</c:val></c:ser>"


def test_categories_are_rows_and_series_are_columns() -> None:
    title = "<c:title><c:tx><a:t>Oil and</a:t><a:t> rope</a:t></c:tx></c:title>"
    both = series("Oil", points("May", "June"), "1", "2") + series("Rope", points("May", "June"), "3", "")
    assert text_of(both, title) == "Oil and rope\n\n| Oil | Rope\nMay | 1 | 3\nJune | 2 |"


def test_categories_in_groups_take_the_name_of_their_group() -> None:
    groups = f"<c:lvl>{points('Ulm', 'Bonn', 'York')}</c:lvl><c:lvl>{points('DE', '', 'UK')}</c:lvl>"
    assert text_of(series("Sales", groups, "1", "2", "3")) == "| Sales\nDE Ulm | 1\nDE Bonn | 2\nUK York | 3"
