"""The point that is seen to go through the network, and the draws of points."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from scenes.plans.neural_network import TRAINING, Beats, Moons, Params, Plan
from scenes.reading.inputs import Inputs
from scenes.stage.scene import LessonScene

SEEDS = (1, 2, 3)


@cache
def trained(seed: int) -> Moons:
    """A network that has hardly learned."""
    moons = Plan.compute(Params(steps=10), seed, Inputs(Path())).moons
    assert moons is not None
    return moons


@pytest.mark.parametrize("seed", SEEDS)
def test_signals_are_what_the_units_give_for_the_point(seed: int) -> None:
    """One by one: a unit's inputs times its weights, and its bias, through tanh."""
    moons = trained(seed)
    inputs, *layers = moons.signals
    assert inputs.tolist() == moons.seen.points[moons.sent].tolist()
    numbers = iter(moons.run.theta[0].tolist())
    for layer in [*layers, None]:
        units = 1 if layer is None else len(layer)
        weights = [[next(numbers) for _ in range(units)] for _ in inputs]
        sums = [next(numbers) for _ in range(units)]
        for value, row in zip(inputs, weights, strict=True):
            sums = [total + value * weight for total, weight in zip(sums, row, strict=True)]
        if layer is None:
            assert moons.guess == int(sums[0] > 0.0)
        else:
            assert layer == pytest.approx(np.tanh(sums))
            inputs = layer


@pytest.mark.parametrize("seed", SEEDS)
def test_the_point_is_one_whose_kind_the_network_guesses(seed: int) -> None:
    """Before it has learned, of which there are some."""
    moons = trained(seed)
    assert moons.guess == moons.seen.labels[moons.sent]


def test_no_two_draws_share_a_point() -> None:
    """Of points learned from, those that choose the step, and those that judge it."""
    moons = trained(SEEDS[0])
    points = [each.points for each in (moons.seen, moons.new, moons.kept)]
    every = np.concatenate(points)
    assert len(np.unique(every, axis=0)) == len(every)


def test_the_question_stands_before_the_cost_on_new_points_rises(
    drawn: Callable[..., LessonScene],
) -> None:
    """The training is run once more up to there, and to its end while that is told."""
    scene = drawn("neural_network")
    steps = scene.table[TRAINING].step
    asked, told = scene.score[Beats.unseen], scene.score[Beats.answer]
    assert scene.plan.turns
    assert 0 < steps[asked.stop - 1] < scene.plan.lowest
    assert (np.diff(steps[asked.stop - 1 : told.stop]) >= 0).all()
    assert steps[told.stop - 1] == scene.plan.moons.run.steps


def test_both_maps_ring_the_points_that_are_wrong_there(drawn: Callable[..., LessonScene]) -> None:
    scene = drawn("neural_network")
    plan, moons = scene.plan, scene.plan.moons
    counts = []
    for step, (_, _, points, *_) in zip(
        (plan.lowest, moons.run.steps), scene.training.judges, strict=True
    ):
        said = moons.problem.predict(moons.run.theta[step], moons.kept.points) > 0.5
        np.testing.assert_array_equal(points.mobject.wrong, said != moons.kept.labels)
        counts.append(int(points.mobject.wrong.sum()))
    assert counts == [plan.values["kept_wrong"], plan.values["kept_wrong_at_end"]]


def test_it_is_told_how_sure_the_network_is_of_its_guess() -> None:
    """Of the two kinds, the one that it guesses is never the less likely."""
    for seed in SEEDS:
        moons = trained(seed)
        said = moons.problem.predict(moons.run.theta[0], moons.seen.points[[moons.sent]])
        assert moons.sureness == round(100 * (said[0] if moons.guess else 1 - said[0]))


def test_the_work_of_one_disc_is_written_as_it_is_done(drawn: Callable[..., LessonScene]) -> None:
    """Its inputs, weights, bias and what it gives, to hundredths, in that order."""
    scene = drawn("neural_network")
    moons, views = scene.plan.moons, scene.training.views
    written = [float(each) for each in re.findall(r"\d\.\d\d", views.worked.mobject.text)]
    (x, y), theta = moons.seen.points[moons.sent], moons.run.theta[0]
    units, unit = scene.params.units, moons.worked
    across, up, bias = theta[unit], theta[units + unit], theta[2 * units + unit]
    gives = np.tanh(x * across + y * up + bias)
    assert written == pytest.approx([abs(v) for v in (x, across, y, up, bias, gives)], abs=0.0051)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_product_is_the_slope_by_that_weight(seed: int) -> None:
    """Of the cost of that point alone, by finite differences; what comes back is that by a sum."""
    moons = trained(seed)
    point, label = moons.seen.points[[moons.sent]], moons.seen.labels[moons.sent]
    went_in, came_back, slope = moons.product
    assert went_in * came_back == pytest.approx(slope, rel=1e-12)
    theta, units, small = moons.run.theta[0], Params().units, 1e-6
    weight = 3 * units + moons.worked * units + moons.reached
    bias = 3 * units + units * units + moons.reached

    def cost(which: int, change: float) -> float:
        moved = theta.copy()
        moved[which] += change
        (said,) = moons.problem.predict(moved, point)
        return float(-np.log(said if label else 1.0 - said))

    for which, value in ((weight, slope), (bias, came_back)):
        found = (cost(which, small) - cost(which, -small)) / (2 * small)
        assert value == pytest.approx(found, abs=1e-8)


def test_the_product_is_written_as_it_is(drawn: Callable[..., LessonScene]) -> None:
    """What went in is what one disc was seen to give; all to hundredths."""
    scene = drawn("neural_network")
    moons, views = scene.plan.moons, scene.training.views
    went_in, came_back, slope = moons.product
    *_, gives = re.findall(r"\d\.\d\d", views.worked.mobject.text)
    written = re.findall(r"\d\.\d\d", views.product.mobject.text)
    assert written[0] == gives
    assert [*map(float, written)] == pytest.approx(
        [abs(value) for value in (went_in, came_back, slope)], abs=0.0051
    )
    _, ring, _ = views.chain
    np.testing.assert_array_equal(
        ring.mobject.centre, views.view.at(moons.seen.points[[moons.sent]])[0]
    )


def test_costs_of_a_guess_and_its_error_follow_from_how_sure_the_network_is(
    drawn: Callable[..., LessonScene],
) -> None:
    """From the digits that are told, and from what the network says of the point."""
    scene = drawn("neural_network")
    moons, views = scene.plan.moons, scene.training.views
    right, wrong = (label.text for label in views.priced[1].mobject)
    sure, cost = map(float, re.findall(r"\d\.\d+", right.split(":")[1]))
    again, other = map(float, re.findall(r"\d\.\d+", wrong))
    assert sure == again
    assert (f"{-np.log(sure):.2f}", f"{-np.log(1 - sure):.2f}") == (f"{cost:.2f}", f"{other:.2f}")
    (said,) = moons.problem.predict(moons.run.theta[0], moons.seen.points[[moons.sent]])
    assert -np.log(max(said, 1.0 - said)) == pytest.approx(cost, abs=0.0051)
    told = [*map(float, re.findall(r"\d\.?\d*", views.error.mobject.text.split("=", 1)[1]))]
    assert told[0] == pytest.approx(said, abs=0.0051)
    assert told[1] == moons.seen.labels[moons.sent]
    (_, biases) = moons.own_slopes[-1]
    assert told[2] == pytest.approx(abs(told[0] - told[1]))
    assert float(biases[0]) == pytest.approx(said - told[1])
