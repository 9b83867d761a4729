"""What gdcore may know of the world: NumPy, the standard library, no clock, no printing."""

from __future__ import annotations

import ast
import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import gdcore

ROOT = Path(gdcore.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
ALLOWED = {"numpy", "gdcore"} | sys.stdlib_module_names
CLOCKS = {"time", "datetime", "sched", "timeit", "random"}
PUBLIC = [
    "Descent",
    "FrameTable",
    "datasets",
    "descend",
    "frame_table",
    "optimizers",
    "problems",
    "schedules",
    "surfaces",
]
MODULES = [
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in FILES
]

each_file = pytest.mark.parametrize(
    "path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES]
)


def imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name gdcore in full"
            found.add(str(node.module).split(".")[0])
    return found


@each_file
def test_imports_are_numpy_and_the_standard_library(path: Path) -> None:
    names = imported(ast.parse(path.read_text(encoding="utf-8")))
    assert names <= ALLOWED - CLOCKS


@each_file
def test_nothing_is_printed(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"print", "input", "eval", "exec", "breakpoint"}


@each_file
def test_functions_are_of_a_screenful(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            words = ast.get_docstring(node, clean=False) or ""
            assert node.end_lineno - node.lineno + 1 - words.count("\n") <= 55, node.name


def test_the_public_face() -> None:
    assert sorted(gdcore.__all__) == PUBLIC
    assert (ROOT / "py.typed").is_file()


def test_importing_loads_no_other_package() -> None:
    code = "import sys, gdcore; print(*{name.split('.')[0] for name in sys.modules})"
    ran = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "gdcore" in ran.stdout.split()
    assert not {"manim", "scenes", "gdlesson", "torch", "pydantic"} & set(ran.stdout.split())


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
