"""What the application is made of, and under which licences: the bill of materials (CycloneDX) and the notices."""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
import tomllib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from installers.build import PackagingError
from installers.contents import PARTS, ROOT, internal, normalized

TABLE = ROOT / "installers" / "licences.toml"
COMMON = Path("/usr/share/common-licenses")
"""Where Debian keeps the words of licences that many share; those of the LGPL have to go with its libraries."""
DOCUMENTS = Path("/usr/share/doc")
SHARED = ("LGPL-2.1", "LGPL-3", "GPL-3")
LICENCE_FILES = re.compile(r"(?i)(licen[cs]e|copying|notice)")
CODE = (".py", ".pyc")
CLASSIFIED = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


class UnknownLicence(PackagingError):
    """A part of the application whose licence is not known, or does not allow it to be handed on."""


@dataclass(frozen=True, slots=True)
class Part:
    """One component. `text` is what its licence asks to be shown, "" where a name and a source are enough."""

    kind: str
    name: str
    version: str
    licence: str
    source: str
    text: str = ""
    sha256: str = ""


def write(folder: Path, version: str, time_s: int) -> None:
    """Write both into `licences` in the application's folder, on macOS among the resources of its bundle.

    Raises:
        UnknownLicence: something in the folder has none that is known, or one that forbids this.
    """
    parts = list(dict.fromkeys((*packages(folder), *libraries(folder), *models(folder))))
    for part in parts:
        if not may_be_shipped(part.licence):
            raise UnknownLicence(f"{part.name} is under {part.licence or 'no licence that is known'}: leave it out.")
    target = folder / ("Resources" if internal(folder).name == "Frameworks" else "") / "licences"
    target.mkdir()
    bill = json.dumps(bill_of_materials(parts, version, time_s), indent=1, ensure_ascii=False)
    (target / "alcove.cdx.json").write_text(bill + "\n", "utf-8")
    (target / "THIRD-PARTY-NOTICES.txt").write_text(notices(parts), "utf-8")
    for package, text in system_copyrights(_made_of(folder)["system"]).items():
        place = target / "system" / package / "copyright"
        place.parent.mkdir(parents=True)
        place.write_text(text, "utf-8")


def may_be_shipped(licence: str) -> bool:
    """Whether a closed program may be handed on with this: the GPL is allowed as one of several, or with an exception."""
    strong = re.search(r"(?<!L)(?<!A)GPL(?!.*WITH)", licence)
    return bool(licence) and (not strong or " OR " in licence) and "AGPL" not in licence


def packages(folder: Path) -> Iterator[Part]:
    """The Python packages that modules in the folder come from, and what is compiled into them."""
    within: dict[str, list[dict[str, str]]] = {}
    for inner in tomllib.loads(TABLE.read_text("utf-8"))["within"]:
        within.setdefault(inner["package"], []).append(inner)
    for name in _made_of(folder)["packages"]:
        found = importlib.metadata.distribution(name)
        source = f"pkg:pypi/{normalized(name)}@{found.version}"
        yield Part("library", found.name, found.version, licence_of(found), source, _licence_text(found))
        inside = within.get(normalized(name), [])
        yield from crates(found, {inner["name"]: inner["licence"] for inner in inside if "crate" in inner})
        for inner in inside:
            if "crate" not in inner:
                yield Part("library", inner["name"], f"in {found.name} {found.version}", inner["licence"], source)


def crates(package: importlib.metadata.Distribution, licences: Mapping[str, str]) -> Iterator[Part]:
    """What a package written in Rust says itself that is compiled into it (https://peps.python.org/pep-0770/).

    A crate that tells no licence has the one that `licences` says, or is its maker's own, under that of the package.
    """
    for file in sorted(package.files or (), key=str):
        if file.parent.name != "sboms" or file.parent.parent.suffix != ".dist-info":
            continue
        for crate in json.loads(Path(str(file.locate())).read_text("utf-8")).get("components", ()):
            source = crate.get("purl", "")
            if not source.startswith("pkg:cargo/"):
                continue
            own = licence_of(package) if "download_url=file:" in source else ""
            licence = licences.get(crate["name"]) or _told(crate) or own
            yield Part("library", crate["name"], crate["version"], licence, source.partition("?")[0])


def _told(component: Mapping[str, Any]) -> str:
    """The licence that a bill of materials in CycloneDX names; older crates divide what they offer by strokes."""
    named = [each.get("expression") or each.get("license", {}).get("id", "") for each in component.get("licenses", ())]
    return " ".join(" AND ".join(filter(None, named)).replace("/", " OR ").split())


def _made_of(folder: Path) -> dict[str, list[str]]:
    return dict(json.loads((internal(folder) / PARTS).read_text("utf-8")))


def licence_of(package: importlib.metadata.Distribution) -> str:
    """The licence as an SPDX expression, as far as the package tells it."""
    told = package.metadata.get("License-Expression")
    classes = [it.rpartition(" :: ")[2] for it in package.metadata.get_all("Classifier") or () if it.startswith("License")]
    named = [CLASSIFIED[each] for each in classes if each in CLASSIFIED]
    return told or " AND ".join(named) or (package.metadata.get("License") or "").partition("\n")[0]


