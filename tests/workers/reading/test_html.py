"""Web pages become the text a reader sees."""

import dataclasses

import pytest

from app.core.errors import Cancelled
from app.core.library.documents import ReadDocument
from app.workers.reading import html
from tests.workers.reading.asked import reading


def read(source: str) -> ReadDocument:
    return html.read(source.encode(), reading())


def text_of(source: str) -> str:
    return read(source).pages[0].text


def test_blocks_stand_apart_and_inline_markup_disappears() -> None:
    assert text_of("<p>One <b>bo</b>ld\n  word.</p><div>Two<br>lines</div>") == "One bold word.\n\nTwo\nlines"


def test_what_a_browser_does_not_show_is_left_out() -> None:
    hidden = (
        "<script>x</script><style>x</style><!-- x --><template>x</template><noscript>x</noscript><nav>x</nav>"
        "<p hidden>x</p><p style='display: none'>x</p><select><option>x</select><svg><text>x</text></svg>"
    )
    assert text_of(f"<head><title>x</title></head><body>{hidden}<p>Seen</p>") == "Seen"


def test_headings_are_where_they_say() -> None:
    page = read("<h1>Boats <i>and</i> oars</h1><p>Text</p><h3>Tides</h3><p>More</p>").pages[0]
    assert [(heading.level, heading.text) for heading in page.headings] == [(1, "Boats and oars"), (3, "Tides")]
    assert all(page.text.startswith(heading.text, heading.offset) for heading in page.headings)


def test_list_items_have_bullets_and_stand_close() -> None:
    assert text_of("<p>Bring:</p><ul><li>oars<li><p>rope</p><ul><li>thick</ul></ul><p>Go.</p>") == (
        "Bring:\n• oars\n• rope\n• thick\n\nGo."
    )


def test_table_rows_are_lines_with_bars_between_the_cells() -> None:
    table = "<table><caption>Fares</caption><tr><th>From<th>Price</tr><tr><td><p>Ulm</p><td>1,\n50</tr></table>"
    assert text_of(table) == "Fares\n\nFrom | Price\nUlm | 1, 50"


def test_tables_that_lay_out_a_page_are_read_as_the_page() -> None:
    layout = "<table><tr><td>Menu</td><td><table><tr><td>Left<td>Right</tr></table></td></tr></table>"
    assert text_of(layout) == "Menu\n\nLeft | Right"


def test_preformatted_text_keeps_its_spaces() -> None:
    assert text_of("<pre>a\n  b</pre>") == "a\n  b"


def test_the_title_is_the_pages_own_or_else_the_first_heading() -> None:
    assert read("<title> Two\nwords </title><h1>Other</h1>").title == "Two words"
    assert read("<h2>Heading</h2>").title == "Heading"
    assert read("<p>Neither</p>").title == ""


def test_the_declared_encoding_is_used() -> None:
    source = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Мост</p>'
    assert html.read(source.encode("cp1251"), reading()).pages[0].text == "Мост"


def test_long_pages_can_be_stopped() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        html.read(b"<p>x</p>" * 5000, dataclasses.replace(reading(), checkpoint=stop))


def test_a_page_nested_ten_thousand_deep_is_read() -> None:
    assert text_of("<div>" * 10_000 + "deep") == "deep"


def test_what_the_page_says_of_itself() -> None:
    document = read(
        "<meta name=author content='Ada Byron'><meta property='article:published_time' content='2023-05-06T07:08:09.5Z'>"
    )
    assert (document.author, document.date) == ("Ada Byron", "2023-05-06T07:08:09Z")
    assert read("<meta name=date content=yesterday>").date == ""
