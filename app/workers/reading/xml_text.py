"""XML of any kind: the text of its elements, one a line, without the markup."""

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from app.core.library.documents import ReadDocument
from app.workers.reading import html
from app.workers.reading.composed_text import Block, compose, length_notes
from app.workers.reading.terms import LONGEST_TITLE, Reading, damaged, one_line

_CHECKPOINT_EVERY = 5000
_MARKUP = re.compile(r"</(?:p|a|div|span|li|strong|em|b|i|h[1-6]|td)>|<br ?/?>", re.IGNORECASE)
"""Of a web page that an element holds as text, as feeds do."""


def read(content: bytes, reading: Reading) -> ReadDocument:
    """Every text with the name of the element around it, such as "author: Ada Byron"; attributes are left out.

    Entities that the file declares are not put in.

    Raises:
        UnreadableFile: it is damaged.
    """
    title: list[str] = []
    try:
        page = compose(_blocks(content, reading, title))
    except etree.XMLSyntaxError as error:
        raise damaged("XML file", f"it is not well-formed ({error.msg})") from None
    return ReadDocument("".join(title)[:LONGEST_TITLE], "xml", (page,), length_notes(page))


def _blocks(content: bytes, reading: Reading, title: list[str]) -> Iterator[Block]:
    events = etree.iterparse(BytesIO(content), events=("end",), resolve_entities=False, no_network=True, load_dtd=False)
    for count, (_, element) in enumerate(events):
        if count % _CHECKPOINT_EVERY == 0:
            reading.checkpoint()
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        text = one_line(element.text)
        if name == "title" and not title:
            title.append(text)
        if _MARKUP.search(text):
            text = _without_markup(text, reading)
        yield Block(f"{name}: {text}" if text and name else "", tight=True)
        yield Block(one_line(element.tail), tight=True)
        element.clear(keep_tail=True)


def _without_markup(text: str, reading: Reading) -> str:
    """The words of a piece of a web page."""
    pages = html.read(f'<meta charset="utf-8">{text}'.encode(), reading).pages
    return one_line(" ".join(page.text for page in pages))
