"""Outlook messages."""

import re

from app.workers.reading import msg
from tests.made_containers import msg as made
from tests.workers.reading.asked import labels, read, refusal, texts


def test_headers_text_attachments_and_attached_messages() -> None:
    document = read(made("Tides", "Ebb.\r\nFlow.", {"a.txt": b"Attached".ljust(4096)}, inside=b"Forwarded text"))
    assert document.format == "msg"
    assert labels(document) == ["", "attachment a.txt", "attachment Forwarded"]
    head = "From: Ada Byron <ada@example.org>\nTo: Charles\nDate: 2022-06-18 04:26:40Z\nSubject: Tides"
    assert texts(document)[0] == f"{head}\n\nEbb.\nFlow."
    assert texts(document)[1].rstrip() == "Attached"
    assert texts(document)[2] == "Forwarded text"
    assert (document.author, document.date) == ("Ada Byron <ada@example.org>", "2022-06-18T04:26:40Z")


def test_a_message_cut_or_altered_anywhere_ends_in_text_or_one_reason() -> None:
    whole = made("Tides", "Ebb", {"a.txt": b"Attached"}, inside=b"Forwarded")
    for place in range(0, len(whole), 307):
        for broken in (whole[:place], whole[:place] + b"\xff\xff\xff\x7f" + whole[place + 4 :]):
            assert re.fullmatch(r"(This [^\n]+\.)?", refusal(msg.read, broken))
