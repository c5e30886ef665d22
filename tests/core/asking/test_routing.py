"""Which model answers, by rules alone, and why in words."""

import pytest

from app.core.asking.exhaustive import Reach
from app.core.asking.routing import Candidate, Circumstances, Kind, Pick, Routing, kind_of, pick
from app.core.asking.speeds import Speed
from app.core.power import Strain
from tests.installed import SMALL_CHAT, TINY_CHAT, model

LARGER_CHAT = "qwen2.5-coder-1.5b-instruct-q4_k_m"
TINY = Candidate(model(TINY_CHAT), Speed(900.0, 60.0))
SMALL = Candidate(model(SMALL_CHAT), Speed(300.0, 25.0))
LARGE = Candidate(model(LARGER_CHAT), Speed(90.0, 10.0))
ALL = (LARGE, SMALL, TINY)
QUICK = Circumstances(Routing.QUICK)


def loaded(one: Candidate) -> Candidate:
    return Candidate(one.model, one.speed, one.fits, loaded=True)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When is the oil of the pump changed?", Kind.FACT),
        ("In which country is Normandy?", Kind.FACT),
        ("Wie lange werden Fackeln aufbewahrt?", Kind.FACT),
        ("Qui reçoit les demandes ?", Kind.FACT),
        ("¿Cuántos días de vacaciones hay?", Kind.FACT),
        ("Why is the oil changed so often?", Kind.REASONS),
        ("Explain the leave policy.", Kind.REASONS),
        ("Erkläre die Urlaubsregelung.", Kind.REASONS),
        ("What is the difference between the P-310 and the P-320?", Kind.COMPARISON),
        ("Is the new pump better?", Kind.COMPARISON),
        ("A crate holds 12 bottles and we sold 7 crates; how many bottles were that?", Kind.RECKONING),
        ("Summarize the handbook", Kind.SUMMARY),
        ("List all the people mentioned", Kind.WHOLE),
        ("Write a letter to the harbour master", Kind.PLAIN),
        ("What " + "very " * 20 + "long question is this?", Kind.PLAIN),
        ("word " * 61, Kind.LONG),
    ],
)
def test_what_a_question_asks_is_told_by_its_words(question: str, kind: Kind) -> None:
    assert kind_of(question, Reach.AUTOMATIC, with_documents=True) is kind


def test_without_documents_no_question_is_one_that_passages_answer() -> None:
    assert kind_of("When was Rome built?", Reach.AUTOMATIC, with_documents=False) is Kind.PLAIN


def test_everything_that_is_to_be_read_is_no_short_question() -> None:
    assert kind_of("Who is named?", Reach.EVERYTHING, with_documents=True) is Kind.WHOLE


def test_with_one_model_there_is_nothing_to_tell() -> None:
    assert pick([LARGE], Kind.FACT, QUICK) == Pick(LARGE.model)
    assert pick([LARGE, TINY], Kind.FACT, QUICK) == Pick(LARGE.model), "too small to stand in"


def test_on_mains_the_model_in_use_answers_everything_unless_the_user_wants_it_quick() -> None:
    assert pick(ALL, Kind.FACT, Circumstances()) == Pick(LARGE.model, "a short question, on mains")
    assert pick(ALL, Kind.FACT, QUICK) == Pick(SMALL.model, "a short question, on mains")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.FACT])
def test_whatever_is_hard_is_left_to_the_large_one_even_where_the_battery_is_low(kind: Kind) -> None:
    assert pick(ALL, kind, Circumstances(Routing.QUICK, battery=0.05)).model is LARGE.model


def test_a_low_battery_sends_short_questions_to_the_smaller_one() -> None:
    assert pick(ALL, Kind.FACT, Circumstances(battery=0.8)) == Pick(
        LARGE.model, "a short question, on battery, 80% left"
    )
    assert pick(ALL, Kind.FACT, Circumstances(battery=0.18)) == Pick(
        SMALL.model, "a short question, on battery, 18% left"
    )


def test_in_the_field_a_smaller_one_answers_everything_while_something_is_spared() -> None:
    low = Circumstances(battery=0.18, spared=Strain.LOW_BATTERY)
    assert pick(ALL, Kind.REASONS, low) == Pick(SMALL.model, "an explanation, on battery, 18% left; the battery is low")
    hot = pick(ALL, Kind.FACT, Circumstances(spared=Strain.HEAT))
    assert hot == Pick(SMALL.model, "a short question, on mains; the computer is hot")
    long_conversation = Circumstances(spared=Strain.HEAT, held_tokens=1000)
    assert pick((loaded(LARGE), SMALL), Kind.SUMMARY, long_conversation).model is SMALL.model, "there is no way back"


def test_off_leaves_everything_to_the_model_in_use_without_a_word() -> None:
    assert pick(ALL, Kind.FACT, Circumstances(Routing.OFF, battery=0.05)) == Pick(LARGE.model)


def test_models_are_not_changed_where_that_costs_more_than_it_brings() -> None:
    in_use = (loaded(LARGE), SMALL)
    assert pick(in_use, Kind.FACT, QUICK).model is SMALL.model
    long_conversation = Circumstances(Routing.QUICK, held_tokens=3000)
    assert pick(in_use, Kind.FACT, long_conversation) == Pick(
        LARGE.model, "a short question, on mains; another model would have to be loaded first"
    )
    slow_disk = Circumstances(Routing.QUICK, loaded_bytes_per_s=50_000_000)
    assert pick(in_use, Kind.FACT, slow_disk).model is LARGE.model
    assert pick((LARGE, loaded(SMALL)), Kind.FACT, slow_disk).model is SMALL.model, "what is loaded costs nothing"
    assert pick((LARGE, loaded(SMALL)), Kind.FACT, long_conversation).model is SMALL.model


def test_models_whose_speed_nobody_knows_are_not_changed() -> None:
    assert pick((LARGE, Candidate(SMALL.model, None)), Kind.FACT, QUICK).model is LARGE.model


def test_where_the_model_in_use_does_not_fit_the_largest_that_does_answers() -> None:
    crowded = (Candidate(LARGE.model, LARGE.speed, fits=False), TINY, SMALL)
    found = pick(crowded, Kind.SUMMARY, Circumstances())
    assert found == Pick(SMALL.model, f"little memory is free for {LARGE.model.name}")
    nothing_fits = [Candidate(one.model, one.speed, fits=False) for one in ALL]
    assert pick(nothing_fits, Kind.FACT, QUICK).model is LARGE.model, "which says itself that it does not"
