"""Build a knowledge pack: documents read, embedded, sealed and signed here, for others to search without doing it again.

    .venv/bin/python -m installers.knowledge FOLDER OUT.alcovepack --name NAME --version V --publisher P --password-file F
        [--title T] [--expires DATE] [--base EARLIER.alcovepack] [--workers N | --cluster ADDRESS] [--work FOLDER]

What takes its time is kept in the work folder, document by document, so that whatever ends it, the same command goes on
from there. With `--workers` documents are read and embedded by so many processes of Dask, with `--cluster` by those of a
cluster, each of which has this checkout and reaches FOLDER and the work folder under the same names. With `--base` only
what changed since that pack is carried, for those who have it. Whoever adds the pack needs the password in F, which is
made where the file is not there yet. The key is the one that `installers.sign` signs with.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.core.administration.knowledge import MEMBERS, About, about_of, embedder_identity, encode_about
from app.core.administration.manifests import PACK_SUFFIX, Kind, Manifest, ManifestFile
from app.core.errors import UnreadableFile, UserError
from app.core.words.text import counted
from app.engines.file_content import load_file
from app.services.library.file_listing import list_files
from app.services.models.pack_reading import read_pack_manifest
from app.storage.files import durable_file
from app.storage.library.knowledge_members import content_key, key_check, member_path
from app.storage.signed_manifests import described
from installers.knowledge_tasks import Outcome, Task, embedder, in_turn, on_cluster, on_processes
from installers.pack import checked, write
from installers.sign import Signer, SigningError, signer

_SALT = "salt"
_SALT_BYTES = 16
_SECONDS_BETWEEN_NEWS = 5.0
_SOME_UNREADABLE = UnreadableFile.exit_code


@dataclass(frozen=True, slots=True)
class Base:
    """The pack that a delta builds on; without one, all of it is empty."""

    manifest_sha256: str = ""
    salt: bytes = b""
    files: frozenset[ManifestFile] = frozenset()


def main() -> int:
    """Build the pack and print where it is; exit code 6 where some documents could not be read."""
    arguments = parser().parse_args()
    try:
        failed = build(arguments, signer(arguments.output.parent))
    except (SigningError, UserError, OSError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    print(arguments.output)
    return _SOME_UNREADABLE if failed else 0


def build(arguments: argparse.Namespace, by: Signer) -> int:
    """Do what the arguments say; returns how many files could not be read.

    Raises:
        SigningError: the pack cannot be made so.
        UserError: a file cannot be read or written.
    """
    _require_possible(arguments)
    base = base_of(arguments.base, arguments.name, by)
    work: Path = arguments.work or arguments.output.with_suffix(".work")
    begun = _begun(work)
    salt = base.salt or begun
    key = content_key(_password(arguments.password_file), salt)
    identity = embedder_identity(embedder()[1])
    tasks = tasks_of(arguments.folder, work, key, identity)
    carried_before = {file.path for file in base.files}
    wanted = [task for task in tasks if task.member not in carried_before and not (work / task.member).exists()]
    failed = {outcome.member for outcome in _told(_outcomes(arguments, wanted), len(wanted)) if outcome.reason}
    about = About(
        arguments.title or arguments.name,
        arguments.publisher,
        identity,
        salt.hex(),
        key_check(key),
        arguments.expires,
        base.manifest_sha256,
    )
    members = sorted(task.member for task in tasks if task.member not in failed)
    manifest = manifest_of(arguments.name, arguments.version, about, members, work, base)
    write(manifest, work.joinpath, by, arguments.output)
    shutil.rmtree(work)
    return len(failed)


def tasks_of(folder: Path, work: Path, key: bytes, identity: str) -> list[Task]:
    """One for each file below a folder, in the order of their names; of files with the same content the first.

    Raises UserError if there is none.
    """
    root = Path(os.path.realpath(folder))
    tasks: dict[str, Task] = {}
    for file in list_files([root], lambda: None).files:
        name = file.path.relative_to(root).as_posix() if file.path != root else root.name
        try:
            content_hash = load_file(file.path).sha256
            member = member_path(key, name, content_hash, identity)
        except (UnreadableFile, UnicodeEncodeError) as error:
            print(f"{file.path}: {error}", file=sys.stderr)
            continue
        tasks.setdefault(content_hash, Task(str(file.path), name, content_hash, member, str(work), key))
    if not tasks:
        raise UserError(f"There is no document in {folder}; name a folder with documents.")
    return list(tasks.values())


def base_of(path: Path | None, name: str, by: Signer) -> Base:
    """What an earlier pack has, for one that builds on it. Raises ManifestError or SigningError if it is not ours."""
    if path is None:
        return Base()
    with path.open("rb") as source:
        content, manifest = read_pack_manifest(source, [by.public], Kind.KNOWLEDGE)
    if manifest.name != name:
        raise SigningError(f"{path} is the pack {manifest.name}, and {name} cannot build on it; take the same name.")
    about = about_of(manifest)
    files = frozenset(replace(file, carried=False) for file in manifest.files)
    return Base(hashlib.sha256(content).hexdigest(), bytes.fromhex(about.salt), files)


def manifest_of(
    name: str, version: str, about: About, members: Iterable[str], work: Path, base: Base = Base()
) -> Manifest:
    """What a pack of these members says of itself. Raises SigningError if no pack can be called so."""
    before = {file.path: file for file in base.files}
    files = tuple(before.get(member) or described(work / member, member) for member in members)
    return checked(Manifest(Kind.KNOWLEDGE, name, version, files, encode_about(about)))


def _outcomes(arguments: argparse.Namespace, tasks: list[Task]) -> Iterator[Outcome]:
    if arguments.cluster:
        return on_cluster(arguments.cluster, tasks)
    return on_processes(arguments.workers, tasks) if arguments.workers > 1 else in_turn(tasks)


def _told(outcomes: Iterable[Outcome], count: int) -> Iterator[Outcome]:
    """The outcomes, told of on the standard error while they come in."""
    started = told = time.monotonic()
    for done, outcome in enumerate(outcomes, start=1):
        now = time.monotonic()
        if outcome.reason:
            print(f"{outcome.name}: {outcome.reason}", file=sys.stderr)
        if now - told > _SECONDS_BETWEEN_NEWS or done == count:
            told = now
            rate = 60 * done / max(0.001, now - started)
            print(f"{done:,} of {counted(count, 'document')}, {rate:,.0f} a minute", file=sys.stderr)
        yield outcome


def _require_possible(arguments: argparse.Namespace) -> None:
    if arguments.output.suffix != PACK_SUFFIX:
        raise SigningError(f"{arguments.output} does not end with {PACK_SUFFIX}; call it so.")
    if not arguments.folder.is_dir():
        raise SigningError(f"{arguments.folder} is no folder; name one with documents.")
    checked(Manifest(Kind.KNOWLEDGE, arguments.name, arguments.version, (), ""))


def _begun(work: Path) -> bytes:
    """The salt of the pack that is being built in a folder. Raises SigningError if it holds something else, for it goes."""
    salt = work / _SALT
    if not salt.exists() and work.exists() and any(work.iterdir()):
        raise SigningError(
            f"{work} holds something else; name a folder that is empty, or one in which a pack was begun."
        )
    work.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not salt.exists():
        with durable_file(salt) as file:
            file.write(secrets.token_bytes(_SALT_BYTES))
    (work / MEMBERS).mkdir(mode=0o700, exist_ok=True)
    return salt.read_bytes()


def _password(path: Path) -> str:
    """What stands in a file; a long one is made where there is none."""
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(base64.urlsafe_b64encode(secrets.token_bytes(24)).decode() + "\n")
        print(f"A password was made: {path}", file=sys.stderr)
    password = path.read_text(encoding="utf-8").rstrip("\r\n")
    if not password:
        raise SigningError(f"{path} is empty; write a password into it, or remove it and one is made.")
    return password


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat() if text else ""


def parser() -> argparse.ArgumentParser:
    """What the builder understands."""
    parser = argparse.ArgumentParser(prog="knowledge", description="Build a signed and sealed knowledge pack.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the documents")
    parser.add_argument("output", type=Path, metavar="OUT.alcovepack")
    parser.add_argument("--name", required=True, help='the same for all its versions, such as "field-manuals"')
    parser.add_argument("--version", required=True, help='such as "1.2"')
    parser.add_argument("--publisher", required=True, help="who makes it, as users are told")
    parser.add_argument("--title", default="", help="the name of its collection (NAME)")
    parser.add_argument("--expires", type=_day, default="", metavar="DATE", help="the last day of its use")
    parser.add_argument("--password-file", type=Path, required=True, metavar="F", help="what opens it; made if missing")
    parser.add_argument("--base", type=Path, metavar="FILE", help="carry only what changed since this pack")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="where what is done is kept (beside OUT)")
    many = parser.add_mutually_exclusive_group()
    many.add_argument("--workers", type=int, default=1, metavar="N", help="so many processes of Dask (1, without it)")
    many.add_argument("--cluster", default="", metavar="ADDRESS", help='a Dask cluster, such as "tcp://head:8786"')
    return parser


if __name__ == "__main__":
    sys.exit(main())
