"""What a file is, by its content."""

import pytest

from app.core.errors import UnreadableFile
from app.workers.reading.recognize import recognize
from tests.made_containers import container, msg, ppt
from tests.made_documents import docx, paragraph, pdf, zipped
from tests.made_office import epub, odf, pptx, xlsx


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
        ("table.csv", b"a,b\n1,2", "csv"),
        ("table.TSV", b"a\tb\n1\t2", "csv"),
        ("data.json", b"{}", "json"),
        ("data", b'{"a": 1}', "json"),
        ("data.jsonl", b'{"a": 1}\n{"a": 2}', "json"),
        ("a.xml", b"<catalogue/>", "xml"),
        ("dates.ics", b"BEGIN:VCALENDAR", "text"),
        ("set.txt", b"{a, b}", "text"),
        ("budget", xlsx({"S": ""}), "xlsx"),
        ("talk.docx", pptx(""), "pptx"),
        ("text", odf(""), "odf"),
        ("book.zip", epub({}), "epub"),
        ("budget.doc", container({"Workbook": b"x", "Embedded/WordDocument": b"y"}), "xls"),
        ("text.doc", container({"worddocument": b"x", "ObjectPool/_1/Workbook": b"y"}), "doc"),
        ("talk", ppt([]), "ppt"),
        ("letter", msg("x", "y"), "msg"),
        ("secret.docx", container({"EncryptedPackage": b"x"}), "protected"),
        ("old.rtf", b"{\\rtf1 text}", "rtf"),
        ("all.zip", zipped({"../../etc/passwd": b"x"}), "zip"),
        ("all.zip", zipped({"inner.zip": zipped({"a": b"x"})}), "zip"),
        ("all.zip", zipped({"word/report.txt": b"x"}), "zip"),
        ("letter.eml", b"Subject: x\n\ntext", "eml"),
        ("letter", b"Received: from a by b\nSubject: x\n\ntext", "eml"),
        ("letter.txt", b"From: Ada <a@example.org>\r\nTo: B\r\n\r\ntext", "eml"),
        ("notes.txt", b"Subject: what we talked about yesterday", "text"),
        ("letters", b"From me@example.org Sat Jan  3 01:05:34 1996\nSubject: x", "mbox"),
        ("page.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", "mhtml"),
        ("photo.avif", b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1", "image"),
        ("photo.heic", b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avif", "image"),
        ("photo", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image"),
        ("without-ending", "Grüße".encode("latin-1"), "text"),
    ],
)
def test_content_decides_and_the_name_helps(name: str, content: bytes, kind: str) -> None:
    assert recognize(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("a.txt", b"", "is empty"),
        ("a.svg", b"<svg xmlns='x'/>", "a drawing"),
        ("a.xml", b"<?xml version='1.0'?><svg/>", "a drawing"),
        ("a.wav", b"RIFF\x00\x00\x00\x00WAVEfmt ", "Meetings"),
        ("a.m4a", b"\x00\x00\x00\x20ftypM4A ", "Meetings"),
        ("a.docx", b"PK\x03\x04 and nothing more", "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "damaged"),
        ("a.pub", container({"Quill/QuillSub/CONTENTS": b"x"}), "a Publisher document"),
        ("a.xlsb", zipped({"[Content_Types].xml": b"x", "xl/workbook.bin": b"x"}), "save it as .xlsx"),
        ("a.key", zipped({"Index/Document.iwa": b"x"}), "export it as PDF"),
        ("a.pst", b"!BDN" + bytes(10), "as .msg"),
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


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"II*\x00\x08",
        b"MM\x00*\x00",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"BM\x00\x10\x00\x00\x00\x00\x00\x00",
        b"GIF89a",
    ],
)
def test_pictures_are_looked_at_for_text_whatever_their_name(content: bytes) -> None:
    assert recognize("a.docx", content) == "image"
