"""The benchmarks: what they report, not how fast anything is."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
from rich.console import Console

from gdlesson import cli
from gdlesson.bench import descents, encoding, machine, renders, report, timing
from gdlesson.bench.encoding import Compared
from gdlesson.bench.timing import Measured, Spread
from gdlesson.check.sharpness import Likeness
from gdlesson.errors import CommandError
from gdlesson.one_thread import ONE_THREAD
from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture, Quality
from gdlesson.render.stage import manim_stage
from gdlesson.render.stretches import cut
from scenes.lesson.file import load_lesson

ROWS = [
    Measured(
        what="one thing", unit="s", ours=Spread(0.1, 0.25, 0.5), target="at most 1 s", met=True
    ),
    Measured(
        what="another",
        unit="ms",
        ours=Spread(1.0, 2.0, 4.0),
        theirs=Spread(8.0, 9.0, 10.0),
        other="the loop",
        ratio=Spread(2.0, 4.5, 10.0),
        target="5 times as fast",
        met=False,
        note="it was raining",
    ),
    Measured(what="a third", unit="s", ours=Spread(1, 1, 1), target="any", met=None),
]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same work, but little of it."""
    for name, size in {"SEEDS": 4, "STEPS": 9, "PLAIN_STEPS": 30, "SECONDS": 1}.items():
        monkeypatch.setattr(descents, name, size)


def torch_like(slope: float) -> ModuleType:
    """A module in place of gdlesson.bench.torch_loop: the same steps, `slope` times the rate."""
    module = ModuleType("torch_loop")

    def descend_with_torch(x, y, batches, rate):
        theta = np.zeros(2)
        for sample in batches[:, 0]:
            residual = theta[0] * x[sample] + theta[1] - y[sample]
            theta -= slope * rate * 2 * residual * np.array([x[sample], 1.0])
        return theta.tolist()

    module.descend_with_torch = descend_with_torch
    return module


def with_loop(monkeypatch: pytest.MonkeyPatch, slope: float) -> None:
    monkeypatch.setattr(descents, "find_spec", lambda _name: object())
    monkeypatch.setitem(sys.modules, "gdlesson.bench.torch_loop", torch_like(slope))


def test_sides_take_turns_and_each_is_first_every_other_time() -> None:
    order: list[str] = []
    here, there = timing.by_turns(lambda: order.append("a"), lambda: order.append("b"), 3)
    assert "".join(order) == "ab" + "ab" + "ba" + "ab"  # the first pair does not count
    assert (len(here), len(there)) == (3, 3)
    assert len(timing.alone(lambda: order.append("c"), 2)) == 2
    assert order.count("c") == 3


def test_a_spread_is_least_middle_and_most() -> None:
    assert Spread.of([3.0, 1.0, 2.0]) == Spread(1.0, 2.0, 3.0)
    assert Spread.of([1.0, 2.0]).median == 1.5
    assert Spread(1.0, 2.0, 3.0).scaled(10.0) == Spread(10.0, 20.0, 30.0)


@pytest.mark.usefixtures("few")
def test_without_pytorch_its_side_is_left_out_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(descents, "find_spec", lambda _name: None)
    seeds, path, table, importing = descents.rows(pairs=1, torch_steps=10)
    assert seeds.theirs is seeds.ratio is path.theirs is path.ratio is None
    assert path.met is None
    assert seeds.note == path.note == "PyTorch is not installed, so nothing is compared with it"
    assert table.what == "a table of 60 frames"
    assert "3 pairs of new Pythons" in importing.note
    assert importing.ours.minimum <= importing.ours.median <= importing.ours.maximum


@pytest.mark.usefixtures("few")
def test_the_loop_is_scaled_to_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    with_loop(monkeypatch, slope=1.0)
    monkeypatch.setattr(descents, "by_turns", lambda *_: ([1.0, 2.0, 4.0], [3.0, 3.0, 3.0]))
    seeds, path = descents.many_seeds(3, 18), descents.one_path(3, 10)
    assert seeds.ours == Spread(1.0, 2.0, 4.0)
    assert seeds.theirs == Spread(6.0, 6.0, 6.0)  # 36 steps where 18 were taken
    assert seeds.ratio == Spread(1.5, 3.0, 6.0)
    assert seeds.met is False
    assert "measured over 18 steps and scaled" in seeds.note
    assert path.theirs.median == pytest.approx(3.0 * 3 * 1e6 / 30)
    assert path.ratio == Spread(2.25, 4.5, 9.0)
    assert path.met is True


