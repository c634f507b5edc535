"""The numbers that the code base holds: lengths, types of handlers, imports, documentation."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted(
    path for room in ("monitor", "spiders", "storage") for path in (ROOT / room).rglob("*.py")
)
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in FILES}

Function = ast.FunctionDef | ast.AsyncFunctionDef

EDGES = {"monitor/cli/__init__.py", "monitor/bringing.py", "spiders/delivery.py"}
"""Where a broad except may stand: the process edges (command, page, line)."""


def functions() -> Iterator[tuple[str, Function]]:
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{name}:{node.lineno} {node.name}", node


def length(node: Function) -> int:
    """Return the lines of a function without its docstring."""
    docstring = ast.get_docstring(node, clean=False)
    rows = (node.end_lineno or node.lineno) - node.lineno + 1
    return rows - (len(docstring.splitlines()) if docstring else 0)


def test_functions_are_short() -> None:
    lengths = {where: length(node) for where, node in functions()}
    ordered = sorted(lengths.values())

    assert {where: rows for where, rows in lengths.items() if rows > 50} == {}
    assert statistics.median(ordered) <= 9
    assert ordered[int(len(ordered) * 0.9)] <= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_nothing_is_imported_inside_a_function() -> None:
    hidden = [
        where
        for where, node in functions()
        if any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))
    ]

    assert hidden == []


def test_broad_handlers_stand_only_at_the_edges() -> None:
    broad = [
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"})
    ]

    assert set(broad) <= EDGES
