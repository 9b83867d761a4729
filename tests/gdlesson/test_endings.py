"""What is left of a command, however it ended: no process, no file. And broken streams."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gdlesson import guardian
from gdlesson.workplace import UNFINISHED
from tests.gdlesson.kill_often import COMMANDS, ROOT, Place, after

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")

FAKE = "tests.gdlesson.fake_lesson"
RENDERS = ("SIGKILL", "SIGTERM to all", "Ctrl-C ten times")
OTHERS = {
    "check": ("SIGKILL", "check"),
    "an endless scene, killed": ("SIGKILL to all", "render-scene, endless"),
    "an endless scene, its terminal closed": ("a closed terminal", "render-scene, endless"),
}
SCRATCH = "from gdlesson.scratch import scratch; print(scratch())"
# what a shell does to the streams of `list`: exit code, and what standard error says
STREAMS = {
    "output closed": (">&-", 0, ""),
    "error closed": ("2>&-", 0, None),
    "all closed": ("<&- >&- 2>&-", 0, None),
    "output full": (">/dev/full", 1, "Standard output cannot be written to: No space left"),
    "error full": ("2>/dev/full", 0, None),
    "both full": (">/dev/full 2>/dev/full", 1, None),
}
# what a shell does to a render's streams, and its environment, in which "~" is a folder
POOR: dict[str, tuple[str, dict[str, str | None]]] = {
    "an empty PATH, no HOME, a long TMPDIR": (
        ">&- 2>/dev/full",
        {"PATH": "", "HOME": None, "TMPDIR": f"~/{130 * 'n'}"},
    ),
    "no PATH, no TMPDIR there": ("2>&-", {"PATH": None, "TMPDIR": "~/nowhere"}),
}


OWN_TEMPORARY_FILES = {"scratch.py", "doctor.py"}
"""The place where temporary folders are made; a test of the disk, without a name."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.remove()


