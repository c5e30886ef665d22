"""Templates render as their models expect, and strangers' code in them gets nowhere."""

import subprocess
import sys

import pytest

from app.core.errors import ModelError
from app.workers.generation.chat_template import CHATML, ChatTemplate
from app.workers.protocol.generate import ChatTurn
from tests.installed import REPOSITORY

TURNS = (
    ChatTurn("system", "Be brief."),
    ChatTurn("user", "Hello?"),
    ChatTurn("assistant", "Yes."),
    ChatTurn("user", "Why?"),
)
STRICT = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Roles must alternate') }}{% endif %}"
    "<start>{{ message['role'] }}: {{ message['content'] | trim }}<end>\n{% endfor %}"
    "{% if add_generation_prompt %}<start>model: {% endif %}"
)


def test_without_a_template_it_is_chatml() -> None:
    expected = (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello?<|im_end|>\n"
        "<|im_start|>assistant\nYes.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n"
    )
    assert ChatTemplate("").render(TURNS) == ChatTemplate(CHATML).render(TURNS) == expected


@pytest.mark.parametrize(
    "source",
    [STRICT, STRICT.replace("{{ raise_exception('System role not supported') }}", "{% set messages = messages[1:] %}")],
    ids=["refuses system turns", "drops system turns"],
)
def test_where_there_is_no_system_turn_its_text_goes_before_the_first_question(source: str) -> None:
    expected = (
        "<s><start>user: Be brief.\n\nHello?<end>\n<start>assistant: Yes.<end>\n<start>user: Why?<end>\n<start>model: "
    )
    assert ChatTemplate(source, bos="<s>").render(TURNS) == expected


def test_what_the_template_refuses_is_told_in_a_sentence() -> None:
    with pytest.raises(ModelError, match="Roles must alternate"):
        ChatTemplate(STRICT).render([ChatTurn("user", "One"), ChatTurn("user", "Two")])


def test_block_lines_leave_no_space_behind() -> None:
    assert (
        ChatTemplate("  {% if true %}\n  {{ messages[0].content }}\n  {% endif %}\n!").render([ChatTurn("user", "Hi")])
        == "  Hi\n!"
    )


def test_what_templates_written_for_transformers_use_is_there() -> None:
    source = (
        "{% for message in messages %}{% if loop.index > 1 %}{% break %}{% endif %}{{ message | tojson }}{% endfor %}"
        "{% generation %}{{ strftime_now('%Y') | length }}{% endgeneration %}{{ tools is none }}{{ enable_thinking }}"
    )
    expected = '{"role": "user", "content": "<é>"}4TrueFalse'
    assert ChatTemplate(source).render([ChatTurn("user", "<é>"), ChatTurn("assistant", "…")]) == expected


def test_a_template_that_knows_only_little_and_much_effort_gets_much_for_thinking() -> None:
    source = (
        "{% if reasoning_effort not in ('low', 'high') %}{{ raise_exception('No such effort') }}{% endif %}"
        "{% for message in messages %}{{ message.content }}{% endfor %}: {{ reasoning_effort }}"
    )
    template = ChatTemplate(source)
    turn = ChatTurn("user", "Hi")
    assert (template.render([turn]), template.render([turn], thinking=True)) == ("Hi: low", "Hi: high")


def test_what_stands_behind_an_answer_is_known() -> None:
    assert ChatTemplate("").after_answer().startswith("<|im_end|>")
    assert ChatTemplate("{{ messages[0].content }}").after_answer() == ""


@pytest.mark.fault(32)
@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ messages.__class__.__base__.__subclasses__() }}",
        "{{ raise_exception.__globals__['sys'] }}",
        "{{ strftime_now.__globals__.keys() }}",
        "{{ cycler.__init__.__globals__.os.environ }}",
        "{{ '{0.__class__.__mro__}'.format(messages) }}",
        "{{ messages.append(1) }}",
        "{{ messages[0].update(role='system') }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{{ messages",
        "{% unknown %}",
    ],
)
def test_what_leaves_the_sandbox_or_is_broken_is_refused(source: str) -> None:
    with pytest.raises(ModelError, match="chat template cannot be used"):
        ChatTemplate(source)


def test_a_forbidden_attribute_is_nothing_at_all() -> None:
    assert ChatTemplate("[{{ ''.__class__ }}{{ messages.__doc__ }}]").render(TURNS) == "[]"


@pytest.mark.fault(32)
@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{% for a in range(99999) %}{{ 'x' * 100 }}{% endfor %}", "wrote more than"),
        ("{% for a in range(999999999) %}{% endfor %}", "Range too big"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "never ends"),
        (
            "{% set n = namespace(x='x') %}{% for a in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            "too much memory",
        ),
        ("{{ 'x' * 9999999999999 }}", "too much memory"),
        ("x" * 300_000, "too long"),
    ],
)
def test_what_uses_up_too_much_is_refused(source: str, reason: str) -> None:
    with pytest.raises(ModelError, match=reason):
        ChatTemplate(source)


_WITHOUT_MEMORY_FOR_A_THREAD = """
import resource
from pathlib import Path
from app.core.errors import ModelError
from app.workers.generation.chat_template import ChatTemplate
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 1_000_000, -1))
try:
    ChatTemplate("")
except ModelError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to a limit of a process's memory")
def test_without_memory_for_its_watchdog_a_template_is_refused_in_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_MEMORY_FOR_A_THREAD],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("There is not enough memory")
