"""More samples of a data set's kind: means, covariances, rows, seeds and errors."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import batching, datasets, problems
from gdcore.errors import HyperparameterError

CARS = datasets.load("stopping-distance")
MANY = 200_000


def moments(data: datasets.Dataset) -> tuple[np.ndarray, np.ndarray]:
    rows = np.stack([data.x, data.y])
    return rows.mean(axis=1), np.cov(rows, bias=True)


@pytest.mark.parametrize("noise", [0.0, 0.2, 1.0, 10.0])
def test_means_and_covariances_are_those_of_the_data(noise: float) -> None:
    """Within five standard errors, which fall with the root of n."""
    mean, covariance = moments(CARS)
    found_mean, found = moments(datasets.resampled(CARS, MANY, noise=noise, seed=3))
    spread = np.sqrt(np.diag(covariance))
    assert (np.abs(found_mean - mean) < 5 * spread / np.sqrt(MANY)).all()
    assert (np.abs(found - covariance) < 5 * 2 * np.outer(spread, spread) / np.sqrt(MANY)).all()


def test_so_is_the_line_of_least_squares() -> None:
    few, many = CARS.scaled(), datasets.resampled(CARS.scaled(), MANY, seed=1)
    own = problems.LinearRegression(few.x, few.y)
    found = problems.LinearRegression(many.x, many.y)
    np.testing.assert_allclose(found.minimum(), own.minimum(), atol=0.005)
    np.testing.assert_allclose(found.hessian(), own.hessian(), atol=0.02)
    assert (many.x_scale, many.y_scale) == (few.x_scale, few.y_scale)


def test_without_noise_each_sample_is_a_row() -> None:
    many = datasets.resampled(CARS, 5000, noise=0.0)
    rows = {*zip(CARS.x.tolist(), CARS.y.tolist(), strict=True)}
    drawn = {
        (round(x, 9), round(y, 9)) for x, y in zip(many.x.tolist(), many.y.tolist(), strict=True)
    }
    assert drawn == rows


def test_with_noise_no_two_samples_are_the_same() -> None:
    many = datasets.resampled(CARS, 5000, noise=0.1)
    assert len({*many.x.tolist()}) == 5000


def test_rows_on_a_line_stay_on_it() -> None:
    x = np.arange(10.0)
    line = datasets.Dataset(x=x, y=3 * x - 1, x_name="x", y_name="y", title="t", source="s.")
    many = datasets.resampled(line, 1000, noise=0.5)
    np.testing.assert_allclose(many.y, 3 * many.x - 1, atol=1e-12)
    assert np.ptp(many.x) > np.ptp(x)


def test_a_seed_gives_the_same_samples_and_another_seed_others() -> None:
    one, same, other = (datasets.resampled(CARS, 99, seed=seed) for seed in (4, 4, 5))
    assert one.x.tolist() == same.x.tolist()
    assert one.x.tolist() != other.x.tolist()
    assert "50 rows" in one.source
    with pytest.raises(ValueError, match="read-only"):
        one.x[0] = 0


@pytest.mark.parametrize(
    ("n", "changes", "text"),
    [
        (1, {}, "n is 1"), (10**9, {}, "n is"), (9, {"noise": -0.1}, "noise is -0.1"),
        (9, {"noise": 11}, "noise is 11"), (9, {"seed": -1}, "seed is -1"),
    ],
)  # fmt: skip
def test_errors_say_what_is_wrong(n: int, changes: dict[str, float], text: str) -> None:
    with pytest.raises(HyperparameterError, match=text):
        datasets.resampled(CARS, n, **changes)


def test_the_first_samples_of_an_epoch_are_any_with_equal_chance() -> None:
    """In 20,000 draws of 2 of 5, each ordered pair within five standard errors of its share."""
    pairs = [tuple(batching.first(5, 2, seed).ravel().tolist()) for seed in range(20_000)]
    assert all(one != other for one, other in pairs)
    counts = [pairs.count((i, j)) / 20_000 for i in range(5) for j in range(5) if i != j]
    assert np.abs(np.array(counts) - 1 / 20).max() < 5 * np.sqrt(0.05 * 0.95 / 20_000)


def test_no_sample_of_an_epoch_comes_twice() -> None:
    assert sorted(batching.first(400, 400, seed=2).ravel().tolist()) == list(range(400))
    with pytest.raises(HyperparameterError, match="steps is 6"):
        batching.first(5, 6)
