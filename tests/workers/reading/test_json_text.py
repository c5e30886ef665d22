"""JSON as text to be found."""

from tests.workers.reading.asked import read, texts


def test_records_that_are_alike_are_a_table() -> None:
    source = b'[{"name": "Oil", "price": 1.5}, {"name": "Rope", "price": null, "note": "x"}]'
    assert texts(read(source, "a.json")) == ["name | price | note\nOil | 1.5\nRope | null | x"]


def test_everything_else_is_a_line_for_each_value() -> None:
    source = '{"boat": {"name": "Öre", "crew": ["Ada", "Bo"]}, "trips": [{"to": "Ulm", "days": [1]}, {"to": "Köln"}]}'
    lines = ["boat.name: Öre", "boat.crew: Ada, Bo", "trips[1].to: Ulm", "trips[1].days: 1", "trips[2].to: Köln"]
    assert texts(read(source.encode(), "a")) == ["\n".join(lines)]


def test_lines_of_records_are_a_table_too() -> None:
    document = read(b'{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n\n', "a.jsonl")
    assert (document.format, texts(document)) == ("json", ["a | b\n1 | 2\n3 | 4"])


def test_what_is_no_json_after_all_is_the_text_it_is() -> None:
    for source in ('{"a": 1', "[" * 100_000, "{not json}"):
        assert texts(read(source.encode(), "a.json")) == [source]
