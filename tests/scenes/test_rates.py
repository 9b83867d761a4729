"""What is said of walks at learning rates: sentences at settings that make them true."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scenes.components.bowl_map import BowlMap
from scenes.components.path.flight import Flight
from scenes.layout import Slot
from scenes.learning_rate import LearningRate
from scenes.painting.camera import LessonCamera
from scenes.plans.learning_rate import BEYOND, EXPLODE, HOPS, LOWEST, WALKS, Params, Plan
from scenes.plans.rates import MANNERS
from scenes.plans.samples import SAMPLES
from scenes.reading.inputs import Inputs
from scenes.theme import THEMES

Drawn = Callable[..., LearningRate]

GENTLE = (-0.7905608800028261, -0.19594352718935426)
"""A start from which the cars' minimum is 1.5 away on the gentle axis, and a hair on the other."""

# Parameters; then what is said of each walk, and in each beat that has outcomes
SETTINGS: dict[str, tuple[dict[str, object], list[str], dict[str, str]]] = {
    "the built-in lesson": (
        {}, ["crawls", "converges", "overshoots", "explodes"],
        {"bowl": "cars", "explode": "longer", "lowest": "further", "limit": "wall"}),
    "other data": (
        {"data": "noisy-line"}, ["crawls", "converges", "overshoots", "explodes"],
        {"bowl": "samples", "explode": "longer", "lowest": "further", "limit": "wall"}),
    "in another order": (
        {"rates": (2.1, 0.1, 1.6, 1.0)}, ["explodes", "crawls", "overshoots", "converges"],
        {"explode": "longer", "lowest": "further"}),
    "near the limit": (
        {"rates": (0.1, 0.9, 1.9, 2.05), "steps": 40},
        ["crawls", "converges", "overshoots", "explodes"],
        {"explode": "longer", "lowest": "lowest", "limit": "wall"}),
    "all below the limit": (
        {"rates": (0.01, 0.1, 1.0, 1.5)}, ["crawls", "crawls", "converges", "overshoots"],
        {"explode": "none", "lowest": "further"}),
    "all beyond it": (
        {"rates": (2.1, 2.2, 2.3, 4.0)}, ["explodes"] * 4,
        {"explode": "several", "lowest": "none", "limit": "wall"}),
    "at it": (
        {"rates": (2.0, 2.0, 1.99, 1.98)}, ["at_limit", "at_limit", "still_leaps", "still_leaps"],
        {"explode": "none", "lowest": "lowest"}),
    "too few steps to explode": (
        {"steps": 2, "rates": (0.1, 0.9, 1.9, 2.01), "start": (-2.0, -0.2)},
        ["crawls", "under_way", "still_leaps", "not_yet"],
        {"explode": "not_yet", "limit": "no_wall"}),
    "steps that are shorter before they are longer": (
        {"start": GENTLE, "rates": (0.1, 0.9, 1.9, 2.5), "steps": 40},
        ["crawls", "converges", "converges", "explodes"], {"explode": "higher", "limit": "wall"}),
    "nothing is left of several": (
        {"rates": (0.9, 1.0, 1.1, 1.2), "steps": 500},
        ["converges", "converges", "overshoots", "overshoots"], {"lowest": "tied"}),
}  # fmt: skip


def computed(**params: object) -> Plan:
    return Plan.computed(Params(**params), 7, Inputs(Path()))


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_walks_choose_what_is_said(setting: str) -> None:
    params, manners, outcomes = SETTINGS[setting]
    plan = computed(**params)
    assert [plan.signs[name].said for name in WALKS] == [f"rates.{manner}" for manner in manners]
    assert {beat: plan.outcomes[beat] for beat in outcomes} == outcomes


def test_each_sentence_is_said_in_some_setting() -> None:
    manners = {manner for _, said, _ in SETTINGS.values() for manner in said}
    assert {f"rates.{manner}" for manner in manners} == set(MANNERS)
    for beat, claims in (
        ("bowl", SAMPLES),
        ("explode", EXPLODE),
        ("lowest", LOWEST),
        ("limit", BEYOND),
    ):
        said = {outcomes[beat] for _, _, outcomes in SETTINGS.values() if beat in outcomes}
        of_bowls = {name for name in claims if not name.startswith("formula")}
        assert said == of_bowls


