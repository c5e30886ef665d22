"""Names and numbers are taken out alike everywhere, and nothing else is."""

import pytest

from app.core.exporting.redaction import Hidden, find_redaction
from app.core.meetings.transcript import Segment, Transcript, Word
from tests.core.meeting import transcript

EVERYTHING = tuple(Hidden)


def redacted(text: str, *hidden: Hidden, language: str = "en") -> str:
    whole = Transcript(1, "/a.wav", "Talk", language, 5.0, (Segment(0, 5, text),), 0.1)
    return find_redaction(whole, None, hidden or EVERYTHING).text(text)


def test_a_speaker_is_the_same_stand_in_wherever_named() -> None:
    meeting = transcript()
    found = find_redaction(meeting, None, (Hidden.NAMES,)).transcript(meeting)
    assert found.speakers == ("[name 1]", "[name 2]", "[name 3]")
    said = [segment.text for segment in found.segments]
    assert "[name 2], can you book the stage as well?" in said
    assert "[name 3] will call the fire brigade next week." in said
    assert not any(
        name in f"{segment.text}{segment.speaker}{segment.words}"
        for segment in found.segments
        for name in ("Anna", "Ben", "Carla")
    )
    assert found.path == ""


def test_a_first_name_alone_is_the_same_person() -> None:
    assert redacted("I met Anna Berg, and later Anna was gone.") == "I met [name 1], and later [name 1] was gone."


def heard(text: str, *speakers: str, language: str = "en", kept: tuple[str, ...] = ()) -> str:
    """A text without names, said where these speak."""
    said = tuple((speaker, "Ja.") for speaker in speakers)
    meeting = transcript((*said, (speakers[0], text)), language)
    found = find_redaction(meeting, None, (Hidden.NAMES,), kept=kept)
    return found.transcript(meeting).segments[-1].text


def test_a_name_that_two_speakers_share_goes_as_well() -> None:
    told = heard("Das sagt Anna, nicht die Frau Berg.", "Anna Berg", "Anna Klein", language="de")
    assert told == "Das sagt [name 3], nicht die Frau [name 1]."


def test_a_shared_name_stays_where_one_of_those_called_so_stays() -> None:
    told = heard("Anna Berg und Anna Klein.", "Anna Berg", "Anna Klein", language="de", kept=("Anna Berg",))
    assert told == "Anna Berg und [name 2]."


def test_a_title_two_speakers_share_is_no_name() -> None:
    told = heard("Frau Berg und Frau Winter.", "Frau Berg", "Frau Klein", language="de")
    assert told == "[name 1] und Frau [name 3]."


def test_a_speaker_named_as_a_month_is_no_month() -> None:
    meeting = transcript((("April", "Good."), ("Ben", "Thanks, April. It may rain in May.")))
    found = find_redaction(meeting, None, (Hidden.NAMES,)).transcript(meeting)
    assert [segment.speaker for segment in found.segments] == ["[name 1]", "[name 2]"]
    assert found.segments[1].text == "Thanks, [name 1]. It may rain in May."


def test_a_german_genitive_names_the_person() -> None:
    told = heard("Annas Tasche und Bergs Vorschlag.", "Anna Berg", language="de")
    assert told == "[name 1]s Tasche und [name 1]s Vorschlag."


def test_a_speaker_is_named_in_capitals_and_small_letters_too() -> None:
    told = heard("Ask ANNA or anna berg. Ask Anna, or anna.", "Anna Berg")
    assert told == "Ask [name 1] or [name 1]. Ask [name 1], or [name 1]."


def test_a_common_word_in_small_letters_is_not_the_speaker_called_so() -> None:
    assert (
        heard("Will you? I will, and Young is young.", "Will Young") == "[name 1] you? I will, and [name 1] is young."
    )


def test_numbers_that_tell_something_go_and_small_ones_stay() -> None:
    text = "Call +49 731 5550199, pay 1,250 euros to DE89 3704 0044 0532 0130 00 for the 12 boats."
    assert redacted(text, Hidden.NUMBERS) == "Call [number 1], pay [number 2] to [number 3] for the 12 boats."


@pytest.mark.parametrize("number", ["A123456789", "K-20240917", "ab123456c"])
def test_a_number_goes_with_the_letters_before_it(number: str) -> None:
    assert redacted(f"The insurance number {number} is hers.", Hidden.NUMBERS) == (
        "The insurance number [number 1] is hers."
    )


def test_what_is_called_by_a_letter_and_few_digits_stays() -> None:
    text = "The pump P-3 by the valve V-12 and type AB12 is loud."
    assert redacted(text, Hidden.NUMBERS) == text


