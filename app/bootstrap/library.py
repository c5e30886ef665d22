"""What keeps documents findable, and looks at them."""

from collections.abc import Callable

from app.bootstrap.following import following
from app.bootstrap.minutes import meeting_passages
from app.bootstrap.workers import Workers
from app.core.errors import ModelError
from app.core.library.documents import Document
from app.core.library.notes import is_note
from app.core.models.model import Role
from app.engines import machine
from app.engines.drawing import Drawing
from app.engines.index import Index
from app.engines.reader import Reader
from app.services.administration.knowledge import Knowledge
from app.services.application import Application
from app.services.asking.pictures import PictureReading
from app.services.chats.samples import Samples
from app.services.library.embedding import Embedding
from app.services.library.health import Health
from app.services.library.library import Library
from app.services.library.photo_notes import PhotoNotes
from app.services.library.search import Search
from app.services.library.sketching import Sketching
from app.services.library.viewing import Viewing
from app.storage.audit import Audit
from app.storage.blobs import Blobs
from app.storage.conversations.pictures import Pictures
from app.storage.library.bags import Bags
from app.storage.library.documents import Documents
from app.storage.library.file_states import FileStates
from app.storage.library.findings import Findings
from app.storage.library.followed_folders import FollowedFolders
from app.storage.library.generations import Generations
from app.storage.library.knowledge import KnowledgeRows
from app.storage.library.matching import Matching
from app.storage.library.notes import Notes
from app.storage.library.vectors import PassageVectors
from app.storage.places import Places


def index_of(application: Application, places: Places, workers: Workers) -> Index:
    """The index over what the vault keeps. Raises ModelError where the embedder is missing."""
    embedder = application.catalogue.chosen(Role.EMBEDDING)
    if embedder is None:
        raise ModelError("The embedding model that comes with Alcove is missing; install Alcove again.")
    database = application.vault.database
    vectors = PassageVectors(database)
    return Index(
        workers.index,
        embedder.path,
        embedder.model,
        lambda: vectors.all(embedder.model.id),
        Generations(places, application.vault.key),
        machine.physical_cores(),
        Bags(database).after,
    )


def open_library(
    application: Application,
    places: Places,
    workers: Workers,
    index: Index,
    audit: Audit,
    stored: Callable[[], None],
) -> None:
    """Documents, and what was said in meetings among them; `stored` sees to the vectors of what is no file."""
    database = application.vault.database
    documents, matching, files = Documents(database), Matching(database), FileStates(database)
    followed, findings = FollowedFolders(database), Findings(database)
    embedding = Embedding(documents, PassageVectors(database), index)
    sketching = Sketching(documents, findings)
    reader = Reader(workers.read, pictures=workers.ocr)
    application.meeting_passages = meeting_passages(database, embedding, stored)
    application.search = Search(documents, matching, index, application.meeting_passages.catch_up)
    application.library = Library(
        documents, matching, files, reader, index, embedding, sketching, audit, application.permissions
    )
    shipped = places.resources / "samples"
    application.samples = Samples(shipped, application.library, application.history, application.permissions)
    originals = Blobs(places.knowledge, application.vault.key)
    application.knowledge = Knowledge(
        places,
        KnowledgeRows(database),
        documents,
        originals,
        embedding,
        index.identity,
        application.library.turn,
        audit,
        application.permissions,
    )
    drawing = Drawing(workers.draw)
    notes = Notes(database)

    def kept(document: Document) -> bytes | None:
        return notes.picture(document.id) if is_note(document) else application.knowledge.original(document)

    application.viewing = Viewing(documents, drawing, kept)
    application.photo_notes = PhotoNotes(
        notes, documents, drawing, reader, application.settings, audit, application.permissions, stored
    )
    application.pictures = PictureReading(Pictures(database), drawing, reader)
    application.following = following(application, followed, files, audit)
    application.health = Health(documents, files, followed, findings, sketching)
