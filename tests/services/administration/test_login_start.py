"""What starts at login by itself is this very Alcove, with its profile."""

import re
import sys
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.services.administration.login_start import LoginStart
from app.services.permissions import Permissions
from app.storage.places import Places, find_places


@pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are Linux'")
def test_from_the_sources_it_is_started_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    places = Places(tmp_path / "profile", tmp_path / "models", find_places(None).resources)
    LoginStart(places, Permissions(Policy())).switch(True)
    entry = (tmp_path / "autostart" / "alcove.desktop").read_text(encoding="utf-8")
    folder = re.search("(?m)^Path=(.*)$", entry)
    assert folder is not None
    assert (Path(folder[1]) / "app" / "__main__.py").is_file()
    assert str(places.profile) in entry
