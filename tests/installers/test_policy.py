"""What management systems are given says exactly what the rules say."""

import json
import plistlib
import re
from xml.etree import ElementTree

import pytest

from app.core.administration.policy import RULES
from app.core.administration.policy_reading import checked_policy, parsed_policy
from app.storage.policy_files import PROPERTY_LIST
from installers.policy import written
from tests.installed import REPOSITORY

WRITTEN = written()
NAMES = {"": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}


@pytest.mark.parametrize("name", WRITTEN)
def test_every_file_is_up_to_date(name: str) -> None:
    """Where it is not: run installers/policy.py."""
    assert (REPOSITORY / name).read_text(encoding="utf-8") == WRITTEN[name]


def test_every_rule_is_in_every_form() -> None:
    forms = [text for name, text in WRITTEN.items() if not name.endswith(".mobileconfig")]
    assert all(f"{name}" in text for text in forms for name in RULES)


def test_group_policy_refers_only_to_what_there_is() -> None:
    admx = ElementTree.fromstring(WRITTEN["resources/policy/windows/Alcove.admx"])
    adml = ElementTree.fromstring(WRITTEN["resources/policy/windows/en-US/Alcove.adml"])
    referred = {value for element in admx.iter() for value in element.attrib.values() if value.startswith("$(")}
    strings = {f"$(string.{one.attrib['id']})" for one in adml.iterfind(".//string", NAMES)}
    presentations = {f"$(presentation.{one.attrib['id']})" for one in adml.iterfind(".//presentation", NAMES)}
    assert referred == strings | presentations
    elements = {one.attrib["id"] for one in admx.iterfind(".//elements/*", NAMES)}
    assert elements == {one.attrib["refId"] for one in adml.iterfind(".//presentation/*", NAMES)}
    values = {one.attrib["valueName"] for one in admx.iter() if "valueName" in one.attrib}
    assert values == set(RULES)


def test_group_policy_has_only_identifiers_and_texts_that_its_schema_allows() -> None:
    """By Microsoft's BaseTypes.xsd and PolicyDefinitions.xsd: an editor refuses the whole file for a single one."""
    admx = ElementTree.fromstring(WRITTEN["resources/policy/windows/Alcove.admx"])
    adml = ElementTree.fromstring(WRITTEN["resources/policy/windows/en-US/Alcove.adml"])
    for element in (*admx.iter(), *adml.iter()):
        for name, value in element.attrib.items():
            if name in {"id", "refId", "ref", "prefix"} or (
                name == "name" and not element.tag.endswith("}definitions")
            ):
                assert re.fullmatch(r"\w+", value), (element.tag, name, value)
            if value.startswith("$("):
                assert re.fullmatch(r"\$\((string|presentation)\.\w+\)", value), value
    for policy in admx.iterfind(".//policy", NAMES):
        parts = [child.tag.partition("}")[2] for child in policy]
        assert parts in (
            ["parentCategory", "supportedOn", "enabledValue", "disabledValue"],
            ["parentCategory", "supportedOn", "elements"],
        )
    assert max(len(one.text or "") for one in admx.iterfind(".//value/string", NAMES)) <= 255


def test_the_profile_is_one_that_macos_takes() -> None:
    profile = plistlib.loads(WRITTEN["resources/policy/macos/Alcove.mobileconfig"].encode())
    parts = [profile, *profile["PayloadContent"]]
    for part in parts:
        assert (part["PayloadVersion"], bool(part["PayloadDisplayName"])) == (1, True)
        assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", part["PayloadUUID"])
    assert (profile["PayloadType"], profile["PayloadScope"]) == ("Configuration", "System")
    for name in ("PayloadUUID", "PayloadIdentifier"):
        assert len({part[name] for part in parts}) == len(parts)
    assert f"{profile['PayloadContent'][0]['PayloadType']}.plist" == PROPERTY_LIST


def test_the_profile_sets_what_holds_anyway() -> None:
    profile = plistlib.loads(WRITTEN["resources/policy/macos/Alcove.mobileconfig"].encode())
    (payload,) = profile["PayloadContent"]
    rules = {name: value for name, value in payload.items() if not name.startswith("Payload")}
    assert all(RULES[name].default == value for name, value in checked_policy(rules, "profile").values.items())


def test_the_example_on_the_page_is_in_order() -> None:
    page = WRITTEN["docs/POLICY.md"]
    example = page.split("```json\n")[1].split("```")[0]
    assert parsed_policy(example, "page").values.keys() == json.loads(example).keys()
