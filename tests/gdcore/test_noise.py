"""Gradient noise: what is measured, against what is known of it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from gdcore import batching, datasets, ensemble, noise, optimizers, problems, surfaces
from gdcore.errors import GDError, HyperparameterError, ProblemError

CARS = datasets.load("stopping-distance").scaled()
LINE = problems.LinearRegression(CARS.x, CARS.y)
LEAST = LINE.loss(LINE.minimum()).item()
NETWORK = problems.MultilayerPerceptron(
    np.random.default_rng(1).normal(size=(30, 2)), np.arange(30) % 2, hidden=(3,)
)
POINTS = {"line": (LINE, [0.5, -0.3]), "network": (NETWORK, NETWORK.initial(seed=2))}


@pytest.mark.parametrize(("problem", "theta"), POINTS.values(), ids=POINTS)
def test_the_covariance_is_that_of_the_samples(problem, theta) -> None:
    each = problem.sample_gradients(theta)
    expected = np.cov(each, rowvar=False, bias=True)
    np.testing.assert_allclose(noise.gradient_covariance(problem, theta), expected, atol=1e-14)


@pytest.mark.parametrize("replacement", [False, True])
@pytest.mark.parametrize(("problem", "theta"), POINTS.values(), ids=POINTS)
def test_the_noise_falls_with_the_batch_size_as_theory_says(problem, theta, replacement) -> None:
    """Within four standard errors of 4,000 draws, which are themselves small."""
    n = problem.n_samples
    sizes = [1, 2, 5, 10, n // 2, n - 1, n]
    curve = noise.measured_noise(problem, theta, sizes, draws=4000, seed=3, replacement=replacement)
    assert curve.batch_size.tolist() == sizes
    assert (curve.draws, curve.seed, curve.replacement) == (4000, 3, replacement)
    spread = np.trace(noise.gradient_covariance(problem, theta))
    share = [1 / b if replacement else (n - b) / (b * (n - 1)) for b in sizes]
    np.testing.assert_allclose(curve.theory, spread * np.array(share), rtol=1e-12)
    assert (curve.standard_error <= 0.05 * curve.theory + 1e-15).all()
    off = np.abs(curve.measured - curve.theory)
    assert (off <= 4 * curve.standard_error + 1e-28).all()
    if not replacement:
        assert curve.measured[-1] < 1e-28
        assert curve.measured[-2] > 1e-6 * curve.measured[0]


@pytest.mark.parametrize(("problem", "theta"), POINTS.values(), ids=POINTS)
def test_growing_batches_have_the_gradients_of_their_samples(problem, theta) -> None:
    n = problem.n_samples
    grown = noise.growing_batches(problem, theta, n, seed=5)
    assert (np.sort(grown.order, axis=1) == np.arange(n)).all()
    assert sorted(grown.order[:, 0].tolist()) == list(range(n))
    for size in (1, 2, 7, n):
        batches = grown.order[:, :size]
        expected = problem.gradient(np.tile(theta, (n, 1)), batches)
        np.testing.assert_allclose(grown.gradient[:, size - 1], expected, atol=1e-12)


def test_growing_batches_of_a_size_are_all_as_likely() -> None:
    """Pairs of five samples, ten of them, over many seeds: each a tenth of the time."""
    line = problems.LinearRegression(np.arange(5.0), [0.0, 2.0, 1.0, 3.0, 5.0])
    counts: dict[tuple[int, ...], int] = {}
    seeds = 4000
    for seed in range(seeds):
        for pair in noise.growing_batches(line, [0, 0], 2, seed=seed).order[:, :2]:
            key = tuple(sorted(pair.tolist()))
            counts[key] = counts.get(key, 0) + 1
    assert len(counts) == 10
    assert np.abs(np.array([*counts.values()]) / (2 * seeds) - 0.1).max() < 0.012


def test_growing_batches_begin_alike_and_differ_by_seed() -> None:
    one, again, other = (noise.growing_batches(LINE, [0, 1], 9, seed=s) for s in (3, 3, 4))
    assert one.seed == 3
    assert (one.order == again.order).all()
    assert (one.order != other.order).any()


def test_the_standard_error_is_how_far_measurements_scatter() -> None:
    curves = [noise.measured_noise(LINE, [0, 0], [3], draws=50, seed=s) for s in range(200)]
    scatter = np.std([curve.measured[0] for curve in curves], ddof=1)
    told = np.mean([curve.standard_error[0] for curve in curves])
    assert told == pytest.approx(scatter, rel=0.2)  # of 200 measurements: good to 5 %


def test_draws_in_pieces_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = noise.measured_noise(LINE, [0, 1], [7], draws=100, seed=1)
    monkeypatch.setattr(noise, "INDICES_AT_ONCE", 60)
    pieces = noise.measured_noise(LINE, [0, 1], [7], draws=100, seed=1)
    assert pieces.measured.tobytes() == whole.measured.tobytes()
    assert whole.measured != noise.measured_noise(LINE, [0, 1], [7], draws=100, seed=2).measured


# n, batch size, with replacement, factor; exact
FACTORS = {
    "one": (10, 1, False, 1.0),
    "half": (11, 5, False, 0.12),
    "all": (10, 10, False, 0.0),
    "again": (10, 10, True, 0.1),
    "one sample": (1, 1, False, 1.0),
}


@pytest.mark.parametrize(("n", "b", "replacement", "factor"), FACTORS.values(), ids=FACTORS)
def test_batch_factors(n, b, replacement, factor) -> None:
    assert noise.batch_factor(n, b, replacement=replacement) == factor


RATES = {"small": 0.02, "middling": 0.1, "large": 0.4}
SIZES = (1, 5)
STEPS, RUNS = 1600, 250


@cache
def independent(n: int, steps: int, size: int, runs: int) -> list[np.ndarray]:
    return [batching.independent(n, steps, size, seed=100 + run) for run in range(runs)]


def cloud(rate: float, **batches):
    """Excess losses, one a run, and theta - theta*, once the start is forgotten."""
    rule, seeds = optimizers.gradient_descent(rate), range(RUNS)
    many = ensemble(LINE, rule, start=LINE.minimum(), steps=STEPS, seeds=seeds, **batches)
    settled = slice(STEPS // 2 + 1, None)  # whole epochs
    return many.loss[:, settled].mean(axis=1) - LEAST, many.theta[:, settled] - LINE.minimum()


@pytest.mark.parametrize("rate", RATES.values(), ids=RATES)
@pytest.mark.parametrize("size", SIZES)
def test_the_floor_of_independent_batches_is_exact(rate: float, size: int) -> None:
    """Within four standard errors of 250 runs, and those are below 2 %."""
    excess, away = cloud(rate, batches=independent(50, STEPS, size, RUNS))
    floor = noise.noise_floor(LINE, rate, size, batches="independent")
    error = excess.std(ddof=1) / np.sqrt(RUNS)
    assert error < 0.02 * floor.excess_loss
    assert abs(excess.mean() - floor.excess_loss) < 4 * error
    measured = np.einsum("msi,msj->ij", away, away) / away[..., 0].size
    np.testing.assert_allclose(
        measured, floor.covariance, rtol=0, atol=0.08 * np.trace(floor.covariance)
    )


# learning rate, batch size, how far below the truth the estimate may be
EPOCHS = {
    "small": (0.01, 5, 0.02),
    "small, single": (0.01, 1, 0.04),
    "middling": (0.1, 5, 0.04),
    "middling, single": (0.1, 1, 0.1),
}


@pytest.mark.parametrize(("rate", "size", "tolerance"), EPOCHS.values(), ids=EPOCHS)
def test_the_floor_of_shuffled_epochs_is_close_at_small_rates(rate, size, tolerance) -> None:
    excess, _ = cloud(rate, batch_size=size)
    floor = noise.noise_floor(LINE, rate, size)
    assert excess.std(ddof=1) / np.sqrt(RUNS) < tolerance / 3 * excess.mean()
    assert floor.excess_loss == pytest.approx(excess.mean(), rel=tolerance)


class SameSlopes:
    """Quadratics (1/2) (theta - c_i)^T H (theta - c_i): the samples' Hessians are all the same."""

    matrix = np.array([[2.0, 0.3], [0.3, 0.5]])
    centres = np.random.default_rng(4).normal(size=(12, 2))
    dimension, n_samples = 2, 12

    def loss(self, theta):
        away = np.asarray(theta)[..., None, :] - self.centres
        return 0.5 * np.einsum("...i,ij,...j->...", away, self.matrix, away).mean(axis=-1)

    def gradient(self, theta, samples=None):
        centres = self.centres if samples is None else self.centres[samples]
        return (np.asarray(theta) - centres.mean(axis=-2)) @ self.matrix

    def sample_gradients(self, theta):
        return (np.asarray(theta) - self.centres) @ self.matrix


