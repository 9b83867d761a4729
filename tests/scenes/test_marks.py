"""Balls where their paths end, and the marks of these places: neither hides the other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from scenes.components.path.ball import SMALLER, Ball
from scenes.components.path.mark import Mark
from scenes.parts.runner import CLOSE, Runner
from scenes.stage.scene import LessonScene, Part
from scenes.theme import STROKES, THEMES

Drawn = Callable[..., LessonScene]
FRAME_HEIGHT, NEAR = 8.0, 0.1


def away(mark: Mark, ball: Ball) -> float:
    """Frame units from a ball to a mark."""
    return float(np.hypot(*(ball.centre - mark.centre)))


def resting(scene: LessonScene, runner: Runner) -> list[int]:
    """Some frames at which a ball is wholly seen, and stays where it stands for some time."""
    position = scene.table[runner.name].step + scene.table[runner.name].phase
    return [
        frame
        for frame in range(12, scene.frames - 12, 5)
        if runner.ball_part.shown(frame) == 1.0 and np.ptp(position[frame - 12 : frame + 12]) == 0.0
    ]


def test_a_cross_opens_about_a_ball_that_comes_to_it_and_the_ball_gets_smaller(
    drawn: Drawn,
) -> None:
    """Each while the ball is near, and by no more than is needed; far away it has its size."""
    scene = drawn("batch_vs_sgd")
    runner = next(runner for runner in scene.runs_shown if runner.aims)
    ball, mark, far, there = runner.ball, runner.aims[0], 0, 0
    for frame in resting(scene, runner):
        scene.mobjects_at(frame)
        if away(mark, ball) > CLOSE:
            far += 1
            assert ball.radius == ball.full, frame
        elif away(mark, ball) < NEAR:
            there += 1
            assert ball.radius == pytest.approx((1.0 - SMALLER) * ball.full, rel=0.05)
            assert ball.radius < mark.opening < 2.0 * ball.radius, frame
    assert far > 3
    assert there > 3


def alone(scene: LessonScene, part: Part, frame: int) -> np.ndarray:
    """How much a part changes each pixel of a picture, (h, w)."""
    order = list(scene.parts)
    whole = scene.picture(frame)[..., :3].astype(int)
    scene.parts.remove(part)
    without = scene.picture(frame)[..., :3].astype(int)
    scene.parts[:] = order
    return np.abs(whole - without).max(axis=-1)


def test_ball_and_cross_are_both_seen_where_the_ball_stands_on_the_minimum(drawn: Drawn) -> None:
    scene = drawn("batch_vs_sgd")
    runner = next(runner for runner in scene.runs_shown if runner.aims)
    mark = runner.aims[0]
    part = next(part for part in scene.parts if part.mobject is mark)
    for frame in resting(scene, runner):
        scene.mobjects_at(frame)
        if away(mark, runner.ball) < NEAR and part.shown(frame) == 1.0:
            break
    cross, ball = alone(scene, part, frame) > 50, alone(scene, runner.ball_part, frame) > 50
    height, width = cross.shape
    pixels = height / FRAME_HEIGHT
    assert cross.sum() > 4 * 0.1 * STROKES.curve * pixels**2
    rows, columns = np.indices(cross.shape)
    x, y = runner.ball.centre
    off = np.hypot(columns - width / 2 - x * pixels, rows - height / 2 + y * pixels) / pixels
    disc = off < 0.8 * runner.ball.radius
    assert ball[disc].mean() > 0.4  # it stands on the end of its path
    assert not cross[disc].any()


@pytest.mark.parametrize("near", np.linspace(0.0, 1.0, 6).tolist())
def test_below_a_small_ball_enough_of_a_large_one_is_seen(near: float) -> None:
    """A ring of its colour is left about the casing of the small one, two pixels of 720 lines."""
    large, small = (
        Ball(None, "#ffffff", THEMES["night"], share * STROKES.ball)  # type: ignore[arg-type]
        for share in (1.0, 0.5)
    )
    large.show(np.zeros(2), 0.0, near=near)
    assert large.radius - small.room(near) > 2 * FRAME_HEIGHT / 720
