"""Who may call: programs of this machine that address it as such and know the token; never a page in a browser."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from app.workers.calling.refusal import Refusal

_OWN_NAMES = ("127.0.0.1", "localhost")
_BEARER = b"bearer "
_SENT_BY_BROWSERS = (b"origin", b"sec-fetch-site", b"sec-fetch-mode")


@dataclass(frozen=True, slots=True)
class Gate:
    """What is asked of every call, before a byte of its body is read.

    `address` is the host and port listened on, "" for a Unix socket, whose file says who may open it.
    """

    address: str = ""
    token_sha256: str = ""

    def check(self, headers: Mapping[bytes, bytes]) -> None:
        """Let a call pass by its headers, whose names are in lower case.

        A name that a hostile site lets its visitors resolve to this machine stands in `Host` (DNS rebinding); whatever
        a page sends stands out by headers that it cannot leave away.

        Raises:
            Refusal: 403 for what a browser sends or another host's name, 401 for a missing or wrong token.
        """
        if any(name in headers for name in _SENT_BY_BROWSERS):
            raise Refusal(403, "Alcove does not answer pages in a browser.")
        if not self._is_addressed(headers.get(b"host", b"")):
            raise Refusal(403, f"This is not a name of this machine; call {self.address or 'localhost'}.")
        if self.token_sha256 and not self._knows_token(headers.get(b"authorization", b"")):
            raise Refusal(401, "The token is missing or wrong; make a new one with: alcove serve --new-token")

    def _is_addressed(self, host: bytes) -> bool:
        name, _, port = host.decode("latin-1").lower().partition(":")
        own_port = self.address.partition(":")[2]
        return name in _OWN_NAMES and (not self.address or port == own_port)

    def _knows_token(self, authorization: bytes) -> bool:
        if authorization[: len(_BEARER)].lower() != _BEARER:
            return False
        shown = hashlib.sha256(authorization[len(_BEARER) :].strip()).hexdigest()
        return hmac.compare_digest(shown, self.token_sha256)
