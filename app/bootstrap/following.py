"""What follows the folders of the user."""

from app.engines.battery import on_battery
from app.engines.file_watch import FileWatch
from app.services.application import Application
from app.services.library.follower import Follower
from app.services.library.following import Following
from app.services.library.syncing import Syncing
from app.services.quiet import Quiet
from app.storage.audit import Audit
from app.storage.library.file_states import FileStates
from app.storage.library.followed_folders import FollowedFolders


def following(application: Application, followed: FollowedFolders, files: FileStates, audit: Audit) -> Following:
    """Follows folders into the library, quietly."""
    settings, library, lanes = application.settings, application.library, application.lanes
    quiet = Quiet(
        heeds_battery=lambda: not settings.get("library.sync_on_battery"),
        on_battery=on_battery,
        asking=lambda: application.is_asked,
        spared=application.sparing.reason,
    )
    syncing = Syncing(followed, files, library, audit, lambda: int(settings.get("library.days_gone_kept")))
    follower = Follower(
        followed, syncing, library, lanes.library, FileWatch(), quiet, lambda: int(settings.get("library.poll_seconds"))
    )
    return Following(followed, files, library, syncing, follower, quiet, audit, application.permissions)
