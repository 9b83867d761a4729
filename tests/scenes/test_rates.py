"""What is said of walks at learning rates: sentences at settings that make them true."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scenes.components.bowl_map import BowlMap
from scenes.layout import Slot
from scenes.learning_rate import LearningRate
from scenes.plans.learning_rate import CROSSED, EXPLODE, HOPS, SWEEP, WALKS, Params, Plan
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
        {"bowl": "cars", "explode": "longer", "sweep": "wall", "limit": "crossed_once"}),
    "other data": (
        {"data": "noisy-line"}, ["crawls", "converges", "overshoots", "explodes"],
        {"bowl": "samples", "explode": "longer", "sweep": "wall", "limit": "crossed_once"}),
    "in another order": (
        {"rates": (2.05, 0.1, 1.9, 0.9)}, ["explodes", "crawls", "overshoots", "converges"],
        {"explode": "longer", "limit": "crossed_once"}),
    "all below the limit": (
        {"rates": (0.01, 0.1, 1.0, 1.5)}, ["crawls", "crawls", "converges", "overshoots"],
        {"explode": "none", "limit": "not_crossed"}),
    "all beyond it": (
        {"rates": (2.1, 2.2, 2.3, 4.0)}, ["explodes"] * 4,
        {"explode": "several", "sweep": "wall", "limit": "crossed"}),
    "at it": (
        {"rates": (2.0, 2.0, 1.99, 1.98)}, ["at_limit", "at_limit", "still_leaps", "still_leaps"],
        {"explode": "none", "limit": "not_crossed"}),
    "too few steps to explode": (
        {"steps": 2, "rates": (0.1, 0.9, 1.9, 2.01), "start": (-2.0, -0.2)},
        ["crawls", "under_way", "still_leaps", "not_yet"],
        {"explode": "not_yet", "sweep": "no_wall", "limit": "crossed_once"}),
    "steps that are shorter before they are longer": (
        {"start": GENTLE, "rates": (0.1, 0.9, 1.9, 2.5)},
        ["crawls", "converges", "converges", "explodes"], {"explode": "higher", "sweep": "wall"}),
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
        ("sweep", SWEEP),
        ("limit", CROSSED),
    ):
        said = {outcomes[beat] for _, _, outcomes in SETTINGS.values() if beat in outcomes}
        assert said == set(claims)


def test_one_step_on_the_cut_lands_where_the_words_say() -> None:
    """Worked out anew: a step multiplies the distance by one less the rate in units of 1/L."""
    plan = computed()
    for name, hops in HOPS.items():
        run = plan.runs[name]
        along = (run.theta - plan.problem.minimum()) @ plan.axis
        known = -((1.0 - hops.times) ** np.arange(hops.steps + 1.0))
        assert along == pytest.approx(known, abs=1e-12)
    last = {name: float(plan.runs[name].loss[1] - plan.runs[name].loss[0]) for name in HOPS}
    assert last["mirror"] == pytest.approx(0.0, abs=1e-12)
    assert last["near_bottom"] < last["far_side"] < 0 < last["higher"]
    assert (np.diff(plan.runs["higher"].loss) > 0).all()


def test_the_costs_of_all_rates_are_those_of_the_closed_form() -> None:
    """Along each axis of the bowl a step takes the distance times one less rate times curvature."""
    plan = computed()
    bends, columns = np.linalg.eigh(plan.problem.hessian())
    away = columns.T @ (np.asarray(plan.asked.start_on(plan.problem)) - plan.problem.minimum())
    rates = plan.swept / bends[-1]
    left = away * (1.0 - rates[:, None] * bends) ** plan.asked.steps
    known = plan.problem.loss(plan.problem.minimum()) + 0.5 * (bends * left**2).sum(axis=1)
    walked = known < 1e11  # beyond, a walk ends before its last step
    assert plan.costs[walked] == pytest.approx(known[walked], rel=1e-9)
    assert (plan.costs[~walked] > 1e11).all()
    assert walked[plan.swept < 2.3].all()


def test_the_explosion_grows_out_of_its_frame_and_stays_in_sight(drawn: Drawn) -> None:
    scene = drawn("learning_rate")
    largest = scene.maps[scene.plan.largest]
    track, ground = largest.runner.track, largest.map
    zooms = []
    beat = scene.score.named("explode")
    for frame in range(beat.start, beat.stop):
        scene.mobjects_at(frame)
        if ground.grown == 1.0:
            assert ground.contains(track.theta[frame])
            zooms.append(ground.zoom)
    assert zooms[0] == 1.0
    assert zooms[-1] > 1.9
    assert (np.diff(zooms) >= -1e-12).all()
    first = ground.first
    half = np.array([first.width, first.height]) / 2 / ground.first_unit
    assert (np.abs(ground.away(track.theta[beat.stop - 1])) > half).any()


@pytest.mark.parametrize("zoom", [1.0, 2.7, 9.0])
def test_a_map_has_its_lines_at_equal_steps_of_cost(zoom: float) -> None:
    """However far the eye is, no more than so many, and each at a multiple of the first step."""
    slot = Slot(-3.0, -2.0, 3.0, 2.0)
    hessian = np.array([[2.0, 0.3], [0.3, 0.6]])
    ground = BowlMap(hessian, np.zeros(2), 1.0, slot, slot, THEMES["night"])
    ground.show(1.0, zoom)
    lines = ground.levels()
    assert 12 <= len(lines) <= 4 * 26 + 1
    costs = np.array([cost for cost, _ in lines])
    assert np.diff(costs) == pytest.approx([costs[0]] * (len(costs) - 1))
    ratio = costs[0] / ground.between
    assert np.log2(ratio) / 2 == pytest.approx(round(np.log2(ratio) / 2))
    assert all(0.0 < strength <= 1.0 for _, strength in lines)
