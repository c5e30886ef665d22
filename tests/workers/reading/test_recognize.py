"""What a file is, by its content."""

import pytest

from app.core.errors import UnreadableFile
from app.workers.reading.recognize import recognize
from tests.made_documents import docx, paragraph, pdf, zipped


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report.pdf", pdf("Text"), "pdf"),
        ("report.txt", pdf("Text"), "pdf"),
        ("report.pdf", b"junk before\n" + pdf("Text"), "pdf"),
        ("letter.docx", docx(paragraph("Text")), "docx"),
        ("letter", docx(paragraph("Text")), "docx"),
        ("page.html", b"<p>No declaration", "html"),
        ("page.txt", b"\xef\xbb\xbf<!-- made by hand -->\n<!DOCTYPE html><p>x", "html"),
        ("page", '<html lang="de">'.encode("utf-16"), "html"),
        ("page.xhtml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        ("notes.md", b"# Notes", "markdown"),
        ("notes.MARKDOWN", b"<html> is a tag", "markdown"),
        ("notes.txt", b"Notes", "text"),
        ("program.py", b"print(1)", "text"),
        ("table.csv", b"a,b\n1,2", "text"),
        ("without-ending", "Grüße".encode("latin-1"), "text"),
    ],
)
def test_content_decides_and_the_name_helps(name: str, content: bytes, kind: str) -> None:
    assert recognize(name, content) == kind


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("a.txt", b"", "is empty"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(20), "a picture"),
        ("a.docx", b"\xff\xd8\xff\xe0", "a picture"),
        ("a", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a picture"),
        ("a.svg", b"<svg xmlns='x'/>", "a picture"),
        ("a.xml", b"<?xml version='1.0'?><svg/>", "a picture"),
        ("a.wav", b"RIFF\x00\x00\x00\x00WAVEfmt ", "Meetings"),
        ("a.m4a", b"\x00\x00\x00\x20ftypM4A ", "Meetings"),
        ("a.docx", zipped({"xl/workbook.xml": b"<x/>"}), "a spreadsheet"),
        ("a.zip", zipped({"ppt/presentation.xml": b"<x/>"}), "a presentation"),
        ("a.odt", zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "an OpenDocument file"),
        ("a.zip", zipped({"../../etc/passwd": b"x"}), "an archive"),
        ("a.zip", zipped({"inner.zip": zipped({"a": b"x"})}), "an archive"),
        ("a.docx", b"PK\x03\x04 and nothing more", "damaged"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "an old Word document"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "a spreadsheet"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.rtf", b"{\\rtf1 text}", "an RTF document"),
        ("a.xml", b"<catalogue/>", "an XML file"),
        ("a.eml", b"Subject: x\n\ntext", "an e-mail"),
        ("a", b"Received: from a by b\nSubject: x\n\ntext", "an e-mail"),
        ("a", b"From me@example.org Sat Jan  3 01:05:34 1996\nSubject: x", "a mailbox"),
        ("a", b"\x7fELF\x02\x01\x01", "a program"),
        ("a.gz", b"\x1f\x8b\x08\x00", "a compressed file"),
        ("a.pdf", b"only text", "not what its name says"),
    ],
)
def test_what_is_not_read_is_named_in_one_sentence(name: str, content: bytes, named: str) -> None:
    with pytest.raises(UnreadableFile, match=named) as caught:
        recognize(name, content)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