def test_one_step_on_the_cut_lands_where_the_words_say() -> None:
    """Worked out anew: a step multiplies the distance by one less the rate in units of 1/L."""
    plan = computed()
    for name, hops in HOPS.items():
        run = plan.runs[name]
        along = (run.theta - plan.problem.minimum()) @ plan.axis
        known = (1.0 - hops.times) ** np.arange(hops.steps + 1.0)
        assert along == pytest.approx(known, abs=1e-12)
    last = {name: float(plan.runs[name].loss[1] - plan.runs[name].loss[0]) for name in HOPS}
    assert plan.runs["bottom"].theta[1] == pytest.approx(plan.problem.minimum(), abs=1e-12)
    assert last["mirror"] == pytest.approx(0.0, abs=1e-12)
    assert last["bottom"] < last["far_side"] < last["lands_short"] < 0 < last["higher"]
    assert (np.diff(plan.runs["higher"].loss) > 0).all()


@pytest.mark.parametrize("turned", [0.0, 0.3, 0.5, 1.0])
def test_a_cut_that_turns_bends_as_the_cost_does_there(turned: float) -> None:
    """Compared with second differences; at its ends the bends are the least and the largest."""
    plan, h = computed(), 1e-3
    direction, bend = plan.cut(turned)
    assert np.hypot(*direction) == pytest.approx(1.0)
    costs = plan.problem.loss(plan.minimum + np.array([[-h], [0.0], [h]]) * direction)
    assert bend == pytest.approx((costs[0] - 2 * costs[1] + costs[2]) / h**2, rel=1e-6)
    least, largest = np.linalg.eigvalsh(plan.problem.hessian())
    assert (plan.cut(0.0)[1], plan.cut(1.0)[1]) == pytest.approx((least, largest))


def test_beyond_the_limit_of_a_cut_steps_on_it_grow_and_below_it_they_shrink() -> None:
    plan = computed()
    for turned in (0.0, 0.5, 1.0):
        direction, bend = plan.cut(turned)
        for share, grows in ((0.95, False), (1.05, True)):
            away = 1.0
            for _ in range(3):
                slope = plan.problem.gradient(plan.minimum + away * direction) @ direction
                away -= share * 2.0 / bend * float(slope)
            assert (abs(away) > 1.0) is grows


def test_the_costs_of_all_rates_are_those_of_the_closed_form() -> None:
    """Along each axis of the bowl a step takes the distance times one less rate times curvature."""
    plan = computed()
    bends, columns = np.linalg.eigh(plan.problem.hessian())
    away = columns.T @ (np.asarray(plan.asked.start_on(plan.problem)) - plan.problem.minimum())
    rates = plan.swept / bends[-1]
    left = away * (1.0 - rates[:, None] * bends) ** plan.asked.steps
    known = 0.5 * (bends * left**2).sum(axis=1)
    assert plan.costs == pytest.approx(known, rel=1e-6)
    assert plan.swept[-1] > 2.0
    assert plan.unit == pytest.approx(np.interp(1.0, plan.swept, plan.costs), rel=0.05)


def test_the_explosion_grows_out_of_its_frame_and_stays_in_sight(drawn: Drawn) -> None:
    scene = drawn("learning_rate")
    track, ground = scene.map.largest.track, scene.map.grown.map
    *_, last = scene.map.maps.values()
    small, zooms = last.map, []
    beat = scene.score.named("explode")
    for frame in range(scene.score.named("which").start, beat.stop):
        scene.mobjects_at(frame)
        assert ground.contains(track.theta[frame])
        if last.ground.shown(frame):
            zooms.append(small.zoom)
    assert zooms[0] == pytest.approx(1.0)
    assert max(zooms) > 2.4
    assert (np.diff(zooms[: np.argmax(zooms)]) >= -1e-12).all()
    assert ground.zoom > 2.4
    frame = ground.frame
    assert frame.width / frame.height == pytest.approx(ground.first_shape)
    half = np.array([ground.slot.width, ground.slot.height]) / 2 / ground.first_unit
    assert (np.abs(ground.away(track.theta[beat.stop - 1])) > half).any()


def test_the_cut_of_the_first_steps_lies_level_on_the_map(drawn: Drawn) -> None:
    scene = drawn("learning_rate")
    plan, maps = scene.plan, [each.map for each in scene.map.maps.values()]
    scene.mobjects_at(scene.score.named("which").stop - round(scene.score.fps))
    for ground in maps:
        places = ground.at(plan.minimum + np.array([[0.0], [1.0]]) * plan.axis, np.zeros(2))
        assert places[1, 0] - places[0, 0] == pytest.approx(ground.unit)
        assert places[1, 1] == pytest.approx(places[0, 1])
    assert len({ground.unit for ground in maps}) == 1, "all are to one scale"


