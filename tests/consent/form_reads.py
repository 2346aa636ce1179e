"""Which fields of a request the pages read: found in their source, whatever template sent them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

_PARTS = {"form", "args", "values", "files"}


def names_read(folder: Path) -> tuple[set[str], set[str]]:
    """Return the names that are read by word, and the places that read a name made elsewhere."""
    named: set[str] = set()
    made: set[str] = set()
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for key in _keys(tree):
            words = _words(key, tree)
            named |= words
            if not words:
                made.add(f"{file.relative_to(folder).as_posix()}: {ast.unparse(key)}")
    return named, made


def _keys(tree: ast.Module) -> Iterator[ast.expr]:
    """Give each expression that a request's form, query or files is asked by."""
    short = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _is_part(node.value, set())
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if _is_part(node.func.value, short):
                yield node.args[0] if node.func.attr in {"get", "getlist"} else node
        elif isinstance(node, ast.Subscript) and _is_part(node.value, short):
            yield node.slice
        elif isinstance(node, ast.Compare) and any(_is_part(o, short) for o in node.comparators):
            yield node.left


def _is_part(node: ast.expr, short: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in short
    return (
        isinstance(node, ast.Attribute)
        and node.attr in _PARTS
        and isinstance(node.value, ast.Name)
        and node.value.id == "request"
    )


def _words(key: ast.expr, tree: ast.Module) -> set[str]:
    """Return the words a key may be; nothing where they are made elsewhere."""
    if isinstance(key, ast.Constant):
        return {str(key.value)}
    if not isinstance(key, ast.Name):
        return set()
    # A name of a comprehension or loop over words that stand beside it.
    for node in ast.walk(tree):
        if isinstance(node, ast.comprehension | ast.For) and ast.unparse(node.target) == key.id:
            over = _constant(node.iter, tree)
            if over:
                return over
    return set()


def _constant(node: ast.expr, tree: ast.Module) -> set[str]:
    if isinstance(node, ast.Name):
        for one in tree.body:
            value = one.value if isinstance(one, ast.Assign | ast.AnnAssign) else None
            targets = one.targets if isinstance(one, ast.Assign) else [getattr(one, "target", None)]
            if value is not None and any(getattr(t, "id", "") == node.id for t in targets):
                return _constant(value, tree)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        items = [one.value for one in node.elts if isinstance(one, ast.Constant)]
        return {str(item) for item in items} if len(items) == len(node.elts) else set()
    return set()
