"""XML of any kind."""

import pytest

from app.core.errors import UnreadableFile
from tests.workers.reading.asked import read, texts


def test_texts_are_named_by_the_elements_around_them() -> None:
    source = (
        b"<?xml version='1.0'?><feed xmlns='x'><title>News</title><item><by>Ada</by> and more</item><!-- no --></feed>"
    )
    document = read(source)
    assert (document.format, document.title, texts(document)) == ("xml", "News", ["title: News\nby: Ada\nand more"])


def test_what_is_broken_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="not well-formed"):
        read(b"<?xml version='1.0'?><a><b>x</a>")


def test_entities_are_never_put_in() -> None:
    entities = b"<!ENTITY b SYSTEM 'file:///etc/passwd'><!ENTITY c 'haha'><!ENTITY d '&c;&c;&c;'>"
    source = b"<?xml version='1.0'?><!DOCTYPE a [%s]><a>Text<e>&b;</e><f>&d;</f></a>" % entities
    assert texts(read(source)) == ["a: Text"]


def test_a_web_page_inside_an_element_is_read_without_its_markup() -> None:
    page = (
        "&lt;p&gt;The &lt;a href='https://example.org/x'&gt;ferry&lt;/a&gt; runs.&lt;/p&gt;&lt;p&gt;Für alle.&lt;/p&gt;"
    )
    source = f"<?xml version='1.0'?><item><description>{page}</description><size>5 &lt; 6</size></item>"
    (text,) = texts(read(source.encode()))
    assert text == "description: The ferry runs. Für alle.\nsize: 5 < 6"