@pytest.mark.parametrize("batches", ["epochs", "independent"])
@pytest.mark.parametrize("size", [1, 3])
def test_with_equal_hessians_both_floors_are_exact(size: int, batches: str) -> None:
    """At a large rate, within four standard errors."""
    problem, rate, runs, steps = SameSlopes(), 0.4, 400, 600
    plans = {"batch_size": size}
    if batches == "independent":
        plans = {"batches": independent(12, steps, size, runs)}
    middle = problem.centres.mean(axis=0)
    many = ensemble(
        problem,
        optimizers.gradient_descent(rate),
        start=middle,
        steps=steps,
        seeds=range(runs),
        **plans,
    )
    excess = many.loss[:, steps // 2 + 1 :].mean(axis=1) - problem.loss(middle)
    floor = noise.noise_floor(problem, rate, size, batches=batches)
    error = excess.std(ddof=1) / np.sqrt(runs)
    assert error < 0.03 * floor.excess_loss
    assert abs(excess.mean() - floor.excess_loss) < 4 * error


def test_at_small_rates_the_rule_of_thumb_holds() -> None:
    floor = noise.noise_floor(LINE, 1e-5, batches="independent")
    assert floor.small_rate == pytest.approx(floor.excess_loss, rel=1e-4)
    assert noise.noise_floor(LINE, 0.3, batches="independent").excess_loss > 5.0 * (
        noise.noise_floor(LINE, 0.1, batches="independent").small_rate
    )
    trace = np.trace(noise.gradient_covariance(LINE, LINE.minimum()))
    assert noise.noise_floor(LINE, 0.1).small_rate == pytest.approx(0.1 * trace / 4, rel=1e-12)


def test_all_samples_make_no_floor() -> None:
    for batches in ("epochs", "independent"):
        assert noise.noise_floor(LINE, 0.1, 50, batches=batches).excess_loss < 1e-15
    alone = problems.LinearRegression([1.0], [2.0], l2=0.1)
    assert noise.noise_floor(alone, 0.1).excess_loss < 1e-15


FLAT = problems.LinearRegression([1.0, 1.0], [1.0, 3.0])
WIDE = problems.LeastSquares(np.eye(45), np.arange(45.0))
# call, error, what its text says
ERRORS = {
    "surface": (
        lambda: noise.gradient_covariance(surfaces.get("bowl"), [0, 0]),
        ProblemError,
        "This loss has no samples, so its gradient has no noise.",
    ),
    "theta": (lambda: noise.measured_noise(LINE, [0], [1]), ProblemError, "The start has shape"),
    "size": (lambda: noise.measured_noise(LINE, [0, 0], [51]), GDError, "a batch size is 51; it"),
    "draws": (lambda: noise.measured_noise(LINE, [0, 0], [1], draws=1), GDError, "draws is 1; it"),
    "seed": (lambda: noise.measured_noise(LINE, [0, 0], [1], seed=-1), GDError, "seed is -1; it"),
    "factor": (lambda: noise.batch_factor(5, 6), HyperparameterError, "batch_size is 6; it must"),
    "rate": (lambda: noise.noise_floor(LINE, 0.0), HyperparameterError, "learning_rate is 0.0"),
    "fast": (lambda: noise.noise_floor(LINE, 1.0), HyperparameterError, "theta does not settle"),
    "noisy": (
        lambda: noise.noise_floor(LINE, 0.95, batches="independent"),
        HyperparameterError,
        "learning_rate is 0.95; at that rate theta does not settle on this loss, so there is no",
    ),
    "divides": (
        lambda: noise.noise_floor(LINE, 0.1, 7),
        HyperparameterError,
        "batch_size is 7; for whole epochs it must divide the 50 samples there are.",
    ),
    "kind": (
        lambda: noise.noise_floor(LINE, 0.1, batches="x"),
        HyperparameterError,
        "'x'; it must",
    ),
    "flat": (lambda: noise.noise_floor(FLAT, 0.1), ProblemError, "a flat direction"),
    "network": (lambda: noise.noise_floor(NETWORK, 0.1), ProblemError, "is not a quadratic"),
    "wide": (
        lambda: noise.noise_floor(WIDE, 0.1),
        ProblemError,
        "has 46 parameters; a noise floor",
    ),
}


@pytest.mark.parametrize(("call", "error", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(call, error, text) -> None:
    with pytest.raises(error) as caught:
        call()
    assert text in str(caught.value)
