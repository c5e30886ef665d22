"""The playbooks for Ansible: nothing in them that a linter complains of, and only what ansible-core has itself."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from installers.contents import ROOT

FOLDER = ROOT / "installers" / "ansible"
PLAYBOOKS = sorted(FOLDER.glob("*.yml"))


def tasks(playbook: Path) -> list[dict[str, object]]:
    (play,) = yaml.safe_load(playbook.read_text("utf-8"))
    return list(play["tasks"])


@pytest.mark.parametrize("playbook", PLAYBOOKS, ids=lambda path: path.stem)
def test_a_playbook_needs_no_collection(playbook: Path) -> None:
    for task in tasks(playbook):
        modules = [name for name in task if "." in name]
        assert [name.rpartition(".")[0] for name in modules] == ["ansible.builtin"], task["name"]


def test_a_policy_is_put_in_place_only_where_alcove_finds_it_in_order_and_all_is_verified_at_the_end() -> None:
    told = {str(task["name"]): task for task in tasks(FOLDER / "install.yml")}
    policy = told["Lay the policy down if Alcove finds it in order"]["ansible.builtin.copy"]
    assert isinstance(policy, dict)
    assert "policy lint %s" in policy["validate"]
    assert str([*told.values()][-2]["ansible.builtin.command"]).endswith("verify")


@pytest.mark.skipif(not shutil.which("ansible-lint"), reason="ansible-lint is not on this machine")
def test_the_playbooks_have_nothing_a_linter_complains_of() -> None:
    check = ["ansible-lint", "--offline", "--profile", "production", *map(str, PLAYBOOKS)]
    done = subprocess.run(check, cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
