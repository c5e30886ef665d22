"""Which speech model a computer is given, and how long a recording is expected to take with it."""

from collections.abc import Mapping, Sequence
from statistics import median

from app.core.models.model import APPLICATION_BYTES, SHARE_OF_MEMORY, Model

LONGEST_SHARE = 0.5
"""How much of its own length a recording may take to be transcribed."""
LONGEST_LIVE_SHARE = 0.2
"""The same for live captions: every stretch is read several times, and the machine is to stay usable."""
CAREFUL_SHARE = 0.75
"""Up to this share doubtful passages are read a second time; a machine slower than that reads everything once."""
_MOST_THREADS = 4
"""Recognition hardly gains by more."""


def expected_share(model: Model, models: Sequence[Model], cores: int, measured: Mapping[str, float]) -> float:
    """The time a recording takes with this model, as a share of its length.

    `measured` are the shares of earlier recordings by model id. A model that was never measured is expected to be as
    much faster or slower than its catalogue entry says (`processor_share`, seconds of one core for a second of sound)
    as those that were.
    """
    if model.id in measured:
        return measured[model.id]
    known = [measured[one.id] / _by_the_catalogue(one, cores) for one in models if one.id in measured]
    return _by_the_catalogue(model, cores) * (median(known) if known else 1.0)


def choose_speech_model(
    here: Sequence[Model],
    models: Sequence[Model],
    cores: int,
    memory_bytes: int,
    measured: Mapping[str, float],
    longest_share: float,
) -> Model | None:
    """The largest model that is here, fits the memory and takes no longer than that; where none does, the quickest.

    `models` are all that are known, as `expected_share` takes them: one that was measured and removed tells still.
    Size stands for accuracy: every doubling of Whisper lowers its word error.
    """
    shares = {model.id: expected_share(model, models, cores, measured) for model in here}
    good = [model for model in here if shares[model.id] <= longest_share and _fits(model, memory_bytes)]
    if good:
        return max(good, key=lambda model: model.size_bytes)
    return min(here, key=lambda model: shares[model.id], default=None)


def _by_the_catalogue(model: Model, cores: int) -> float:
    return float(model.parameters["processor_share"]) / min(max(cores, 1), _MOST_THREADS)


def _fits(model: Model, memory_bytes: int) -> bool:
    return model.memory_bytes + APPLICATION_BYTES <= SHARE_OF_MEMORY * memory_bytes
