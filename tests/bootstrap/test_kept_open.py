"""How long a profile is kept open for the calls of `alcove mcp`."""

from app.bootstrap.kept_open import Lines, Rest, next_line


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_rest_is_counted_from_the_last_end_of_work() -> None:
    clock = Clock()
    rest = Rest(clock)
    clock.now += 5
    with rest.broken():
        clock.now += 60
        with rest.broken():
            clock.now += 60
        assert rest.lasted_s == 0, "another is still at work"
    assert rest.lasted_s == 0
    clock.now += 7
    assert rest.lasted_s == 7


def test_a_line_is_awaited_no_longer_than_the_rest_may_last() -> None:
    clock, lines = Clock(), Lines()
    rest = Rest(clock)
    lines.put(b"first")
    lines.put(b"second")
    assert next_line(lines, rest, 600) == b"first"
    clock.now += 601
    assert next_line(lines, rest, 600) == b""
    with rest.broken():
        assert next_line(lines, rest, 600) == b"second"


def test_where_there_is_to_be_no_rest_the_first_line_was_the_last() -> None:
    lines = Lines()
    lines.put(b"second")
    assert next_line(lines, Rest(), 0) == b""
