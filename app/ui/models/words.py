"""What the models view says."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.core.asking.speeds import Estimate, MachineLoad, WrittenAnswer
from app.core.meetings.speech_choice import LONGEST_SHARE
from app.core.models.adapters import bases_of
from app.core.models.compression import Compression, expected_bytes
from app.core.models.devices import AUTOMATIC, PROCESSOR
from app.core.models.model import Model, Role
from app.ui import wording
from app.ui.models.state import Mark, ModelsState

if TYPE_CHECKING:
    from app.services.models.compute_devices import ComputeState
    from app.services.models.model_state import ModelState


def _tr(text: str) -> str:
    return QCoreApplication.translate("models", text)


def role_heading(role: Role) -> str:
    """What the models of a role are for."""
    return {
        Role.CHAT: _tr("Answers"),
        Role.ADAPTER: _tr("Adapters"),
        Role.EMBEDDING: _tr("Search by meaning"),
        Role.SPEECH: _tr("Transcription"),
        Role.SPEAKERS: _tr("Speakers"),
    }[role]


def role_sentence(role: Role) -> str:
    """What happens with one, and without."""
    return {
        Role.CHAT: _tr("Writes the answers. Without one, Alcove answers with the passages themselves."),
        Role.ADAPTER: _tr("Change how a model writes, where they were trained for it (LoRA). One is used at a time."),
        Role.EMBEDDING: _tr("Finds passages that mean the same in other words. Without one, search goes by words."),
        Role.SPEECH: _tr("Turns recordings into text."),
        Role.SPEAKERS: _tr("Tells apart who speaks in a recording."),
    }[role]


def missing_sentence(state: ModelsState) -> str:
    """What cannot be done yet, and what to do about it; empty where nothing is missing."""
    if not state.missing_roles:
        return ""
    names = ", ".join(role_heading(role) for role in state.missing_roles)
    if state.fetches:
        text = _tr("No model is on this computer yet for: {names}. Fetch one below, or import a file.")
    else:
        text = _tr(
            "No model is on this computer yet for: {names}. Import a file or a pack, or ask who looks after this computer."
        )
    return text.format(names=names)


def mark(which: Mark) -> tuple[str, str]:
    """A badge's word and tone."""
    return {
        Mark.IN_USE: (_tr("In use"), "accent"),
        Mark.HERE: (_tr("On this computer"), "plain"),
        Mark.ABSENT: (_tr("Not here yet"), "plain"),
        Mark.VERIFIED: (_tr("Verified"), "success"),
        Mark.WRONG: (_tr("Damaged"), "danger"),
        Mark.TOO_LARGE: (_tr("Too large for this computer"), "warning"),
    }[which]


def facts(state: "ModelState") -> str:
    """What the model is, its size, memory, context and licence, in one line."""
    model = state.model
    parts = [*_header_facts(model), *([_tr("sees pictures")] if model.projector else [])]
    parts.append(wording.size(model.size_bytes))
    if model.memory_bytes:
        parts.append(_tr("needs {memory} of memory").format(memory=wording.size(model.memory_bytes)))
    if model.context_tokens:
        parts.append(_tr("{tokens} tokens of context").format(tokens=wording.number(model.context_tokens)))
    if state.share:
        parts.append(_tr("about {minutes} min for an hour of speech here").format(minutes=minutes_for_an_hour(state)))
    parts.append(_tr("licence {licence}").format(licence=model.licence))
    if model.parameters.get("chat_template") == "chatml":
        parts.append(_tr("no chat template of its own"))
    if bases := bases_of(model):
        parts.append(_tr("for {models}").format(models=", ".join(bases)))
    if model.linked_in:
        parts.append(_tr("linked in {folder}").format(folder=model.linked_in))
    return wording.joined(parts)


def _header_facts(model: Model) -> list[str]:
    """What the file says of itself, where it was looked into: architecture, parameters, quantization."""
    known = model.parameters
    parts = [str(known[name]) for name in ("architecture", "quantization") if known.get(name)]
    if count := int(known.get("parameters", 0)):
        billions = wording.decimal(count / 1e9, 1) if count >= 1e9 else wording.decimal(count / 1e6, 0)
        unit = _tr("{count} billion parameters") if count >= 1e9 else _tr("{count} million parameters")
        parts.insert(1, unit.format(count=billions))
    return parts


def minutes_for_an_hour(state: "ModelState") -> str:
    """How long an hour of speech is expected to take, in whole minutes."""
    return wording.number(max(1, round(state.share * 60)))


def choice_sentence(state: "ModelState") -> str:
    """Why this model is the one in use; "" where there is nothing to choose."""
    if state.writes_minutes:
        return _tr("Writes your minutes.")
    if state.chosen and state.fixed:
        return _tr("Set by your organization.")
    if state.model.role is not Role.SPEECH or not state.chosen:
        return ""
    if not state.by_itself:
        return _tr("Chosen by you.")
    if state.share > LONGEST_SHARE:
        return _tr("Chosen by Alcove: the quickest of the models on this computer.")
    return _tr("Chosen by Alcove: the largest that takes no longer than half a recording's length here.")


