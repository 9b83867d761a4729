"""A machine to try `./run` on, whose apt-get, brew, sudo and Python only note what they are told.

What `./run` does on real systems is tried in clean ones, by hand: CONTRIBUTING.md says how.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = [Path(folder) for folder in os.defpath.split(":") if Path(folder).is_dir()]

NOTE = 'printf "%s\\n" "${0##*/} $*" >>"$NOTES"\n'
# FAIL names what fails, and the file SAYS has what it says then.
FAIL = '{ [[ ! ${SAYS-} ]] || cat -- "$SAYS" >&2; exit 1; }'
# Makes a .venv whose Python is itself, and is obeyed as one; a file beside it says what it lacks.
PYTHON = f"""#!/bin/bash
case "$*" in
    *ensurepip*) [[ ! -e $0.lacks ]] || cat -- "$0.lacks" ;;
    *realpath*) readlink -f -- "$0" ;;
    *sysconfig*) mkdir -p "$PROJECT/.venv/site"; echo "$PROJECT/.venv/site" ;;
    *"-m venv"*) {NOTE}        sleep "${{SLOW-0}}"; mkdir -p "$PROJECT/.venv/bin"
        ln -sf "$0" "$PROJECT/.venv/bin/python"
        [[ ${{FAIL-}} != venv ]] || {FAIL} ;;
    "-I - install "*) echo "pip ${{*: -1}}" >>"$NOTES"; [[ ${{FAIL-}} != pip ]] || {FAIL} ;;
    *compileall*) [[ ${{FAIL-}} != compileall ]] || {FAIL} ;;
    "-I - check") echo "check" >>"$NOTES"; [[ ${{FAIL-}} != check ]] || {FAIL} ;;
    *) pwd; printf "%s\\n" "$@"; read -r -t 1 line; echo "stdin: $?"; echo "home: $HOME" ;;
esac
"""
APT = f"""#!/bin/bash
{NOTE}echo "front end: $DEBIAN_FRONTEND; language: $LC_ALL"
case "${{FAIL-}} $*" in
    apt*" update") [[ ! ${{UPDATE_SAYS-}} ]] || {{ cat -- "$UPDATE_SAYS" >&2; exit 100; }} ;;
    apt*" install "*) {FAIL} ;;
esac
"""
BREW = f"#!/bin/bash\n{NOTE}[[ $1 != list ]] || exit 1\n[[ ${{FAIL-}} != brew ]] || {FAIL}\n"
TOOLS = {
    "python3": PYTHON,
    "apt-get": APT,
    "dpkg-query": '#!/bin/bash\n[[ ${HAVE_LIBRARIES-} ]] && echo "ii "\n',
    "sudo": f'#!/bin/bash\n{NOTE}"$@"\n',
    "gcc": "#!/bin/bash\n",
    "pkg-config": "#!/bin/bash\n",
}


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
            self.has(name, text)
        self.notes.touch()

    def has(self, tool: str, text: str) -> None:
        """Bring a tool, or another in its place."""
        (self.tools / tool).write_text(text, encoding="utf-8")
        (self.tools / tool).chmod(0o755)

    def start(
        self, *arguments: str, script: Path | None = None, **environment: str | None
    ) -> subprocess.Popen[str]:
        """Call ./run from another folder; None takes a variable out of the environment."""
        variables = {
            "PATH": f"{self.tools}:{os.defpath}",
            "HOME": str(self.elsewhere),
            "NOTES": str(self.notes),
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

    def becomes_a_mac(self) -> dict[str, str]:
        """Take apt-get away and bring Homebrew; the environment that goes with it."""
        for name in ("apt-get", "dpkg-query"):
            (self.tools / name).unlink()
        self.has("brew", BREW)
        kept = {"apt-get", "dpkg-query", *(tool.name for tool in self.tools.iterdir())}
        tools = {tool.name: tool for folder in FOLDERS for tool in folder.iterdir()}
        for name in tools.keys() - kept:
            (self.tools / name).symlink_to(tools[name])
        return {"PATH": str(self.tools), "OSTYPE": "darwin24"}
