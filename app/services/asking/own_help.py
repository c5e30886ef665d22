"""Answers about Alcove itself, from the help that comes with it."""

import time
from pathlib import Path

from app.core.answers.judgement import plain
from app.core.asking.conversations import Answer, Timings
from app.core.asking.exhaustive import Reach
from app.core.asking.own_help import OWN_HELP, HelpTopic, parse_topics, told, topic_of
from app.services.asking.questions import Question
from app.services.asking.whole_reading import Scope


class OwnHelp:
    """Answers where a question is about Alcove and about nothing else."""

    def __init__(self, topics: tuple[HelpTopic, ...]) -> None:
        self._topics = topics

    def answer(self, question: Question, scope: Scope, started: float) -> Answer | None:
        """What the help says, marked as such; None for a question that is for the documents or for a model.

        Where the user has chosen what is searched, or how much of it, the documents are meant. `started` is when it was
        asked (a monotonic time).
        """
        if scope.document_ids is not None or question.reach is not Reach.AUTOMATIC or question.pictures:
            return None
        topic = topic_of(question.text, self._topics)
        if topic is None or (not question.use_documents if topic.small_talk else question.collection is not None):
            return None
        judged = plain(told(topic, question.text))
        took = Timings(total=(time.monotonic() - started) * 1000)
        return Answer(judged.text, judged.sentences, timings_ms=took, model=OWN_HELP)


def own_help(resources: Path) -> OwnHelp:
    """The help among the files that come with Alcove."""
    return OwnHelp(parse_topics((resources / "help" / "topics.toml").read_text(encoding="utf-8")))
