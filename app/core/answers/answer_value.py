"""A checked answer in the form that other programs rely on: the command line's `--json`, and the local API."""

from typing import Any

from app.core.asking.conversations import Answer
from app.core.tools.tools import Call


def answer_value(answer: Answer) -> dict[str, Any]:
    """An answer in the form other programs rely on."""
    return {
        "answer": answer.text,
        "sentences": [
            {"text": sentence.text, "support": sentence.support, "citations": sentence.citations}
            for sentence in answer.sentences
        ],
        "citations": [
            {
                "n": citation.n,
                "path": citation.path,
                "page": citation.page,
                "label": citation.label,
                "start": citation.start,
                "end": citation.end,
                "quote": citation.quote,
            }
            for citation in answer.citations
        ],
        "declined": answer.declined,
        **({"stopped": True} if answer.stopped else {}),
        "coverage": answer.coverage,
        "timings_ms": answer.timings_ms,
        "tokens": answer.tokens,
        "model": answer.model,
        **({"model_reason": answer.model_reason} if answer.model_reason else {}),
        **({"disclaimer": answer.disclaimer} if answer.disclaimer else {}),
        **({"note": answer.note} if answer.note else {}),
        **({"thought": answer.thought} if answer.thought else {}),
        **({"calls": [_call_value(call) for call in answer.calls]} if answer.calls else {}),
    }


def _call_value(call: Call) -> dict[str, Any]:
    return {
        "tool": call.tool,
        "arguments": call.given,
        "result": call.result,
        "failed": call.failed,
        "offered": call.offered,
    }
