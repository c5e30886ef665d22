"""A model is loaded with as much context as fits, and not at all where nothing fits."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.models.fit import LEAST_CONTEXT_TOKENS, SPARE_BYTES, FitPlan, MemoryNeed, plan, rearranged_bytes

NEED = MemoryNeed(fixed_bytes=500_000_000, bytes_per_token=100_000, compact_bytes_per_token=53_000)


def available_for(tokens: int, compact: bool) -> int:
    return NEED.at(tokens, compact=compact) + SPARE_BYTES


def test_where_there_is_room_nothing_is_given_up() -> None:
    assert plan(NEED, 8192, available_for(8192, compact=False)) == FitPlan(8192, False, NEED.at(8192))


def test_the_cache_is_halved_before_the_context_is() -> None:
    assert plan(NEED, 8192, available_for(8192, compact=False) - 1) == FitPlan(8192, True, NEED.at(8192, compact=True))
    assert plan(NEED, 8192, available_for(8192, compact=True) - 1) == FitPlan(4096, False, NEED.at(4096))


def test_below_the_least_context_it_does_not_fit() -> None:
    least = available_for(LEAST_CONTEXT_TOKENS, compact=True)
    assert plan(NEED, 8192, least) == FitPlan(2048, True, least - SPARE_BYTES)
    assert plan(NEED, 8192, least - 1) is None


def test_a_model_made_for_less_may_have_less() -> None:
    assert plan(NEED, 512, available_for(512, compact=False)) == FitPlan(512, False, NEED.at(512))


def test_a_model_without_a_compact_cache_has_a_shorter_context() -> None:
    assert plan(MemoryNeed(10, 10), 4096, 10 + 2048 * 10 + SPARE_BYTES) == FitPlan(2048, False, 10 + 2048 * 10)


@given(st.integers(0, 1 << 40), st.integers(1, 1 << 20), st.integers(1, 1 << 17), st.integers(0, 1 << 41))
def test_a_plan_never_takes_more_than_there_is(fixed: int, each: int, wished: int, available: int) -> None:
    need = MemoryNeed(fixed, each, each // 2)
    found = plan(need, wished, available)
    if found is not None:
        assert found.needed_bytes + SPARE_BYTES <= available
        assert found.context_tokens <= wished
        assert found.needed_bytes == need.at(found.context_tokens, compact=found.compact)


def test_what_a_processor_wants_in_another_order_is_counted_twice() -> None:
    matrices = {12: 600, 14: 300, 8: 50, 0: 7}
    assert rearranged_bytes(matrices, "SSE3 = 1") == 0
    assert rearranged_bytes(matrices, "SSE3 = 1 | AVX2 = 1 | FMA = 1") == 600
    assert rearranged_bytes(matrices, "NEON = 1 | DOTPROD = 1") == 950
