"""What gdcore may know of the world: NumPy, the standard library, no clock, no printing.

All examples run here: those of docstrings, and those of gdcore/README.md, whose outputs
`./run python tests/gdcore/test_package.py` writes anew; look at the difference.
"""

from __future__ import annotations

import ast
import contextlib
import doctest
import importlib
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

import pytest

import gdcore

ROOT = Path(gdcore.__file__).parent
GUIDE = ROOT / "README.md"
FILES = sorted(ROOT.rglob("*.py"))
ALLOWED = {"numpy", "gdcore"} | sys.stdlib_module_names
SCREENFUL = 55
CLOCKS = {"time", "datetime", "sched", "timeit", "random"}
PUBLIC = {
    "Descent", "Ensemble", "FrameTable", "RateSearch", "Stretch", "batching", "check_gradient",
    "datasets", "descend", "ensemble", "frame_table", "noise", "optimizers", "problems",
    "projection", "resume", "schedules", "search_learning_rate", "surfaces", "theory",
}  # fmt: skip
MODULES = [
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    for path in FILES
]

WITH_EXAMPLES = {
    f"gdcore.{name}"
    for name in (
        "batching", "checks", "descent", "ensemble", "frames", "noise", "projection", "search",
        "theory",
    )
}  # fmt: skip


def offenders(find: Callable[[ast.AST], object]) -> dict[str, object]:
    """What is found in gdcore's files, by file, where anything is."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
    found = {str(path.relative_to(ROOT)): find(tree) for path, tree in trees.items()}
    return {name: what for name, what in found.items() if what}


def imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name gdcore in full"
            found.add(str(node.module).split(".")[0])
    return found


def test_imports_are_numpy_and_the_standard_library() -> None:
    assert not offenders(lambda tree: imported(tree) - (ALLOWED - CLOCKS))


def test_nothing_is_printed() -> None:
    def prints(tree: ast.AST) -> set[str]:
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        called = {node.func.id for node in calls if isinstance(node.func, ast.Name)}
        return called & {"print", "input", "eval", "exec", "breakpoint"}

    assert not offenders(prints)


def test_functions_are_of_a_screenful() -> None:
    def long(tree: ast.AST) -> list[str]:
        functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
        return [node.name for node in functions if lines(node) > SCREENFUL]

    assert not offenders(long)


def lines(function: ast.FunctionDef) -> int:
    """How many lines it has beside its docstring."""
    words = ast.get_docstring(function, clean=False) or ""
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1 - words.count("\n")


def test_the_public_face() -> None:
    assert set(gdcore.__all__) == PUBLIC
    for name in PUBLIC:
        assert getattr(gdcore, name) is not None
    with pytest.raises(AttributeError, match="module 'gdcore' has no attribute 'torch'"):
        _ = gdcore.torch
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


def public_functions() -> list[FunctionType]:
    """Those of the public face, and of the modules that are mostly functions."""
    found = [getattr(gdcore, name) for name in sorted(PUBLIC)]
    for module in (gdcore.batching, gdcore.noise, gdcore.projection, gdcore.theory):
        found += [value for name, value in vars(module).items() if name[0] != "_"]
    return [f for f in found if isinstance(f, FunctionType) and f.__module__ in WITH_EXAMPLES]


@pytest.mark.parametrize("function", dict.fromkeys(public_functions()), ids=lambda f: f.__name__)
def test_every_public_function_has_an_example(function: FunctionType) -> None:
    assert ">>> " in (function.__doc__ or "")


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_examples_of_the_guide_run() -> None:
    failed, attempted = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8")
    assert failed == 0
    assert attempted > 50


def test_the_guide_shows_what_is_public() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert [name for name in PUBLIC if name.islower() and name not in text] == []


def written_anew(text: str) -> str:
    """The guide with the outputs that its examples have now."""
    pieces, names = [], {}
    for piece in doctest.DocTestParser().parse(text):
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        first, *others = piece.source.splitlines()
        pieces += [f">>> {first}\n", *(f"... {line}\n" for line in others)]
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(compile(piece.source, str(GUIDE), "single"), names)  # noqa: S102 - that is the test
        pieces.append(said.getvalue())
    return "".join(pieces)


if __name__ == "__main__":
    GUIDE.write_text(written_anew(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
