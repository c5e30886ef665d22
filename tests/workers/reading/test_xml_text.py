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
