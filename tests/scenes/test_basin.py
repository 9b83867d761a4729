"""A basin is what lies no higher than its rim; and what is drawn of it is to one scale."""

from __future__ import annotations

import re

import numpy as np
import pytest

from gdcore import theory
from gdcore.datasets import Dataset
from gdcore.problems import LinearRegression
from gdcore.typing import Array
from scenes.components.basin import Basin
from scenes.layout import Slot
from scenes.painting.camera import LessonCamera
from scenes.parts.trench_lens import TrenchLens
from scenes.plans.base import Beat
from scenes.plans.scaling import OWN, SCALED, Beats, Params
from scenes.scaling import Scaling
from scenes.theme import THEMES
from tests.scenes.test_honesty import Drawn

SLOT = Slot(-3.0, -2.0, 3.0, 2.0)
PIXELS = 40
# x of the samples, and about how many times as long as wide the bowl is
LINES = {"round": (np.linspace(-1.5, 2.0, 9), 1.4), "narrow": (np.arange(1.0, 12.0), 14.0)}


def made(x: np.ndarray, scale: float) -> tuple[Basin, LinearRegression]:
    """Of a line through samples; so many frame units a parameter."""
    line = LinearRegression(x, np.sin(x))
    axes = theory.principal_axes(line, line.minimum())
    basin = Basin(axes, line.minimum(), 1.0, THEMES["night"])
    basin.look(SLOT, scale * np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([0.1, -0.2]))
    return basin, line


def alpha(basin: Basin) -> np.ndarray:
    """How much of its ground is at each pixel of a picture that its slot fills, (h, w)."""
    size = {"pixel_width": 6 * PIXELS, "pixel_height": 4 * PIXELS}
    camera = LessonCamera(**size, frame_width=6.0, frame_height=4.0, background_color="#000000")
    camera.capture_mobjects([basin])
    return camera.pixel_array[..., :3].max(axis=-1) > 0


@pytest.mark.parametrize(("x", "ratio"), LINES.values(), ids=LINES)
def test_there_is_ground_where_the_cost_is_no_higher_than_the_rim(x, ratio: float) -> None:
    basin, line = made(x, 0.5)
    assert basin.half[0] / basin.half[1] == pytest.approx(ratio, rel=0.1)
    there = alpha(basin)
    rng = np.random.default_rng(5)
    theta = line.minimum() + rng.uniform(-4.0, 4.0, (4000, 2))
    cost = line.loss(theta) - line.loss(line.minimum())
    places = basin.at(theta, cost)[:, :2]
    inner = SLOT.inset(*[0.4] * 4).holds(places)
    columns = ((places[:, 0] - SLOT.left) * PIXELS).astype(int)
    rows = ((SLOT.top - places[:, 1]) * PIXELS).astype(int)
    for above, expected in ((cost < 0.7, True), (cost > 1.6, False)):
        found = there[rows[inner & above], columns[inner & above]]
        assert len(found) > 20
        assert (found == expected).mean() > 0.98


def test_a_bowl_as_thin_as_a_hair_is_still_seen() -> None:
    """A billion billion times as long as wide: a line from end to end."""
    axes = theory.Axes(np.array([1e-36, 1.0]), np.eye(2))
    basin = Basin(axes, np.zeros(2), 1.0, THEMES["night"])
    basin.look(SLOT, 2.5 / float(basin.half[0]) * np.eye(2), np.zeros(2))
    there = alpha(basin)
    columns = np.flatnonzero(there.any(axis=0))
    assert columns[0] == pytest.approx(0.5 * PIXELS, abs=2)
    assert columns[-1] == pytest.approx(5.5 * PIXELS, abs=2)
    assert (there.sum(axis=0)[columns] <= 4).all()


def scales(basin: Basin, x: np.ndarray) -> tuple[float, float]:
    """Frame units of a parameter along the bowl of a line through samples, and across it."""
    ways = np.abs(_own_ways(x) @ basin.linear.T)
    sides = ways.argmax(axis=1)
    assert sorted(sides) == [0, 1], "its axes are not level and upright"
    assert (ways.min(axis=1) < 1e-9 * ways.max(axis=1)).all(), "its axes lie askew"
    along, across = ways.max(axis=1).tolist()
    return along, across


def _own_ways(x: np.ndarray) -> np.ndarray:
    """The directions along the bowl of a line through samples, and across it, a row each."""
    _, _, (across, along) = np.linalg.svd(np.column_stack([x, np.ones_like(x)]))
    return np.stack([along, across])


def test_one_bowl_comes_out_of_the_other_in_which_each_line_has_its_place(drawn: Drawn) -> None:
    """At first a line lies in both where the same line in other units does, but for one scale."""
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    plan, nothing, view = scene.plan, np.zeros(40), scene.round.view
    beat = scene.score[Beats.bowls]
    seen = (each for each in range(beat.start, beat.stop) if view.part.shown(each) > 0.0)
    scene.mobjects_at(next(seen))
    scaled = plan.problem.minimum() + np.random.default_rng(5).uniform(-1.0, 1.0, (40, 2))
    own = np.stack(plan.scaled.line_in_units(scaled), axis=-1)
    places = view.basin.at(scaled, nothing)[:, :2] - view.basin.slot.centre
    other = scene.own.view.basin.at(own, nothing)[:, :2] - scene.own.view.slot.centre
    larger = np.linalg.norm(places) / np.linalg.norm(other)
    assert places == pytest.approx(larger * other, abs=1e-6)
    assert larger == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize("beat", [Beats.bowls, Beats.question, Beats.steps, Beats.runs, Beats.axes])
