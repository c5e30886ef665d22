"""What ChatGPT, Open WebUI and Jan write, as one kind of conversation."""

import json
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.asking.conversations import Role
from app.core.chats import chatgpt, jan, json_values, open_webui
from app.core.chats.json_values import moment, values
from app.core.errors import UnreadableFile
from tests.chats import chatgpt_conversation, open_webui_chat

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


def said(messages: Any) -> list[tuple[Role, str]]:
    return [(one.role, one.text) for one in messages]


def test_the_branch_that_was_shown_last_comes_along_and_others_are_counted() -> None:
    conversation = chatgpt_conversation("c1", "Pumps", ("user", "Which oil?"), ("assistant", "VG 68."))
    again = {**conversation["mapping"]["n1"], "id": "x"}
    conversation["mapping"]["x"] = again
    chat = chatgpt.chat_of(conversation)
    assert said(chat.messages) == [(Role.USER, "Which oil?"), (Role.ASSISTANT, "VG 68.")]
    assert (chat.id, chat.title, chat.left_out) == ("c1", "Pumps", 1)
    assert (chat.created_at[:19], chat.updated_at[:19]) == ("2023-11-14T22:13:20", "2023-11-14T22:28:20")


def test_instructions_hidden_messages_and_calls_of_tools_are_left_out_and_pictures_named() -> None:
    picture = {"content_type": "image_asset_pointer", "asset_pointer": "file-service://file-1"}
    named = {"attachments": [{"id": "file-1", "name": "pump.jpg"}, {"id": "file-2", "name": "plan.pdf"}]}
    chat = chatgpt.chat_of(
        chatgpt_conversation(
            "c1",
            "",
            ("system", "You are ChatGPT."),
            ("user", {"content_type": "user_editable_context", "user_profile": "I am Anna."}),
            ("user", {"content_type": "multimodal_text", "parts": [picture, "What is it?"], "metadata": named}),
            ("assistant", {"content_type": "code", "text": "search('pump')", "recipient": "browser"}),
            ("tool", "a thousand results"),
            ("tool", {"content_type": "multimodal_text", "parts": [{**picture, "asset_pointer": "sediment://file-9"}]}),
            ("assistant", {"content_type": "text", "parts": ["hidden"], "metadata": {"is_visually_hidden_from_conversation": True}}),
            ("assistant", {"content_type": "text", "parts": ["A pump. \ue200cite\ue202turn0\ue201"], "metadata": {"model_slug": "gpt-4o"}}),
        )
    )  # fmt: skip
    assert said(chat.messages) == [
        (Role.USER, "[Picture: pump.jpg]\n\nWhat is it?\n\n[File: plan.pdf]"),
        (Role.ASSISTANT, "[Picture: file-9]\n\nA pump."),
    ]
    assert chat.messages[1].model == "gpt-4o"


def test_where_what_was_shown_last_is_missing_the_newest_message_ends_it() -> None:
    conversation = chatgpt_conversation("c1", "Pumps", ("user", "Oil?"), ("assistant", "VG 68."), current_node="gone")
    assert said(chatgpt.chat_of(conversation).messages) == [(Role.USER, "Oil?"), (Role.ASSISTANT, "VG 68.")]


def test_a_tree_that_bites_its_own_tail_comes_to_an_end() -> None:
    conversation = chatgpt_conversation("c1", "Round", ("user", "Again?"), ("assistant", "Yes."))
    conversation["mapping"]["n0"]["parent"] = "n1"
    assert said(chatgpt.chat_of(conversation).messages) == [(Role.USER, "Again?"), (Role.ASSISTANT, "Yes.")]


def test_halves_of_characters_are_replaced() -> None:
    [value] = values(StringIO(json.dumps(chatgpt_conversation("c1", "\ud800", ("user", "a\udfff")))))
    assert isinstance(value, dict)
    chat = chatgpt.chat_of(value)
    assert (chat.title, chat.messages[0].text) == ("?", "a?")


def test_an_open_webui_chat_keeps_thoughts_apart() -> None:
    thought = '<details type="reasoning" done="true"><summary>Thought</summary>\n> hm\n</details>\nVG 68.'
    chat = open_webui.chat_of(open_webui_chat("o1", "Oil", ("user", "Which oil?"), ("assistant", thought)))
    assert said(chat.messages) == [(Role.USER, "Which oil?"), (Role.ASSISTANT, "VG 68.")]
    assert (chat.messages[1].thought, chat.messages[1].model) == ("> hm", "llama3:8b")


