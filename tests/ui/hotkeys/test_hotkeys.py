"""Global shortcuts on a real display: taken behind the lock, told whatever has the focus, and left to who has them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.core.opening import Wish
from app.ui.hotkeys.hotkeys import Hotkeys
from tests.installed import REPOSITORY

needs_xdotool = pytest.mark.skipif(not shutil.which("xdotool"), reason="needs xdotool")
ASK, RECORD = "Ctrl+Alt+Space", "Ctrl+Shift+F9"


class Listening:
    """A program that took global shortcuts; see `tests.ui.hotkeys.listening`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        begun = self.told()
        self.window, self.problems = begun["window"], begun["problems"]

    def told(self) -> Any:
        """What it says next."""
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())

    def bind(self, keys: str) -> dict[str, str]:
        """Have it take other keys for a question, and none for recording; returns the problems."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{keys}\n")
        self._process.stdin.flush()
        problems: dict[str, str] = self.told()["problems"]
        return problems


@contextmanager
def listening(display: str, ask: str, record: str) -> Iterator[Listening]:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    environment.pop("WAYLAND_DISPLAY", None)
    command = [sys.executable, "-m", "tests.ui.hotkeys.listening", ask, record]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        yield Listening(process)
        assert process.stdin is not None
        process.stdin.close()


def press(display: str, *keys: str) -> None:
    subprocess.run(["xdotool", "key", *keys], env={**os.environ, "DISPLAY": display}, check=True)


@needs_xdotool
def test_keys_are_told_while_another_program_has_the_focus(display: str) -> None:
    with listening(display, ASK, RECORD) as ours, listening(display, "", "") as other:
        environment = {**os.environ, "DISPLAY": display}
        subprocess.run(["xdotool", "windowfocus", "--sync", str(other.window)], env=environment, check=True)
        assert ours.problems == {}
        press(display, "ctrl+alt+space")
        assert ours.told() == {"pressed": "ask"}
        press(display, "ctrl+shift+F9")
        assert ours.told() == {"pressed": "record"}


@needs_xdotool
def test_keys_are_told_with_caps_lock_and_not_with_other_modifiers(display: str) -> None:
    with listening(display, ASK, RECORD) as ours:
        press(
            display, "ctrl+space", "ctrl+alt+shift+space", "Caps_Lock", "ctrl+alt+space", "Caps_Lock", "ctrl+shift+F9"
        )
        assert [ours.told(), ours.told()] == [{"pressed": "ask"}, {"pressed": "record"}]


@needs_xdotool
def test_a_key_that_is_held_down_is_told_once(display: str) -> None:
    with listening(display, ASK, RECORD) as ours:
        down, up = ["keydown", "--delay", "0"], ["keyup", "--delay", "0"]
        held = [*down, "ctrl+alt+space", "sleep", "1.5", *up, "ctrl+alt+space"]
        subprocess.run(["xdotool", *held], env={**os.environ, "DISPLAY": display}, check=True)
        press(display, "ctrl+alt+space", "ctrl+shift+F9")
        assert [ours.told()["pressed"] for _ in range(3)] == ["ask", "ask", "record"]


@needs_xdotool
def test_the_same_keys_written_in_another_order_serve_one_wish_only(display: str) -> None:
    with listening(display, "Ctrl+Alt+J", "Alt+Ctrl+J") as ours:
        assert set(ours.problems) == {"ask", "record"}


@needs_xdotool
def test_keys_of_another_program_are_left_to_it_and_others_can_be_chosen(display: str) -> None:
    with listening(display, ASK, RECORD) as first, listening(display, ASK, "") as second:
        assert second.problems == {"ask": "Ctrl+Alt+Space is used for something else already; choose other keys."}
        assert second.bind("Ctrl+Alt+J") == {}
        press(display, "ctrl+alt+j", "ctrl+alt+space")
        assert (first.told(), second.told()) == ({"pressed": "ask"}, {"pressed": "ask"})
        assert first.bind("") == {}
        assert second.bind(ASK) == {}, "what was given back can be taken"


def problems(qapp: QApplication, **wanted: str) -> dict[Wish, str]:
    parent = QObject(qapp)
    hotkeys = Hotkeys(parent)
    hotkeys.bind({Wish(wish): keys for wish, keys in wanted.items()})
    parent.deleteLater()
    return hotkeys.problems


def test_a_desktop_without_global_shortcuts_is_told_with_the_command_to_bind_there(qapp: QApplication) -> None:
    assert problems(qapp, ask=ASK, record="") == {
        Wish.ASK: "This desktop gives programs no global shortcuts; set one in its own settings for: alcove open --ask"
    }


def test_keys_that_can_be_none_are_told(qapp: QApplication) -> None:
    told = problems(qapp, ask="A", record=RECORD)
    assert told[Wish.ASK].startswith("A cannot be one; take a letter")
