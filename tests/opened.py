"""The whole application without a window, over a fresh profile: for tests of services working together."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.bootstrap.application import build
from app.core.administration.policy import Policy
from app.core.administration.receipts import Receipt
from app.core.cancel import CancelToken
from app.core.events import Event
from app.services.administration.forgetting import Forgets
from app.services.application import Application
from app.storage.places import Places, find_places


@contextmanager
def opened_application(folder: Path, with_models: bool, policy: Policy | None = None) -> Iterator[Application]:
    """All services over an open vault in `folder`; without models, only the embedder that ships with Alcove is there."""
    found = find_places(None)
    places = Places(folder / "profile", found.models if with_models else folder / "models", found.resources)
    application = build(places, policy=policy)
    application.vault.create("correct horse battery staple")
    application.open_services()
    try:
        yield application
    finally:
        application.close()


def add(application: Application, *paths: Path, collection: str = "Documents") -> list[Event]:
    """Take files in; every event of it."""
    return list(application.library.add(paths, collection, CancelToken()))


def receipt_of(forgets: Forgets) -> Receipt:
    """Forget, and what the receipt says."""
    while True:
        try:
            next(forgets)
        except StopIteration as end:
            receipt: Receipt = end.value
            return receipt