def _licence_text(package: importlib.metadata.Distribution) -> str:
    files = [file for file in package.files or () if LICENCE_FILES.search(file.name) and file.suffix not in CODE]
    texts = [Path(str(file.locate())).read_text("utf-8", "replace").strip() for file in sorted(files, key=str)]
    return "\n\n".join(dict.fromkeys(texts))


def libraries(folder: Path) -> Iterator[Part]:
    """The native libraries in the folder that are no module of a Python package, each kind once."""
    table = tomllib.loads(TABLE.read_text("utf-8"))["library"]
    found: dict[str, list[str]] = {}
    empty = _made_of(folder)["empty"]
    for path in sorted(folder.rglob("lib*.so*")):
        if path.name in empty or re.search(r"\.(cpython-\w+|abi3)[-.]", path.name):
            continue
        name = next((entry["name"] for entry in table if _is_one(path, entry["files"])), None)
        if name is None:
            raise UnknownLicence(f"{path.name} is not in installers/licences.toml: name its licence, or leave it out.")
        found.setdefault(name, []).append(path.name)
    for entry in table:
        if files := found.get(entry["name"]):
            yield Part("library", entry["name"], ", ".join(dict.fromkeys(files)), entry["licence"], entry["source"])


def system_copyrights(libraries: Iterable[str]) -> dict[str, str]:
    """What Debian says of the packages that these libraries of the system come from, by package; nothing elsewhere."""
    # A package may name its files as they lay before /lib became a part of /usr.
    asked = [each for path in libraries for each in (path, path.removeprefix("/usr"))]
    if not asked or not shutil.which("dpkg-query"):
        return {}
    found = subprocess.run(["dpkg-query", "--search", *asked], capture_output=True, text=True, check=False).stdout
    owners = sorted({re.split(r"[:,]", line)[0] for line in found.splitlines()})
    files = {owner: DOCUMENTS / owner / "copyright" for owner in owners}
    return {owner: path.read_text("utf-8") for owner, path in files.items() if path.is_file()}


def _is_one(path: Path, patterns: Iterable[str]) -> bool:
    return any(fnmatch(path.name, pattern) or fnmatch(f"{path.parent.name}/{path.name}", pattern) for pattern in patterns)


def models(folder: Path) -> Iterator[Part]:
    """The models in the folder, each with the hash of its first file."""
    place = internal(folder) / "resources" / "models"
    for model in tomllib.loads((place / "catalog.toml").read_text("utf-8"))["model"]:
        own = place / model.get("shipped_in", model["id"])
        if own.is_dir():
            texts = [path.read_text("utf-8").strip() for path in sorted(own.glob("LICEN*"))]
            source = next((each["url"] for each in model["file"][0].get("source", ()) if "url" in each), "resources/models")
            sha256 = model["file"][0]["sha256"]
            yield Part("machine-learning-model", model["name"], model["id"], model["licence"], source, "\n".join(texts), sha256)


def bill_of_materials(parts: Iterable[Part], version: str, time_s: int) -> dict[str, object]:
    """The parts as CycloneDX 1.6 has them (https://cyclonedx.org/docs/1.6/json/)."""
    listed = sorted(parts, key=lambda part: (part.kind, part.name.lower(), part.version))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'alcove {version} {time_s}')}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(time_s, UTC).isoformat(),
            "component": {"type": "application", "name": "Alcove", "version": version},
        },
        "components": [_component(number, part) for number, part in enumerate(listed)],
    }


def _component(number: int, part: Part) -> dict[str, object]:
    is_expression = re.fullmatch(r"\(*[\w.+-]+\)*(?: (?:AND|OR|WITH) \(*[\w.+-]+\)*)*", part.licence)
    licence = {"expression": part.licence} if is_expression else {"license": {"name": part.licence}}
    address = {"purl": part.source} if part.source.startswith("pkg:") else {}
    hashes = {"hashes": [{"alg": "SHA-256", "content": part.sha256}]} if part.sha256 else {}
    known = {"type": part.kind, "bom-ref": str(number), "name": part.name, "version": part.version}
    return {**known, "licenses": [licence], **address, **hashes}


def notices(parts: Iterable[Part]) -> str:
    """The notices as a text: what there is, then each licence in its own words."""
    listed = sorted(parts, key=lambda part: part.name.lower())
    lines = [
        "Alcove is made with the work of many others. Each part below is under the licence named with it.",
        "",
        "Qt, FFmpeg, GEOS, GLib and the other parts under the LGPL are libraries of their own in this folder: you may",
        "replace each by a changed one of the same name. Their sources are at the addresses given, and whoever gave you",
        "Alcove gives them to you on request.",
        "",
        *(f"{part.name} {part.version}: {part.licence} ({part.source})" for part in listed),
    ]
    for part in listed:
        if part.text:
            lines += ["", "=" * 100, f"{part.name} {part.version}: {part.licence}", "", part.text]
    for name in SHARED if COMMON.is_dir() else ():
        lines += ["", "=" * 100, name, "", (COMMON / name).read_text("utf-8").strip()]
    return "\n".join(lines) + "\n"
