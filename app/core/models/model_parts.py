"""Models in several files: how the parts are named, as llama.cpp's gguf-split writes them and its loader looks for them."""

import re

_PART = re.compile(r"(.+)-(\d{5})-of-(\d{5})\.gguf", re.IGNORECASE)
_MOST_PARTS = 999


def part_names(name: str) -> tuple[str, ...]:
    """The names of all parts of the model a file belongs to, in their order: its own alone where it is whole."""
    found = _PART.fullmatch(name)
    if found is None or not 1 <= int(found[2]) <= int(found[3]) <= _MOST_PARTS:
        return (name,)
    end = name[-len(".gguf") :]
    return tuple(f"{found[1]}-{number:05}-of-{found[3]}{end}" for number in range(1, int(found[3]) + 1))


def model_name(name: str) -> str:
    """What the model of a file is called: without the ending, and without the number of a part."""
    found = _PART.fullmatch(name)
    return found[1] if found is not None else name.rpartition(".")[0] or name


def numbered(stem: str, parts: int) -> tuple[str, ...]:
    """The names of the files of a model in so many parts."""
    return part_names(f"{stem}-00001-of-{parts:05}.gguf") if parts > 1 else (f"{stem}.gguf",)
