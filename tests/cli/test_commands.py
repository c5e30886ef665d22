"""What each command prints and how it ends, run over real services without a chat model."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cli.arguments import parser
from app.cli.output import Output
from app.cli.run import execute
from app.core.administration.policy import Policy
from app.core.cancel import CancelToken
from app.core.errors import WorkerError
from app.engines.index import Index
from app.services.application import Application
from app.services.asking.questions import Chosen
from app.storage.audit import Audit
from tests.chats import chatgpt_conversation
from tests.gguf_files import with_text
from tests.installed import EMBEDDING, TINY_CHAT, model, model_folder
from tests.made_models import FAMILIES, made_adapter, made_model
from tests.opened import add, opened_application
from tests.services.scripted_model import ScriptedModel


class Alcove:
    """Runs command lines over one application and keeps what the last one printed."""

    def __init__(self, application: Application, folder: Path) -> None:
        self.application = application
        self._folder = folder
        self.out = ""
        self.messages = ""

    def __call__(self, *arguments: str, cancel: CancelToken | None = None) -> int:
        self.out = self.messages = ""
        parsed = parser().parse_args(arguments)
        parsed.working_directory = self._folder
        output = Output(self._print, self._say, parsed.as_json)
        return execute(self.application, parsed, output, cancel or CancelToken())

    @property
    def value(self) -> Any:
        """The one JSON object printed."""
        return msgspec.json.decode(self.out)

    def _print(self, text: str) -> None:
        self.out += text

    def _say(self, text: str) -> None:
        self.messages += text


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("commands")
    (folder / "pump.md").write_text("# Pump\n\nThe pump P-310 needs oil of grade ISO VG 68.\n", encoding="utf-8")
    with opened_application(folder, with_models=False) as application:
        add(application, folder / "pump.md")
        yield application


@pytest.fixture
def alcove(application: Application, tmp_path: Path) -> Alcove:
    return Alcove(application, tmp_path)


def test_a_question_without_a_model_is_answered_with_the_passage_itself(alcove: Alcove) -> None:
    assert alcove("ask", "Which oil does the pump need?") == 0
    assert "ISO VG 68" in alcove.out
    assert "pump.md" in alcove.out
    assert " searched, " in alcove.messages


def test_an_answer_that_goes_round_in_circles_is_printed_once(alcove: Alcove, monkeypatch: pytest.MonkeyPatch) -> None:
    model = ScriptedModel(" ".join(["The pump P-310 needs oil of grade ISO VG 68."] * 8))
    monkeypatch.setattr(alcove.application.answering, "_choose_model", lambda *_asked: Chosen(model))
    assert alcove("ask", "Which oil does the pump need?") == 0
    told = [line for line in alcove.out.splitlines() if line.startswith("The pump")]
    assert [line.count("ISO VG 68") for line in told] == [3]
    assert "began to repeat itself" in alcove.messages
    assert ", 30 tokens, " in alcove.messages


def test_an_answer_that_is_cut_short_says_so_and_has_its_own_code(
    alcove: Alcove, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, cancel = ScriptedModel("The pump P-310 needs oil of grade ISO VG 68."), CancelToken()
    monkeypatch.setattr(alcove.application.answering, "_choose_model", lambda *_asked: Chosen(model))
    model.on_stream = lambda: model.calls and cancel.cancel()
    both = "Which oil does the pump need, and what is the name of the pump?"
    assert alcove("ask", "--json", both, cancel=cancel) == 130
    assert (alcove.value["stopped"], alcove.value["answer"]) == (True, model.text)


def test_a_question_over_files_that_cannot_be_read_says_so(alcove: Alcove, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    assert alcove("ask", "Which oil?", "broken.pdf") == 1
    assert "None of the files given could be read" in alcove.messages


def test_a_question_over_files_of_which_one_cannot_be_read_is_answered_with_its_own_code(
    alcove: Alcove, tmp_path: Path
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (tmp_path / "valve.md").write_text("The valve V-12 opens at 40 bar.", encoding="utf-8")
    assert alcove("ask", "When does the valve V-12 open?", "valve.md", "broken.pdf", "--json") == 6
    assert "40 bar" in alcove.value["answer"]


def test_search_prints_rank_place_and_text(alcove: Alcove) -> None:
    assert alcove("search", "oil grade") == 0
    assert alcove.out.startswith("1. ")
    assert "ISO VG 68" in alcove.out


def test_a_search_by_words_alone_says_so_once_beside_its_results(
    alcove: Alcove, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise WorkerError("The embedder is gone.")

    monkeypatch.setattr(Index, "find", fail)
    told = "Passages were found by their words alone: The embedder is gone.\n"
    assert alcove("search", "--json", "oil grade") == 0
    assert "ISO VG 68" in alcove.value["hits"][0]["text"]
    assert alcove.messages == told
    queries = [{"id": number, "text": "oil grade"} for number in (1, 2)]
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), encoding="utf-8")
    assert alcove("search", "--queries", "queries.jsonl", "--json") == 0
    assert [json.loads(line)["id"] for line in alcove.out.splitlines()] == [1, 2]
    assert alcove.messages == told


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{not json", "is not a file of queries"),
        ('{"text": "no id"}', "is not a file of queries"),
        (None, "could not be read"),
    ],
)
def test_a_bad_file_of_queries_is_named_with_what_it_should_hold(
    alcove: Alcove, tmp_path: Path, content: str | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / "queries.jsonl").write_text(content, encoding="utf-8")
    assert alcove("search", "--queries", "queries.jsonl", "--json") == 1
    assert sentence in alcove.messages
    assert sentence in alcove.value["error"]


def test_search_without_a_query_says_what_to_give(alcove: Alcove) -> None:
    assert alcove("search") == 1
    assert "--queries FILE.jsonl" in alcove.messages


def test_removing_nothing_in_particular_is_refused(alcove: Alcove) -> None:
    assert alcove("library", "remove") == 1
    assert "Say what to forget" in alcove.messages
    assert alcove("library", "remove", "no/such/file.md") == 3


def test_library_status_and_list_agree(alcove: Alcove) -> None:
    assert alcove("library", "status", "--json", "--collection", "Documents") == 0
    assert (alcove.value["documents"], alcove.value["searchable"]) == (1, 1)
    assert alcove("library", "list", "--json", "--collection", "Documents") == 0
    assert alcove.value["path"].endswith("pump.md")


def test_library_check_and_rebuild_find_everything_in_order(alcove: Alcove) -> None:
    assert alcove("library", "rebuild") == 0
    assert alcove("library", "check", "--json") == 0
    assert alcove.value == {"problems": []}


def test_a_cancelled_command_says_what_is_kept(alcove: Alcove) -> None:
    cancel = CancelToken()
    cancel.cancel()
    assert alcove("library", "add", ".", cancel=cancel) == 130
    assert "what was finished until then is kept" in alcove.messages


def test_models_are_listed_with_what_each_needs(alcove: Alcove) -> None:
    assert alcove("models", "list", "--json") == 0
    models = [msgspec.json.decode(line) for line in alcove.out.splitlines()]
    chat = next(model for model in models if model["role"] == "chat")
    assert {"id", "licence", "size_bytes", "fits", "installed"} <= set(chat)
    assert not chat["installed"]


def test_the_monitor_tells_of_the_machine_and_of_every_process(alcove: Alcove) -> None:
    assert alcove("models", "monitor", "--json") == 0
    value = msgspec.json.decode(alcove.out)
    assert value["answers"] == []
    assert value["machine"]["workers"][0]["name"] == "alcove"
    assert value["machine"]["memory_bytes"] >= value["machine"]["workers"][0]["memory_bytes"] > 0
    assert alcove("models", "monitor") == 0
    assert "No answer was written" in alcove.out


def test_without_a_chat_model_there_is_nothing_to_measure(alcove: Alcove) -> None:
    assert alcove("models", "bench") == 1
    assert "alcove models fetch" in alcove.messages


def embedder_of(alcove: Alcove) -> dict[str, Any]:
    assert alcove("models", "list", "--json") == 0
    models = [msgspec.json.decode(line) for line in alcove.out.splitlines()]
    return next(model for model in models if model["id"] == EMBEDDING)


def test_the_choice_of_a_model_is_given_back_to_alcove(alcove: Alcove) -> None:
    assert alcove("models", "choose", EMBEDDING, "--json") == 0
    assert not embedder_of(alcove)["chosen_by_itself"]
    assert alcove("models", "automatic", "embedding", "--json") == 0
    assert alcove.value == {"automatic": "embedding"}
    assert embedder_of(alcove)["chosen_by_itself"]


def test_only_a_chat_model_is_given_the_minutes(alcove: Alcove) -> None:
    assert alcove("models", "choose", EMBEDDING, "--for", "minutes") == 1
    assert "not for minutes" in alcove.messages


@pytest.mark.parametrize("action", ["choose", "remove"])
def test_a_model_that_is_not_known_is_named(alcove: Alcove, action: str) -> None:
    assert alcove("models", action, "no-such-model") == 1
    assert "There is no model 'no-such-model'" in alcove.messages


def test_importing_what_is_no_model_is_one_sentence(alcove: Alcove, tmp_path: Path) -> None:
    (tmp_path / "no.gguf").write_bytes(b"this is no model" * 100)
    assert alcove("models", "import", "no.gguf") == 1
    assert "no.gguf" in alcove.messages


@pytest.fixture
def alcove_of_its_own(tmp_path: Path) -> Iterator[Alcove]:
    """For what would be in the way of others: models that are left, and answers that are remembered."""
    (tmp_path / "own").mkdir()
    with opened_application(tmp_path / "own", with_models=False) as application:
        yield Alcove(application, tmp_path)


def test_an_adapter_is_used_with_the_strength_given_until_it_is_switched_off(
    alcove_of_its_own: Alcove, tmp_path: Path
) -> None:
    alcove = alcove_of_its_own
    made_model(tmp_path / "base.gguf", FAMILIES["Qwen 3"], ["\n", *"Yes.", FAMILIES["Qwen 3"].end])
    made_adapter(tmp_path / "tone.gguf")
    assert alcove("models", "adapters") == 0
    assert "alcove models import FILE" in alcove.messages
    for name in ("base", "tone"):
        assert alcove("models", "import", f"{name}.gguf", "--json") == 0
        assert alcove.value == {"imported": [name]}
    ask = ("ask", "Hello?", "--no-documents", "--model", "base", "--json")
    assert alcove(*ask) == 0
    assert alcove.value["answer"] == "Yes."
    assert alcove("models", "adapters", "tone", "--scale", "1.5", "--json") == 0
    assert alcove.value == {"id": "tone", "models": ["base"], "in_use": True, "scale": 1.5, "reason": ""}
    alcove(*ask)
    assert alcove.value["answer"] != "Yes."
    assert alcove("models", "adapters", "--off") == 0
    assert alcove.out == f"{'tone':45} for base\n"
    assert [alcove("models", "remove", name) for name in ("tone", "base")] == [0, 0]


def test_a_smaller_model_is_one_object_and_how_to_use_it_stands_beside_it(
    alcove_of_its_own: Alcove, tmp_path: Path
) -> None:
    alcove = alcove_of_its_own
    made_model(tmp_path / "base.gguf", FAMILIES["Qwen 3"], ["\n", "a"])
    alcove("models", "import", "base.gguf")
    assert alcove("models", "quantize", "base", "--to", "Q8_0", "--json") == 0
    assert alcove.value["id"] == "base-q8_0"
    assert alcove.value["after"]["size_bytes"] < alcove.value["before"]["size_bytes"]
    assert "alcove models choose base-q8_0" in alcove.messages
    assert alcove("models", "quantize", "base", "--to", "Q8_0") == 1
    assert "is here already" in alcove.messages


def test_models_of_other_programs_are_found_and_linked(
    alcove: Alcove, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = model_folder(TINY_CHAT) / model(TINY_CHAT).files[0].path
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("OLLAMA_MODELS", raising=False)
    assert alcove("models", "find", "--json") == 3
    kept = with_text(source, tmp_path / "kept.gguf", "general.name", "Kept elsewhere")
    place = tmp_path / ".lmstudio/models/maker/kept"
    place.mkdir(parents=True)
    kept.rename(place / kept.name)
    assert alcove("models", "find", "--json") == 0
    assert (alcove.value["program"], alcove.value["name"], alcove.value["linked"]) == ("LM Studio", "kept", False)
    assert alcove("models", "import", "--link", alcove.value["path"]) == 0
    assert alcove("models", "list", "--json") == 0
    listed = [msgspec.json.decode(line) for line in alcove.out.splitlines()]
    (linked,) = [one for one in listed if one["linked"]]
    assert (linked["name"], linked["architecture"], linked["quantization"]) == ("Kept elsewhere", "llama", "Q4_1")
    assert (linked["parameters"], linked["chat_template"]) == (134_515_008, "gguf")
    assert alcove("models", "remove", linked["id"]) == 0
    assert (place / kept.name).is_file()


def test_a_recording_that_is_none_costs_itself_only(alcove: Alcove, tmp_path: Path) -> None:
    (tmp_path / "noise.wav").write_bytes(b"RIFF and then nothing")
    assert alcove("transcribe", "noise.wav", "missing.wav") == 6
    assert "noise.wav" in alcove.messages or "speech model" in alcove.messages


def test_captions_of_a_file_need_the_file_and_a_model(alcove: Alcove, tmp_path: Path) -> None:
    assert alcove("transcribe", "--live", "missing.wav") == 6
    assert "There is no file" in alcove.messages
    (tmp_path / "noise.wav").write_bytes(b"RIFF and then nothing")
    assert alcove("transcribe", "--live", "noise.wav") == 6
    assert "noise.wav" in alcove.messages or "speech model" in alcove.messages


def test_the_audit_log_names_what_was_done_and_is_intact(alcove: Alcove) -> None:
    assert alcove("audit", "verify", "--json") == 0
    assert alcove.value == {"intact": True, "problem": None}
    assert alcove("audit", "export") == 0
    entries = [msgspec.json.decode(line) for line in alcove.out.splitlines()]
    assert "document added" in {entry["kind"] for entry in entries}
    assert "pump" not in alcove.out
    assert alcove("audit", "export", "--format", "csv") == 0
    table = list(csv.DictReader(alcove.out.splitlines()))
    assert [(row["number"], row["what"], row["hash"]) for row in table] == [
        (str(entry["sequence"]), entry["kind"], entry["hash"]) for entry in entries
    ]


def test_what_was_asked_is_no_formula_in_a_table_of_the_audit_log(alcove: Alcove, application: Application) -> None:
    database = application.vault.database
    Audit(database, Policy({"audit.level": "questions"})).record("question answered", "=1+1, what is it?")
    assert alcove("audit", "export", "--format", "csv") == 0
    assert list(csv.DictReader(alcove.out.splitlines()))[-1]["text"] == "'=1+1, what is it?"
    assert alcove("audit", "export", "--format", "csv", "--json") == 0
    assert json.loads(alcove.out.splitlines()[-1])["text"] == "=1+1, what is it?"


def test_the_doctor_looks_at_everything(alcove: Alcove) -> None:
    code = alcove("doctor", "--json")
    assert code == (0 if alcove.value["healthy"] else 1)
    assert len(alcove.value["checks"]) >= 5


@pytest.mark.parametrize(("limit", "found"), [(("--type", "md"), True), (("--type", "pdf"), False)])
def test_limits_are_options_and_are_told(alcove: Alcove, limit: tuple[str, str], found: bool) -> None:
    assert alcove("search", "oil of the pump", *limit) == (0 if found else 3)
    assert alcove.messages.startswith(f"Limited to type:{limit[1]}: ")
    assert ("pump.md" in alcove.out) is found
    assert alcove("ask", "Which oil does the pump need?", *limit) == (0 if found else 3)
    assert f"Limited to type:{limit[1]}" in alcove.messages


def test_a_limit_that_is_none_is_refused(alcove: Alcove) -> None:
    assert alcove("search", "oil", "--after", "yesterday") == 1
    assert alcove.messages.startswith('--after cannot be "yesterday"')


def test_conversations_of_another_program_come_once_and_what_is_none_has_its_own_code(
    alcove: Alcove, tmp_path: Path
) -> None:
    said = (("user", "Which oil?"), ("assistant", "VG 68."))
    (tmp_path / "conversations.json").write_text(json.dumps([chatgpt_conversation("c1", "Pumps", *said)]), "utf-8")
    (tmp_path / "notes.json").write_text("{}", "utf-8")
    assert alcove("import", "conversations.json") == 0
    assert alcove.out == "ChatGPT: 1 conversation added.\n"
    assert alcove("import", "conversations.json", "notes.json", "--json") == 6
    assert alcove.value["folders"] == [{"folder": "ChatGPT", "added": 0, "beside": 0, "continued": 0, "known": 1}]
    assert [Path(one["path"]).name for one in alcove.value["failed"]] == ["notes.json"]
    assert alcove("import", "nowhere.json") == 6
