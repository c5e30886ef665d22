"""Sign packages with OpenPGP where their own tools look for it: debsig-verify in a .deb, rpm in a .rpm.

The key is the one that ALCOVE_OPENPGP_KEY names by its fingerprint, in GnuPG's own keyring or in a card that GnuPG
reaches. Without it a test key is made, which no system trusts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

from installers.build import Build, run
from installers.sign import SigningError

TEST_KEY = "test-openpgp-key.asc"
TEST_NAME = "Alcove test key <test@alcove.invalid>"
PUBLIC_KEY = "alcove.asc"
SIGNED = (".deb", ".rpm")
_AR = b"!<arch>\n"
_AR_HEADER_BYTES = 60
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Key:
    """A key by its fingerprint, and GnuPG's folder that holds it: "" is the user's own."""

    fingerprint: str
    home: str

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which tools find it."""
        return {"GNUPGHOME": self.home} if self.home else {}


def sign(build: Build, packages: list[Path]) -> list[Path]:
    """Sign those packages that carry a signature within; returns what those who check them need.

    Raises:
        PackagingError: a tool is not here, or fails.
        SigningError: there is no such key.
    """
    chosen = [path for path in packages if path.suffix in SIGNED]
    if not chosen:
        return []
    with key(build.work) as by:
        for path in chosen:
            if path.suffix == ".deb":
                sign_deb(path, by, build.time_s)
            else:
                names = ["--define", f"_gpg_name {by.fingerprint}", "--define", f"__gpg {shutil.which('gpg')}"]
                run(["rpmsign", *names, "--addsign", str(path)], by.environment)
        public = build.output / PUBLIC_KEY
        public.write_text(_export(by), "ascii")
        if all(path.suffix != ".deb" for path in chosen):
            return [public]
        selection = build.output / "alcove.pol"
        selection.write_text(debsig_policy(by.fingerprint), "utf-8")
        return [public, selection]


def sign_deb(path: Path, by: Key, time_s: int) -> None:
    """Append the signature of all its members as a member of its own, as debsigs does and debsig-verify expects.

    debsigs of Debian 12 itself has GnuPG sign with SHA-1, which GnuPG then refuses.
    """
    with tempfile.TemporaryDirectory(prefix="alcove-deb-") as folder:
        members, signature = Path(folder, "members"), Path(folder, "signature")
        with path.open("rb") as package, members.open("wb") as content:
            for size_bytes in _members(package):
                _copy(package, content, size_bytes)
        names = ["--local-user", by.fingerprint, "--digest-algo", "SHA512", "--output", str(signature)]
        run(["gpg", "--batch", "--quiet", *names, "--detach-sign", str(members)], by.environment)
        signed = signature.read_bytes()
    header = f"{'_gpgorigin':<16}{time_s:<12}{0:<6}{0:<6}{'100644':<8}{len(signed):<10}`\n"
    with path.open("ab") as package:
        package.write(header.encode() + signed + b"\n" * (len(signed) % 2))


def _members(archive: BinaryIO) -> Iterator[int]:
    """The size of each member of an `ar` archive, which is read to the member's beginning."""
    place = len(_AR)
    archive.seek(place)
    while header := archive.read(_AR_HEADER_BYTES):
        size_bytes = int(header[48:58])
        yield size_bytes
        place += _AR_HEADER_BYTES + size_bytes + size_bytes % 2
        archive.seek(place)


def _copy(source: BinaryIO, target: BinaryIO, size_bytes: int) -> None:
    while size_bytes:
        block = source.read(min(size_bytes, _BLOCK_BYTES))
        target.write(block)
        size_bytes -= len(block)


def debsig_policy(fingerprint: str) -> str:
    """What debsig-verify is told: a package of Alcove has to be signed by this key, the one in `debsig.gpg`."""
    key_id = fingerprint[-16:]
    return f"""<?xml version="1.0"?>
<!DOCTYPE Policy SYSTEM "https://www.debian.org/debsig/1.0/policy.dtd">
<Policy xmlns="https://www.debian.org/debsig/1.0/">
  <Origin Name="Alcove" id="{escape(key_id)}" Description="Packages of Alcove"/>
  <Selection>
    <Required Type="origin" File="debsig.gpg" id="{escape(key_id)}"/>
  </Selection>
  <Verification MinOptional="0">
    <Required Type="origin" File="debsig.gpg" id="{escape(key_id)}"/>
  </Verification>
</Policy>
"""


@contextmanager
def key(work: Path) -> Iterator[Key]:
    """The key that the environment names, else a test key that is kept in `work`. Raises SigningError."""
    if named := os.environ.get("ALCOVE_OPENPGP_KEY"):
        yield Key(_fingerprint(named, ""), "")
        return
    kept = work / TEST_KEY
    print(f"ALCOVE_OPENPGP_KEY names no key; signing with a test key: {kept}", file=sys.stderr)
    # Not below `work`: an agent's socket needs a short path.
    with tempfile.TemporaryDirectory(prefix="alcove-gpg-") as home:
        by = Key("", home)
        try:
            if kept.exists():
                run(["gpg", "--batch", "--quiet", "--import", str(kept)], by.environment)
            else:
                _make(kept, by)
            yield Key(_fingerprint(TEST_NAME, home), home)
        finally:
            run(["gpgconf", "--kill", "all"], by.environment)


def _make(kept: Path, by: Key) -> None:
    # RSA, for the rpm of Red Hat 8 knows no Ed25519.
    make = ["--passphrase", "", "--quick-generate-key", TEST_NAME, "rsa3072", "sign", "never"]
    run(["gpg", "--batch", "--quiet", *make], by.environment)
    kept.touch(mode=0o600)
    export = ["--yes", "--armor", "--output", str(kept), "--export-secret-keys"]
    run(["gpg", "--batch", "--quiet", "--passphrase", "", "--pinentry-mode", "loopback", *export], by.environment)


def _fingerprint(named: str, home: str) -> str:
    told = _gpg(Key(named, home), "--with-colons", "--list-secret-keys", named)
    found = [line.split(":")[9] for line in told.splitlines() if line.startswith("fpr:")]
    if not found:
        raise SigningError(f"ALCOVE_OPENPGP_KEY names {named}, and GnuPG has no such key: look with gpg -K.")
    return found[0]


def _export(by: Key) -> str:
    return _gpg(by, "--armor", "--export", by.fingerprint)


def _gpg(by: Key, *words: str) -> str:
    variables = {**os.environ, **by.environment}
    command = ["gpg", "--batch", "--quiet", *words]
    try:
        return subprocess.run(command, env=variables, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        raise SigningError("gpg is not on this machine: sudo apt install gpg gpg-agent") from None
