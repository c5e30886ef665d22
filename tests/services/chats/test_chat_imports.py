import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.administration.policy import Policy
from app.core.administration.policy_reading import checked_policy
from app.core.asking.conversations import Role
from app.core.cancel import CancelToken
from app.core.clock import utc_now
from app.core.errors import Cancelled, NothingFound, RefusedByPolicy
from app.core.events import ChatsBrought, Event, Failed
from app.services.chats.chat_imports import ChatImports
from app.services.chats.history import History
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.conversations.brought_chats import BroughtChats
from app.storage.conversations.conversations import Conversations
from app.storage.database import Database
from tests.chats import chatgpt_conversation, gpt4all_chat, jan_thread, open_webui_chat

SAID = (("user", "Which oil?"), ("assistant", "VG 68."))


@pytest.fixture
def history(database: Database) -> History:
    return History(Conversations(database), Audit(database))


@pytest.fixture
def imports(database: Database) -> ChatImports:
    return ChatImports(BroughtChats(database), Audit(database), Permissions(Policy()))


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """ChatGPT's, of two conversations."""
    path = tmp_path / "export.zip"
    two = [chatgpt_conversation("c1", "Pumps", *SAID), chatgpt_conversation("c2", "Valves", *SAID)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("chat.html", "<html>")
        archive.writestr("conversations.json", json.dumps(two))
    return path


def brought(imports: ChatImports, *paths: Path) -> list[Event]:
    return [one for one in imports.add(paths, CancelToken()) if isinstance(one, ChatsBrought | Failed)]


def test_an_export_comes_into_a_folder_of_its_program_and_only_once(
    imports: ChatImports, history: History, export: Path
) -> None:
    [first] = brought(imports, export)
    assert isinstance(first, ChatsBrought)
    assert (first.folder, len(first.conversation_ids), first.known) == ("ChatGPT", 2, 0)
    assert brought(imports, export) == [ChatsBrought("ChatGPT", (), 2)]
    listed = history.conversations()
    assert {(one.title, one.folder, one.use_documents) for one in listed} == {
        ("Pumps", "ChatGPT", False),
        ("Valves", "ChatGPT", False),
    }
    asked, answered = history.turns(first.conversation_ids[0])
    assert (asked.text, answered.text) == ("Which oil?", "VG 68.")
    assert answered.answer is not None
    assert answered.answer.model == "ChatGPT"


MORE = (*SAID, ("user", "How much?"), ("assistant", "2 l."))


def export_of(path: Path, *said: tuple[str, str]) -> Path:
    """ChatGPT's export of one conversation, with what was said in it by now."""
    path.write_text(json.dumps([chatgpt_conversation("c1", "Pumps", *said)]), encoding="utf-8")
    return path


def told(imports: ChatImports, path: Path) -> ChatsBrought:
    [event] = brought(imports, path)
    assert isinstance(event, ChatsBrought)
    return event


def texts(history: History) -> list[list[str]]:
    return sorted([turn.text for turn in history.turns(one.id)] for one in history.conversations())


def test_what_was_said_since_comes_behind_what_is_here(imports: ChatImports, history: History, tmp_path: Path) -> None:
    first = told(imports, export_of(tmp_path / "a.json", *SAID))
    later = told(imports, export_of(tmp_path / "b.json", *MORE))
    assert (len(first.conversation_ids), later.conversation_ids, later.continued) == (1, (), 1)
    assert texts(history) == [["Which oil?", "VG 68.", "How much?", "2 l."]]
    earlier = told(imports, tmp_path / "a.json")
    assert (earlier.known, earlier.continued, earlier.conversation_ids) == (1, 0, ())


@pytest.mark.parametrize("gone_on", [("user", "And here?"), ("assistant", "Another.")])
def test_a_longer_version_of_what_was_gone_on_with_here_stands_beside_it_and_comes_once(
    imports: ChatImports, history: History, database: Database, tmp_path: Path, gone_on: tuple[str, str]
) -> None:
    [here] = told(imports, export_of(tmp_path / "a.json", *SAID)).conversation_ids
    Conversations(database).add_turn(here, Role(gone_on[0]), gone_on[1])
    assert told(imports, tmp_path / "a.json").known == 1
    later = told(imports, export_of(tmp_path / "b.json", *MORE))
    assert (len(later.conversation_ids), later.beside, later.continued) == (1, 1, 0)
    assert texts(history) == [["Which oil?", "VG 68.", gone_on[1]], ["Which oil?", "VG 68.", "How much?", "2 l."]]
    assert told(imports, tmp_path / "b.json").known == 1
    last = told(imports, export_of(tmp_path / "c.json", *MORE, ("user", "Thanks.")))
    assert (last.continued, last.beside) == (1, 0)


def test_a_conversation_that_was_cut_here_is_not_brought_again_as_it_was(
    imports: ChatImports, history: History, database: Database, tmp_path: Path
) -> None:
    [here] = told(imports, export_of(tmp_path / "a.json", *MORE)).conversation_ids
    Conversations(database).remove_turns_from(here, history.turns(here)[2].id)
    assert told(imports, tmp_path / "a.json").known == 1
    assert texts(history) == [["Which oil?", "VG 68."]]


def test_one_that_was_asked_otherwise_there_stands_beside_the_earlier_one(
    imports: ChatImports, history: History, tmp_path: Path
) -> None:
    told(imports, export_of(tmp_path / "a.json", *SAID))
    assert told(imports, export_of(tmp_path / "b.json", SAID[0], ("assistant", "VG 46."))).beside == 1
    assert texts(history) == [["Which oil?", "VG 46."], ["Which oil?", "VG 68."]]


def test_what_is_years_old_is_kept_from_the_day_it_came(imports: ChatImports, history: History, tmp_path: Path) -> None:
    began = utc_now()
    [here] = told(imports, export_of(tmp_path / "a.json", *SAID)).conversation_ids
    assert history.conversation(here).updated_at < began
    assert history.at_rest_since(began) == []
    assert history.at_rest_since(utc_now()) == [here]


def test_a_file_of_something_else_is_given_up_before_its_end(imports: ChatImports, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text("{}\n" * 1000 + "no JSON any more", encoding="utf-8")
    [failed] = brought(imports, path)
    assert isinstance(failed, Failed)
    assert "holds no conversations" in failed.reason


def test_it_is_undone_by_deleting_what_came_and_can_come_again(
    imports: ChatImports, history: History, export: Path
) -> None:
    [first] = brought(imports, export)
    assert isinstance(first, ChatsBrought)
    history.delete(first.conversation_ids)
    assert history.conversations() == []
    [again] = brought(imports, export)
    assert isinstance(again, ChatsBrought)
    assert len(again.conversation_ids) == 2


def test_a_folder_is_looked_through_for_what_every_program_keeps(
    imports: ChatImports, history: History, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    jan_thread(folder / "threads" / "jan_1", "Oil", *SAID)
    gpt4all_chat(folder / "gpt4all-1.chat", [("Prompt", "Which oil?"), ("Response", "VG 68.")])
    (folder / "model.gguf").write_bytes(b"GGUF")
    (folder / "notes.json").write_text("[]", encoding="utf-8")
    came = brought(imports, folder)
    assert {one.folder for one in came if isinstance(one, ChatsBrought)} == {"Jan", "GPT4All"}
    assert len(came) == 2
    assert {one.folder for one in history.conversations()} == {"Jan", "GPT4All"}


def test_open_webui_and_a_single_line_of_messages_are_known_by_what_is_in_them(
    imports: ChatImports, tmp_path: Path
) -> None:
    path = tmp_path / "chat-export-1.json"
    path.write_text(json.dumps([open_webui_chat("o1", "Oil", *SAID)]), encoding="utf-8")
    thread = jan_thread(tmp_path / "jan_2", "Oil", *SAID)
    came = brought(imports, path, thread / "messages.jsonl")
    assert [one.folder for one in came if isinstance(one, ChatsBrought)] == ["Open WebUI", "Jan"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.chat", b"\xf5\xd5\x53\xcc\x00\x00\x00\x0c"),
        ("a.json", b"[1, 2]"),
        ("a.json", b"\xff\xfe"),
        ("a.json", b"[" * 200_000),
        ("a.zip", b"PK\x03\x04 and no more"),
        ("thread.json", b"nothing"),
        ("empty.json", b""),
    ],
)
def test_a_file_that_is_none_is_named_in_one_sentence_and_the_others_come(
    imports: ChatImports, tmp_path: Path, export: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    failed, came = brought(imports, path, export)
    assert isinstance(failed, Failed)
    assert failed.path == str(path)
    assert failed.reason.endswith(".")
    assert isinstance(came, ChatsBrought)


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_archive_packed_in_another_way_is_refused_whatever_is_in_it(
    imports: ChatImports, tmp_path: Path, packing: int
) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("conversations.json", "[]")
        begins = archive.infolist()[0].header_offset + 30 + len("conversations.json")
    damaged = bytearray(path.read_bytes())
    damaged[begins + 4 : begins + 9] = b"\xff" * 5  # where each of them says how it is packed
    path.write_bytes(damaged)
    [failed] = brought(imports, path)
    assert isinstance(failed, Failed)
    assert failed.reason.endswith("pack it again as an ordinary ZIP file.")


def test_what_came_before_it_was_stopped_stays_and_is_told(
    imports: ChatImports, history: History, export: Path
) -> None:
    token = CancelToken()
    came: list[Event] = []
    with pytest.raises(Cancelled):  # noqa: PT012
        for event in imports.add([export], token):
            came.append(event)
            token.cancel()
    assert isinstance(came[-1], ChatsBrought)
    assert came[-1].conversation_ids == tuple(one.id for one in history.conversations())
    assert len(came[-1].conversation_ids) == 1


def test_a_folder_without_any_says_so(imports: ChatImports, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(NothingFound):
        brought(imports, tmp_path)


def test_nothing_is_taken_from_where_the_policy_does_not_allow(
    database: Database, tmp_path: Path, export: Path
) -> None:
    policy = checked_policy({"library.folders": [str(tmp_path / "allowed")]}, "policy.json")
    permissions = Permissions(policy, lambda _rule: None)
    imports = ChatImports(BroughtChats(database), Audit(database), permissions)
    with pytest.raises(RefusedByPolicy):
        brought(imports, export)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


@pytest.mark.skipif("sys.platform != 'linux'", reason="each system has folders of its own")
def test_what_gpt4all_and_jan_keep_here_is_found(imports: ChatImports, home: Path) -> None:
    kept = home / ".local" / "share" / "nomic.ai" / "GPT4All"
    kept.mkdir(parents=True)
    jan_thread(home / "jan" / "threads" / "jan_1", "Oil", *SAID)
    assert set(imports.here()) == {kept, home / "jan" / "threads"}
