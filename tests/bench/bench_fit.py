"""What models take of the memory, reckoned from their files before they are loaded, and measured after.

    python -m tests.bench.bench_fit

Every chat model of the catalogue that is on this machine, at several lengths of context, with a cache of full and of half
size; the process's resident memory after it has read some hundred tokens and written a few.
"""

import psutil

from app.core.cancel import CancelToken
from app.core.models.model import Role
from app.engines.inspector import Inspector
from app.engines.process import WorkerProcess
from app.storage.places import find_places
from app.workers.protocol.generate import ChatTurn, Generate, LoadTextModel
from tests.installed import catalogue

_CONTEXTS = (2048, 4096, 8192)
_QUESTION = ChatTurn("user", "The keeper counted the ships until the fog came back. " * 50)


def main() -> None:
    headers, engine = WorkerProcess("header"), WorkerProcess("generate")
    worst = 0.0
    for model in catalogue().of_role(Role.CHAT):
        path = find_places(None).models / model.id / model.files[0].path
        if not path.is_file():
            continue
        engine.stop()
        need = Inspector(headers, engine).inspect(path, CancelToken()).need
        print(f"{model.id}: fixed {need.fixed_bytes:,}", end=", ")
        print(f"each token {need.bytes_per_token:,}, compact {need.compact_bytes_per_token:,}")
        for tokens in _CONTEXTS:
            for compact in (False, True):
                reckoned = need.at(tokens, compact=compact)
                load = LoadTextModel(
                    path=str(path), sha256=model.files[0].sha256, context_tokens=tokens, threads=2, compact=compact
                )
                taken = measured(load)
                error = reckoned / taken - 1
                worst = max(worst, abs(error))
                print(
                    f"  {tokens:6,} tokens{', compact' if compact else '         '}: "
                    f"reckoned {reckoned / 2**20:7,.0f} MB, measured {taken / 2**20:7,.0f} MB, {error:+.1%}",
                    flush=True,
                )
    headers.close()
    engine.close()
    print(f"worst error {worst:.1%}; load {psutil.getloadavg()[0]:.1f}")


def measured(load: LoadTextModel) -> int:
    """The most a fresh process has taken once the model has answered."""
    process = WorkerProcess("generate")
    try:
        list(process.stream(Generate(turns=(_QUESTION,), maximum_tokens=4), CancelToken(), setup=load))
        return int(psutil.Process(process.process_id).memory_info().rss)
    finally:
        process.close()


if __name__ == "__main__":
    main()
