"""Command lines of other processes, answered over the services that are open here."""

import threading
from dataclasses import replace
from pathlib import Path

from app.bootstrap.application import build
from app.bootstrap.commands import run_forwarded, run_once_open
from app.cli.output import INTERRUPTED
from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.storage.instance.commands import Command
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


def test_what_the_owner_before_did_goes_on_once_the_vault_is_open_and_ends_with_it(tmp_path: Path) -> None:
    places = Places(tmp_path / "profile", tmp_path / "models", find_places(None).resources)
    application = build(places, policy=Policy())
    told: list[bytes] = []
    command = Command(["audit", "verify"], tmp_path, False, told.append, told.append, CancelToken())
    codes: list[int] = []
    waiting = threading.Thread(target=lambda: codes.append(run_once_open(application, command)))
    try:
        waiting.start()
        application.vault.create("correct horse battery staple")
        application.open_services()
        waiting.join(60)
        gone = CancelToken()
        gone.cancel()
        locked = build(Places(tmp_path / "other", tmp_path / "models", places.resources), policy=Policy())
        codes.append(run_once_open(locked, replace(command, cancel=gone)))
        locked.close()
    finally:
        application.close()
    assert codes == [0, INTERRUPTED]
