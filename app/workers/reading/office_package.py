"""The zipped XML that Office documents are made of, opened without believing what it says of itself."""

import zipfile
import zlib
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree

from app.core.errors import UnreadableFile
from app.workers.reading.terms import damaged

_MAXIMUM_PART_BYTES = 64 * 1024 * 1024
_MAXIMUM_TOTAL_BYTES = 1024 * 1024 * 1024
_MAXIMUM_MEMBERS = 20_000
_MAXIMUM_RATIO = 250
"""Real documents stay under 60; deflate cannot exceed 1,032."""
_RATIO_COUNTS_FROM_BYTES = 8 * 1024 * 1024
# Strict documents (ISO 29500 part 1) differ from the usual ones in their names alone.
_STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://purl.oclc.org/ooxml/officeDocument/math")
_USUAL = (
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/math",
)
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class OfficePackage:
    """The parts of one document. Only parts that are asked for are unpacked, in memory, never to a path.

    Raises:
        UnreadableFile: it is damaged, or would unpack to far more than a document holds.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except _BROKEN_ZIP as error:
            raise damaged("Word document", f"its table of contents cannot be read ({error})") from None
        _refuse_bomb(self._archive.infolist())
        self._names = set(self._archive.namelist())

    def part(self, name: str) -> etree._Element | None:
        """The root of an XML part, None if the package has no such part.

        Raises:
            UnreadableFile: the part is damaged, too large, or declares entities.
        """
        if name not in self._names:
            return None
        announced_bytes = self._archive.getinfo(name).file_size
        if announced_bytes > _MAXIMUM_PART_BYTES:
            limit = _MAXIMUM_PART_BYTES // 1024**2
            raise UnreadableFile(f"The text of this document is larger than {limit} MB; split it and add the parts.")
        try:
            with self._archive.open(name) as file:
                # Without a size it would unpack whatever there is, whatever was announced.
                xml = file.read(announced_bytes)
        except _BROKEN_ZIP as error:
            raise damaged("Word document", f"{name} cannot be unpacked ({error})") from None
        return _parse(name, xml)

    def related(self, source: str, kind: str) -> str | None:
        """The part that `source` ("" for the package) names as its `kind`, such as "styles"; None if it names none."""
        relations = self.part(join(dirname(source), "_rels", f"{source.rpartition('/')[2]}.rels"))
        if relations is None:
            return None
        for relation in relations.iter("{*}Relationship"):
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                return normpath(join(dirname(source), target)) if not target.startswith("/") else target[1:]
        return None


def _refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    total = sum(member.file_size for member in members)
    ratio_exceeded = any(
        member.file_size > _RATIO_COUNTS_FROM_BYTES and member.file_size > _MAXIMUM_RATIO * max(1, member.compress_size)
        for member in members
    )
    if total > _MAXIMUM_TOTAL_BYTES or ratio_exceeded or len(members) > _MAXIMUM_MEMBERS:
        raise UnreadableFile("This document would unpack to far more than its size; it may be made to do harm.")


def _parse(name: str, xml: bytes) -> etree._Element:
    for strict, usual in zip(_STRICT, _USUAL, strict=True):
        xml = xml.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise damaged("Word document", f"{name} is not well-formed XML ({error.msg})") from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile(
            "This document declares XML entities, which no Word document does; it may be made to do harm."
        )
    return root
