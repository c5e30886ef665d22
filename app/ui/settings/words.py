"""The name of every setting and choice in the user's language; their explanations come from the declaration."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.core.setting import Setting
from app.ui import sentences

_NAMES = {
    "theme": QT_TRANSLATE_NOOP("settings", "Colours"),
    "text_scale": QT_TRANSLATE_NOOP("settings", "Text size"),
    "window.language": QT_TRANSLATE_NOOP("settings", "Language"),
    "field.mode": QT_TRANSLATE_NOOP("settings", "Field mode"),
    "field.contrast": QT_TRANSLATE_NOOP("settings", "High contrast in field mode"),
    "field.hottest": QT_TRANSLATE_NOOP("settings", "The computer is hot from"),
    "field.photo_folder": QT_TRANSLATE_NOOP("settings", "Folder of photos"),
    "field.note_origin": QT_TRANSLATE_NOOP("settings", "Place and time in notes from photos"),
    "shortcut.ask": QT_TRANSLATE_NOOP("settings", "Ask from anywhere"),
    "shortcut.record": QT_TRANSLATE_NOOP("settings", "Record from anywhere"),
    "library.default_collection": QT_TRANSLATE_NOOP("settings", "Collection for new documents"),
    "library.follow_added": QT_TRANSLATE_NOOP("settings", "Follow folders that are added"),
    "library.sync_on_battery": QT_TRANSLATE_NOOP("settings", "Follow changes on battery"),
    "library.days_gone_kept": QT_TRANSLATE_NOOP("settings", "Keep the text of deleted files for"),
    "library.poll_seconds": QT_TRANSLATE_NOOP("settings", "Look through network folders every"),
    "ask.use_documents": QT_TRANSLATE_NOOP("settings", "Answer from my documents"),
    "answer.temperature": QT_TRANSLATE_NOOP("settings", "Temperature"),
    "answer.maximum_tokens": QT_TRANSLATE_NOOP("settings", "Longest answer"),
    "answer.kept_megabytes": QT_TRANSLATE_NOOP("settings", "Disk for conversations that go on at once"),
    "answer.thinking_tokens": QT_TRANSLATE_NOOP("settings", "Longest thinking before an answer"),
    "answer.routing": QT_TRANSLATE_NOOP("settings", "Give short questions to a smaller model"),
    "answer.low_battery": QT_TRANSLATE_NOOP("settings", "The battery is low below"),
    "answer.tools": QT_TRANSLATE_NOOP("settings", "Let tools calculate, list, search and make documents"),
    "recording.tracks": QT_TRANSLATE_NOOP("settings", "Record"),
    "recording.microphone": QT_TRANSLATE_NOOP("settings", "Microphone"),
    "recording.system": QT_TRANSLATE_NOOP("settings", "What the computer plays"),
    "recording.remind_consent": QT_TRANSLATE_NOOP("settings", "Remind me to ask for consent"),
    "recording.captions": QT_TRANSLATE_NOOP("settings", "Captions while a meeting is recorded"),
    "recording.keep_sound": QT_TRANSLATE_NOOP("settings", "Keep the sound of meetings"),
    "aloud.speed": QT_TRANSLATE_NOOP("settings", "Speed"),
    "transcribe.care": QT_TRANSLATE_NOOP("settings", "Read doubtful passages twice"),
    "transcript.unsure_below": QT_TRANSLATE_NOOP("settings", "A word counts as hardly heard below"),
    "transcript.shade_unsure": QT_TRANSLATE_NOOP("settings", "Shade words that were hardly heard"),
    "voices.remember": QT_TRANSLATE_NOOP("settings", "Remember voices"),
    "workers.idle_seconds": QT_TRANSLATE_NOOP("settings", "Free the memory after"),
    "audit.level": QT_TRANSLATE_NOOP("settings", "Audit log"),
    "backup.folder": QT_TRANSLATE_NOOP("settings", "Folder for backups"),
    "backup.every_days": QT_TRANSLATE_NOOP("settings", "Back up by itself every"),
    "backup.kept": QT_TRANSLATE_NOOP("settings", "Backups to keep"),
    "api.enabled": QT_TRANSLATE_NOOP("settings", "Let other programs ask Alcove"),
}
_CHOICES = {
    "en": "English",
    "de": "Deutsch",
    "ar": "العربية",
    "system": QT_TRANSLATE_NOOP("settings", "Like the system"),
    "light": QT_TRANSLATE_NOOP("settings", "Light"),
    "dark": QT_TRANSLATE_NOOP("settings", "Dark"),
    "actions": QT_TRANSLATE_NOOP("settings", "Every action"),
    "ask": QT_TRANSLATE_NOOP("settings", "Ask each time"),
    "always": QT_TRANSLATE_NOOP("settings", "Always"),
    "both": QT_TRANSLATE_NOOP("settings", "Both"),
    "microphone": QT_TRANSLATE_NOOP("settings", "The microphone only"),
    "until_transcribed": QT_TRANSLATE_NOOP("settings", "Until it is transcribed"),
    "never": QT_TRANSLATE_NOOP("settings", "Never"),
    "automatic": QT_TRANSLATE_NOOP("settings", "As this computer allows"),
    "careful": QT_TRANSLATE_NOOP("settings", "Always"),
    "quick": QT_TRANSLATE_NOOP("settings", "Never"),
}
_OWN_CHOICES = {
    ("answer.routing", "careful"): QT_TRANSLATE_NOOP("settings", "On low battery"),
    ("answer.routing", "quick"): QT_TRANSLATE_NOOP("settings", "Wherever that is sooner"),
    ("answer.routing", "off"): QT_TRANSLATE_NOOP("settings", "Never"),
    ("audit.level", "off"): QT_TRANSLATE_NOOP("settings", "Nothing"),
    ("audit.level", "changes"): QT_TRANSLATE_NOOP("settings", "All but questions"),
    ("audit.level", "questions"): QT_TRANSLATE_NOOP("settings", "What was asked, too"),
    ("recording.tracks", "system"): QT_TRANSLATE_NOOP("settings", "Only what the computer plays"),
}
_UNITS = {
    "answer.low_battery": QT_TRANSLATE_NOOP("settings", " %"),
    "field.hottest": QT_TRANSLATE_NOOP("settings", " °C"),
    "answer.maximum_tokens": QT_TRANSLATE_NOOP("settings", " tokens"),
    "answer.kept_megabytes": QT_TRANSLATE_NOOP("settings", " MB"),
    "answer.thinking_tokens": QT_TRANSLATE_NOOP("settings", " tokens"),
    "workers.idle_seconds": QT_TRANSLATE_NOOP("settings", " s"),
    "library.days_gone_kept": QT_TRANSLATE_NOOP("settings", " days"),
    "backup.every_days": QT_TRANSLATE_NOOP("settings", " days"),
    "library.poll_seconds": QT_TRANSLATE_NOOP("settings", " s"),
}
_SECTIONS = {
    "appearance": QT_TRANSLATE_NOOP("settings", "Appearance"),
    "field": QT_TRANSLATE_NOOP("settings", "In the field"),
    "answers": QT_TRANSLATE_NOOP("settings", "Answers"),
    "library": QT_TRANSLATE_NOOP("settings", "Library"),
    "meetings": QT_TRANSLATE_NOOP("settings", "Meetings"),
    "aloud": QT_TRANSLATE_NOOP("settings", "Reading aloud"),
    "programs": QT_TRANSLATE_NOOP("settings", "Other programs"),
    "backups": QT_TRANSLATE_NOOP("settings", "Backups"),
    "system": QT_TRANSLATE_NOOP("settings", "System"),
}


def _translated(words: object) -> str:
    return QCoreApplication.translate("settings", str(words))


def name(setting: Setting) -> str:
    """What a setting is called; a new one that has no words yet goes by its declared name."""
    return _translated(_NAMES.get(setting.name, setting.name))


def explanation(setting: Setting) -> str:
    """What it does."""
    return sentences.in_language(setting.help)


def choice(setting: Setting, value: str) -> str:
    """What a choice of a setting is called."""
    own = _OWN_CHOICES.get((setting.name, value))
    return _translated(own or _CHOICES.get(value, value))


def unit(setting: Setting) -> str:
    """What follows its number."""
    return _translated(_UNITS[setting.name]) if setting.name in _UNITS else ""


def section(name_of_section: str) -> str:
    """The heading of a section."""
    return _translated(_SECTIONS[name_of_section])
