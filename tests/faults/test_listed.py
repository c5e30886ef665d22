"""No fault of the list is without a test; they stand beside what they try, all over the tests."""

import re

from tests.faults.listed import FAULTS
from tests.installed import REPOSITORY

_MARK = re.compile(r"\bfault\((\d+(?:, \d+)*)\)")


def test_every_listed_fault_is_tried_and_every_mark_is_of_a_listed_one() -> None:
    tried = {
        int(number)
        for path in (REPOSITORY / "tests").rglob("test_*.py")
        for marked in _MARK.findall(path.read_text(encoding="utf-8"))
        for number in marked.split(", ")
    }
    assert tried == set(FAULTS)
