"""Each pull is a way down; their average is the step of batch, and at the end they cancel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scenes.plans.pulls import BATCH, OPINIONS, STOCHASTIC, Beats, Params, Plan
from scenes.pulls import Pulls
from scenes.reading.inputs import Inputs
from scenes.stage.scene import LessonScene

DIFFERENCE = 1e-6


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan.computed(Params(), 7, Inputs(Path()))


def test_a_pull_is_the_way_down_of_one_squared_miss(plan: Plan) -> None:
    """By central differences, times the learning rate."""
    x, y, (w, b) = plan.scaled.x, plan.scaled.y, plan.start

    def squares(tilt: float, height: float) -> np.ndarray:
        return np.asarray((tilt * x + height - y) ** 2)

    along_w = squares(w + DIFFERENCE, b) - squares(w - DIFFERENCE, b)
    along_b = squares(w, b + DIFFERENCE) - squares(w, b - DIFFERENCE)
    slopes = np.stack([along_w, along_b], axis=-1) / (2 * DIFFERENCE)
    expected = -plan.asked.learning_rate * slopes
    np.testing.assert_allclose(plan.pulls(plan.start), expected, atol=1e-8)


def test_their_average_is_the_first_step_of_batch(plan: Plan) -> None:
    step = np.diff(plan.runs[BATCH].theta[:2], axis=0)[0]
    np.testing.assert_allclose(plan.pulls(plan.start).mean(axis=0), step, rtol=1e-12)


def test_the_first_answer_is_the_first_stochastic_step(plan: Plan) -> None:
    step = np.diff(plan.runs[STOCHASTIC].theta[:2], axis=0)[0]
    pull = plan.pulls(plan.start)[plan.asked_first[0]]
    np.testing.assert_allclose(pull, step, rtol=1e-12)
    assert len(set(plan.asked_first)) == OPINIONS


def test_head_to_tail_they_go_round_once_and_come_back(plan: Plan) -> None:
    order, times = plan.chain
    pulls = plan.pulls(plan.minimum)
    assert sorted(order.tolist()) == list(range(50))
    corners = np.cumsum(pulls[order], axis=0)
    assert np.hypot(*corners[-1]) < 1e-12
    turns = np.diff(np.unwrap(np.arctan2(*pulls[order].T[::-1])))
    assert (turns >= 0).all()
    assert turns.sum() <= 2 * np.pi
    assert times == 1.0
    assert np.hypot(*corners.T).max() < plan.radius


def test_arrows_are_drawn_to_one_scale(drawn: Callable[..., LessonScene]) -> None:
    """From above, with w to the right and b up: from the ball on, all at one scale."""
    scene = drawn("pulls")
    assert isinstance(scene, Pulls)
    frame = scene.score[Beats.mean].start + 2
    scene.mobjects_at(frame)
    fan, plan = scene.map.at_start.fan, scene.plan
    begins, ends = fan.at(fan.arrows).transpose(1, 0, 2)
    assert np.abs(begins - scene.map.rings[0].mobject.centre).max() < 1e-9
    ways, pulls = ends - begins, plan.pulls(plan.start)
    times = np.hypot(*ways.T) / np.hypot(*pulls.T)
    np.testing.assert_allclose(ways, times.mean() * pulls, atol=1e-6)