def test_both_bowls_lie_lengthwise_and_are_not_seen_from_behind(
    drawn: Drawn, beat: Beat[Params]
) -> None:
    """Each is to one scale along and across; from w to b one turns the same way in both."""
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    scene.mobjects_at(scene.score[beat].stop - 1)
    turned = []
    for bowl, data in ((scene.own, scene.plan.data), (scene.round, scene.plan.scaled)):
        basin = bowl.view.basin
        along, across = scales(basin, data.x)
        assert across / along == pytest.approx(1.0, rel=1e-9)
        assert np.abs(_own_ways(data.x) @ basin.linear.T).argmax(axis=1).tolist() == [0, 1]
        turned.append(np.sign(np.linalg.det(basin.linear)))
    assert turned[0] == turned[1]


def test_all_of_a_trench_is_seen_in_its_true_shape_before_its_lens_opens(drawn: Drawn) -> None:
    """To one scale, from side to side."""
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    view, lens = scene.own.view, scene.own.lens
    assert lens is not None
    frame = _opens(scene, lens) - 1
    scene.mobjects_at(frame)
    assert view.out.at(frame) == 1.0
    assert view.part.shown(frame) == 1.0
    assert all(part.shown(frame) == 0.0 for part in (*lens.ground, lens.frame, *lens.walk))
    basin, along = view.basin, _own_ways(scene.plan.data.x)[0]
    ends = basin.at(basin.centre + np.array([[-1.0], [1.0]]) * basin.half[0] * along, np.zeros(2))
    assert sorted(ends[:, 0]) == pytest.approx(
        [scene.own.words.slot.left, scene.own.words.slot.right]
    )


def _opens(scene: Scaling, lens: TrenchLens) -> int:
    """The first frame in which something of a lens is seen."""
    beat = scene.score[Beats.bowls]
    return next(each for each in range(beat.start, beat.stop) if lens.frame.shown(each) > 0.0)


def test_a_lens_opens_out_of_the_trench_until_that_goes_beyond_both_sides(drawn: Drawn) -> None:
    """The ball stays in its middle, and all that is magnified is so more and more."""
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    fps, lens = float(scene.score.fps), scene.own.lens
    assert lens is not None
    begins = _opens(scene, lens)
    ways, theta = _own_ways(scene.plan.data.x), scene.plan.runs[OWN].theta[0]
    times = []
    for seconds in (0.2, 0.3, 0.4, 0.6, 1.1):
        scene.mobjects_at(begins + round(seconds * fps))
        place = lens.basin.at(theta, np.zeros(()))[:2]
        assert lens.basin.slot.holds(place[None]).all()
        assert place[0] == pytest.approx(lens.basin.slot.centre[0], abs=1e-6)
        assert lens.edge.sides == lens.basin.slot
        times.append(np.linalg.norm(lens.basin.linear))
    assert times == sorted(times)
    assert lens.basin.slot.extent == pytest.approx(lens.slot.extent)
    basin = lens.basin
    ends = basin.at(basin.centre + np.array([[-1.0], [1.0]]) * basin.half[0] * ways[0], np.zeros(2))
    assert ends[:, 0].min() < lens.slot.left
    assert ends[:, 0].max() > lens.slot.right


@pytest.mark.parametrize("beat", [Beats.question, Beats.steps, Beats.runs, Beats.axes])
def test_a_lens_is_as_many_times_as_large_as_it_says(drawn: Drawn, beat: Beat[Params]) -> None:
    """All of the width is in it, and the ball; the small frame is what it shows."""
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    frame = scene.score[beat].stop - 1
    scene.mobjects_at(frame)
    lens, view = scene.own.lens, scene.own.view
    assert lens is not None
    assert scene.round.lens is None
    assert lens.note.shown(frame) == 1.0
    told = float(lens.note.mobject.text.split()[1])
    larger, smaller = (
        np.array(scales(each, scene.plan.data.x)) for each in (lens.basin, view.basin)
    )
    assert larger / smaller == pytest.approx(told, rel=1e-9)
    ways = _own_ways(scene.plan.data.x)
    shown = lens.basin
    rims = shown.centre + shown.middle + np.array([[-1.0], [1.0]]) * shown.half[1] * ways[1]
    theta = view.runner.theta(frame)
    assert lens.slot.holds(shown.at(np.stack([*rims, theta]), np.zeros(3))).all()
    sides = lens.frame.mobject[1].sides
    corners = np.array([[lens.slot.left, lens.slot.bottom], [lens.slot.right, lens.slot.top]])
    seen = np.linalg.solve(shown.linear, (corners - lens.slot.centre).T).T
    places = view.basin.at(shown.centre + shown.middle + seen, np.zeros(2))[:, :2]
    assert places.ravel() == pytest.approx([sides.left, sides.bottom, sides.right, sides.top])


