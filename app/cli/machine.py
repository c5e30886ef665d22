"""`alcove models`, `doctor` and `privacy`."""

import argparse
import shlex

from app.cli import adapters, devices, measuring
from app.cli.output import Output
from app.cli.verification import problems_of
from app.core.asking.speeds import Estimate
from app.core.cancel import CancelToken
from app.core.errors import NothingFound, UserError
from app.core.events import Imported
from app.services.administration.administration import Administration
from app.services.application import Application
from app.services.models.catalogue import ModelCatalogue
from app.services.models.model_state import ModelState

_HEADER_FACTS = ("architecture", "parameters", "quantization", "chat_template")
"""What a model file says of itself, where it was looked into."""


def models(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """List, find, measure, compress, watch, verify, import, choose or remove models."""
    match arguments.action:
        case "list":
            return _list_models(application, output)
        case "find":
            return _find(application.catalogue, output, cancel)
        case "bench":
            return measuring.bench(application, tuple(arguments.ids), output, cancel)
        case "quantize":
            return measuring.quantize(application.compressing, arguments.id, arguments.to, output, cancel)
        case "adapters":
            return adapters.adapters(application, arguments, output)
        case "monitor":
            return measuring.monitor(application.monitor, output)
        case "device":
            return devices.device(application, arguments, output)
        case _:
            return _change_models(application.catalogue, arguments, output, cancel)


def _change_models(
    catalogue: ModelCatalogue, arguments: argparse.Namespace, output: Output, cancel: CancelToken
) -> int:
    if arguments.action == "verify":
        return _verify(catalogue, tuple(arguments.ids), output, cancel)
    if arguments.action == "import":
        take = catalogue.link_file if arguments.link else catalogue.import_file
        projector = arguments.working_directory / arguments.projector if arguments.projector else None
        for event in take(arguments.working_directory / arguments.path, cancel, projector):
            output.event(event)
            if isinstance(event, Imported) and output.as_json:
                output.value({"imported": event.model_ids})
        output.message("Done; choose it with: alcove models choose ID (see: alcove models list)")
        return 0
    if arguments.action == "automatic":
        catalogue.choose_by_itself(arguments.role)
        output.result({"automatic": arguments.role}, f"Alcove chooses the model for {arguments.role} by itself again.")
        return 0
    state = next((state for state in catalogue.models() if state.model.id == arguments.id), None)
    if state is None:
        raise UserError(f"There is no model {arguments.id!r}; see them all with: alcove models list")
    if arguments.action == "choose":
        catalogue.choose(arguments.task or state.model.role, arguments.id)
        task = f" for {arguments.task}" if arguments.task else ""
        output.result({"chosen": arguments.id}, f"{state.model.name} is used{task} from now on.")
    else:
        catalogue.remove(arguments.id)
        output.result({"removed": arguments.id}, f"{state.model.name} was removed from this machine.")
    return 0


def doctor(administration: Administration, output: Output) -> int:
    """Check the installation; exit code 1 if something needs attention."""
    checks = administration.doctor()
    for check in checks:
        if not output.as_json:
            output.line(f"{'ok  ' if check.ok else 'LOOK'} {check.name}: {check.detail}")
    healthy = all(check.ok for check in checks)
    if output.as_json:
        output.value({"healthy": healthy, "checks": checks})
    return 0 if healthy else 1


def privacy_proof(administration: Administration, output: Output) -> int:
    """Try to get out; exit code 1 if anything did."""
    proof, urls = administration.privacy_proof(), administration.where_served()
    if output.as_json:
        output.value(proof.as_json() | {"local_api": urls})
    else:
        output.line(f"Lock: {proof.status.detail}")
        for attempt in proof.attempts:
            output.line(f"{attempt.outcome:12} {attempt.name}: {attempt.answer}")
        asked = f"programs on this computer can ask at {', '.join(urls)}" if urls else "no other program can ask"
        output.line(f"Local API: {asked}.")
        output.line(
            "Nothing got out." if proof.held else "The lock does not hold everything on this machine; see above."
        )
    return 0 if proof.held else 1


def _list_models(application: Application, output: Output) -> int:
    speeds = application.measuring.estimates()
    for state in application.catalogue.models():
        speed = speeds.get(state.model.id)
        output.result(_model_value(state, speed), _model_line(state, speed))
    return 0


def _model_line(state: ModelState, speed: Estimate | None) -> str:
    where = "here" if state.installed else "not here"
    pace = measuring.pace(speed) or _hour(state.share)
    used = ("in use" + (", chosen by Alcove" if state.by_itself else "")) if state.chosen else ""
    minutes = "writes minutes" if state.writes_minutes else ""
    sees = "sees pictures" if state.model.projector else ""
    marks = ", ".join(filter(None, (where, used, sees, minutes, state.reason, pace)))
    return f"{state.model.id:45} {state.model.role:10} {state.model.size_bytes / 1e6:8,.0f} MB  {marks}"


def _find(catalogue: ModelCatalogue, output: Output, cancel: CancelToken) -> int:
    """Exit code 3 where there is nothing."""
    found = catalogue.found_elsewhere(cancel)
    for model in found:
        mark = "linked" if model.linked else f"alcove models import --link {shlex.quote(str(model.path))}"
        output.result(model, f"{model.program:10} {model.name:45} {model.size_bytes / 1e6:8,.0f} MB  {mark}")
    if not found:
        output.message("No models of LM Studio, Ollama, GPT4All or Jan were found in their usual folders.")
    return 0 if found else NothingFound.exit_code


def _hour(share: float) -> str:
    return f"about {max(1, round(share * 60))} min for an hour of speech" if share else ""


def _model_value(state: ModelState, speed: Estimate | None) -> dict[str, object]:
    return {
        "id": state.model.id,
        "name": state.model.name,
        "role": state.model.role,
        "licence": state.model.licence,
        "context_tokens": state.model.context_tokens,
        "size_bytes": state.model.size_bytes,
        "installed": state.installed,
        "fits": state.fits,
        "reason": state.reason,
        "chosen": state.chosen,
        "chosen_by_itself": state.chosen and state.by_itself,
        "writes_minutes": state.writes_minutes,
        "sees_pictures": state.model.projector is not None,
        "share_of_length": state.share,
        "path": state.path,
        "linked": bool(state.model.linked_in),
        "sha256": state.model.files[0].sha256,
        "memory_bytes": state.model.memory_bytes,
        **{name: state.model.parameters.get(name) for name in _HEADER_FACTS},
        "speed": measuring.speed_value(speed),
    }


def _verify(catalogue: ModelCatalogue, ids: tuple[str, ...], output: Output, cancel: CancelToken) -> int:
    problems = problems_of(catalogue.verify(ids, cancel), output)
    if output.as_json:
        output.value({"problems": problems})
    elif not problems:
        output.line("Every model file is the one its hash names.")
    return 1 if problems else 0
