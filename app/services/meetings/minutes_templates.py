"""The templates of minutes: those that come with Alcove, and the user's own, kept in the vault."""

import re
from pathlib import Path

from app.core.errors import NothingFound, UserError
from app.core.meetings.minutes_templates import MinutesTemplate, keys_of, parse_template
from app.storage.meetings.minutes import KeptMinutes

DEFAULT = "general"
_KEY = re.compile(r"[\w-]{1,40}")


class MinutesTemplates:
    """Templates by key. One of the user's own takes the place of a built-in one of the same key."""

    def __init__(self, folder: Path, kept: KeptMinutes) -> None:
        self._folder = folder
        self._kept = kept

    def all(self) -> list[MinutesTemplate]:
        """Every template, the general one first, then by name."""
        texts = {path.stem: (path.read_text(encoding="utf-8"), False) for path in self._folder.glob("*.md")}
        texts |= {key: (text, True) for key, text in self._kept.templates().items()}
        found = [parse_template(key, text, own) for key, (text, own) in texts.items()]
        return sorted(found, key=lambda template: (template.key != DEFAULT, template.name.casefold()))

    def get(self, key: str) -> MinutesTemplate:
        """The template of this key, or of this name.

        Raises:
            NothingFound: there is none; the sentence names those there are.
        """
        templates = self.all()
        for template in templates:
            if key.casefold() in (template.key.casefold(), template.name.casefold()):
                return template
        keys = ", ".join(template.key for template in templates)
        raise NothingFound(f"There is no template {key!r}; the templates are {keys}.")

    def keep(self, key: str, text: str) -> MinutesTemplate:
        """Keep a template of the user's own.

        Raises:
            UserError: the key or the text is not one of a template; nothing is kept.
        """
        if not _KEY.fullmatch(key):
            raise UserError(f"{key!r} cannot name a template; use up to 40 letters, digits and hyphens.")
        template = parse_template(key, text, own=True)
        self._kept.keep_template(key, text)
        return template

    def add(self, text: str) -> MinutesTemplate:
        """Keep a new template of the user's own, under a key made of its name. Raises UserError as `keep` does."""
        name = parse_template("new", text).name
        taken = {template.key for template in self.all()}
        return self.keep(next(key for key in keys_of(name) if key not in taken), text)

    def forget(self, key: str) -> None:
        """Erase a template of the user's own; a built-in one of the same key comes back."""
        self._kept.forget_template(key)
