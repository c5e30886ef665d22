"""Frames carry typed messages and nothing else."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workers.protocol.frames import MAXIMUM_FRAME_BYTES, ProtocolError, read_frame, write_frame
from app.workers.protocol.generate import ChatTurn, Generate
from app.workers.protocol.index import Vectors
from app.workers.protocol.read import ReadFile


def test_messages_arrive_as_they_were_sent() -> None:
    messages = [
        Generate(turns=(ChatTurn(role="user", text="Grüße 🙂"),), maximum_tokens=5),
        Vectors(dimensions=2, float16=b"\x00\x3c\x00\x00"),
        ReadFile(name="a.pdf", content=b"%PDF" * 1000, page_limit=7),
    ]
    pipe = io.BytesIO()
    for number, message in enumerate(messages):
        write_frame(pipe, number, message)
    pipe.seek(0)
    assert [read_frame(pipe) for _ in messages] == list(enumerate(messages))
    assert read_frame(pipe) is None


@given(st.binary(max_size=200))
def test_garbage_ends_in_a_protocol_error(body: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_frame(io.BytesIO(struct.pack("<II", len(body), 1) + body))


def test_an_announced_giant_is_refused_before_it_is_read() -> None:
    with pytest.raises(ProtocolError, match="limit"):
        read_frame(io.BytesIO(struct.pack("<II", MAXIMUM_FRAME_BYTES + 1, 1)))


@given(st.integers(min_value=0, max_value=20))
def test_a_pipe_cut_short_is_a_closed_pipe(cut: int) -> None:
    pipe = io.BytesIO()
    write_frame(pipe, 1, Vectors(dimensions=1, float16=b"ab"))
    whole = pipe.getvalue()
    assert read_frame(io.BytesIO(whole[: min(cut, len(whole) - 1)])) is None
