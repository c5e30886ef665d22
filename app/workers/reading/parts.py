"""Files inside a file (attachments, members of an archive), read as parts of the same document."""

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator

from app.core.errors import UnreadableFile
from app.core.library.documents import Heading, Page, ReadDocument, place_name
from app.workers.reading.terms import MAXIMUM_CHARACTERS, Reading, one_line

DEEPEST = 4
"""A file in a file in a file in a file: a mail in an archive attached to a mail goes no deeper."""
MOST_PARTS = 2_000
_NOTES_LISTED = 10
_LONGEST_NAME = 100

Part = tuple[str, Callable[[Reading], ReadDocument]]
"""A part's name and how it is read, which may raise UnreadableFile; its bytes are unpacked only then."""


@dataclasses.dataclass(slots=True)
class Parts:
    """Collects the pages of the parts of one file, and notes of those that could not be read."""

    reading: Reading
    pages: list[Page] = dataclasses.field(default_factory=list)
    unread: list[str] = dataclasses.field(default_factory=list)
    characters: int = 0

    def read(self, parts: Iterable[Part]) -> None:
        """Read parts one after another, until there is more text than one document may have."""
        inside = dataclasses.replace(self.reading, depth=self.reading.depth + 1)
        for name, read_part in itertools.islice(parts, MOST_PARTS):
            self.reading.checkpoint()
            if self.characters > MAXIMUM_CHARACTERS or len(self.pages) >= self.reading.page_limit:
                self.unread.append(f"{name}: there was no room left for its text.")
                continue
            try:
                if inside.depth > DEEPEST:
                    raise UnreadableFile("It lies in too many files inside each other.")
                document = read_part(inside)
            except UnreadableFile as error:
                self.unread.append(f"{name}: {error}")
                continue
            self.add(part_pages(name, document.pages))
            self.unread += [f"{name}: {note}" for note in document.notes]

    def add(self, pages: Iterable[Page]) -> None:
        """Keep pages that were read, as far as there is room."""
        for page in pages:
            if len(self.pages) < self.reading.page_limit and self.characters <= MAXIMUM_CHARACTERS:
                self.pages.append(page)
                self.characters += len(page.text)

    def notes(self) -> tuple[str, ...]:
        """A sentence for each part that was not read, or not whole; of many, the first and how many more."""
        more = len(self.unread) - _NOTES_LISTED
        return (*self.unread[:_NOTES_LISTED], *([f"{more:,} more parts could not be read."] if more > 0 else []))


def file_part(name: str, content: Callable[[], bytes]) -> Part:
    """A part that is a file of some kind; `content` gives its bytes, and may raise UnreadableFile."""
    return name, lambda reading: reading.read_part(name, content(), reading)


def part_pages(name: str, pages: Iterable[Page]) -> Iterator[Page]:
    """The pages of a part under its name: labels such as "budget.xlsx > Sheet Costs", headings below the name."""
    name = one_line(name)[:_LONGEST_NAME]
    for page in pages:
        place = place_name(page.number, page.label)
        headings = tuple(
            dataclasses.replace(heading, level=min(heading.level + 1, 9))
            for heading in page.headings
            if heading.text != name
        )
        yield dataclasses.replace(
            page,
            number=None,
            label=f"{name} > {place}" if place else name,
            headings=(Heading(0, 1, name), *headings) if page.text.strip() else (),
        )
