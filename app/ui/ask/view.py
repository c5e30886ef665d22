"""The Ask view: lays out list, thread, composer and sources, and carries wishes to the services and answers back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.core.asking.exhaustive import Reach
from app.core.asking.saved_questions import SavedQuestion
from app.core.events import Answered, Event
from app.ui.ask import changes
from app.ui.ask.answer_footer import with_sources
from app.ui.ask.answer_view import AnswerView
from app.ui.ask.changes import Scope
from app.ui.ask.composer import Composer
from app.ui.ask.conversation_actions import ConversationActions
from app.ui.ask.conversation_list import ConversationList
from app.ui.ask.document_saving import DocumentSaving
from app.ui.ask.picture_actions import PictureActions
from app.ui.ask.reading import answering_events, kept_question, read_turns, save_question, surroundings
from app.ui.ask.sample_actions import SampleActions
from app.ui.ask.scope_actions import ScopeActions
from app.ui.ask.sources import evidence, sources
from app.ui.ask.sources_actions import SourcesActions
from app.ui.ask.sources_panel import PAGE_WIDTH, SourcesPanel
from app.ui.ask.state import AskState, reduce
from app.ui.ask.thread import Thread
from app.ui.ask.thread_pane import ThreadPane
from app.ui.ask.welcome import Welcome
from app.ui.job_bridge import JobHandle
from app.ui.requests import (
    AddFiles,
    AskAbout,
    AskSaved,
    ImportChats,
    Request,
    ShowConversation,
    ShowProblems,
    ShowSaved,
)
from app.ui.state_view import StateView
from app.ui.view import Frame
from app.ui.widgets.file_dialogs import choose_files, choose_folder

if TYPE_CHECKING:
    from app.services.application import Application


class AskView(StateView[AskState, changes.Change | Event]):
    """Conversations with the user's documents."""

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(AskState(), reduce, frame, parent)
        self._services = services
        self._began = False
        self._job: JobHandle | None = None
        self.conversations = ConversationList(self)
        self.composer = self.foot = Composer(self)
        self.setFocusProxy(self.composer)
        self.build_in_turns(self._build_thread, self._build_sources, self._place_panes, self._connect)

    def _build_thread(self) -> None:
        self.thread_view = Thread(self)
        self.welcome = Welcome(self)

    def _build_sources(self) -> None:
        self.sources = SourcesPanel(self._services.viewing, self.frame.jobs, self)
        self.sources.setVisible(False)

    def _place_panes(self) -> None:
        self._pane = ThreadPane(self.thread_view, self.welcome, self.composer, self)
        self.set_panes(self._pane, list_pane=self.conversations, side_pane=self.sources)

    def _begin(self, asks_documents: bool) -> None:
        """The first conversation asks what the settings say; later ones what the one before asked."""
        if not asks_documents and self._state.scope == Scope():
            self._apply(changes.ScopeChosen(Scope(use_documents=False)))

    def arrive(self, request: Request | None) -> None:
        """Read anew what may have changed elsewhere; take up a question about certain documents."""
        if not self._began:
            self._began = True
            self.ask_service(lambda: bool(self._services.settings.get("ask.use_documents")), self._begin)
        self._list_conversations()
        self._read_surroundings()
        if isinstance(request, AskAbout):
            scope = Scope(paths=request.paths, titles=request.titles)
            self._apply(changes.NewChosen(), changes.ScopeChosen(scope), changes.DraftTyped(request.text))
        elif isinstance(request, ShowConversation):
            self._choose(request.conversation_id)
        elif isinstance(request, AskSaved):
            self._apply(changes.NewChosen())
            self._scope.use_saved(request.name)
        self.composer.setFocus()

    def shortcuts(self) -> dict[str, Callable[[], object]]:
        """What the window's shortcuts do here, once the view is built."""
        if not self.built:
            return {}
        return {
            "new": self._begin_new,
            "find": self.conversations.search.setFocus,
            "search_list": self.conversations.search.setFocus,
            "stop": self._stop_or_leave,
            "regenerate": self._ask_again,
            "copy_answer": self._copy_answer,
            "read_aloud": self._read_last_aloud,
            "toggle_side": self._evidence.toggle,
        }

    def remembered(self) -> dict[str, object]:
        """The panes, and what was typed and not sent."""
        drafts = {str(key): text for key, text in self._state.drafts.items() if text.strip()}
        return {**super().remembered(), "drafts": drafts, "folders": sorted(self._state.open_folders)}

    def restore(self, remembered: dict[str, object]) -> None:
        """Take up what `remembered` gave."""
        super().restore(remembered)
        drafts = remembered.get("drafts")
        if self.built and isinstance(drafts, dict):
            self._apply(changes.DraftsRecalled({int(key): str(text) for key, text in drafts.items()}))
        folders = remembered.get("folders")
        if self.built and isinstance(folders, list):
            self._apply(*(changes.FolderUnfolded(str(name)) for name in folders))

    def _connect(self) -> None:
        self._connect_conversations()
        self._connect_composer()
        self._connect_thread()
        self._connect_sources()
        self._connect_welcome()
        self._show(AskState(key=0))

    def _connect_conversations(self) -> None:
        self._actions = ConversationActions(self._services.history, self.frame, self.conversations)
        self.conversations.tabs.chosen.connect(lambda place: self.frame.go(place, None))
        self.conversations.chosen.connect(self._choose)
        self.conversations.new_wanted.connect(self._begin_new)
        self.conversations.searched.connect(self._search)
        self.conversations.unfolded.connect(lambda name: self._apply(changes.FolderUnfolded(str(name))))
        self.conversations.delete_wanted.connect(self._delete)
        self._actions.changed.connect(self._list_conversations)
        self._actions.deleted.connect(lambda ids: self._apply(*map(changes.Deleted, ids)))
        self._actions.failed.connect(self.banner.show_message)

    def _connect_composer(self) -> None:
        self.composer.sent.connect(lambda text: self._ask(text, self._state.editing_turn_id))
        self.composer.typed.connect(lambda text: self._apply(changes.DraftTyped(text)))
        self.composer.typed.connect(lambda _text: self._services.following.user_is_busy())
        self.composer.stop_wanted.connect(self._stop)
        self.composer.picture_removed.connect(lambda number: self._apply(changes.PictureRemoved(number)))
        self.composer.last_wanted.connect(self._edit_last)
        self.composer.edit_given_up.connect(lambda: self._apply(changes.EditGivenUp()))
        self._pictures = PictureActions(self._services.pictures, self.frame, self.composer, lambda: self._state)
        self._pictures.begun.connect(self.banner.clear)
        self._pictures.attached.connect(self._apply)
        self._pictures.failed.connect(self.banner.show_message)
        self._scope = ScopeActions(self._services, self.frame, self.composer)
        self._scope.changed.connect(lambda changed: self._apply(*changed))
        self._scope.failed.connect(self.banner.show_message)
        self.composer.model.answerer_chosen.connect(lambda chosen: self._apply(changes.AnswererChosen(chosen)))

    def _connect_thread(self) -> None:
        for wish in (self.composer.model.models_wanted, self.thread_view.models_wanted):
            wish.connect(lambda: self.frame.go("models", None))
        self.thread_view.edit_wanted.connect(self._edit)
        self.thread_view.change_wanted.connect(self._edit)
        self.thread_view.again_wanted.connect(self._ask_again)
        self.thread_view.problems_wanted.connect(lambda: self.frame.go("library", ShowProblems()))
        self.thread_view.copied.connect(self._copy)
        self.thread_view.picture_opened.connect(self._pictures.show_larger)
        self.thread_view.save_wanted.connect(self._save)
        self.thread_view.aloud_wanted.connect(self._read_aloud)
        self.saving = DocumentSaving(self._services.made_documents, self.frame, self)
        self.saving.failed.connect(self.banner.show_message)
        self.saving.saved.connect(lambda turn_id, answer: self._apply(changes.AnswerChanged(turn_id, answer)))
        self.thread_view.refuse_saving(self._services.permissions.reason("export.allowed"))
        self.thread_view.document_wanted.connect(
            lambda turn_id, call: self.saving.ask_where(self._state.key, turn_id, call)
        )

    def _connect_sources(self) -> None:
        passages = self._services.meeting_passages
        self._evidence = SourcesActions(self.sources, self.thread_view, self.frame, passages, lambda: self._state)
        self._evidence.changed.connect(self._apply)
        self.sources.viewer.connect_aloud(self.frame.aloud)
        self._evidence.left.connect(self.composer.setFocus)
        self._evidence.opening.failed.connect(self.banner.show_message)

    def _connect_welcome(self) -> None:
        self.welcome.example_chosen.connect(lambda text: self._ask(text, None))
        self.welcome.files_wanted.connect(lambda: choose_files(self, self._add))
        self.welcome.folder_wanted.connect(lambda: choose_folder(self, self._add))
        self.welcome.chats_wanted.connect(lambda: self.frame.go("settings", ImportChats()))
        self._samples = SampleActions(self._services, self.frame, self.welcome, self)
        self._samples.changed.connect(self._read_surroundings)
        self._samples.deleted.connect(lambda one: self._apply(changes.Deleted(one)))
        self._samples.conversations_changed.connect(self._list_conversations)
        self._samples.failed.connect(self.banner.show_message)
        self._samples.ready.connect(self._ask_samples)

    def _show(self, before: AskState) -> None:
        """Show the state; what is the same object as before is not looked at."""
        state = self._state
        if _listing(state) != _listing(before):
            self.conversations.show_state(state)
        self._pane.show_state(state, before)
        self._scope.show_scope(state.scope)
        self.sources.show_sources(sources(state), state.source, explained=evidence(state) is not None)
        self.sources.setVisible(state.sources_turn_id is not None)
        if state.source is not None and before.source is None:
            self.widen_side(self.sources, PAGE_WIDTH)

    # Asking

    def _ask(self, text: str, from_turn_id: int | None, reach: Reach | None = None) -> None:
        before = self._state
        self._apply(changes.Sent(text, from_turn_id, reach))
        asking = self._state.asking
        if asking is None or before.asking is not None:
            return
        self.banner.clear()
        work = partial(answering_events, self._services.answering, asking)
        job: JobHandle = self.frame.jobs.start(
            self, self._services.lanes.ask, work, self._happened, lambda sentence: self._ended(job, sentence)
        )
        self._job = job

    def _happened(self, events: tuple[Event, ...]) -> None:
        self._apply(*events)
        if any(isinstance(event, Answered) for event in events):
            self._list_conversations()
            self._read_turns(self._state.key)
            self.frame.notify(self.tr("Your question has been answered."))

    def _ended(self, job: JobHandle, sentence: str | None) -> None:
        """What is left to do once a job is over, unless the next question was sent after its answer."""
        if job is not self._job:
            return
        self._job = None
        asking = self._state.asking
        self._apply(changes.Ended(sentence))
        if asking is None:
            return
        self._list_conversations()
        if asking.key > 0:
            self._read_turns(asking.key)
        else:
            history = self._services.history
            self.ask_service(lambda: kept_question(history, asking), lambda kept: self._apply(*kept))

    def _ask_samples(self, question: str) -> None:
        """Show what asking is like, unless the user has begun something else meanwhile."""
        if self._state.asking is None and not self._state.turns and not self._state.draft:
            self._apply(changes.ScopeChosen(changes.EVERYTHING))
            self._ask(question, None)
        words = self.tr("The sample documents are in your library now.")
        self.banner.show_message(words, "info", self.tr("Remove the samples"), self._samples.remove)

    def _stop(self) -> None:
        if self._job is not None:
            self._apply(changes.StopPressed())
            self._job.cancel()

    def _stop_or_leave(self) -> None:
        if self._state.asking is not None:
            self._stop()
        elif self._state.editing_turn_id is not None:
            self._apply(changes.EditGivenUp())
        self.composer.setFocus()

    def _ask_again(self) -> None:
        failure, last = self._state.failure, self._state.last_question
        if failure is not None and failure.key == self._state.key and (last is None or last.text != failure.question):
            self._ask(failure.question, None, self._state.reach_again)
        elif last is not None:
            self._ask(last.text, last.id, self._state.reach_again)

    def _edit_last(self) -> None:
        if self._state.last_question is not None:
            self._edit(self._state.last_question.id)

    def _edit(self, turn_id: int, text: str = "") -> None:
        self._apply(changes.EditBegun(turn_id, text))
        self.composer.setFocus()

    def _copy_answer(self) -> None:
        answer = self.thread_view.last_answer
        if answer is not None:
            self._copy(with_sources(answer, self.tr("page")))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.frame.toast(self.tr("Copied."), "", None)

    def _read_last_aloud(self) -> None:
        if (last := self.thread_view.last_answer_view) is not None:
            self._read_aloud(last)

    def _read_aloud(self, answer: AnswerView) -> None:
        self.frame.aloud.toggle(answer, answer.text.spoken(), answer.show_saying)

    def _save(self, turn_id: int) -> None:
        self.ask_service(partial(save_question, self._services, self._state, turn_id), self._tell_saved)

    def _tell_saved(self, saved: SavedQuestion) -> None:
        show = partial(self.frame.go, "saved", ShowSaved(saved.name))
        self.frame.toast(self.tr("Saved as “{name}”.").format(name=saved.name), self.tr("Show"), show)

    # Conversations

    def _begin_new(self) -> None:
        self._apply(changes.NewChosen())
        self.composer.setFocus()

    def _choose(self, key: int) -> None:
        self._apply(changes.Chosen(key))
        self._read_turns(key)

    def _delete(self, conversation_ids: list[int]) -> None:
        if self._state.asking is not None and self._state.asking.key in conversation_ids:
            self.banner.show_message(self.tr("This conversation is being answered; stop the answer first."), "info")
        else:
            self._actions.delete(conversation_ids)

    def _search(self, text: str) -> None:
        self._apply(changes.SearchTyped(text))
        self._list_conversations()

    # Reading

    def _list_conversations(self) -> None:
        search = self._state.search
        self.ask_service(
            lambda: tuple(self._services.history.conversations(search)),
            lambda found: self._apply(changes.Listed(found)),
            replaces="list",
        )

    def _read_turns(self, key: int) -> None:
        if key > 0:
            self.ask_service(partial(read_turns, self._services, key), self._apply, replaces="turns")

    def _read_surroundings(self) -> None:
        self.ask_service(
            partial(surroundings, self._services), lambda found: self._apply(*found), replaces="surroundings"
        )

    def _add(self, paths: tuple[Path, ...]) -> None:
        self.frame.go("library", AddFiles(paths))


def _listing(state: AskState) -> tuple[object, ...]:
    """What the list of conversations shows."""
    return state.conversations, state.open_folders, state.search, state.key, state.asking and state.asking.key
