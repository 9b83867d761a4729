"""What is known of quadratics, against descents on them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gdcore import datasets, descend, optimizers, problems, surfaces, theory
from gdcore.errors import GDError, HyperparameterError, ProblemError

CARS = datasets.load("stopping-distance").scaled()
LINE = problems.LinearRegression(CARS.x, CARS.y, l2=0.01)
RAVINE = surfaces.get("ravine")
NETWORK = problems.MultilayerPerceptron(
    [[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0, 1, 1], hidden=(2,)
)

# quadratic, start; with the rates and betas below, paths to a relative 1e-12 of their size
QUADRATICS = {
    "bowl": (surfaces.get("bowl"), [3.0, -2.0]),
    "ravine": (RAVINE, [2.0, 1.0]),
    "turned": (surfaces.quadratic(9.0, 0.7, 2.0), [-2.0, 1.0]),
    "booth": (surfaces.get("booth"), [0.0, 0.0]),
    "saddle": (surfaces.get("saddle"), [1.0, 0.01]),
    "parabola": (surfaces.parabola(1.5), [3.0]),
    "line": (LINE, [1.0, 2.0]),
    "squares": (problems.LeastSquares(np.eye(3), [1.0, 2.0, 3.0], l2=0.1), [1.0, 0, 0, 1]),
}
RATES, BETAS = (0.01, 0.09, 0.7), (0.0, 0.3, 0.9, 0.99)


def walked(problem, start, steps, rate, beta):
    rule = optimizers.momentum(rate, beta) if beta else optimizers.gradient_descent(rate)
    return descend(problem, rule, start, steps).theta


@pytest.mark.parametrize(("problem", "start"), QUADRATICS.values(), ids=QUADRATICS)
def test_the_closed_form_is_the_path_that_is_walked(problem, start) -> None:
    for rate in RATES:
        for beta in BETAS:
            theta = walked(problem, start, 50, rate, beta)
            known = theory.quadratic_path(problem, start, len(theta) - 1, rate, beta)
            np.testing.assert_allclose(known, theta, rtol=0, atol=1e-12 * np.abs(theta).max())


@given(st.floats(0.001, 3.9), st.floats(0.0, 0.999), st.integers(0, 80))
@example(3.0, 5e-324, 5)  # the product of the roots is lost in rounding
def test_the_closed_form_holds_at_any_rate_and_beta(rate: float, beta: float, steps: int) -> None:
    """Also where the two roots nearly meet: to a relative 1e-9."""
    parabola = surfaces.parabola(1.0)
    theta = walked(parabola, [1.0], steps, rate, beta)
    known = theory.quadratic_path(parabola, [1.0], len(theta) - 1, rate, beta)
    np.testing.assert_allclose(known, theta, rtol=0, atol=1e-9 * np.abs(theta).max())


def test_the_closed_form_holds_where_both_roots_are_one() -> None:
    """alpha L = (1 - sqrt(beta))^2 and (1 + sqrt(beta))^2: then p_t is r^t times a line."""
    for rate, root in ((0.25, 0.5), (2.25, -0.5)):
        known = theory.quadratic_path(surfaces.parabola(1.0), [1.0], 40, rate, beta=0.25)
        theta = walked(surfaces.parabola(1.0), [1.0], 40, rate, 0.25)
        np.testing.assert_allclose(known, theta, rtol=1e-13)
        slope = known[:, 0] / root ** np.arange(41.0)
        np.testing.assert_allclose(np.diff(slope), slope[1] - slope[0], rtol=1e-12)


@pytest.mark.parametrize("beta", BETAS)
def test_the_stability_limit_is_where_descents_begin_to_diverge(beta: float) -> None:
    limit = theory.stability_limit(1.0, beta)
    below, above = (walked(RAVINE, [0.0, 1.0], 4000, limit * f, beta) for f in (0.99, 1.01))
    assert np.abs(below[-1]).max() < 0.01
    assert np.abs(above[-1]).max() > 10.0
    assert theory.contraction(0.05, 1.0, limit * 0.999, beta) < 1.0
    assert theory.contraction(0.05, 1.0, limit * 1.001, beta) > 1.0


@given(st.floats(0.01, 10), st.floats(1, 1000))
def test_the_best_rate_is_best(smallest: float, condition: float) -> None:
    largest = smallest * condition
    best = theory.best_rate(smallest, largest)
    assert best.learning_rate == pytest.approx(2 / (smallest + largest), rel=1e-14)
    assert best.contraction == pytest.approx((condition - 1) / (condition + 1), rel=1e-9, abs=1e-12)
    assert theory.contraction(smallest, largest, best.learning_rate) == pytest.approx(
        best.contraction, rel=1e-9, abs=1e-12
    )
    for other in (0.9, 0.99, 1.01, 1.1):
        rate = best.learning_rate * other
        assert theory.contraction(smallest, largest, rate) > best.contraction


@given(st.floats(0.01, 10), st.floats(1.01, 1000))
def test_the_best_momentum_is_best(smallest: float, condition: float) -> None:
    largest = smallest * condition
    best = theory.best_momentum(smallest, largest)
    assert best.contraction == pytest.approx(math.sqrt(best.beta), rel=1e-12)
    root = math.sqrt(condition)
    assert best.contraction == pytest.approx((root - 1) / (root + 1), rel=1e-9)
    assert best.contraction < theory.best_rate(smallest, largest).contraction
    # both roots meet at both ends: the rounding of beta shows as its square root
    here = theory.contraction(smallest, largest, best.learning_rate, best.beta)
    assert here == pytest.approx(best.contraction, abs=1e-6)
    for rate in (0.9, 1.0, 1.1):
        for beta in (0.9, 1.0, 1.05):
            if (rate, beta) != (1.0, 1.0) and best.beta * beta < 1.0:
                there = theory.contraction(
                    smallest, largest, best.learning_rate * rate, best.beta * beta
                )
                assert there > best.contraction


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.8])
@pytest.mark.parametrize("rate", [0.3, 1.0, 1.9])
def test_the_contraction_is_what_a_long_path_does(rate: float, beta: float) -> None:
    """The distance after k steps, to the power 1/k, to 2 %."""
    theta = theory.quadratic_path(RAVINE, [1.0, 1.0], 1000, rate, beta)
    distance = np.linalg.norm(theta[900:], axis=1).max()
    long_run = distance ** (1 / 950)
    assert long_run == pytest.approx(theory.contraction(0.05, 1.0, rate, beta), rel=0.02)


def test_a_quadratic_bends_by_itself_along_its_principal_axes() -> None:
    """Along each, the cost is the lowest plus half the curvature times the distance squared."""
    for problem, start in QUADRATICS.values():
        level = theory.quadratic_minimum(problem)[0]
        axes = theory.principal_axes(problem, start)
        assert (np.diff(axes.curvatures) >= 0).all()
        gram = axes.directions @ axes.directions.T
        np.testing.assert_allclose(gram, np.eye(len(gram)), rtol=0, atol=1e-12)
        for curvature, direction in zip(axes.curvatures, axes.directions, strict=True):
            away = np.linspace(-2.0, 2.0, 9)
            cost = problem.loss(level + away[:, None] * direction)
            known = problem.loss(level) + 0.5 * curvature * away * away
            np.testing.assert_allclose(cost, known, rtol=1e-9, atol=1e-9)
            assert direction[np.abs(direction).argmax()] > 0


def test_a_step_along_a_principal_axis_stays_on_it() -> None:
    """It multiplies the distance by one less the rate times the curvature."""
    axes = theory.principal_axes(LINE, LINE.minimum())
    for curvature, direction in zip(axes.curvatures, axes.directions, strict=True):
        for times in (0.1, 0.9, 1.0, 1.9, 2.0, 2.05):
            theta = walked(LINE, LINE.minimum() - direction, 1, times / curvature, 0.0)[-1]
            known = LINE.minimum() - (1.0 - times) * direction
            np.testing.assert_allclose(theta, known, rtol=0, atol=1e-12)


def test_curvatures_are_those_of_the_hessian() -> None:
    np.testing.assert_allclose(theory.curvatures(RAVINE, [1.0, 2.0]), [0.05, 1.0], rtol=1e-14)
    assert theory.curvatures(surfaces.get("saddle"), [0.0, 0.0]).tolist() == [-2.0, 2.0]
    assert theory.largest_curvature(LINE, [5.0, 5.0]) == pytest.approx(
        LINE.largest_curvature, rel=1e-14
    )


@pytest.mark.parametrize("name", ["himmelblau", "rosenbrock", "two_valleys"])
def test_differences_stand_in_for_a_missing_hessian(name: str) -> None:
    surface = surfaces.get(name)

    class Bare:
        dimension, loss, gradient = 2, surface.loss, surface.gradient

    for point in ([0.3, -0.8], [1.5, 2.0]):
        own, found = theory.hessian(surface, point), theory.hessian(Bare(), point)
        np.testing.assert_allclose(found, own, rtol=0, atol=1e-8 * np.abs(own).max())


def test_a_network_has_a_hessian_by_differences() -> None:
    """Against second differences of its loss in one direction, to a relative 1e-5."""
    theta = NETWORK.initial(seed=3)
    direction = np.random.default_rng(1).normal(size=theta.size)
    matrix = theory.hessian(NETWORK, theta)
    assert (matrix == matrix.T).all()
    h = 1e-3
    ahead, here, behind = NETWORK.loss(theta + np.outer([h, 0, -h], direction))
    assert direction @ matrix @ direction == pytest.approx(
        (ahead - 2 * here + behind) / h**2, rel=1e-5
    )


@pytest.mark.parametrize(("problem", "start"), QUADRATICS.values(), ids=QUADRATICS)
def test_the_minimum_of_a_quadratic_is_level(problem, start) -> None:
    del start
    level, matrix = theory.quadratic_minimum(problem)
    assert np.abs(problem.gradient(level)).max() < 1e-13
    np.testing.assert_allclose(matrix, problem.hessian(level), rtol=1e-14)


class Slope:
    """A plane, that is level nowhere; or beside it a parabola."""

    dimension = 2

    def loss(self, theta):
        return np.asarray(theta)[..., 0]

    def gradient(self, theta):
        return np.ones_like(theta) * [1.0, 0.0]

    def hessian(self, theta):
        return np.zeros((*np.shape(theta), 2)) + np.diag([0.0, 1.0])


class Falling(Slope):
    """As above, and its gradient goes with its Hessian."""

    def gradient(self, theta):
        return np.asarray(theta) * [0.0, 1.0] + [1.0, 0.0]


# call, error, what its text says
ERRORS = {
    "not quadratic": (
        lambda: theory.quadratic_path(surfaces.get("himmelblau"), [0, 0], 3, 0.1),
        ProblemError,
        "This loss is not a quadratic",
    ),
    "wrong gradient": (lambda: theory.quadratic_minimum(Slope()), ProblemError, "not a quadratic"),
    "falling": (
        lambda: theory.quadratic_minimum(Falling()),
        ProblemError,
        "falls for ever along a straight line: it has no minimum.",
    ),
    "start": (
        lambda: theory.quadratic_path(RAVINE, [0], 3, 0.1),
        ProblemError,
        "The start has shape (1,)",
    ),
    "steps": (lambda: theory.quadratic_path(RAVINE, [0, 0], -1, 0.1), GDError, "steps is -1"),
    "rate": (lambda: theory.contraction(1, 2, 0), GDError, "learning_rate is 0; it must be"),
    "beta": (lambda: theory.stability_limit(1, 1), HyperparameterError, "beta is 1; it must be"),
    "mu": (lambda: theory.best_rate(0, 1), HyperparameterError, "smallest_curvature is 0; it"),
    "L": (lambda: theory.best_momentum(2, 1), HyperparameterError, "largest_curvature is 1; it"),
    "steepest": (
        lambda: theory.stability_limit(-1),
        HyperparameterError,
        "largest_curvature is -1",
    ),
    "infinite": (
        lambda: theory.hessian(surfaces.get("rosenbrock"), [1e200, 0]),
        ProblemError,
        "second derivatives of this loss at [1e+200, 0.0] are not finite",
    ),
}


@pytest.mark.parametrize(("call", "error", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(call, error, text) -> None:
    with pytest.raises(error) as caught:
        call()
    assert text in str(caught.value)