@pytest.mark.parametrize("hidden", [(Hidden.NUMBERS,), (Hidden.NUMBERS, Hidden.DATES)])
@pytest.mark.parametrize(
    "number",
    ["AT61 1904 3002 3457 3201", "4111 2020 1111 1111", "0664 2025 123", "+43 2025 1998 77", "1950 Euro", "EUR 2500"],
)
def test_digits_that_look_like_a_year_go_with_the_number_they_belong_to(
    number: str, hidden: tuple[Hidden, ...]
) -> None:
    assert redacted(f"It is {number}, as I said.", *hidden) == "It is [number 1], as I said."


def test_digits_that_look_like_a_year_in_an_account_are_no_date() -> None:
    text = "It is AT61 1904 3002 3457 3201 or 0664 2025 123."
    assert redacted(text, Hidden.DATES) == text


@pytest.mark.parametrize("years", ["2025", "2024/25", "2019-2020", "2019 2020 2021", "20-05-2025", "3 March 2025"])
def test_years_are_no_numbers(years: str) -> None:
    text = f"That was {years}, as I said."
    assert redacted(text, Hidden.NUMBERS) == text
    assert years not in redacted(text, Hidden.DATES)


def test_dates_go_only_where_they_are_to_go() -> None:
    text = "We met on 3 March 2025 for the first time."
    assert redacted(text, Hidden.NUMBERS) == text
    assert redacted(text, Hidden.DATES) == "We met on [date 1] for the first time."


def test_numbers_and_days_go_in_words_as_in_digits() -> None:
    text = "We pay twenty-five thousand euros on the third of May two thousand twenty-six, or in nineteen ninety-nine."
    assert redacted(text, Hidden.NUMBERS) == text.replace("twenty-five thousand euros", "[number 1]")
    assert redacted(text, Hidden.DATES) == "We pay twenty-five thousand euros on the [date 1], or in [date 2]."
    assert redacted("Fünfundzwanzigtausend Euro am dritten Mai.", language="de") == "[number 1] am [date 1]."


def test_words_of_another_language_are_no_numbers() -> None:
    assert (
        redacted("It cost fifty cent, once mil of it came.", language="en")
        == "It cost fifty cent, once mil of it came."
    )


def test_what_is_said_in_the_language_of_its_segment_goes() -> None:
    segments = (Segment(0, 5, "Fine.", language="en"), Segment(5, 9, "C'est trois cent mille francs.", language="fr"))
    whole = Transcript(1, "/a.wav", "Talk", "en", 9.0, segments, 0.1)
    found = find_redaction(whole, None, (Hidden.NUMBERS,))
    assert found.text(segments[1].text) == "C'est [number 1]."


def test_addresses_go_with_the_names() -> None:
    assert redacted("Write to ben@example.org today.", Hidden.NAMES) == "Write to [e-mail 1] today."


def test_german_nouns_are_no_names_but_titles_show_them() -> None:
    text = "Heute hat Frau Schneider die Rechnung und den Vertrag gebracht."
    assert (
        redacted(text, Hidden.NAMES, language="de") == "Heute hat Frau [name 1] die Rechnung und den Vertrag gebracht."
    )


def test_what_is_to_stay_stays() -> None:
    meeting = transcript()
    found = find_redaction(meeting, None, (Hidden.NAMES,), kept=("Ulm",))
    assert found.text("Anna is from Ulm.") == "[name 1] is from Ulm."


def test_the_words_with_their_times_are_redacted_too() -> None:
    words = tuple(
        Word(float(n), n + 1.0, f" {text}", 0.9) for n, text in enumerate(("Ask", "Anna", "Berg,", "please."))
    )
    whole = Transcript(1, "", "Talk", "en", 4.0, (Segment(0, 4, "Ask Anna Berg, please.", "Anna Berg", words),), 0.1)
    (segment,) = find_redaction(whole, None, (Hidden.NAMES,)).transcript(whole).segments
    assert [(word.text, word.start, word.end) for word in segment.words] == [
        (" Ask", 0.0, 1.0),
        (" [name 1],", 1.0, 3.0),
        (" please.", 3.0, 4.0),
    ]


def test_generic_speakers_are_nobody() -> None:
    meeting = transcript((("Speaker 1", "Hello there."), ("Speaker 2", "Hello.")))
    assert find_redaction(meeting, None, EVERYTHING).transcript(meeting).speakers == ("Speaker 1", "Speaker 2")


def test_names_are_found_in_scripts_without_spaces() -> None:
    meeting = transcript((("王小明", "王小明说预算是1250元。"), ("李华", "Anna同意。")), language="zh")
    found = find_redaction(meeting, None, EVERYTHING, known_names=["Anna"])
    assert [segment.text for segment in found.transcript(meeting).segments] == [
        "[name 1]说预算是[number 1]元。",
        "[name 3]同意。",
    ]


