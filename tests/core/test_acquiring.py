"""What the user is told to do where a model is missing: something that works where it is told."""

import sys

import pytest

from app.core.acquiring import can_fetch, how_to_get


def test_where_alcove_runs_from_its_sources_a_model_is_fetched() -> None:
    assert can_fetch()
    assert how_to_get() == "fetch one with: alcove models fetch"
    assert how_to_get("small") == "fetch it with: alcove models fetch small"


def test_an_installed_alcove_which_cannot_fetch_names_what_can_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not can_fetch()
    assert how_to_get("small") == how_to_get() == "take in a file or a pack with: alcove models import FILE"
