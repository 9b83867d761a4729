"""A process that has imported the program and forks itself for each command line it is asked for.

So a command costs a few milliseconds in place of half a second, has a process of its own that may
hang, crash or fill memory, and prints what a user would see.  Started by :class:`Nursery`, it reads
orders from its standard input and answers on its standard output, a line of JSON each.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Self

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 10.0
MOST_BYTES = 2**30
RUNAWAY_BYTES = 3 * MOST_BYTES
"""Memory at which a process is ended, so that the machine lives on to tell."""
COMMAND = "gdlesson.__main__:main"
IMPORTED = (
    "gdlesson.cli", "gdlesson.check.verdict", "gdlesson.check.report", "gdlesson.progress",
    "gdlesson.making.lesson", "rich.console", "rich.table", "scenes.lesson.file", "fontTools.ttLib",
    "typst", "PIL.PngImagePlugin", "tests.attack.sketch",
)  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it took."""

    code: int
    """Its exit code; below 0, the signal that ended it."""
    stdout: str
    stderr: str
    seconds: float
    bytes: int
    """The most memory that its process had; its workers are not counted."""
    left: tuple[str, ...]
    """The processes that it left behind, ended since."""
    overdue: bool = False


class Nursery:
    """Starts commands one after another, each in a fork of a process that has imported all."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.attack.nursery"],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._begun = 0.0
        self._order: dict[str, Any] = {}
        self.pid = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def run(
        self,
        arguments: Sequence[str],
        folder: Path,
        *,
        seconds: float = MOST_SECONDS,
        entry: str = COMMAND,
        within: str = "",
    ) -> Ended:
        """Run a command in ``folder / within`` and wait for its end; see :meth:`start`."""
        self.start(arguments, folder, entry=entry, within=within)
        return self.wait(seconds)

    def start(
        self, arguments: Sequence[str], folder: Path, *, entry: str = COMMAND, within: str = ""
    ) -> None:
        """Start a command with home, cache and temporary folder of its own below ``folder``."""
        order = {
            "arguments": [*arguments],
            "entry": entry,
            "folder": str(folder / within),
            "environment": environment(folder),
            "stdout": str(folder / "stdout.txt"),
            "stderr": str(folder / "stderr.txt"),
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        self._order, self._begun = order, time.monotonic()
        self.pid = self._answer()["pid"]

    def is_running(self) -> bool:
        """Whether the command that was started goes on."""
        assert self._process.stdout is not None
        return not select.select([self._process.stdout], [], [], 0)[0]

    def wait(self, seconds: float = MOST_SECONDS) -> Ended:
        """Wait for the end of what was started, and bring it about where it is overdue.

        Where more wants to run than there are cores, all may take longer.
        """
        overdue = False
        seconds *= max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
        while not self._ready(0.05):
            late = time.monotonic() - self._begun > 2 * seconds
            if not overdue and (late or _bytes(self.pid) > RUNAWAY_BYTES):
                overdue = True
                os.killpg(self.pid, signal.SIGKILL)
        took = time.monotonic() - self._begun
        answer = self._answer()
        return Ended(
            code=answer["code"],
            stdout=_text(self._order["stdout"]),
            stderr=_text(self._order["stderr"]),
            seconds=took,
            bytes=answer["bytes"],
            left=end_session(self.pid),
            overdue=overdue or took > seconds,
        )

    def _ready(self, seconds: float) -> bool:
        assert self._process.stdout is not None
        return bool(select.select([self._process.stdout], [], [], seconds)[0])

    def _answer(self) -> dict[str, int]:
        assert self._process.stdout is not None
        # No buffer, or what select says would not hold.
        line = bytearray()
        while not line.endswith(b"\n"):
            piece = os.read(self._process.stdout.fileno(), 1)
            assert piece, "the nursery has ended"
            line += piece
        answer: dict[str, int] = json.loads(line)
        return answer


def environment(folder: Path) -> dict[str, str]:
    """The environment of a command whose files all belong below ``folder``."""
    for name in ("home", "cache", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder / "home"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "TMPDIR": str(folder / "tmp"),
        "LANG": "C.UTF-8",
    }


def run_anew(arguments: Sequence[str], folder: Path, within: str = "") -> tuple[int, str, str]:
    """The same by a new Python, as a user does it: exit code, standard output and error."""
    done = subprocess.run(
        [sys.executable, "-m", "gdlesson", *arguments],
        cwd=folder / within,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=6 * MOST_SECONDS,
    )
    return done.returncode, _decoded(done.stdout), _decoded(done.stderr)


def end_session(leader: int, patience: float = 5.0) -> tuple[str, ...]:
    """The processes of a session that outlive its leader by seconds, ended now."""
    until = time.monotonic() + patience
    while (left := _session(leader)) and time.monotonic() < until:
        time.sleep(0.05)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return tuple(left.values())


def _session(leader: int) -> dict[int, str]:
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            # After the name, which may hold anything: state, parent, group, session.
            told = _decoded((place / "stat").read_bytes()).rpartition(")")[2]
            state, _, _, session = told.split()[:4]
            words = _decoded((place / "cmdline").read_bytes()).replace("\0", " ").strip()
        except OSError:
            continue
        if int(session) == leader and state != "Z":
            found[int(place.name)] = words
    return found


def _bytes(pid: int) -> int:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _text(path: str) -> str:
    return _decoded(Path(path).read_bytes())


def _decoded(printed: bytes) -> str:
    return printed.decode("utf-8", "surrogateescape")


def _become(order: Mapping[str, Any]) -> NoReturn:
    """Be the command: its session, folder, environment, arguments and output; and end."""
    os.setsid()
    for stream, path in ((1, order["stdout"]), (2, order["stderr"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    sys.argv = ["gdlesson", *order["arguments"]]
    module, name = order["entry"].split(":")
    code = _code(getattr(importlib.import_module(module), name))
    # What the interpreter does at its end, but for taking to pieces all that was imported.
    threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001
    atexit._run_exitfuncs()  # noqa: SLF001
    for printed in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            printed.flush()
    os._exit(code)


def _code(command: Callable[[], object]) -> int:
    """The exit code of a command, a traceback printed where an exception gets out of it."""
    try:
        command()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does
        traceback.print_exc()
        return 1
    return 0


def main() -> None:
    """Fork for each order, and tell how what was forked ended."""
    for name in IMPORTED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # or each fork would copy it all to look through it
    answers = os.dup(1)  # which what is forked cannot hand on
    while line := sys.stdin.buffer.readline():
        pid = os.fork()
        if pid == 0:
            os.close(answers)
            _become(json.loads(line))
        os.write(answers, json.dumps({"pid": pid}).encode() + b"\n")
        _, status, used = os.wait4(pid, 0)
        code, most = os.waitstatus_to_exitcode(status), used.ru_maxrss * 1024
        os.write(answers, json.dumps({"code": code, "bytes": most}).encode() + b"\n")


if __name__ == "__main__":
    main()
