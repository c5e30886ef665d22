"""`alcove audit`."""

import argparse
import csv
import io

from app.cli.output import Output
from app.services.administration.administration import Administration
from app.services.application import Application

_COLUMNS = ("number", "time", "what", "details", "text", "hash")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def run(application: Application, arguments: argparse.Namespace, output: Output) -> int:
    """Verify the audit log, or print its entries."""
    if arguments.action == "verify":
        return _verify(application, output)
    if arguments.format == "csv" and not output.as_json:
        output.text(_table(application.administration))
        return 0
    for entry in application.administration.audit_entries():
        output.value(entry)
    return 0


def _verify(application: Application, output: Output) -> int:
    problem = application.administration.verify_audit()
    intact = "The audit log is intact: no entry was changed, removed or added out of order."
    output.result({"intact": problem is None, "problem": problem}, problem or intact)
    return 1 if problem else 0


def _table(administration: Administration) -> str:
    """The entries for a spreadsheet (RFC 4180), in which a text stays a text whatever it begins with."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(_COLUMNS)
    for entry in administration.audit_entries():
        details = "; ".join(f"{name}={value}" for name, value in entry.fields.items())
        text = f"'{entry.text}" if entry.text.startswith(_FORMULA) else entry.text
        writer.writerow((entry.sequence, entry.at, entry.kind, details, text, entry.hash))
    return table.getvalue()