def test_a_loop_that_does_other_work_is_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    with_loop(monkeypatch, slope=1.01)
    with pytest.raises(CommandError, match="did not do the same work and cannot be compared"):
        descents.many_seeds(1, 10)


def test_the_loop_of_pytorch_ends_where_gdcore_does() -> None:
    pytest.importorskip("torch", reason="PyTorch is optional, and not in the lock file")
    assert callable(descents.torch_loop_of(50))


def test_the_table_tells_all(capsys: pytest.CaptureFixture[str]) -> None:
    said = io.StringIO()
    report.show(ROWS, Console(file=said, width=80), "ours", "; NumPy 1.2")
    lines = [" ".join(line.split()) for line in said.getvalue().splitlines()]
    assert lines[:11] == [
        "median least most unit",
        "one thing",
        "ours 0.25 0.1 0.5 s",
        "met: at most 1 s",
        "another",
        "ours 2 1 4 ms",
        "the loop 9 8 10 ms",
        "ratio 4.5 2 10 times",
        "missed: 5 times as fast",
        "a third",
        "ours 1 1 1 s",
    ]
    assert "It was raining." in lines
    assert "NumPy 1.2" in " ".join(lines)
    assert not capsys.readouterr().out


def test_the_file_holds_the_same(tmp_path) -> None:
    path = tmp_path / "deep" / "b.json"
    report.write(ROWS, path)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert [row["what"] for row in found["rows"]] == ["one thing", "another", "a third"]
    assert found["rows"][1]["ratio"] == {"minimum": 2.0, "median": 4.5, "maximum": 10.0}
    assert found["rows"][0]["theirs"] is None
    assert found["machine"] == machine.machine()
    assert [file.name for file in path.parent.iterdir()] == ["b.json"]


