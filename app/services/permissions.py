"""What the administrator's policy lets this user do: asked by every service before it does it."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.core.administration.guardrails import NONE, Guardrails, parse_guardrails
from app.core.administration.policy import Policy
from app.core.errors import RefusedByPolicy
from app.core.models.model import Model
from app.lockdown.lock import LockStatus, status
from app.storage.places import Places
from app.storage.policy_files import user_name

Refused = Callable[[str], None]
_TEMPLATE = "guardrails.template"


class Permissions:
    """Answers and refuses by the policy. `refused` is told the rule each time, for the audit log."""

    def __init__(self, policy: Policy, refused: Refused = lambda _rule: None) -> None:
        self.policy = policy
        self._refused = refused

    def reason(self, rule: str) -> str:
        """Why the user may not do what this rule is about, in a sentence for beside a control; "" if they may."""
        return self.policy.reason(rule)

    def require(self, rule: str) -> None:
        """Go on only if the policy allows it. Raises RefusedByPolicy."""
        if reason := self.reason(rule):
            self._refuse(rule, reason)

    @property
    def hands_on_meetings(self) -> bool:
        """Whether what was said in meetings may go as it is anywhere but to the window: other programs, the command line."""
        return not self.reason_to_keep_meetings

    @property
    def reason_to_keep_meetings(self) -> str:
        """Why it may not, in a sentence; "" where it may. An export is made nevertheless, without what is taken out of it."""
        if self.policy.value(_TEMPLATE) == NONE:
            return self.reason("export.allowed")
        return self.reason("export.allowed") or (
            f"Your organization has names and the like taken out of meetings that are handed on ({_TEMPLATE})."
        )

    def require_meetings_as_they_are(self) -> None:
        """Go on only if what was said in meetings may be handed on as it is. Raises RefusedByPolicy."""
        self.require("export.allowed")
        if reason := self.reason_to_keep_meetings:
            self._refuse(_TEMPLATE, f"{reason} Export the meeting instead.")

    def reason_against_model(self, model: Model, signed: bool) -> str:
        """Why a model may not be used, in a few words; "" if it may. What comes with Alcove always may.

        Only a model of the shipped catalogue or of a `signed` pack, which know its hash, is allowed by its id: what a
        user brings along is called as the user likes.
        """
        if self.policy.value("models.signed_only") and not signed:
            return "not signed, which your organization requires"
        allowed = self._listed("models.allowed")
        if not allowed or (signed and (model.shipped_in or model.id in allowed)):
            return ""
        hashes = {one.lower().removeprefix("sha256:") for one in allowed}
        return "" if {file.sha256 for file in model.files} <= hashes else "not allowed by your organization"

    def require_model(self, model: Model, signed: bool) -> None:
        """Go on only if this model may be used. Raises RefusedByPolicy."""
        if self.reason_against_model(model, signed):
            unsigned = self.policy.value("models.signed_only") and not signed
            rule = "models.signed_only" if unsigned else "models.allowed"
            self._refuse(rule, f"Your organization does not allow the model {model.name} ({rule}); choose another.")

    def require_unlisted_models(self) -> None:
        """Go on only if a model may be used that nobody can have listed, as it is only being made. Raises RefusedByPolicy."""
        if self._listed("models.allowed"):
            sentence = (
                "Your organization allows the models it lists (models.allowed), and one made here is none of them."
            )
            self._refuse("models.allowed", sentence)

    def may_read(self, path: Path) -> bool:
        """Whether documents may be taken from here, wherever a link leads."""
        folders = self._listed("library.folders")
        if not folders:
            return True
        real = Path(os.path.realpath(path))
        return any(real.is_relative_to(os.path.realpath(_expanded(folder))) for folder in folders)

    def require_readable(self, paths: Sequence[Path]) -> None:
        """Go on only if documents may be taken from all of these. Raises RefusedByPolicy."""
        for path in paths:
            if not self.may_read(path):
                folders = ", ".join(self._listed("library.folders"))
                sentence = f"{path} is in no folder your organization allows (library.folders); those are: {folders}."
                self._refuse("library.folders", sentence)

    def require_passphrase(self, passphrase: str | None) -> None:
        """Go on only if a vault may be locked so; None is the keyring. Raises RefusedByPolicy."""
        if passphrase is None:
            if self.requires_passphrase():
                sentence = "Your organization requires a passphrase (vault.passphrase_required); choose one."
                self._refuse("vault.passphrase_required", sentence)
        elif self.policy.reason("vault.passphrase_length") and len(passphrase) < self.shortest_passphrase:
            sentence = (
                f"Your organization requires a passphrase of at least {self.shortest_passphrase} characters"
                " (vault.passphrase_length); choose a longer one."
            )
            self._refuse("vault.passphrase_length", sentence)

    def require_lock(self, lock_status: Callable[[], LockStatus] = status) -> None:
        """Go on only if the offline lock holds as the policy wants it. Raises RefusedByPolicy."""
        if self.policy.value("lock.system_required") and not (held := lock_status()).kernel_enforced:
            sentence = (
                "Your organization opens vaults only where the operating system holds the offline lock"
                f" (lock.system_required), and here it does not: {held.detail}."
            )
            self._refuse("lock.system_required", sentence)

    def guardrails(self, places: Places) -> Guardrails:
        """What the organization wants said, refused and taken out."""
        key, disclaimer = str(self.policy.value(_TEMPLATE)), str(self.policy.value("guardrails.disclaimer"))
        if key == NONE:
            return Guardrails(disclaimer)
        return parse_guardrails(
            (places.resources / "guardrails" / f"{key}.toml").read_text(encoding="utf-8"), disclaimer
        )

    @property
    def shortest_passphrase(self) -> int:
        """The fewest characters of a new passphrase."""
        return int(str(self.policy.value("vault.passphrase_length")))

    def requires_passphrase(self) -> bool:
        """Whether the keyring alone will not do."""
        return bool(self.policy.value("vault.passphrase_required"))

    def _listed(self, rule: str) -> tuple[str, ...]:
        value = self.policy.value(rule)
        return value if isinstance(value, tuple) else ()

    def _refuse(self, rule: str, sentence: str) -> None:
        self._refused(rule)
        raise RefusedByPolicy(sentence)


def _expanded(folder: str) -> Path:
    """A folder with the user's own in place of ~, as the system knows it: the environment is the user's to change."""
    if sys.platform == "win32" or not folder.startswith("~"):
        return Path(folder).expanduser()
    return Path(f"~{user_name()}{folder[1:]}").expanduser()
