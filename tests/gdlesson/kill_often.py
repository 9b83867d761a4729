"""Commands that are ended at random times, in every way, and what becomes of them.

``./run python -m tests.gdlesson.kill_often [KILLS [SEED]]`` ends each command of the table in turn,
200 times in all or as often as it is told, and looks for processes and files that are left; and it
kills as many renders of one lesson with SIGKILL, and holds what comes out against a calm one.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from gdlesson.errors import INTERRUPTED
from gdlesson.render.program import sha256
from gdlesson.workplace import LOCK, UNFINISHED

ROOT = Path(__file__).parents[2]
BETWEEN = 5
"""Kills before a render is let through."""
GRACE_SECONDS = 2.0
"""How long after the end of a command something of it may be left."""
MOST_SECONDS = 6.0
"""How long a command may take to end when it is told to."""
LESSON = """
title = "T"
slug = "t"
[[scene]]
name = "learning_rate"
[scene.params]
steps = 2
seconds = 1
[[scene.beat]]
name = "bowl"
[[scene]]
name = "mountain"
[[scene.beat]]
name = "fog"
"""
SCENES = """
from pathlib import Path
from manim import Circle, Create, Scene, Square

class Turns(Scene):
    def construct(self):
        for kind in (Circle, Square, Circle, Square):
            self.play(Create(kind()))

class Endless(Scene):
    def construct(self):
        self.play(Create(Circle()))
        Path("endless").touch()
        while True:
            pass
"""
SMALL = ("--quality", "preview")
COMMANDS: dict[str, tuple[str, ...]] = {
    "render": ("render", "lesson.toml", *SMALL, "--jobs", "2", "--out", "out/t"),
    "check": ("check", "lesson.toml", "--pictures"),
    "still": ("still", "lesson.toml", "--scene", "mountain", *SMALL, "--out", "out/still.png"),
    "stills": ("stills", "lesson.toml", *SMALL, "--out", "out"),
    "watch": ("watch", "lesson.toml", "--out", "out/t"),
    "render-scene": ("render-scene", "scenes.py", "Turns", *SMALL, "--jobs", "2",
                     "--output", "out/turns.mp4"),
    "render-scene, endless": ("render-scene", "scenes.py", "Endless", *SMALL, "--jobs", "2",
                              "--output", "out/endless.mp4"),
    "bench gdcore": ("bench", "gdcore", "--pairs", "3", "--out", "out/gdcore.json"),
    "bench render": ("bench", "render", *SMALL, "--pairs", "1", "--out", "out/render.json"),
}  # fmt: skip
Stroke = Callable[[subprocess.Popen[str]], None]


def to_it(*numbers: int) -> Stroke:
    """Signals to a command alone, as ``kill`` sends them."""

    def send(process: subprocess.Popen[str]) -> None:
        for number in numbers:
            with suppress(ProcessLookupError):
                os.kill(process.pid, number)
            time.sleep(0.02)

    return send


def to_all(*numbers: int) -> Stroke:
    """Signals to all that a terminal has in its foreground."""

    def send(process: subprocess.Popen[str]) -> None:
        for number in numbers:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, number)
            time.sleep(0.02)

    return send


STROKES: dict[str, Stroke] = {
    "SIGKILL": to_it(signal.SIGKILL),
    "SIGKILL to all": to_all(signal.SIGKILL),
    "SIGTERM": to_it(signal.SIGTERM),
    "SIGTERM to all": to_all(signal.SIGTERM),
    "a closed terminal": to_all(signal.SIGHUP),
    "Ctrl-C": to_all(signal.SIGINT),
    "Ctrl-C twice": to_all(signal.SIGINT, signal.SIGINT),
    "Ctrl-C ten times": to_all(*10 * [signal.SIGINT]),
    "all kinds": to_all(signal.SIGINT, signal.SIGHUP, signal.SIGTERM),
}


@dataclass
class Place:
    """A folder to run commands in, with a temporary folder and a cache of its own."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    temporary: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="kill-")))
    """Where its commands have their temporary files: short, or they would go elsewhere."""

    def __post_init__(self) -> None:
        for name in ("out", "cache"):
            (self.folder / name).mkdir()
        (self.folder / "lesson.toml").write_text(LESSON, encoding="utf-8")
        (self.folder / "scenes.py").write_text(SCENES, encoding="utf-8")

    def start(self, *arguments: str, module: str = "gdlesson") -> subprocess.Popen[str]:
        """Start a command as a shell does, in a group of its own."""
        return subprocess.Popen(
            [sys.executable, "-P", "-m", module, *arguments],
            cwd=self.folder,
            env=os.environ
            | {
                "TMPDIR": str(self.temporary),
                "XDG_CACHE_HOME": str(self.folder / "cache"),
                "PYTHONPATH": str(ROOT),
            }
            | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=_hear,  # noqa: PLW1509 - nothing here has threads
        )

    def processes(self) -> list[int]:
        """What runs and was started here, or by what was."""
        return [*_processes_with(str(self.temporary))]

    def litter(self, *, killed: bool) -> list[str]:
        """What nobody will need again; after SIGKILL, without what the next command sweeps."""
        left = [*self.temporary.iterdir()]
        if not killed:
            left += [
                path
                for name in (UNFINISHED, LOCK, "*.part")
                for path in (self.folder / "out").rglob(name)
            ]
            left += self.folder.glob("cache/gdlesson/segments/making/*")
        return [str(path) for path in left]

    def remove(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.folder)
        shutil.rmtree(self.temporary)


