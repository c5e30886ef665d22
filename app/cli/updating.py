"""`alcove update`."""

import argparse
from pathlib import Path

from app.cli.output import Output
from app.core.cancel import CancelToken
from app.services.administration.updating import Updating


def update(updating: Updating, arguments: argparse.Namespace, output: Output, cancel: CancelToken) -> int:
    """Install another version from a file, or say which newer one the organization's folder has."""
    if arguments.look:
        offer = updating.offered()
        output.result(offer, f"Alcove {offer.version} lies in {offer.path}; install it with: alcove update")
        return 0
    given: Path | None = arguments.path
    source = arguments.working_directory / given if given is not None else Path(updating.offered().path)
    for event in updating.install(source, arguments.older, cancel):
        output.event(event)
    if output.as_json:
        output.value({"installed": source, "version": updating.version()})
    return 0
