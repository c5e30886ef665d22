"""What each rule of a policy says, and why somebody is kept from something."""

import pytest

from app.core.administration.policy import RULES, Policy
from app.core.errors import UserError
from app.core.settings import SETTINGS

SOURCE = "/etc/alcove/policy.json"


def test_every_lockable_setting_is_a_rule_and_no_other_setting_is() -> None:
    assert {it.name for it in SETTINGS if it.lockable} == {name for name, it in RULES.items() if it.is_setting}


def test_every_rule_is_explained_and_its_default_is_allowed() -> None:
    for name, declared in RULES.items():
        assert declared.name == name
        assert declared.declared.help.endswith(".")
        assert declared.many or declared.checked(declared.default) == declared.default


def test_the_reason_is_said_only_where_the_policy_keeps_somebody_from_something() -> None:
    policy = Policy({"recording.allowed": False, "export.allowed": True, "answer.temperature": 0.0}, SOURCE)
    assert policy.reason("recording.allowed") == "Your organization does not allow recording (recording.allowed)."
    assert policy.reason("export.allowed") == ""
    assert policy.reason("models.import_allowed") == ""
    assert policy.reason("answer.temperature") == "Set by your organization (answer.temperature)."


def test_a_rule_that_does_not_exist_is_named() -> None:
    with pytest.raises(UserError, match="no rule 'nothing'"):
        Policy().value("nothing")
