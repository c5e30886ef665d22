"""What the api worker understands, and whom it lets in, without a connection."""

import hashlib
import io
import itertools
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workers.calling.calls import MOST_AT_ONCE, Calls
from app.workers.calling.connection import Connection
from app.workers.calling.connections import Connections
from app.workers.calling.form import parse_form
from app.workers.calling.gate import Gate
from app.workers.calling.refusal import Refusal
from app.workers.calling.wanted import CHAT, EMBEDDINGS, MODELS, TRANSCRIPTIONS, known_path, understood
from app.workers.protocol.api import AskChat, AskModels, AskTranscript, ChatEnded
from app.workers.protocol.generate import CallWritten, ChatTurn, TokenText
from app.workers.protocol.transcribe import RecordingOpened, SegmentHeard

TOKEN = "alcove-token"
LOOPBACK = Gate("127.0.0.1:7373", hashlib.sha256(TOKEN.encode()).hexdigest())
SHOWN = {b"host": b"127.0.0.1:7373", b"authorization": b"Bearer alcove-token"}
JSON = "application/json"


def status_of(gate: Gate, headers: dict[bytes, bytes]) -> int:
    try:
        gate.check(headers)
    except Refusal as refusal:
        return refusal.status
    return 200


@pytest.mark.fault(47)
@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, 200),
        ({b"host": b"localhost:7373"}, 200),
        ({b"authorization": b"bearer alcove-token"}, 200),
        ({b"authorization": b"Bearer alcove-toke"}, 401),
        ({b"authorization": b"Basic alcove-token"}, 401),
        ({b"authorization": b""}, 401),
        ({b"host": b"attacker.example:7373"}, 403),
        ({b"host": b"127.0.0.1.attacker.example:7373"}, 403),
        ({b"host": b"localhost"}, 403),
        ({b"host": b"localhost:80"}, 403),
        ({b"host": b""}, 403),
        ({b"origin": b"https://attacker.example"}, 403),
        ({b"origin": b"null"}, 403),
        ({b"origin": b"http://localhost:7373"}, 403),
        ({b"sec-fetch-site": b"none"}, 403),
    ],
)
def test_the_loopback_lets_in_who_addresses_this_machine_shows_the_token_and_is_no_browser(
    changed: dict[bytes, bytes], status: int
) -> None:
    assert status_of(LOOPBACK, SHOWN | changed) == status


def test_a_unix_socket_asks_for_no_token_and_answers_no_browser_either() -> None:
    assert status_of(Gate(), {b"host": b"localhost"}) == 200
    assert status_of(Gate(), {b"host": b"localhost", b"origin": b"http://localhost"}) == 403
    assert status_of(Gate(), {b"host": b"attacker.example"}) == 403


def refused(method: str, path: str, body: Any, content_type: str = JSON) -> tuple[int, str]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    with pytest.raises(Refusal) as refusal:
        understood(method, path, content_type, content)
    return refusal.value.status, str(refusal.value)


def test_a_chat_is_understood_with_everything_that_is_offered() -> None:
    body = {
        "model": "m",
        "messages": [
            {"role": "developer", "content": "Be short."},
            {"role": "user", "content": [{"type": "text", "text": "Hello"}], "name": "ignored"},
        ],
        "max_completion_tokens": 7,
        "temperature": 1,
        "seed": 3,
        "stop": ".",
        "top_p": 0.9,
        "alcove": {"collection": "Contracts"},
    }
    wanted = understood("POST", CHAT, "application/json; charset=utf-8", json.dumps(body).encode())
    turns = (ChatTurn("system", "Be short."), ChatTurn("user", "Hello"))
    assert wanted.request == AskChat(
        model="m", turns=turns, maximum_tokens=7, temperature=1.0, seed=3, stop=(".",), collection="Contracts"
    )
    assert not wanted.streams


USER = {"role": "user", "content": "Hi"}
TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}
CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}


