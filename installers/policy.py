"""Write what management systems and people need to know of policies, all from the one table of rules.

Run it after a rule, or a setting that can be fixed, was added or changed.
"""

import json
import sys
import uuid
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.core.administration.policy import RULES, Rule, RuleValue  # noqa: E402
from app.core.setting import type_words  # noqa: E402
from app.storage.policy_files import PROPERTY_LIST, REGISTRY_KEY  # noqa: E402

_POLICY_DEFINITIONS = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_NAMESPACE = "Alcove.Policies"
_CATEGORY = "Alcove"
_MOST = 4_294_967_295
_LONGEST_TEXT = 16_383
"""What Group Policy writes into the registry at most; without it an editor takes 1,023 characters."""
_PROFILE_NAMES = uuid.UUID("8f6d0f54-6f0c-4a3e-9a44-5e5f4e0d6b11")
"""Identifiers made from names: the profile stays the same one when it is made again."""


def written() -> dict[str, str]:
    """Every file's text by its path below the repository."""
    return {
        "resources/policy/policy.schema.json": _json_schema(),
        "resources/policy/windows/Alcove.admx": _admx(),
        "resources/policy/windows/en-US/Alcove.adml": _adml(),
        "resources/policy/macos/Alcove.mobileconfig": _mobileconfig(),
        "docs/POLICY.md": _page(),
    }


def _json_schema() -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A policy of Alcove",
        "type": "object",
        "additionalProperties": False,
        "properties": {"$schema": {"type": "string"}, **{name: _schema_of(rule) for name, rule in RULES.items()}},
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema_of(rule: Rule) -> dict[str, object]:
    declared = rule.declared
    found: dict[str, object] = {"description": declared.help}
    if rule.many:
        text = {"type": "string", "minLength": 1} | ({"pattern": f"^{rule.pattern}$"} if rule.pattern else {})
        return found | {"type": "array", "minItems": 1, "items": text}
    kinds: dict[type, str] = {bool: "boolean", int: "integer", float: "number", str: "string"}
    found["type"] = kinds[type(declared.default)]
    if declared.choices:
        found["enum"] = list(declared.choices)
    bounds = {"minimum": declared.minimum, "maximum": declared.maximum}
    return found | {bound: value for bound, value in bounds.items() if value is not None}


def _identifier(name: str) -> str:
    return "".join(part.capitalize() for part in name.replace("_", ".").split("."))


def _choice_identifier(rule: Rule, choice: str) -> str:
    """Microsoft's schema has letters, digits and "_" alone in identifiers."""
    return f"{_identifier(rule.name)}_{choice.replace('-', '_')}"


def _admx() -> str:
    root = Element("policyDefinitions", {"revision": "1.0", "schemaVersion": "1.0", "xmlns": _POLICY_DEFINITIONS})
    namespaces = SubElement(root, "policyNamespaces")
    SubElement(namespaces, "target", {"prefix": "alcove", "namespace": _NAMESPACE})
    SubElement(root, "resources", {"minRequiredRevision": "1.0"})
    supported = SubElement(SubElement(root, "supportedOn"), "definitions")
    SubElement(supported, "definition", {"name": "Any", "displayName": "$(string.Supported)"})
    categories = SubElement(root, "categories")
    SubElement(categories, "category", {"name": _CATEGORY, "displayName": "$(string.Category)"})
    policies = SubElement(root, "policies")
    for rule in RULES.values():
        _add_policy(policies, rule)
    return _xml(root)


def _add_policy(policies: Element, rule: Rule) -> None:
    name, identifier = rule.name, _identifier(rule.name)
    attributes = {
        "name": identifier,
        "class": "Machine",
        "displayName": f"$(string.{identifier})",
        "explainText": f"$(string.{identifier}Help)",
        "key": REGISTRY_KEY,
    }
    is_switch = isinstance(rule.default, bool)
    attributes |= {"valueName": name} if is_switch else {"presentation": f"$(presentation.{identifier})"}
    policy = SubElement(policies, "policy", attributes)
    SubElement(policy, "parentCategory", {"ref": _CATEGORY})
    SubElement(policy, "supportedOn", {"ref": "Any"})
    if is_switch:
        for state, value in (("enabledValue", "1"), ("disabledValue", "0")):
            SubElement(SubElement(policy, state), "decimal", {"value": value})
    else:
        _add_element(SubElement(policy, "elements"), rule, {"id": identifier, "valueName": name})


def _add_element(elements: Element, rule: Rule, attributes: dict[str, str]) -> None:
    declared = rule.declared
    if rule.many:
        SubElement(elements, "multiText", attributes | {"required": "true"})
    elif declared.choices:
        shown = SubElement(elements, "enum", attributes | {"required": "true"})
        for choice in declared.choices:
            item = SubElement(shown, "item", {"displayName": f"$(string.{_choice_identifier(rule, choice)})"})
            SubElement(SubElement(item, "value"), "string").text = choice
    elif isinstance(declared.default, int):
        bounds = {"minValue": f"{declared.minimum or 0:.0f}", "maxValue": f"{declared.maximum or _MOST:.0f}"}
        SubElement(elements, "decimal", attributes | bounds | {"required": "true"})
    else:
        number = {"required": "true"} if isinstance(declared.default, float) else {}
        SubElement(elements, "text", attributes | {"maxLength": str(_LONGEST_TEXT)} | number)


