"""Where Alcove keeps its things on this machine."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from app.core.errors import UserError


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one profile, the models shared by all profiles, and what was shipped with the program.

    A `portable` profile is taken from computer to computer: no keyring of any of them keeps its key.
    `machine_models` is what the administrator laid down for all users of this machine: it is only read.
    """

    profile: Path
    models: Path
    resources: Path
    portable: bool = False
    machine_models: Path = field(default_factory=lambda: _machine_models())

    @property
    def key_file(self) -> Path:
        """The wrapped data key: useless without the keyring, the passphrase or the recovery key."""
        return self.profile / "key.json"

    @property
    def database(self) -> Path:
        """The one encrypted database."""
        return self.profile / "vault.db"

    @property
    def unfinished_database(self) -> Path:
        """The database while a vault is being made: it becomes `database` once its key is on disk."""
        return self.profile / "vault.db.new"

    @property
    def blobs(self) -> Path:
        """Sealed files beside the database, such as recordings."""
        return self.profile / "blobs"

    @property
    def knowledge(self) -> Path:
        """Sealed files of documents that came in knowledge packs."""
        return self.blobs / "knowledge"

    @property
    def machine_knowledge(self) -> Path:
        """The folder of knowledge packs for all users of this machine, beside that of its models; it need not be there."""
        return self.machine_models.parent / "knowledge"

    @property
    def generations(self) -> Path:
        """Sealed snapshots of the nearest-neighbour index; they can be rebuilt from the database."""
        return self.profile / "generations"

    @property
    def model_states(self) -> Path:
        """Sealed states of what models have read; without them it is read again."""
        return self.profile / "states"

    @property
    def earlier(self) -> Path:
        """Backups of the vault as it was before it was brought to a newer layout."""
        return self.profile / "earlier"

    @property
    def unfinished(self) -> Path:
        """Copies on their way into a backup or out of one, encrypted as the vault is; nobody misses them."""
        return self.profile / "unfinished"

    @property
    def restored(self) -> Path:
        """A whole profile out of a backup, checked: it takes this one's place at the next start."""
        return self.profile / "restored"

    @property
    def replaced(self) -> Path:
        """What a restored profile took the place of, kept until that has been opened."""
        return self.profile / "replaced"

    @property
    def lock_file(self) -> Path:
        """Held by the one process that owns the profile."""
        return self.profile / "owner.lock"

    @property
    def pipe_file(self) -> Path:
        """Names the pipe of the process that owns the profile, on Windows."""
        return self.profile / "owner.pipe"

    @property
    def api_sign(self) -> Path:
        """Held while other programs can call, and says where."""
        return self.profile / "api.lock"

    @property
    def log(self) -> Path:
        """The local log: numbers and error kinds, never what is in a document."""
        return self.profile / "alcove.log"

    def prepare(self) -> None:
        """Make the profile's folder, readable by this user alone.

        Raises:
            UserError: if it cannot be made.
        """
        try:
            self.profile.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                f"The data folder {self.profile} cannot be made ({error.strerror}); "
                "choose another with --profile, or correct its permissions."
            ) from error


def is_profile(folder: Path) -> bool:
    """Whether this is the folder of a profile, of this program's or of another's: no documents are taken from there."""
    places = Places(folder, folder, folder)
    return places.key_file.is_file() and (places.database.is_file() or places.unfinished_database.is_file())


def find_places(profile: Path | None = None, portable: Path | None = None) -> Places:
    """The places of a profile: `profile`, else ALCOVE_PROFILE, else the user's data folder. Nothing is made yet.

    With `portable`, everything that is kept, models included, lies in that folder and nowhere else.
    """
    if portable is not None:
        folder = portable.expanduser().absolute()
        return Places(folder / "profile", folder / "models", _resources(), portable=True)
    data_folder = platformdirs.user_data_path("alcove", appauthor=False)
    chosen = profile or _folder_from_environment("ALCOVE_PROFILE") or data_folder / "profile"
    models = _folder_from_environment("ALCOVE_MODELS") or data_folder / "models"
    return Places(chosen.expanduser().absolute(), models.expanduser().absolute(), _resources())


def _folder_from_environment(name: str) -> Path | None:
    value = os.environ.get(name, "")
    return Path(value) if value else None


def _machine_models() -> Path:
    """The folder of models for all users of this machine, which only administrators can write; it need not be there."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData"), "Alcove", "models")
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Alcove/models")
    return Path("/usr/share/alcove/models")


def _resources() -> Path:
    frozen_folder: str | None = getattr(sys, "_MEIPASS", None)
    return (Path(frozen_folder) if frozen_folder else Path(__file__).resolve().parents[2]) / "resources"
