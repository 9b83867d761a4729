"""What scenes about data draw of data as people have them, where the usual ones do not tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from gdcore.typing import Array
from scenes.gradient import Gradient
from scenes.lesson.file import load_lesson
from scenes.parts.slope_view import TICKS_APART
from scenes.plans.gradient import Beats as GradientBeats
from scenes.plans.hook import Plan as HookPlan
from scenes.plans.samples import ASIDE
from scenes.plans.slope import DIGITS, Beats, Plan, W
from scenes.scaling import Scaling
from scenes.slope import Slope
from scenes.stage.scene import LessonScene
from tests.ordinary_data import write_film

Drawn = Callable[..., LessonScene]


@pytest.mark.parametrize("name", ["bend", "many_rows", "exact_line", "unix_times"])
def test_a_line_is_asked_where_it_is_seen(name: str, tmp_path: Path) -> None:
    """The first line and the one in the end lie in the plot there, clear of its axis."""
    lesson = load_lesson(write_film(name, tmp_path))
    plan = HookPlan.computed(lesson.scene("hook").params, lesson.seed, lesson.inputs)
    (left, right), (low, high) = plan.spans
    assert plan.at - left >= ASIDE * (right - left)
    assert low <= min(plan.height(0, plan.at), plan.height(-1, plan.at))
    assert max(plan.height(0, plan.at), plan.height(-1, plan.at)) <= high


def test_a_slope_that_is_nearly_nothing_is_not_told_as_more(tmp_path: Path) -> None:
    """The walk ends at -0.0099, which to three decimals would be the -0.010 that it is below."""
    lesson = load_lesson(write_film("no_relation", tmp_path))
    plan = Plan.computed(lesson.scene("slope").params, lesson.seed, lesson.inputs)
    last, nearly = float(plan.slopes[-1]), plan.asked.nearly
    assert round(abs(last), DIGITS) >= nearly > abs(last)
    assert round(abs(last), plan.decimals(last)) < nearly
    assert plan.decimals(-0.3) == plan.decimals(nearly) == plan.decimals(0.0) == DIGITS
    value = plan.values["last"]
    assert isinstance(value, float)
    assert abs(value) < nearly


def test_when_to_stop_is_told_clear_of_the_curve(drawn: Drawn, tmp_path: Path) -> None:
    """Where its hollow is too narrow for the words, these stand below it."""
    scene = drawn("slope", write_film("no_relation", tmp_path))
    assert isinstance(scene, Slope)
    scene.mobjects_at(scene.frames - 1)
    view, test = scene.view, scene.view.awaited.mobject
    tilts = scene.plan.lowest + np.linspace(-1.0, 1.0, 401)[:, None] * np.eye(2)[W]
    curve = view.section.at(tilts, view.section.loss(tilts))[:, :2]
    over = (curve[:, 0] >= test.get_left()[0]) & (curve[:, 0] <= test.get_right()[0])
    assert (curve[over, 1] > test.get_top()[1]).all()


@pytest.mark.parametrize("name", ["no_relation", "outlier"])
def test_the_line_in_the_end_does_not_cross_what_is_held(
    name: str, drawn: Drawn, tmp_path: Path
) -> None:
    scene = drawn("slope", write_film(name, tmp_path))
    assert isinstance(scene, Slope)
    scene.mobjects_at(scene.frames - 1)
    assert scene.data.held.shown(scene.frames - 1) == 1.0
    tilt, height = scene.view.runner.theta(scene.frames - 1)
    for label in scene.data.held.mobject[1:]:
        x = np.array([label.get_left()[0], label.get_right()[0]])
        line = _line(scene, float(tilt), float(height), x)
        assert line.min() > label.get_top()[1] or line.max() < label.get_bottom()[1]


def _line(scene: Slope, tilt: float, height: float, x: Array) -> Array:
    """How high a line of scaled data is at x in the frame, there."""
    ends = np.array([-1.0, 1.0])
    places = scene.data.scaled.axes.at(ends, tilt * ends + height)
    slope = np.diff(places[:, 1])[0] / np.diff(places[:, 0])[0]
    return np.asarray(places[0, 1] + slope * (x - places[0, 0]))


def test_a_plate_is_beneath_what_is_held_where_samples_are(drawn: Drawn, tmp_path: Path) -> None:
    """And none where there are none."""
    among = drawn("slope", write_film("many_rows", tmp_path))
    clear = drawn("slope")
    for scene, covers in ((among, True), (clear, False)):
        assert isinstance(scene, Slope)
        scene.mobjects_at(scene.score[Beats.sign].stop - 1)
        plate, *labels = scene.data.held.mobject
        assert (plate.filled.width > 0.0) == covers
        if covers:
            assert plate.filled.left - 1e-6 <= min(label.get_left()[0] for label in labels)
            assert plate.filled.top + 1e-6 >= max(label.get_top()[1] for label in labels)


def test_numbers_stand_apart_while_a_curve_slides(drawn: Drawn, tmp_path: Path) -> None:
    """They are those of the axes in the end, which may be a small part of those at first."""
    scene = drawn("slope", write_film("clicks", tmp_path))
    assert isinstance(scene, Slope)
    scene.mobjects_at(0)
    axes = scene.view.axes[0].mobject
    slot, (x, high) = scene.view.section.slot, scene.view._spans()  # noqa: SLF001 - nowhere else
    for ticks, span, length in (
        (axes.x_ticks, x[1] - x[0], slot.width), (axes.y_ticks, high, slot.height)
    ):  # fmt: skip
        assert len(ticks) > 1
        assert np.diff(ticks).min() / span * length > TICKS_APART


def test_the_slope_along_b_is_told_on_the_map(drawn: Drawn, tmp_path: Path) -> None:
    """Beside the tip of its arrow, where there is no room below it."""
    scene = drawn("gradient", write_film("four_rows", tmp_path))
    assert isinstance(scene, Gradient)
    frame = scene.score[GradientBeats.places].stop - 1
    scene.mobjects_at(frame)
    card, name = scene.bowl.within.at(frame), scene.bowl.elsewhere.names[1].mobject
    assert scene.bowl.elsewhere.names[1].shown(frame) == 1.0
    assert name.get_bottom()[1] >= card.bottom
    assert name.get_top()[1] <= card.top


def test_the_gradient_is_named_on_the_map(drawn: Drawn, tmp_path: Path) -> None:
    """With its plate, also where the tip of its arrow is at the side of the map."""
    scene = drawn("gradient", write_film("many_rows", tmp_path))
    assert isinstance(scene, Gradient)
    frame = scene.score[GradientBeats.arrow].stop - 1
    scene.mobjects_at(frame)
    card, name = scene.bowl.within.at(frame), scene.bowl.gradient[1].mobject
    assert card.left <= name.get_left()[0] + 1e-6
    assert name.get_right()[0] - 1e-6 <= card.right


def test_a_trench_of_any_length_has_a_lens(drawn: Drawn, tmp_path: Path) -> None:
    """Of one whose width is nothing beside its length, too, as of data in astronomers' units."""
    scene = drawn("scaling", write_film("huge", tmp_path))
    assert isinstance(scene, Scaling)
    assert scene.own.lens is not None
    assert 1.0 < scene.own.lens.times < np.inf
