"""Finds every text of the window in the code, by its syntax tree.

Qt's own tool (lupdate) knows `self.tr` alone; the modules that word what several widgets say have a `_tr` of their own.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text as Qt asks for its translation; `plural` where it differs with a number (%n)."""

    context: str
    source: str
    plural: bool = False


def texts_of_window(root: Path) -> set[Text]:
    """Every text of `app/ui` in the product that lies in this folder.

    Raises:
        ValueError: a text is put together when the program runs, so that nobody can translate it.
    """
    return {text for path in sorted((root / "app" / "ui").rglob("*.py")) for text in texts(path.read_text("utf-8"))}


def sentences_of_services(root: Path) -> set[str]:
    """Every text in the product's code outside the window's, {1} and so on standing for the values in it."""
    rooms = [path for path in (root / "app").rglob("*.py") if "ui" not in path.parts]
    modules = [ast.parse(path.read_text("utf-8")) for path in [*rooms, *(root / "app" / "ui" / "unlock").glob("*.py")]]
    return {_sentence(node) for module in modules for node in ast.walk(module)}


def _sentence(node: ast.AST) -> str:
    if not isinstance(node, ast.JoinedStr):
        return _literal(node)
    numbers = count(1)
    return "".join(_literal(part) or f"{{{next(numbers)}}}" for part in node.values)


def texts(code: str) -> set[Text]:
    """Every text in the code of one module: of `self.tr`, `_tr`, `QCoreApplication.translate` and `QT_TRANSLATE_NOOP`."""
    module = ast.parse(code)
    own = next((node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == "_tr"), None)
    context = _literal(_calls(own, "translate")[0].args[0]) if own else ""
    found = {Text(context, _source(call, 0), len(call.args) > 1) for call in _calls(module, "_tr")}
    owners = [node for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    of_classes = {call: owner.name for owner in owners for call in _calls(owner, "tr") if _receiver(call) == "self"}
    for call in _calls(module, "tr"):
        if call not in of_classes:
            raise ValueError(f"{ast.unparse(call)} is found in no language: only self has a context that is known.")
        found.add(Text(of_classes[call], _source(call, 0), len(call.args) > 2))
    for name in ("translate", "QT_TRANSLATE_NOOP"):
        calls = [call for call in _calls(module, name) if len(call.args) > 1 and _literal(call.args[1])]
        found |= {Text(_source(call, 0), _source(call, 1), len(call.args) > 3) for call in calls}
    return found


def _calls(tree: ast.AST | None, name: str) -> list[ast.Call]:
    """The calls of a function or method of this name."""
    return [node for node in _nodes(tree) if isinstance(node, ast.Call) and _name(node.func) == name]


def _nodes(tree: ast.AST | None) -> Iterator[ast.AST]:
    return ast.walk(tree) if tree is not None else iter(())


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _receiver(call: ast.Call) -> str:
    return ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _literal(argument: ast.AST) -> str:
    """The text an argument is, or "" where it is anything else."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return ""


def _source(call: ast.Call, index: int) -> str:
    found = _literal(call.args[index])
    if not found:
        raise ValueError(f"{ast.unparse(call)} cannot be translated: it needs a text as it is.")
    return found
