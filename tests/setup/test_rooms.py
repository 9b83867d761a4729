"""Which room may know which, and what scenes leave to others. gdcore's own vows: tests/gdcore."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name as plain

ROOT = Path(__file__).parents[2]

# room: the rooms that it may import from
MAY_IMPORT = {
    "gdcore": {"gdcore"},
    "scenes": {"scenes", "gdcore"},
    "gdlesson": {"gdlesson", "scenes", "gdcore"},
}
PARTS_OF = {"pydantic-core": "pydantic"}  # what another package has its public types from
OTHER_PLACES = {"tests", "renders"}

# what scenes leave to gdlesson: arguments, the terminal, the clock, files
NOT_FOR_SCENES = {
    "argparse", "click", "datetime", "logging", "optparse", "rich", "shutil", "subprocess",
    "tempfile", "time", "typer",
}  # fmt: skip
WRITES = {
    "chmod", "hardlink_to", "makedirs", "mkdir", "mkstemp", "remove", "removedirs", "rmdir",
    "rmtree", "savetxt", "savez", "savez_compressed", "symlink_to", "tofile", "touch", "truncate",
    "unlink", "write_bytes", "write_text",
}  # fmt: skip
WRITES_WITH_ARGUMENTS = {"save", "imsave"}  # pillow's save(path); cairo's save() keeps a state

HEX_CODE = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{8}|[0-9a-fA-F]{3})\b")


def files_of(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def offenders(find: Callable[[Path], object], *rooms: str) -> dict[str, object]:
    """What is found in the files of some rooms, by file, where anything is."""
    found = {str(path.relative_to(ROOT)): find(path) for path in files_of(*rooms)}
    return {name: what for name, what in found.items() if what}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> dict[str, int]:
    """The outermost names of what a file imports, each with a line that does."""
    found = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0]: node.lineno for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno} imports by dots"
            found[str(node.module).split(".")[0]] = node.lineno
        elif isinstance(node, ast.Call) and called(node) == "import_module":
            text = next(
                (n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)), ""
            )
            if text:  # else it is imported under a name that somebody else gives
                found[str(text).split(".")[0]] = node.lineno
    return found


all_distributions = cache(packages_distributions)  # reads the whole environment


def distributions(name: str) -> set[str]:
    """The packages that bring the module of that name, in their plain spelling.

    One that is not installed, because it is optional, brings the module of its own name.
    """
    found = {plain(distribution) for distribution in all_distributions().get(name, [name])}
    return found | {PARTS_OF.get(distribution, distribution) for distribution in found}


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")


def writing_mode(node: ast.Call) -> bool:
    """Whether a call of open(path, mode) or path.open(mode) could write."""
    after_path = node.args[isinstance(node.func, ast.Name) :]
    modes = [*after_path[:1], *(k.value for k in node.keywords if k.arg == "mode")]
    return any(
        isinstance(mode, ast.Constant)
        and isinstance(mode.value, str)
        and set("wax+") & {*mode.value}
        for mode in modes
    )


def writes(node: ast.Call) -> bool:
    name = called(node)
    return (
        name in WRITES
        or (name in WRITES_WITH_ARGUMENTS and bool(node.args or node.keywords))
        or (name == "open" and writing_mode(node))
    )


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def known(path: Path, modules: set[str]) -> set[str]:
    """The modules among these that a file imports anywhere in it, also for types alone."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & modules) or {str(node.module)}
    return found & modules


def circle(room: str, parts: int) -> list[str]:
    """Modules or packages that import each other in a circle, by so many parts of their names."""
    files = {module(path): path for path in files_of(room)}
    graph: dict[str, set[str]] = {}
    for name, path in files.items():
        here = shortened(name, parts)
        others = {shortened(other, parts) for other in known(path, {*files})}
        graph.setdefault(here, set()).update(others - {here})
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [*error.args[1]]
    return []


def shortened(name: str, parts: int) -> str:
    return ".".join(name.split(".")[:parts])


