"""`alcove policy`: it works without a vault, and checks what is to be rolled out."""

import os
import plistlib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.cli import policy
from app.cli.arguments import parser
from app.cli.output import Output
from app.core.administration.policy import RULES, Policy
from app.core.errors import RefusedByPolicy, UserError
from app.storage.policy_files import problems_in
from tests.installed import REPOSITORY

IN_FORCE = Policy({"recording.allowed": False, "models.allowed": ("a", "b")}, "/etc/alcove/policy.json")


class Said:
    """Runs the command over a policy, and keeps what it printed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.out = ""

    def __call__(self, *arguments: str, in_force: Policy = IN_FORCE) -> int:
        self.out = ""
        parsed = parser().parse_args(("policy", *arguments))
        parsed.working_directory = self._folder
        return policy.run(lambda: in_force, problems_in, parsed, Output(self._print, self._print, parsed.as_json))

    @property
    def value(self) -> Any:
        return msgspec.json.decode(self.out)

    def _print(self, text: str) -> None:
        self.out += text


@pytest.fixture
def said(tmp_path: Path) -> Said:
    return Said(tmp_path)


def test_every_rule_is_shown_and_whether_it_is_set(said: Said) -> None:
    assert said("show") == 0
    lines = said.out.splitlines()
    assert lines[0] == "In force: /etc/alcove/policy.json"
    assert len(lines) == 1 + len(RULES)
    assert "set      recording.allowed = no" in lines
    assert "set      models.allowed = a, b" in lines
    assert "not set  export.allowed = yes" in lines
    assert said("show", "--json") == 0
    assert said.value == {
        "source": "/etc/alcove/policy.json",
        "rules": {"recording.allowed": False, "models.allowed": ["a", "b"]},
    }


@pytest.mark.parametrize("form", [(), ("--json",)])
@pytest.mark.parametrize("action", [("show",), ("explain", "knowledge.passwords")])
def test_passwords_are_never_shown(said: Said, action: tuple[str, ...], form: tuple[str, ...]) -> None:
    secret = Policy({"knowledge.passwords": ("seven pumps", "nine gates")}, "/etc/alcove/policy.json")
    assert said(*action, *form, in_force=secret) == 0
    assert "pumps" not in said.out
    assert "gates" not in said.out
    assert said.out.count("(hidden)") == 2


def test_a_password_in_a_rule_that_is_not_in_order_is_not_shown(said: Said, tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text('{"knowledge.passwords": "seven pumps"}')
    assert said("lint", "policy.json") == RefusedByPolicy.exit_code
    assert "takes a list of texts" in said.out
    assert "pumps" not in said.out


def test_a_list_that_nobody_set_says_whether_that_allows_all_or_adds_nothing(said: Said) -> None:
    assert said("show", in_force=Policy()) == 0
    lists = {line for line in said.out.splitlines() if line.endswith((" = any", " = none")) and "template" not in line}
    assert lists == {
        "not set  models.allowed = any",
        "not set  library.folders = any",
        "not set  models.pack_keys = none",
        "not set  knowledge.publishers = none",
        "not set  knowledge.passwords = none",
    }
    assert said("explain", "models.pack_keys") == 0
    assert "where no policy sets it, it is none." in said.out


def test_without_a_policy_that_is_said(said: Said) -> None:
    assert said("show", in_force=Policy()) == 0
    assert said.out.startswith("There is no policy on this machine")


def test_a_rule_is_explained(said: Said) -> None:
    assert said("explain", "recording.allowed") == 0
    assert "Whether meetings may be recorded." in said.out
    assert "Here it is no, set by /etc/alcove/policy.json." in said.out
    assert said("explain", "audit.level", "--json") == 0
    assert (said.value["set"], said.value["default"]) == (False, "actions")
    with pytest.raises(UserError, match="no rule 'nothing'"):
        said("explain", "nothing")


def test_a_file_is_checked_before_it_is_rolled_out(said: Said, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text('{"recording.allowed": false}')
    (tmp_path / "bad.json").write_text('{\n"recording.allowed": 0,\n"nothing": 1\n}')
    assert said("lint", "good.json") == 0
    assert said.out.endswith("good.json is in order.\n")
    assert said("lint", "bad.json") == RefusedByPolicy.exit_code
    assert "bad.json: line 2: " in said.out
    assert "bad.json: line 3: There is no rule 'nothing'" in said.out
    assert said("lint", "bad.json", "--json") == RefusedByPolicy.exit_code
    assert [problem["line"] for problem in said.value["problems"]] == [2, 3]
    with pytest.raises(UserError, match="cannot be read"):
        said("lint", "missing.json")


@pytest.mark.parametrize(
    ("content", "told"),
    [(b" " * 1_000_001, "larger than 1 MB"), ('{"start.text": ""}'.encode("utf-16"), "not text in UTF-8")],
)
def test_what_alcove_would_not_read_is_not_in_order(said: Said, tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "policy.json").write_bytes(content)
    assert said("lint", "policy.json") == RefusedByPolicy.exit_code
    assert told in said.out
    assert "administrator" not in said.out  # who checks a policy is the administrator
    assert said("lint", "policy.json", "--json") == RefusedByPolicy.exit_code
    assert [problem["line"] for problem in said.value["problems"]] == [0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(said: Said, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "policy.json")
    assert said("lint", "policy.json") == RefusedByPolicy.exit_code
    assert "This is not a file" in said.out
    assert "administrator" not in said.out


def test_a_profile_and_a_property_list_are_checked_too(said: Said, tmp_path: Path) -> None:
    shipped = REPOSITORY / "resources" / "policy" / "macos" / "Alcove.mobileconfig"
    assert said("lint", str(shipped)) == 0
    wrong = shipped.read_text("utf-8").replace("recording.allowed", "recording.alowed")
    (tmp_path / "wrong.mobileconfig").write_text(wrong, encoding="utf-8")
    assert said("lint", "wrong.mobileconfig") == RefusedByPolicy.exit_code
    assert "no rule 'recording.alowed'" in said.out
    (tmp_path / "org.alcove.Alcove.plist").write_bytes(plistlib.dumps({"recording.allowed": 3}))
    assert said("lint", "org.alcove.Alcove.plist") == RefusedByPolicy.exit_code
    assert "yes or no" in said.out
    for content in (plistlib.dumps({"PayloadContent": []}), plistlib.dumps({"PayloadContent": [{}]}), b"<plist>"):
        (tmp_path / "other.mobileconfig").write_bytes(content)
        assert said("lint", "other.mobileconfig") == RefusedByPolicy.exit_code
        assert "no property list of rules" in said.out
