"""The straight line by least squares."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import datasets, descend, optimizers, problems
from gdcore.checks import check_gradient
from gdcore.errors import GradientError, ProblemError

# quantity: relative tolerance
TOLERANCE = {"loss": 1e-12, "mean of gradients": 1e-12, "closed form": 1e-10, "limit": 1e-9}
POINTS = [[0.0, 0.0], [3.9, -17.6], [-50.0, 1000.0]]


@pytest.fixture(scope="module")
def line() -> problems.LinearRegression:
    data = datasets.load("stopping-distance")
    return problems.LinearRegression(data.x, data.y)


@pytest.fixture(scope="module")
def scaled_line() -> problems.LinearRegression:
    data = datasets.load("stopping-distance").scaled()
    return problems.LinearRegression(data.x, data.y)


@pytest.mark.parametrize("theta", POINTS)
def test_the_loss_is_the_mean_squared_error(line: problems.LinearRegression, theta) -> None:
    w, b = theta
    expected = np.mean((w * line.x + b - line.y) ** 2)
    assert line.loss(theta).item() == pytest.approx(expected, rel=TOLERANCE["loss"])


def test_loss_and_gradient_take_many_points_at_once(line: problems.LinearRegression) -> None:
    theta = np.array(POINTS * 2).reshape(2, 3, 2)
    assert line.loss(theta).shape == (2, 3)
    some = np.array([1, 4, 4])
    for samples in (None, some):
        slopes = line.gradient(theta, samples)
        assert slopes.shape == theta.shape
        np.testing.assert_allclose(slopes[1, 2], line.gradient(theta[1, 2], samples), rtol=1e-13)


@pytest.mark.parametrize("theta", POINTS)
def test_the_gradient_is_the_mean_of_those_of_the_samples(line, theta) -> None:
    each = line.sample_gradients(theta)
    assert each.shape == (50, 2)
    np.testing.assert_allclose(
        line.gradient(theta), each.mean(axis=0), rtol=TOLERANCE["mean of gradients"]
    )
    some = np.array([3, 14, 15, 3])
    np.testing.assert_allclose(
        line.gradient(theta, some), each[some].mean(axis=0), rtol=TOLERANCE["mean of gradients"]
    )


def test_the_excess_is_the_hessians_and_keeps_its_digits_near_the_minimum(
    line: problems.LinearRegression,
) -> None:
    """Half the quadratic form of the Hessian, however near: there the loss has no digits left."""
    lowest = line.minimum()
    for away in ([3.0, -7.0], [1e-3, 2e-3]):
        theta = lowest + np.array(away)
        assert line.excess(theta) == pytest.approx(
            float(line.loss(theta) - line.loss(lowest)), rel=1e-6
        )
    near = np.array([[2.0**-40, 0.0], [0.0, 2.0**-40], [2.0**-40, -(2.0**-40)]])
    theta = lowest + near
    away = theta - lowest  # as rounded
    known = np.einsum("ni,ij,nj->n", away, line.hessian(), away) / 2
    np.testing.assert_allclose(line.excess(theta), known, rtol=TOLERANCE["closed form"])
    assert line.excess(lowest) == 0.0


def test_the_gradient_agrees_with_finite_differences(line: problems.LinearRegression) -> None:
    check_gradient(line, POINTS)


def test_a_wrong_gradient_is_an_error_with_the_point_and_both_values(line) -> None:
    class Wrong(problems.LinearRegression):
        def gradient(self, theta, samples=None):
            return super().gradient(theta, samples) * [1.0, 1.001]

    with pytest.raises(GradientError) as caught:
        check_gradient(Wrong(line.x, line.y), [1.0, 2.0])
    right = line.gradient([1.0, 2.0])
    assert str(caught.value) == (
        f"The gradient is wrong at theta = [1.0, 2.0]: it gives [{right[0]:.6g}, "
        f"{right[1] * 1.001:.6g}], but finite differences of the loss give "
        f"[{right[0]:.6g}, {right[1]:.6g}]."
    )


def test_a_loss_that_is_not_finite_cannot_be_checked(line: problems.LinearRegression) -> None:
    class Holed(problems.LinearRegression):
        def loss(self, theta):
            return super().loss(theta) * math.nan

    with pytest.raises(ProblemError, match=r"is not finite at theta = \[1\.0, 2\.0\]"):
        check_gradient(Holed(line.x, line.y), [1.0, 2.0])


def test_a_gradient_of_the_wrong_shape_is_an_error(line: problems.LinearRegression) -> None:
    class Short(problems.LinearRegression):
        def gradient(self, theta, samples=None):
            return super().gradient(theta, samples)[..., :1]

    with pytest.raises(ProblemError, match=r"of shape \(1, 2\) has shape \(1, 1\); it must have"):
        check_gradient(Short(line.x, line.y), [1.0, 2.0])


def test_the_minimum_is_that_of_lstsq(line: problems.LinearRegression) -> None:
    design = np.stack([line.x, np.ones(50)], axis=1)
    expected = np.linalg.lstsq(design, line.y, rcond=None)[0]
    np.testing.assert_allclose(line.minimum(), expected, rtol=TOLERANCE["closed form"])
    np.testing.assert_allclose(line.minimum(), [3.932409, -17.579095], rtol=1e-6)  # as R prints it
    assert np.linalg.norm(line.gradient(line.minimum())) == 0.0


def test_batch_descent_tends_to_the_minimum(scaled_line: problems.LinearRegression) -> None:
    rate = 1.0 / scaled_line.largest_curvature
    run = descend(scaled_line, optimizers.gradient_descent(rate), [0.0, 0.0], 400)
    np.testing.assert_allclose(run.theta[-1], scaled_line.minimum(), rtol=TOLERANCE["limit"])
    assert (np.diff(run.loss) <= 1e-15).all()


def test_the_hessian_is_that_of_the_formula(line: problems.LinearRegression) -> None:
    design = np.stack([line.x, np.ones(50)], axis=1)
    expected = 2.0 * design.T @ design / 50
    np.testing.assert_allclose(line.hessian(), expected, rtol=1e-13)
    assert line.hessian(POINTS).shape == (3, 2, 2)
    assert line.largest_curvature == pytest.approx(np.linalg.eigvalsh(expected)[1], rel=1e-12)


@pytest.mark.parametrize("offset", [0.0, 1e6, -1e9])
def test_an_offset_of_x_costs_no_digits(offset: float) -> None:
    x = np.arange(20.0)
    line = problems.LinearRegression(x + offset, 3.0 * x)
    np.testing.assert_allclose(line.minimum()[0], 3.0, rtol=1e-12)
    assert line.loss(line.minimum()) == pytest.approx(0.0, abs=1e-12)


def test_a_constant_x_gives_the_level_line() -> None:
    line = problems.LinearRegression([2.0, 2.0], [1.0, 3.0])
    assert line.minimum().tolist() == [0.0, 2.0]
    assert line.loss([0.0, 2.0]) == line.loss([1.0, 0.0]) == 1.0


# x, which may lie far from zero or be tiny, so that one curvature is up to 1e40 times the other
UNEQUAL = {
    "cars": datasets.load("stopping-distance").x,
    "years": np.arange(1871.0, 1971.0),
    "seconds since 1970": 1_700_000_000.0 + 86_400.0 * np.arange(60),
    "metres between stars": np.linspace(1e20, 9e20, 50),
    "metres within molecules": np.linspace(1e-9, 5e-9, 40),
    "equal": np.array([-1.0, 1.0]),
    "spread to both sides": np.linspace(-3.0, 4.0, 9),
}


@pytest.mark.parametrize("x", UNEQUAL.values(), ids=UNEQUAL)
def test_principal_axes_have_all_their_digits(x) -> None:
    """Against the roots of the characteristic polynomial, with 120 digits."""
    values, directions = problems.LinearRegression(x, np.zeros(len(x))).principal_axes()
    with localcontext(prec=120):
        exact = [Decimal(float(each)) for each in x]
        mean = sum(exact) / len(exact)
        p, q, r = 2 * sum(each * each for each in exact) / len(exact), 2 * mean, Decimal(2)
        root = ((p - r) ** 2 + 4 * q * q).sqrt()
        known = [(p + r - root) / 2, (p + r + root) / 2]
        for value, curvature, (along_w, along_b) in zip(values, known, directions, strict=True):
            assert float(curvature) == pytest.approx(value, rel=1e-13)
            left, right = q * Decimal(float(along_w)), (curvature - r) * Decimal(float(along_b))
            assert float(left) == pytest.approx(float(right), rel=1e-12)
    np.testing.assert_allclose(directions @ directions.T, np.eye(2), rtol=0, atol=1e-15)


numbers = st.floats(-100, 100)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20), numbers, numbers)
def test_no_line_beats_the_minimum(rows, w: float, b: float) -> None:
    x, y = np.array(rows).T
    line = problems.LinearRegression(x, y)
    least = np.mean((line.minimum()[0] * x + line.minimum()[1] - y) ** 2)
    direct = np.mean((w * x + b - y) ** 2)
    scale = 1.0 + direct
    assert line.loss(line.minimum()).item() == pytest.approx(least, abs=1e-9 * scale)
    assert line.loss([w, b]).item() == pytest.approx(direct, rel=1e-7, abs=1e-7)
    assert line.loss([w, b]) >= line.loss(line.minimum())


# x, y, what the error says
ERRORS = {
    "lengths": ([1, 2], [1, 2, 3], "x has 2 values and y has 3; they must have as many."),
    "nothing": ([], [], "x has shape (0,); it must be one row of at least one number, (n,)."),
    "two axes": ([[1, 2]], [1, 2], "x has shape (1, 2)"),
    "nan": ([1, 2], [1, math.nan], "y[1] is nan; all values must be finite."),
    "inf": ([-math.inf, 2], [1, 2], "x[0] is -inf; all values must be finite."),
    "overflow": ([1e200, 2], [1, 2], "so large that their squares overflow"),
}


@pytest.mark.parametrize(("x", "y", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(x, y, text) -> None:
    with pytest.raises(ProblemError) as caught:
        problems.LinearRegression(x, y)
    assert text in str(caught.value)


@pytest.mark.parametrize("l2", [1e-3, 0.5, 20.0])
def test_l2_is_least_squares_with_rows_added(l2: float) -> None:
    data = datasets.load("stopping-distance").scaled()
    line = problems.LinearRegression(data.x, data.y, l2=l2)
    design = np.stack([data.x, np.ones(50)], axis=1)
    added = np.concatenate([design, [[np.sqrt(50 * l2), 0.0]]])
    expected, squares, *_ = np.linalg.lstsq(added, np.append(data.y, 0.0), rcond=None)
    np.testing.assert_allclose(line.minimum(), expected, rtol=TOLERANCE["closed form"])
    assert line.loss(expected).item() == pytest.approx(squares[0] / 50, rel=TOLERANCE["loss"])
    for w, b in POINTS:
        direct = np.mean((w * line.x + b - line.y) ** 2) + l2 * w * w
        assert line.loss([w, b]).item() == pytest.approx(direct, rel=TOLERANCE["loss"])
    check_gradient(line, POINTS)
    np.testing.assert_allclose(line.hessian(), 2.0 * added.T @ added / 50, rtol=1e-13)


def test_it_predicts_the_heights_of_the_line(line: problems.LinearRegression) -> None:
    assert line.predict([2.0, 1.0], [0.0, 3.0]).tolist() == [1.0, 7.0]
    assert line.predict([[2.0, 1.0], [0.0, 5.0]], [3.0]).tolist() == [[7.0], [5.0]]


def test_equal_inputs_whose_mean_rounds_are_constant() -> None:
    line = problems.LinearRegression([43.16229739046928] * 3, [0.0, 0.0, 1.0])
    assert line.minimum() == pytest.approx([0.0, 1 / 3], rel=1e-12)
    assert line.loss([0.0, 0.0]) == pytest.approx(1 / 3, rel=1e-12)
