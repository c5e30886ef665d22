"""What spares battery and heat in the field."""

from app.engines.battery import read_battery
from app.engines.heat import Thermometer
from app.services.application import Application
from app.services.sparing import Sparing


def sparing(application: Application) -> Sparing:
    """Lets recordings wait to be transcribed; what follows folders and makes backups asks it itself."""

    def hold(held: bool) -> None:
        application.recordings.hold(held)
        application.recorded_queue.hold(held)

    return Sparing(application.settings, read_battery, Thermometer().read, hold)
