"""A catalogue over real folders and the real workers."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from app.core.administration.policy import Policy
from app.core.events import Event
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from app.services.models.catalogue import ModelCatalogue
from app.services.models.model_state import ModelState
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.database import Database
from app.storage.places import Places
from app.storage.settings import Settings
from tests.installed import TINY_CHAT, model, model_folder

PLENTY = 64_000_000_000
HEADERS = WorkerProcess("header")


def opened(
    places: Places,
    database: Database,
    process: WorkerProcess,
    memory: int = PLENTY,
    available: int = PLENTY,
    shares: Mapping[str, float] = MappingProxyType({}),
) -> ModelCatalogue:
    inspector, settings, audit = Inspector(HEADERS, process), Settings(database), Audit(database)
    return ModelCatalogue(
        places,
        settings,
        process,
        inspector,
        audit,
        Permissions(Policy()),
        lambda: memory,
        lambda: available,
        lambda: (),
        lambda: shares,
    )


def tiny_weights() -> Path:
    return model_folder(TINY_CHAT) / model(TINY_CHAT).files[0].path


def state(catalogue: ModelCatalogue, model_id: str) -> ModelState:
    return next(state for state in catalogue.models() if state.model.id == model_id)


def run(events: Iterator[Event]) -> list[Event]:
    return list(events)