def test_rates_are_told_while_walks_are_compared(drawn: Drawn) -> None:
    """Of each: what share of its own limit it is."""
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    for beat in (Beats.question, Beats.steps, Beats.runs, Beats.took):
        frame = scene.score[beat].stop - 1
        assert all(bowl.words.rate.shown(frame) == 1.0 for bowl in scene.bowls)


def test_counts_are_those_of_the_table_until_each_walk_has_arrived(drawn: Drawn) -> None:
    """Of its steps, in figures; in the end the one share of the cost's way down is left in both."""
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    samples = {OWN: scene.plan.data, SCALED: scene.plan.scaled}
    for bowl, (name, data) in zip(scene.bowls, samples.items(), strict=True):
        theta, best = scene.plan.runs[name].theta, np.polyfit(data.x, data.y, 1)
        for beat in (Beats.question, Beats.steps, Beats.runs, Beats.took):
            frame = scene.score[beat].stop - 1
            scene.mobjects_at(frame)
            step = int(scene.table[name].step[frame])
            assert bowl.words.count.shown(frame) == 1.0
            assert int(bowl.words.count.mobject.number.text.replace(",", "")) == step
        above = [
            _mean_square(theta[k], data) - _mean_square(best, data) for k in (0, step - 1, step)
        ]
        assert above[2] <= scene.plan.asked.left * above[0] < above[1]


def test_both_starts_are_on_one_side(drawn: Drawn) -> None:
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    scene.mobjects_at(scene.score[Beats.question].stop - 1)
    sides = []
    for bowl in scene.bowls:
        runner = bowl.view.runner
        places = [
            bowl.view.basin.at(each, np.zeros(()))[0]
            for each in (runner.run.theta[0], scene.plan.problems[runner.name].minimum())
        ]
        sides.append(np.sign(places[0] - places[1]))
    assert sides[0] == sides[1] != 0.0


def test_distances_are_those_of_the_walks(drawn: Drawn) -> None:
    """Each value of a curve is the one before times the factor beside it, and that of the walk."""
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    plan, along = scene.plan, scene.distances.along
    samples = {OWN: plan.data, SCALED: plan.scaled}
    ways = (along[OWN], OWN, 0), (along[SCALED], SCALED, 0), (scene.distances.across, SCALED, 1)
    for way, name, axis in ways:
        theta, data = plan.runs[name].theta[: plan.followed + 1], samples[name]
        away = (theta - np.polyfit(data.x, data.y, 1)) @ _own_ways(data.x)[axis]
        values = way.curve.mobject.values
        assert values == pytest.approx(away / away[0], rel=1e-6, abs=1e-9)
        told = re.search(r"(-?)([\d.]+)\)?\$$", way.told.mobject[1].text)
        assert told is not None
        factor, shown = float("".join(told.groups())), len(told[2].partition(".")[2])
        assert values[1:] / values[:-1] == pytest.approx(
            np.full(plan.followed, factor), abs=0.5 * 10.0**-shown
        )
    other = (plan.runs[OWN].theta[:2] - plan.problems[OWN].minimum()) @ plan.axes[OWN].directions[1]
    assert other[1] / other[0] == pytest.approx(scene.distances.across.curve.mobject.values[1])


def test_counts_grow_once_both_have_arrived(drawn: Drawn) -> None:
    """In figures alone, within their slots and below their names."""
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    beat = scene.score[Beats.took]
    heights = []
    for frame in (beat.start, beat.stop - 1):
        scene.mobjects_at(frame)
        heights.append([bowl.words.count.mobject.number.height for bowl in scene.bowls])
    for bowl, before, after in zip(scene.bowls, *heights, strict=True):
        assert after > 1.1 * before
        count = bowl.words.count.mobject
        assert count.get_right()[0] <= bowl.words.slot.right
        assert count.number.get_top()[1] < bowl.words.name.mobject.get_bottom()[1]


def test_curvatures_told_of_the_bowls_are_those_of_the_costs(drawn: Drawn) -> None:
    """Twice what the cost rises by a unit away from the lowest; and 2 in it, the limit."""
    scene = drawn("scaling")
    assert isinstance(scene, Scaling)
    for bowl, data in zip(scene.bowls, (scene.plan.data, scene.plan.scaled), strict=True):
        best, (_, across) = np.polyfit(data.x, data.y, 1), _own_ways(data.x)
        bend = 2.0 * (_mean_square(best + across, data) - _mean_square(best, data))
        told, limit = (
            float(part.mobject.text.rpartition("=")[2].strip(" $")) for part in bowl.words.limit
        )
        assert told == pytest.approx(bend, rel=5e-3)
        assert limit == pytest.approx(2.0 / bend, rel=5e-2)


def _mean_square(line: Array, data: Dataset) -> float:
    return float(np.mean((np.polyval(line, data.x) - data.y) ** 2))
