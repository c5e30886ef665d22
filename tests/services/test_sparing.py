"""Battery and heat obeyed: in field mode only, until the user wants otherwise, and never for long out of date."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.power import Battery, Heat, Strain
from app.services.quiet import ON_BATTERY, Quiet
from app.services.sparing import WAITING, Sparing
from app.storage.database import Database
from app.storage.settings import Settings

LOW = Battery(0.2, discharging=True)
WELL = Battery(0.9, discharging=True)


class Field:
    """A computer whose battery, heat and clock are the test's."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder / "vault.db", b"k" * 32)
        self.settings = Settings(self.database)
        self.settings.set("field.mode", True)
        self.battery, self.heat, self.now = LOW, Heat(), 0.0
        self.held: list[bool] = []
        self.was_held = threading.Event()
        self.sparing = Sparing(self.settings, lambda: self.battery, lambda: self.heat, self.hold, lambda: self.now)

    def hold(self, held: bool) -> None:
        self.held.append(held)
        self.was_held.set()

    def later(self, battery: Battery = WELL, heat: Heat | None = None) -> None:
        self.battery, self.heat = battery, heat or Heat()
        self.now += 10


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Field]:
    made = Field(tmp_path)
    yield made
    made.sparing.close()
    made.database.close()


def test_a_low_battery_is_a_reason_to_wait_and_so_is_heat(field: Field) -> None:
    assert field.sparing.reason() == WAITING[Strain.LOW_BATTERY]
    field.later(WELL, Heat(90.0))
    assert field.sparing.reason() == WAITING[Strain.HEAT]
    field.settings.set("field.hottest", 95)
    assert field.sparing.reason() == ""
    field.settings.set("answer.low_battery", 95)
    assert field.sparing.reason() == WAITING[Strain.LOW_BATTERY]


def test_outside_field_mode_nothing_waits_for_it(field: Field) -> None:
    field.settings.set("field.mode", False)
    assert (field.sparing.strain(), field.sparing.reason()) == (Strain.NONE, "")
    assert field.sparing.condition().battery == LOW, "it is known all the same"


def test_the_system_is_asked_once_in_a_while(field: Field) -> None:
    assert field.sparing.strain() is Strain.LOW_BATTERY
    field.battery = WELL
    assert field.sparing.strain() is Strain.LOW_BATTERY
    field.now += 5
    assert field.sparing.strain() is Strain.NONE


def test_the_user_can_have_everything_go_on_until_the_limit_is_passed_anew(field: Field) -> None:
    field.sparing.go_on()
    assert field.sparing.strain() is Strain.NONE
    field.later(LOW)
    assert field.sparing.strain() is Strain.NONE
    field.later(WELL)
    assert field.sparing.strain() is Strain.NONE
    field.later(LOW)
    assert field.sparing.strain() is Strain.LOW_BATTERY


def test_what_runs_by_itself_is_told_once_to_wait_and_once_to_go_on(field: Field) -> None:
    for _look in range(2):
        field.sparing.look()
    assert field.held == [True]
    field.later(WELL)
    for _look in range(2):
        field.sparing.look()
    assert field.held == [True, False]


def test_it_looks_by_itself_as_soon_as_field_mode_is_on(field: Field) -> None:
    field.settings.set("field.mode", False)
    field.sparing.start()
    field.settings.set("field.mode", True)
    assert field.was_held.wait(60)
    assert field.held == [True]


def test_following_and_backups_wait_for_it_even_where_the_battery_alone_is_no_reason(field: Field) -> None:
    quiet = Quiet(lambda: False, lambda: True, lambda: False, spared=field.sparing.reason)
    assert quiet.reason() == WAITING[Strain.LOW_BATTERY]
    field.later(WELL)
    assert quiet.reason() == ""
    heeding = Quiet(lambda: True, lambda: True, lambda: False, spared=field.sparing.reason)
    assert heeding.reason() == ON_BATTERY