def shown(url: str) -> dict[str, Any]:
    return {
        "role": "user",
        "content": [{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": "?"}],
    }


@pytest.mark.parametrize(
    ("choice", "offered", "must_call"),
    [
        ({}, ["f", "g"], False),
        ({"tool_choice": "auto"}, ["f", "g"], False),
        ({"tool_choice": None}, ["f", "g"], False),
        ({"tool_choice": "none"}, [], False),
        ({"tool_choice": "required"}, ["f", "g"], True),
        ({"tool_choice": {"type": "function", "function": {"name": "g"}}}, ["g"], True),
    ],
)
def test_tools_are_offered_as_the_caller_chooses(choice: dict[str, Any], offered: list[str], must_call: bool) -> None:
    tools = [TOOL, {"type": "function", "function": {"name": "g", "description": "Does it.", "strict": True}}]
    body = {"model": "m", "messages": [USER], "tools": tools, "parallel_tool_calls": False} | choice
    request = understood("POST", CHAT, JSON, json.dumps(body).encode()).request
    assert isinstance(request, AskChat)
    assert ([one.name for one in request.functions], request.must_call) == (offered, must_call)


def test_calls_and_what_they_gave_come_back_as_turns_and_pictures_with_theirs() -> None:
    messages = [
        shown("data:image/png;base64,QUJD"),
        {"role": "assistant", "content": None, "tool_calls": [CALL]},
        {"role": "tool", "tool_call_id": "call_1", "content": "Done."},
    ]
    request = understood("POST", CHAT, JSON, json.dumps({"model": "m", "messages": messages}).encode()).request
    assert isinstance(request, AskChat)
    assert request.turns == (
        ChatTurn("user", "?"),
        ChatTurn("assistant", "", calls=(CallWritten("call_1", "f", '{"a": 1}'),)),
        ChatTurn("tool", "Done.", answers="call_1"),
    )
    assert request.pictures == {0: (b"ABC",)}


def test_only_pictures_make_a_chat_large() -> None:
    several = [shown("data:image/png;base64," + "QUJD" * 1_100_000)] * 2
    body = {"model": "m", "messages": several}
    assert isinstance(understood("POST", CHAT, JSON, json.dumps(body).encode()).request, AskChat)
    assert (
        refused("POST", CHAT, {"model": "m", "messages": [{"role": "user", "content": "x" * 4_000_000}]}, JSON)[0]
        == 413
    )


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"messages": []}, "must be the user's"),
        ({"messages": [{"role": "assistant", "content": "Hi"}]}, "must be the user's"),
        ({"messages": [{"role": "tool", "content": "Hi"}]}, "tool_call_id"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]}, "image_url"),
        ({"messages": [{"role": "user"}]}, "no content"),
        ({"messages": [shown("https://example.org/a.png")]}, "fetches none"),
        ({"messages": [shown("file:///etc/passwd")]}, "fetches none"),
        ({"messages": [shown("data:image/png;base64,!")]}, "Base64 cannot be read"),
        ({"messages": [shown("data:image/png;base64,QUJD") | {"role": "system"}]}, "must be the user's"),
        ({"messages": [{"role": "user", "content": [{"type": "input_audio"}]}]}, "text and pictures only"),
        ({"messages": [{"role": "user", "content": "Hi", "tool_calls": [CALL]}]}, "only the assistant's"),
        (
            {
                "messages": [
                    {"role": "assistant", "tool_calls": [CALL | {"function": {"name": "f", "arguments": "["}}]},
                    USER,
                ]
            },
            "no JSON object",
        ),
        ({"model": 5}, "model"),
        ({"n": 2}, "offer n"),
        ({"tools": [{}]}, "$.tools[0]"),
        ({"tools": [{"type": "function", "function": {"name": "no name"}}]}, "$.tools[0].function.name"),
        ({"tools": [TOOL] * 129}, "At most 128"),
        ({"tool_choice": "required"}, "names no function"),
        ({"tools": [TOOL], "tool_choice": {"type": "function", "function": {"name": "g"}}}, "names no function"),
        ({"functions": [{}]}, "does not offer functions"),
        ({"messages": [USER, {"role": "tool", "content": "Hi", "tool_call_id": "call_1"}]}, "tool_call_id 'call_1'"),
        ({"response_format": {"type": "json_object"}}, "offer response_format"),
        ({"temperature": 3}, "$.temperature"),
        ({"max_tokens": -1}, "$.max_tokens"),
        ({"max_tokens": 2**70}, "$.max_tokens"),
        ({"seed": 2**70}, "$.seed"),
    ],
)
def test_what_a_chat_may_not_be_is_told_in_a_sentence(changed: dict[str, Any], told: str) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]} | changed
    status, sentence = refused("POST", CHAT, body)
    assert status == 400
    assert told in sentence


