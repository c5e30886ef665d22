"""Pictures for questions: made ready, laid open for a model that sees, and read as text for one that does not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from app.core.asking.pictures import MOST_BYTES, MOST_PICTURES, AttachedPicture, PictureRef, Pixels, question_with_texts
from app.core.asking.prompting import PromptTurn
from app.core.cancel import CancelToken
from app.core.errors import UnreadableFile, UserError
from app.engines.drawing import Drawing
from app.engines.file_content import FileContent, load_file
from app.engines.reader import Reader
from app.storage.conversations.pictures import Pictures

_PASTED = "Pasted picture"


class PictureReading:
    """Looks at pictures, in workers alone. `drawing` lays them open, `reader` recognizes the text in them."""

    def __init__(self, pictures: Pictures, drawing: Drawing, reader: Reader) -> None:
        self._pictures = pictures
        self._drawing = drawing
        self._reader = reader

    def from_file(self, path: Path) -> AttachedPicture:
        """The picture in a file, made ready to be asked about.

        Raises:
            UnreadableFile: it cannot be read, or is no picture.
        """
        try:
            return self._drawing.prepared(load_file(path, MOST_BYTES).content, path.name)
        except UnreadableFile as error:
            raise UnreadableFile(f"{path.name} cannot be looked at: {str(error)[:1].lower()}{str(error)[1:]}") from None

    def from_clipboard(self, content: bytes) -> AttachedPicture:
        """A picture that was copied elsewhere. Raises as `from_file` does."""
        return self._drawing.prepared(content, _PASTED)

    def content(self, sha256_of: str) -> bytes:
        """The content of a kept picture. Raises NothingFound where it is not kept any more."""
        return self._pictures.content(sha256_of)

    def pixels(self, refs: Iterable[PictureRef], attached: Sequence[AttachedPicture]) -> dict[str, bytes]:
        """The pixels of pictures, by their sha256; those that are not `attached` now are kept.

        Raises:
            UserError: one cannot be laid open, or is gone.
        """
        return {ref.sha256: self.laid_open(ref, attached).rows for ref in refs}

    def laid_open(self, ref: PictureRef, attached: Sequence[AttachedPicture]) -> Pixels:
        """One picture as it is kept, or `attached` now. Raises as `pixels` does."""
        held = next((one.content for one in attached if one.picture.ref == ref), None)
        return self._drawing.pixels_of(self._pictures.content(ref.sha256) if held is None else held)

    def texts(
        self, refs: Iterable[PictureRef], attached: Sequence[AttachedPicture], cancel: CancelToken
    ) -> list[tuple[str, str]]:
        """The name and the text of each picture that has any.

        Raises:
            UserError: there is none in those that are `attached` now, or one is gone.
            Cancelled: on cancel.
        """
        texts = [one for ref in refs if (one := self._text(ref, attached, cancel))[1]]
        if attached and not texts:
            raise UserError(
                "The chosen model does not see pictures, and no text was found in this one; choose a model that sees "
                "pictures under Models, or ask about a picture with text."
            )
        return texts

    def spelled_out(self, turn: PromptTurn, cancel: CancelToken) -> PromptTurn:
        """An earlier turn as a model reads it that does not see: with the text in its pictures. Raises as `texts` does."""
        texts = self.texts(turn.pictures, (), cancel)
        return replace(turn, text=question_with_texts(turn.text, texts) if texts else turn.text, pictures=())

    def _text(self, ref: PictureRef, attached: Sequence[AttachedPicture], cancel: CancelToken) -> tuple[str, str]:
        """The name of a picture, and the text in it."""
        now = next((one for one in attached if one.picture.ref == ref), None)
        name, text = self._pictures.read(ref.sha256)
        if text is None:
            content = now.content if now is not None else self._pictures.content(ref.sha256)
            text = self._recognized(content, cancel)
            self._pictures.keep_text(ref.sha256, text)
        return now.picture.name if now is not None else name, text

    def _recognized(self, content: bytes, cancel: CancelToken) -> str:
        file = FileContent(Path("picture"), content, sha256(content).hexdigest(), 0)
        try:
            return "\n".join(page.text for page in self._reader.read_content(file, cancel).pages).strip()
        except UnreadableFile:
            return ""


def require_few(pictures: Sequence[object]) -> None:
    """Go on only with as many pictures as can be looked at. Raises UserError."""
    if len(pictures) > MOST_PICTURES:
        raise UserError(f"At most {MOST_PICTURES} pictures can be asked about at once; leave some out.")
