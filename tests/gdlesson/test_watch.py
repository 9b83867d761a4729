"""Watching a lesson file: what counts as a change, and that a mistake does not end it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gdlesson.render.program import stamps
from gdlesson.watching import wait_for_change

ROOT = Path(__file__).parents[2]
PAUSE = 0.02
LESSON = """
title = "T"
slug = "t"
[[scene]]
name = "learning_rate"
[scene.params]
steps = {steps}
seconds = 1
[[scene.beat]]
name = "bowl"
"""
DATA = """
[[scene]]
name = "batch_vs_sgd"
[scene.params]
data = "d.csv"
x = "x"
y = "y"
steps = 1
seconds = 1
"""
CHANGES: dict[str, Callable[[Path], object]] = {
    "written": lambda path: path.write_text("new"),
    "replaced": lambda path: path.with_name("other").replace(path),
    "removed": lambda path: path.unlink(),
    "touched": lambda path: os.utime(path, (1, 1)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(tmp_path: Path, change: Callable[[Path], object]) -> None:
    path = tmp_path / "lesson.toml"
    path.write_text("old")
    (tmp_path / "other").write_text("old")
    seen = stamps([path])
    timer = threading.Timer(5 * PAUSE, change, [path])
    began = time.monotonic()
    timer.start()
    wait_for_change(seen, PAUSE)
    assert time.monotonic() - began >= 5 * PAUSE


def test_what_changed_while_it_was_rendered_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "lesson.toml"
    path.write_text("old")
    seen = stamps([path])
    path.write_text("newer")  # before the first look
    wait_for_change(seen, PAUSE)


def test_a_file_that_comes_is_seen(tmp_path: Path) -> None:
    seen = stamps([tmp_path / "d.csv"])
    (tmp_path / "d.csv").write_text("here")
    wait_for_change(seen, PAUSE)


def test_a_file_that_is_still_being_written_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "lesson.toml"
    path.write_text("")
    seen = stamps([path])

    def write_slowly() -> None:
        for _ in range(10):
            time.sleep(3 * PAUSE)
            path.write_text(path.read_text() + "x")

    writer = threading.Thread(target=write_slowly)
    writer.start()
    wait_for_change(seen, 10 * PAUSE)
    assert path.read_text() == 10 * "x"
    writer.join()


def test_watching_goes_on_after_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(LESSON.format(steps=-1))
    data = tmp_path / "d.csv"
    data.write_text("x,y\n1,oops\n2,5\n")
    with subprocess.Popen(
        [sys.executable, "-m", "gdlesson", "watch", "mine.toml"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        told: list[str] = []

        def until(wanted: str) -> None:
            while not told or wanted not in told[-1]:
                line = process.stderr.readline()
                assert line, told
                told.append(line)

        until("waiting for mine.toml to change")
        assert "steps" in "".join(told)
        assert not (tmp_path / "renders").exists()
        path.write_text(LESSON.format(steps=2) + DATA)
        until("oops")
        until("waiting for mine.toml to change")
        data.write_text("x,y\n1,2\n2,5\n")  # the lesson file stays as it is
        until("Done: batch_vs_sgd")
        until("waiting for mine.toml to change")
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
    assert (tmp_path / "renders/t-preview/lesson.mp4").is_file()
    assert "Traceback" not in "".join(told)