def _hear() -> None:
    """Let a command hear all signals, also where who started this has it ignore some."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _processes_with(text: str) -> Iterator[int]:
    """The running processes that were started with a text in their environment."""
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if text.encode() in path.read_bytes():
                yield int(path.parent.name)


def _hears(process: subprocess.Popen[str]) -> bool:
    """Whether a command has come so far that it heeds SIGTERM: Python itself takes its time."""
    with suppress(OSError):
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("SigCgt:"):
                return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
    return False


def after(place: Place, process: subprocess.Popen[str], stroke: str) -> list[str]:
    """End a command that runs, and say what is wrong with how it ended."""
    killed = stroke.startswith("SIGKILL")
    heard = not killed and _hears(process)
    STROKES[stroke](process)
    wrong = []
    try:
        _, told = process.communicate(timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        wrong.append(f"it went on for {MOST_SECONDS:g} s")
        process.kill()
        _, told = process.communicate()
    heard = heard and process.returncode != 0  # else it was done before
    if heard and process.returncode != INTERRUPTED:
        wrong.append(f"its exit code is {process.returncode}")
    if heard and "Stopped." not in told:
        wrong.append(f"it said {told[-300:]!r}")
    if heard and "Traceback" in told:
        wrong.append("it showed a traceback")
    until = time.monotonic() + GRACE_SECONDS
    while (place.processes() or place.litter(killed=killed)) and time.monotonic() < until:
        time.sleep(0.02)
    wrong += [f"process {each} is left" for each in place.processes()]
    wrong += [f"{each} is left" for each in place.litter(killed=killed)]
    return wrong


def end_often(folder: Path, kills: int, generator: np.random.Generator) -> list[str]:
    """End commands after random times, each in turn, in every way; what is wrong, a line each."""
    wrong = []
    for number in range(kills):
        command = [*COMMANDS][number % len(COMMANDS)]
        stroke = [*STROKES][int(generator.integers(len(STROKES)))]
        delay = 0.02 + 6.0 * float(generator.random()) ** 2  # most of them early, where much begins
        place = Place(_made(folder / str(number)))
        process = place.start(*COMMANDS[command])
        with suppress(subprocess.TimeoutExpired):
            process.wait(delay)
        for each in after(place, process, stroke):
            wrong.append(f"{command}, {stroke} after {delay:.3f} s: {each}")
            sys.stdout.write(f"{wrong[-1]}\n")
            sys.stdout.flush()
        place.remove()
    return wrong


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def digests(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): sha256(path) for path in paths}


def kill_often(folder: Path, kills: int, seed: int) -> None:
    """Kill renders after random times, and hold what comes out against an undisturbed one."""
    program = [sys.executable, "-m", "tests.gdlesson.fake_lesson"]
    calm, rough = folder / "calm", folder / "rough"
    for place in (calm, rough):
        place.mkdir()
    subprocess.run([*program, str(calm / "out")], cwd=ROOT, check=True, capture_output=True)
    expected = digests(calm / "out")
    generator = np.random.default_rng(seed)
    begun = time.monotonic()
    subprocess.run([*program, str(calm / "b/out")], cwd=ROOT, check=False, capture_output=True)
    longest = time.monotonic() - begun
    for number in range(kills):
        process = subprocess.Popen(
            [*program, str(rough / "out")],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(generator.uniform(0.2, longest))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if number % BETWEEN == BETWEEN - 1:
            subprocess.run(
                [*program, str(rough / "out")], cwd=ROOT, check=True, capture_output=True
            )
            assert digests(rough / "out") == expected
            shutil.rmtree(rough)
            rough.mkdir()


def main() -> None:
    """End as often as the command line says."""
    kills, seed, *_ = [*map(int, sys.argv[1:]), *(200, int(time.time()))[len(sys.argv) - 1 :]]
    sys.stdout.write(f"seed {seed}\n")
    with tempfile.TemporaryDirectory() as folder:
        wrong = end_often(Path(folder), kills, np.random.default_rng(seed))
        sys.stdout.write(f"{kills} commands ended, {len(wrong)} things wrong\n")
    with tempfile.TemporaryDirectory() as folder:
        kill_often(Path(folder), kills, seed)
    sys.stdout.write(f"{kills} kills, and every render that was let through ended the same\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
