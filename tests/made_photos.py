"""Photographs as a telephone takes them: with words to read, and with what it knows of time and place."""

from pathlib import Path

from PIL import ExifTags, Image, ImageDraw, ImageFont

SIGN = ("PUMP STATION 7", "Oil grade ISO VG 68")
REMARK = "taken at 52.51631, -13.37769"


def made_photo(path: Path, lines: tuple[str, ...] = SIGN, *, with_origin: bool = True) -> Path:
    """A JPEG of a sign with these lines; `with_origin` it says, in Exif and in a remark, when and where it was taken."""
    picture = Image.new("RGB", (900, 420), "white")
    drawing = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        drawing.text((60, 80 + 120 * number), line, fill="black", font=ImageFont.load_default(56))
    exif = Image.Exif()
    if with_origin:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:20 14:03:00"
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(
            {
                ExifTags.GPS.GPSLatitudeRef: "N",
                ExifTags.GPS.GPSLatitude: (52.0, 30.0, 58.7),
                ExifTags.GPS.GPSLongitudeRef: "W",
                ExifTags.GPS.GPSLongitude: (13.0, 22.0, 39.7),
            }
        )
    picture.save(path, exif=exif, comment=REMARK if with_origin else "")
    return path
