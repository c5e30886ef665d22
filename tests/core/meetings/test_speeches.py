"""Speech as sentences: each has its speaker and the second it begins at."""

from app.core.meetings.speeches import sentences, speeches, stretches
from app.core.meetings.transcript import Segment
from tests.core.meeting import segments


def test_a_speech_goes_on_until_another_speaks() -> None:
    found = speeches(
        (Segment(0, 2, "We sold", "Ben"), Segment(2, 4, "forty boats.", "Ben"), Segment(4, 5, "Good.", "Ana"))
    )
    assert [(one.speaker, one.text, one.start, one.end) for one in found] == [
        ("Ben", "We sold forty boats.", 0, 4),
        ("Ana", "Good.", 4, 5),
    ]


def test_a_sentence_in_another_language_begins_a_speech_of_its_own() -> None:
    english, german = Segment(0, 2, "We agreed.", language="en"), Segment(2, 4, "Wir haben zugestimmt.", language="de")
    assert [one.language for one in sentences(speeches((english, german)))] == ["en", "de"]


def test_a_long_speech_is_cut_at_the_end_of_a_sentence_of_any_script() -> None:
    for sentence in (
        "हम बाज़ार गए और बहुत सारे फल खरीदे।",
        "هل ذهبت إلى السوق اليوم مع أصدقائك؟",
        'He asked: "when do we all go?"',
    ):
        found = speeches(segments(tuple(("Ana", sentence) for _ in range(100))))
        assert len(found) > 2
        assert all(one.text.endswith(sentence) and len(one.text) < 1000 for one in found)
        assert len(sentences(found)) == 100


def test_speech_without_any_mark_is_cut_between_segments() -> None:
    words = "สวัสดีครับวันนี้เราจะพูดถึงงบประมาณ"
    found = speeches(segments(tuple(("Ana", words) for _ in range(20_000))))
    assert all(len(one.text) < 2000 for one in found)
    assert sum(one.text.count(words) for one in found) == 20_000
    assert all(one.start % 5 == 0 for one in found)


def test_a_sentence_begins_at_the_second_of_its_first_word() -> None:
    said = sentences(speeches(segments()))
    second = said[1]
    assert second.text == "We have to talk about the harbour festival."
    assert second.start == 0.8
    assert second.end == 4.0


def test_without_words_the_second_is_measured_by_the_letters() -> None:
    said = sentences(speeches((Segment(10, 20, "Aaaa aaaa aaaa. Bbbb bbbb bbbb.", "Ana"),)))
    assert 14.5 < said[1].start < 15.5


def test_edited_words_keep_the_times_of_those_around_them() -> None:
    one = segments()[1]
    edited = Segment(one.start, one.end, one.text.replace("forty", "fifty"), one.speaker, one.words)
    speech = speeches((edited,))[0]
    assert speech.second(edited.text.index("boats")) == one.words[3].start


def test_passages_hold_everything_said_with_its_speakers_and_their_time() -> None:
    said = tuple(
        ("Ana" if number % 2 else "Ben", f"This is remark number {number} of the day.") for number in range(40)
    )
    found = stretches(segments(said))
    assert len(found) > 2
    text = "\n".join(stretch.text for stretch in found)
    assert all(f"{speaker}: {words}" in text for speaker, words in said)
    assert found[1].label.startswith(f"00:0{int(found[1].start) // 60}:")
    place = found[1].text.index("number")
    assert found[1].start < found[1].second(place) < found[1].end


def test_no_stretch_is_longer_than_a_minute_or_so() -> None:
    found = stretches(segments(tuple(("Ana", "Yes.") if n % 2 else ("Ben", "No.") for n in range(60))))
    assert all(stretch.end - stretch.start <= 60 for stretch in found)