def test_every_room_has_files() -> None:
    assert all(files_of(room) for room in MAY_IMPORT)


def test_imports_run_one_way() -> None:
    def elsewhere(path: Path) -> set[str]:
        room = path.relative_to(ROOT).parts[0]
        return ({*MAY_IMPORT, *OTHER_PLACES} - MAY_IMPORT[room]) & imported(path).keys()

    assert not offenders(elsewhere, *MAY_IMPORT)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_no_modules_import_each_other_in_a_circle(room: str) -> None:
    assert not circle(room, parts=9)


@pytest.mark.parametrize("parts", [2, 3])
@pytest.mark.parametrize("room", MAY_IMPORT)
def test_no_packages_import_each_other_in_a_circle(room: str, parts: int) -> None:
    assert not circle(room, parts)


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["bench"], *extras["kokoro"]]
    declared = {plain(Requirement(line).name) for line in lines}

    def undeclared(path: Path) -> set[str]:
        foreign = imported(path).keys() - MAY_IMPORT.keys() - sys.stdlib_module_names
        return {name for name in foreign if not declared & distributions(name)}

    assert not offenders(undeclared, *MAY_IMPORT)


def test_scenes_leave_arguments_clock_and_terminal_alone() -> None:
    def not_theirs(path: Path) -> set[str]:
        calls = {called(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
        names = {n.attr for n in ast.walk(tree(path)) if isinstance(n, ast.Attribute)}
        modules = NOT_FOR_SCENES & imported(path).keys()
        return modules | ({"print", "input"} & calls) | ({"argv", "stdout", "stderr"} & names)

    assert not offenders(not_theirs, "scenes")


def test_scenes_write_no_file() -> None:
    def lines(path: Path) -> list[int]:
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        return [call.lineno for call in calls if writes(call)]

    assert not offenders(lines, "scenes")


def test_no_code_has_hex_codes_for_themes_are_files() -> None:
    def coloured(path: Path) -> dict[int, str]:
        texts = (n for n in ast.walk(tree(path)) if isinstance(n, ast.Constant))
        strings = {n.lineno: n.value for n in texts if isinstance(n.value, str)}
        return {line: text for line, text in strings.items() if HEX_CODE.search(text)}

    assert not offenders(coloured, "scenes", "gdlesson")


def test_tests_know_nothing_private() -> None:
    """Attributes are the linter's matter; here are imports, and names in quotes."""

    def private(path: Path) -> list[str]:
        nodes = [*ast.walk(tree(path))]
        imports = (n for n in nodes if isinstance(n, ast.ImportFrom))
        ours = (n for n in imports if str(n.module).split(".")[0] in MAY_IMPORT)
        names = [alias.name for n in ours for alias in n.names]
        patched = (n for n in nodes if isinstance(n, ast.Call) and called(n) == "setattr")
        names += [n.value for call in patched for n in call.args if isinstance(n, ast.Constant)]
        return [name for name in names if str(name).startswith("_") and "__" not in str(name)]

    assert not offenders(private, "tests")


def test_the_glossary_names_files_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _, _, rest = text.partition("## One word for one thing\n")
    glossary, _, _ = rest.partition("\n## ")
    named = re.findall(r"`(\w+/[\w/.]*)`", glossary)
    assert len(named) >= 20
    assert not [name for name in named if not (ROOT / name).exists()]


# source of a call: whether it writes
CALLS = {
    'open(path, "w")': True,
    'open(path, mode="ab")': True,
    'open(path, "rb")': False,
    "open(path)": False,
    'path.open("x")': True,
    'path.open("r")': False,
    "path.open()": False,
    "path.write_text(text)": True,
    "image.save(path)": True,
    "context.save()": False,
    "np.savez(path, a=a)": True,
    'text.replace("a", "b")': False,
}


@pytest.mark.parametrize(("source", "expected"), CALLS.items())
def test_a_call_that_writes_is_recognised(source: str, expected: bool) -> None:
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    assert writes(call) is expected
