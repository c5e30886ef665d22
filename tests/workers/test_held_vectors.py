"""Vectors held in memory are found exactly, whatever was held, replaced and dropped before."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workers.indexing.vectors import SCANNED_WHOLE, HeldVectors

DIMENSIONS = 8
ids = st.integers(1, 30)
steps = st.lists(st.tuples(st.booleans(), st.lists(ids, max_size=8, unique=True)), max_size=12)


def unit_vectors(count: int, seed: int) -> numpy.ndarray:
    vectors = numpy.random.default_rng(seed).standard_normal((count, DIMENSIONS)).astype(numpy.float32)
    return vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)


@given(steps, st.integers(1, 40), st.one_of(st.none(), st.lists(st.integers(1, 40), unique=True)))
def test_the_nearest_are_those_of_a_sort_over_what_is_held(
    history: list[tuple[bool, list[int]]], top: int, among: list[int] | None
) -> None:
    held, truth = HeldVectors(), {}
    for seed, (holding, changed) in enumerate(history):
        if holding:
            vectors = unit_vectors(len(changed), seed)
            held.hold(changed, vectors)
            truth.update(zip(changed, vectors, strict=True))
        else:
            held.drop(changed)
            for passage_id in changed:
                truth.pop(passage_id, None)
    question = unit_vectors(1, 1000)[0]
    limited = truth if among is None else {key: truth[key] for key in among if key in truth}
    expected = sorted(((-float(vector @ question), key) for key, vector in limited.items()))[:top]

    found, cosines = held.nearest(question, top, among)

    assert len(held) == len(truth)
    assert sorted(held.ids.tolist()) == sorted(truth)
    assert cosines == pytest.approx([-negative for negative, _ in expected], abs=1e-6)
    assert set(found.tolist()) <= set(limited)
    assert held.known(range(50)) == sorted(truth)


def test_what_was_dropped_is_overwritten() -> None:
    held = HeldVectors()
    held.hold([1, 2, 3], unit_vectors(3, 0))
    held.drop([1, 2, 3])
    assert not held._matrix.any()


def test_vectors_of_other_dimensions_are_refused() -> None:
    held = HeldVectors()
    held.hold([1], unit_vectors(1, 0))
    with pytest.raises(ValueError, match="4 dimensions among those of 8"):
        held.hold([2], numpy.ones((1, 4), numpy.float32))


def test_it_grows_beyond_its_first_capacity() -> None:
    held = HeldVectors()
    vectors = unit_vectors(5000, 0)
    for start in range(0, 5000, 700):
        held.hold(list(range(start, min(start + 700, 5000))), vectors[start : start + 700])
    found, cosines = held.nearest(vectors[4321], 1)
    assert found.tolist() == [4321]
    assert cosines[0] == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("limited", [False, True])
def test_of_many_the_nearest_are_found_by_their_signs(limited: bool) -> None:
    held = HeldVectors()
    count = SCANNED_WHOLE + 10_000
    vectors = numpy.random.default_rng(3).standard_normal((count, 32)).astype(numpy.float32)
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    held.hold(range(count), vectors)
    held.drop(range(100))
    among = numpy.arange(5000, count) if limited else None
    first = 5000 if limited else 100
    shares = []
    for question in vectors[::6000] + 0.02:
        question /= numpy.linalg.norm(question)
        found, cosines = held.nearest(question, 10, among)
        exact = first + numpy.argsort(-(vectors[first:] @ question))[:10]
        shares.append(len(set(found.tolist()) & set(exact.tolist())) / 10)
        assert cosines.tolist() == sorted(cosines.tolist(), reverse=True)
        assert found.min() >= first
    assert sum(shares) / len(shares) > 0.9