@pytest.mark.parametrize(
    ("method", "path", "body", "content_type", "status"),
    [
        ("POST", CHAT, b"{", JSON, 400),
        ("POST", CHAT, b"[" * 100_000, JSON, 400),
        ("POST", CHAT, b"\xff", JSON, 400),
        ("POST", CHAT, b"{}", "text/plain", 415),
        ("POST", CHAT, b"{}", "", 415),
        ("GET", CHAT, b"", JSON, 405),
        ("OPTIONS", MODELS, b"", "", 405),
        ("POST", MODELS, b"{}", JSON, 405),
        ("POST", EMBEDDINGS, {"model": "m", "input": []}, JSON, 400),
        ("POST", EMBEDDINGS, {"model": "m", "input": [[1, 2]]}, JSON, 400),
        ("POST", TRANSCRIPTIONS, b"{}", JSON, 415),
    ],
)
def test_each_wrong_call_has_its_status(method: str, path: str, body: Any, content_type: str, status: int) -> None:
    assert refused(method, path, body, content_type)[0] == status


@pytest.mark.fault(47)
def test_only_the_paths_that_answer_are_known() -> None:
    assert known_path("/v1/models/?limit=3") == MODELS
    with pytest.raises(Refusal, match="Nothing answers at '/v1/files'"):
        known_path("/v1/files")


# --- recordings


def form_of(*parts: tuple[str, bytes]) -> bytes:
    written = b"".join(
        b"--b\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + content + b"\r\n"
        for head, content in parts
    )
    return written + b"--b--\r\n"


@given(st.binary(max_size=200).filter(lambda content: b"\r\n--b" not in content))
def test_a_file_in_a_form_arrives_to_the_letter(content: bytes) -> None:
    body = form_of(('name="model"', b"alcove-speech"), ('name="file"; filename="a \\"b\\".wav"', content))
    form = parse_form("multipart/form-data; boundary=b", body)
    assert form.content == content
    assert form.fields == {"model": "alcove-speech"}


@pytest.mark.fault(47)
@given(st.binary(max_size=300))
def test_no_body_is_more_than_a_refusal(body: bytes) -> None:
    for content_type in ("multipart/form-data; boundary=b", "multipart/form-data", JSON):
        with pytest.raises(Refusal, match=r"form|multipart|recording|model"):
            understood("POST", TRANSCRIPTIONS, content_type, body)


def transcript(written: str, *more: tuple[str, bytes]) -> bytes:
    body = form_of(
        ('name="model"', b"m"), ('name="response_format"', written.encode()), ('name="file"; filename="a"', b"x"), *more
    )
    wanted = understood("POST", TRANSCRIPTIONS, 'multipart/form-data; boundary="b"', body)
    assert isinstance(wanted.request, AskTranscript)
    heard = (
        RecordingOpened(duration_s=4.5),
        SegmentHeard(start=0.0, end=2.0, text=" Good morning.", language="en"),
        SegmentHeard(start=2.5, end=4.0, text=" Thank you.", language="en"),
    )
    return b"".join(wanted.reply(iter(heard)))


def test_a_transcript_is_written_in_each_format() -> None:
    assert json.loads(transcript("json")) == {"text": "Good morning. Thank you."}
    assert transcript("text") == b"Good morning. Thank you.\n"
    assert transcript("srt").startswith(b"1\n00:00:00,000 --> 00:00:02,000\nGood morning.\n")
    assert transcript("vtt").startswith(b"WEBVTT\n")
    verbose = json.loads(transcript("verbose_json"))
    assert (verbose["language"], verbose["duration"], len(verbose["segments"])) == ("en", 4.5, 2)
    assert json.loads(transcript("verbose_json", ('name="timestamp_granularities[]"', b"word")))["words"] == []


def test_a_stream_ends_with_its_reason_its_usage_and_done() -> None:
    body = {"model": "m", "stream": True, "stream_options": {"include_usage": True}}
    wanted = understood(
        "POST", CHAT, JSON, json.dumps(body | {"messages": [{"role": "user", "content": "Hi"}]}).encode()
    )
    assert wanted.streams
    answers = (
        TokenText(text="Hel"),
        TokenText(text="lo"),
        ChatEnded(finish="length", prompt_tokens=3, generated_tokens=2),
    )
    events = b"".join(wanted.reply(iter(answers))).decode().split("\n\n")
    assert events[-2:] == ["data: [DONE]", ""]
    values = [json.loads(event.removeprefix("data: ")) for event in events[:-2]]
    assert [value["choices"][0]["delta"].get("content") for value in values[:-1]] == ["", "Hel", "lo", None]
    assert values[-2]["choices"][0]["finish_reason"] == "length"
    assert values[-1]["usage"]["total_tokens"] == 5


