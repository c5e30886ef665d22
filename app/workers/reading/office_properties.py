"""What an Office document says of itself: title, author and date."""

from dataclasses import dataclass

from lxml import etree

from app.workers.reading.office_package import OfficePackage
from app.workers.reading.terms import LONGEST_TITLE, iso_date, one_line

_ODF_META = "meta.xml"
_AUTHOR_TAGS = ("creator", "initial-creator", "lastModifiedBy")
_DATE_TAGS = ("modified", "date", "created", "creation-date")


@dataclass(frozen=True, slots=True)
class Properties:
    """Each "" where the document does not say; `date` is of the last change, else of the making, in ISO 8601."""

    title: str = ""
    author: str = ""
    date: str = ""


def read_properties(package: OfficePackage) -> Properties:
    """The properties of an Office Open XML or OpenDocument package; all empty where there are none."""
    name = _ODF_META if _ODF_META in package else package.related("", "core-properties")
    root = None if name is None else package.part(name)
    return Properties() if root is None else properties_of(root)


def properties_of(root: etree._Element) -> Properties:
    """The properties among the Dublin Core and similar elements beneath `root`."""
    texts: dict[str, str] = {}
    for element in root.iter(etree.Element):
        text = one_line(element.text)
        if text:
            texts.setdefault(etree.QName(element).localname, text)
    return Properties(
        title=texts.get("title", "")[:LONGEST_TITLE],
        author=next((texts[tag] for tag in _AUTHOR_TAGS if tag in texts), "")[:LONGEST_TITLE],
        date=next((date for tag in _DATE_TAGS if (date := iso_date(texts.get(tag, "")))), ""),
    )
