"""What the window itself has to be found: places, actions and settings; and where each entry leads."""

from collections.abc import Iterable, Mapping

from app.ui.palette.state import Entry, Kind
from app.ui.requests import Request, ShowConversation, ShowDocument, ShowMeeting, ShowSaved, ShowSetting
from app.ui.settings import words
from app.ui.settings.state import shown_settings
from app.ui.shortcuts import VIEW_SHORTCUTS, WINDOW_SHORTCUTS
from app.ui.views import PLACES


def own_entries(of_view: Iterable[str], keys: Mapping[str, str]) -> tuple[Entry, ...]:
    """Every place and setting, and the actions of the window and of the view in front, by their shortcuts' names, with the keys that stand for these."""
    names = set(of_view)
    actions = [*(one for one in VIEW_SHORTCUTS if one.name in names), *WINDOW_SHORTCUTS]
    settings = (setting for section in shown_settings().values() for setting in section)
    return (
        *(Entry(Kind.PLACE, place.name, place.words) for place in PLACES),
        *(
            Entry(Kind.ACTION, one.name, one.words, keys[one.name])
            for one in actions
            if one.name not in ("palette", "settings")
        ),
        *(Entry(Kind.SETTING, one.name, words.name(one), words.explanation(one)) for one in settings),
    )


def place_of(entry: Entry) -> tuple[str, Request | None]:
    """The place an entry is in, and what to ask there."""
    match entry.kind:
        case Kind.CONVERSATION:
            return "ask", ShowConversation(int(entry.key))
        case Kind.QUESTION:
            return "saved", ShowSaved(str(entry.key))
        case Kind.DOCUMENT:
            return "library", ShowDocument(int(entry.key))
        case Kind.MEETING:
            return "meetings", ShowMeeting(int(entry.key))
        case Kind.SETTING:
            return "settings", ShowSetting(str(entry.key))
        case _:
            return str(entry.key), None
