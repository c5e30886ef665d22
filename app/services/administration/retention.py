"""What is kept for so many days only, by the administrator's policy, and erased when Alcove starts."""

import logging
from datetime import timedelta

from app.core.administration.policy import Policy
from app.core.clock import utc_before
from app.core.errors import UserError
from app.services.chats.history import History
from app.services.meetings.meetings import MeetingService
from app.storage.audit import Audit

_log = logging.getLogger(__name__)


class Retention:
    """Erases what is older than the policy's `retention.*` rules allow, and tells the audit log."""

    def __init__(self, policy: Policy, meetings: MeetingService, history: History, audit: Audit) -> None:
        self._policy = policy
        self._meetings = meetings
        self._history = history
        self._audit = audit

    def erase_expired(self) -> None:
        """Erase it now. What cannot be erased, a meeting that is being recorded above all, waits for the next start."""
        if before := self._before("retention.meetings_days"):
            expired = [one.id for one in self._meetings.transcripts() if one.created_at < before]
            erased = sum(self._erased(transcript_id) for transcript_id in expired)
            self._tell("meetings", erased)
        if before := self._before("retention.conversations_days"):
            if old := self._history.at_rest_since(before):
                self._history.delete(old)
                self._history.purge()
            self._tell("conversations", len(old))
        if before := self._before("retention.audit_days"):
            self._audit.shorten(before)

    def _before(self, rule: str) -> str:
        """The time before which things go, "" where they are kept."""
        days = int(str(self._policy.value(rule)))
        return utc_before(timedelta(days=days)) if days else ""

    def _erased(self, transcript_id: int) -> bool:
        try:
            self._meetings.delete(transcript_id)
        except UserError as error:
            _log.warning("a meeting that is older than the policy allows could not be erased yet: %s", error)
            return False
        return True

    def _tell(self, what: str, count: int) -> None:
        if count:
            self._audit.record("erased by retention", what=what, count=count)
