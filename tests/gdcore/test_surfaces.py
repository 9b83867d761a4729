"""Every surface and curve: value, gradient, curvature and the places it declares."""

from __future__ import annotations

import dataclasses
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from gdcore import surfaces
from gdcore.checks import check_gradient
from gdcore.errors import GradientError, HyperparameterError, ProblemError, UnknownNameError
from gdcore.surfaces import minima


class Case(NamedTuple):
    point: list[float]
    value: float  # J there, worked out by hand
    minima: int
    saddles: int
    lowest: float | None = None  # the value of the global minimum, from the literature
    digits: float = 1e-12  # how far the literature's value may be off


CASES = {
    "bowl": Case([3.0, 4.0], 12.5, 1, 0, 0.0),
    "ravine": Case([2.0, 2.0], 2.1, 1, 0, 0.0),
    "booth": Case([0.0, 0.0], 74.0, 1, 0, 0.0),
    "matyas": Case([1.0, 2.0], 0.34, 1, 0, 0.0),
    "saddle": Case([3.0, 2.0], 5.0, 0, 1),
    "monkey_saddle": Case([2.0, 1.0], 2.0, 0, 1),
    "plateau": Case([31.2, 39.4], 12.0, 1, 0, 0.0),
    "cliff": Case([8.8, 10.0], 13.6, 1, 0, 0.0, 1e-8),
    "two_valleys": Case([30.0, 40.0], 277.4, 2, 1, 0.2596419, 1e-7),
    "mountain": Case([30.0, 40.0], 60.7, 2, 3, 0.1522004, 1e-7),
    "highland": Case([30.0, 40.0], 15627.3, 3, 4, 0.3066584, 1e-7),
    "rosenbrock": Case([-1.0, 2.0], 104.0, 1, 0, 0.0),
    "beale": Case([0.0, 0.0], 14.203125, 1, 1, 0.0),
    "three_hump_camel": Case([1.0, 1.0], 2.95 + 1 / 6, 3, 2, 0.0),
    "himmelblau": Case([0.0, 0.0], 170.0, 4, 4, 0.0),
    "styblinski_tang": Case([1.0, 2.0], -24.0, 4, 4, 2 * -39.16616570377142),
    "six_hump_camel": Case([1.0, 1.0], 2.9 + 1 / 3, 6, 7, -1.031628453489877),
    "goldstein_price": Case([0.0, 0.0], 600.0, 4, 4, 3.0),
    "rastrigin": Case([0.5, 1.0], 21.25, 25, 0, 0.0),
    "ackley": Case([1.0, -1.0], 20.0 * (1.0 - math.exp(-0.2)), 49, 0, 0.0),
}
CURVES = {
    "parabola": Case([3.0], 4.5, 1, 0, 0.0),
    "uneven_bowl": Case([math.log(2.0)], 1.0 - math.log(2.0), 1, 0, 0.0),
    "two_wells": Case([2.0], 10.1, 2, 0, 0.1945715, 1e-7),
    "shelf": Case([2.0], 0.8, 1, 0, 0.0),
    "ripples": Case([1.0], 1.1, 5, 0, 0.0),
}
EVERY = CASES | CURVES

VALUE_RTOL = 1e-14
DIFFERENCE_RTOL = 1e-7  # of central differences at h = 1e-5, relative to the largest slope
STILL = 1e-12  # length of the Newton step from a place where the gradient is declared to be zero

each = pytest.mark.parametrize("name", EVERY)
with_minima = pytest.mark.parametrize("name", [n for n, case in EVERY.items() if case.minima])


def somewhere(surface: surfaces.Surface, amount: int = 40, seed: int = 1) -> np.ndarray:
    low, high = np.transpose(surface.bounds)
    return np.random.default_rng(seed).uniform(low, high, (amount, surface.dimension))


