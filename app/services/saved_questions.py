"""Saved questions: kept with their scope, asked again after a document or a model changed, and compared."""

from collections.abc import Iterator, Sequence

from app.core.cancel import CancelToken
from app.core.conversations import Answer
from app.core.errors import UserError
from app.core.events import Answered, Compared, Event, Failed, Progress
from app.core.saved_questions import SavedQuestion, difference
from app.services.answering import Answering, Question
from app.storage.audit import Audit
from app.storage.saved_questions import SavedQuestions as Store


class SavedQuestions:
    """What the user does with saved questions."""

    def __init__(self, store: Store, answering: Answering, audit: Audit) -> None:
        self._store = store
        self._answering = answering
        self._audit = audit

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
                question.text.strip(),
                question.collection,
                question.document_ids,
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

    def answer(self, name: str) -> Answer | None:
        """The latest answer of one. Raises NothingFound where there is no such question."""
        return self._store.last_answer(self._store.get(name).id)

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
        saved = self._store.get(name)
        before = self._store.last_answer(saved.id)
        question = Question(
            saved.text,
            collection=saved.collection,
            document_ids=saved.document_ids,
            use_documents=saved.use_documents,
            reach=saved.reach,
            model_id=saved.model_id,
            keep=False,
        )
        for event in self._answering.ask(question, cancel):
            yield event
            if isinstance(event, Answered):
                if not event.answer.stopped:
                    self._store.add_answer(saved.id, event.answer)
                yield Compared(saved, event.answer, difference(before, event.answer))

    def run_all(self, cancel: CancelToken, names: Sequence[str] | None = None) -> Iterator[Event]:
        """Ask these again, or all: `Compared` for each, `Failed` for one that could not be answered; the rest goes on."""
        asked = tuple(names) if names is not None else tuple(saved.name for saved in self._store.all())
        for number, name in enumerate(asked):
            cancel.checkpoint()
            yield Progress("Asking again", number, len(asked), "questions", detail=name)
            try:
                for event in self.run(name, cancel):
                    if isinstance(event, Compared):
                        yield event
            except UserError as error:
                yield Failed(name, str(error))