def test_words_in_small_letters_are_no_names_in_any_alphabet() -> None:
    text = "Мы решили перенести праздник, потому что Иван Петров был против."
    assert (
        redacted(text, Hidden.NAMES, language="ru") == "Мы решили перенести праздник, потому что [name 1] был против."
    )
    assert redacted("Un été égal à un autre.", Hidden.NAMES, language="fr") == "Un été égal à un autre."


def test_a_person_who_is_to_stay_stays_whole() -> None:
    whole = Transcript(1, "", "Talk", "en", 5.0, (Segment(0, 5, "I met Anna Berg.", "Anna Berg"),), 0.1)
    assert find_redaction(whole, None, (Hidden.NAMES,), kept=("Anna Berg",)).text("Anna Berg") == "Anna Berg"


def test_a_title_is_redacted_as_names_of_files_write_it() -> None:
    whole = Transcript(1, "", "20261118_anna-berg_final", "en", 5.0, (Segment(0, 5, "Good.", "Anna Berg"),), 0.1)
    found = find_redaction(whole, None, EVERYTHING).transcript(whole)
    assert found.title == "[number 1] [name 1]-[name 1] final"


def test_what_was_recognized_before_a_correction_is_not_handed_on() -> None:
    heard = (Word(0.0, 1.0, " Anne", 0.4), Word(1.0, 2.0, " Burk.", 0.4))
    words = (Word(0.0, 1.0, " Anna", 1.0), Word(1.0, 2.0, " Berg.", 1.0))
    whole = Transcript(1, "", "Talk", "en", 4.0, (Segment(0, 4, "Anna Berg.", "Anna Berg", words, heard=heard),), 0.1)
    (segment,) = find_redaction(whole, None, (Hidden.NAMES,)).transcript(whole).segments
    assert segment.heard is None
    assert [word.text for word in segment.words] == [" [name 1]."]


def test_days_are_found_however_they_are_written() -> None:
    for day in ("20.11.26", "11/20/26", "2026/11/20", "3 March 2027", "2026年11月20日"):
        assert redacted(f"We met {day}.", Hidden.DATES) == "We met [date 1]."
    assert redacted("Version 1.2.34.5 and 01.42.68.53.77 stay.", Hidden.DATES) == (
        "Version 1.2.34.5 and 01.42.68.53.77 stay."
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Gestern hat Petra Schneider aus der Chirurgie angerufen.", "Gestern hat [name 1] aus der Chirurgie angerufen."),
        ("Thomas hat es geschickt, und Sabine ruft an.", "[name 1] hat es geschickt, und [name 2] ruft an."),
        ("Der Patient Karl-Heinz von der Heide kommt.", "Der Patient [name 1] kommt."),
        ("Schwester Lang und Oberarzt Winter sind da.", "Schwester [name 1] und Oberarzt [name 2] sind da."),
        ("Petra Schneider kommt, sagt Petra; Schneiders Bett ist frei.", "[name 1] kommt, sagt [name 1]; [name 1]s Bett ist frei."),
        ("Hat Anna Urlaub, und gibst du Jens Bescheid?", "Hat [name 1] Urlaub, und gibst du [name 2] Bescheid?"),
        ("Danke, Michael.", "Danke, [name 1]."),
        ("Sie wohnt in der Lindenstraße 14 in Kassel.", "Sie wohnt in der [address 1] in Kassel."),
        ("Zur Alten Gasse 3b, 34117 Kassel.", "Zur [address 1]."),
    ],
)  # fmt: skip
def test_who_is_meant_is_told_in_german_by_given_names_and_roles(said: str, told: str) -> None:
    assert redacted(said, Hidden.NAMES, language="de") == told


@pytest.mark.parametrize(
    "said",
    [
        "Im August ist Visite auf Station Drei, und die Patientin Blut abnehmen lassen wir am Montag.",
        "Der Ernst der Lage: Die Mark war nichts wert, und der Wolf kam bis an die Heide.",
        "Danke, genau, am Dienstag um zehn Uhr kommt der Bericht des Kollegen Dienst.",
    ],
)
def test_nouns_are_no_names_in_german(said: str) -> None:
    assert redacted(said, Hidden.NAMES, language="de") == said


def test_a_street_with_its_house_goes_whole() -> None:
    assert redacted("She lives at 14 Linden Street since May.", Hidden.NAMES) == "She lives at [address 1] since May."


def test_a_word_before_a_name_stays() -> None:
    assert redacted("Yesterday Petra Schneider called.", Hidden.NAMES) == "Yesterday [name 1] called."
