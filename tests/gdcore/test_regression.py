"""Least squares over features, polynomials and the Huber loss."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import descend, optimizers, problems
from gdcore.errors import HyperparameterError, ProblemError

CLOSED_FORM = 1e-9  # relative, of the largest parameter


def some_data(n: int = 30, p: int = 3) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(2)
    x = generator.normal(size=(n, p)) + [5.0, 0.0, -3.0][:p]
    return x, x @ np.arange(1.0, p + 1) + generator.normal(size=n)


def by_lstsq(x: np.ndarray, y: np.ndarray, l2: float = 0.0) -> np.ndarray:
    """The minimum from rows added to the design; the intercept has none."""
    n, p = x.shape
    ridge = np.sqrt(n * l2) * np.eye(p, p + 1)
    design = np.concatenate([np.column_stack([x, np.ones(n)]), ridge])
    return np.linalg.lstsq(design, np.concatenate([y, np.zeros(p)]), rcond=None)[0]


@pytest.mark.parametrize("l2", [0.0, 1e-3, 2.0])
def test_the_minimum_is_that_of_lstsq(l2: float) -> None:
    x, y = some_data()
    plane = problems.LeastSquares(x, y, l2=l2)
    expected = by_lstsq(x, y, l2)
    np.testing.assert_allclose(plane.minimum(), expected, rtol=CLOSED_FORM)
    assert np.abs(plane.gradient(plane.minimum())).max() < 1e-12
    direct = (
        np.mean((x @ expected[:-1] + expected[-1] - y) ** 2) + l2 * expected[:-1] @ expected[:-1]
    )
    assert plane.loss(expected).item() == pytest.approx(direct, rel=1e-12)


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_with_one_feature_it_is_linear_regression(l2: float) -> None:
    x, y = some_data(p=1)
    line = problems.LinearRegression(x[:, 0], y, l2=l2)
    for same in (problems.LeastSquares(x, y, l2=l2), problems.LeastSquares(x[:, 0], y, l2=l2)):
        theta = np.random.default_rng(0).normal(size=(5, 2))
        np.testing.assert_allclose(same.loss(theta), line.loss(theta), rtol=1e-12)
        np.testing.assert_allclose(same.gradient(theta), line.gradient(theta), rtol=1e-12)
        np.testing.assert_allclose(same.hessian(theta), line.hessian(theta), rtol=1e-12)
        np.testing.assert_allclose(same.minimum(), line.minimum(), rtol=CLOSED_FORM)
        assert same.largest_curvature == pytest.approx(line.largest_curvature, rel=1e-12)
        assert same.parameter_names == line.parameter_names == ("w", "b")


def test_batch_descent_tends_to_the_minimum() -> None:
    x, y = some_data()
    plane = problems.LeastSquares(x - x.mean(axis=0), y, l2=0.1)
    rate = 1.0 / plane.largest_curvature
    run = descend(plane, optimizers.gradient_descent(rate), np.zeros(4), 400)
    np.testing.assert_allclose(run.theta[-1], plane.minimum(), rtol=CLOSED_FORM)


def test_a_constant_feature_gets_no_weight() -> None:
    x, y = some_data(p=2)
    x[:, 1] = 43.16229739046928  # equal numbers whose mean rounds
    plane = problems.LeastSquares(x, y)
    expected = problems.LinearRegression(x[:, 0], y).minimum()
    np.testing.assert_allclose(plane.minimum(), np.insert(expected, 1, 0.0), rtol=CLOSED_FORM)
    level = problems.LeastSquares(x[:3, 1], [0.0, 0.0, 1.0])
    np.testing.assert_allclose(level.minimum(), [0.0, 1.0 / 3.0], rtol=CLOSED_FORM)


def test_features_that_say_the_same_share_the_weight() -> None:
    x, y = some_data(p=1)
    plane = problems.LeastSquares(np.column_stack([x, x]), y)
    w, b = problems.LinearRegression(x[:, 0], y).minimum()
    np.testing.assert_allclose(plane.minimum(), [w / 2, w / 2, b], rtol=CLOSED_FORM)


@pytest.mark.parametrize("degree", [1, 2, 5, 9])
def test_a_polynomial_is_that_of_polyfit(degree: int) -> None:
    generator = np.random.default_rng(4)
    x = generator.uniform(-1.0, 1.0, 40)
    y = np.sin(3.0 * x) + 0.1 * generator.normal(size=40)
    curve = problems.PolynomialRegression(x, y, degree)
    expected = np.polynomial.polynomial.polyfit(x, y, degree)  # the constant first
    np.testing.assert_allclose(curve.minimum(), np.append(expected[1:], expected[0]), rtol=1e-7)
    theta = generator.normal(size=(3, degree + 1))
    heights = np.array([np.polyval(np.append(t[-2::-1], t[-1]), x) for t in theta])
    np.testing.assert_allclose(curve.predict(theta, x), heights, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(curve.loss(theta), ((heights - y) ** 2).mean(axis=1), rtol=1e-12)
    np.testing.assert_allclose(
        problems.PolynomialRegression(x, y, degree, l2=0.1).minimum(),
        by_lstsq(problems.polynomial_features(x, degree), y, 0.1),
        rtol=CLOSED_FORM,
    )


def test_polynomial_parameters_have_the_names_of_the_powers() -> None:
    curve = problems.PolynomialRegression([0.0, 1.0], [1.0, 2.0], 3)
    assert curve.parameter_names == ("w1", "w2", "w3", "b")
    assert curve.dimension == 4


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=6), st.integers(1, 8))
def test_polynomial_features_are_the_powers(x, degree: int) -> None:
    found = problems.polynomial_features(x, degree)
    expected = [[value**k for k in range(1, degree + 1)] for value in x]
    np.testing.assert_allclose(found, expected, rtol=1e-14, atol=1e-300)


DELTA = 0.8


def test_within_delta_huber_is_the_squared_error() -> None:
    x, y = some_data()
    robust, squared = problems.HuberRegression(x, y, delta=1e6), problems.LeastSquares(x, y)
    theta = np.random.default_rng(0).normal(size=(5, 4))
    np.testing.assert_allclose(robust.loss(theta), squared.loss(theta), rtol=1e-13)
    np.testing.assert_allclose(robust.gradient(theta), squared.gradient(theta), rtol=1e-13)
    np.testing.assert_allclose(robust.hessian(theta), squared.hessian(theta), rtol=1e-13)


# residual, loss, slope; delta is 0.8
@pytest.mark.parametrize(
    ("residual", "loss", "slope"),
    [
        (0.0, 0.0, 0.0),
        (0.5, 0.25, 1.0),
        (-0.5, 0.25, -1.0),
        (0.8, 0.64, 1.6),
        (1.0, 0.96, 1.6),
        (-3.0, 4.16, -1.6),
        (1e200, 1.6e200, 1.6),
    ],
)
def test_huber_by_hand(residual: float, loss: float, slope: float) -> None:
    robust = problems.HuberRegression([0.0], [0.0], delta=DELTA)
    assert robust.loss([0.0, residual]).item() == pytest.approx(loss, rel=1e-15)
    assert robust.gradient([0.0, residual]).tolist() == pytest.approx([0.0, slope], rel=1e-15)


def test_an_outlier_moves_a_huber_line_little() -> None:
    x = np.linspace(-1.0, 1.0, 21)
    y = 2.0 * x
    y[-1] += 100.0
    robust = problems.HuberRegression(x, y, delta=0.1)
    run = descend(robust, optimizers.gradient_descent(0.3), [0.0, 0.0], 2000)
    assert abs(run.theta[-1, 0] - 2.0) < 0.1
    assert abs(problems.LinearRegression(x, y).minimum()[0] - 2.0) > 5.0


@pytest.mark.parametrize("delta", [0.0, -1.0, math.nan, math.inf, True])
def test_delta_is_above_zero(delta: float) -> None:
    with pytest.raises(HyperparameterError, match=r"delta is .*; it must be a finite number above"):
        problems.HuberRegression([0.0], [0.0], delta=delta)


@pytest.mark.parametrize("degree", [0, 31, 2.0, True])
def test_a_degree_is_a_small_whole_number(degree) -> None:
    with pytest.raises(HyperparameterError, match=r"degree is .*; it must be a whole number"):
        problems.polynomial_features([1.0], degree)


@pytest.mark.parametrize(
    ("x", "text"),
    [
        ([1e200], "x to the power of 2 overflows; scale x to [-1, 1] first."),
        ([[1.0]], "x has shape (1, 1); it must be one row of at least one number, (n,)."),
        ([math.nan], "x[0] is nan; all values must be finite."),
    ],
)
def test_powers_need_one_column_of_moderate_numbers(x, text: str) -> None:
    with pytest.raises(ProblemError) as caught:
        problems.PolynomialRegression(x, [1.0], 2)
    assert str(caught.value) == text
