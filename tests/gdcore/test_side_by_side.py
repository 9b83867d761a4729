"""Many walks as one: a descent of copies side by side is a descent of each alone."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import descend, ensemble, optimizers, surfaces
from gdcore.checks import check_gradient
from gdcore.errors import HyperparameterError, ProblemError
from gdcore.problems import SideBySide, Tilted

SURFACE = surfaces.get("mountain")
STARTS = np.random.default_rng(1).uniform(-2, 2, (7, 2))
SEVEN = SideBySide(SURFACE, 7)


def test_the_loss_is_the_sum_and_the_gradient_a_row_of_gradients() -> None:
    points = np.random.default_rng(2).uniform(-2, 2, (3, 5, 14))
    each = points.reshape(3, 5, 7, 2)
    assert SEVEN.dimension == 14
    np.testing.assert_array_equal(SEVEN.apart(points), each)
    np.testing.assert_allclose(SEVEN.loss(points), SURFACE.loss(each).sum(axis=-1), rtol=1e-14)
    np.testing.assert_array_equal(
        SEVEN.gradient(points).reshape(3, 5, 7, 2), SURFACE.gradient(each)
    )
    check_gradient(SEVEN, STARTS.reshape(-1))


@pytest.mark.parametrize("name", ["gradient_descent", "momentum", "adam"])
def test_each_copy_walks_as_it_would_alone(name: str) -> None:
    rule = optimizers.get(name, learning_rate=0.1)
    together = descend(SEVEN, rule, STARTS.reshape(-1), 40)
    alone = ensemble(SURFACE, rule, starts=STARTS, steps=40)
    paths = SEVEN.apart(together.theta)
    np.testing.assert_array_equal(paths, np.moveaxis(alone.theta, 0, 1))


def test_tilts_make_the_noise_of_each_copy_another() -> None:
    noisy = Tilted(SEVEN, sigma=0.5, n=4000, seed=3)
    noise = noisy.sample_gradients(STARTS.reshape(-1)) - SEVEN.gradient(STARTS.reshape(-1))
    np.testing.assert_allclose(noise.std(axis=0), 0.5, rtol=1e-12)
    alike = np.corrcoef(noise, rowvar=False) - np.eye(14)
    assert np.abs(alike).max() < 5 / np.sqrt(4000)


def test_errors_say_what_is_wrong() -> None:
    with pytest.raises(HyperparameterError, match="n is 0"):
        SideBySide(SURFACE, 0)
    with pytest.raises(ProblemError):
        SEVEN.loss(np.zeros(13))
