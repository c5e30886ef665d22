"""`alcove models bench`, `quantize` and `alcove models monitor`."""

from app.cli.output import Output
from app.core.asking.speeds import Estimate, MachineLoad, WrittenAnswer
from app.core.cancel import CancelToken
from app.core.errors import ModelError
from app.core.events import Compressed
from app.core.models.model import Role
from app.services.application import Application
from app.services.models.compressing import Compressing
from app.services.models.monitor import Monitor


def bench(application: Application, ids: tuple[str, ...], output: Output, cancel: CancelToken) -> int:
    """Measure these chat models, or all that are here; each takes a few seconds on an idle machine."""
    states = application.catalogue.models()
    here = [state.model.id for state in states if state.model.role is Role.CHAT and state.installed]
    if not (ids or here):
        raise ModelError(f"No chat model is on this machine; {application.catalogue.how_to_get()}")
    for model_id in ids or here:
        for event in application.measuring.measure(model_id, cancel):
            output.event(event)
        if output.as_json:
            output.value({"id": model_id, **(speed_value(application.measuring.estimates()[model_id]) or {})})
    return 0


def quantize(compressing: Compressing, model_id: str, kind: str, output: Output, cancel: CancelToken) -> int:
    """Make a smaller model of one, and say what was gained and lost."""
    for event in compressing.compress(model_id, kind, cancel):
        if isinstance(event, Compressed):
            if output.as_json:
                output.value({"id": event.model_id, "before": event.before, "after": event.after})
            output.message(f"Use it from now on with: alcove models choose {event.model_id}")
        else:
            output.event(event)
    return 0


def monitor(watched: Monitor, output: Output) -> int:
    """What the machine does now and what the latest answers took: of the open window, where there is one."""
    load, answers = watched.load(), watched.answers()
    if output.as_json:
        output.value({"machine": _load_value(load), "answers": [_answer_value(answer) for answer in answers]})
        return 0
    for line in _load_lines(load):
        output.line(line)
    for answer in answers:
        tokens = answer.summary.tokens
        output.line(
            f"{answer.at}  {answer.model}: first word {answer.first_word_ms / 1000:.1f} s, "
            f"{tokens.prompt} tokens of prompt, {tokens.reused} of them known, {tokens.generated} written"
            + (f" at {answer.writing:.1f} tokens/s" if answer.writing else "")
        )
    if not answers:
        output.line("No answer was written since Alcove was started.")
    return 0


def pace(estimate: Estimate | None) -> str:
    """A model's speed in a few words, or ""."""
    if estimate is None:
        return ""
    about = "" if estimate.measured else "probably "
    return f"{about}{estimate.speed.first_word_s:.1f} s to the first word, {estimate.speed.writing:.0f} tokens/s"


def speed_value(estimate: Estimate | None) -> dict[str, object] | None:
    """A model's speed as JSON."""
    if estimate is None:
        return None
    return {
        "reading_tokens_per_s": round(estimate.speed.reading, 1),
        "writing_tokens_per_s": round(estimate.speed.writing, 1),
        "first_word_s": round(estimate.speed.first_word_s, 2),
        "measured": estimate.measured,
    }


def _load_value(load: MachineLoad) -> dict[str, object]:
    return {
        "at": load.at,
        "processor": round(load.processor, 3),
        "available_bytes": load.available_bytes,
        "memory_bytes": load.memory_bytes,
        "workers": [{"name": name, "memory_bytes": size} for name, size in load.workers],
        "temperature_c": load.temperature_c,
        "power_w": load.power_w,
        "device": load.device or None,
    }


def _load_lines(load: MachineLoad) -> list[str]:
    lines = [
        f"Processor {load.processor:.0%}, {load.available_bytes / 1e9:.1f} GB of memory free; "
        f"Alcove holds {load.memory_bytes / 1e9:.2f} GB"
    ]
    lines += [f"  {name}: {size / 1e6:,.0f} MB" for name, size in load.workers]
    if load.device:
        lines.append(f"Answers are computed on {load.device}")
    if load.temperature_c is not None:
        lines.append(f"Temperature {load.temperature_c:.0f} °C")
    if load.power_w is not None:
        lines.append(f"Power {load.power_w:.1f} W")
    return lines


def _answer_value(answer: WrittenAnswer) -> dict[str, object]:
    tokens = answer.summary.tokens
    return {
        "at": answer.at,
        "model": answer.model,
        "first_word_ms": round(answer.first_word_ms, 1),
        "tokens": {"prompt": tokens.prompt, "reused": tokens.reused, "generated": tokens.generated},
        "reading_tokens_per_s": answer.reading and round(answer.reading, 1),
        "writing_tokens_per_s": answer.writing and round(answer.writing, 1),
    }
