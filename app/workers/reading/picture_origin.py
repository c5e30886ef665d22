"""When and where a picture was taken, as its Exif data says (CIPA DC-008, "Exchangeable image file format")."""

import math
import struct
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from PIL import ExifTags, Image

from app.core.asking.pictures import PictureOrigin
from app.workers.reading.picture_files import DAMAGE


def origin_of(content: bytes) -> PictureOrigin:
    """What a picture file says; whatever is missing, or makes no sense, is left out."""
    try:
        exif = Image.open(BytesIO(content)).getexif()
        details, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except (*DAMAGE, struct.error):
        return PictureOrigin()
    taken = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    gps = ExifTags.GPS
    latitude = _degrees(place, gps.GPSLatitude, gps.GPSLatitudeRef, "S", 90.0)
    longitude = _degrees(place, gps.GPSLongitude, gps.GPSLongitudeRef, "W", 180.0)
    if latitude is None or longitude is None:
        latitude = longitude = None
    return PictureOrigin(_iso(taken), latitude, longitude)


def _iso(untrusted_taken: object) -> str:
    day, _, time = str(untrusted_taken)[:19].partition(" ")
    try:
        return datetime.fromisoformat(f"{day.replace(':', '-')}T{time}").isoformat()
    except ValueError:
        return ""


def _degrees(place: Mapping[int, object], value: int, reference: int, negative: str, most: float) -> float | None:
    """Degrees of degrees, minutes and seconds."""
    parts = place.get(value)
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    try:
        found = math.fsum(float(part) / 60**power for power, part in enumerate(parts))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not math.isfinite(found) or abs(found) > most:
        return None
    return -found if str(place.get(reference, "")).upper().startswith(negative) else found
