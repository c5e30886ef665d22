"""Saved questions: kept with their scope, asked again after a document or a model changed, and compared."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from app.core.asking.conversations import Answer
from app.core.asking.saved_questions import Difference, SavedQuestion, Standing, difference
from app.core.cancel import CancelToken
from app.core.errors import UserError
from app.core.events import Answered, Compared, Event, Failed, Progress
from app.core.meetings.meeting_documents import cites_a_meeting
from app.services.asking.answering import Answering
from app.services.asking.questions import Question
from app.services.asking.table_answers import CALCULATED
from app.services.asking.whole_reading import COUNTED
from app.storage.audit import Audit
from app.storage.conversations.saved_questions import SavedQuestions as Store
from app.storage.library.documents import Documents
from app.storage.library.matching import Matching

_NO_MODEL = (COUNTED, CALCULATED)


class SavedQuestions:
    """What the user does with saved questions. `model_now` names the model that would answer."""

    def __init__(
        self,
        store: Store,
        answering: Answering,
        documents: Documents,
        matching: Matching,
        audit: Audit,
        model_now: Callable[[], str],
    ) -> None:
        self._store = store
        self._answering = answering
        self._documents = documents
        self._matching = matching
        self._audit = audit
        self._model_now = model_now

    def save(self, name: str, question: Question, answer: Answer | None = None) -> SavedQuestion:
        """Keep a question by a name, with the answer it was just given, if any.

        Raises:
            UserError: the name or the question is empty, or the name is taken.
        """
        if not name.strip() or not question.text.strip():
            raise UserError("A saved question needs a name and a question; give both.")
        kept = self._store.add(
            SavedQuestion(
                0,
                name.strip(),
                f"{question.text.strip()} {question.filters}".strip(),
                question.collection,
                question.paths,
                question.use_documents,
                question.reach,
                question.model_id,
            )
        )
        if answer is not None and not answer.stopped:
            self._store.add_answer(kept.id, answer)
        self._audit.record("question saved")
        return kept

    def questions(self) -> list[SavedQuestion]:
        """All of them, by name."""
        return self._store.all()

    def standings(self) -> list[Standing]:
        """How each of them stands now, by name."""
        return [self._standing(saved) for saved in self._store.all()]

    def question(self, name: str) -> Question:
        """One as it is asked.

        Raises:
            NothingFound: there is no such question.
        """
        return _asked(self._store.get(name))

    def rename(self, name: str, new_name: str) -> None:
        """Call one something else; a blank name changes nothing.

        Raises:
            NothingFound: there is no such question.
            UserError: the new name is taken.
        """
        if new_name.strip() not in ("", name):
            self._store.rename(name, new_name.strip())

    def remove(self, name: str) -> None:
        """Erase one and its answers. Raises NothingFound where there is no such question."""
        self._store.remove(name)
        self._audit.record("saved question removed")

    def run(self, name: str, cancel: CancelToken) -> Iterator[Event]:
        """Ask one again: the events of its answer, then `Compared`. A stopped answer is compared and not kept.

        Raises:
            NothingFound: there is no such question.
            UserError: it could not be answered; the answer before it stays.
            Cancelled: on cancel.
        """
        yield from self._run(self._store.get(name), cancel)

    def _run(self, saved: SavedQuestion, cancel: CancelToken, meetings: bool = True) -> Iterator[Event]:
        before = next(iter(self._store.answers(saved.id, 1)), None)
        withheld = before is not None and not meetings and cites_a_meeting(before)
        for event in self._answering.ask(replace(_asked(saved), meetings=meetings), cancel):
            yield event
            if isinstance(event, Answered):
                if not event.answer.stopped:
                    self._store.add_answer(saved.id, event.answer)
                changes = Difference(withheld=True) if withheld else difference(before, event.answer)
                yield Compared(saved, event.answer, changes)

    def run_all(
        self, cancel: CancelToken, names: Sequence[str] | None = None, meetings: bool = True
    ) -> Iterator[Event]:
        """Ask these again, or all: what `run` yields of each, `Failed` for one that could not be answered; the rest goes on.

        Without `meetings` nothing that was said in one is searched, or told of the answers before. Between them,
        `Progress` counts questions. One that is renamed meanwhile is asked all the same.
        """
        known = {saved.name: saved.id for saved in self._store.all()}
        asked = tuple(names) if names is not None else tuple(known)
        for number, name in enumerate(asked):
            cancel.checkpoint()
            yield Progress("Asking again", number, len(asked), "questions", detail=name)
            try:
                saved = self._store.by_id(known[name]) if name in known else self._store.get(name)
                yield from self._run(saved, cancel, meetings)
            except UserError as error:
                yield Failed(name, str(error))

    def _standing(self, saved: SavedQuestion) -> Standing:
        latest, before = (*self._store.answers(saved.id, 2), None, None)[:2]
        if latest is None:
            return Standing(saved)
        changed = 0
        if saved.use_documents:
            ids = None if saved.paths is None else tuple(self._documents.at(saved.paths))
            changed = self._matching.count_added_after(saved.answered_at, saved.collection, ids)
        there = set(self._documents.at([citation.path for citation in latest.citations]).values())
        gone = dict.fromkeys(citation.title for citation in latest.citations if citation.path not in there)
        return Standing(
            saved,
            latest,
            difference(before, latest) if before is not None else None,
            changed,
            tuple(gone),
            self._other_model(saved, latest),
        )

    def _other_model(self, saved: SavedQuestion, latest: Answer) -> str:
        """The model that would answer now, where the latest answer is another's; no model counts and calculates."""
        if saved.model_id is not None or latest.model in _NO_MODEL:
            return ""
        now = self._model_now()
        return now if now != latest.model else ""


def _asked(saved: SavedQuestion) -> Question:
    return Question(
        saved.text,
        collection=saved.collection,
        paths=saved.paths,
        use_documents=saved.use_documents,
        reach=saved.reach,
        model_id=saved.model_id,
        keep=False,
        routed=False,
    )
