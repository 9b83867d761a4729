"""The line of the hook is that of its run, after as many steps as its table says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scenes.components.surface import body
from scenes.hook import Hook
from scenes.lesson.file import load_lesson
from scenes.plans.hook import DOWNHILL, FOLD, WALK
from scenes.stage.scene import LessonScene


def test_the_line_is_that_of_the_last_landing(drawn: Callable[..., LessonScene]) -> None:
    """Two of its points, computed from the parameters, in the plot's own units."""
    scene = drawn("hook")
    assert isinstance(scene, Hook)
    x, y, track = scene.plan.data.x, scene.plan.data.y, scene.table[WALK]
    axes = scene.view.axes
    for frame in np.random.default_rng(5).integers(0, scene.frames, 40).tolist():
        scene.mobjects_at(frame)
        if scene.view.line.shown(frame) <= 0:
            continue
        assert scene.view.fan.landed == track.step[frame]
        w, b = track.theta[frame]
        across = (np.asarray(axes.x) - (x.max() + x.min()) / 2) / (np.ptp(x) / 2)
        height = (w * across + b) * np.ptp(y) / 2 + (y.max() + y.min()) / 2
        ends = scene.view.fan.ends(scene.view.fan.landed)
        assert np.abs(ends - axes.at(np.asarray(axes.x), height)).max() < 1e-9


def test_each_line_shrinks_to_its_place_on_the_bowl(drawn: Callable[..., LessonScene]) -> None:
    """The places are those of all lines as the eye sees them, and the ball is on the first."""
    scene = drawn("hook")
    assert isinstance(scene, Hook)
    frame = scene.score.named("down").start + round(FOLD * scene.score.fps)
    scene.mobjects_at(frame)
    ground, run = scene.bowl.view.surface, scene.plan.run
    assert scene.view.fan.folded == 1.0
    assert scene.view.fan.places == pytest.approx(ground.at(run.theta, run.loss)[:, :2])
    assert scene.bowl.runner.ball.theta == pytest.approx(run.theta[0])
    assert scene.table[DOWNHILL].step[-1] == run.steps


def test_the_cost_falls_with_each_step(drawn: Callable[..., LessonScene]) -> None:
    assert (np.diff(drawn("hook").plan.run.loss) < 0).all()


def test_the_last_picture_is_the_card_beside_the_bowl_with_the_way_down(
    drawn: Callable[..., LessonScene],
) -> None:
    scene = drawn("hook")
    assert isinstance(scene, Hook)
    seen = [part for part in scene.built if part.shown(scene.frames - 1) > 0]
    bowl, runner = scene.bowl.view.part, scene.bowl.runner
    assert seen == [bowl, runner.leaps_part, runner.ball_part, scene.card]
    assert {part.shown(scene.frames - 1) for part in seen} == {1.0}
    assert scene.heading.shown(scene.frames - 1) == 0.0
    words = " ".join(line.text for line in scene.card.mobject if hasattr(line, "text"))
    assert words == "Gradient descent the engine of machine learning"


def test_what_height_means_is_told_by_an_arrow_that_points_up_clear_of_the_bowl(
    drawn: Callable[..., LessonScene],
) -> None:
    scene = drawn("hook")
    assert isinstance(scene, Hook)
    down, view = scene.score.named("down"), scene.bowl.view
    for frame in (down.start + down.frames // 2, down.stop - 1):
        scene.mobjects_at(frame)
        arrow, _, name = scene.height.mobject
        foot, tip = arrow.ends
        assert foot[0] == tip[0]
        assert foot[1] < tip[1] < name.get_bottom()[1]
        rim = view.surface.view.project(body.rim(view.loss, view.domain))[:, :2]
        assert tip[0] < rim[:, 0].min()
        below = rim[:, 0] < float(name.get_right()[0])
        assert rim[below, 1].max() < name.get_bottom()[1]


def test_years_are_said_as_years_and_a_small_change_to_a_tenth(tmp_path: Path) -> None:
    """They have no mark between thousands, and 15 and 14 would tell a change of 0.7 as 1."""
    years = np.arange(1960, 2020)
    warmer = 14.0 + 0.02 * (years - 1960) + np.random.default_rng(5).normal(0.0, 0.1, len(years))
    rows = "".join(f"{x},{y:.3f}\n" for x, y in zip(years, warmer, strict=True))
    (tmp_path / "warmer.csv").write_text("year,mean (°C)\n" + rows)
    lesson = tmp_path / "lesson.toml"
    lesson.write_text(
        'extends = "gradient-descent"\nscenes = ["hook"]\n'
        'data = { file = "warmer.csv", x = "year", y = "mean (°C)" }\n'
    )
    guess, found, *_ = load_lesson(lesson).scene("hook").score(30).beats
    at, first = re.findall(r"At (\S+), it says (\S+) °C", guess.say)[0]
    last = re.findall(rf"Soon it says (\S+) °C at {at}", found.say)[0]
    assert 1960 <= int(at) <= 2019
    assert "." in first
    assert 0.3 < abs(float(first) - float(last)) < 2.0