def _adml() -> str:
    attributes = {"revision": "1.0", "schemaVersion": "1.0", "xmlns": _POLICY_DEFINITIONS}
    root = Element("policyDefinitionResources", attributes)
    SubElement(root, "displayName").text = "Alcove"
    SubElement(root, "description").text = "What Alcove may do, and how it is set, on this machine."
    resources = SubElement(root, "resources")
    strings, presentations = SubElement(resources, "stringTable"), SubElement(resources, "presentationTable")
    _add_string(strings, "Supported", "Any version of Windows that Alcove runs on")
    _add_string(strings, "Category", "Alcove")
    for rule in RULES.values():
        identifier = _identifier(rule.name)
        _add_string(strings, identifier, rule.name)
        _add_string(strings, f"{identifier}Help", f"{rule.declared.help} It takes {_takes(rule)}.")
        for choice in rule.declared.choices:
            _add_string(strings, _choice_identifier(rule, choice), choice)
        if not isinstance(rule.default, bool):
            _add_presentation(presentations, rule, identifier)
    return _xml(root)


def _add_string(strings: Element, identifier: str, text: str) -> None:
    SubElement(strings, "string", {"id": identifier}).text = text


def _add_presentation(presentations: Element, rule: Rule, identifier: str) -> None:
    presentation = SubElement(presentations, "presentation", {"id": identifier})
    if rule.many:
        SubElement(presentation, "multiTextBox", {"refId": identifier}).text = rule.name
    elif rule.declared.choices:
        default = str(rule.declared.choices.index(str(rule.default)))
        box = {"refId": identifier, "noSort": "true", "defaultItem": default}
        SubElement(presentation, "dropdownList", box).text = rule.name
    elif isinstance(rule.default, int):
        box = {"refId": identifier, "defaultValue": str(rule.default)}
        SubElement(presentation, "decimalTextBox", box).text = rule.name
    else:
        box_element = SubElement(presentation, "textBox", {"refId": identifier})
        SubElement(box_element, "label").text = rule.name
        if rule.default:
            SubElement(box_element, "defaultValue").text = str(rule.default)


def _mobileconfig() -> str:
    """A profile that says what holds anyway, to be cut down and changed: the values are the defaults."""
    domain = PROPERTY_LIST.removesuffix(".plist")
    inner = Element("dict")
    for key, value in (
        ("PayloadType", domain),
        ("PayloadIdentifier", f"{domain}.policy.settings"),
        ("PayloadUUID", str(uuid.uuid5(_PROFILE_NAMES, "settings")).upper()),
        ("PayloadDisplayName", "Alcove"),
    ):
        _add_key(inner, key, value)
    _add_key(inner, "PayloadVersion", 1)
    for rule in RULES.values():
        if rule.default not in ("", ()):
            _add_key(inner, rule.name, rule.default)
    profile = Element("dict")
    SubElement(profile, "key").text = "PayloadContent"
    SubElement(profile, "array").append(inner)
    for key, value in (
        ("PayloadType", "Configuration"),
        ("PayloadIdentifier", f"{domain}.policy"),
        ("PayloadUUID", str(uuid.uuid5(_PROFILE_NAMES, "profile")).upper()),
        ("PayloadDisplayName", "Alcove policy"),
        ("PayloadScope", "System"),
    ):
        _add_key(profile, key, value)
    _add_key(profile, "PayloadVersion", 1)
    root = Element("plist", {"version": "1.0"})
    root.append(profile)
    return _xml(root)


def _add_key(parent: Element, key: str, value: RuleValue) -> None:
    SubElement(parent, "key").text = key
    if isinstance(value, bool):
        SubElement(parent, "true" if value else "false")
    else:
        kind = {int: "integer", float: "real"}.get(type(value), "string")
        SubElement(parent, kind).text = str(value)


def _xml(root: Element) -> str:
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _takes(rule: Rule) -> str:
    return "a list of texts" if rule.many else type_words(rule.declared)


def _page() -> str:
    introduction = (Path(__file__).with_name("policy.md")).read_text(encoding="utf-8")
    lines = [introduction, "| rule | takes | users decide | what it does |", "|---|---|---|---|"]
    lines += [
        f"| `{name}` | {'list of texts' if rule.many else type_words(rule.declared, '`')} "
        f"| {'where it is not set' if rule.is_setting else 'no'} | {rule.declared.help} |"
        for name, rule in RULES.items()
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write every file."""
    for name, text in written().items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
