"""What is asked, with what it is kept to, and the model that is chosen for it."""

from dataclasses import dataclass

from app.core.asking.exhaustive import Reach
from app.core.asking.pictures import AttachedPicture
from app.core.library.filters import NO_FILTERS, Filters
from app.core.models.adapters import AdapterWish
from app.engines.text_model import TextModel


@dataclass(frozen=True)
class Question:
    """What the user asks. `collection` or `paths` limit what is searched; None searches everything. `filters` limit it
    further, as do those typed into the text, such as `type:pdf`. A file that is read again is another document at the
    same path, and one that is gone is asked again once it is back.

    `replace_from_turn` cuts the conversation from that turn on before asking: edit and resend, or regenerate.
    `keep` False answers without a trace in the vault but the audit log's count.
    """

    text: str
    conversation_id: int | None = None
    collection: str | None = None
    paths: tuple[str, ...] | None = None
    filters: Filters = NO_FILTERS
    use_documents: bool = True
    reach: Reach = Reach.AUTOMATIC
    model_id: str | None = None
    """The model that answers; None leaves it to Alcove."""
    adapter: AdapterWish | None = None
    """The adapter it answers with; None takes the one in use for all conversations."""
    replace_from_turn: int | None = None
    keep: bool = True
    pictures: tuple[AttachedPicture, ...] = ()
    """What it is about, instead of documents; those of a turn that is replaced stay with it."""
    after_pictures: bool = False
    """Whether it goes on in a conversation about pictures; found out when it is asked."""
    tools: bool | None = None
    """Whether tools may be called for it; None leaves it to the settings."""
    meetings: bool = True
    """Whether meetings are among what is searched: not where the answer is handed on, and they are not to be."""
    routed: bool = True
    """Whether a smaller model may answer it; else the one in use does, so that answers can be compared."""
    for_program: bool = False
    """Whether another program asks: its answer makes way for the user's own questions."""


@dataclass(frozen=True)
class Chosen:
    """The model that answers a question, and why this one, in a few words."""

    model: TextModel
    reason: str = ""
