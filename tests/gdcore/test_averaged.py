"""A loss whose gradient is the mean of one gradient a sample, summed as a program would."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import datasets, descend, optimizers
from gdcore.problems import Averaged, LinearRegression, LogisticRegression
from gdcore.typing import SampledProblem

CARS = datasets.load("stopping-distance").scaled()
LINE = LinearRegression(CARS.x, CARS.y)
CLASSES = LogisticRegression(np.stack([CARS.x, CARS.x**2], axis=-1), CARS.y > CARS.y.mean())
POINTS = np.random.default_rng(3).normal(0, 1, (4, 3, 2))


def test_it_is_the_loss_itself() -> None:
    problem = Averaged(LINE)
    assert isinstance(problem, SampledProblem)
    np.testing.assert_array_equal(problem.loss(POINTS), LINE.loss(POINTS))
    np.testing.assert_array_equal(
        problem.sample_gradients(POINTS[0, 0]), LINE.sample_gradients(POINTS[0, 0])
    )
    assert (problem.dimension, problem.n_samples) == (2, 50)


@pytest.mark.parametrize("problem", [LINE, CLASSES])
def test_its_gradient_is_that_of_the_loss_but_for_last_digits(problem: SampledProblem) -> None:
    points = np.random.default_rng(4).normal(0, 1, (3, problem.dimension))
    np.testing.assert_allclose(
        Averaged(problem).gradient(points), problem.gradient(points), rtol=1e-12, atol=1e-14
    )


def test_a_point_has_the_same_bits_alone_and_among_others() -> None:
    among = Averaged(LINE).gradient(POINTS)
    alone = [[Averaged(LINE).gradient(point) for point in row] for row in POINTS]
    np.testing.assert_array_equal(among, alone)


def test_samples_have_the_gradient_of_the_loss_over_them() -> None:
    some = np.array([3, 1, 41])
    np.testing.assert_array_equal(
        Averaged(LINE).gradient(POINTS, some), LINE.gradient(POINTS, some)
    )


def test_a_descent_takes_the_steps_of_the_loop_as_it_is_written_to_the_last_bit() -> None:
    run = descend(Averaged(LINE), optimizers.gradient_descent(0.25), [-0.9, 0.0], 30)
    theta = np.array([-0.9, 0.0])
    for step in range(30):
        miss = theta[0] * CARS.x + theta[1] - CARS.y
        gradient = (2 * np.array([miss * CARS.x, miss])).mean(axis=1)
        assert (run.gradient[step] == gradient).all()
        theta = theta - 0.25 * gradient
        assert (run.theta[step + 1] == theta).all()
    shorter = descend(LINE, optimizers.gradient_descent(0.25), [-0.9, 0.0], 30)
    assert (run.theta != shorter.theta).any()
