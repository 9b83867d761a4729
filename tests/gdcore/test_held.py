"""A loss of which some parameters are held: descent moves the others alone, as in one dimension."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import datasets, descend, optimizers
from gdcore.errors import ProblemError
from gdcore.problems import Held, LinearRegression, MissRate
from gdcore.typing import SampledProblem

CARS = datasets.load("stopping-distance")
LINE = LinearRegression(CARS.x, CARS.y)
SLOPE = Held(LINE, free=(True, False))
POINTS = np.random.default_rng(2).normal(0, 3, (4, 3, 2))


def test_it_is_the_loss_itself() -> None:
    assert isinstance(SLOPE, SampledProblem)
    np.testing.assert_array_equal(SLOPE.loss(POINTS), LINE.loss(POINTS))
    assert (SLOPE.dimension, SLOPE.n_samples) == (2, 50)


@pytest.mark.parametrize("free", [(True, False), (False, True), (True, True)])
def test_its_gradient_is_that_along_the_free_parameters(free: tuple[bool, bool]) -> None:
    """By central differences along each; zero along those that are held."""
    held, step = Held(LINE, free), 1e-5
    for k in range(2):
        ahead = step * np.eye(2)[k]
        rise = (LINE.loss(POINTS + ahead) - LINE.loss(POINTS - ahead)) / (2 * step)
        expected = rise if free[k] else np.zeros_like(rise)
        np.testing.assert_allclose(held.gradient(POINTS)[..., k], expected, rtol=1e-5, atol=1e-4)


def test_samples_have_the_gradient_of_the_same_samples() -> None:
    theta = POINTS[0, 0]
    each = SLOPE.sample_gradients(theta)
    np.testing.assert_allclose(each.mean(axis=0), SLOPE.gradient(theta), rtol=1e-12)
    np.testing.assert_allclose(SLOPE.gradient(theta, np.array([7])), each[7], rtol=1e-12)
    assert not each[:, 1].any()


def test_descent_takes_the_steps_of_the_one_dimensional_parabola() -> None:
    """w_t = w* + (1 - alpha c)^t (w_0 - w*), with c = 2 mean x^2 and w* = sum x y / sum x^2."""
    curvature = 2 * float(np.mean(CARS.x**2))
    best = float(CARS.x @ CARS.y / (CARS.x @ CARS.x))
    run = descend(SLOPE, optimizers.gradient_descent(0.3 / curvature), [1.0, 0.0], 12)
    expected = best + 0.7 ** np.arange(13) * (1.0 - best)
    np.testing.assert_allclose(run.theta[:, 0], expected, rtol=1e-12)
    assert not run.theta[:, 1].any()


def test_a_staircase_that_is_held_is_level() -> None:
    stairs = Held(MissRate(CARS.x, CARS.y, 15.0), free=(True, False))
    run = descend(stairs, optimizers.gradient_descent(0.5), [1.3, 0.0], 4)
    assert (run.theta == [1.3, 0.0]).all()


@pytest.mark.parametrize("free", [(True,), (True, False, True), (False, False)])
def test_errors_say_what_is_wrong(free: tuple[bool, ...]) -> None:
    with pytest.raises(ProblemError, match="has 2 parameters"):
        Held(LINE, free)