def wait_for(condition, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("stroke", RENDERS)
def test_nothing_is_left_of_a_render(place: Place, stroke: str) -> None:
    process = place.start("out/t", "sleep=0.5", module=FAKE)
    wait_for((place.folder / "out/t/scenes/red.mp4").exists)
    assert len(place.processes()) > 3  # the guardian, and workers
    assert after(place, process, stroke) == []


@pytest.mark.parametrize(("stroke", "command"), OTHERS.values(), ids=OTHERS)
def test_nothing_is_left_of_a_command(place: Place, stroke: str, command: str) -> None:
    process = place.start(*COMMANDS[command])
    if "endless" in command:
        wait_for((place.folder / "endless").exists)
    else:
        wait_for(lambda: len(place.processes()) > 4)  # two of them draw
    assert after(place, process, stroke) == []


def test_a_terminal_that_is_closed_ends_a_render(place: Place) -> None:
    ours, theirs = os.openpty()
    code = (
        "import fcntl, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL);"  # the tests may be run by nohup
        f"sys.argv[1:] = ['{place.folder / 'out/t'}', 'sleep=0.5']; from {FAKE} import main; main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(place.temporary)},
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    wait_for((place.folder / "out/t" / UNFINISHED).exists)
    os.close(ours)
    assert process.wait(10) == 130
    wait_for(lambda: not place.processes(), 2)
    assert place.litter(killed=False) == []


def test_who_ignores_a_closed_terminal_goes_on() -> None:
    """As ``nohup`` has it."""
    code = (
        "import os, signal as s; s.signal(s.SIGHUP, s.SIG_IGN); import gdlesson.ending as e;"
        "e.listen(); s.raise_signal(s.SIGHUP); os.write(1, b'on'); s.raise_signal(s.SIGTERM)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"on", b"Stopped.\n")


def test_a_signal_between_making_a_thing_and_noting_it_waits() -> None:
    code = (
        "import os, signal as s, gdlesson.ending as e; e.listen()\n"
        "with e.held():\n s.raise_signal(s.SIGTERM); os.write(1, b'made '); "
        "e.at_end(lambda: os.write(1, b'unmade'))\n"
        "os.write(1, b'never')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (130, b"made unmade")


def test_what_a_killed_guardian_left_is_swept_by_the_next_command(place: Place) -> None:
    process = place.start("out/t", "sleep=0.5", module=FAKE)
    wait_for((place.folder / "out/t/scenes/red.mp4").exists)
    (left,) = place.temporary.iterdir()
    (watching,) = [
        each for each in place.processes()
        if guardian.__file__.encode() in Path(f"/proc/{each}/cmdline").read_bytes()
    ]  # fmt: skip
    os.kill(watching, signal.SIGKILL)
    process.kill()
    process.wait()
    assert process.stderr is not None
    process.stderr.close()
    (place.temporary / "gdlesson-mine").mkdir()
    environment = os.environ | {"TMPDIR": str(place.temporary)}
    with subprocess.Popen(
        [sys.executable, "-c", f"{SCRATCH}; import time; time.sleep(60)"],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        there = Path(other.stdout.readline().strip())
        assert there.is_dir()
        assert not left.exists()
        subprocess.run([sys.executable, "-c", SCRATCH], cwd=ROOT, env=environment, check=True,
                       capture_output=True)  # fmt: skip
        names = {path.name for path in place.temporary.iterdir()}
        assert names == {there.name, "gdlesson-mine"}
        other.kill()
    wait_for(lambda: not place.processes(), 5)


def test_temporary_files_are_made_in_one_place() -> None:
    """So none is left, however a command ends."""
    files = [*(ROOT / "gdlesson").rglob("*.py")]
    makers = {path.name for path in files if "tempfile" in path.read_text(encoding="utf-8")}
    assert makers == OWN_TEMPORARY_FILES


def test_what_needs_no_temporary_files_makes_no_folder_for_them(place: Place) -> None:
    before = place.temporary.stat().st_mtime_ns
    for words in (("list",), ("--help",), ("check", "lesson.toml"), ("cache",)):
        process = place.start(*words)
        process.communicate(timeout=30)
        assert process.returncode == 0
    assert place.temporary.stat().st_mtime_ns == before


@pytest.mark.parametrize(("redirected", "code", "told"), STREAMS.values(), ids=STREAMS)
def test_streams_that_cannot_be_written_to(redirected: str, code: int, told: str | None) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m gdlesson list --json {redirected}', sys.executable],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    assert done.returncode == code
    if told is not None:
        assert done.stderr.startswith(told)
        assert done.stderr.count("\n") == bool(told)


@pytest.mark.parametrize(("redirected", "values"), POOR.values(), ids=POOR)
def test_a_render_makes_do_with_a_poor_environment(
    place: Place, redirected: str, values: dict[str, str | None]
) -> None:
    (place.temporary / (130 * "n")).mkdir()
    environment = os.environ | {
        name: value.replace("~", str(place.temporary)) for name, value in values.items() if value
    }
    for name in [name for name, value in values.items() if not value]:
        environment[name] = ""
        if values[name] is None:
            del environment[name]
    out = place.folder / "out/t"
    shell = f'exec "$0" -m {FAKE} "$1" style=lines {redirected}'
    done = subprocess.run(
        ["/bin/sh", "-c", shell, sys.executable, str(out)],
        cwd=ROOT, env=environment, check=False, timeout=60, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert (out / "lesson.mp4").is_file()
    assert [path.name for path in place.temporary.rglob("*")] == [130 * "n"]


def test_drawing_needs_no_room_in_the_users_cache_and_nothing_in_the_path(place: Place) -> None:
    cache = place.folder / "cache"
    options = ["-t", "tmpfs", "-o", "size=64k", "tmpfs", str(cache)]
    full = (
        bool(shutil.which("mount"))
        and not subprocess.run(["mount", *options], check=False).returncode
    )
    place.environment = {"PATH": ""}
    try:
        (cache / "filler").write_bytes(bytes(60 * 1024))
        process = place.start(*COMMANDS["still"])
        _, told = process.communicate(timeout=60)
        assert (process.returncode, told) == (0, "")
        # but for the checksum of what was drawn, in a file of 64 bytes, if there is room
        there = {path.relative_to(cache).parts[:2] for path in cache.rglob("*")}
        assert there <= {("filler",), ("gdlesson",), ("gdlesson", "written")}
    finally:
        if full:
            subprocess.run(["umount", str(cache)], check=True)
