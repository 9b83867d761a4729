"""`./run`: what it sets up and when, and what it hands on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.setup.machine import PYTHON, ROOT, Machine

LIBRARIES = [
    "libcairo2-dev",
    "libpango1.0-dev",
    "libegl1",
    "libgl1",
    "libgl1-mesa-dri",
    "espeak-ng",
]

# what is typed after ./run: what the project's Python is then given
COMMANDS = {
    ("lesson",): ["-P", "-m", "gdlesson", "render", "--out", "{root}/renders/gradient-descent"],
    ("lesson", "--quality", "high"): [
        "-P", "-m", "gdlesson", "render", "--out", "{root}/renders/gradient-descent",
        "--quality", "high",
    ],
    ("python", "-c", "print(1)"): ["-c", "print(1)"],
    ("list", "--json"): ["-P", "-m", "gdlesson", "list", "--json"],
    ("render", "my lesson.toml"): ["-P", "-m", "gdlesson", "render", "my lesson.toml"],
    ("test", "-k", "a or b"): ["-m", "pytest", "-k", "a or b"],
}  # fmt: skip


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_scripts_parse_and_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    assert not subprocess.run(["bash", "-n", ROOT / script], check=True, capture_output=True).stderr


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",), ("help",)])
def test_how_to_call_it_is_told_without_setting_up(
    machine: Machine, arguments: tuple[str, ...]
) -> None:
    result = machine.run(*arguments)
    assert result.returncode == 0
    for way in ("./run lesson", "./run test", "./run python", "./run ARGS"):
        assert way in result.stdout
    assert not machine.told()
    assert not (machine.root / ".venv").exists()


def test_packages_are_named_then_installed(machine: Machine) -> None:
    result = machine.run("list")
    assert f"Installing system packages: {' '.join(LIBRARIES)}\n" in result.stderr
    told = [line for line in machine.told() if line.startswith("apt-get")]
    assert [" update" in line for line in told] == [True, False]
    assert told[1].endswith(f"install --no-install-recommends {' '.join(LIBRARIES)}")
    assert "front end: noninteractive; language: C\n" in (machine.root / ".setup.log").read_text(
        encoding="utf-8"
    )
    assert result.returncode == 0


def test_what_only_tests_need_is_installed_for_them_alone(machine: Machine) -> None:
    """And where it cannot be had, the other tests run all the same."""
    assert "chromium" not in machine.run("list").stderr
    result = machine.run("test", "-k", "a")
    assert (
        "Installing system packages: chromium fonts-liberation libopenh264-dev\n" in result.stderr
    )
    assert result.returncode == 0
    result = machine.run("test", "-k", "a", FAIL="apt-get")
    assert result.stderr.endswith(
        "The tests that need chromium fonts-liberation libopenh264-dev are skipped.\n"
    )
    assert result.returncode == 0
    assert "-m\npytest\n-k\na\n" in result.stdout


def test_what_only_the_whole_needs_is_installed_for_that_alone(machine: Machine) -> None:
    office = "libreoffice-impress poppler-utils\n"
    assert office not in machine.run("test", "-k", "a").stderr
    assert office in machine.run("test", "--whole", "-k", "a").stderr


def test_only_what_is_missing_is_installed(machine: Machine) -> None:
    result = machine.run("list", HAVE_LIBRARIES="yes")
    assert "system packages" not in result.stderr
    assert not [line for line in machine.told() if line.startswith("apt-get")]


def test_the_compilers_come_first_and_everything_is_hashed(machine: Machine) -> None:
    machine.run("list", HAVE_LIBRARIES="yes")
    venv, builders, everything, check = machine.told()
    assert "-m venv --clear" in venv
    assert builders.endswith("build-requirements.lock")
    assert everything.endswith("a project/requirements.lock")
    assert check == "check"
    lock = (machine.root / ".venv/build-requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"^\S+(?===)", lock, flags=re.MULTILINE) == [
        "cython", "meson", "meson-python", "ninja", "packaging", "pyproject-metadata",
        "setuptools", "wheel",
    ]  # fmt: skip
    assert "--hash=sha256:" in lock.splitlines()[-2]


@pytest.mark.parametrize(
    ("typed", "given"), COMMANDS.items(), ids=[" ".join(typed) for typed in COMMANDS]
)
def test_what_is_typed_is_handed_on(
    ready: Machine, typed: tuple[str, ...], given: list[str]
) -> None:
    result = ready.run(*typed)
    place, *arguments = result.stdout.splitlines()
    assert arguments[:-2] == [part.format(root=ready.root) for part in given]
    assert place == str(ready.root if typed[0] == "test" else ready.elsewhere)
    assert result.returncode == 0


@pytest.mark.parametrize("typed", [(), ("--whole",)], ids=["a sample", "the whole"])
def test_everything_is_checked_then_tested_on_all_cores(
    ready: Machine, typed: tuple[str, ...]
) -> None:
    for tool in ("ruff", "mypy"):
        path = ready.root / ".venv/bin" / tool
        path.write_text(f'#!/bin/bash\necho {tool} "$@"\n', encoding="utf-8")
        path.chmod(0o755)
    lines = ready.run("test", *typed).stdout.splitlines()
    assert lines[:4] == ["ruff check", "ruff format --check", "mypy", str(ready.root)]
    processes = str(len(os.sched_getaffinity(0)) + 1)
    spread = ["--numprocesses", processes, "--maxprocesses", "4", "--dist", "worksteal"]
    assert lines[4:-2] == ["-m", "pytest", *typed, *spread]


def test_a_second_call_sets_nothing_up(ready: Machine) -> None:
    result = ready.run("list")
    assert not ready.told()
    assert not result.stderr


# what happens to a set-up project, after which .venv is made anew
CHANGES = {
    "the lock file changed": "echo '# new' >>requirements.lock",
    "the stamp is gone": "rm .venv/set-up",
    "Python is gone": "rm .venv/bin/python",
    "the folder was moved": "sed -i 1s/project/folder/ .venv/set-up",
    "run asks for other packages": "sed -i 's/libegl1 //' run",
}
SET_UP = ["python3", "pip", "pip", "check"]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_project_is_set_up_again(ready: Machine, change: str) -> None:
    subprocess.run(change, shell=True, cwd=ready.root, check=True)  # noqa: S602 - our own words
    ready.run("list", HAVE_LIBRARIES="yes")
    assert [line.split()[0] for line in ready.told()] == SET_UP
    ready.run("list")
    assert not ready.told()


# what fails: how the sentence begins
FAILURES = {
    "apt": "apt-get install --no-install-recommends libcairo2-dev",
    "venv": "Making .venv failed: ",
    "pip": "Installing the Python packages failed: ",
    "check": "The packages of requirements.lock do not fit together: ",
}


@pytest.mark.parametrize(("fail", "sentence"), FAILURES.items(), ids=FAILURES)
def test_a_failed_set_up_says_one_sentence_and_is_made_good(
    machine: Machine, fail: str, sentence: str
) -> None:
    result = machine.run("list", FAIL=fail)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith(sentence)
    assert str(machine.root / ".setup.log") in result.stderr.splitlines()[-1]
    assert not (machine.root / ".venv/set-up").exists()
    assert machine.run("list").returncode == 0
    assert (machine.root / ".venv/set-up").exists()


def test_what_cannot_be_compiled_ahead_is_no_matter(machine: Machine) -> None:
    (machine.elsewhere / "says").write_text("PermissionError: no semaphores\n", encoding="utf-8")
    result = machine.run("list", FAIL="compileall", SAYS="says", HAVE_LIBRARIES="yes")
    assert result.returncode == 0
    assert "PermissionError" not in result.stderr
    assert "PermissionError" in (machine.root / ".setup.log").read_text(encoding="utf-8")
    assert (machine.root / ".venv/set-up").exists()


# what each Python lacks, the first of them being newer than was tried: which one makes .venv
PYTHONS = {
    "beside one that was tried": ({"python3": "trial", "python3.12": ""}, "python3.12"),
    "alone": ({"python3": "trial"}, "python3"),
    "beside one without headers": ({"python3": "trial", "python3.11": "dev"}, "python3"),
}


@pytest.mark.parametrize(("lacks", "chosen"), PYTHONS.values(), ids=PYTHONS)
def test_a_python_that_was_tried_comes_first(
    machine: Machine, lacks: dict[str, str], chosen: str
) -> None:
    script = machine.root / "run"
    text = script.read_text(encoding="utf-8").replace(" /usr/bin/python3)", ")")
    script.write_text(text, encoding="utf-8")
    (machine.tools / "python3").unlink()
    environment = machine.becomes_a_mac()
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (machine.tools / name).unlink(missing_ok=True)
    for name, lack in lacks.items():
        machine.has(name, PYTHON)
        (machine.tools / f"{name}.lacks").write_text(lack, encoding="utf-8")
    result = machine.run("list", **environment)
    assert result.returncode == 0, result.stderr
    assert f"{chosen} -I -m venv --clear {machine.root}/.venv" in machine.told()


def test_a_mac_asks_homebrew(machine: Machine) -> None:
    result = machine.run("list", **machine.becomes_a_mac())
    assert result.returncode == 0
    assert "Installing with Homebrew: pkgconf cairo pango espeak-ng\n" in result.stderr
    assert "brew install pkgconf cairo pango espeak-ng" in machine.told()


def test_two_calls_at_once_set_up_once(machine: Machine) -> None:
    if shutil.which("flock") is None:
        pytest.skip("there is no flock here")
    first = machine.start("list", SLOW="0.5", HAVE_LIBRARIES="yes")
    second = machine.start("list", HAVE_LIBRARIES="yes")
    errors = [call.communicate(timeout=60)[1] for call in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0]
    assert [line.split()[0] for line in machine.told()] == SET_UP
    assert sum("Waiting for another" in text for text in errors) == 1


def test_a_folder_behind_a_link_is_not_emptied(machine: Machine, tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.mkdir()
    (others / "theirs.txt").write_text("theirs")
    (machine.root / ".venv").symlink_to(others)
    result = machine.run("list")
    assert result.returncode != 0
    assert ".venv is a link" in result.stderr
    assert "remove the link" in result.stderr
    assert (others / "theirs.txt").read_text() == "theirs"


@pytest.mark.parametrize("home", ["", None])
def test_there_is_always_a_home_folder(ready: Machine, home: str | None) -> None:
    lines = ready.run("list", HOME=home).stdout.splitlines()
    assert re.fullmatch(r"home: /.*", lines[-1])


def test_a_closed_standard_input_reads_as_empty(ready: Machine) -> None:
    script = ready.tools / "closed"
    script.write_text(f'#!/bin/bash\nexec "{ready.root}/run" list <&-\n', encoding="utf-8")
    script.chmod(0o755)
    assert "stdin: 1" in ready.run(script=script).stdout


def test_it_can_be_called_by_a_link(ready: Machine) -> None:
    (ready.elsewhere / "link").symlink_to("../a project/run")
    result = ready.run("list", script=ready.elsewhere / "link")
    assert "gdlesson" in result.stdout
    assert not ready.told()
