"""A comparison is of the documents its sides name, and of all where they do not name two."""

import pytest

from app.core.asking.compared_documents import compared

NAMES = {
    1: "Lease of the boat shed, 2024 lease_2024",
    2: "Lease of the boat shed, 2026 lease_2026",
    3: "Boats and rooms at Harrow Sound",
    4: "Field safety handbook",
    5: "costs-2026",
    6: "Tide gauges: maintenance report 2025",
}


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Compare the lease of 2024 with the lease of 2026.", {1, 2}),
        ("Compare the rent in the lease of 2024 with that in the lease of 2026", {1, 2}),
        ("Compare the lease of 2024 and 2026", {1, 2}),
        ("Compare the two leases", {1, 2}),
        ("Compare the safety handbook with the tide gauge report", {4, 6}),
        ("What are the differences between the handbook and the lease of 2024?", {1, 4}),
    ],
)
def test_the_sides_name_their_documents(question: str, meant: set[int]) -> None:
    assert compared(question, NAMES) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Compare the prices of boats and rooms",
        "Compare the boats",
        "Compare these documents",
        "Compare the handbook with the contract of Ulm",
        "Compare the handbook with the lease",
    ],
)
def test_what_names_fewer_than_two_is_about_all(question: str) -> None:
    assert compared(question, NAMES) == frozenset()
