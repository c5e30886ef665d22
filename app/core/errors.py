"""The one tree of errors: what a user is told, and the exit code the command line ends with."""


class AlcoveError(Exception):
    """Anything Alcove raises on purpose."""


class Cancelled(AlcoveError):
    """The user asked to stop; never shown."""


class UserError(AlcoveError):
    """One clear sentence, shown as written: what happened, to which file, and what to do now."""

    exit_code = 1


class NothingFound(UserError):
    """The request was understood, and there is nothing that answers it."""

    exit_code = 3


class VaultLocked(UserError):
    """The vault needs a passphrase or a keyring, or the passphrase given is wrong."""

    exit_code = 4


class RefusedByPolicy(UserError):
    """A rule set by the administrator forbids this."""

    exit_code = 5


class UnreadableFile(UserError):
    """A file could not be read; `reason` is the sentence for its row in a list."""

    exit_code = 6


class LockedFile(UnreadableFile):
    """A file is protected by a password, and none or a wrong one was given."""


class ModelError(UserError):
    """A model is missing, does not fit into memory, or is not the file its hash names."""


class WorkerError(UserError):
    """A worker process answered that it could not do what was asked."""


class WorkerCrashed(WorkerError):
    """A worker process ended in the middle of a request.

    `worker_exit_code` is the process's exit status, negative for a signal, as `subprocess` gives it.
    """

    def __init__(self, sentence: str, worker_exit_code: int | None) -> None:
        super().__init__(sentence)
        self.worker_exit_code = worker_exit_code