def made_map(zoom: float) -> BowlMap:
    slot = Slot(-3.0, -2.0, 3.0, 2.0)
    hessian = np.array([[2.0, 0.3], [0.3, 0.6]])
    ground = BowlMap(hessian, np.zeros(2), 1.0, slot, THEMES["night"])
    ground.show(zoom)
    return ground


@pytest.mark.parametrize("zoom", [1.0, 2.7, 9.0])
def test_each_line_of_a_map_stands_for_twice_the_cost_of_the_next_one_inward(zoom: float) -> None:
    near, far = (made_map(each).levels() for each in (1.0, zoom))
    for lines in (near, far):
        costs = np.array([cost for cost, _ in lines])
        assert costs[1:] / costs[:-1] == pytest.approx([2.0] * (len(costs) - 1))
        assert all(0.0 < strength <= 1.0 for _, strength in lines)
    assert {cost for cost, _ in far} & {cost for cost, _ in near}, "they keep to their costs"
    corner = np.array([3.0, 2.0]) / made_map(zoom).unit
    highest = max(
        float(side @ np.array([[2.0, 0.3], [0.3, 0.6]]) @ side) / 2
        for side in (corner, corner * [1.0, -1.0])
    )
    assert highest / 2 < far[-1][0] <= highest * (1 + 1e-9)


def shown(ground: BowlMap) -> np.ndarray:
    """The ground without its lines, 600 by 400 pixels."""
    camera = LessonCamera(
        pixel_width=600, pixel_height=400, frame_width=6.0, frame_height=4.0,
        background_color=ground.theme.background,
    )  # fmt: skip
    ground.levels = list  # type: ignore[method-assign]
    camera.capture_mobjects([ground])
    return camera.pixel_array[..., :3].astype(float)


def test_the_ground_of_a_map_shrinks_with_its_frame() -> None:
    """A place has the same colour from near and, half as far from the middle, from twice as far."""
    near, far = shown(made_map(1.0)), shown(made_map(2.0))
    smaller = near.reshape(200, 2, 300, 2, 3).mean(axis=(1, 3))
    inner = slice(10, -10)
    off = np.abs(far[100:300, 150:450] - smaller)[inner, inner].max(axis=-1)
    assert np.quantile(off, 0.98) < 4.0
    assert far[20, 20].sum() > 1.5 * far[190, 290].sum(), "and what is far out is brighter"


def test_on_a_map_a_ball_flies_straight_and_seems_larger_on_its_way() -> None:
    ground = made_map(1.0)
    ends = np.array([[0.4, -0.3], [-0.2, 0.5]])

    def cost(theta: np.ndarray) -> np.ndarray:
        return np.zeros(theta.shape[:-1])

    flights = [Flight(*ends, cost, share) for share in (0.0, 0.25, 0.5, 1.0)]
    for flight in flights:
        on_the_line = ground.at(ends[0] + flight.phase * (ends[1] - ends[0]), np.zeros(()))
        assert flight.ball(ground) == pytest.approx(on_the_line, abs=1e-12)
    sizes = [flight.larger(ground) for flight in flights]
    assert sizes[0] == sizes[-1] == 1.0
    assert 1.0 < sizes[1] < sizes[2] < 1.5


def test_the_ball_on_the_bowl_comes_to_stand_on_the_curve(drawn: Drawn) -> None:
    """It is at one place of the cost: on the surface first, and in the end on the section."""
    scene = drawn("learning_rate")
    line, plan = scene.steps.bowl.line, scene.plan
    theta = plan.problem.minimum() + plan.axis
    cost = np.asarray(plan.problem.loss(theta))
    first, last = scene.score.named("bowl").start, scene.score.named("bowl").stop - 1
    for frame, ground in ((first, scene.steps.bowl.view.surface), (last, scene.cut.section)):
        scene.mobjects_at(frame)
        assert line.ball.centre == pytest.approx(ground.at(theta, cost)[:2], abs=1e-9)
    runner = scene.cut.runners["bottom"]
    assert runner.run.theta[0] == pytest.approx(theta, abs=1e-12)
    scene.mobjects_at(round(0.85 * last))
    edge = scene.cut.section.at(theta, cost)[:2]
    assert np.hypot(*(line.ball.centre - edge)) < 0.3, "the cut comes to lie where the curve is"