# --- connections


def answered(*sent: bytes) -> bytes:
    """What a caller gets that sends this and then nothing more; nobody answers behind the worker."""
    ours, theirs = socket.socketpair()
    with ours:
        for piece in sent:
            ours.sendall(piece)
        ours.shutdown(socket.SHUT_WR)
        Connection(theirs, Gate(), Calls(io.BytesIO())).serve()
        received = b""
        while piece := ours.recv(65536):
            received += piece
        return received


@pytest.mark.fault(47)
@given(st.binary(max_size=300))
def test_whatever_is_sent_is_refused_in_words_or_not_at_all(sent: bytes) -> None:
    got = answered(sent)
    assert got == b"" or got.startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize("method", [b"HEAD", b"OPTIONS", b"DELETE", b"CONNECT", b"TRACE"])
def test_a_method_that_nothing_answers_is_refused(method: bytes) -> None:
    assert answered(method + b" /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n").startswith(b"HTTP/1.1 405")


@pytest.mark.fault(47)
def test_a_refused_body_is_not_read_and_the_connection_ends() -> None:
    head = b"POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n"
    got = answered(head, b"x" * 1000, b"GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert got.startswith(b"HTTP/1.1 413")
    assert got.count(b"HTTP/1.1") == 1


@pytest.mark.fault(47)
def test_a_body_without_an_announced_length_is_measured_while_it_comes() -> None:
    head = b"POST /v1/models HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert answered(head, b"5\r\nhello\r\n0\r\n\r\n").startswith(b"HTTP/1.1 413")


def test_a_connection_goes_on_after_what_was_read_whole_and_says_where_it_does_not() -> None:
    head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    wrong, unknown = head + b"Content-Length: 1\r\n\r\n{", b"GET /v1/files HTTP/1.1\r\nHost: localhost\r\n\r\n"
    got = answered(wrong + wrong + unknown + wrong)
    assert (got.count(b"HTTP/1.1 400"), got.count(b"HTTP/1.1 404")) == (2, 1)
    assert got.lower().count(b"connection: close") == 1


# --- many at once


@pytest.fixture
def caller() -> Iterator[socket.socket]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours


def test_more_calls_than_may_wait_are_told_to_come_again(caller: socket.socket) -> None:
    calls = Calls(io.BytesIO())
    begun = [calls.begun(AskModels(), caller) for _ in range(MOST_AT_ONCE)]
    for each in begun:
        each.__enter__()
    with pytest.raises(Refusal) as refusal, calls.begun(AskModels(), caller):
        pass
    assert refusal.value.status == 429
    for each in begun:
        each.__exit__(None, None, None)
    with calls.begun(AskModels(), caller):
        pass


@pytest.mark.fault(47)
def test_whoever_says_nothing_gives_way_to_the_next_and_the_longest_silent_first() -> None:
    pairs = [socket.socketpair() for _ in range(3)]
    connections = Connections(most=len(pairs))
    served = []
    for _ours, theirs in pairs:
        connection = Connection(theirs, Gate(), Calls(io.BytesIO()))
        connections.add(connection)
        served.append(threading.Thread(target=_serve_one, args=(connection, connections)))
        served[-1].start()
    connections.await_room()
    assert pairs[0][0].recv(1) == b"", "the first was ended"
    served[0].join()
    for ours, _theirs in pairs:
        ours.close()
    for thread in served:
        thread.join()


def _serve_one(connection: Connection, connections: Connections) -> None:
    connection.serve()
    connections.remove(connection)


def test_the_finish_of_every_answer_has_its_word() -> None:
    for finish, written in zip(("end", "stop", "length"), ("stop", "stop", "length"), strict=True):
        body = json.dumps({"model": "m", "messages": [{"role": "user", "content": "Hi"}]}).encode()
        ended = ChatEnded(finish=finish, prompt_tokens=1, generated_tokens=1)
        [whole] = understood("POST", CHAT, JSON, body).reply(itertools.chain([TokenText(text="x")], [ended]))
        assert json.loads(whole)["choices"][0]["finish_reason"] == written
