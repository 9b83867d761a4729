"""A loss with a noisy gradient: the same loss over all copies, and noise of the size asked for."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import descend, ensemble, optimizers, surfaces
from gdcore.checks import check_gradient
from gdcore.errors import HyperparameterError
from gdcore.problems import Tilted
from gdcore.typing import SampledProblem

SURFACE = surfaces.get("mountain")
NOISY = Tilted(SURFACE, sigma=0.7, n=500, seed=3)
POINTS = np.random.default_rng(1).uniform(-1, 1, (3, 4, 2))


def test_over_all_copies_it_is_the_loss_itself() -> None:
    assert isinstance(NOISY, SampledProblem)
    np.testing.assert_array_equal(NOISY.loss(POINTS), SURFACE.loss(POINTS))
    np.testing.assert_array_equal(NOISY.gradient(POINTS), SURFACE.gradient(POINTS))
    check_gradient(NOISY, POINTS[0, 0])


def test_each_copy_is_the_loss_and_its_tilt() -> None:
    """The derivative of J + t . theta, by differences, is that copy's gradient."""
    point, step = POINTS[1, 2], 1e-6
    for index in (0, 17, 499):
        slope = NOISY.gradient(point, np.array([index]))
        for axis in (0, 1):
            ahead = step * np.eye(2)[axis]
            rise = [
                float(SURFACE.loss(p) + NOISY.tilts[index] @ p)
                for p in (point + ahead, point - ahead)
            ]
            assert slope[axis] == pytest.approx(
                (rise[0] - rise[1]) / (2 * step), rel=1e-5, abs=1e-7
            )


def test_noise_has_the_size_that_was_asked_for_and_mean_zero() -> None:
    for sigma in (0.0, 0.1, 3.0):
        noise = Tilted(SURFACE, sigma, n=200, seed=5).sample_gradients(POINTS[0, 0])
        np.testing.assert_allclose(noise.std(axis=0), sigma, rtol=1e-12, atol=1e-13)
        np.testing.assert_allclose(noise.mean(axis=0), SURFACE.gradient(POINTS[0, 0]), atol=1e-12)


def test_a_descent_that_looks_at_level_copies_is_quiet_from_then_on() -> None:
    noisy = Tilted(SURFACE, sigma=0.7, n=30, seed=3, level=2)
    assert noisy.n_samples == 32
    np.testing.assert_array_equal(noisy.tilts[:30], Tilted(SURFACE, 0.7, n=30, seed=3).tilts)
    np.testing.assert_allclose(noisy.gradient(POINTS), SURFACE.gradient(POINTS), rtol=1e-15)
    rule, batches = optimizers.gradient_descent(0.1), [*range(30), *[30, 31] * 10]
    run = descend(noisy, rule, [1.25, 0.5], 50, batches=np.array(batches)[:, None])
    alone = descend(SURFACE, rule, run.theta[30], 20)
    np.testing.assert_array_equal(run.theta[30:], alone.theta)
    assert (run.theta[1:31] != descend(SURFACE, rule, [1.25, 0.5], 30).theta[1:]).all()


def test_samples_of_several_points_are_each_alone() -> None:
    rows = np.random.default_rng(2).integers(0, 500, (3, 4, 6))
    many = NOISY.gradient(POINTS, rows)
    for index in np.ndindex(3, 4):
        np.testing.assert_array_equal(many[index], NOISY.gradient(POINTS[index], rows[index]))
    mean = NOISY.sample_gradients(POINTS[0, 0])[rows[0, 0]].mean(axis=0)
    np.testing.assert_allclose(many[0, 0], mean, rtol=1e-12)


def test_without_noise_a_noisy_descent_is_the_plain_one() -> None:
    rule = optimizers.gradient_descent(0.1)
    plain = descend(SURFACE, rule, [1.25, 0.5], 15)
    calm = descend(Tilted(SURFACE, 0.0), rule, [1.25, 0.5], 15, batch_size=1, seed=4)
    np.testing.assert_array_equal(calm.theta, plain.theta)


def test_paths_of_other_seeds_differ_and_scatter_with_sigma() -> None:
    rule = optimizers.gradient_descent(0.05)
    spread = []
    for sigma in (0.1, 1.0):
        noisy = Tilted(surfaces.get("bowl"), sigma)
        many = ensemble(noisy, rule, start=[1.0, 1.0], steps=60, batch_size=1, seeds=range(40))
        spread.append(float(many.theta[:, -1].std()))
    assert spread[1] == pytest.approx(10 * spread[0], rel=1e-6)


@pytest.mark.parametrize(
    ("change", "text"),
    [({"sigma": -1.0}, "sigma is -1"), ({"n": 1}, "n is 1"), ({"n": 10**7}, "n is 10000000")],
)
def test_errors_say_what_is_wrong(change, text) -> None:
    with pytest.raises(HyperparameterError, match=text):
        Tilted(SURFACE, **{"sigma": 1.0, **change})
