"""`alcove questions`: what was saved is listed, asked again and removed."""

import argparse

from app.cli.handing_on import meetings_handed_on
from app.cli.output import Output
from app.core.asking.saved_questions import Difference, SavedQuestion
from app.core.cancel import CancelToken
from app.core.events import Compared, Failed, Progress
from app.services.application import Application


def run(application: Application, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """List, run or remove; exit code 1 where a question could not be answered."""
    saved = application.saved_questions
    if arguments.action == "list":
        return _list(saved.questions(), output)
    if arguments.action == "remove":
        saved.remove(arguments.name)
        output.message(f"{arguments.name} was removed.")
        return 0
    failed = 0
    for event in saved.run_all(cancel, arguments.names or None, meetings_handed_on(application, output)):
        if isinstance(event, Compared):
            _tell(event, output)
        elif isinstance(event, Failed):
            failed += 1
            output.message(f"{event.path}: {event.reason}")
        elif isinstance(event, Progress) and event.unit == "questions":
            output.event(event)
    return 1 if failed else 0


def _list(questions: list[SavedQuestion], output: Output) -> int:
    for one in questions:
        where, when = one.collection or "all documents", one.answered_at or "never run"
        output.result(one, f"{one.name}: {one.text}  [{where}, {when}]")
    return 0


def _tell(compared: Compared, output: Output) -> None:
    if output.as_json:
        changes = compared.difference
        output.value(
            {
                "name": compared.question.name,
                "answer": compared.answer.text,
                "changed": changes.changed,
                "changes": changes,
            }
        )
        return
    output.line(f"{compared.question.name}: {_verdict(compared.difference)}")
    for mark, texts in (("-", compared.difference.no_longer_said), ("+", compared.difference.said)):
        for text in texts:
            output.line(f"  {mark} {text}")
    for words, titles in (
        ("new source", compared.difference.new_sources),
        ("no longer a source", compared.difference.gone_sources),
    ):
        for title in titles:
            output.line(f"  {words}: {title}")
    if compared.difference.first or compared.difference.withheld:
        output.line(f"  {compared.answer.text}")


def _verdict(changes: Difference) -> str:
    if changes.first:
        return "answered for the first time"
    if changes.withheld:
        return "answered; not compared, as the answer before rests on a meeting"
    model = f" (before: {changes.other_model})" if changes.other_model else ""
    return f"{'changed' if changes.changed else 'as before'}{model}"
