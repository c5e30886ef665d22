"""Sentences are found where they end, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.words.sentences import split_sentences


def texts(text: str) -> list[str]:
    return [span.text for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Pi is 3.14 exactly. Next.", ["Pi is 3.14 exactly.", "Next."]),
        ("Dr. Smith met J. Jones, e.g. in May. Done.", ["Dr. Smith met J. Jones, e.g. in May.", "Done."]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("- one\n- two\n", ["- one", "- two"]),
        ("今日は雨です。明日は晴れ。", ["今日は雨です。", "明日は晴れ。"]),
        ("हम बाज़ार गए। फिर घर आए।", ["हम बाज़ार गए।", "फिर घर आए।"]),
        ("هل ذهبت؟ نعم.", ["هل ذهبت؟", "نعم."]),
        ("وہ گیا۔ میں آیا۔", ["وہ گیا۔", "میں آیا۔"]),
        (
            "The officer calls the crew together, writes down what happened and sends\r\nthe report to the council. Next.",
            [
                "The officer calls the crew together, writes down what happened and sends\r\nthe report to the council.",
                "Next.",
            ],
        ),
        ("6 After an incident\nEvery near miss is reported.", ["6 After an incident", "Every near miss is reported."]),
        ("Gauge | Drift\nPier | 4 cm", ["Gauge | Drift", "Pier | 4 cm"]),
        ("one\n\ntwo", ["one", "two"]),
        ("", []),
        ("   \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@given(st.text(alphabet='ab .!?\n。"1', max_size=200))
def test_every_span_stands_where_it_says_and_nothing_is_lost(text: str) -> None:
    spans = split_sentences(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert "".join("".join(span.text.split()) for span in spans) == "".join(text.split())
