"""The share of samples that a line misses: counted one by one, level, and not to be walked down."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import datasets, descend, optimizers
from gdcore.errors import HyperparameterError, ProblemError
from gdcore.problems import MissRate

CARS = datasets.load("stopping-distance")
NUMBER = st.floats(-50, 50, allow_nan=False)


@given(NUMBER, NUMBER, st.floats(0, 60))
def test_it_is_counted_one_by_one(w: float, b: float, tolerance: float) -> None:
    missed = sum(abs(w * x + b - y) > tolerance for x, y in zip(CARS.x, CARS.y, strict=True))
    rate = MissRate(CARS.x, CARS.y, tolerance)
    assert rate.loss([w, b]) == missed / len(CARS)
    assert rate.misses([w, b]).sum() == missed


def test_many_points_at_once_are_each_alone() -> None:
    rate = MissRate(CARS.x, CARS.y, 15.0)
    theta = np.random.default_rng(0).normal(0, 3, (4, 5, 2))
    many = rate.loss(theta)
    assert many.shape == (4, 5)
    assert all(many[i] == rate.loss(theta[i]) for i in np.ndindex(4, 5))
    assert rate.gradient(theta).shape == (4, 5, 2)


def test_it_is_a_staircase() -> None:
    """Along a line of slopes it takes few values, and between two of its steps it is level."""
    rate = MissRate(CARS.x, CARS.y, 15.0)
    slopes = np.linspace(0.0, 8.0, 20_001)
    losses = rate.loss(np.stack([slopes, np.full_like(slopes, -17.6)], axis=-1))
    jumps = np.flatnonzero(np.diff(losses))
    assert 20 < len(jumps) < 2 * len(CARS) + 1
    assert np.mean(np.diff(losses) == 0.0) > 0.99
    assert set(np.rint(losses * len(CARS))) <= set(range(len(CARS) + 1))


def test_descent_on_it_does_not_move() -> None:
    rate = MissRate(CARS.x, CARS.y, 15.0)
    for size in (None, 1, 10):
        run = descend(rate, optimizers.gradient_descent(0.5), [0.0, 90.0], 5, batch_size=size)
        assert (run.theta == [0.0, 90.0]).all()
        assert run.loss[0] == rate.loss([0.0, 90.0]) > 0.5
    assert not rate.sample_gradients([0.0, 90.0]).any()


@pytest.mark.parametrize(
    ("x", "y", "tolerance", "error", "text"),
    [
        ([1.0], [1.0], -1.0, HyperparameterError, "tolerance is -1"),
        ([1.0], [1.0, 2.0], 1.0, ProblemError, "x has 1"),
        ([], [], 1.0, ProblemError, "x has shape"),
        ([np.nan], [1.0], 1.0, ProblemError, "x"),
    ],
)
def test_errors_say_what_is_wrong(x, y, tolerance, error, text) -> None:
    with pytest.raises(error, match=text):
        MissRate(x, y, tolerance)
