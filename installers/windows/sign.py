"""Sign programs and packages for Windows with Authenticode, by osslsigncode.

    .venv/bin/python -m installers.windows.sign FILE…

The certificate is the one that ALCOVE_AUTHENTICODE names: a file in PKCS#12, under ALCOVE_AUTHENTICODE_PASSPHRASE where
it has one; or a `pkcs11:` URI of a key in a token, with ALCOVE_AUTHENTICODE_CERTIFICATES (its chain, in PEM) and
ALCOVE_PKCS11_MODULE (the token's library). ALCOVE_TIMESTAMP_SERVER names a server of time stamps (RFC 3161). Without a
certificate a test certificate is made, which no Windows trusts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from installers.contents import ROOT
from installers.sign import SigningError

PRODUCT = "Alcove"
TEST_KEY, TEST_CERTIFICATE = "test-authenticode-key.pem", "test-authenticode.pem"
TEST_NAME = f"{PRODUCT} test certificate"
_VALID = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What osslsigncode is told to sign with; secrets are in files or in the token, never among the arguments."""

    options: tuple[str, ...]
    passphrase: str = ""


def certificate(work: Path) -> Certificate:
    """The certificate that the environment names, else a test certificate that is kept in `work`.

    Raises:
        SigningError: the environment names only half of what is needed.
    """
    named = os.environ.get("ALCOVE_AUTHENTICODE", "")
    passphrase = os.environ.get("ALCOVE_AUTHENTICODE_PASSPHRASE", "")
    if named.startswith("pkcs11:"):
        module, chain = (_needed(name) for name in ("ALCOVE_PKCS11_MODULE", "ALCOVE_AUTHENTICODE_CERTIFICATES"))
        return Certificate(("-pkcs11module", module, "-certs", chain, "-key", named), passphrase)
    if named:
        return Certificate(("-pkcs12", named), passphrase)
    key, public = work / TEST_KEY, work / TEST_CERTIFICATE
    if not key.exists():
        make_test_certificate(key, public)
    print(f"ALCOVE_AUTHENTICODE names no certificate; signing with a test certificate: {public}", file=sys.stderr)
    return Certificate(("-certs", str(public), "-key", str(key)))


def _needed(name: str) -> str:
    if value := os.environ.get(name):
        return value
    raise SigningError(f"A key in a token needs {name} too.")


def make_test_certificate(key_path: Path, path: Path) -> None:
    """Write a key and its certificate for signing code, both in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, TEST_NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
        .sign(key, hashes.SHA256())
    )
    key_path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(key_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.write_bytes(made.public_bytes(Encoding.PEM))


def is_program(path: Path) -> bool:
    """Whether Windows runs this file, whatever its name: it is one in the format of executables."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        if file.read(2) != b"MZ":
            return False
        file.seek(0x3C)
        file.seek(int.from_bytes(file.read(4), "little"))
        return file.read(4) == b"PE\0\0"


def sign(path: Path, by: Certificate, time_s: int | None = None) -> None:
    """Sign a program or a package in its place, also one that shares its content with another name.

    What is signed already, such as a library by its own maker, keeps that signature. Raises SigningError.
    """
    if _run("extract-signature", "-in", str(path), "-out", os.devnull) == "":
        return
    signed = path.with_name(f"{path.name}.signed")
    server = os.environ.get("ALCOVE_TIMESTAMP_SERVER")
    stamp = ["-ts", server] if server else ["-time", str(time_s)] if time_s else []
    with tempfile.NamedTemporaryFile("w", suffix=".pass") as secret:
        secret.write(by.passphrase)
        secret.flush()
        options = [*by.options, "-readpass", secret.name] if by.passphrase else [*by.options]
        said = ["-h", "sha256", "-n", PRODUCT, *stamp, "-in", str(path), "-out", str(signed)]
        failure = _run("sign", *options, *said)
    if failure:
        signed.unlink(missing_ok=True)
        raise SigningError(f"{path} cannot be signed: {failure}")
    signed.chmod(path.stat().st_mode)
    signed.replace(path)


def _run(*arguments: str) -> str:
    """Run osslsigncode; what it said if it failed, else "". Raises SigningError where it is not on this machine."""
    command = ["osslsigncode", *arguments]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    except FileNotFoundError:
        raise SigningError("osslsigncode is not on this machine: sudo apt install osslsigncode") from None
    return (done.stdout.strip() or f"it ended with {done.returncode}") if done.returncode else ""


def main() -> int:
    """Sign each file that the arguments name."""
    try:
        by = certificate(Path(os.environ.get("ALCOVE_SIGNING_WORK", ROOT / "dist" / "work")))
        for name in sys.argv[1:]:
            sign(Path(name), by, int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or None)
    except SigningError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
