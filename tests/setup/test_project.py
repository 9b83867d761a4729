"""What the project's own files say of each other: the lock, the versions, the package, paths."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import gdlesson

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ROOMS = ("gdcore", "scenes", "gdlesson")

# the Pythons of the systems that ./run is made for: Debian 12, Ubuntu 24.04, Debian 13
PYTHONS = {"3.11": "3.11.2", "3.12": "3.12.3", "3.13": "3.13.5"}

# What only one machine has: folders of a user or of a workplace.
MACHINE_PATH = re.compile(rb"(?<![\w.$}~*-])/(?:root|home|Users|work|mnt|opt)/\w")


def locked() -> list[tuple[Requirement, list[str]]]:
    """Each requirement of the lock file, with its hashes."""
    entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", LOCK, flags=re.MULTILINE).strip())
    found = []
    for entry in entries:
        requirement, *hashes = entry.replace("\\\n", " ").split(" --hash=")
        found.append((Requirement(requirement.strip()), [text.strip() for text in hashes]))
    return found


def asked(*extras: str) -> set[str]:
    lines = list(PROJECT["dependencies"])
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    return {canonicalize_name(Requirement(line).name) for line in lines}


def test_the_lock_file_names_no_place() -> None:
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted| @ |file:", LOCK)


def test_everything_locked_is_pinned_and_hashed() -> None:
    for requirement, hashes in locked():
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", text) for text in hashes), requirement


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_file_has_all_that_is_asked_for(python: str) -> None:
    here = {
        "python_version": python,
        "python_full_version": PYTHONS[python],
        "platform_python_implementation": "CPython",
        "sys_platform": "linux",
    }
    names = {
        canonicalize_name(requirement.name)
        for requirement, _ in locked()
        if requirement.marker is None or requirement.marker.evaluate(here)
    }
    assert asked("dev", "build") <= names


def test_every_python_gets_the_same_versions() -> None:
    names = [canonicalize_name(requirement.name) for requirement, _ in locked()]
    assert len(names) == len(set(names))


def test_locked_versions_are_those_asked_for() -> None:
    lines = chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    wanted = {canonicalize_name(Requirement(line).name): Requirement(line) for line in lines}
    for requirement, _ in locked():
        (pin,) = requirement.specifier
        name = canonicalize_name(requirement.name)
        assert name not in wanted or wanted[name].specifier.contains(pin.version), requirement


def test_run_installs_first_what_compiles_the_rest() -> None:
    script = (ROOT / "run").read_text(encoding="utf-8")
    match = re.search(r"^BUILDERS=\((.*)\)$", script, flags=re.MULTILINE)
    assert match
    named = {canonicalize_name(name) for name in match[1].split()}
    build = {
        canonicalize_name(Requirement(x).name) for x in PROJECT["optional-dependencies"]["build"]
    }
    assert build <= named <= {canonicalize_name(requirement.name) for requirement, _ in locked()}


def test_one_version_everywhere() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[(\d[^\]]*)\]", changes, flags=re.MULTILINE)
    assert newest
    assert PROJECT["version"] == newest[1] == gdlesson.__version__


def test_the_package_carries_everything(tmp_path: Path) -> None:
    skipped = shutil.ignore_patterns("__pycache__", ".*")
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=skipped)
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "README.md").touch()
    build = "import sys; from setuptools import build_meta; build_meta.build_wheel('dist')"
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", build], cwd=tmp_path, check=True, capture_output=True
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.split("/")[0] in ROOMS}
    here = (path for room in ROOMS for path in (tmp_path / room).rglob("*") if path.is_file())
    assert packed == {path.relative_to(tmp_path).as_posix() for path in here}


def tracked() -> list[Path]:
    """What Git tracks or would, or nothing where there is no Git."""
    if shutil.which("git") is None:
        return []
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_place_on_one_machine() -> None:
    files = {path: path.read_bytes() for path in tracked() if path != Path(__file__)}
    if not files:
        pytest.skip("not a Git working tree")
    texts = {path: content for path, content in files.items() if b"\0" not in content[:4096]}
    found = {path: MACHINE_PATH.search(content) for path, content in texts.items()}
    assert not {str(path.relative_to(ROOT)): match[0] for path, match in found.items() if match}


def test_lint_looks_at_our_code_and_not_at_a_users(tmp_path: Path) -> None:
    """Who tries the README has lessons and scenes of their own beside ours."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("my_scenes.py", "scenes/of_ours.py", "tests/setup/of_ours.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("import os, sys\n")
    ruff = [sys.executable, "-m", "ruff", "check", "--show-files"]
    done = subprocess.run(ruff, cwd=tmp_path, check=True, capture_output=True, text=True)
    seen = {Path(line).relative_to(tmp_path.resolve()).as_posix() for line in done.stdout.split()}
    assert seen == {"pyproject.toml", "scenes/of_ours.py", "tests/setup/of_ours.py"}
