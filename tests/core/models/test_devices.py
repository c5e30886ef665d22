"""Which device computes answers, of those that the drivers report."""

import pytest

from app.core.models.devices import Device, device_for
from app.core.models.fit import DEVICE_SPARE_BYTES, EVERY_LAYER, SPARE_BYTES, MemoryNeed, plan

CARD = Device("Vulkan0", "AMD Radeon RX 6600", 8 << 30, 7 << 30)
LARGER = Device("Vulkan1", "NVIDIA GeForce RTX 4090", 24 << 30, 23 << 30)
INTEGRATED = Device("Vulkan0", "Intel(R) UHD Graphics", 16 << 30, 16 << 30, integrated=True)
SOFTWARE = Device("Vulkan0", "llvmpipe (LLVM 15.0.6, 256 bits)", 24 << 30, 24 << 30)
NEED = MemoryNeed(1_200_000_000, 100_000, 53_000, weights_bytes=1_000_000_000, layers=20)


def test_by_itself_the_card_with_the_most_memory_is_taken() -> None:
    assert device_for("auto", (CARD, LARGER)) == LARGER


@pytest.mark.parametrize("other", [INTEGRATED, SOFTWARE])
def test_what_shares_the_processors_memory_is_taken_only_by_name(other: Device) -> None:
    assert device_for("auto", (other,)) is None
    assert device_for("Vulkan0", (other,)) == other


@pytest.mark.parametrize("wish", ["cpu", "Vulkan7", "vulkan0"])
def test_the_processor_computes_where_no_device_is_meant(wish: str) -> None:
    assert device_for(wish, (CARD, LARGER)) is None


def with_free(device_bytes: int, device: Device = CARD) -> Device:
    return Device(device.name, device.description, 1 << 40, device_bytes, device.integrated)


def test_a_model_that_fits_lies_on_the_card_whole_and_spares_the_machines_memory() -> None:
    whole = NEED.movable_bytes(4096)
    found = plan(NEED, 4096, NEED.fixed_bytes, with_free(whole + DEVICE_SPARE_BYTES))
    assert found is not None
    assert (found.context_tokens, found.compact, found.device_layers) == (4096, False, EVERY_LAYER)
    assert (found.needed_bytes, found.device_bytes) == (NEED.at(4096) - whole, whole)


def test_a_model_that_does_not_is_split_and_what_the_card_holds_is_within_its_memory() -> None:
    whole = NEED.movable_bytes(4096)
    found = plan(NEED, 4096, NEED.at(4096), with_free(whole // 2 + DEVICE_SPARE_BYTES))
    assert found is not None
    assert found.device_layers == NEED.layers // 2
    assert found.device_bytes <= whole // 2
    assert found.needed_bytes + found.device_bytes == NEED.at(4096)


def test_a_card_without_room_for_a_layer_is_left_alone() -> None:
    found = plan(NEED, 4096, 1 << 40, with_free(DEVICE_SPARE_BYTES + 1_000_000))
    assert found == plan(NEED, 4096, 1 << 40)
    assert plan(NEED, 4096, 1 << 40, with_free(0)) == found


def test_a_model_of_unknown_layers_is_never_split() -> None:
    unknown = MemoryNeed(1_200_000_000, 100_000, weights_bytes=1_000_000_000)
    whole = unknown.movable_bytes(4096)
    found = plan(unknown, 4096, 1 << 40, with_free(whole))
    assert found is not None
    assert found.device_layers == 0


@pytest.mark.parametrize("other", [INTEGRATED, SOFTWARE])
def test_what_lies_in_the_same_memory_spares_none(other: Device) -> None:
    available = NEED.at(4096) + SPARE_BYTES
    found = plan(NEED, 4096, available, with_free(1 << 40, other))
    assert found is not None
    assert (found.device_layers, found.needed_bytes) == (EVERY_LAYER, NEED.at(4096))
    assert plan(NEED, 4096, available - 1, with_free(1 << 40, other)) != found
