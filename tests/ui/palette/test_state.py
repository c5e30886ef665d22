"""In which order the palette lists what it finds."""

from app.ui.palette.state import MOST, Entry, Kind, ranked

LEASE = Entry(Kind.DOCUMENT, 1, "Lease of the flat", "/papers/flat.pdf")
RELEASE = Entry(Kind.CONVERSATION, 2, "Release of the deposit")
OLD_LEASE = Entry(Kind.DOCUMENT, 3, "The old lease", "/papers/old.pdf")
LEASES = Entry(Kind.PLACE, "leases", "Leases")


def test_what_begins_with_the_text_comes_first_then_words_then_parts() -> None:
    assert ranked((RELEASE, OLD_LEASE, LEASE), "lease") == (LEASE, OLD_LEASE, RELEASE)


def test_of_equals_places_come_before_documents() -> None:
    assert ranked((LEASE, LEASES), "lease") == (LEASES, LEASE)


def test_every_word_must_be_there_in_words_or_detail() -> None:
    assert ranked((LEASE, OLD_LEASE), "LEASE papers old") == (OLD_LEASE,)
    assert ranked((LEASE, OLD_LEASE), "boat") == ()


def test_without_a_text_everything_is_listed_up_to_a_limit() -> None:
    assert ranked((RELEASE, LEASES), "") == (LEASES, RELEASE)
    assert len(ranked([LEASE] * 100, "")) == MOST
