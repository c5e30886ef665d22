"""LoRA adapters, made up, beside models made up: found to fit, attached, scaled, switched, and refused where they do not fit."""

from pathlib import Path

import pytest

from app.core.asking.prompting import GenerationOptions, Prompt, PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import ModelError, UserError, WorkerError
from app.core.models.adapters import bases_of, identity, with_bases
from app.core.models.model import Role
from app.engines.process import WorkerProcess
from app.engines.text_model import Adapter, LlamaModel
from app.services.models.catalogue import ModelCatalogue
from app.services.models.imported_models import ImportedModels
from app.storage.places import Places
from tests.gguf_files import sha256_of
from tests.made_models import FAMILIES, made_adapter, made_model
from tests.services.opened_catalogue import run, state

QWEN = FAMILIES["Qwen 3"]


@pytest.fixture
def base(tmp_path: Path, catalogue: ModelCatalogue) -> str:
    """A model that answers "Yes."."""
    run(catalogue.import_file(made_model(tmp_path / "base.gguf", QWEN, ["\n", *"Yes.", QWEN.end]), CancelToken()))
    return "base"


def said(catalogue: ModelCatalogue, process: WorkerProcess, adapter: Adapter | None = None) -> str:
    found = state(catalogue, "base")
    model = LlamaModel(process, found.model, found.path, threads=2, context_tokens=1024, adapter=adapter)
    prompt = Prompt((PromptTurn("user", "Hello?"),))  # type: ignore[arg-type]
    pieces = model.stream(prompt, GenerationOptions(maximum_tokens=8), CancelToken())
    return "".join(piece for piece in pieces if isinstance(piece, str))


def test_an_adapter_is_imported_for_the_models_it_fits_and_changes_them_as_strongly_as_wished(
    catalogue: ModelCatalogue, process: WorkerProcess, base: str, tmp_path: Path
) -> None:
    run(catalogue.import_file(made_adapter(tmp_path / "tone.gguf"), CancelToken()))
    adapter = state(catalogue, "tone")
    assert adapter.model.role is Role.ADAPTER
    assert adapter.model.parameters["bases"] == base
    file = adapter.model.files[0]
    path = adapter.path / file.path
    plain = said(catalogue, process)
    assert plain == "Yes."
    assert said(catalogue, process, Adapter(path, file.sha256, 1.0)) != plain
    assert said(catalogue, process, Adapter(path, file.sha256, 0.0)) == plain
    assert said(catalogue, process) == plain


def test_one_is_used_with_its_model_until_it_is_switched_off(
    catalogue: ModelCatalogue, base: str, tmp_path: Path
) -> None:
    run(catalogue.import_file(made_adapter(tmp_path / "tone.gguf"), CancelToken()))
    model = state(catalogue, base).model
    assert catalogue.adapter_of(model) is None
    catalogue.choose(Role.ADAPTER, "tone")
    found = catalogue.adapter_of(model)
    assert found is not None
    assert found.model.id == "tone"
    other = next(one.model for one in catalogue.models() if one.model.role is Role.CHAT and one.model.id != base)
    assert catalogue.adapter_of(other) is None
    catalogue.choose_by_itself(Role.ADAPTER)
    assert catalogue.adapter_of(model) is None


def test_its_strength_is_kept_within_bounds(catalogue: ModelCatalogue) -> None:
    catalogue.scale_adapter(0.5)
    assert catalogue.adapter_scale == 0.5
    with pytest.raises(UserError, match="from 0 to 2"):
        catalogue.scale_adapter(2.5)


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"width": 96}, r"fits none of the models here \(Small has no matrix 'output.weight' of that shape"),
        ({"architecture": "llama"}, r"fits none of the models here \(Small is of the kind 'qwen3'"),
        ({"kind": "other"}, "of another kind than LoRA"),
    ],
)
def test_an_adapter_for_another_model_is_refused_in_a_sentence(
    catalogue: ModelCatalogue, tmp_path: Path, changed: dict[str, object], reason: str
) -> None:
    file = made_adapter(tmp_path / "tone.gguf", **changed)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match=rf"^tone\.gguf was not imported: it is an adapter .*{reason}"):
        run(catalogue.import_file(file, CancelToken()))
    assert not any(one.model.role is Role.ADAPTER for one in catalogue.models())


def test_a_model_that_comes_later_joins_those_an_adapter_goes_with_and_leaves_them_again(
    catalogue: ModelCatalogue, base: str, tmp_path: Path
) -> None:
    run(catalogue.import_file(made_adapter(tmp_path / "tone.gguf"), CancelToken()))
    run(catalogue.import_file(made_model(tmp_path / "second.gguf", QWEN, ["\n", *"No", QWEN.end]), CancelToken()))
    other = made_model(tmp_path / "other.gguf", FAMILIES["Qwen 2.5"], ["\n", "a"])
    run(catalogue.link_file(other, CancelToken()))
    run(catalogue.compress(base, "Q8_0", CancelToken()))
    assert bases_of(state(catalogue, "tone").model) == (base, "second", f"{base}-q8_0")
    catalogue.remove(base)
    assert bases_of(state(catalogue, "tone").model) == ("second", f"{base}-q8_0")


def test_an_adapter_that_comes_again_is_looked_into_again(
    catalogue: ModelCatalogue, places: Places, base: str, tmp_path: Path
) -> None:
    file = made_adapter(tmp_path / "tone.gguf")
    run(catalogue.import_file(file, CancelToken()))
    ImportedModels(places.models).add(with_bases(state(catalogue, "tone").model, ["fetched"]))
    run(catalogue.import_file(file, CancelToken()))
    assert bases_of(state(catalogue, "tone").model) == (base,)


@pytest.mark.usefixtures("base")
def test_the_engine_refuses_what_does_not_fit_in_a_sentence_and_goes_on(
    catalogue: ModelCatalogue, process: WorkerProcess, tmp_path: Path
) -> None:
    wrong = made_adapter(tmp_path / "wrong.gguf", width=96)
    with pytest.raises(WorkerError, match=r"wrong\.gguf does not fit base\.gguf \(.*incorrect shape"):
        said(catalogue, process, Adapter(wrong, sha256_of(wrong), 1.0))
    assert said(catalogue, process) == "Yes."


def test_what_was_read_with_an_adapter_belongs_to_both() -> None:
    names = {
        identity("a"),
        identity("a", "b"),
        identity("a", "b", scale=0.5),
        identity("a", "", "b"),
        identity("a", "c"),
    }
    assert len(names) == 5
    assert identity("a") == "a"
