"""E-books: a page for each chapter file, in reading order, named as the table of contents names it."""

import dataclasses
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from re import sub

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from app.core.errors import UnreadableFile
from app.core.library.documents import Page, ReadDocument
from app.workers.reading import html
from app.workers.reading.office_package import OfficePackage
from app.workers.reading.office_properties import properties_of
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Reading, damaged, left_out_note, one_line

_KIND = "e-book"
_MARKUP = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")


def read(content: bytes, reading: Reading) -> ReadDocument:
    """The chapters in reading order.

    Raises:
        UnreadableFile: it is damaged, made to do harm, or locked by its seller.
    """
    package = OfficePackage(content, _KIND)
    container = package.part("META-INF/container.xml")
    rootfile = next(container.iter("{*}rootfile"), None) if container is not None else None
    name = rootfile.get("full-path", "") if rootfile is not None else ""
    root = package.part(name)
    if root is None:
        raise damaged(_KIND, "it holds no list of chapters")
    items = {item.get("id", ""): item for item in root.iter("{*}item")}
    spine = [items[one.get("idref", "")] for one in root.iter("{*}itemref") if one.get("idref", "") in items]
    chapters = [_path(name, item.get("href", "")) for item in spine if item.get("media-type") in _MARKUP]
    _refuse_locked(package, chapters)
    pages = tuple(_pages(package, chapters, _contents(package, name, items), reading))
    metadata = root.find("{*}metadata")
    properties = properties_of(metadata if metadata is not None else root)
    notes = (left_out_note(len(pages), len(chapters), "chapters"),) if len(pages) < len(chapters) else ()
    return ReadDocument(properties.title, "epub", pages, notes, properties.author, properties.date)


def _path(source: str, reference: str) -> str:
    return normpath(join(dirname(source), _unescaped(reference.partition("#")[0])))


def _unescaped(reference: str) -> str:
    raw = sub(r"%([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)), reference)
    try:
        return raw.encode("latin-1").decode()
    except UnicodeError:
        return raw


def _refuse_locked(package: OfficePackage, chapters: list[str]) -> None:
    """Fonts are often scrambled; a book whose chapters are, is locked."""
    root = package.part("META-INF/encryption.xml")
    locked = {one.get("URI", "") for one in root.iter("{*}CipherReference")} if root is not None else set()
    if locked & set(chapters):
        raise UnreadableFile("This e-book is locked by its seller (DRM); only the seller's own program can open it.")


def _pages(package: OfficePackage, chapters: list[str], names: dict[str, str], reading: Reading) -> Iterator[Page]:
    length = 0
    label = ""
    for name in chapters[: reading.page_limit]:
        reading.checkpoint()
        label = names.get(name, label)
        content = package.content(name)
        page = html.page_of(html.decoded(content)[0], reading.checkpoint) if content else Page(None, "")
        yield dataclasses.replace(page, label=label)
        length += len(page.text)
        if length > MAXIMUM_CHARACTERS:
            return


def _contents(package: OfficePackage, book: str, items: dict[str, etree._Element]) -> dict[str, str]:
    """The first title that the table of contents gives each chapter file, of EPUB 3 or else of EPUB 2."""
    names: dict[str, str] = {}
    for item in items.values():
        path = _path(book, item.get("href", ""))
        if "nav" in item.get("properties", "").split():
            tree = LexborHTMLParser(html.decoded(package.content(path) or b" ")[0])
            for link in tree.css("nav a"):
                names.setdefault(_path(path, link.attributes.get("href") or ""), one_line(link.text()))
        elif item.get("media-type") == "application/x-dtbncx+xml" and (root := package.part(path)) is not None:
            for point in root.iter("{*}navPoint"):
                source, text = point.find("{*}content"), point.find("{*}navLabel/{*}text")
                if source is not None and text is not None:
                    names.setdefault(_path(path, source.get("src", "")), one_line(text.text))
    return {path: name for path, name in names.items() if name}
