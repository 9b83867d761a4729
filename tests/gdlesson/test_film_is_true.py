"""Balls in the frames of the finished film are where the trace beside it says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest
from manim import tempconfig

from gdcore import FrameTable
from scenes.catalog import SCENES
from scenes.parts.runner import Runner
from scenes.stage.scene import LessonScene, Part
from tests import extent
from tests.scenes.test_honesty import place_of

ROOT = Path(__file__).parents[2]
FPS, WIDTH, HEIGHT = 15, 854, 480
TAKEN = [*SCENES][:: extent.of(2, 1)]
"""The scenes that are rendered: as a sample, every other one."""
LOOKED_AT = 8
"""Balls of a scene."""
SHIFTS = range(-6, 7)
"""Pixels by which a ball in the film might lie beside its place."""
MOST_LEFT = 0.15
"""Share of a ball's energy that encoding may change."""

Staged = Callable[[str], LessonScene]

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, name: str) -> Path:
    """A scene of the built-in lesson, rendered small."""
    out = tmp_path / "lesson"
    call = [sys.executable, "-m", "gdlesson", "render", "--quality", "preview", "--out", str(out)]
    subprocess.run(
        [*call, "--scene", name],
        check=True, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return out


@pytest.fixture(scope="module")
def stage() -> Iterator[Staged]:
    """Makes a scene as the film was drawn."""
    size = {"pixel_width": WIDTH, "pixel_height": HEIGHT, "frame_rate": FPS, "frame_height": 8.0}
    with tempconfig({**size, "frame_width": 8.0 * WIDTH / HEIGHT, "dry_run": True}):

        @cache
        def make(name: str) -> LessonScene:
            scene = SCENES[name]()
            scene.prepare()
            return scene

        yield make


def decoded(film: Path, wanted: set[int]) -> dict[int, np.ndarray]:
    """Some frames of a film, (h, w), their luma."""
    with av.open(str(film)) as container:
        frames = enumerate(container.decode(video=0))
        return {
            n: f.to_ndarray(format="yuv420p")[:HEIGHT].astype(float)
            for n, f in frames
            if n in wanted
        }


def luma(picture: np.ndarray) -> np.ndarray:
    """That of a picture (h, w, 4), as ITU-R BT.709 has it, from 16 to 235 as in the film."""
    return 16.0 + picture[..., :3] @ np.array([0.2126, 0.7152, 0.0722]) * 219.0 / 255.0


def standing(scene: LessonScene, table: FrameTable) -> list[tuple[Runner, int]]:
    """Balls that stand alone in a picture, at frames chosen by chance."""
    found: list[tuple[Runner, int]] = []
    for frame in np.random.default_rng(11).permutation(scene.frames).tolist():
        seen = [r for r in scene.runs_shown if r.ball_part.shown(frame) == 1.0]
        if not any(table[r.name].phase[frame] == 0.0 for r in seen):
            continue
        scene.mobjects_at(frame)
        places = [place_in(table, runner, frame) for runner in seen]
        for runner, place in zip(seen, places, strict=True):
            near = [np.hypot(*(place - other)) < 4 * runner.ball.radius for other in places]
            inside = runner.ground.slot.inset(*[0.5] * 4).holds(place)
            if sum(near) == 1 and inside and table[runner.name].phase[frame] == 0.0:
                found.append((runner, frame))
        if len(found) >= LOOKED_AT:
            break
    return found


def place_in(table: FrameTable, runner: Runner, frame: int) -> np.ndarray:
    """Where the trace has a ball that stands, as it is seen now."""
    track = table[runner.name]
    return place_of(runner, track.theta[frame], float(track.loss[frame]))


def with_and_without(
    scene: LessonScene, runner: Runner, frame: int, *less: Part
) -> tuple[np.ndarray, np.ndarray]:
    """The picture of a frame with a ball and without it, and ``less`` these parts."""
    order = list(scene.parts)
    scene.parts[:] = [part for part in order if part not in less]
    whole = scene.picture(frame).copy()
    scene.parts.remove(runner.ball_part)
    bare = scene.picture(frame).copy()
    scene.parts[:] = order
    return whole, bare


def test_most_scenes_have_balls(stage: Staged) -> None:
    """What is said of those holds of few otherwise."""
    assert sum(bool(stage(name).runs_shown) for name in TAKEN) > len(TAKEN) / 2


@pytest.mark.parametrize("name", TAKEN)
def test_balls_in_the_film_are_where_the_trace_says(folder: Path, stage: Staged, name: str) -> None:
    scene = stage(name)
    if not scene.runs_shown:
        pytest.skip("it shows no ball")
    table = FrameTable.load(folder / f"trace/{name}.npz")
    looked_at = standing(scene, table)
    assert len(looked_at) >= LOOKED_AT
    film = decoded(folder / f"scenes/{name}.mp4", {frame for _, frame in looked_at})
    for runner, frame in looked_at:
        whole, bare = with_and_without(scene, runner, frame)
        place = place_in(table, runner, frame)
        with_ball, without = luma(whole), luma(bare)
        column = round(WIDTH / 2 + place[0] * HEIGHT / 8)
        row = round(HEIGHT / 2 - place[1] * HEIGHT / 8)
        reach = round(3.2 * runner.ball.radius * HEIGHT / 8) + max(SHIFTS)
        box = slice(row - reach, row + reach + 1), slice(column - reach, column + reach + 1)
        drawn, seen = (with_ball - without)[box], (film[frame] - without)[box]
        energy = float((drawn**2).sum())
        assert energy > 0
        left = {
            (down, right): float(((np.roll(drawn, (down, right), (0, 1)) - seen) ** 2).sum())
            for down in SHIFTS
            for right in SHIFTS
        }
        assert min(left, key=left.__getitem__) == (0, 0), (runner.name, frame)
        assert left[0, 0] < MOST_LEFT * energy, (runner.name, frame)
        # a dot of its path, in the ball's colour, may lie just beneath it
        others = [part for part in runner.parts if part is not runner.ball_part]
        alone, gone = with_and_without(scene, runner, frame, *others)
        ball = np.abs(alone[..., :3].astype(int) - gone[..., :3]).max(axis=-1)[box]
        middle = np.argwhere(ball > 0.5 * ball.max()).mean(axis=0) - reach
        assert np.hypot(*middle) < 0.75 * runner.ball.radius * HEIGHT / 8 + 1.0
