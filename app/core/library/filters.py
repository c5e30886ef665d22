"""What a search is limited to: by options, or typed into the question as `type:pdf after:2023 folder:"old contracts"`."""

import re
from dataclasses import dataclass, fields

_TYPED = re.compile(
    r'(?<!\S)(?P<name>type|folder|author|after|before):(?:"(?P<quoted>[^"]+)"|(?P<plain>[^\s"]+))(?!\S)'
)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_TYPE = re.compile(r"\.?\w+")


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits that must all hold; "" is none.

    `type` is a format or a file ending such as "pdf", `folder` a folder's name or path, `author` part of a name.
    `after` and `before` are a year, month or day in ISO 8601: documents of that time or later, and earlier than it.
    The time of a document is the date it states, else when its file was last changed.
    """

    type: str = ""
    folder: str = ""
    author: str = ""
    after: str = ""
    before: str = ""

    def __bool__(self) -> bool:
        return self != Filters()

    def __str__(self) -> str:
        """As it is typed; "" without limits."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return " ".join(
            f'{name}:"{value}"' if re.search(r"\s", value) else f"{name}:{value}" for name, value in named if value
        )

    def with_typed(self, typed: "Filters") -> "Filters":
        """Both together; where both limit the same, what was typed holds."""
        values = {field.name: getattr(typed, field.name) or getattr(self, field.name) for field in fields(self)}
        return Filters(**values)


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What there is to limit a search to: formats, folders and authors, each with the number of documents, most first."""

    types: tuple[tuple[str, int], ...] = ()
    folders: tuple[tuple[str, int], ...] = ()
    authors: tuple[tuple[str, int], ...] = ()


def parsed(question: str) -> tuple[str, Filters]:
    """A question without what limits it, and the limits; of two for the same the last holds.

    What only looks like a limit, such as "after:lunch", stays in the question, and so does what stands alone.
    """
    found: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        name, value = match["name"], match["quoted"] or match["plain"]
        if not is_valid(name, value):
            return match.group()
        found[name] = value
        return " "

    left = " ".join(_TYPED.sub(take, question).split())
    return (left, Filters(**found)) if found and left else (question, NO_FILTERS)


def is_valid(name: str, value: str) -> bool:
    """Whether a value can limit: dates as `Filters` says, a type of letters and digits, anything else at all."""
    pattern = {"after": _DATE, "before": _DATE, "type": _TYPE}.get(name)
    return pattern is None or pattern.fullmatch(value) is not None
