"""What answers other programs."""

from functools import partial

from app.api.answers import answers
from app.bootstrap.asking import generation_options
from app.bootstrap.models import text_model, transcriber
from app.bootstrap.workers import Workers
from app.engines.index import Index
from app.services.application import Application
from app.services.serving.offering import Offering
from app.services.serving.serving import Serving
from app.storage.audit import Audit
from app.storage.instance.serving_sign import ServingSign
from app.storage.instance.sockets import socket_folder
from app.storage.library.documents import Documents
from app.storage.meetings.speech_paces import SpeechPaces
from app.storage.places import Places


def offering(application: Application, workers: Workers, index: Index, audit: Audit) -> Offering:
    """What they may ask."""
    catalogue, database = application.catalogue, application.vault.database
    return Offering(
        catalogue,
        lambda model_id: text_model(application, workers, model_id),
        lambda: transcriber(catalogue, workers, application.settings, SpeechPaces(database)),
        application.answering,
        application.search,
        Documents(database),
        index,
        lambda: generation_options(application),
        audit,
        application.permissions,
        application.pictures,
    )


def serving(application: Application, places: Places, workers: Workers, audit: Audit) -> Serving:
    """What takes their calls, on a socket in the profile's own folder for them."""
    return Serving(
        application.settings,
        partial(answers, application.offering),
        lambda: workers.launcher.listen(socket_folder(places) / "api"),
        ServingSign(places),
        audit,
    )
