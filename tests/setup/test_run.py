"""`./run`, with tools in place of apt-get, dpkg-query and Python that only note what they are told.

What it does on real systems is tried in clean ones, by hand: CONTRIBUTING.md says how.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARIES = ["libcairo2-dev", "libpango1.0-dev", "libegl1", "libgl1", "libgl1-mesa-dri"]

NOTE = 'printf "%s\\n" "${0##*/} $*" >>"$NOTES"\n'
# Makes a .venv whose Python is itself, and is obeyed as one; FAIL names what it fails at.
PYTHON = """#!/bin/bash
case "$*" in
    *ensurepip*) ;;
    *realpath*) echo "$FAKES/python3" ;;
    *sysconfig*) mkdir -p "$PROJECT/.venv/site"; echo "$PROJECT/.venv/site" ;;
    *"-m venv"*) echo "python3 $*" >>"$NOTES"; sleep "${SLOW-0}"; mkdir -p "$PROJECT/.venv/bin"
        ln -sf "$FAKES/python3" "$PROJECT/.venv/bin/python"; touch "$PROJECT/.venv/bin/pip"
        chmod +x "$PROJECT/.venv/bin/pip" ;;
    *"-m pip"*) echo "pip ${*: -1}" >>"$NOTES"
        [[ ${FAIL-} != pip ]] || { echo "ERROR: No matching distribution found" >&2; exit 1; } ;;
    *) pwd; printf "%s\\n" "$@"; read -r -t 1 line; echo "stdin: $?"; echo "home: $HOME" ;;
esac
"""
TOOLS = {
    "python3": PYTHON,
    "apt-get": "#!/bin/bash\n"
    + NOTE
    + 'echo "front end: $DEBIAN_FRONTEND"\n[[ ${FAIL-} != apt ]]\n',
    "dpkg-query": '#!/bin/bash\n[[ ${HAVE_LIBRARIES-} ]] && echo "ii "\n',
    "sudo": "#!/bin/bash\n" + NOTE + '"$@"\n',
    "gcc": "#!/bin/bash\n",
    "pkg-config": "#!/bin/bash\n",
}

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


class Machine:
    """A project in a folder with a space in its name, on a machine of fake tools."""

    def __init__(self, place: Path) -> None:
        self.root = place / "a project"
        self.tools = place / "tools"
        self.notes = place / "notes"
        self.elsewhere = place / "else where"
        for folder in (self.root, self.tools, self.elsewhere):
            folder.mkdir()
        shutil.copy(ROOT / "run", self.root)
        shutil.copy(ROOT / "requirements.lock", self.root)
        for name, text in TOOLS.items():
            (self.tools / name).write_text(text, encoding="utf-8")
            (self.tools / name).chmod(0o755)
        self.notes.touch()

    def start(
        self, *arguments: str, script: Path | None = None, **environment: str | None
    ) -> subprocess.Popen[str]:
        """Call ./run from another folder; None takes a variable out of the environment."""
        variables = {
            "PATH": f"{self.tools}:{os.defpath}",
            "HOME": str(self.elsewhere),
            "NOTES": str(self.notes),
            "FAKES": str(self.tools),
            "PROJECT": str(self.root),
        } | environment
        return subprocess.Popen(
            [script or self.root / "run", *arguments],
            env={name: value for name, value in variables.items() if value is not None},
            cwd=self.elsewhere,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(
        self, *arguments: str, script: Path | None = None, **environment: str | None
    ) -> subprocess.CompletedProcess[str]:
        """Call ./run as ``start`` does, and wait for its end."""
        call = self.start(*arguments, script=script, **environment)
        output, errors = call.communicate(timeout=60)
        return subprocess.CompletedProcess(call.args, call.returncode, output, errors)

    def told(self) -> list[str]:
        """What the tools were told since the last call of this."""
        lines = self.notes.read_text(encoding="utf-8").splitlines()
        self.notes.write_text("", encoding="utf-8")
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def ready(machine: Machine) -> Machine:
    """A machine on which everything is set up."""
    result = machine.run("list", HAVE_LIBRARIES="yes")
    assert result.returncode == 0, result.stderr
    machine.told()
    return machine


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
    assert "front end: noninteractive" in (machine.root / ".setup.log").read_text(encoding="utf-8")
    assert result.returncode == 0


def test_only_what_is_missing_is_installed(machine: Machine) -> None:
    result = machine.run("list", HAVE_LIBRARIES="yes")
    assert "system packages" not in result.stderr
    assert not [line for line in machine.told() if line.startswith("apt-get")]


def test_the_compilers_come_first_and_everything_is_hashed(machine: Machine) -> None:
    machine.run("list", HAVE_LIBRARIES="yes")
    venv, builders, everything = machine.told()
    assert "-m venv --clear" in venv
    assert builders.endswith("build-requirements.lock")
    assert everything.endswith("a project/requirements.lock")
    lock = (machine.root / ".venv/build-requirements.lock").read_text(encoding="utf-8")
    assert re.findall(r"^\S+(?===)", lock, flags=re.MULTILINE) == [
        "cython", "meson", "meson-python", "ninja", "packaging", "pyproject-metadata",
        "setuptools", "wheel",
    ]  # fmt: skip
    assert "--hash=sha256:" in lock.splitlines()[-2]
    assert "--require-hashes" in (ROOT / "run").read_text(encoding="utf-8")


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


def test_a_second_call_sets_nothing_up(ready: Machine) -> None:
    result = ready.run("list")
    assert not ready.told()
    assert not result.stderr


# what happens to a set-up project: what is done again
CHANGES = {
    "the lock file changed": ("echo '# new' >>requirements.lock", ["pip", "pip"]),
    "the stamp is gone": ("rm .venv/set-up", ["python3", "pip", "pip"]),
    "Python is gone": ("rm .venv/bin/python", ["python3", "pip", "pip"]),
    "the folder was moved": (
        "sed -i 1s/project/folder/ .venv/set-up",
        ["python3", "pip", "pip"],
    ),
    "run asks for other packages": ("sed -i 's/libegl1 //' run", ["pip", "pip"]),
}


@pytest.mark.parametrize(("change", "done"), CHANGES.values(), ids=CHANGES)
def test_a_changed_project_is_set_up_again(ready: Machine, change: str, done: list[str]) -> None:
    subprocess.run(change, shell=True, cwd=ready.root, check=True)  # noqa: S602 - our own words
    ready.run("list", HAVE_LIBRARIES="yes")
    assert [line.split()[0] for line in ready.told()] == done
    ready.run("list")
    assert not ready.told()


@pytest.mark.parametrize(
    ("fail", "sentence"),
    [
        ("pip", "Installing the Python packages failed: ERROR: No matching distribution found"),
        ("apt", "apt-get install --no-install-recommends libcairo2-dev"),
    ],
)
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


def test_two_calls_at_once_set_up_once(machine: Machine) -> None:
    if shutil.which("flock") is None:
        pytest.skip("there is no flock here")
    first = machine.start("list", SLOW="0.5", HAVE_LIBRARIES="yes")
    second = machine.start("list", HAVE_LIBRARIES="yes")
    errors = [call.communicate(timeout=60)[1] for call in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0]
    assert [line.split()[0] for line in machine.told()] == ["python3", "pip", "pip"]
    assert sum("Waiting for another" in text for text in errors) == 1


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
