"""Forgetting for good, from any view: asked first, done on another thread, and the receipt told in words."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.core.administration.receipts import Receipt
from app.core.cancel import CancelToken
from app.core.events import Event, Progress
from app.ui import wording
from app.ui.job_bridge import JobBridge
from app.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from app.services.administration.forgetting import Forgets
    from app.services.jobs import Lane


def ask_to_forget(
    view: QWidget,
    jobs: JobBridge,
    lane: "Lane",
    banner: Banner,
    question: str,
    forget: Callable[[CancelToken], "Forgets"],
    then: Callable[[], object],
) -> None:
    """Ask in the view's banner, naming what goes; once that is confirmed forget it, tell the receipt, and go on."""

    def act() -> None:
        receipts: list[Receipt] = []

        def work(cancel: CancelToken) -> Iterator[Event]:
            receipts.append((yield from forget(cancel)))

        def end(sentence: str | None) -> None:
            if sentence is not None:
                banner.show_message(sentence or _tr("Nothing was forgotten."), "danger" if sentence else "info")
                return
            told = receipts[0]
            kind = "warning" if told.out_of_reach else "success"
            banner.show_message(receipt_words(told), kind if told.proven else "danger")
            then()

        banner.show_message(_tr("Forgetting, and looking everywhere afterwards…"), "info")
        handle = jobs.start(view, lane, work, lambda events: _tell(events, banner, handle.cancel), end)

    banner.show_message(question, "warning", _tr("Forget for good"), act)
    banner.focus_action()


def _tell(events: Iterable[Event], banner: Banner, cancel: Callable[[], object]) -> None:
    """How far it is with the backups, which may be large, and a way to leave the others as they are."""
    for event in events:
        if isinstance(event, Progress):
            parts = (event.activity, event.detail, wording.amount(event) if event.total else "")
            banner.show_message(wording.joined(parts), "info", _tr("Leave the backups"), cancel)


def receipt_words(receipt: Receipt) -> str:
    """What a receipt says, in sentences."""
    parts = [_tr("Forgotten: {rows} entries of the vault.").format(rows=wording.number(sum(receipt.removed.values())))]
    if receipt.proven and not receipt.canaries:
        parts.append(_tr("It held no phrase that stands nowhere else; what was kept of it alone is gone."))
    elif receipt.proven:
        looked = _tr("Afterwards nothing of it was found in {places} places of the vault, nor by searching.")
        parts.append(looked.format(places=wording.number(receipt.places)))
    else:
        left = ", ".join(sorted(receipt.traces))
        parts.append(_tr("Something of it still stands in: {left}. Delete that by hand.").format(left=left))
    if receipt.mentions:
        mentions = _tr("The name still stands {count} times in what others said or wrote.")
        parts.append(mentions.format(count=wording.number(receipt.mentions)))
    if receipt.out_of_reach:
        away = _tr("These backups were not looked into and may hold it still: {paths}.")
        parts.append(away.format(paths=", ".join(receipt.out_of_reach)))
    return " ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("forgetting", text)
