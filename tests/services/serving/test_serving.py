"""The official client of OpenAI's API asks Alcove, over a Unix socket and over the loopback."""

import base64
import json
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
import openai
import psutil
import pytest

from app.core.api import Listening
from app.core.cancel import CancelToken
from app.core.errors import Cancelled, UserError
from app.core.events import Answered, CallsTaken, Event, Notice
from app.services.application import Application
from app.services.asking.questions import Question
from app.services.jobs import Job
from app.storage.instance.serving_sign import where_served
from app.workers.calling.connections import MOST_CONNECTIONS
from app.workers.listener import listen_on_loopback, on_loopback
from tests.installed import SPEECH, TINY_CHAT, model_folder, shared_data
from tests.opened import add, opened_application
from tests.services.asking.test_pictures import Reads, drawn

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Unix sockets in Python")

SWITCH = {
    "type": "function",
    "function": {
        "name": "switch",
        "description": "Switches the pump.",
        "parameters": {"type": "object", "properties": {"to": {"enum": ["on", "off"]}}, "required": ["to"]},
    },
}
QUESTION = [{"role": "user", "content": "Which oil does the pump need?"}]


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("serving")
    (folder / "pump.md").write_text("# Pump\n\nThe pump P-310 needs oil of grade ISO VG 68.\n", encoding="utf-8")
    with opened_application(folder, with_models=True) as application:
        add(application, folder / "pump.md")
        application.serving.switch(True)
        if (application.vault.places.models / TINY_CHAT).exists():
            application.catalogue.choose("chat", TINY_CHAT)
        yield application


class Served:
    """Calls are taken on a thread, until the end of the test."""

    def __init__(self, application: Application, listening: Listening | None) -> None:
        self.events: list[Event] = []
        self.told = ""
        self.outcome: list[str | None] = []
        self._news = threading.Condition()
        self._job = Job(lambda cancel: application.serving.serve(listening, cancel), self._note, self._end)
        threading.Thread(target=self._job.run, daemon=True).start()
        self.wait_for(lambda: bool(self.events))
        assert isinstance(self.events[0], CallsTaken), self.outcome
        self.taken = self.events[0]

    def wait_for(self, happened: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(lambda: happened() or self.outcome, 300)

    def wait_for_notice(self, words: str) -> None:
        self.wait_for(lambda: any(isinstance(event, Notice) and words in event.text for event in self.events))
        assert any(isinstance(event, Notice) and words in event.text for event in self.events)

    def close(self) -> None:
        self._job.cancel()
        assert self._job.wait(300)

    def wait(self) -> str | None:
        assert self._job.wait(300)
        return self.outcome[0]

    def _note(self, event: Event) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def _end(self, outcome: str | None) -> None:
        with self._news:
            self.outcome.append(outcome)
            self._news.notify_all()


@contextmanager
def served_locally(application: Application) -> Iterator[tuple[Served, openai.OpenAI]]:
    served = Served(application, None)
    transport = httpx2.HTTPTransport(uds=served.taken.url.removeprefix("unix:"))
    with httpx2.Client(transport=transport) as client:
        yield served, openai.OpenAI(base_url="http://localhost/v1", api_key="unused", http_client=client, max_retries=0)
    served.close()


@contextmanager
def served_on_loopback(application: Application) -> Iterator[tuple[Served, str]]:
    listening = on_loopback(listen_on_loopback(0))
    served = Served(application, listening)
    yield served, listening.url
    served.close()
    os.close(listening.descriptor)


@pytest.fixture(scope="module")
def served(application: Application) -> Iterator[tuple[Served, openai.OpenAI]]:
    with served_locally(application) as served:
        yield served


@pytest.fixture
def local(served: tuple[Served, openai.OpenAI]) -> openai.OpenAI:
    return served[1]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Application]:
    """An application of its own, to be switched on and off."""
    with opened_application(tmp_path, with_models=False) as application:
        yield application


