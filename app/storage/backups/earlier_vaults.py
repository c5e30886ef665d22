"""The vault as it was before it was brought to a newer layout: a backup of it alone, made before anything is changed."""

import logging
from pathlib import Path

from app import __version__
from app.core.administration.backups import BACKUP_SUFFIX, DATABASE_MEMBER, BackupFacts, backup_name
from app.core.cancel import CancelToken
from app.core.clock import utc_now
from app.storage.backups.backup_files import write_backup
from app.storage.backups.backup_members import on_disk
from app.storage.database import Connection, CopyProgress, copy_database
from app.storage.files import require_room, working_folder
from app.storage.keys import Purpose, derive
from app.storage.places import Places

_log = logging.getLogger(__name__)
_KEPT = 2


def keep_earlier(places: Places, connection: Connection, data_key: bytes, told: CopyProgress) -> None:
    """Keep what this connection sees, with the key file; of those before, only the last stays.

    `told` gets how far it is, as `copy_database` tells it.

    Raises:
        UserError: there is no room, or nothing can be written; the vault was not touched.
    """
    size_bytes = places.database.stat().st_size
    require_room(places.profile, 2 * size_bytes, "The copy of the vault that is made before an upgrade")
    places.earlier.mkdir(mode=0o700, exist_ok=True)
    made_at = utc_now()
    target = places.earlier / backup_name(made_at)
    with working_folder(places.unfinished) as folder:
        copy = folder / DATABASE_MEMBER
        copy_database(connection, copy, derive(data_key, Purpose.DATABASE), told)
        facts = BackupFacts(made_at, __version__, vault_only=True)
        key_file = places.key_file.read_bytes()
        members = on_disk(DATABASE_MEMBER, copy)
        for _bytes in write_backup(target, data_key, key_file, facts, members, CancelToken()):
            continue
    for old in earlier_backups(places)[:-_KEPT]:
        old.unlink(missing_ok=True)
    _log.info("the vault was copied before it is brought to a newer layout: %s", target.name)


def earlier_backups(places: Places) -> list[Path]:
    """These backups, the oldest first."""
    return sorted(places.earlier.glob(f"*{BACKUP_SUFFIX}"))
