"""Names and terms found in documents."""

from app.core.words.vocabulary import terms_of, with_terms

LETTERS = (
    "The order went to Zander in Teltow. The goods were fine.",
    "We asked Zander about the NMR probe. He was at home in Teltow.",
    "Nobody knew the answer. We asked Mister Brown, and the NMR probe was broken.",
    *("The weather is fine and the river is high." for _ in range(12)),
)


def test_names_and_terms_of_several_documents_stand_out() -> None:
    assert terms_of(LETTERS) == ("NMR", "Teltow", "Zander")


def test_words_that_are_mostly_small_or_begin_sentences_do_not() -> None:
    assert terms_of(["He said The thing. The thing", "She saw The thing and the other"] * 3) == ()
    assert terms_of([]) == ()


def test_there_is_an_end_to_what_is_listened_for() -> None:
    names = [f"Name{chr(97 + first)}{chr(97 + second)}" for first in range(20) for second in range(20)]
    texts = [f"we met {name} today" for name in names for _ in range(2)]
    assert 0 < len(", ".join(terms_of(texts))) <= 600


def test_what_the_user_typed_goes_first_and_is_not_repeated() -> None:
    assert with_terms("Zander, Havel", ("NMR", "Zander")) == "Zander, Havel, NMR"
    assert with_terms("", ("NMR", "Teltow")) == "NMR, Teltow"
    assert with_terms("Havel", ()) == "Havel"
