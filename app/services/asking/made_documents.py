"""Documents made of answers, written where the user wants them: nothing is written before somebody has said where."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.core.asking.conversations import Answer, Turn
from app.core.cancel import CancelToken
from app.core.errors import NothingFound
from app.core.events import Written
from app.core.exporting.file_names import file_name_of
from app.core.exporting.made_documents import Exchange, answer_blocks, answer_rows, exchanges_in, titled
from app.core.exporting.paper import as_markdown
from app.core.meetings.meeting_documents import cites_a_meeting
from app.core.tools.tools import Call
from app.engines.paper import Paper
from app.services.permissions import Permissions
from app.storage.audit import Audit
from app.storage.conversations.conversations import Conversations
from app.storage.files import hand_over


class MadeDocuments:
    """Makes what calls of `make_document` offer."""

    def __init__(self, conversations: Conversations, paper: Paper, audit: Audit, permissions: Permissions) -> None:
        self._conversations = conversations
        self._paper = paper
        self._audit = audit
        self._permissions = permissions

    def exchanges(self, conversation_id: int, turn_id: int, call: Call) -> tuple[Exchange, ...]:
        """What a document is made of that was offered with the answer `turn_id`.

        Raises:
            NothingFound: it is no longer there.
        """
        turns = [turn for turn in self._conversations.turns(conversation_id) if turn.id <= turn_id]
        return chosen(turns, call)

    def file_name(self, call: Call, exchanges: Sequence[Exchange]) -> str:
        """What the file is best called."""
        return file_name_of(titled(call.given.get("title", ""), exchanges), call.given["form"])

    def write(self, call: Call, exchanges: Sequence[Exchange], path: Path, cancel: CancelToken) -> Written:
        """Write it to `path`, which is there whole or not at all.

        Raises:
            RefusedByPolicy: nothing may be exported, or not as it was said in the meetings that it cites.
            UserError: the file cannot be written, or could not be laid out.
            Cancelled: on cancel; nothing is left behind.
        """
        self._permissions.require("export.allowed")
        if any(cites_a_meeting(one.answer) for one in exchanges):
            self._permissions.require_meetings_as_they_are()
        form, title = call.given["form"], titled(call.given.get("title", ""), exchanges)
        if form == "xlsx":
            content = self._paper.sheet(title, answer_rows(exchanges), cancel)
        elif form == "md":
            content = as_markdown(answer_blocks(title, exchanges)).encode()
        else:
            content = self._paper.write(form, title, answer_blocks(title, exchanges), cancel)
        hand_over(path, content)
        self._audit.record("document made", format=form, answers=len(exchanges))
        return Written(str(path))

    def note_place(self, turn_id: int, call: Call, path: str) -> Answer:
        """Keep with the answer `turn_id` where the document was written that its call offered; returns that answer.

        Raises:
            NothingFound: it is no longer there.
        """

        def noted(answer: Answer) -> Answer:
            calls = tuple(replace(one, saved_to=path) if one == call else one for one in answer.calls)
            return replace(answer, calls=calls)

        return self._conversations.change_answer(turn_id, noted)


def chosen(turns: Sequence[Turn], call: Call) -> tuple[Exchange, ...]:
    """The exchanges a call means, of those up to its own answer. Raises NothingFound where there are none."""
    found = exchanges_in(turns)
    if call.given["source"] != "the conversation":
        found = found[-1:]
    if not found:
        raise NothingFound("The answer that this document was to be made of is no longer there.")
    return found
