"""What the first screen knows, and how it changes; without Qt."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from app.core.administration.policy import SHORTEST_PASSPHRASE
from app.ui.unlock.strength import Level, Strength, strength


class Step(Enum):
    """Where the user is: making a vault; bringing a backup instead of that or of unlocking; keeping a new vault's recovery key; unlocking, by
    the keyring or passphrase, or with the key on paper.
    """

    CREATE = auto()
    BRING = auto()
    RECOVERY_KEY = auto()
    UNLOCK = auto()
    RECOVER = auto()


class Protection(Enum):
    """What wraps the vault's key."""

    KEYRING = auto()
    PASSPHRASE = auto()


@dataclass(frozen=True, slots=True)
class UnlockState:
    """Everything the screen shows. Secrets are left out of its printed form.

    `text`, `passphrase_required` and `shortest` are the organization's: what it has to say, whether the keyring alone
    will not do, and the fewest characters. `upgraded_percent` is how far the copy is that is made before the vault is brought
    to this version; None where none is made. `instead_of` is where a backup was wanted. `passphrase` is what was typed into the first field: the recovery key, while unlocking with that.
    """

    step: Step
    keyring_available: bool = False
    protection: Protection = Protection.PASSPHRASE
    passphrase: str = field(default="", repr=False)
    repeated: str = field(default="", repr=False)
    working: bool = False
    upgraded_percent: int | None = None
    problem: str = ""
    recovery_key: str = field(default="", repr=False)
    recovery_key_kept: bool = False
    text: str = ""
    passphrase_required: bool = False
    shortest: int = SHORTEST_PASSPHRASE
    instead_of: Step = Step.CREATE

    @property
    def gives_way(self) -> bool:
        """Whether a backup that is brought takes the place of a vault that is here, and locked."""
        return self.step is Step.BRING and self.instead_of is not Step.CREATE

    @property
    def strength(self) -> Strength:
        """How hard the passphrase is to guess."""
        return strength(self.passphrase, self.shortest)

    @property
    def may_go_on(self) -> bool:
        """Whether the button that goes on works."""
        if self.working:
            return False
        if self.step is Step.RECOVERY_KEY:
            return self.recovery_key_kept
        if self.step is Step.RECOVER:
            return bool(self.passphrase.strip())
        if self.protection is Protection.KEYRING:
            return True
        if self.step is Step.UNLOCK:
            return bool(self.passphrase)
        return self.strength.level > Level.TOO_SHORT and self.passphrase == self.repeated

    @property
    def given_passphrase(self) -> str | None:
        """What to hand to the vault: None stands for the keyring."""
        by_keyring = self.protection is Protection.KEYRING and self.step is not Step.RECOVER
        return None if by_keyring else self.passphrase


def begin_new(
    keyring_available: bool,
    text: str = "",
    passphrase_required: bool = False,
    shortest: int = SHORTEST_PASSPHRASE,
) -> UnlockState:
    """The screen for making a vault."""
    by_keyring = keyring_available and not passphrase_required
    protection = Protection.KEYRING if by_keyring else Protection.PASSPHRASE
    return UnlockState(
        Step.CREATE,
        keyring_available,
        protection,
        text=text,
        passphrase_required=passphrase_required,
        shortest=shortest,
    )


def begin_locked(needs_passphrase: bool, problem: str = "") -> UnlockState:
    """The screen for a locked vault; `problem` says why the keyring did not open it."""
    protection = Protection.PASSPHRASE if needs_passphrase else Protection.KEYRING
    return UnlockState(Step.UNLOCK, not needs_passphrase, protection, problem=problem)


def use_recovery_key(state: UnlockState, wanted: bool) -> UnlockState:
    """The user turns to the key on paper, or back."""
    return replace(state, step=Step.RECOVER if wanted else Step.UNLOCK, passphrase="", problem="")


def bring_backup(state: UnlockState, wanted: bool) -> UnlockState:
    """The user brings a backup instead of making or unlocking a vault, or goes back to that."""
    if wanted:
        return replace(state, step=Step.BRING, instead_of=state.step, problem="")
    return replace(state, step=state.instead_of, problem="")


def choose(state: UnlockState, protection: Protection) -> UnlockState:
    """The user chooses what protects the new vault."""
    return replace(state, protection=protection, problem="")


def type_passphrase(state: UnlockState, passphrase: str, repeated: str) -> UnlockState:
    """The user types; an earlier complaint goes away."""
    return replace(state, passphrase=passphrase, repeated=repeated, problem="")


def start_work(state: UnlockState) -> UnlockState:
    """The vault is being made or opened."""
    return replace(state, working=True, problem="")


def tell_upgrade(state: UnlockState, share: float | None) -> UnlockState:
    """So much of the vault is copied before it is brought to this version; None where it is not, or not any more."""
    return replace(state, upgraded_percent=None if share is None else round(100 * share))


def fail(state: UnlockState, problem: str) -> UnlockState:
    """It did not work: a wrong passphrase is cleared; a long key mistyped, and what was chosen for a new vault, stay."""
    if state.step is Step.UNLOCK:
        state = replace(state, passphrase="")
    return replace(state, working=False, upgraded_percent=None, problem=problem)


def show_recovery_key(state: UnlockState, recovery_key: str) -> UnlockState:
    """The vault is made: its recovery key is shown, this once. The passphrase is forgotten here."""
    return replace(state, step=Step.RECOVERY_KEY, working=False, passphrase="", repeated="", recovery_key=recovery_key)


def keep_recovery_key(state: UnlockState, kept: bool) -> UnlockState:
    """The user says that the key is in a safe place."""
    return replace(state, recovery_key_kept=kept)