def removal_question(model: Model, fetches: bool) -> str:
    """What exactly goes, before it goes; `fetches` says whether models can be fetched here."""
    if model.linked_in:
        return _tr("Forget this model? Its file stays in {folder}.").format(folder=model.linked_in)
    if fetches and all(file.sources for file in model.files):
        text = _tr("Delete {files} ({size}) from this computer? It can be fetched again.")
    else:
        text = _tr("Delete {files} ({size}) from this computer? To use it again, it has to be imported again.")
    files = ", ".join(file.path for file in model.files)
    return text.format(files=files, size=wording.size(model.size_bytes))


def compression(model: Model, one: Compression) -> str:
    """A size a model can be compressed to."""
    size = wording.size(expected_bytes(model, one))
    return _tr("To {name}, about {size}").format(name=one.name, size=size)


def speed(estimate: Estimate | None) -> str:
    """How fast a model is here, and whether that was measured; empty where nothing is known."""
    if estimate is None:
        return ""
    told = (
        _tr("{seconds} s to the first word, then {tokens} tokens/s")
        if estimate.measured
        else _tr("probably {seconds} s to the first word, then {tokens} tokens/s")
    )
    fast = estimate.speed
    return told.format(
        seconds=wording.decimal(fast.first_word_s, 1 if fast.first_word_s < 10 else 0),
        tokens=wording.decimal(fast.writing, 1 if fast.writing < 10 else 0),
    )


def processor(load: MachineLoad) -> str:
    """The processor's use."""
    return _tr("Processor: {percent} %").format(percent=wording.number(100 * load.processor))


def memory(load: MachineLoad) -> str:
    """What Alcove holds, and what is left."""
    return _tr("Memory: Alcove holds {held}, {free} are free").format(
        held=wording.size(load.memory_bytes), free=wording.size(load.available_bytes)
    )


def machine_details(load: MachineLoad) -> str:
    """The memory of each process, the device that computes, temperature and power where they are known, in one line."""
    parts = [f"{name} {wording.size(size)}" for name, size in load.workers]
    if load.device:
        parts.append(_tr("answers on {device}").format(device=load.device))
    if load.temperature_c is not None:
        parts.append(_tr("{degrees} °C").format(degrees=wording.number(load.temperature_c)))
    if load.power_w is not None:
        parts.append(_tr("{watts} W").format(watts=wording.decimal(load.power_w, 1)))
    return wording.joined(parts)


def device_choices(compute: "ComputeState") -> list[tuple[str, str]]:
    """What answers may be computed on: the setting's value, and how it is called."""
    devices = [(one.device.name, one.device.told) for one in compute.devices]
    choices = [(AUTOMATIC, _tr("Chosen by Alcove")), (PROCESSOR, _tr("Processor")), *devices]
    gone = [] if compute.wish in dict(choices) else [(compute.wish, _tr("{name} (not here)").format(name=compute.wish))]
    return choices + gone


def device_sentence(compute: "ComputeState") -> tuple[str, bool]:
    """What answers are computed on now, and whether that is because something failed."""
    if compute.failure:
        return _tr("The processor, because the graphics drivers could not be asked. {reason}").format(
            reason=compute.failure
        ), True
    for one in compute.devices:
        if one.used:
            free = wording.size(one.device.free_bytes)
            return _tr("{name}, with {memory} of its memory free").format(
                name=one.device.description, memory=free
            ), False
        if one.failure:
            return _tr("The processor, because {name} failed. {reason}").format(
                name=one.device.description, reason=one.failure
            ), True
    return _tr("The processor"), False


def answer_headings() -> list[str]:
    """The columns of the monitor's table."""
    return [
        _tr("Time"),
        _tr("Model"),
        _tr("First word"),
        _tr("Prompt"),
        _tr("Known before"),
        _tr("Read per s"),
        _tr("Written"),
        _tr("Written per s"),
    ]


def answer_cells(answer: WrittenAnswer) -> list[str]:
    """One answer in the order of `answer_headings`; tokens, and seconds to the first word."""
    tokens = answer.summary.tokens
    return [
        wording.moment(answer.at),
        answer.model,
        _tr("{seconds} s").format(seconds=wording.decimal(answer.first_word_ms / 1000, 2)),
        wording.number(tokens.prompt),
        wording.number(tokens.reused),
        "–" if answer.reading is None else wording.number(answer.reading),
        wording.number(tokens.generated),
        "–" if answer.writing is None else wording.decimal(answer.writing, 1),
    ]


def acquiring_sentence(fetches: bool) -> str:
    """How models come onto this computer, where they can be fetched and where not."""
    if fetches:
        return _tr(
            "Alcove itself never connects to anything. A separate program fetches models before the window opens; "
            "or bring a file from elsewhere, and import it or drop it here."
        )
    return _tr(
        "Alcove never connects to anything, and here models cannot be fetched. "
        "Bring a file or a pack from elsewhere, and import it or drop it here; or ask who looks after this computer."
    )
