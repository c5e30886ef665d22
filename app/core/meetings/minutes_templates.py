"""Templates of minutes: text files that name the sections, their order, and what each is to hold.

    # One-to-one
    What two people agreed.

    ## What was talked about
    kind: summary
    lines: 6

    ## Goals
    kind: topic
    about: goal, target, ziel

A line after `#` is the template's name, the text below it says what it is for; `##` begins a section.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count

from app.core.errors import UserError
from app.core.meetings.minutes import SectionKind

MOST_LINES = 60
_LONGEST = 20_000
_LONGEST_KEY = 36
_DEFAULT_LINES = {
    SectionKind.SUMMARY: 8,
    SectionKind.DECISIONS: 30,
    SectionKind.ACTIONS: 40,
    SectionKind.QUESTIONS: 20,
    SectionKind.TOPIC: 6,
}
_KEY = re.compile(r"(?P<key>[A-Za-z]+)\s*:\s*(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """`lines` is how many at most, `about` the words of a topic, `write` what a model is told to write of a summary."""

    heading: str
    kind: SectionKind
    lines: int
    about: tuple[str, ...] = ()
    write: str = ""


@dataclass(frozen=True, slots=True)
class MinutesTemplate:
    """A template as it was read; `text` is the file itself, `own` says that the user wrote or changed it."""

    key: str
    name: str
    purpose: str
    sections: tuple[TemplateSection, ...]
    text: str
    own: bool = False


def parse_template(key: str, text: str, own: bool = False) -> MinutesTemplate:
    """Read a template.

    Raises:
        UserError: it cannot be read so; the sentence names the line.
    """
    if len(text) > _LONGEST:
        raise UserError(f"The template {key!r} is too long; {_LONGEST:,} characters are enough.")
    name, purpose = "", []
    blocks: list[tuple[int, str, dict[str, str]]] = []
    for number, line in enumerate((raw.strip() for raw in text.splitlines()), start=1):
        if line.startswith("## "):
            blocks.append((number, line[3:].strip(), {}))
        elif line.startswith("# "):
            name = line[2:].strip()
        elif line and blocks:
            setting, value = _setting(key, number, line)
            blocks[-1][2][setting] = value
        elif line:
            purpose.append(line)
    if not name:
        raise UserError(f"The template {key!r} has no name; begin it with a line such as: # Weekly meeting")
    if not blocks:
        raise UserError(f"The template {key!r} has no section; add a line such as: ## Decisions")
    headings = [heading for _, heading, _ in blocks]
    if twice := next((heading for heading in headings if headings.count(heading) > 1), ""):
        raise UserError(f"The template {key!r} has two sections called “{twice}”; give one of them another name.")
    sections = tuple(_section(key, *block) for block in blocks)
    return MinutesTemplate(key, name, " ".join(purpose), sections, text, own)


def keys_of(name: str) -> Iterator[str]:
    """Keys for a template of this name, the best first, without end: "weekly-meeting", "weekly-meeting-2"…"""
    key = re.sub(r"[\W_]+", "-", name.casefold()).strip("-")[:_LONGEST_KEY].rstrip("-") or "template"
    return chain((key,), (f"{key}-{number}" for number in count(2)))


def _setting(key: str, number: int, line: str) -> tuple[str, str]:
    match = _KEY.fullmatch(line)
    if match is None or match["key"].lower() not in ("kind", "lines", "about", "write"):
        raise UserError(
            f"Line {number} of the template {key!r} is not understood: “{line[:60]}”; "
            "a section has lines that begin with kind:, lines:, about: or write:."
        )
    return match["key"].lower(), match["value"].strip()


def _section(key: str, number: int, heading: str, values: Mapping[str, str]) -> TemplateSection:
    try:
        kind = SectionKind(values.get("kind", "topic" if "about" in values else "summary").lower())
    except ValueError:
        kinds = ", ".join(one.value for one in SectionKind)
        raise UserError(
            f"The section “{heading}” (line {number} of the template {key!r}) is of no kind there is; choose one of {kinds}."
        ) from None
    lines = values.get("lines", str(_DEFAULT_LINES[kind]))
    if not re.fullmatch(r"\d{1,4}", lines) or not 1 <= int(lines) <= MOST_LINES:
        raise UserError(
            f"The section “{heading}” (line {number} of the template {key!r}) can have 1 to {MOST_LINES} lines, not {lines!r}."
        )
    about = tuple(word.strip() for word in values.get("about", "").split(",") if word.strip())
    if kind is SectionKind.TOPIC and not about:
        raise UserError(
            f"The section “{heading}” (line {number} of the template {key!r}) needs the words it is about, "
            "such as: about: budget, costs"
        )
    return TemplateSection(heading, kind, int(lines), about, values.get("write", ""))
