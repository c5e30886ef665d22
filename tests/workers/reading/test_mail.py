"""E-mails, mailboxes and saved web pages."""

import pytest

from app.workers.reading import mail
from tests.made_documents import docx, paragraph, pdf, zipped
from tests.made_office import letter, rows, xlsx
from tests.workers.reading.asked import labels, read, reading, refusal, texts

HEAD = "From: Ada Byron <ada@example.org>\nTo: Charles <charles@example.org>\nDate: Sat, 03 Jan 2026 10:11:12 +0100\nSubject: Tides"


def test_headers_stand_before_the_text() -> None:
    document = read(letter("Ebb and flow."))
    assert texts(document) == [f"{HEAD}\n\nEbb and flow."]
    assert (document.format, document.title) == ("eml", "Tides")
    assert (document.author, document.date) == ("Ada Byron <ada@example.org>", "2026-01-03T10:11:12+01:00")


def test_attachments_of_every_kind_are_read_and_named() -> None:
    attachments = {
        "plan.pdf": pdf("One", "Two"),
        "costs.xlsx": xlsx({"May": rows(["Oil", "12"])}),
        "all.zip": zipped({"in/letter.docx": docx(paragraph("Packed"))}),
        "photo.xyz": b"\x7fELF\x02",
    }
    document = read(letter("See attached.", attachments))
    assert labels(document) == [
        *("", "attachment plan.pdf > page 1", "attachment plan.pdf > page 2"),
        *("attachment costs.xlsx > Sheet May", "attachment all.zip > in/letter.docx"),
    ]
    assert texts(document)[1:] == ["One", "Two", "Oil | 12", "Packed"]
    assert [page.first_row for page in document.pages] == [0, 0, 0, 1, 0]
    assert [heading.text for heading in document.pages[4].headings] == ["attachment all.zip", "in/letter.docx"]
    assert len(document.notes) == 1
    assert document.notes[0].startswith("attachment photo.xyz: This is a program")


def test_letters_in_letters_are_read_to_a_depth() -> None:
    inner = letter("The innermost.")
    for _ in range(3):
        inner = letter("Around.", {"inner.eml": inner})
    assert texts(read(inner))[-1].endswith("The innermost.")
    for _ in range(3):
        inner = letter("Around.", {"inner.eml": inner})
    document = read(inner)
    assert not any(text.endswith("The innermost.") for text in texts(document))
    assert "too many files inside each other" in document.notes[0]


def test_of_two_forms_the_one_with_tables_is_read_once() -> None:
    source = (
        b"Subject: =?utf-8?q?Fl=C3=BCt?= =?utf-8?b?ZW4=?=\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n"
        b"--x\nContent-Type: text/plain\n\na b\n--x\nContent-Type: text/html; charset=utf-8\n\n"
        b"<table><tr><td>a<td>b</table><img src=http://example.org/x.png>\n--x--\n"
    )
    document = read(source)
    assert (document.title, texts(document)) == ("Flüten", ["Subject: Flüten\n\na | b"])


@pytest.mark.parametrize(
    "source",
    [
        b"Subject: \xe4\xff\nFrom: \xff\n\nText",
        b"Subject: =?nowhere?q?=ff?=\nContent-Type: text/plain; charset=nowhere\n\nText",
        b"Subject: x\nContent-Type: multipart/mixed\n\nText",
        b"Subject: x\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\nText\n--y\nContent-Type: x",
        b"Subject: x\nContent-Transfer-Encoding: base64\n\nVGV4dA",
        b"Date: never\nSubject: x\n\nText",
        "Subject: x\n\nText".encode("utf-16"),
    ],
)
def test_odd_letters_are_read(source: bytes) -> None:
    assert "Text" in "".join(texts(mail.read(source, reading())))


def test_a_letter_nested_too_deep_is_refused() -> None:
    source = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    assert refusal(mail.read, b"Subject: x\n" + source).endswith("(RecursionError).")


def test_a_mailbox_is_its_letters() -> None:
    one = b"From ada@example.org Sat Jan  3 01:05:34 2026\n" + letter("First.\n>From here on.", subject="One")
    two = b"From ada@example.org Sun Jan  4 01:05:34 2026\n" + letter("Second.", {"a.txt": b"Attached"}, subject="Two")
    document = read(one + b"\n" + two)
    assert document.format == "mbox"
    assert labels(document) == ["1. One", "2. Two", "2. Two > attachment a.txt"]
    assert "From here on." in texts(document)[0]
    assert ">From" not in texts(document)[0]


def test_a_saved_page_is_its_page() -> None:
    source = (
        b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=y\n\n"
        b"--y\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
        b"<title>Tides</title><p>Ebb =E2=82=AC</p>\n--y\nContent-Type: image/png\n\nxx\n--y--\n"
    )
    for name in ("page.mhtml", "page"):
        document = read(source, name)
        assert (document.format, document.title, texts(document)) == ("mhtml", "Tides", ["Ebb €"])
