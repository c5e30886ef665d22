"""What records meetings, listens to them and reads aloud."""

from collections.abc import Callable

from app.bootstrap.models import captioner, speaker_models, transcriber
from app.bootstrap.workers import Workers
from app.core.meetings.transcript import Listening
from app.core.words.vocabulary import terms_of, with_terms
from app.engines.decoder import Decoder
from app.engines.sound import Sound
from app.engines.speech import Speech
from app.services.application import Application
from app.services.meetings.captions import Captions
from app.services.meetings.meetings import MeetingService
from app.services.meetings.playing import Playing
from app.services.meetings.recorded_meetings import RecordedMeetings
from app.services.meetings.recorded_tracks import RecordedTracks
from app.services.meetings.recording import RecordingService
from app.services.meetings.recording_queue import RecordingQueue
from app.services.meetings.voices import Voices
from app.services.models.catalogue import ModelCatalogue
from app.services.permissions import Permissions
from app.services.reading_aloud import ReadingAloud
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.library.documents import Documents
from app.storage.meetings.meetings import Meetings
from app.storage.meetings.recording_queue import QueuedRecordings
from app.storage.meetings.recordings import Recordings
from app.storage.meetings.speech_paces import SpeechPaces
from app.storage.meetings.transcript_edits import TranscriptEdits
from app.storage.settings import Settings

_TEXTS_LOOKED_THROUGH = 5000
"""Takes two seconds."""


def meetings(
    catalogue: ModelCatalogue,
    settings: Settings,
    workers: Workers,
    database: Database,
    recorded: RecordedTracks,
    voices: Voices,
    audit: Audit,
) -> MeetingService:
    """Transcribes recordings and keeps transcripts."""
    return MeetingService(
        lambda: transcriber(catalogue, workers, settings, SpeechPaces(database)),
        lambda: speaker_models(catalogue, workers),
        Meetings(database),
        TranscriptEdits(database),
        recorded,
        voices,
        audit,
        vocabulary_of(database),
    )


def vocabulary_of(database: Database) -> Callable[[Listening], str]:
    """What may be said: what the user named and, where that is wanted, what stands out in the library."""

    def named(listening: Listening) -> str:
        texts = Documents(database).latest_texts(_TEXTS_LOOKED_THROUGH) if listening.library_names else ()
        return with_terms(listening.vocabulary, terms_of(texts))

    return named


def captions(catalogue: ModelCatalogue, workers: Workers, database: Database, recorded: RecordedTracks) -> Captions:
    """Writes down speech while it is said."""
    decoder = Decoder(workers.decode_captioned)
    return Captions(lambda: captioner(catalogue, workers), decoder, recorded, vocabulary_of(database))


def recording_queue(application: Application, database: Database) -> RecordingQueue:
    """The recordings that wait to be transcribed."""
    return RecordingQueue(application.meetings, QueuedRecordings(database), application.lanes.meeting)


def recording(sound: Sound, recordings: Recordings, audit: Audit, permissions: Permissions) -> RecordingService:
    """Records meetings, where the administrator lets them be recorded."""
    return RecordingService(sound, recordings, RecordedTracks(recordings, audit), audit, permissions)


def recorded_meetings(
    application: Application, workers: Workers, database: Database, recordings: Recordings, audit: Audit
) -> RecordedMeetings:
    """Transcribes what was recorded."""
    catalogue, settings = application.catalogue, application.settings
    return RecordedMeetings(
        lambda: transcriber(catalogue, workers, settings, SpeechPaces(database)),
        lambda: speaker_models(catalogue, workers),
        Meetings(database),
        recordings,
        application.recording.tracks,
        application.voices,
        audit,
        lambda: settings.get("recording.keep_sound") == "always",
        vocabulary_of(database),
    )


def reading_aloud(application: Application, workers: Workers) -> ReadingAloud:
    """Reads texts aloud, while no meeting is listened to."""
    lanes = application.lanes

    def interrupted() -> bool:
        return lanes.recording.busy or lanes.captions.busy or lanes.playing.busy

    return ReadingAloud(Speech(workers.speak), application.settings, interrupted)


def playing(sound: Sound, workers: Workers, database: Database, tracks: RecordedTracks) -> Playing:
    """Plays meetings."""
    return Playing(sound, Decoder(workers.decode_played), tracks, Meetings(database))
