"""Why a call is not answered, in the shape that callers of OpenAI's API expect."""

import msgspec

_KINDS = {401: "authentication_error", 403: "permission_error", 404: "not_found_error", 429: "rate_limit_error"}
_SERVERS_FAULT = 500


class Refusal(Exception):
    """A call that is not answered: the HTTP status, and one sentence for the caller."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status

    def body(self) -> bytes:
        """The refusal as JSON: {"error": {"message", "type", "param", "code"}}."""
        kind = "server_error" if self.status >= _SERVERS_FAULT else _KINDS.get(self.status, "invalid_request_error")
        return msgspec.json.encode({"error": {"message": str(self), "type": kind, "param": None, "code": None}})
