"""What makes backups, and restores them."""

from app.engines.battery import on_battery
from app.services.administration.backup_schedule import BackupSchedule
from app.services.administration.backups import Backups
from app.services.application import Application
from app.services.quiet import Quiet
from app.storage.audit import Audit

_AT_WORK = "Waiting until Alcove has nothing else to do."


def backups(application: Application, audit: Audit) -> tuple[Backups, BackupSchedule]:
    """Backups of the open vault, and the schedule by which they are made while nothing else is done."""
    made = Backups(application.vault, application.settings, audit)
    quiet = Quiet(
        heeds_battery=lambda: True,
        on_battery=on_battery,
        asking=lambda: application.is_asked,
        spared=application.sparing.reason,
    )
    lanes = application.lanes
    others = (lanes.library, lanes.meeting, lanes.recording, lanes.captions, lanes.minutes)

    def reason_to_wait() -> str:
        return quiet.reason() or (_AT_WORK if any(lane.busy for lane in others) else "")

    return made, BackupSchedule(made, lanes.backup, reason_to_wait)
