"""A model that is loaded with all that goes with it: its context, its template, an adapter, and what it sees through."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from app.core.errors import ModelError, UserError
from app.core.models.adapters import identity
from app.core.models.fit import EVERY_LAYER
from app.workers.generation import devices
from app.workers.generation.adapter import attach
from app.workers.generation.call_format import CallFormat, format_of
from app.workers.generation.chat_template import ChatTemplate
from app.workers.generation.context import Context
from app.workers.generation.functions import rendered_with_functions
from app.workers.generation.model import Model
from app.workers.generation.prompt import PromptTokens
from app.workers.generation.sight import Sight
from app.workers.generation.thinking import begins_inside
from app.workers.protocol.generate import ChatTurn, FunctionOffered, LoadTextModel, PictureShown
from app.workers.serve import CancelFlag


@dataclass(frozen=True)
class Loaded:
    """A model that is ready to answer. `identity` names its files: what they have read is of no use to others.

    `device` is what some of its layers lie on, or "".
    """

    identity: str
    model: Model
    context: Context
    template: ChatTemplate
    device: str
    sight: Sight | None = None

    def close(self) -> None:
        """Free everything."""
        self.context.close()
        if self.sight is not None:
            self.sight.close()
        self.model.close()

    @cached_property
    def call_format(self) -> CallFormat:
        """How it writes calls of functions."""
        return format_of(self.template)

    def rendered(self, turns: Sequence[ChatTurn], *, thinking: bool) -> str:
        """The one text that the model reads, with a marker for each picture."""
        if any(turn.calls for turn in turns):
            return self.to_be_answered(self.with_functions(turns, ()))
        rendered = self.template.render([self._harmless(turn) for turn in turns], thinking=thinking)
        return rendered if thinking else self.to_be_answered(rendered)

    def with_functions(self, turns: Sequence[ChatTurn], functions: Sequence[FunctionOffered]) -> str:
        """The same of a conversation with functions, up to where either an answer or a call begins, without thoughts."""
        safe = [self._harmless(turn) for turn in turns]
        offered = [
            FunctionOffered(one.name, self.model.without_control(one.description), self._harmless_json(one.parameters))
            for one in functions
        ]
        rendered = rendered_with_functions(self.template, safe, offered, self.call_format)
        marks = self.model.marks
        return rendered + marks.closing if marks is not None and begins_inside(rendered, marks) else rendered

    def to_be_answered(self, rendered: str) -> str:
        """It with what makes this family answer at once, where its template does not see to that."""
        marks = self.model.marks
        return rendered if marks is None or begins_inside(rendered, marks) else rendered + marks.straight

    @contextmanager
    def tokens_of(
        self, rendered: str, turns: Sequence[ChatTurn], pixels: Mapping[str, bytes] | None = None
    ) -> Iterator[PromptTokens]:
        """The tokens of a rendered prompt, with the pictures of its turns; without their `pixels` they can be counted.

        Raises:
            UserError: the model does not see pictures.
            ModelError: it cannot look at one of them, or a template left one out.
        """
        pictures = [picture for turn in turns for picture in turn.pictures]
        if not pictures:
            yield PromptTokens(self.model.prompt_tokens(rendered))
            return
        sight = self._seeing()
        first, *others = rendered.split(sight.marker)
        if len(others) != len(pictures):
            raise ModelError(f"The chat template of {self.model.path.name} leaves out pictures; choose another model.")
        tokens = PromptTokens(self.model.prompt_tokens(first))
        with ExitStack() as open_pictures:
            for picture, text in zip(pictures, others, strict=True):
                seen = sight.look(picture, (pixels or {}).get(picture.sha256, b""))
                open_pictures.callback(seen.close)
                tokens.add_picture(seen.pieces, picture.sha256)
                tokens.ids += self.model.tokens(text, with_control=True)
            yield tokens

    def ids_of(self, turns: Sequence[ChatTurn]) -> list[int]:
        """What stands for each position of a prompt, for comparing it with others."""
        with self.tokens_of(self.rendered(turns, thinking=False), turns) as tokens:
            return tokens.ids

    def picture_tokens(self, picture: PictureShown) -> int:
        """How many tokens a picture takes, with what stands around it. Raises as `tokens_of` does."""
        seen = self._seeing().look(picture)
        try:
            tokens = PromptTokens()
            tokens.add_picture(seen.pieces, picture.sha256)
            return tokens.size
        finally:
            seen.close()

    def _harmless(self, turn: ChatTurn) -> ChatTurn:
        text = self.model.without_control(turn.text)
        if turn.pictures:
            text = f"{self._seeing().marker * len(turn.pictures)}\n{text}"
        calls = [msgspec.structs.replace(one, arguments=self._harmless_json(one.arguments)) for one in turn.calls]
        return ChatTurn(turn.role, text, calls=tuple(calls), answers=turn.answers)

    def _harmless_json(self, text: str) -> str:
        """JSON as a template writes it: behind an escape, a control token would not be seen."""
        try:
            return self.model.without_control(json.dumps(json.loads(text), ensure_ascii=False))
        except RecursionError:
            raise UserError("A function, or a call of one, is nested too deeply; make it simpler.") from None

    def _seeing(self) -> Sight:
        if self.sight is None:
            raise UserError(f"{self.model.path.name} does not see pictures; choose a model with a projector.")
        return self.sight


def load(path: Path, request: LoadTextModel, flag: CancelFlag) -> Loaded:
    """Load what a request names, once its files were compared with their hashes.

    Raises:
        ModelError: a file is damaged, does not belong to the model, or there is not enough memory.
        Cancelled: the flag was set.
    """
    with ExitStack() as undone:
        with devices.blamed(request.device):
            on = devices.handle_of(request.device) if request.device else None
            model = Model(path, flag, on=on, layers=request.device_layers)
        undone.callback(model.close)
        template = template_of(model)
        model.end_answers_before(template.after_answer())
        sight = None
        if request.projector:
            # Where only some layers have room on the device, the projector has none.
            beside = on if request.device_layers >= EVERY_LAYER else None
            with devices.blamed(request.device):
                sight = Sight(model, Path(request.projector), request.threads, on=beside)
            undone.callback(sight.close)
        tokens = min(request.context_tokens, model.facts.context_tokens or request.context_tokens)
        with devices.blamed(request.device):
            context = Context(model, tokens, request.threads, compact=request.compact, sight=sight)
        undone.callback(context.close)
        if request.adapter:
            attach(context, Path(request.adapter), request.adapter_scale)
        undone.pop_all()
    others = [request.others.get(path, "") for path in (request.adapter, request.projector)]
    named = identity(request.sha256, *others, scale=request.adapter_scale)
    return Loaded(named, model, context, template, request.device, sight)


def template_of(model: Model) -> ChatTemplate:
    """The chat template of a model. Raises ModelError where it writes no text, or its template cannot be used."""
    if not model.writes_text:
        raise ModelError(f"{model.path.name} is not a model that writes text; choose a chat model.")
    return ChatTemplate(model.facts.chat_template, model.bos_text, model.eos_text)
