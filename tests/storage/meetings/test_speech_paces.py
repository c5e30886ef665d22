"""How long recordings took with which speech model."""

from pathlib import Path

from app.storage.database import Database
from app.storage.meetings.speech_paces import SpeechPaces


def test_the_median_of_the_latest_five_of_each_model_counts(tmp_path: Path) -> None:
    database = Database(tmp_path / "vault.db", bytes(32))
    paces = SpeechPaces(database)
    assert paces.measured() == {}
    for share in (9.0, 9.0, 9.0, 9.0, 0.1, 0.2, 0.3, 0.4, 5.0):
        paces.add("base", share)
    assert paces.measured() == {"base": 0.3}
    database.close()


def test_a_model_is_judged_from_its_third_recording_on(tmp_path: Path) -> None:
    database = Database(tmp_path / "vault.db", bytes(32))
    paces = SpeechPaces(database)
    for share in (4.0, 0.2):
        paces.add("base", share)
        assert paces.measured() == {}
    paces.add("base", 0.3)
    assert paces.measured() == {"base": 0.3}
    database.close()
