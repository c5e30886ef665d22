"""Text is shown only when it is whole and certain."""

from hypothesis import given
from hypothesis import strategies as st

from app.workers.generation.text import AnswerText


def cut(content: bytes, lengths: list[int]) -> list[bytes]:
    pieces = []
    for length in lengths:
        pieces.append(content[:length])
        content = content[length:]
    return [*pieces, content]


@given(st.text(), st.lists(st.integers(1, 5)))
def test_however_the_bytes_are_cut_the_text_is_the_same(text: str, lengths: list[int]) -> None:
    answer = AnswerText(())
    assert "".join(answer.add(piece) for piece in cut(text.encode(), lengths)) + answer.rest() == text


@given(
    st.text(alphabet="ab"),
    st.lists(st.text(alphabet="ab", min_size=1, max_size=4), max_size=3),
    st.lists(st.integers(1, 3)),
)
def test_nothing_of_a_stop_string_is_ever_shown(text: str, stop: list[str], lengths: list[int]) -> None:
    answer = AnswerText(stop)
    shown = ""
    for piece in cut(text.encode(), lengths):
        shown += answer.add(piece)
        if answer.stopped:
            break
    shown += answer.rest()
    assert not any(one in shown for one in stop)
    assert text.startswith(shown)
    assert answer.stopped or shown == text


def test_a_character_is_held_back_until_it_is_whole() -> None:
    answer = AnswerText(())
    assert [answer.add(bytes([byte])) for byte in "é👋".encode()] == ["", "é", "", "", "", "👋"]


def test_half_a_character_at_the_end_is_dropped() -> None:
    answer = AnswerText(())
    assert answer.add("ok 👋".encode()[:-1]) == "ok "
    assert answer.rest() == ""


def test_what_only_began_like_a_stop_string_is_shown_in_the_end() -> None:
    answer = AnswerText(("\nQuestion:",))
    assert answer.add(b"Yes.\nQues") == "Yes."
    assert not answer.stopped
    assert answer.rest() == "\nQues"
