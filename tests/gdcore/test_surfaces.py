"""Every surface: value, gradient, curvature and the places it declares."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gdcore import surfaces
from gdcore.errors import HyperparameterError, ProblemError, UnknownNameError

# name: (a point, J there worked out by hand, minima, saddles)
CASES = {
    "bowl": ([3.0, 4.0], 12.5, 1, 0),
    "ravine": ([2.0, 2.0], 2.1, 1, 0),
    "rosenbrock": ([-1.0, 2.0], 104.0, 1, 0),
    "himmelblau": ([0.0, 0.0], 170.0, 4, 4),
    "beale": ([0.0, 0.0], 14.203125, 1, 1),
    "two_valleys": ([30.0, 40.0], 277.4, 2, 1),
}
VALUE_RTOL = 1e-14
DIFFERENCE_RTOL = 1e-7  # of central differences at h = 1e-5, relative to the largest slope
FLAT = 1e-12  # length of the gradient where one is declared to be zero

surface_names = pytest.mark.parametrize("name", CASES)


def somewhere(surface: surfaces.Surface, amount: int = 40) -> np.ndarray:
    low, high = np.transpose(surface.bounds)
    return np.random.default_rng(1).uniform(low, high, (amount, 2))


def differences(function, theta: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Central differences by each parameter, on a new last axis."""
    steps = h * np.eye(2)
    slopes = [(function(theta + step) - function(theta - step)) / (2 * h) for step in steps]
    return np.stack(slopes, axis=-1)


def test_the_table_has_every_surface() -> None:
    assert surfaces.names() == tuple(CASES)


@surface_names
def test_the_value_is_that_of_the_formula(name: str) -> None:
    point, value, _minima, _saddles = CASES[name]
    assert surfaces.get(name).loss(point).item() == pytest.approx(value, rel=VALUE_RTOL)


@surface_names
def test_the_gradient_agrees_with_finite_differences(name: str) -> None:
    surface = surfaces.get(name)
    theta = somewhere(surface)
    slopes = surface.gradient(theta)
    scale = np.abs(slopes).max()
    np.testing.assert_allclose(
        slopes, differences(surface.loss, theta), rtol=0, atol=DIFFERENCE_RTOL * scale
    )


@surface_names
def test_the_hessian_agrees_with_finite_differences(name: str) -> None:
    surface = surfaces.get(name)
    theta = somewhere(surface)
    matrix = surface.hessian(theta)
    scale = np.abs(matrix).max()
    np.testing.assert_allclose(
        matrix, differences(surface.gradient, theta), rtol=0, atol=DIFFERENCE_RTOL * scale
    )


@surface_names
def test_one_point_gives_what_many_give(name: str) -> None:
    surface = surfaces.get(name)
    theta = somewhere(surface, 12).reshape(3, 4, 2)
    assert surface.loss(theta).shape == (3, 4)
    for function in (surface.loss, surface.gradient, surface.hessian):
        np.testing.assert_allclose(function(theta)[1, 2], function(theta[1, 2]), rtol=VALUE_RTOL)


@surface_names
def test_declared_minima_are_minima_and_saddles_are_saddles(name: str) -> None:
    surface = surfaces.get(name)
    _point, _value, minima, saddles = CASES[name]
    assert surface.minima.shape == (minima, 2)
    assert surface.saddles.shape == (saddles, 2)
    places = np.concatenate([surface.minima, surface.saddles])
    assert np.linalg.norm(surface.gradient(places), axis=1).max() < FLAT
    curvatures = np.linalg.eigvalsh(surface.hessian(places))
    assert (curvatures[:minima] > 0).all()
    assert (curvatures[minima:, 0] < 0).all()
    assert (curvatures[minima:, 1] > 0).all()