def test_a_thread_of_jan_is_put_in_the_order_of_its_times() -> None:
    content = {"type": "text", "text": {"value": "VG 68."}}
    later = {"role": "assistant", "created_at": 1_700_000_001, "content": [content]}
    first = {"role": "user", "created_at": 1_700_000_000, "content": [{"type": "text", "text": {"value": "Oil?"}}]}
    chat = jan.chat_of({"title": "Oil"}, [later, first], "jan_1")
    assert said(chat.messages) == [(Role.USER, "Oil?"), (Role.ASSISTANT, "VG 68.")]
    assert (chat.id, chat.title, chat.created_at[:10]) == ("jan_1", "Oil", "2023-11-14")


@settings(max_examples=25, deadline=None)
@given(ANYTHING, ANYTHING)
def test_nothing_in_json_raises(one: Any, other: Any) -> None:
    mapping = one if isinstance(one, dict) else {"a": one}
    chatgpt.chat_of({"mapping": {**mapping, "n": {"message": other, "parent": "a"}}, "current_node": "n", "title": one})
    odd = {"author": {"role": "user"}, "content": {"content_type": one, "parts": other}}
    chatgpt.chat_of({"mapping": {"n": {"message": odd}}, "current_node": one})
    message = {"role": "user", "content": one, "files": other}
    open_webui.chat_of({"chat": {"messages": [{"role": one, "content": other}]}})
    jan.chat_of({}, [{"role": one}], "f")
    open_webui.chat_of({"chat": {"history": {"messages": {"a": message}, "currentId": "a"}, "messages": other}})
    jan.chat_of({"model": one, "assistants": other}, [{"role": "user", "content": other, "created_at": one}], "f")


def test_values_of_a_list_and_of_lines_are_the_same() -> None:
    assert list(values(StringIO('[{"a": 1}, {"a": 2}]'))) == list(values(StringIO('{"a": 1}\n{"a": 2}\n')))


@settings(max_examples=25, deadline=None)
@given(st.lists(ANYTHING, max_size=6), st.integers(1, 9))
def test_values_are_the_same_in_however_small_pieces_a_file_is_read(wanted: list[Any], size: int) -> None:
    text = json.dumps(wanted)
    with patch.object(json_values, "_BLOCK", size):
        assert repr(list(values(StringIO(text)))) == repr(json.loads(text))


def test_of_a_long_file_only_a_block_is_held() -> None:
    file = StringIO(json.dumps(["x" * 1000] * 5000))
    next(values(file))
    assert file.tell() < 2_000_000 < len(file.getvalue())


def test_a_value_without_an_end_is_given_up_and_not_held_for_ever() -> None:
    with (
        patch.object(json_values, "LONGEST_VALUE", 10_000),
        patch.object(json_values, "_BLOCK", 1000),
        pytest.raises(UnreadableFile, match="longer than 10,000 characters"),
    ):
        list(values(StringIO('["' + "x" * 1_000_000)))


@pytest.mark.parametrize("text", ['[{"a": 1', "hello", "[" * 100_000, "\x00"])
def test_what_is_no_json_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"no JSON\.$"):
        list(values(StringIO(text)))


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -5, 0, True, "1", 10**400])
def test_what_is_no_time_is_none(number: object) -> None:
    assert moment(number) == ""


@pytest.mark.parametrize("text", ["[1.25e+20, -2E-3, {}]", '["\U0001f600", "\\ud83d\\ude00", null]', "1.5\n-0.0\n"])
def test_a_value_may_be_cut_at_any_place_by_the_pieces_a_file_is_read_in(text: str) -> None:
    wanted = repr(json.loads(text) if text.startswith("[") else [1.5, -0.0])
    for size in range(1, len(text) + 2):
        with patch.object(json_values, "_BLOCK", size):
            assert repr(list(values(StringIO(text)))) == wanted


@pytest.mark.parametrize("cut", ['[{"a": 1}', '[{"a": 1},', '[{"a": 1}, {"a"'])
def test_a_list_that_is_cut_off_is_said_to_be_damaged_after_what_is_whole_in_it(cut: str) -> None:
    found = values(StringIO(cut))
    assert next(found) == {"a": 1}
    with pytest.raises(UnreadableFile, match="damaged"):
        next(found)
