"""The keyboard shortcuts, declared once: the window installs them, F1 lists and changes them, a view does what they mean."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.ui.views import RAIL


@dataclass(frozen=True, slots=True)
class Shortcut:
    """`name` is what a view answers to, `keys` what the user presses unless others were chosen; `what` is shown translated."""

    name: str
    keys: str
    what: str
    context: str = "shortcuts"

    @property
    def words(self) -> str:
        """What it does, in the user's language."""
        return QCoreApplication.translate(self.context, self.what)


PLACE_SHORTCUTS = tuple(
    Shortcut(f"go_{place.name}", f"Ctrl+{number}", place.title, "places") for number, place in enumerate(RAIL, start=1)
)
"""What leads to each place of the rail."""


WINDOW_SHORTCUTS = (
    Shortcut("palette", "Ctrl+K", str(QT_TRANSLATE_NOOP("shortcuts", "Find anything"))),
    Shortcut("settings", "Ctrl+,", str(QT_TRANSLATE_NOOP("shortcuts", "Settings"))),
    Shortcut("toggle_list", "Ctrl+B", str(QT_TRANSLATE_NOOP("shortcuts", "Show or hide the list"))),
    Shortcut("record", "Ctrl+Shift+R", str(QT_TRANSLATE_NOOP("shortcuts", "Record a meeting, or stop recording"))),
    Shortcut("photo", "Ctrl+Shift+N", str(QT_TRANSLATE_NOOP("shortcuts", "Make a note from a photo"))),
    Shortcut("field", "Ctrl+Shift+F", str(QT_TRANSLATE_NOOP("shortcuts", "Field mode on or off"))),
    Shortcut("shortcuts", "F1", str(QT_TRANSLATE_NOOP("shortcuts", "Keyboard shortcuts"))),
    Shortcut("quit", "Ctrl+Q", str(QT_TRANSLATE_NOOP("shortcuts", "Quit"))),
)
VIEW_SHORTCUTS = (
    Shortcut("new", "Ctrl+N", str(QT_TRANSLATE_NOOP("shortcuts", "New: a conversation, documents, a transcript"))),
    Shortcut("find", "Ctrl+F", str(QT_TRANSLATE_NOOP("shortcuts", "Find in this view"))),
    Shortcut("replace", "Ctrl+H", str(QT_TRANSLATE_NOOP("shortcuts", "Find and replace in the transcript"))),
    Shortcut("undo", "Ctrl+Z", str(QT_TRANSLATE_NOOP("shortcuts", "Undo the last correction of the transcript"))),
    Shortcut("redo", "Ctrl+Shift+Z", str(QT_TRANSLATE_NOOP("shortcuts", "Do again what was undone"))),
    Shortcut("play", "Ctrl+Space", str(QT_TRANSLATE_NOOP("shortcuts", "Play or pause the recording"))),
    Shortcut("back", "F7", str(QT_TRANSLATE_NOOP("shortcuts", "Three seconds back in the recording"))),
    Shortcut("next_unsure", "F4", str(QT_TRANSLATE_NOOP("shortcuts", "Go to the next word that was hardly heard"))),
    Shortcut("previous_unsure", "Shift+F4", str(QT_TRANSLATE_NOOP("shortcuts", "Go to the one before"))),
    Shortcut("search_list", "Ctrl+L", str(QT_TRANSLATE_NOOP("shortcuts", "Search the list"))),
    Shortcut("stop", "Esc", str(QT_TRANSLATE_NOOP("shortcuts", "Stop what is running; twice: go to the text box"))),
    Shortcut("regenerate", "Ctrl+R", str(QT_TRANSLATE_NOOP("shortcuts", "Answer again"))),
    Shortcut("copy_answer", "Ctrl+Shift+C", str(QT_TRANSLATE_NOOP("shortcuts", "Copy the last answer"))),
    Shortcut("read_aloud", "Ctrl+Shift+U", str(QT_TRANSLATE_NOOP("shortcuts", "Read aloud what is in sight, or stop"))),
    Shortcut("toggle_side", "Ctrl+J", str(QT_TRANSLATE_NOOP("shortcuts", "Show or hide the sources"))),
)
SHORTCUTS = (*PLACE_SHORTCUTS, *WINDOW_SHORTCUTS, *VIEW_SHORTCUTS)
