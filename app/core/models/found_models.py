"""Where other programs keep their models, on each system, and what stands in their lists."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from app.core.models.model_parts import model_name, part_names
from app.core.models.projectors import is_projector_name


class Program(StrEnum):
    """A program whose models Alcove can use where they are."""

    LM_STUDIO = "LM Studio"
    OLLAMA = "Ollama"
    GPT4ALL = "GPT4All"
    JAN = "Jan"


@dataclass(frozen=True, slots=True)
class ProgramFolder:
    """A folder in which a program keeps models, whether it is there or not."""

    program: Program
    path: PurePath


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model of another program. `name` is what that program calls it; `linked` whether Alcove uses it already."""

    program: Program
    name: str
    path: PurePath
    size_bytes: int
    linked: bool = False


def program_folders(system: str, home: PurePath, environment: Mapping[str, str]) -> tuple[ProgramFolder, ...]:
    """The known places. `system` is as `sys.platform` says it.

    Sources: lmstudio.ai/docs/basics/import-model; Ollama's docs/faq.md; GPT4All's and Jan's wikis.
    """
    data, settings = _system_folders(system, home, environment)
    ollama = [home / ".ollama" / "models"]
    if system == "linux":
        ollama += [type(home)(f"/{place}/.ollama/models") for place in ("usr/share/ollama", "var/lib/ollama")]
    if chosen := environment.get("OLLAMA_MODELS", ""):
        ollama.insert(0, type(home)(chosen))
    jan = [home / "jan", *(folder / "Jan" / "data" for folder in dict.fromkeys((settings, data)))]
    places = {
        Program.LM_STUDIO: [home / ".lmstudio" / "models", home / ".cache" / "lm-studio" / "models"],
        Program.OLLAMA: ollama,
        Program.GPT4ALL: [data / "nomic.ai" / "GPT4All", home / ".cache" / "gpt4all"],
        Program.JAN: [folder / kept for folder in jan for kept in ("llamacpp/models", "models")],
    }
    return tuple(ProgramFolder(program, path) for program, paths in places.items() for path in dict.fromkeys(paths))


def _system_folders(system: str, home: PurePath, environment: Mapping[str, str]) -> tuple[PurePath, PurePath]:
    """Where programs keep their data and their settings."""
    if system == "darwin":
        support = home / "Library" / "Application Support"
        return support, support
    if system == "win32":
        local, roaming = environment.get("LOCALAPPDATA"), environment.get("APPDATA")
        return (
            type(home)(local) if local else home / "AppData" / "Local",
            type(home)(roaming) if roaming else home / "AppData" / "Roaming",
        )
    return home / ".local" / "share", home / ".config"


def ollama_blob(untrusted_manifest: bytes, part: str = "model") -> str:
    """The file name of the model, or of its "projector", that one of Ollama's manifests names; "" where it names none."""
    try:
        layers = json.loads(untrusted_manifest)["layers"]
        kinds = {layer["mediaType"]: layer["digest"] for layer in layers}
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    digest = kinds.get(f"application/vnd.ollama.image.{part}")
    if not isinstance(digest, str) or not re.fullmatch(r"sha256:[0-9a-f]{64}", digest):
        return ""
    return digest.replace(":", "-")


def ollama_name(parts: tuple[str, ...]) -> str:
    """What Ollama calls a model, from the path of its manifest: host, owner, name, tag."""
    *place, tag = parts
    shown = [part for part in place if part not in ("registry.ollama.ai", "library")]
    return f"{'/'.join(shown)}:{tag}"


def gguf_name(parts: tuple[str, ...]) -> str:
    """What to call a model file, from its path below the program's folder; "" for what is no model by itself.

    Left out are projectors, and what continues a model of several files.
    """
    name = parts[-1]
    if not name.casefold().endswith(".gguf") or is_projector_name(name) or part_names(name)[0] != name:
        return ""
    stem = model_name(name)
    return "/".join(parts[:-1]) if stem == "model" and len(parts) > 1 else stem
