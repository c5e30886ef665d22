"""What each operating system's layer claims of itself: never more than that system answers."""

import sys

import pytest

from app.lockdown import landlock, macos, windows
from app.lockdown.lock import status


def test_before_anything_is_installed_no_layer_claims_to_hold() -> None:
    now = status()
    assert now.stage is None or now.kernel_enforced  # these tests may themselves run in a sandbox
    assert now.detail


@pytest.mark.skipif(sys.platform == "darwin", reason="here it can answer")
def test_the_layer_of_macos_claims_nothing_elsewhere() -> None:
    held = macos.held()
    assert (held.stage, held.kernel_enforced) == (None, False)
    assert held.detail == "Alcove does not run from its sandboxed bundle"


@pytest.mark.skipif(sys.platform == "win32", reason="here it can answer")
def test_the_layer_of_windows_claims_nothing_elsewhere() -> None:
    held = windows.held()
    assert (held.stage, held.kernel_enforced) == (None, False)
    assert held.detail == "Alcove runs outside an AppContainer"


@pytest.mark.skipif(sys.platform != "win32", reason="asks Windows")
def test_an_interpreter_started_from_a_terminal_runs_in_no_app_container() -> None:
    assert not windows.is_app_container()
    assert not windows.has_network_capability()


@pytest.mark.skipif(sys.platform != "darwin", reason="asks macOS")
def test_an_interpreter_started_from_a_terminal_has_no_sandbox() -> None:
    assert macos.held().stage is None


@pytest.mark.skipif(sys.platform == "linux", reason="asks a kernel that is not Linux")
def test_landlock_exists_on_linux_only() -> None:
    assert landlock.version() == 0
