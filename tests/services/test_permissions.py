"""Whatever the administrator does not allow is refused by the services themselves, whoever asks, and noted in the audit."""

import os
import pwd
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import __main__ as program
from app.bootstrap import application as composition
from app.core.administration.policy import RULES, Policy
from app.core.administration.policy_reading import refusal
from app.core.asking.conversations import Answer
from app.core.cancel import CancelToken
from app.core.errors import RefusedByPolicy
from app.core.events import Answered, Event, Failed
from app.core.exporting.made_documents import Exchange
from app.core.meetings.sounds import Track, TrackSource
from app.core.meetings.transcript import Listening
from app.core.models.model import Role
from app.core.setting import Value
from app.core.settings import setting
from app.core.tools.tools import MAKE_DOCUMENT, called
from app.lockdown.lock import LockStatus
from app.services.administration.vault import Vault
from app.services.application import Application
from app.services.asking.questions import Question
from app.services.meetings.exporting import Export
from app.services.permissions import Permissions
from app.services.serving.offering import Wishes
from app.storage import policy_files
from app.storage.meetings.meetings import Meetings
from app.storage.places import Places
from installers import fetch
from tests.cli.test_commands import Alcove
from tests.core.meeting import segments
from tests.gguf_files import with_text
from tests.installed import TINY_CHAT, model, model_folder
from tests.opened import opened_application

ALLOWED = "allowed-model"
VALUES: dict[str, Value] = {name: it.declared.default for name, it in RULES.items() if it.is_setting}
VALUES["answer.tools"] = False


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("permissions")


@pytest.fixture(scope="module")
def application(folder: Path) -> Iterator[Application]:
    """A profile under a policy that forbids all it can, with one meeting and the one allowed folder."""
    (folder / "allowed").mkdir()
    rules = dict(VALUES) | {
        "recording.allowed": False,
        "export.allowed": False,
        "models.import_allowed": False,
        "models.allowed": (ALLOWED,),
        "library.folders": (str(folder / "allowed"),),
        "vault.passphrase_required": True,
        "vault.passphrase_length": 20,
    }
    with opened_application(folder, with_models=False, policy=Policy(rules, "/etc/alcove/policy.json")) as application:
        Meetings(application.vault.database).begin(folder / "talk.wav", "Talk")
        yield application


def consumed(events: Iterator[Event]) -> None:
    list(events)


def record(application: Application) -> None:
    consumed(application.recording.record("Talk", [TrackSource(Track.MICROPHONE)], CancelToken()))


def add(application: Application) -> None:
    consumed(application.library.add([Path(__file__)], "Documents", CancelToken()))


def import_model(application: Application) -> None:
    consumed(application.catalogue.import_file(Path(__file__), CancelToken()))


def link_model(application: Application) -> None:
    consumed(application.catalogue.link_file(Path(__file__), CancelToken()))


def compress_model(application: Application) -> None:
    consumed(application.catalogue.compress(TINY_CHAT, "Q8_0", CancelToken()))


def ask_forbidden_model(application: Application) -> None:
    consumed(application.answering.ask(Question("Who?", model_id=TINY_CHAT, keep=False), CancelToken()))


def save_answer(application: Application) -> None:
    call = called(MAKE_DOCUMENT, "md", "this answer", "Leave")
    exchanges = (Exchange("Leave?", Answer("27 days.")),)
    application.made_documents.write(call, exchanges, Path("x"), CancelToken())


