"""Data drawn by formula: the formulas, the noise, the balance and the seeds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import datasets, problems
from gdcore.errors import HyperparameterError

LABELLED = {
    "two-moons": datasets.two_moons,
    "spirals": datasets.spirals,
    "blobs": datasets.blobs,
}
CURVES = {"noisy-line": datasets.noisy_line, "noisy-polynomial": datasets.noisy_polynomial}
EVERY = LABELLED | CURVES
ROUNDING = 1e-14  # of coordinates about 1 in size

each = pytest.mark.parametrize("make", EVERY.values(), ids=EVERY)
each_labelled = pytest.mark.parametrize("make", LABELLED.values(), ids=LABELLED)


def values_of(data) -> np.ndarray:
    if isinstance(data, datasets.LabelledDataset):
        return np.column_stack([data.points, data.labels])
    return np.column_stack([data.x, data.y])


@each
def test_a_seed_gives_the_same_data_and_another_seed_others(make) -> None:
    assert (values_of(make(20, seed=3)) == values_of(make(20, seed=3))).all()
    assert (values_of(make(20, seed=3)) != values_of(make(20, seed=4))).any()
    assert (values_of(make(20)) == values_of(make(20, seed=0))).all()
    assert len(make(21)) == 21


@each
def test_it_cannot_be_changed_and_says_what_it_is(make) -> None:
    data = make()
    arrays = (data.points, data.labels) if hasattr(data, "points") else (data.x, data.y)
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    assert data.title
    assert data.source.endswith(".")


def test_the_sets_by_name_are_those_of_the_functions() -> None:
    for name, make in CURVES.items():
        assert (values_of(datasets.load(name)) == values_of(make())).all()
    for name, make in LABELLED.items():
        loaded = datasets.load(name, kind="classification")
        assert (values_of(loaded) == values_of(make())).all()


@each_labelled
@given(n=st.integers(2, 60), classes=st.integers(2, 10))
def test_classes_are_balanced_in_every_stretch(make, n: int, classes: int) -> None:
    classes = 2 if make is datasets.two_moons else min(classes, n)
    data = make(n) if make is datasets.two_moons else make(n, classes=classes)
    assert data.labels.tolist() == [i % classes for i in range(n)]
    assert data.classes == classes
    assert data.label_names == tuple(str(label) for label in range(classes))
    assert data.points.shape == (n, 2)


@pytest.mark.parametrize("n", [2, 3, 100, 101])
def test_moons_without_noise_lie_on_their_half_circles(n: int) -> None:
    data = datasets.two_moons(n, noise=0.0)
    zero, one = data.points[data.labels == 0], data.points[data.labels == 1]
    np.testing.assert_allclose(np.hypot(*zero.T), 1.0, rtol=ROUNDING)
    np.testing.assert_allclose(np.hypot(*(one - [1.0, 0.5]).T), 1.0, rtol=ROUNDING)
    assert zero[:, 1].min() > -ROUNDING
    assert one[:, 1].max() < 0.5 + ROUNDING
    for moon in (zero, one):  # evenly spaced along the half circle
        steps = np.hypot(*np.diff(moon, axis=0).T)
        expected = 2.0 * math.sin(math.pi / (2.0 * max(len(moon) - 1, 1)))
        np.testing.assert_allclose(steps, expected, rtol=1e-12)


@pytest.mark.parametrize("classes", [2, 3, 7])
def test_spirals_without_noise_are_turned_copies(classes: int) -> None:
    data = datasets.spirals(20 * classes, classes=classes, turns=2.0, noise=0.0)
    planes = data.points @ [1.0, 1.0j]
    first = planes[data.labels == 0]
    np.testing.assert_allclose(np.abs(first), np.linspace(0.1, 1.0, 20), rtol=ROUNDING)
    angles = np.unwrap(np.angle(first))
    assert angles[-1] - angles[0] == pytest.approx(2 * math.pi * 2.0 * 0.9)
    for label in range(classes):
        turned = first * np.exp(2j * math.pi * label / classes)
        np.testing.assert_allclose(planes[data.labels == label], turned, atol=1e-13)


def test_blobs_have_their_middles_on_the_circle_and_their_spread() -> None:
    data = datasets.blobs(30_000, classes=3, noise=0.2, seed=1)
    for label, middle in enumerate([(1, 0), (-0.5, 0.75**0.5), (-0.5, -(0.75**0.5))]):
        cloud = data.points[data.labels == label]
        np.testing.assert_allclose(cloud.mean(axis=0), middle, atol=5 * 0.2 / 100)
        np.testing.assert_allclose(np.cov(cloud.T), 0.04 * np.eye(2), atol=0.002)


def test_the_noise_of_moons_is_normal_with_the_asked_spread() -> None:
    noisy = datasets.two_moons(20_000, noise=0.3, seed=2)
    away = (noisy.points - datasets.two_moons(20_000, noise=0.0).points) / 0.3
    np.testing.assert_allclose(away.mean(axis=0), 0.0, atol=0.03)
    np.testing.assert_allclose(np.cov(away.T), np.eye(2), atol=0.04)
    assert np.mean(np.abs(away) < 1.0) == pytest.approx(0.6827, abs=0.01)


def test_a_noisy_line_is_about_its_line() -> None:
    data = datasets.noisy_line(20_000, slope=-2.0, intercept=0.5, noise=0.1, seed=5)
    minimum = problems.LinearRegression(data.x, data.y).minimum()
    np.testing.assert_allclose(minimum, [-2.0, 0.5], atol=0.006)
    residual = data.y - (-2.0 * data.x + 0.5)
    assert residual.std() == pytest.approx(0.1, rel=0.03)
    assert -1.0 <= data.x.min() < -0.99 < 0.99 < data.x.max() < 1.0


def test_a_noisy_polynomial_is_about_its_polynomial() -> None:
    coefficients = [0.5, -1.0, 0.0, 2.0]
    data = datasets.noisy_polynomial(20, coefficients=coefficients, noise=0.0)
    expected = np.polynomial.polynomial.polyval(data.x, coefficients)
    np.testing.assert_allclose(data.y, expected, rtol=0, atol=1e-15)
    fitted = problems.PolynomialRegression(data.x, data.y, 3).minimum()
    np.testing.assert_allclose(fitted, [-1.0, 0.0, 2.0, 0.5], atol=1e-12)
    assert (datasets.noisy_polynomial(5, coefficients=[3.0], noise=0.0).y == 3.0).all()


# what is called, with what, what the error says
ERRORS = {
    "one sample": (datasets.two_moons, {"n": 1}, "n is 1; it must be a whole number from 2 to"),
    "too many": (datasets.noisy_line, {"n": 1_000_001}, "n is 1000001; it must be a whole number"),
    "fewer than classes": (datasets.blobs, {"n": 3, "classes": 4}, "n is 3; it must be a whole n"),
    "half a sample": (datasets.spirals, {"n": 2.5}, "n is 2.5; it must be a whole number from 2"),
    "one class": (datasets.spirals, {"classes": 1}, "classes is 1; it must be a whole number from"),
    "many classes": (datasets.blobs, {"classes": 11}, "classes is 11; it must be a whole number"),
    "turns": (datasets.spirals, {"turns": -1.0}, "turns is -1.0; it must be a number in [0, 10]."),
    "noise": (datasets.two_moons, {"noise": -0.1}, "noise is -0.1; it must be a number in [0, 1e+"),
    "noise of a line": (datasets.noisy_line, {"noise": math.nan}, "noise is nan; it must be a num"),
    "seed": (datasets.blobs, {"seed": -1}, "seed is -1; it must be a whole number from 0 to"),
    "slope": (datasets.noisy_line, {"slope": math.inf}, "slope is inf; it must be a number in [-1"),
    "intercept": (datasets.noisy_line, {"intercept": "1"}, "intercept is '1'; it must be a number"),
    "no coefficients": (
        datasets.noisy_polynomial,
        {"coefficients": []},
        "coefficients is []; it must be a list of 1 to 31 numbers.",
    ),
    "many coefficients": (
        datasets.noisy_polynomial,
        {"coefficients": [0.0] * 32},
        "it must be a l",
    ),
    "a coefficient": (
        datasets.noisy_polynomial,
        {"coefficients": [0.0, math.nan]},
        "coefficients[1] is nan; it must be a number in [-1e+06, 1e+06].",
    ),
}


@pytest.mark.parametrize(("make", "arguments", "text"), ERRORS.values(), ids=ERRORS)
def test_a_value_out_of_range_is_an_error(make, arguments, text: str) -> None:
    with pytest.raises(HyperparameterError) as caught:
        make(**arguments)
    assert text in str(caught.value)
