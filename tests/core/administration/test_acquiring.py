"""What the user is told to do where a model is missing: something that works where it is told."""

import sys

import pytest

from app.core.administration.acquiring import can_fetch, how_to_get
from app.core.administration.policy import Policy

FREE = Policy()
NO_FETCHING = Policy({"models.fetch_allowed": False}, "test")
NEITHER = Policy({"models.fetch_allowed": False, "models.import_allowed": False}, "test")


def test_where_alcove_runs_from_its_sources_a_model_is_fetched() -> None:
    assert can_fetch(FREE)
    assert how_to_get(FREE) == "fetch one with: alcove models fetch"
    assert how_to_get(FREE, "small") == "fetch it with: alcove models fetch small"


def test_an_installed_alcove_which_cannot_fetch_names_what_can_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not can_fetch(FREE)
    assert how_to_get(FREE, "small") == how_to_get(FREE) == "take in a file or a pack with: alcove models import FILE"


def test_nobody_is_told_to_do_what_the_policy_forbids() -> None:
    assert not can_fetch(NO_FETCHING)
    assert how_to_get(NO_FETCHING, "small") == "take in a file or a pack with: alcove models import FILE"
    assert how_to_get(NEITHER, "small") == "ask who looks after this computer for it"
    assert how_to_get(NEITHER) == "ask who looks after this computer for one"
