"""Whether Alcove starts when its user logs in: kept where the system keeps it, and where the user may change it too.

Linux: https://specifications.freedesktop.org/autostart-spec/latest/ · Windows: the registry's Run key · macOS: an agent of
launchd. An entry whose program was removed is passed over by all three.
"""

import os
import plistlib
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.core.errors import UserError

_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_RUN_NAME = "Alcove"
_AGENT = "local.alcove.Alcove"
_OFF = re.compile(r"(?m)^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$")
_HINDRANCES = (
    (Path("/.flatpak-info").exists(), "In a Flatpak, the desktop's own settings say what starts at login."),
    (
        "APP_SANDBOX_CONTAINER_ID" in os.environ,
        "macOS lets its user alone say this: in System Settings, under General, Login Items.",
    ),
)


def hindrance() -> str:
    """Why Alcove cannot set this itself here, in a sentence; "" where it can."""
    return next((sentence for hinders, sentence in _HINDRANCES if hinders), "")


def starting_command(profile: Path) -> tuple[str, ...]:
    """The command line that starts this very program for a profile, as an icon in the tray."""
    started = ("--profile", str(profile))
    if image := os.environ.get("APPIMAGE"):
        return (image, "open", "--hide", *started)
    if not getattr(sys, "frozen", False):
        return (sys.executable, "-m", "app", "open", "--hide", *started)
    program = Path(sys.executable)
    window = program.with_name("Alcove Window.exe")
    return (str(window if window.is_file() else program), "open", "--hide", *started)


def is_on() -> bool:
    """Whether the system starts Alcove at login."""
    if sys.platform == "win32":
        return _run_value() is not None
    try:
        return not _OFF.search(_entry().read_text(encoding="utf-8"))
    except OSError:
        return False


def switch(on: bool, command: Sequence[str], folder: Path | None = None) -> None:
    """Have the system run a command at login from now on, in a folder where that matters, or not any more.

    Raises:
        UserError: it cannot be written.
    """
    try:
        if sys.platform == "win32":
            _set_run_value(command if on else None)
        elif on:
            _entry().parent.mkdir(parents=True, exist_ok=True)
            _entry().write_bytes(
                _agent(command, folder) if sys.platform == "darwin" else _desktop_entry(command, folder)
            )
        else:
            _entry().unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"What starts at login could not be changed ({error.strerror}); nothing was.") from error


def _entry() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_AGENT}.plist"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config", "autostart", "alcove.desktop")


def _desktop_entry(command: Sequence[str], folder: Path | None) -> bytes:
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Name=Alcove",
        f"TryExec={_escaped(command[0])}",
        f"Exec={' '.join(map(_quoted, command))}",
        *([f"Path={_escaped(str(folder))}"] if folder is not None else []),
        "Icon=alcove",
        "Terminal=false",
    ]
    return "\n".join([*lines, ""]).encode()


def _quoted(argument: str) -> str:
    """One argument of an `Exec` line."""
    inside = re.sub(r'(["`$\\])', r"\\\1", argument).replace("%", "%%")
    return _escaped(f'"{inside}"')


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _agent(command: Sequence[str], folder: Path | None) -> bytes:
    agent: dict[str, object] = {"Label": _AGENT, "ProgramArguments": list(command), "RunAtLoad": True}
    if folder is not None:
        agent["WorkingDirectory"] = str(folder)
    return plistlib.dumps(agent)


if sys.platform == "win32":
    import winreg

    def _run_value() -> str | None:
        with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            return str(winreg.QueryValueEx(key, _RUN_NAME)[0])
        return None

    def _set_run_value(command: Sequence[str] | None) -> None:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            if command is not None:
                winreg.SetValueEx(key, _RUN_NAME, 0, winreg.REG_SZ, " ".join(f'"{part}"' for part in command))
            else:
                with suppress(FileNotFoundError):
                    winreg.DeleteValue(key, _RUN_NAME)
