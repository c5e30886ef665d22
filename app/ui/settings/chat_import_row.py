"""Conversations of other programs: looked for on this computer, or taken from the files that were exported."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.core.events import ChatsBrought, Event, Failed, Progress
from app.ui.job_bridge import JobHandle
from app.ui.tokens import Space
from app.ui.view import Frame
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import button
from app.ui.widgets.file_dialogs import choose_files
from app.ui.widgets.layouts import column
from app.ui.widgets.progress_row import ProgressRow
from app.ui.widgets.section import FormRow

if TYPE_CHECKING:
    from app.services.application import Application


class ChatImportRow(QWidget):
    """A row with both ways, what comes of them below it, and the way back."""

    def __init__(self, services: "Application", frame: Frame, parent: QWidget) -> None:
        super().__init__(parent)
        self._imports = services.chat_imports
        self._history = services.history
        self._lane = services.lanes.backup
        self._frame = frame
        self._job: JobHandle | None = None
        self._events: list[ChatsBrought | Failed] = []
        self.look_here = button(self.tr("Look on this computer"), self.bring_what_is_here, parent=self)
        self.choose = button(self.tr("Choose files…"), self._choose, parent=self)
        explanation = self.tr(
            "GPT4All and Jan keep their conversations on this computer. From ChatGPT take the ZIP file of its export, from "
            "Open WebUI the exported chats. They come into a folder of their program's name, and nothing comes twice."
        )
        line = FormRow(self.tr("Bring conversations along"), explanation, self.choose, self, self.look_here)
        self._progress = ProgressRow(self)
        self._progress.cancel_wanted.connect(self._cancel)
        self.banner = Banner(self)
        self.setLayout(column(line, self._progress, self.banner, space=Space.SMALL))
        self.setFocusProxy(self.look_here)

    def bring_what_is_here(self) -> None:
        """Take what GPT4All and Jan keep on this computer."""
        self._frame.jobs.run_once(self, self._imports.here, self._bring_found, self.banner.show_message)

    def bring(self, paths: tuple[Path, ...]) -> None:
        """Take these files."""
        if self._job is not None:
            return
        self.banner.clear()
        self._events.clear()
        self._enable(False)
        self._job = self._frame.jobs.start(self, self._lane, partial(self._imports.add, paths), self._see, self._end)

    def _choose(self) -> None:
        files = self.tr("Exported conversations ({endings})").format(endings="*.zip *.json *.jsonl *.chat")
        choose_files(self, self.bring, self.tr("Bring conversations along"), files)

    def _bring_found(self, folders: tuple[Path, ...]) -> None:
        if folders:
            self.bring(folders)
        else:
            self.banner.show_message(self.tr("GPT4All and Jan keep no conversations on this computer."), "info")

    def _see(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Progress):
                self._progress.show_progress(event)
            elif isinstance(event, ChatsBrought | Failed):
                self._events.append(event)

    def _end(self, sentence: str | None) -> None:
        self._job = None
        self._progress.finish()
        self._enable(True)
        brought = [one for one in self._events if isinstance(one, ChatsBrought)]
        failed = [one for one in self._events if isinstance(one, Failed)]
        ids = tuple(number for one in brought for number in one.conversation_ids)
        told = [*map(self._told, brought), *(f"{Path(one.path).name}: {one.reason}" for one in failed)]
        text = "\n".join(filter(None, (*told, sentence)))
        if text:
            wrong = bool(failed or sentence)
            undo = self.tr("Undo") if ids else ""
            self.banner.show_message(text, "warning" if wrong else "success", undo, partial(self._take_back, ids))

    def _told(self, brought: ChatsBrought) -> str:
        new = self.tr("%n conversation(s) came into the folder “{folder}”.", "", len(brought.conversation_ids))
        told = (
            (len(brought.conversation_ids), new.format(folder=brought.folder)),
            (
                brought.beside,
                self.tr("Beside an earlier version that differs: %n conversation(s).", "", brought.beside),
            ),
            (brought.continued, self.tr("Continued: %n conversation(s).", "", brought.continued)),
            (brought.known, self.tr("Here already: %n conversation(s).", "", brought.known)),
            (brought.left_out, self.tr("Left out: %n other version(s) of messages.", "", brought.left_out)),
        )
        return " ".join(sentence for count, sentence in told if count)

    def _take_back(self, conversation_ids: tuple[int, ...]) -> None:
        taken = self.tr("The new ones were taken out again.")
        self._frame.jobs.run_once(
            self,
            partial(self._history.delete, conversation_ids),
            lambda _token: self.banner.show_message(taken, "info"),
            self.banner.show_message,
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _enable(self, enabled: bool) -> None:
        self.choose.setEnabled(enabled)
        self.look_here.setEnabled(enabled)
