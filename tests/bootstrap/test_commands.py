"""Command lines of other processes, answered over the services that are open here."""

from pathlib import Path

from app.bootstrap.application import build
from app.bootstrap.commands import run_forwarded
from app.core.cancel import CancelToken
from app.core.policy import Policy
from app.storage.instance import Command
from app.storage.places import Places, find_places


def test_one_that_comes_while_the_services_are_opening_is_told_so(tmp_path: Path) -> None:
    places = Places(tmp_path / "profile", tmp_path / "models", find_places(None).resources)
    application = build(places, policy=Policy())
    told: list[bytes] = []
    command = Command(["audit", "verify"], tmp_path, False, told.append, told.append, CancelToken())
    try:
        assert run_forwarded(application, command) == 4
        application.vault.create("correct horse battery staple")
        assert run_forwarded(application, command) == 1
        assert b"just opening" in told[-1]
        application.open_services()
        assert run_forwarded(application, command) == 0
    finally:
        application.close()
