"""What the models view shows, and how it changes; without Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from app.core.asking.speeds import Estimate
from app.core.events import Compressed, Event, Failed, Notice, Progress
from app.core.models.compression import choices
from app.core.models.model import Role

if TYPE_CHECKING:
    from app.core.models.found_models import FoundModel
    from app.services.models.model_state import ModelState

ROLES = (Role.CHAT, Role.ADAPTER, Role.EMBEDDING, Role.SPEECH, Role.SPEAKERS)


class Mark(Enum):
    """What a badge beside a model's name says."""

    IN_USE = auto()
    HERE = auto()
    ABSENT = auto()
    VERIFIED = auto()
    WRONG = auto()
    TOO_LARGE = auto()


class Work(Enum):
    """The long work this view does."""

    NONE = auto()
    VERIFYING = auto()
    MEASURING = auto()
    IMPORTING = auto()
    COMPRESSING = auto()
    LOOKING = auto()


@dataclass(frozen=True, slots=True)
class ModelsState:
    """All models of the catalogue; `removing` is the id whose removal waits for a yes.

    `found` are the models of other programs, None until somebody looked. `made` is the id of a smaller model that the
    last work made. `fetches` says whether models can be fetched here.
    """

    fetches: bool = True
    models: tuple["ModelState", ...] = ()
    loaded: bool = False
    work: Work = Work.NONE
    progress: Progress | None = None
    failures: tuple[str, ...] = ()
    notice: str = ""
    removing: str = ""
    speeds: Mapping[str, Estimate] = field(default_factory=dict)
    found: tuple["FoundModel", ...] | None = None
    adapter_scale: float = 1.0
    made: str = ""

    def of_role(self, role: Role) -> tuple["ModelState", ...]:
        """The models that do this."""
        return tuple(each for each in self.models if each.model.role is role)

    @property
    def missing_roles(self) -> tuple[Role, ...]:
        """What cannot be done yet for want of any model."""
        needed = (role for role in ROLES if role is not Role.ADAPTER)
        return tuple(role for role in needed if not any(each.installed for each in self.of_role(role)))


def marks(model: "ModelState") -> tuple[Mark, ...]:
    """The badges of a model."""
    found = [(Mark.IN_USE if model.chosen else Mark.HERE) if model.installed else Mark.ABSENT]
    if model.verified is not None:
        found.append(Mark.VERIFIED if model.verified else Mark.WRONG)
    if not model.fits:
        found.append(Mark.TOO_LARGE)
    return tuple(found)


def may_choose(model: "ModelState") -> bool:
    """Whether the user can take it into use."""
    free = model.allowed and not model.fixed
    return model.installed and free and not model.chosen and model.verified is not False


def may_write_minutes(model: "ModelState") -> bool:
    """Whether the user can give it the minutes: any chat model that is here, the one that answers too."""
    usable = model.installed and model.allowed and model.verified is not False
    return usable and model.model.role is Role.CHAT and not model.writes_minutes


def may_fetch(model: "ModelState", state: ModelsState) -> bool:
    """Whether the user can fetch its files."""
    return state.fetches and not model.installed and model.allowed and not model.model.linked_in


def may_let_choose(model: "ModelState") -> bool:
    """Whether the user can take back a choice, so that Alcove chooses by itself again."""
    return model.chosen and not model.by_itself and not model.fixed


def may_measure(model: "ModelState") -> bool:
    """Whether its speed can be found out."""
    return model.installed and model.allowed and model.fits and model.model.role is Role.CHAT


def may_compress(model: "ModelState") -> bool:
    """Whether a smaller model can be made of it."""
    return model.installed and model.allowed and bool(choices(model.model))


def offered(state: ModelsState) -> str:
    """The smaller model that was just made, where the user may have it answer from now on; else ""."""
    return "" if any(each.fixed for each in state.of_role(Role.CHAT)) else state.made


def may_remove(model: "ModelState") -> bool:
    """Whether its files can be deleted, or a link forgotten: what is shipped with Alcove stays."""
    return (model.installed or bool(model.model.linked_in)) and not model.model.shipped_in


def find(state: ModelsState, found: Sequence["FoundModel"]) -> ModelsState:
    """Somebody looked into the folders of other programs."""
    return replace(state, work=Work.NONE, found=tuple(found))


def load(
    state: ModelsState,
    models: Sequence["ModelState"],
    speeds: Mapping[str, Estimate] | None = None,
    adapter_scale: float = 1.0,
) -> ModelsState:
    """The catalogue was read, and how fast the models of these ids are (None: as known before)."""
    still_there = any(each.model.id == state.removing and each.installed for each in models)
    return replace(
        state,
        models=tuple(models),
        loaded=True,
        removing=state.removing if still_there else "",
        speeds=state.speeds if speeds is None else dict(speeds),
        adapter_scale=adapter_scale,
    )


def start(state: ModelsState, work: Work) -> ModelsState:
    """Long work begins."""
    return replace(state, work=work, progress=None, failures=(), notice="", made="")


def take(state: ModelsState, event: Event) -> ModelsState:
    """One event of the work."""
    match event:
        case Progress():
            return replace(state, progress=event)
        case Failed():
            return replace(state, failures=(*state.failures, event.reason))
        case Compressed():
            return replace(state, made=event.model_id)
        case Notice(text):
            return replace(state, notice=text)
        case _:
            return state


def finish(state: ModelsState, outcome: str | None) -> ModelsState:
    """The work is over: None is success, "" a cancel, anything else why it failed."""
    failures = (*state.failures, outcome) if outcome else state.failures
    return replace(state, work=Work.NONE, progress=None, failures=failures)


def ask_to_remove(state: ModelsState, model_id: str) -> ModelsState:
    """The user wants a model's files deleted, and has to say so again; "" takes it back."""
    return replace(state, removing=model_id)