class TestTheOfficialClient:
    def test_lists_the_models(self, local: openai.OpenAI) -> None:
        listed = [model.id for model in local.models.list()]
        assert {"alcove-library", "alcove-embedding", TINY_CHAT} <= set(listed)

    def test_chats_whole_and_streaming_to_the_same_words(self, local: openai.OpenAI) -> None:
        model_folder(TINY_CHAT)
        asked = {"model": TINY_CHAT, "messages": [{"role": "user", "content": "Count to three."}], "max_tokens": 12}
        whole = local.chat.completions.create(**asked)
        assert whole.choices[0].message.content
        assert whole.choices[0].finish_reason in ("stop", "length")
        assert whole.usage.total_tokens == whole.usage.prompt_tokens + whole.usage.completion_tokens
        pieces = list(local.chat.completions.create(**asked, stream=True, stream_options={"include_usage": True}))
        assert len([piece for piece in pieces if piece.choices and piece.choices[0].delta.content]) > 1
        assert pieces[-1].usage.completion_tokens == whole.usage.completion_tokens

    def test_is_asked_for_calls_and_tells_what_they_gave(self, local: openai.OpenAI) -> None:
        model_folder(TINY_CHAT)
        asked = {"model": TINY_CHAT, "messages": [{"role": "user", "content": "Start it."}], "tools": [SWITCH]}
        whole = local.chat.completions.create(**asked, tool_choice="required").choices[0]
        assert (whole.finish_reason, whole.message.content) == ("tool_calls", None)
        [call] = whole.message.tool_calls
        assert call.function.name == "switch"
        assert json.loads(call.function.arguments)["to"] in ("on", "off")

        named = {"type": "function", "function": {"name": "switch"}}
        pieces = list(local.chat.completions.create(**asked, tool_choice=named, stream=True))
        [streamed] = [one for piece in pieces for one in piece.choices[0].delta.tool_calls or ()]
        assert streamed.index == 0
        assert json.loads(streamed.function.arguments)["to"] in ("on", "off")
        assert pieces[-1].choices[0].finish_reason == "tool_calls"

        given = {"role": "tool", "tool_call_id": call.id, "content": "It is on."}
        turns = [*asked["messages"], whole.message, given]
        answer = local.chat.completions.create(
            model=TINY_CHAT, messages=turns, tools=[SWITCH], tool_choice="none", max_tokens=8
        )
        assert answer.choices[0].finish_reason in ("stop", "length")
        assert answer.choices[0].message.tool_calls is None

    def test_shows_a_picture_whose_text_is_read_where_the_model_does_not_see(
        self, application: Application, local: openai.OpenAI, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        model_folder(TINY_CHAT)
        text = "The harbour office opens at 07:45 on weekdays."
        monkeypatch.setattr(application.pictures, "_reader", Reads(text))
        content = base64.b64encode(drawn(tmp_path, "white", (72, 12)).read_bytes()).decode()
        picture = {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{content}"}}
        question = {"type": "text", "text": "When does it open?"}
        read = [
            local.chat.completions.create(model=TINY_CHAT, messages=[{"role": "user", "content": parts}], max_tokens=4)
            for parts in ([question], [picture, question])
        ]
        alone, with_text = (answer.usage.prompt_tokens for answer in read)
        assert with_text >= alone + len(text.split())

    def test_offers_the_library_no_tools(self, local: openai.OpenAI) -> None:
        with pytest.raises(openai.BadRequestError, match="no tools and no pictures"):
            local.chat.completions.create(model="alcove-library", messages=QUESTION, tools=[SWITCH])

    def test_is_answered_from_the_library_with_citations(self, local: openai.OpenAI) -> None:
        answer = local.chat.completions.create(model="alcove-library", messages=QUESTION)
        assert "ISO VG 68" in answer.choices[0].message.content
        evidence = answer.model_extra["alcove"]
        assert evidence["citations"][0]["path"].endswith("pump.md")
        assert not evidence["declined"]

    def test_limits_the_library_to_a_collection(self, local: openai.OpenAI) -> None:
        with pytest.raises(openai.NotFoundError, match='no collection "Contracts"'):
            local.chat.completions.create(
                model="alcove-library", messages=QUESTION, extra_body={"alcove": {"collection": "Contracts"}}
            )

    def test_gets_vectors_as_numbers_and_as_bytes(self, local: openai.OpenAI) -> None:
        texts = ["the pump", "a wholly different matter"]
        packed = local.embeddings.create(model="alcove-embedding", input=texts)
        numbers = local.embeddings.create(model="alcove-embedding", input=texts, encoding_format="float")
        assert [it.index for it in packed.data] == [0, 1]
        for one, other in zip(packed.data, numbers.data, strict=True):
            assert one.embedding == pytest.approx(other.embedding, abs=1e-6)
            assert sum(value * value for value in one.embedding) == pytest.approx(1, abs=0.01)
        assert packed.usage.prompt_tokens > len(texts)

    def test_gets_a_transcript(self, local: openai.OpenAI) -> None:
        model_folder(SPEECH)
        recording = shared_data("speech/librivox_pocketsphinx/sense_and_sensibility_01_austen_64kb-0880.wav")
        heard = local.audio.transcriptions.create(
            model="alcove-speech", file=recording, response_format="verbose_json", language="en"
        )
        assert heard.duration > 1
        assert heard.text.strip() == " ".join(segment.text.strip() for segment in heard.segments)

    def test_is_told_in_a_sentence_what_is_no_recording(self, local: openai.OpenAI) -> None:
        model_folder(SPEECH)
        with pytest.raises(openai.BadRequestError, match=r"notes\.txt is not a recording"):
            local.audio.transcriptions.create(model="alcove-speech", file=("notes.txt", b"no sound at all"))

    def test_is_told_which_models_there_are_where_it_names_none_of_them(self, local: openai.OpenAI) -> None:
        with pytest.raises(openai.NotFoundError, match="There is no chat model") as told:
            local.chat.completions.create(model="gpt-4o", messages=QUESTION)
        assert told.value.body["type"] == "not_found_error"

    def test_is_told_what_is_not_offered(self, local: openai.OpenAI) -> None:
        with pytest.raises(openai.BadRequestError, match="does not offer n"):
            local.chat.completions.create(model=TINY_CHAT, messages=QUESTION, n=2)


class TestTheLoopback:
    @pytest.mark.fault(47)
    def test_wants_the_token_the_right_name_and_no_browser(self, application: Application) -> None:
        token = application.serving.renew_token()
        with served_on_loopback(application) as (served, url), httpx2.Client(base_url=url, timeout=300) as client:
            assert served.taken.token == "", "it is shown when it is made, and not again"
            shown = {"Authorization": f"Bearer {token}"}
            assert openai.OpenAI(base_url=url, api_key=token, max_retries=0).models.list().data
            with pytest.raises(openai.AuthenticationError):
                openai.OpenAI(base_url=url, api_key="alcove-guess", max_retries=0).models.list()

            def status(method: str, path: str, body: bytes = b"", **headers: str) -> int:
                answer = client.request(method, path, content=body, headers=shown | headers)
                assert set(answer.json()["error"]) == {"message", "type", "param", "code"}
                assert "access-control-allow-origin" not in answer.headers
                return answer.status_code

            json_type = {"Content-Type": "application/json"}
            assert status("GET", "/models", Host="attacker.example") == 403
            assert status("GET", "/models", Origin="https://attacker.example") == 403
            assert status("OPTIONS", "/chat/completions", Origin="https://attacker.example") == 403
            assert status("POST", "/chat/completions", b"{}", Origin="null", **{"Content-Type": "text/plain"}) == 403
            assert status("POST", "/chat/completions", b"{", **json_type) == 400
            assert status("POST", "/embeddings", b" " * 4_000_001, **json_type) == 413
            assert status("GET", "/files") == 404
            assert status("GET", "/chat/completions") == 405
            assert status("GET", "/models", **{"X-Long": "x" * 200_000}) == 431

    def test_is_kept_from_nobody_by_connections_that_say_nothing(self, application: Application) -> None:
        token = application.serving.renew_token()
        with served_on_loopback(application) as (_served, url), ExitStack() as silent:
            place = httpx2.URL(url)
            for _ in range(MOST_CONNECTIONS + 2):
                silent.enter_context(socket.create_connection((place.host, place.port or 0)))
            client = openai.OpenAI(base_url=url, api_key=token, max_retries=0, timeout=300)
            assert client.models.list().data

    def test_takes_no_calls_by_the_old_token_once_there_is_a_new_one(self, application: Application) -> None:
        with served_on_loopback(application) as (served, _url):
            application.serving.renew_token()
            assert served.wait() is None


class TestTheSwitch:
    def test_is_off_in_a_new_profile_and_says_in_one_sentence_how_to_switch_it_on(self, small: Application) -> None:
        assert not small.serving.enabled
        with pytest.raises(UserError, match="alcove serve --on"):
            list(small.serving.serve(None, CancelToken()))

    def test_ends_what_is_served_and_takes_down_its_sign(self, small: Application) -> None:
        small.serving.switch(True)
        with served_locally(small) as (served, _client):
            path = Path(served.taken.url.removeprefix("unix:"))
            assert path.stat().st_mode & 0o777 == 0o600
            assert where_served(small.vault.places) == (served.taken.url,)
            second = Served(small, None)
            assert second.taken == served.taken, "one socket, whoever asks for it"
            small.serving.switch(False)
            assert (served.wait(), second.wait()) == (None, None)
        assert where_served(small.vault.places) == ()
        assert not path.parent.exists(), "nothing is left in a folder that every program shares"
        assert small.serving.urls == ()

    def test_serves_by_itself_where_the_window_is_and_tells_of_each_change(self, small: Application) -> None:
        told: list[tuple[str, ...]] = []
        news = threading.Semaphore(0)

        def note() -> None:
            told.append(small.serving.urls)
            news.release()

        small.serving.on_change = note
        small.serving.start(small.lanes.api, lambda _end: None)
        small.serving.switch(True)
        assert news.acquire(timeout=300)
        small.serving.switch(False)
        assert news.acquire(timeout=300)
        assert [len(urls) for urls in told] == [1, 0]

    def test_counts_though_it_is_turned_while_the_socket_is_made(
        self, small: Application, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        small.serving.switch(True)
        listen = small.serving._listen

        def switched_off_meanwhile() -> Listening:
            small.serving.switch(False)
            return listen()

        monkeypatch.setattr(small.serving, "_listen", switched_off_meanwhile)
        with pytest.raises(UserError, match="switched off"):
            list(small.serving.serve(None, CancelToken()))
        assert small.serving.urls == ()

    def test_says_so_where_the_process_that_takes_calls_ends_by_itself(self, small: Application) -> None:
        small.serving.switch(True)
        before = set(psutil.Process().children())
        served = Served(small, None)
        [worker] = set(psutil.Process().children()) - before
        worker.kill()
        assert "ended unexpectedly" in (served.wait() or "")
        assert small.serving.urls == ()

    def test_serving_is_cancelled_like_any_job(self, small: Application) -> None:
        small.serving.switch(True)
        cancel = CancelToken()
        events = small.serving.serve(None, cancel)
        assert isinstance(next(events), CallsTaken)
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(events)


def test_a_caller_that_goes_away_ends_its_answer_and_the_next_is_served(served: tuple[Served, openai.OpenAI]) -> None:
    model_folder(TINY_CHAT)
    taking, client = served
    body = {"model": TINY_CHAT, "stream": True, "max_tokens": 2000}
    content = json.dumps(body | {"messages": [{"role": "user", "content": "Tell a long story."}]}).encode()
    head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(taking.taken.url.removeprefix("unix:"))
        caller.sendall(head + b"Content-Length: %d\r\n\r\n" % len(content) + content)
        assert caller.recv(15) == b"HTTP/1.1 200 \r\n"
    taking.wait_for_notice("given up")
    assert client.models.list().data


def test_the_users_own_question_goes_first_and_the_answer_goes_on_behind_its_last_word(
    application: Application, served: tuple[Served, openai.OpenAI]
) -> None:
    model_folder(TINY_CHAT)
    _taking, client = served
    asked = {"model": TINY_CHAT, "messages": [{"role": "user", "content": "Tell a very long story of the sea."}]}
    story = client.chat.completions.create(**asked, max_tokens=200, stream=True, stream_options={"include_usage": True})
    pieces = iter(story)
    begun = [next(pieces), next(pieces)]
    own = list(application.answering.ask(Question("Which oil does the pump need?", keep=False), CancelToken()))
    assert isinstance(own[-1], Answered)
    rest = list(pieces)
    assert rest[-1].usage.completion_tokens > len(begun)
    assert rest[-2].choices[0].finish_reason in ("stop", "length")


def test_nothing_of_a_call_is_kept_but_its_count(application: Application, local: openai.OpenAI) -> None:
    before = len(application.history.conversations())
    local.chat.completions.create(model="alcove-library", messages=QUESTION)
    assert len(application.history.conversations()) == before
    assert application.administration.verify_audit() is None
    assert not [entry for entry in application.administration.audit_entries() if "pump" in str(entry.fields)]
