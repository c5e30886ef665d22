"""`alcove models adapters`."""

import argparse

from app.cli.output import Output
from app.core.models.adapters import bases_of
from app.core.models.model import Role
from app.services.application import Application


def adapters(application: Application, arguments: argparse.Namespace, output: Output) -> int:
    """Use an adapter, change its strength or do without; then say which there are and which is in use."""
    catalogue = application.catalogue
    if arguments.id is not None:
        catalogue.choose(Role.ADAPTER, arguments.id)
    if arguments.scale is not None:
        catalogue.scale_adapter(arguments.scale)
    if arguments.off:
        catalogue.choose_by_itself(Role.ADAPTER)
    scale = catalogue.adapter_scale
    found = [state for state in catalogue.models() if state.model.role is Role.ADAPTER]
    for state in found:
        bases = bases_of(state.model)
        in_use = {"in_use": state.chosen, "scale": scale if state.chosen else None}
        marks = ", ".join(filter(None, (f"in use, scale {scale:g}" if state.chosen else "", state.reason)))
        output.result(
            {"id": state.model.id, "models": bases, **in_use, "reason": state.reason},
            f"{state.model.id:45} for {', '.join(bases)}  {marks}".rstrip(),
        )
    if not found:
        output.message("There are no adapters here; take one in with: alcove models import FILE")
    return 0
