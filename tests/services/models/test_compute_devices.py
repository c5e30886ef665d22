"""The device that was wished for computes, until it fails; then the processor does, and that is remembered."""

from collections.abc import Callable

import pytest

from app.core.errors import UserError, WorkerCrashed, WorkerError
from app.core.models.devices import Device
from app.services.models.compute_devices import ComputeDevices
from app.storage.database import Database
from app.storage.settings import Settings

CARD = Device("Vulkan0", "AMD Radeon RX 6600", 8 << 30, 7 << 30)
SOFTWARE = Device("Vulkan1", "llvmpipe (LLVM 15.0.6, 256 bits)", 24 << 30, 24 << 30)


def both() -> tuple[Device, ...]:
    return CARD, SOFTWARE


@pytest.fixture
def opened(database: Database) -> Callable[..., ComputeDevices]:
    """As after a start: what was remembered is known."""

    def opened(listed: Callable[[], tuple[Device, ...]] = both, possible: bool = True) -> ComputeDevices:
        return ComputeDevices(Settings(database), lambda: possible, listed)

    return opened


Opened = Callable[..., ComputeDevices]


def never() -> tuple[Device, ...]:
    raise AssertionError("the drivers were asked")


def test_without_a_backend_no_driver_is_asked(opened: Opened) -> None:
    devices = opened(never, possible=False)
    assert devices.used() is None
    assert devices.state().devices == ()
    assert not devices.state().possible


def test_nor_where_the_processor_is_wished_for(opened: Opened) -> None:
    opened().choose("cpu")
    assert opened(never).used() is None


def test_a_card_is_used_by_itself_and_a_program_in_its_place_only_by_name(opened: Opened) -> None:
    assert opened().used() == CARD
    assert opened(lambda: (SOFTWARE,)).used() is None
    opened().choose("Vulkan1")
    assert opened().used() == SOFTWARE


def test_one_that_is_not_here_cannot_be_chosen(opened: Opened) -> None:
    with pytest.raises(UserError, match=r"no device 'CUDA0' on this machine"):
        opened().choose("CUDA0")
    assert opened().wish == "auto"


def test_one_that_failed_is_not_tried_after_a_start_until_it_is_chosen_again(opened: Opened) -> None:
    opened().failed(CARD.told, "The generate process stopped.")
    assert opened().used() is None
    (card, _) = opened().state().devices
    assert (card.used, card.failure) == (False, "The generate process stopped.")
    opened().choose("auto")
    assert opened().used() == CARD
    assert opened().state().devices[0].failure == ""


def test_another_card_under_the_same_name_has_not_failed(opened: Opened) -> None:
    opened().failed(CARD.told, "The generate process stopped.")
    exchanged = Device("Vulkan0", "AMD Radeon RX 9070", 16 << 30, 15 << 30)
    assert opened(lambda: (exchanged,)).used() == exchanged


def test_drivers_that_crash_twice_are_not_asked_again_until_the_user_says_so(opened: Opened) -> None:
    asked = []

    def crash() -> tuple[Device, ...]:
        asked.append(1)
        raise WorkerCrashed("The generate process stopped unexpectedly (signal 11).", -11)

    assert opened(crash).used() is None
    assert len(asked) == 2
    assert "signal 11" in opened(never).state().failure
    assert opened(never).used() is None
    opened().choose("auto")
    assert opened().used() == CARD


def test_one_crash_that_does_not_come_again_is_no_drivers_fault(opened: Opened) -> None:
    answers = iter([WorkerCrashed("The generate process stopped unexpectedly (signal 9).", -9), both()])

    def once() -> tuple[Device, ...]:
        if isinstance(answer := next(answers), Exception):
            raise answer
        return answer

    assert opened(once).used() == CARD


def test_to_be_closing_is_no_drivers_fault(opened: Opened) -> None:
    def closing() -> tuple[Device, ...]:
        raise WorkerError("Alcove is closing.")

    assert opened(closing).used() is None
    assert opened().used() == CARD


def test_what_is_told_of_it_asks_the_drivers_once_until_something_else_is_wished_for_or_fails(opened: Opened) -> None:
    asked: list[int] = []

    def listed() -> tuple[Device, ...]:
        asked.append(1)
        return both()

    devices = opened(listed)
    assert [devices.used_told() for _ in range(3)] == [CARD.told] * 3
    assert len(asked) == 1
    devices.failed(CARD.told, "The generate process stopped.")
    assert devices.used_told() == ""
    devices.choose("Vulkan1")
    assert devices.used_told() == SOFTWARE.told
    assert opened(never, possible=False).used_told() == ""
