"""Every setting of Alcove, declared once: this table feeds the vault, the dialog, the command line and docs/SETTINGS.md."""

from app.core.errors import UserError
from app.core.meetings.transcript import MOST_SPEAKERS
from app.core.models.adapters import STRONGEST
from app.core.models.devices import AUTOMATIC
from app.core.setting import Setting

SETTINGS = (
    Setting("theme", "system", "Light or dark window; system follows the desktop.", ("system", "light", "dark")),
    Setting("text_scale", 1.0, "Size of all text, as a factor of the desktop's own.", minimum=0.75, maximum=2.0),
    Setting(
        "window.language",
        "system",
        "The language of the window, from its next start on; system follows the desktop.",
        ("system", "en", "de", "ar"),
        lockable=True,
    ),
    Setting(
        "field.mode",
        False,
        "Field mode: large type and controls, one column and fewer places; battery and heat are shown and spared.",
    ),
    Setting("field.contrast", False, "Whether field mode has high contrast, for bright sunlight."),
    Setting(
        "field.hottest",
        85,
        "In field mode, from which temperature of the processor, in °C, work in the background waits and smaller models"
        " answer; they do so as well while the system slows the processor down.",
        minimum=40,
        maximum=110,
        lockable=True,
    ),
    Setting(
        "field.photo_folder",
        "",
        "The folder in which the camera of this computer keeps its photos; empty looks among your pictures.",
    ),
    Setting(
        "field.note_origin",
        False,
        "Whether a note made from a photo says when and where it was taken, as far as the photo tells.",
        lockable=True,
    ),
    Setting(
        "shortcut.ask",
        "Ctrl+Alt+Space",
        "The keys that bring Alcove to the front with a new question, whatever program is in use; empty takes none.",
    ),
    Setting(
        "shortcut.record",
        "Ctrl+Alt+Shift+Space",
        "The keys that record a meeting, or stop recording, whatever program is in use; empty takes none.",
    ),
    Setting("model.chat", "", "The chat model's id; empty chooses the largest that fits.", lockable=True),
    Setting("model.embedding", "", "The embedding model's id; empty chooses the default.", lockable=True),
    Setting(
        "model.speech",
        "",
        "The speech model's id; empty chooses the largest that takes no longer than half a recording's length here.",
        lockable=True,
    ),
    Setting(
        "model.speakers", "", "The id of the models that tell speakers apart; empty chooses the default.", lockable=True
    ),
    Setting(
        "model.minutes",
        "",
        "The id of the chat model that writes minutes; empty takes the one that answers, from about 3B on.",
        lockable=True,
    ),
    Setting(
        "model.adapter",
        "",
        "The id of the adapter (LoRA) that changes the chat model it fits; empty uses none.",
        lockable=True,
    ),
    Setting(
        "model.adapter_scale",
        1.0,
        "How strongly the adapter changes its model: 0 not at all, 1 as it was trained.",
        minimum=0.0,
        maximum=STRONGEST,
    ),
    Setting(
        "engine.device",
        AUTOMATIC,
        "What computes answers: auto takes a graphics card that has memory of its own where a backend for it is"
        " installed, cpu the processor alone, a name one of those that alcove models device lists.",
        lockable=True,
    ),
    Setting("engine.failures", "", "The devices that failed on this computer, and how.", internal=True),
    Setting("library.default_collection", "Documents", "The collection new documents go into."),
    Setting(
        "library.follow_added",
        "ask",
        "Whether a folder that is added is followed from then on, so that its changes come in by themselves.",
        ("ask", "always", "never"),
    ),
    Setting(
        "library.sync_on_battery",
        False,
        "Whether changes in followed folders are read while the computer runs on battery.",
    ),
    Setting(
        "library.days_gone_kept",
        7,
        "For how many days the text of a file that is gone from a followed folder is kept, out of every search.",
        minimum=0,
        maximum=365,
        lockable=True,
    ),
    Setting(
        "library.poll_seconds",
        60,
        "How often folders on network drives, which tell of no changes, are looked through.",
        minimum=5,
        maximum=86_400,
    ),
    Setting("ask.use_documents", True, "Whether a new conversation asks the documents.", lockable=True),
    Setting(
        "answer.temperature",
        0.0,
        "Chance in answers; 0 always gives the same.",
        minimum=0.0,
        maximum=2.0,
        lockable=True,
    ),
    Setting("answer.maximum_tokens", 512, "The longest answer, in tokens.", minimum=16, maximum=8192, lockable=True),
    Setting(
        "answer.kept_megabytes",
        1000,
        "How much of the disk may hold what models have read of conversations, encrypted, so that an old one goes on"
        " without reading it again; 0 keeps nothing.",
        minimum=0,
        maximum=100_000,
        lockable=True,
    ),
    Setting(
        "answer.thinking_tokens",
        0,
        "How many tokens a model that can may think aloud before it answers; 0 lets it answer at once.",
        minimum=0,
        maximum=32_768,
        lockable=True,
    ),
    Setting(
        "answer.tools",
        True,
        "Whether calculations, days, searches, lists of files and documents to be made are left to tools, where the"
        " question's own words ask for one.",
        lockable=True,
    ),
    Setting(
        "answer.routing",
        "careful",
        "Which model answers where several are here and none was chosen: careful lets the largest that fits answer, and a"
        " smaller one short questions while the battery is low; quick gives it these wherever it is sooner done; off never.",
        ("careful", "quick", "off"),
        lockable=True,
    ),
    Setting(
        "answer.low_battery",
        30,
        "Below which charge, in per cent, the battery counts as low for that; in field mode, smaller models answer every"
        " question then, and work in the background waits.",
        minimum=0,
        maximum=100,
        lockable=True,
    ),
    Setting(
        "recording.tracks",
        "both",
        "What a meeting is recorded from: the microphone and what the computer plays, or one of them.",
        ("both", "microphone", "system"),
        lockable=True,
    ),
    Setting("recording.microphone", "", "The microphone's id in the sound system; empty follows the system's default."),
    Setting("recording.system", "", "The id of the output that is recorded; empty follows the system's default."),
    Setting(
        "recording.remind_consent",
        True,
        "Whether the window reminds, before it records, that everybody has to agree.",
        lockable=True,
    ),
    Setting("recording.captions", True, "Whether a meeting has live captions while it is recorded."),
    Setting(
        "recording.keep_sound",
        "always",
        "Whether the sound of a recorded meeting is kept, or erased as soon as its transcript is complete.",
        ("always", "until_transcribed"),
        lockable=True,
    ),
    Setting(
        "aloud.speed",
        1.0,
        "How quickly texts are read aloud: 0.5 half as quickly as the voice does by itself, 2 twice as quickly.",
        minimum=0.5,
        maximum=2.0,
    ),
    Setting("aloud.voices", "", "The voices chosen to read aloud, by language (JSON).", internal=True),
    Setting(
        "transcribe.care",
        "automatic",
        "Whether passages that were doubtful are read a second time; automatic does so where the computer is quick enough.",
        ("automatic", "careful", "quick"),
    ),
    Setting(
        "transcript.unsure_below",
        0.5,
        "Below which confidence, from 0 to 1, a recognized word counts as hardly heard.",
        minimum=0.0,
        maximum=1.0,
    ),
    Setting("transcript.shade_unsure", True, "Whether words that were hardly heard are shaded in transcripts."),
    Setting(
        "workers.idle_seconds",
        600,
        "After how many idle seconds a model is put out of memory.",
        minimum=5,
        maximum=86_400,
    ),
    Setting(
        "audit.level",
        "actions",
        "What the audit log keeps: nothing, all but questions, every action, or what was asked word for word as well.",
        ("off", "changes", "actions", "questions"),
        lockable=True,
    ),
    Setting(
        "voices.remember",
        False,
        "Whether the voice of a speaker you name is kept, encrypted, and names them in later recordings.",
        lockable=True,
    ),
    Setting(
        "api.enabled",
        False,
        "Whether other programs on this computer may ask Alcove through its local API: alcove serve and alcove mcp.",
        lockable=True,
    ),
    Setting(
        "backup.folder",
        "",
        "The folder, best on another drive, that backups are written to by themselves while nothing else is done; empty"
        " makes none.",
        lockable=True,
    ),
    Setting(
        "backup.every_days",
        7,
        "So many days after a backup the next one is made by itself, where a folder is named; 0 makes none.",
        minimum=0,
        maximum=365,
        lockable=True,
    ),
    Setting(
        "backup.kept",
        4,
        "How many of the backups made by themselves are kept; older ones are deleted.",
        minimum=1,
        maximum=1000,
        lockable=True,
    ),
    Setting("api.token_sha256", "", "What is kept of the token that callers on the loopback show.", internal=True),
    Setting("transcribe.language", "", "The language last chosen for recordings.", internal=True),
    Setting(
        "transcribe.speakers",
        "auto",
        "The number of speakers last chosen.",
        ("auto", "off", *map(str, range(1, MOST_SPEAKERS + 1))),
        internal=True,
    ),
    Setting("transcribe.vocabulary", "", "The names and terms last given for recordings.", internal=True),
    Setting("transcribe.library_names", False, "Whether names came from the library.", internal=True),
    Setting("export.choices", "", "What was last chosen when a meeting was exported (JSON).", internal=True),
    Setting("window.geometry", "", "Place and size of the window (Base64).", internal=True),
    Setting("window.state", "", "Panels and columns of the window (Base64).", internal=True),
    Setting("window.shortcuts", "", "The keys chosen in the list of shortcuts (JSON).", internal=True),
    Setting("window.last_view", "ask", "The view that was open last.", internal=True),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def setting(name: str) -> Setting:
    """The declaration of a setting.

    Raises:
        UserError: there is none of that name.
    """
    if name not in _BY_NAME:
        raise UserError(f"There is no setting {name!r}.")
    return _BY_NAME[name]
