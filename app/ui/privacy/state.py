"""What the privacy view shows, and how it changes; without Qt."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from app.lockdown.terms import LockStatus, Stage

if TYPE_CHECKING:
    from app.lockdown.proof import Proof


class Hold(Enum):
    """How firmly this process is held off the network, as far as the system itself says."""

    UNKNOWN = auto()
    SEALED = auto()
    """The system refuses every socket."""
    LOCAL = auto()
    """The system refuses every socket but those within this machine."""
    PORTABLE = auto()
    """Only Alcove's own layer refuses; the system does not."""
    OPEN = auto()
    """Nothing refuses."""


@dataclass(frozen=True, slots=True)
class VaultFacts:
    """Where everything lies, and what its key is kept by."""

    folder: str
    models_folder: str
    under_passphrase: bool
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Callers:
    """Whether other programs may ask Alcove, and where they can now."""

    allowed: bool
    urls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """How many entries the audit log has, and what is wrong with it, "" if it is whole."""

    entries: int
    problem: str


@dataclass(frozen=True, slots=True)
class PrivacyState:
    """Everything the view shows; what was not looked at yet is None."""

    lock: LockStatus | None = None
    facts: VaultFacts | None = None
    callers: Callers = Callers(allowed=False)
    proof: "Proof | None" = None
    proving: bool = False
    audit: AuditVerdict | None = None
    checking: bool = False

    @property
    def hold(self) -> Hold:
        """How firmly the lock holds."""
        if self.lock is None:
            return Hold.UNKNOWN
        if self.lock.stage is None:
            return Hold.OPEN
        if not self.lock.kernel_enforced:
            return Hold.PORTABLE
        return Hold.SEALED if self.lock.stage is Stage.SEALED else Hold.LOCAL

    @property
    def counts(self) -> tuple[int, int, int]:
        """Attempts of the proof: refused, not possible on this machine, got out."""
        attempts = self.proof.attempts if self.proof else ()
        refused = sum(attempt.refused for attempt in attempts)
        got_out = sum(got_out_by(str(attempt.outcome)) for attempt in attempts)
        return refused, len(attempts) - refused - got_out, got_out


def got_out_by(outcome: str) -> bool:
    """Whether an attempt's outcome means that the network was reached."""
    return outcome == "got out"


def look(state: PrivacyState, lock: LockStatus, facts: VaultFacts, callers: Callers) -> PrivacyState:
    """The lock, the vault and the local API were looked at."""
    return replace(state, lock=lock, facts=facts, callers=callers)


def start_proof(state: PrivacyState) -> PrivacyState:
    """Alcove begins trying to get out."""
    return replace(state, proving=True, proof=None)


def prove(state: PrivacyState, proof: "Proof | None") -> PrivacyState:
    """It has tried (None: the attempt itself failed); the lock's status is the one read after it."""
    return replace(state, proving=False, proof=proof, lock=proof.status if proof else state.lock)


def start_check(state: PrivacyState) -> PrivacyState:
    """The audit log is being read."""
    return replace(state, checking=True)


def check(state: PrivacyState, verdict: AuditVerdict | None) -> PrivacyState:
    """It was read (None: it could not be)."""
    return replace(state, checking=False, audit=verdict)
