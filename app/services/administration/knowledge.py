"""Knowledge packs: taken in whole and signed, found with everything else, and erased whole."""

import hashlib
import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from app.core.administration.knowledge import About, KnowledgePack, about_of, is_over
from app.core.administration.manifests import Kind, Manifest, ManifestError, ManifestFile, version_order
from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.clock import utc_now
from app.core.errors import LockedFile, NothingFound, UserError
from app.core.events import Event, Notice
from app.core.library.documents import Document
from app.core.meetings.meeting_documents import COLLECTION as MEETINGS
from app.core.words.text import counted
from app.services.administration.machine_packs import MachinePacks
from app.services.library.embedding import Embedding
from app.services.models.model_files import Meter, require_room
from app.services.models.pack_reading import read_pack_manifest, require_end, unpacked
from app.services.permissions import Permissions
from app.services.turn import Turn
from app.storage.audit import Audit
from app.storage.blobs import Blobs
from app.storage.library.documents import Documents
from app.storage.library.knowledge import KnowledgeRows
from app.storage.library.knowledge_members import content_key, key_check, read_member
from app.storage.places import Places
from app.storage.signed_manifests import parse_key, program_keys, signing_key

_log = logging.getLogger(__name__)
_ARRIVING = "arriving"
_ALLOWED, _PUBLISHERS, _PASSWORDS = "knowledge.allowed", "knowledge.publishers", "knowledge.passwords"


def trusted_publishers(places: Places, policy: Policy) -> tuple[bytes, ...]:
    """The public keys whose knowledge packs are taken in. Raises UserError if one of them is no key."""
    named = _listed(policy, _PUBLISHERS)
    return (*program_keys(places.resources), *(parse_key(key, f"The policy's rule {_PUBLISHERS}") for key in named))


@dataclass(frozen=True, slots=True)
class _Opened:
    """A pack whose manifest is in order, and what opens its members."""

    manifest: Manifest
    about: About
    pack: KnowledgePack
    password: str
    key: bytes