ATTEMPTS: dict[str, tuple[str, Callable[[Application], object]]] = {
    "record a meeting": ("recording.allowed", record),
    "read what would be exported": ("export.allowed", lambda it: it.exporting.handed_on(1, Export())),
    "export to memory": ("export.allowed", lambda it: it.exporting.content(1, Export(), CancelToken())),
    "export to a file": ("export.allowed", lambda it: it.exporting.write(1, Export(), Path("x"), CancelToken())),
    "transcribe for another program": (
        "export.allowed",
        lambda it: list(it.offering.transcript("alcove-speech", "talk.wav", b"RIFF", "", "", CancelToken())),
    ),
    "save an answer": ("export.allowed", save_answer),
    "call a tool": (
        "answer.tools",
        lambda it: consumed(it.answering.ask(Question("1 + 1", tools=True), CancelToken())),
    ),
    "import a model": ("models.import_allowed", import_model),
    "link a model": ("models.import_allowed", link_model),
    "make a smaller model": ("models.import_allowed", compress_model),
    "choose a model": ("models.allowed", lambda it: it.catalogue.choose(Role.CHAT, TINY_CHAT)),
    "ask another model": ("models.allowed", ask_forbidden_model),
    "add a document": ("library.folders", add),
    "follow a folder": ("library.folders", lambda it: it.following.follow(Path(__file__).parent, "Documents")),
    "do without a passphrase": ("vault.passphrase_required", lambda it: it.vault.change_passphrase(None)),
    "take a short passphrase": ("vault.passphrase_length", lambda it: it.vault.change_passphrase("x" * 19)),
    "change a setting": ("answer.temperature", lambda it: it.settings.set("answer.temperature", 1.0)),
    "reset a setting": ("answer.temperature", lambda it: it.settings.reset("answer.temperature")),
    "let Alcove choose": ("model.chat", lambda it: it.catalogue.choose_by_itself(Role.CHAT)),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_is_not_allowed_is_refused_with_its_rule(application: Application, attempt: str) -> None:
    rule, do = ATTEMPTS[attempt]
    with pytest.raises(RefusedByPolicy, match=rule.replace(".", r"\.")):
        do(application)
    if not RULES[rule].is_setting:
        entry = application.administration.audit_entries(1)[0]
        assert (entry.kind, entry.fields) == ("refused by policy", {"rule": rule})


def test_what_was_said_in_meetings_stays_in_the_window(application: Application, folder: Path) -> None:
    meetings = Meetings(application.vault.database)
    transcript_id = meetings.begin("/festival.wav", "Festival", Listening(), 1, 1_795_000_000 * 10**9)
    meetings.replace_segments(transcript_id, segments())
    meetings.finish(transcript_id, "en", 65.0, 0.1)
    application.search.catch_up()
    try:
        (said, *_) = application.search.find("brass band from Ulm", 5, CancelToken()).passages
        assert said.path.startswith("meeting:")

        assert application.offering.search("brass band from Ulm", 5, None, CancelToken()) == ()
        assert "Ulm" not in application.offering.answer("Which brass band?", None, CancelToken()).text
        with pytest.raises(RefusedByPolicy, match=r"export\.allowed"):
            application.offering.passages_around(said.passage.id, 2)
        alcove = Alcove(application, folder)
        for command in (
            ("search", "brass band from Ulm"),
            ("ask", "Which brass band?"),
            ("ask", "--everything", "band"),
        ):
            assert alcove(*command) == 3
            assert "Ulm" not in alcove.out
            assert "Meetings are left out" in alcove.messages
        assert "brass band from Ulm" in answered(application, Question("Which brass band?", keep=False)).text
    finally:
        meetings.delete(transcript_id)
        application.search.catch_up()


def answered(application: Application, question: Question) -> Answer:
    events = application.answering.ask(question, CancelToken())
    return next(event.answer for event in events if isinstance(event, Answered))


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_setting_under_policy_has_its_value_and_cannot_be_changed(application: Application, name: str) -> None:
    assert application.settings.get(name) == VALUES[name]
    assert name in application.settings.fixed()
    with pytest.raises(RefusedByPolicy, match="organization"):
        application.settings.set(name, setting(name).default)


def test_a_fixed_value_counts_whatever_the_user_had_set(tmp_path: Path) -> None:
    with opened_application(tmp_path, with_models=False, policy=Policy()) as application:
        application.settings.set("answer.temperature", 1.5)
    policy = Policy({"answer.temperature": 0.5}, "somewhere")
    vault = Vault(application.vault.places, Permissions(Policy()))
    vault.unlock("correct horse battery staple")
    settings = type(application.settings)(vault.database, policy)
    assert settings.get("answer.temperature") == 0.5
    vault.close()


def test_a_link_leads_out_of_no_folder(application: Application, folder: Path) -> None:
    (folder / "secret.md").write_text("The valve opens at 40 bar.")
    (folder / "allowed" / "open.md").write_text("The pump needs oil.")
    (folder / "allowed" / "link.md").symlink_to(folder / "secret.md")
    events = list(application.library.add([folder / "allowed"], "Documents", CancelToken()))
    (failed,) = [event for event in events if isinstance(event, Failed)]
    assert (failed.path, "organization" in failed.reason) == (str(folder / "allowed" / "link.md"), True)
    (read,) = application.library.documents()
    assert Path(read.path).name == "open.md"
    application.library.remove([read.id])


def test_the_users_own_folder_is_what_the_system_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Path(pwd.getpwuid(os.getuid()).pw_dir)
    monkeypatch.setenv("HOME", str(tmp_path))
    permissions = Permissions(Policy({"library.folders": ("~/Documents", "~")}))
    assert permissions.may_read(own / "Documents" / "a.pdf")
    assert not permissions.may_read(tmp_path / "Documents" / "a.pdf") or tmp_path.is_relative_to(own)


def test_what_comes_with_alcove_is_always_allowed(application: Application) -> None:
    states = {state.model.id: state for state in application.catalogue.models()}
    assert not states[TINY_CHAT].allowed
    assert "organization" in states[TINY_CHAT].reason
    embedder = application.catalogue.chosen(Role.EMBEDDING)
    assert embedder is not None
    assert embedder.allowed


def test_a_model_brought_along_is_known_by_its_hash_and_not_by_its_name() -> None:
    own = replace(model(TINY_CHAT), id=ALLOWED)
    by_name = Permissions(Policy({"models.allowed": (ALLOWED,)}))
    assert by_name.reason_against_model(own, signed=True) == ""
    assert by_name.reason_against_model(own, signed=False) != ""
    by_hash = Permissions(Policy({"models.allowed": (f"sha256:{own.files[0].sha256}",)}))
    assert by_hash.reason_against_model(own, signed=False) == ""


def test_an_imported_model_that_takes_an_allowed_name_is_not_used(tmp_path: Path) -> None:
    weights = model_folder(TINY_CHAT) / model(TINY_CHAT).files[0].path
    brought = with_text(weights, tmp_path / f"{ALLOWED}.gguf", "general.name", ALLOWED)
    policy = Policy({"models.allowed": (ALLOWED,)}, "somewhere")
    with opened_application(tmp_path, with_models=False, policy=policy) as application:
        consumed(application.catalogue.import_file(brought, CancelToken()))
        assert [
            state.allowed for state in application.catalogue.models() if state.installed and not state.model.shipped_in
        ] == [False]
        assert application.catalogue.chosen(Role.CHAT) is None


def test_no_smaller_model_is_made_where_only_listed_ones_may_be_used(tmp_path: Path) -> None:
    policy = Policy({"models.allowed": (TINY_CHAT,)}, "somewhere")
    with (
        opened_application(tmp_path, with_models=False, policy=policy) as application,
        pytest.raises(RefusedByPolicy, match=r"models\.allowed"),
    ):
        compress_model(application)


@pytest.fixture
def held() -> LockStatus:
    return LockStatus("linux seccomp", None, True, "seccomp", 0)


def test_a_vault_opens_only_behind_the_lock_the_policy_wants(held: LockStatus) -> None:
    permissions = Permissions(Policy({"lock.system_required": True}))
    permissions.require_lock(lambda: held)
    with pytest.raises(RefusedByPolicy, match="holds the offline lock"):
        permissions.require_lock(lambda: replace(held, kernel_enforced=False, detail="Python alone"))
    Permissions(Policy()).require_lock(lambda: replace(held, kernel_enforced=False))


def test_a_new_vault_keeps_to_the_rules_for_passphrases(tmp_path: Path) -> None:
    policy = Policy({"vault.passphrase_required": True, "vault.passphrase_length": 20})
    vault = Vault(Places(tmp_path / "profile", tmp_path, tmp_path), Permissions(policy))
    for passphrase in (None, "x" * 19):
        with pytest.raises(RefusedByPolicy, match="passphrase"):
            vault.create(passphrase)
    assert vault.state() == "new"
    assert vault.passphrase_rules() == (True, 20)
    vault.create("x" * 20)
    vault.close()


@pytest.mark.parametrize(
    "command",
    [
        ("record", "--for", "1"),
        ("transcribe", "talk.wav"),
        ("transcribe", "--live", "talk.wav"),
        ("minutes", "1"),
        ("models", "import", "model.gguf"),
        ("models", "choose", TINY_CHAT),
        ("models", "automatic", "chat"),
        ("library", "add", "/etc"),
        ("library", "watch", "/etc"),
        ("ask", "Who?", "/etc/hostname"),
        ("ask", "Who?", "--model", TINY_CHAT),
    ],
    ids=" ".join,
)
def test_the_command_line_ends_with_its_own_code(
    application: Application, folder: Path, command: tuple[str, ...]
) -> None:
    alcove = Alcove(application, folder)
    assert alcove(*command) == 5
    assert "rganization" in alcove.messages


def unusable() -> Policy:
    raise refusal("/etc/alcove/policy.json", "line 3: it is wrong")


def test_nothing_starts_under_a_policy_that_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composition, "system_policy", unusable)
    with pytest.raises(RefusedByPolicy, match="stays closed: line 3"):
        composition.build(Places(tmp_path / "profile", tmp_path, tmp_path))
    assert not (tmp_path / "profile").exists()


@pytest.mark.parametrize(
    ("policy", "said"),
    [(lambda: Policy({"models.fetch_allowed": False}), "fetching models"), (unusable, "stays closed")],
)
def test_models_are_not_fetched_against_the_policy(
    policy: Callable[[], Policy], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command, and by the program of its own that fetches."""
    monkeypatch.setattr(policy_files, "system_policy", policy)
    monkeypatch.setattr(program.sys, "argv", ["alcove", "models", "fetch", "no-such-model"])
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == 5
    assert said in capsys.readouterr().err
    assert fetch.main(["no-such-model"]) == 5
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("fixed", "given"), [({}, (2000, 1.5)), ({"answer.temperature": 0.0, "answer.maximum_tokens": 64}, (64, 0.0))]
)
def test_what_is_fixed_is_fixed_for_other_programs_too(
    fixed: dict[str, Value], given: tuple[int, float], tmp_path: Path
) -> None:
    with opened_application(tmp_path, with_models=False, policy=Policy(fixed, "test")) as application:
        options = application.offering._wished(Wishes(2000, 1.5))
    assert (options.maximum_tokens, options.temperature) == given
