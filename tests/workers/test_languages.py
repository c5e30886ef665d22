"""Which language a stretch of speech is in."""

from app.workers.languages import SpokenLanguages


def told(*heard: tuple[str, float, float]) -> list[str]:
    """The languages of stretches, each a language, its probability and seconds, once all of them were heard."""
    languages = SpokenLanguages()
    beliefs = [[(language, probability), ("en", 1 - probability)] for language, probability, _ in heard]
    for belief, (_, _, seconds) in zip(beliefs, heard, strict=True):
        languages.note(belief, seconds)
    return [languages.told(belief) for belief in beliefs]


def test_an_odd_belief_of_a_short_stretch_gives_way_to_the_language_of_the_recording() -> None:
    assert told(("la", 0.63, 4.0), ("en", 0.7, 6.5), ("ja", 0.29, 1.5)) == ["en", "en", "en"]


def test_a_sure_change_is_believed() -> None:
    assert told(("en", 0.95, 9.0), ("de", 0.97, 5.0), ("en", 0.95, 9.0)) == ["en", "de", "en"]


def test_a_language_that_was_surely_heard_is_believed_again_from_one_half_on() -> None:
    assert told(("zh", 0.98, 4.0), ("zh", 1.0, 4.0), ("en", 0.6, 2.0), ("en", 1.0, 2.0)) == ["zh", "zh", "en", "en"]
    assert told(("zh", 0.98, 4.0), ("zh", 1.0, 4.0), ("fr", 0.6, 2.0)) == ["zh", "zh", "zh"]


def test_before_anything_else_is_known_the_likeliest_is_taken() -> None:
    languages = SpokenLanguages()
    assert languages.prevailing == ""
    assert languages.told([("de", 0.4), ("nl", 0.3)]) == "de"