def differences(function, theta: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Central differences by each parameter, on a new last axis."""
    steps = h * np.eye(theta.shape[-1])
    slopes = [(function(theta + step) - function(theta - step)) / (2 * h) for step in steps]
    return np.stack(slopes, axis=-1)


def test_the_tables_have_every_surface_and_every_curve() -> None:
    assert surfaces.names() == surfaces.names(dimension=2) == tuple(CASES)
    assert surfaces.names(dimension=1) == tuple(CURVES)


@each
def test_a_name_is_found_whatever_its_dimension(name: str) -> None:
    surface = surfaces.get(name)
    assert surface.name == name
    assert surface.dimension == len(EVERY[name].point) == len(surface.view)
    assert surfaces.get(name, dimension=surface.dimension) is surface
    assert all(text and text == text.strip() for text in (surface.title, surface.formula))
    assert surface.source.endswith(".")


@each
def test_the_value_is_that_of_the_formula(name: str) -> None:
    case = EVERY[name]
    assert surfaces.get(name).loss(case.point).item() == pytest.approx(case.value, rel=VALUE_RTOL)


@each
def test_the_gradient_agrees_with_finite_differences(name: str) -> None:
    surface = surfaces.get(name)
    theta = somewhere(surface)
    slopes = surface.gradient(theta)
    scale = np.abs(slopes).max()
    np.testing.assert_allclose(
        slopes, differences(surface.loss, theta), rtol=0, atol=DIFFERENCE_RTOL * scale
    )
    check_gradient(surface, somewhere(surface, 500, seed=2))


@each
def test_the_hessian_agrees_with_finite_differences(name: str) -> None:
    surface = surfaces.get(name)
    theta = somewhere(surface)
    matrix = surface.hessian(theta)
    scale = np.abs(matrix).max()
    np.testing.assert_allclose(
        matrix, differences(surface.gradient, theta), rtol=0, atol=DIFFERENCE_RTOL * scale
    )


FAR = (1e3, 1e60, 1e200)  # where sums of large and small, overflow and NaN come in


def assert_same_bits(some: np.ndarray, other: np.ndarray) -> None:
    numbers = ~np.isnan(some)
    np.testing.assert_array_equal(np.isnan(other), ~numbers)
    np.testing.assert_array_equal(some[numbers].view(np.int64), other[numbers].view(np.int64))


@each
@pytest.mark.parametrize("function", ["loss", "gradient", "hessian"])
def test_a_row_of_many_is_bit_for_bit_what_one_point_gives(name: str, function: str) -> None:
    surface = surfaces.get(name)
    call = getattr(surface, function)
    random = np.random.default_rng(5)
    theta = np.concatenate(
        [
            somewhere(surface, 1999),
            *(scale * random.normal(size=(101, surface.dimension)) for scale in FAR),
            surface.minima,
            np.zeros((1, surface.dimension)),
            np.full((1, surface.dimension), np.nan),
            np.full((1, surface.dimension), -np.inf),
        ]
    )
    with np.errstate(all="ignore"):
        alone = np.stack([call(point) for point in theta])
        assert_same_bits(call(theta), alone)
        assert_same_bits(call(np.asfortranarray(theta)), alone)
        assert_same_bits(call(theta[::-1])[::-1], alone)
        assert_same_bits(call(theta[1::3]), alone[1::3])
        assert_same_bits(call(theta[None, :, None])[0, :, 0], alone)


@each
def test_leading_axes_stay(name: str) -> None:
    surface = surfaces.get(name)
    d = surface.dimension
    theta = somewhere(surface, 12).reshape(3, 4, d)
    assert surface.loss(theta).shape == (3, 4)
    assert surface.gradient(theta).shape == (3, 4, d)
    assert surface.hessian(theta).shape == (3, 4, d, d)
    assert surface.loss(theta[0, 0]).shape == ()
    assert surface.gradient(theta[:0]).shape == (0, 4, d)
    np.testing.assert_array_equal(surface.hessian(theta), surface.hessian(theta).mT)


@each
def test_declared_minima_are_minima_and_saddles_are_saddles(name: str) -> None:
    surface = surfaces.get(name)
    case = EVERY[name]
    assert surface.minima.shape == (case.minima, surface.dimension)
    assert surface.saddles.shape == (case.saddles, surface.dimension)
    if name == "monkey_saddle":  # no Newton step: its Hessian is zero there
        np.testing.assert_array_equal(surface.gradient(surface.saddles), 0.0)
        np.testing.assert_array_equal(surface.hessian(surface.saddles), 0.0)
        return
    places = np.concatenate([surface.minima, surface.saddles])
    matrices = surface.hessian(places)
    steps = np.linalg.solve(matrices, surface.gradient(places)[..., None])[..., 0]
    assert np.linalg.norm(steps, axis=1).max() < STILL
    curvatures = np.linalg.eigvalsh(matrices)
    assert (curvatures[: case.minima] > 0).all()
    assert (curvatures[case.minima :, 0] < 0).all()
    assert (curvatures[case.minima :, -1] > 0).all()


@with_minima
def test_all_around_a_minimum_it_is_higher(name: str) -> None:
    surface = surfaces.get(name)
    angle = np.linspace(0.0, 2.0 * np.pi, 32, endpoint=False)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=-1)[:, : surface.dimension]
    ring = ring[np.abs(ring).max(axis=-1) > 1e-6]
    for radius in (1e-3, 1e-2):
        around = surface.loss(surface.minima[:, None] + radius * ring)
        assert (around > surface.minimum_values[:, None]).all()


@each
def test_no_minimum_within_the_bounds_is_left_out(name: str) -> None:
    """A search on a grid finds those that are declared, and no other."""
    surface = surfaces.get(name)
    found = minima.search(surface)
    assert found.shape == surface.minima.shape
    for place in surface.minima:
        assert np.linalg.norm(found - place, axis=1).min() < 1e-9


@with_minima
def test_nothing_in_the_bounds_is_lower_than_the_global_minimum(name: str) -> None:
    surface = surfaces.get(name)
    lowest = surface.loss(surface.global_minimum)
    for region in (surface.view, surface.bounds):
        axes = [np.linspace(low, high, 501) for low, high in region]
        grid = np.stack(np.meshgrid(*axes), axis=-1)
        assert surface.loss(grid).min() >= lowest - 1e-12 * abs(lowest)
    assert lowest == surface.minimum_values.min()
    assert lowest == pytest.approx(EVERY[name].lowest, rel=1e-12, abs=EVERY[name].digits)
    for (low, high), (first, last), value in zip(
        surface.view, surface.bounds, surface.global_minimum, strict=True
    ):
        assert first <= low < value < high <= last
    assert (np.transpose(surface.bounds)[0] <= surface.minima).all()
    assert (surface.minima <= np.transpose(surface.bounds)[1]).all()


# name: some of its minima and their values, as the literature gives them
KNOWN = {
    "booth": ([[1.0, 3.0]], [0.0], 1e-12),
    "three_hump_camel": ([[1.74755, -0.87378]], [0.298638], 1e-5),
    "himmelblau": ([[3.584428, -1.848126], [-2.805118, 3.131312]], [0.0, 0.0], 1e-6),
    "styblinski_tang": ([[-2.903534, 2.746803]], [-64.195612], 1e-6),
    "six_hump_camel": (
        [[0.089842, -0.712656], [-1.703607, 0.796084], [1.607105, 0.568651]],
        [-1.031628, -0.215464, 2.104250],
        1e-6,
    ),
    "goldstein_price": ([[-0.6, -0.4], [1.8, 0.2], [1.2, 0.8]], [30.0, 84.0, 840.0], 1e-10),
    "rastrigin": ([[0.994959, 0.0]], [0.994959], 1e-5),
    "ackley": ([[0.952166, 0.0]], [2.579928], 1e-5),
}


@pytest.mark.parametrize("name", KNOWN)
def test_local_minima_are_those_of_the_literature(name: str) -> None:
    surface = surfaces.get(name)
    places, values, tolerance = KNOWN[name]
    for place, value in zip(places, values, strict=True):
        index = np.linalg.norm(surface.minima - place, axis=1).argmin()
        np.testing.assert_allclose(surface.minima[index], place, rtol=0, atol=tolerance)
        assert surface.minimum_values[index] == pytest.approx(value, abs=tolerance)


@pytest.mark.parametrize("name", ["saddle", "monkey_saddle"])
def test_a_saddle_has_no_minimum(name: str) -> None:
    surface = surfaces.get(name)
    assert surface.minimum_values.shape == (0,)
    with pytest.raises(ProblemError) as caught:
        _ = surface.global_minimum
    assert str(caught.value) == (
        f"{name} has no known minimum, so none of them is the lowest; "
        "choose a surface that has one."
    )


def test_two_valleys_has_one_deep_valley_one_shallow_and_a_saddle_between() -> None:
    surface = surfaces.get("two_valleys")
    deep, shallow = surface.minimum_values
    (saddle,) = surface.loss(surface.saddles)
    angle = np.linspace(0.0, 2.0 * np.pi, 361)
    rim = surface.loss(3.0 * np.stack([np.cos(angle), np.sin(angle)], axis=-1))
    assert deep + 0.5 < shallow < saddle - 0.5
    assert saddle < rim.min() - 0.5
    assert np.linalg.norm(surface.minima[0] - surface.minima[1]) > 2.0


def test_the_mountain_has_two_peaks_a_pass_and_two_valleys() -> None:
    surface = surfaces.get("mountain")
    deep, shallow = surface.minimum_values
    high, low = surface.loss([[1.4829, 0.1818], [0.0595, 2.0954]])
    between_valleys, *passes = np.sort(surface.loss(surface.saddles))
    assert (
        np.linalg.norm(surface.gradient([[1.4829, 0.1818], [0.0595, 2.0954]]), axis=-1).max() < 0.01
    )
    angle = np.linspace(0.0, 2.0 * np.pi, 361)
    rim = surface.loss(3.0 * np.stack([np.cos(angle), np.sin(angle)], axis=-1))
    assert deep + 0.2 < shallow < between_valleys - 0.08
    assert between_valleys < min(passes) - 0.2
    assert max(passes) < low - 0.16
    assert rim.max() < low - 0.12
    assert low < high - 0.2


@pytest.mark.parametrize("start", [(1.2, 0.4), (1.6, -0.3)])
def test_two_starts_on_the_mountain_end_in_two_valleys(start: tuple[float, float]) -> None:
    surface = surfaces.get("mountain")
    theta = np.array(start)
    for _ in range(400):
        theta = theta - 0.25 * surface.gradient(theta)
    expected = surface.minima[0 if start[1] > 0 else 1]
    assert theta == pytest.approx(expected, abs=1e-9)


def test_the_highland_has_three_valleys_a_peak_and_a_plateau() -> None:
    surface = surfaces.get("highland")
    passes = np.sort(surface.loss(surface.saddles))[:2]
    assert (np.diff(surface.minimum_values) > 0.15).all()
    assert surface.minimum_values.max() < passes.min() - 0.3
    peak, shelf = surface.loss([[0.1, 2.34], [-1.9, -2.0]])
    assert passes.max() + 1.0 < shelf < peak - 0.3
    angle = np.linspace(0.0, 2.0 * np.pi, 361)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    on_top = np.linalg.norm(surface.gradient(np.array([-1.9, -2.0]) + 0.25 * ring), axis=-1)
    at_edge = np.linalg.norm(surface.gradient(np.array([-1.5, -1.6]) + ring), axis=-1)
    assert on_top.max() < 0.2
    assert np.median(at_edge) > 4 * on_top.max()


@pytest.mark.parametrize("name", ["two_valleys", "mountain", "highland"])
def test_a_landscape_has_no_other_valley(name: str) -> None:
    """Descents from everywhere end in the minima, so no further valley is undeclared."""
    surface = surfaces.get(name)
    theta = np.stack(np.meshgrid(np.linspace(-3, 3, 41), np.linspace(-3, 3, 41)), axis=-1)
    for _ in range(3000):
        theta = theta - 0.1 * surface.gradient(theta)
    away = np.linalg.norm(theta[..., None, :] - surface.minima, axis=-1)
    assert away.min(axis=-1).max() < 1e-9
    assert set(away.argmin(axis=-1).ravel()) == set(range(len(surface.minima)))


def test_the_plateau_is_flat_and_its_well_is_steep() -> None:
    surface = surfaces.get("plateau")
    angle = np.linspace(0.0, 2.0 * np.pi, 361)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    flat = np.linalg.norm(surface.gradient(surface.global_minimum + 2.0 * ring), axis=-1)
    steep = np.linalg.norm(surface.gradient(surface.global_minimum + 0.5 * ring), axis=-1)
    assert flat.max() < 0.025 < 100 * flat.max() < steep.min()


def test_the_cliff_is_much_steeper_than_the_ground_on_either_side() -> None:
    surface = surfaces.get("cliff")
    low, wall, high = np.linalg.norm(surface.gradient([[-0.5, 0], [0.8, 0], [2.5, 0]]), axis=-1)
    assert 0.05 < low < high < 0.5
    assert wall > 4.0


def test_the_tip_of_ackley_has_a_gradient_by_convention_and_none_beside_it() -> None:
    surface = surfaces.get("ackley")
    tip = surface.global_minimum
    for theta in (tip, np.stack([tip, tip]), -tip):
        np.testing.assert_array_equal(surface.gradient(theta), np.zeros_like(theta))
        waves = 2.0 * math.e * math.pi**2 * np.eye(2)
        np.testing.assert_allclose(
            surface.hessian(theta), np.broadcast_to(waves, (*theta.shape, 2)), rtol=1e-15
        )
    for tiny in (1e-9, 1e-200, 1e-308):
        beside = surface.gradient([[tiny, 0.0], [0.0, -tiny]])
        steep = 2.0 * math.sqrt(2.0)
        np.testing.assert_allclose(beside, [[steep, 0.0], [0.0, -steep]], rtol=1e-7, atol=1e-15)


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


def test_a_parabola_has_the_curvature_asked_for() -> None:
    curve = surfaces.parabola(2.5)
    assert curve.largest_curvature == curve.matrix.item() == 2.5
    assert curve.condition == 1.0
    assert curve.loss([2.0]) == 5.0
    assert curve.formula == "2.5 x^2 / 2"


# what is called, error, what its text says
ERRORS: dict[str, tuple[Callable[[], object], type[Exception], str]] = {
    "unknown": (
        lambda: surfaces.get("cone"),
        UnknownNameError,
        f"There is no surface 'cone'; choose one of: {', '.join(CASES)}.",
    ),
    "unknown curve": (
        lambda: surfaces.get("bowl", dimension=1),
        UnknownNameError,
        f"There is no curve 'bowl'; choose one of: {', '.join(CURVES)}.",
    ),
    "curve for a surface": (
        lambda: surfaces.get("parabola", dimension=2),
        UnknownNameError,
        "There is no surface 'parabola'; choose one of: bowl, ",
    ),
    "dimension": (
        lambda: surfaces.names(dimension=3),
        HyperparameterError,
        "dimension is 3; it must be a whole number from 1 to 2.",
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
    "two parameters": (
        lambda: surfaces.get("shelf").hessian([1.0, 2.0]),
        ProblemError,
        (
            "The curve shelf takes points with 1 parameter, an array of shape (..., 1); "
            "it was given shape (2,)."
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
    "parabola": (
        lambda: surfaces.parabola(-1),
        HyperparameterError,
        "curvature is -1; it must be a finite number above 0.",
    ),
}


@pytest.mark.parametrize(("call", "error", "text"), ERRORS.values(), ids=ERRORS)
def test_errors_say_what_is_wrong(call, error, text) -> None:
    with pytest.raises(error) as caught:
        call()
    assert text in str(caught.value)


def test_importing_builds_no_surface() -> None:
    """Newton's searches wait until a surface is asked for."""
    code = (
        "import gc; from gdcore import surfaces;"
        "built = lambda: sum(isinstance(one, surfaces.Surface) for one in gc.get_objects());"
        "before = built(); ackley = surfaces.get('ackley'); print(before, built())"
    )
    root = Path(surfaces.__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["0", "1"]


@pytest.mark.parametrize("name", surfaces.names())
def test_a_right_gradient_passes_at_flat_places_and_beside_them(name: str) -> None:
    """Where the loss is far flatter than within the reach of the differences; and at a tip."""
    surface = surfaces.get(name)
    flat = np.concatenate([surface.minima, surface.saddles, [[0.0, 0.0]]])
    for away in (0.0, 1e-12, 1e-9, 1e-7, 1e-5, 1e-3):
        check_gradient(surface, flat + away * np.array([1.0, -0.5]))


@pytest.mark.parametrize("name", surfaces.names())
def test_a_wrong_gradient_does_not_pass(name: str) -> None:
    """By a thousandth on slopes, and beside a flat place by a thousandth of the slope there."""
    surface = surfaces.get(name)
    wrong = dataclasses.replace(
        surface, slope_at=lambda x, y: tuple(1.001 * by for by in surface.slope_at(x, y))
    )
    corner = np.asarray(surface.view)[:, 0] + np.array([0.21, 0.13])
    beside = np.concatenate([surface.minima[:1], surface.saddles[:1]])[0] + 0.01
    for point in (corner, beside):
        check_gradient(surface, point)
        with pytest.raises(GradientError, match="is wrong at"):
            check_gradient(wrong, point)