class Knowledge:
    """The knowledge packs of a profile. `turn` is the library's; `embedder` that of its vectors."""

    def __init__(
        self,
        places: Places,
        rows: KnowledgeRows,
        documents: Documents,
        originals: Blobs,
        embedding: Embedding,
        embedder: str,
        turn: Turn,
        audit: Audit,
        permissions: Permissions,
        now: Callable[[], str] = utc_now,
    ) -> None:
        self._places = places
        self._rows = rows
        self._documents = documents
        self._originals = originals
        self._embedding = embedding
        self._embedder = embedder
        self._turn = turn
        self._audit = audit
        self._permissions = permissions
        self._now = now
        self._keys = trusted_publishers(places, permissions.policy)
        self._machine = MachinePacks(places.machine_knowledge, self._keys)

    def packs(self) -> list[KnowledgePack]:
        """The packs that are here, by name."""
        return self._rows.packs()

    def add(self, path: Path, cancel: CancelToken, password: str = "", by_machine: bool = False) -> Iterator[Event]:
        """Take in a pack, in place of an earlier version of it: Progress, and a Notice of what is here now.

        Its documents are found once all of them are here. A password that opened a pack once is known from then on.

        Raises:
            RefusedByPolicy: knowledge packs are not allowed.
            LockedFile: no password that is known opens it, nor does `password`.
            UserError: it is not whole, not signed with a key that is trusted, older than what is here, expired, or builds
                on another one than is here; or there is no room. What was here is as it was.
            Cancelled: on cancel; what was here is as it was.
        """
        self._permissions.require(_ALLOWED)
        with _explained(path), self._turn.taken(cancel), path.open("rb") as source:
            yield from self._taken(path, source, cancel, password, by_machine)

    def needs_password(self, path: Path) -> bool:
        """Whether no password that is known opens a pack; takes up to a second for each. Raises as `add` does."""
        self._permissions.require(_ALLOWED)
        with _explained(path), path.open("rb") as source:
            try:
                self._opened(path, source, "", by_machine=False)
            except LockedFile:
                return True
        return False

    def remove(self, name: str) -> None:
        """Erase a pack with all of its documents.

        Raises:
            NothingFound: there is none of this name.
            UserError: it belongs to all users of this machine.
        """
        pack = self._rows.pack(name)
        if pack is None:
            raise NothingFound(f"There is no knowledge pack {name!r}; see them all with: alcove knowledge list")
        if self._is_the_machines(pack):
            raise UserError(f"The knowledge pack {name} belongs to this machine; its administrator can take it away.")
        with self._turn.taken(CancelToken()):
            self._erase(pack, "removed")

    def original(self, document: Document) -> bytes | None:
        """The file of a packed document, None where it cannot be had any more."""
        place = self._rows.place(document.id)
        try:
            content = (
                self._machine.file_in(*place)
                if place is not None
                else b"".join(self._originals.read(document.content_hash))
            )
        except UserError as error:
            _log.error("the file of a packed document cannot be shown: %s", error)
            return None
        return content

    def keep_in_order(self) -> None:
        """Erase what a crash left half taken in, and packs that have expired or are no longer allowed or trusted."""
        with self._turn.taken(CancelToken()):
            for pack in self._rows.packs():
                if why := self._reason_against(pack):
                    self._erase(pack, why)
            self._forget(self._rows.drop_staged())

    def follow_machine(self, cancel: CancelToken) -> Iterator[Event]:
        """Take in what is in the folder for all users of this machine, and erase what is there no more.

        A pack that cannot be taken in is passed over, and a Notice says why.

        Raises:
            Cancelled: on cancel.
        """
        if self._permissions.reason(_ALLOWED):
            return
        files = self._machine.all()
        laid_down = {manifest.name for _, manifest in files}
        for pack in self._rows.packs():
            if pack.by_machine and pack.name not in laid_down:
                with self._turn.taken(cancel):
                    self._erase(pack, "no longer on the machine")
        for path, manifest in files:
            before = self._rows.pack(manifest.name)
            if before is None or version_order(before.version) < version_order(manifest.version):
                try:
                    yield from self.add(path, cancel, by_machine=True)
                except UserError as error:
                    _log.warning("a knowledge pack of the machine is not used: %s", error)
                    yield Notice(str(error))

    def _taken(
        self, path: Path, source: BinaryIO, cancel: CancelToken, password: str, by_machine: bool
    ) -> Generator[Event, None, None]:
        opened = self._opened(path, source, password, by_machine)
        here = self._require_base(opened)
        manifest, name = opened.manifest, opened.pack.name
        self._places.knowledge.mkdir(mode=0o700, parents=True, exist_ok=True)
        carried = [file for file in manifest.files if file.carried]
        copies = 1 if by_machine else 2
        new_bytes = sum(file.size_bytes for file in carried if file.path not in here)
        require_room(path, copies * new_bytes, self._places.knowledge)
        arriving = self._places.knowledge / _ARRIVING
        meter = Meter("Adding knowledge", sum(file.size_bytes for file in carried))
        try:
            for file in carried:
                yield from unpacked(source, file, arriving, meter, cancel)
                if file.path not in here:
                    self._stage(arriving, file, opened)
            require_end(source)
            cancel.checkpoint()
            gone = self._rows.settle(opened.pack, opened.password, {file.path for file in manifest.files})
        except BaseException:
            self._forget(self._rows.drop_staged())
            raise
        self._forget(gone)
        self._audit.record("knowledge pack added", pack=name, version=opened.pack.version)
        yield Notice(self._told(opened))

    def _opened(self, path: Path, source: BinaryIO, password: str, by_machine: bool) -> _Opened:
        content, manifest = read_pack_manifest(source, self._keys, Kind.KNOWLEDGE)
        about = about_of(manifest)
        pack = KnowledgePack(
            manifest.name,
            manifest.version,
            about.title,
            about.publisher,
            about.expires,
            hashlib.sha256(content).hexdigest(),
            signing_key(content, self._keys),
            by_machine,
            utc_now(),
        )
        self._require_usable(pack)
        known = (password, *self._rows.passwords(pack.name), *_listed(self._permissions.policy, _PASSWORDS))
        for each in dict.fromkeys(filter(None, known)):
            key = content_key(each, bytes.fromhex(about.salt))
            if key_check(key) == about.check:
                return _Opened(manifest, about, pack, each, key)
        wrong = "the password does not open it" if password else "it needs its password"
        raise LockedFile(f"{path.name} was not added: {wrong}; ask whoever made it.")

    def _require_usable(self, pack: KnowledgePack) -> None:
        if is_over(pack.expires, date.fromisoformat(self._now()[:10])):
            raise ManifestError(f"it expired on {pack.expires}")
        before = self._rows.pack(pack.name)
        if before is not None and version_order(before.version) > version_order(pack.version):
            raise UserError(f"{pack.name} {pack.version} was not added: the newer version {before.version} is here.")
        if before is not None and not pack.by_machine and self._is_the_machines(before):
            raise UserError(
                f"{pack.name} {pack.version} was not added: {before.version} belongs to this machine;"
                " its administrator can lay down another version."
            )
        if before is not None and before.key != pack.key:
            raise UserError(
                f"{pack.name} {pack.version} was not added: another publisher's pack of this name is here; remove it first."
            )
        if pack.title == MEETINGS or self._rows.has_others(pack.title, pack.name):
            raise UserError(
                f"{pack.name} was not added: the collection “{pack.title}”, which it would fill, is there for others."
            )

    def _require_base(self, opened: _Opened) -> frozenset[str]:
        """The members that are here already. Raises UserError where some are neither here nor in the pack."""
        before = self._rows.pack(opened.pack.name)
        here = self._rows.members(opened.pack.name)
        expected = {file.path for file in opened.manifest.files if not file.carried}
        builds_on_this = before is not None and opened.about.base == before.manifest_sha256
        if expected and not (builds_on_this and expected <= here):
            raise UserError(
                f"{opened.pack.name} {opened.pack.version} was not added: it only holds what changed since an earlier"
                " version, which is not here; add that, or a whole pack, first."
            )
        return here

    def _stage(self, path: Path, file: ManifestFile, opened: _Opened) -> None:
        with path.open("rb") as sealed:
            packed = read_member(sealed, opened.key, path)
        embedded_alike = opened.about.embedder == self._embedder
        if not opened.pack.by_machine:
            self._originals.put(packed.content_hash, [packed.content])
        model_id = self._embedding.model_id if embedded_alike else ""
        ids = self._rows.stage(opened.pack, file.path, packed, model_id)
        if embedded_alike:
            self._embedding.hold(ids, packed.float16)

    def _told(self, opened: _Opened) -> str:
        pack = opened.pack
        count = counted(len(opened.manifest.files), "document")
        told = f"The knowledge pack “{pack.title}” {pack.version} by {pack.publisher} is here, with {count}."
        if opened.about.embedder != self._embedder:
            told += " It was made with another embedding model, so that it is being prepared for search here."
        return told

    def _reason_against(self, pack: KnowledgePack) -> str:
        if self._permissions.reason(_ALLOWED):
            return "not allowed"
        if pack.key not in self._keys:
            return "not trusted"
        return "expired" if is_over(pack.expires, date.fromisoformat(self._now()[:10])) else ""

    def _is_the_machines(self, pack: KnowledgePack) -> bool:
        return pack.by_machine and any(manifest.name == pack.name for _, manifest in self._machine.all())

    def _erase(self, pack: KnowledgePack, why: str) -> None:
        self._forget(self._rows.remove(pack.name))
        self._audit.record("knowledge pack removed", pack=pack.name, version=pack.version, why=why)
        _log.info("the knowledge pack %s was removed: %s", pack.name, why)

    def _forget(self, passages: Sequence[int]) -> None:
        """Take what is gone from the vault out of everything else: words, vectors, files."""
        if passages:
            self._documents.forget_removed_words()
            self._embedding.forget(passages)
        self._originals.keep_only(self._rows.content_hashes())


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """What is wrong with a pack, as a whole sentence."""
    try:
        yield
    except ManifestError as error:
        raise ManifestError(f"{path.name} was not added: {error}. Get it again from whoever made it.") from None
    except OSError as error:
        raise UserError(f"{path} could not be read ({error.strerror}); check the name and the disk.") from None


def _listed(policy: Policy, rule: str) -> tuple[str, ...]:
    value = policy.value(rule)
    return value if isinstance(value, tuple) else ()