@surface_names
def test_nothing_in_the_view_is_lower_than_the_global_minimum(name: str) -> None:
    surface = surfaces.get(name)
    axes = [np.linspace(low, high, 301) for low, high in surface.view]
    grid = np.stack(np.meshgrid(*axes), axis=-1)
    lowest = surface.loss(surface.global_minimum)
    assert surface.loss(grid).min() >= lowest
    assert lowest == surface.minimum_values.min()
    for (low, high), (first, last), value in zip(
        surface.view, surface.bounds, surface.global_minimum, strict=True
    ):
        assert first <= low < value < high <= last


def test_two_valleys_has_one_deep_valley_one_shallow_and_a_saddle_between() -> None:
    surface = surfaces.get("two_valleys")
    deep, shallow = surface.minimum_values
    (saddle,) = surface.loss(surface.saddles)
    angle = np.linspace(0.0, 2.0 * np.pi, 361)
    rim = surface.loss(3.0 * np.stack([np.cos(angle), np.sin(angle)], axis=-1))
    assert deep + 0.5 < shallow < saddle - 0.5
    assert saddle < rim.min() - 0.5
    assert np.linalg.norm(surface.minima[0] - surface.minima[1]) > 2.0


def test_two_valleys_has_no_other_flat_place() -> None:
    """Descents from everywhere end in the two minima, so no third valley is undeclared."""
    surface = surfaces.get("two_valleys")
    theta = np.stack(np.meshgrid(np.linspace(-3, 3, 41), np.linspace(-3, 3, 41)), axis=-1)
    for _ in range(3000):
        theta = theta - 0.1 * surface.gradient(theta)
    away = np.linalg.norm(theta[..., None, :] - surface.minima, axis=-1)
    assert away.min(axis=-1).max() < 1e-9
    assert set(away.argmin(axis=-1).ravel()) == {0, 1}


@pytest.mark.parametrize(("condition", "angle", "largest"), [(1, 0, 1), (9, 0.7, 3), (50, -2, 0.1)])
def test_a_quadratic_has_the_curvatures_asked_for(condition, angle, largest) -> None:
    surface = surfaces.quadratic(condition, angle, largest)
    values, vectors = np.linalg.eigh(surface.matrix)
    np.testing.assert_allclose(values, [largest / condition, largest], rtol=1e-12)
    assert surface.largest_curvature == largest
    assert surface.condition == pytest.approx(condition)
    if condition > 1:
        gentle = np.array([math.cos(angle), math.sin(angle)])
        assert abs(vectors[:, 0] @ gentle) == pytest.approx(1.0, abs=1e-12)
    theta = np.array([0.3, -1.7])
    assert surface.loss(theta) == pytest.approx(theta @ surface.matrix @ theta / 2, rel=1e-14)
    np.testing.assert_allclose(surface.hessian(theta), surface.matrix)


# what is called, error, what its text says
ERRORS = {
    "unknown": (
        lambda: surfaces.get("cone"),
        UnknownNameError,
        (
            "There is no surface 'cone'; choose one of: bowl, ravine, rosenbrock, himmelblau, "
            "beale, two_valleys."
        ),
    ),
    "unhashable": (lambda: surfaces.get([]), UnknownNameError, "There is no surface []"),
    "one parameter": (
        lambda: surfaces.get("bowl").loss([1.0]),
        ProblemError,
        (
            "The surface bowl takes points with 2 parameters, an array of shape (..., 2); "
            "it was given shape (1,)."
        ),
    ),
    "no parameters": (lambda: surfaces.get("bowl").gradient(1.0), ProblemError, "given shape ()"),
    "condition": (
        lambda: surfaces.quadratic(0.5),
        HyperparameterError,
        "condition is 0.5; it must be a finite number of at least 1.",
    ),
    "angle": (lambda: surfaces.quadratic(2, math.nan), HyperparameterError, "angle is nan; it"),
    "curvature": (
        lambda: surfaces.quadratic(2, 0, 0),
        HyperparameterError,
        "largest_curvature is 0; it must be a finite number above 0.",
    ),
}


@pytest.mark.parametrize(("call", "error", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(call, error, text) -> None:
    with pytest.raises(error) as caught:
        call()
    assert text in str(caught.value)
