"""The chat template of a model: from turns to the one text the model reads. Templates come with models: strangers' code.

A template runs in Jinja's immutable sandbox: it sees the turns and nothing else, and reaches no attribute that begins
with an underscore. What it may use up is bounded: characters of output by count; memory, where the system keeps to
such limits (Linux), by a limit on the address space while it runs; and time by a watchdog of the C library's kind,
which ends the whole process, because a single multiplication of huge numbers cannot be interrupted by anything less.
"""

import faulthandler
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import msgspec
from jinja2 import TemplateError, nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.core.errors import ModelError
from app.workers.protocol.generate import ChatTurn

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
"""What is used where a model brings no template: the commonest of all."""

Message = dict[str, Any]

_SECONDS = 5
_SOURCE_CHARACTERS = 256 * 1024
_ADDED_CHARACTERS = 64 * 1024
_ADDED_BYTES = 512 * 1024 * 1024
_PROBE = "Alcove asks whether this is read."


class ChatTemplate:
    """A template ready to render. `bos` and `eos` are the texts of the model's own tokens.

    It is tried at once; where it takes no system turn, the system's text is put before the first user's.

    Raises:
        ModelError: the template is broken, or tries what the sandbox forbids.
    """

    def __init__(self, source: str, bos: str = "", eos: str = "") -> None:
        if len(source) > _SOURCE_CHARACTERS:
            raise ModelError(
                f"The model's chat template is too long ({len(source):,} characters); choose another model."
            )
        self._names: dict[str, Any] = {"bos_token": bos, "eos_token": eos, "tools": None, "documents": None}
        self._effort_to_think = "medium"
        self._thinks_without_more = "<response>" not in source  # Granite then marks its answer as well
        with _bounded(), _errors_told():
            self._template = _environment().from_string(source or CHATML)
        try:
            self._render([ChatTurn("user", _PROBE)])
        except ModelError:  # some templates for tools take no "none" for an answer, or want names of their own
            self._names.update(tools=[], documents=[], functions="", datetime=_now("%Y-%m-%d"))
            self._render([ChatTurn("user", _PROBE)])
        try:
            self._render([ChatTurn("user", _PROBE)], thinking=True)
        except ModelError:  # some know no effort between little and much
            self._effort_to_think = "high"
        self._takes_system_turns = self._tells_system_turns()

    def render(self, turns: Sequence[ChatTurn], *, thinking: bool = False) -> str:
        """The text for a conversation, up to where the assistant's next turn begins.

        Without `thinking`, a model that can think aloud first is told not to, where its template can tell it.

        Raises:
            ModelError: the template refuses this conversation, or goes beyond its bounds.
        """
        return self._render(turns if self._takes_system_turns else system_folded(turns), thinking)

    def after_answer(self) -> str:
        """What stands behind the assistant's words in a conversation that went on; "" where they are not repeated."""
        turns = [ChatTurn("user", "Yes?"), ChatTurn("assistant", _PROBE), ChatTurn("user", "Yes?")]
        try:
            return self._render(turns).partition(_PROBE)[2]
        except ModelError:
            return ""

    def rendered_messages(
        self, messages: Sequence[Message], tools: Sequence[Message] = (), *, thinking: bool = False
    ) -> str:
        """The text for messages in the form that templates are written for, with functions that can be called.

        Raises as `render` does.
        """
        names = {**self._names, "tools": tools} if tools else self._names
        parts: list[str] = []
        length = 0
        with _bounded(), _errors_told():
            limit = _ADDED_CHARACTERS + 4 * len(json.dumps([messages, tools], ensure_ascii=False))
            for part in self._template.generate(
                messages=messages,
                add_generation_prompt=True,
                enable_thinking=thinking,
                thinking=thinking and self._thinks_without_more,
                reasoning_effort=self._effort_to_think if thinking else "low",
                **names,
            ):
                parts.append(part)
                length += len(part)
                if length > limit:
                    raise TemplateError(f"it wrote more than {limit:,} characters")
        return "".join(parts)

    def _render(self, turns: Sequence[ChatTurn], thinking: bool = False) -> str:
        messages = [{"role": turn.role, "content": turn.text} for turn in turns]
        return self.rendered_messages(messages, thinking=thinking)

    def _tells_system_turns(self) -> bool:
        try:
            return _PROBE in self._render([ChatTurn("system", _PROBE), ChatTurn("user", "Yes.")])
        except ModelError:
            return False


def system_folded(turns: Sequence[ChatTurn]) -> list[ChatTurn]:
    """The same turns with every system text put before the first user's."""
    system = [turn.text for turn in turns if turn.role == "system"]
    others = [turn for turn in turns if turn.role != "system"]
    for index, turn in enumerate(others):
        if turn.role == "user":
            others[index] = msgspec.structs.replace(turn, text="\n\n".join([*system, turn.text]))
            break
    return others


@contextmanager
def _errors_told() -> Iterator[None]:
    try:
        yield
    except MemoryError:
        raise ModelError("The model's chat template asks for too much memory; choose another model.") from None
    except RecursionError:
        raise ModelError("The model's chat template never ends; choose another model.") from None
    except (TemplateError, TypeError, ValueError, KeyError, IndexError, AttributeError, ArithmeticError) as error:
        raise ModelError(f"The model's chat template cannot be used ({error}); choose another model.") from None


@contextmanager
def _bounded() -> Iterator[None]:
    try:
        faulthandler.dump_traceback_later(_SECONDS, exit=True)
    except RuntimeError:  # the watchdog is a thread, and a thread needs memory
        raise ModelError(
            "There is not enough memory to try the model's chat template; close other programs or choose a smaller model."
        ) from None
    try:
        with _memory_bounded():
            yield
    finally:
        faulthandler.cancel_dump_traceback_later()


@contextmanager
def _memory_bounded() -> Iterator[None]:
    if sys.platform != "linux":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    limits = [limit for limit in (used + _ADDED_BYTES, before[1]) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


class _Generation(Extension):
    """Some templates mark what the assistant wrote, for training, as {% generation %}…{% endgeneration %}."""

    tags = {"generation"}  # noqa: RUF012  Jinja declares it so

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """The body of the block, as if the marks were not there."""
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def _environment() -> ImmutableSandboxedEnvironment:
    """Names and settings as the Transformers library gives them to templates, which are written for it."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols, _Generation]
    )
    environment.filters["tojson"] = _to_json
    environment.globals.update(raise_exception=_raise_exception, strftime_now=_now)
    return environment


def _to_json(value: object, indent: int | None = None, ensure_ascii: bool = False, sort_keys: bool = False) -> str:
    if isinstance(value, Iterator):  # as "map" and "select" give
        value = list(value)
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, sort_keys=sort_keys)


def _raise_exception(message: str) -> NoReturn:
    raise TemplateError(message)


def _now(form: str) -> str:
    return datetime.now(UTC).astimezone().strftime(form)
