"""How a policy is read, and how one that is wrong is told, by its line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.administration.policy import RULES, rule
from app.core.administration.policy_reading import checked_policy, parsed_policy, policy_problems
from app.core.errors import RefusedByPolicy

SOURCE = "/etc/alcove/policy.json"


def test_what_is_set_has_its_value_and_the_rest_its_default() -> None:
    policy = parsed_policy('{"$schema": "x", "recording.allowed": false, "models.allowed": ["a", "b"]}', SOURCE)
    assert policy.value("recording.allowed") is False
    assert policy.value("models.allowed") == ("a", "b")
    assert policy.value("export.allowed") is True
    assert policy.fixed("export.allowed") is None
    assert policy.source == SOURCE


@pytest.mark.fault(48)
@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ('{\n "recording.allowed": false,\n}', 2, "a comma stands before the closing bracket"),
        ('{"models.allowed": ["a",\n\n]}', 1, "a comma stands before the closing bracket"),
        ('{\n // none\n "recording.allowed": false}', 2, "no comments"),
        ('{\n "recording.allowed": false # none\n}', 2, "no comments"),
        ("{'recording.allowed': false}", 1, "straight quotation marks"),
        ('{"recording.allowed": False}', 1, "written true and false"),
        ('{"recording.allowed": false', 1, "ends too early"),
        ("", 1, "is empty"),
        ('{\n"recording.allowed": false\n"export.allowed": false}', 3, "not JSON: expecting ',' delimiter"),
        ('{"start.text": "half a sign: \\ud83d"}', 1, "a character that no text has"),
        ('{"library.folders": ["/srv\\u0000"]}', 1, "a character that no text has"),
        ('{"answer.temperature": NaN}', 1, "from 0 to 2"),
        ('{\n "recording.alowed": false\n}', 2, "no rule 'recording.alowed'"),
        ('{\n\n "recording.allowed": "no"\n}', 3, "yes or no"),
        ('{"retention.meetings_days": -1}', 1, "from 0 to 36500"),
        ('{"models.allowed": "one"}', 1, "list of texts"),
        ('{"models.allowed": []}', 1, "names nothing"),
        ('{"models.allowed": ["one",\n ""]}', 1, "list of texts"),
        ('{"export.allowed": true,\n "export.allowed": false}', 1, "twice"),
        ('{"theme": "dark"}', 1, "no rule 'theme'"),
        ("[]", 1, "JSON object"),
        ("[" * 100_000, 0, "nested"),
        (f'{{"retention.audit_days": {"9" * 5000}}}', 0, "digits"),
        ('{"library.folders": ["/srv",\n "Documents"]}', 1, "whole paths"),
        ('{"library.folders": ["~somebody/Documents"]}', 1, "whole paths"),
    ],
)
def test_what_is_wrong_is_told_by_its_line(text: str, line: int, complaint: str) -> None:
    (problem,) = policy_problems(text)
    assert problem.line == line
    assert complaint in problem.sentence
    with pytest.raises(RefusedByPolicy, match="stays closed"):
        parsed_policy(text, SOURCE)


@pytest.mark.parametrize("folder", ["/srv", "~", "~/Documents", "~\\Documents", "D:\\Files", r"\\server\files"])
def test_a_folder_is_named_wholly_as_each_system_does(folder: str) -> None:
    assert checked_policy({"library.folders": [folder]}, SOURCE).value("library.folders") == (folder,)


@pytest.mark.fault(48)
def test_all_that_is_wrong_is_told() -> None:
    problems = policy_problems('{\n "a": 1,\n "export.allowed": 2,\n "retention.audit_days": 3\n}')
    assert [problem.line for problem in problems] == [2, 3]


@given(st.sampled_from(sorted(RULES)), st.none() | st.booleans() | st.floats() | st.text() | st.lists(st.text()))
def test_no_value_but_a_checked_one_comes_through(name: str, untrusted: object) -> None:
    try:
        policy = checked_policy({name: untrusted}, SOURCE)
    except RefusedByPolicy:
        return
    assert rule(name).checked(policy.value(name)) == policy.value(name)


@pytest.mark.fault(48)
@given(st.text())
def test_any_text_is_a_policy_or_told_why_not(text: str) -> None:
    assert policy_problems(text) or isinstance(json.loads(text), dict)


def test_a_key_that_is_none_is_found_when_the_policy_is_checked() -> None:
    (problem,) = policy_problems('{"models.pack_keys": ["abc"]}')
    assert "cannot have 'abc'" in problem.sentence
    assert policy_problems(json.dumps({"models.pack_keys": [f"{'A' * 43}="]})) == ()
