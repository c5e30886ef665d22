"""The zipped XML that Office documents are made of, opened without believing what it says of itself."""

import re
import zipfile
import zlib
from collections.abc import Iterator
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
_STRICT = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|spreadsheetml|presentationml|drawingml|officeDocument)/"
)
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class OfficePackage:
    """The parts of one document. Only parts that are asked for are unpacked, in memory, never to a path.

    `kind` names the document to the user.

    Raises:
        UnreadableFile: it is damaged, or would unpack to far more than a document holds.
    """

    def __init__(self, content: bytes, kind: str) -> None:
        self._kind = kind
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except BROKEN_ZIP as error:
            raise damaged(kind, f"its table of contents cannot be read ({error})") from None
        refuse_bomb(self._archive.infolist())
        self._names = set(self._archive.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def part(self, name: str) -> etree._Element | None:
        """The root of an XML part, None if the package has no such part.

        Raises:
            UnreadableFile: the part is damaged, too large, or declares entities.
        """
        xml = self.content(name)
        if xml is None:
            return None
        xml = _STRICT.sub(_USUAL, xml)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(xml, parser)
        except etree.XMLSyntaxError as error:
            raise damaged(self._kind, f"{name} is not well-formed XML ({error.msg})") from None
        _refuse_entities(root)
        return root

    def content(self, name: str) -> bytes | None:
        """The bytes of a part, None if the package has no such part. Raises as `part`."""
        if name not in self._names:
            return None
        announced_bytes = self._archive.getinfo(name).file_size
        if announced_bytes > _MAXIMUM_PART_BYTES:
            limit = _MAXIMUM_PART_BYTES // 1024**2
            raise UnreadableFile(f"The text of this document is larger than {limit} MB; split it and add the parts.")
        try:
            with self._archive.open(name) as file:
                # Without a size it would unpack whatever there is, whatever was announced.
                return file.read(announced_bytes)
        except BROKEN_ZIP as error:
            raise damaged(self._kind, f"{name} cannot be unpacked ({error})") from None

    def elements(self, name: str, tag: str) -> Iterator[etree._Element]:
        """The elements of one tag of a part, one at a time and emptied behind, so that no part is too long.

        None at all if the package has no such part; of any namespace, as a strict document's are not the usual ones.
        Raises as `part`.
        """
        if name not in self._names:
            return
        looked = False
        try:
            with self._archive.open(name) as file:
                for _, element in etree.iterparse(file, tag=f"{{*}}{tag}", resolve_entities=False, no_network=True):
                    if not looked:
                        _refuse_entities(element)
                        looked = True
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
        except (*BROKEN_ZIP, etree.XMLSyntaxError) as error:
            raise damaged(self._kind, f"{name} cannot be read to its end ({error})") from None

    def related(self, source: str, kind: str) -> str | None:
        """The part that `source` ("" for the package) names as its `kind`, such as "styles"; None if it names none."""
        return next((target for found, _, target in self._relations(source) if found == kind), None)

    def all_related(self, source: str) -> dict[str, str]:
        """The parts that `source` names, by the identity it uses for each."""
        return {identity: target for _, identity, target in self._relations(source)}

    def _relations(self, source: str) -> Iterator[tuple[str, str, str]]:
        """Kind, identity and part of each relation to another part."""
        relations = self.part(join(dirname(source), "_rels", f"{source.rpartition('/')[2]}.rels"))
        for relation in () if relations is None else relations.iter("{*}Relationship"):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                name = normpath(join(dirname(source), target)) if not target.startswith("/") else target[1:]
                yield relation.get("Type", "").rpartition("/")[2], relation.get("Id", ""), name


def relation_id(element: etree._Element) -> str:
    """The identity of the relation that an element names; "" if none."""
    return element.get(_RELATION_ID) or element.get(_RELATION_ID.replace("}id", "}embed")) or ""


def refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    """Look at what an archive says of itself; nothing is unpacked, and what is later ends where it said.

    Raises:
        UnreadableFile: it would unpack to far more than its size.
    """
    total = sum(member.file_size for member in members)
    ratio_exceeded = any(
        member.file_size > _RATIO_COUNTS_FROM_BYTES and member.file_size > _MAXIMUM_RATIO * max(1, member.compress_size)
        for member in members
    )
    if total > _MAXIMUM_TOTAL_BYTES or ratio_exceeded or len(members) > _MAXIMUM_MEMBERS:
        raise UnreadableFile("This document would unpack to far more than its size; it may be made to do harm.")


def _refuse_entities(element: etree._Element) -> None:
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise UnreadableFile("This document declares XML entities, which no document needs; it may be made to do harm.")