def test_the_processor_is_named_plainly(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = tmp_path / "cpuinfo"
    listing.write_text("processor\t: 0\nmodel name\t: Fast: 3 GHz\nflags\t: x\n", encoding="utf-8")
    assert machine.processor(listing) == "Fast: 3 GHz"
    monkeypatch.setattr("platform.processor", lambda: "")
    monkeypatch.setattr("platform.machine", lambda: "m68k")
    assert machine.processor(tmp_path / "none") == "m68k"
    assert machine.installed("no-such-package") == "not installed"


@pytest.mark.usefixtures("few")
def test_the_command_writes_and_shows(tmp_path, capsys, monkeypatch) -> None:
    for name in ONE_THREAD:
        monkeypatch.setenv(name, "9")
    monkeypatch.setattr(descents, "find_spec", lambda _name: None)
    out = tmp_path / "b.json"
    assert cli.run(["bench", "gdcore", "--pairs", "1", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "a table of 60 frames" in said
    assert said.endswith(f"{out}\n")
    assert len(json.loads(out.read_text(encoding="utf-8"))["rows"]) == 4
    assert all(os.environ[name] == "1" for name in ONE_THREAD)


def test_bench_alone_says_what_there_is(capsys) -> None:
    assert cli.run(["bench"]) in {0, 2}
    assert "gdcore" in "".join(capsys.readouterr())


SAID = "\n".join(
    json.dumps(event)
    for event in (
        {"event": "begin", "frames": 100},
        {"event": "stretch", "memory": 3 * 2**20},
        {"event": "stretch", "memory": 5 * 2**20},
        {"event": "lesson"},
    )
)


def test_both_sides_of_a_render_start_empty_and_leave_a_video(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is timed is the whole way from a lesson to a file, on both sides."""
    calls: list[tuple[list[str], dict[str, str]]] = []

    def run(command: list[str], *, env: dict[str, str], **_: object) -> SimpleNamespace:
        calls.append((command, env))
        ours = "gdlesson" in command
        if ours:
            video = Path(command[command.index("--out") + 1]) / "scenes/learning_rate.mp4"
        elif "manim" in command:
            video = Path(command[command.index("--media_dir") + 1]) / "v/LearningRate.mp4"
        else:
            return SimpleNamespace(stdout="0.02\n" if "ours" in command else "said\n0.7\n")
        video.parent.mkdir(parents=True)
        video.write_bytes(bytes(2**20 if ours else 2**19))
        return SimpleNamespace(stdout=SAID)

    compared = [
        Compared("learning_rate", 3, Likeness(47.0, (0.0, 0.001, 0.0))),
        Compared("mountain", 9, Likeness(45.0, (0.003, 0.0, 0.0))),
        Compared("mountain", 10, Likeness(50.0, (0.0, 0.0, 0.0))),
    ]
    monkeypatch.setattr(renders.subprocess, "run", run)
    monkeypatch.setattr(renders, "encode_alone", lambda *_: encoding.Encoded(10, 2.0))
    monkeypatch.setattr(renders, "compare", lambda *_: compared)
    monkeypatch.setattr(renders, "processors", lambda: 2)
    rows = renders.rows(2, Quality.PREVIEW)
    flat, same, turning, limit, rate, memory, psnr, luma, blue, red, size = rows
    assert (flat.unit, flat.other) == ("s", "manim on the same file")
    frames = load_lesson().scene("learning_rate").score(15).frames
    assert f"{frames:,} frames of 854x480 at 15 fps" in flat.what
    assert (size.unit, size.met) == ("Mbit/s", True)
    assert size.ours.median == pytest.approx(2 * size.theirs.median)
    assert size.ours.median == pytest.approx(8 * 2**20 / (frames / 15) / 1e6)
    assert "x264 told the same" in same.what
    assert (turning.met, turning.ratio.median) == (True, pytest.approx(35.0))
    assert limit.theirs.median == pytest.approx(0.2 * 100 / 2)
    assert rate.target == "at least 30, twice real time"
    assert (psnr.ours, psnr.met) == (Spread(45.0, 47.0, 50.0), False)
    assert psnr.note == luma.note == "the worst is frame 9 of mountain"
    assert (luma.ours.maximum, luma.met) == (pytest.approx(0.3), False)
    assert (blue.ours.maximum, blue.met) == (pytest.approx(0.1), True)
    assert blue.note == "the worst is frame 3 of learning_rate"
    assert red.met
    assert (memory.ours.maximum, memory.met) == (5.0, True)
    ours = [call for call in calls if "gdlesson" in call[0]]
    theirs = [call[0] for call in calls if "manim" in call[0]]
    assert (len(ours), len(theirs)) == (3 + 3 + 2 + 1, 3 + 3 + 1)
    assert len({env["XDG_CACHE_HOME"] for _, env in ours}) == len(ours)
    assert all("--disable_caching" in command for command in theirs)
    assert theirs[0][-2:] == ["scenes/learning_rate.py", "LearningRate"]
    assert {"bf=0", "g=60", "preset=veryfast", "threads=1"} <= set(theirs[-2])
    assert "--encoder-option" not in theirs[-1]


def test_encoding_alone_counts_its_share_of_the_frames() -> None:
    picture = Picture(160, 90, 4)
    parts = [encoding.encode_share(("learning_rate", picture, k, 2)) for k in range(2)]
    score = load_lesson().scene("learning_rate").score(4)
    every = [stop - start for _, start, stop in cut(score)]
    assert sum(part.frames for part in parts) == sum(every[:: encoding.EVERY])
    assert all(part.seconds > 0 for part in parts)


def test_every_frame_of_a_clip_is_held_against_its_picture(tmp_path) -> None:
    picture = Picture(320, 180, 4)
    frames = load_lesson().scene("learning_rate").score(4).frames
    stage = manim_stage(load_lesson(), "learning_rate", picture, tmp_path)
    stage.prepare()
    clip = tmp_path / "learning_rate.mp4"
    with Encoder(clip, picture) as encoder:
        for frame in range(frames):
            pixels = stage.picture(frame).copy()
            if frame == 150:
                pixels[40:60] = 255
            encoder.write(pixels)
    parts = [encoding.compare_share((clip, picture, k, 2)) for k in range(2)]
    assert [each.frame for part in parts for each in part] == [*range(frames)]
    worst = min((each for part in parts for each in part), key=lambda each: each.found.psnr)
    assert (worst.scene, worst.frame) == ("learning_rate", 150)
    assert sum(each.found.is_sharp for part in parts for each in part) == frames - 1
