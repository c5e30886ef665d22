"""Knowledge packs made by the real builder, and a vault that takes them in."""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.administration.policy import Policy
from app.core.administration.policy import RuleValue as Value
from app.core.cancel import CancelToken
from app.core.clock import utc_now
from app.core.events import Notice
from app.services.administration.knowledge import Knowledge
from app.services.permissions import Permissions
from app.storage.blobs import Blobs
from app.storage.library.knowledge import KnowledgeRows
from app.storage.places import Places
from app.storage.signed_manifests import written_key
from installers import knowledge
from installers.sign import Signer, new_key
from tests.installed import REPOSITORY
from tests.services.opened_library import KEY, OpenedLibrary, opened_library

PASSWORD = "seven pumps at the harbour"
NAME, TITLE = "field-kit", "Field kit"


@dataclass(frozen=True)
class Builder:
    """Builds packs in a folder, signed with one key."""

    folder: Path
    by: Signer

    def documents(self, files: Mapping[str, bytes]) -> Path:
        """A folder with these files and no other."""
        folder = self.folder / f"documents-{len(list(self.folder.glob('documents-*')))}"
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return folder

    def arguments(self, documents: Path, version: str, *more: str) -> argparse.Namespace:
        """What the command line of the builder is given."""
        password = self.folder / "password"
        password.write_text(PASSWORD + "\n", encoding="utf-8")
        output = self.folder / f"{NAME}-{version}.alcovepack"
        words = [str(documents), str(output), "--name", NAME, "--version", version, "--title", TITLE]
        words += ["--publisher", "Head office", "--password-file", str(password), *more]
        return knowledge.parser().parse_args(words)

    def __call__(self, files: Mapping[str, bytes], version: str, *more: str) -> Path:
        arguments = self.arguments(self.documents(files), version, *more)
        assert knowledge.build(arguments, self.by) == 0
        output: Path = arguments.output
        return output


def builder_in(folder: Path) -> Builder:
    """A builder with a key of its own."""
    return Builder(folder, new_key(folder / "key.pem"))


@dataclass(frozen=True)
class Packed:
    """The knowledge packs of a vault, with all that is needed to look what became of them."""

    knowledge: Knowledge
    library: OpenedLibrary
    places: Places

    def add(self, path: Path, password: str = PASSWORD) -> list[str]:
        """Take in a pack; what it said at its end."""
        events = self.knowledge.add(path, CancelToken(), password)
        return [event.text for event in events if isinstance(event, Notice)]

    def texts(self) -> dict[str, str]:
        """What is in the library: path and text of every passage that can be found."""
        documents = self.library.documents
        found: dict[str, str] = {}
        for document in documents.documents():
            ids = [passage.id for passage in documents.passages_of(document.id)]
            found[document.path] = "\n".join(passage.text for passage in documents.passages(ids))
        return found

    def files(self) -> int:
        """How many files of packed documents are kept, whole or half."""
        return len(list(self.places.knowledge.glob("*")))


@contextmanager
def opened(folder: Path, publisher: bytes, rules: Mapping[str, Value] | None = None, now: str = "") -> Iterator[Packed]:
    """The packs of the vault in `folder`, as they are once it was opened; `publisher` is trusted."""
    folder.mkdir(exist_ok=True)
    places = Places(folder, folder / "models", REPOSITORY / "resources", machine_models=folder / "machine" / "models")
    policy = Policy({"knowledge.publishers": (written_key(publisher),), **(rules or {})}, "/etc/alcove/policy.json")
    with opened_library(folder) as library:
        made = Knowledge(
            places,
            KnowledgeRows(library.database),
            library.documents,
            Blobs(places.knowledge, KEY),
            library.embedding,
            library.index.identity,
            library.library.turn,
            library.audit,
            Permissions(policy),
            (lambda: now) if now else utc_now,
        )
        made.keep_in_order()
        yield Packed(made, library, places)
