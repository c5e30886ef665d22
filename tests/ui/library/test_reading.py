"""New documents go into the collection in sight, or into the one the settings name."""

from pathlib import Path

from app.core.cancel import CancelToken
from app.services.application import Application
from app.ui.library.reading import adding


def test_documents_go_where_the_user_wants_them(services: Application, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("The kiln is fired on Mondays.")
    (tmp_path / "two.md").write_text("The loom is oiled on Fridays.")
    services.settings.set("library.default_collection", "Papers")
    try:
        list(adding(services, [tmp_path / "one.md"], None, CancelToken()))
        list(adding(services, [tmp_path / "two.md"], "Contracts", CancelToken()))
    finally:
        services.settings.reset("library.default_collection")
    found = {Path(each.path).name: each.collection for each in services.library.documents()}
    assert (found["one.md"], found["two.md"]) == ("Papers", "Contracts")
