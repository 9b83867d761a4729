"""Formulas from users: what they mean, their exact derivatives, and what is turned away."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gdcore import descend, optimizers, surfaces
from gdcore.checks import check_gradient, finite_differences
from gdcore.errors import ExpressionError, GDError, HyperparameterError
from gdcore.surfaces import formula, from_expression
from gdcore.surfaces.graph import FUNCTIONS, Graph

HANG = 20.0  # seconds; what is turned away takes milliseconds
SAME = 1e-12  # of the largest value, against derivatives that were written out by hand

# name: the same surface as text
WRITTEN = {
    "saddle": "x**2 - y**2",
    "monkey_saddle": "x**3 - 3*x*y**2",
    "matyas": "0.26*(x**2 + y**2) - 0.48*x*y",
    "booth": "(x + 2*y - 7)**2 + (2*x + y - 5)**2",
    "rosenbrock": "(1 - x)**2 + 100*(y - x**2)**2",
    "beale": "(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
    "himmelblau": "(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
    "three_hump_camel": "2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
    "styblinski_tang": "(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
    "six_hump_camel": "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2",
    "goldstein_price": "(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))"
    "*(30 + (2*x - 3*y)**2*(18 - 32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))",
    "rastrigin": "20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)",
    "ackley": "20 + e - 20*exp(-0.2*sqrt((x**2 + y**2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)",
    "two_valleys": "2.4 + 0.11*(x**2 + y**2)"
    "- 2.3*exp(-((x + 1.15)**2 + (y - 0.45)**2)/(2*0.72**2))"
    "- 1.35*exp(-((x - 1.3)**2 + (y + 0.65)**2)/(2*0.62**2))",
    "mountain": "0.7 + 0.024*(x**2 + y**2)"
    "+ 1.12*exp(-((x - 1.45)**2 + (y - 0.15)**2)/(2*0.58**2))"
    "+ 0.56*exp(-(x**2 + (y - 2)**2)/(2*0.62**2))"
    "+ 0.24*exp(-((x - 2)**2 + (y - 2)**2)/(2*0.9**2))"
    "- 0.58*exp(-((x + 1.05)**2 + (y - 0.35)**2)/(2*0.75**2))"
    "- 0.38*exp(-((x - 0.85)**2 + (y + 1.4)**2)/(2*0.62**2))",
    "highland": "2.3 + 0.0025*(x**2 + y**2)**2"
    "+ 1.4*exp(-((x - 0.1)**2 + (y - 2.3)**2)/(2*0.5**2))"
    "- 2*exp(-((x + 1)**2 + (y - 0.7)**2)/(2*0.72**2))"
    "- exp(-((x - 1)**2 + (y + 1.15)**2)/(2*0.55**2))"
    "- 0.8*exp(-((x - 1.3)**2 + (y - 1.05)**2)/(2*0.5**2))"
    "+ 0.9*exp(-((((x + 1.5)**2 + (y + 1.6)**2)/2)**2))",
    "plateau": "2*(1 - exp(-((x - 1.2)**2 + (y + 0.6)**2)/(2*0.5**2)))"
    "+ 0.004*((x - 1.2)**2 + (y + 0.6)**2)",
    "cliff": "0.8*(1 + tanh(5*(x - 0.8))) + 0.06*((x + 1.2)**2 + y**2)",
    "uneven_bowl": "exp(x) - x - 1",
    "two_wells": "(x**2 - 1)**2 + 0.3*x + 0.5",
    "shelf": "x**2/(1 + x**2)",
    "ripples": "0.1*x**2 + sin(pi*x/2)**2",
}
CANNOT_SAY = {  # minima that the text does not show
    "ackley": "at the tip of its cone the formula has no derivative",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_derivatives_are_those_written_out_by_hand(name: str) -> None:
    by_hand = surfaces.get(name)
    written = from_expression(WRITTEN[name], bounds=by_hand.bounds, view=by_hand.view)
    assert written.dimension == by_hand.dimension
    assert written.bounds == by_hand.bounds
    assert written.view == by_hand.view
    low, high = np.transpose(by_hand.bounds)
    theta = np.random.default_rng(3).uniform(low, high, (500, by_hand.dimension))
    for function in ("loss", "gradient", "hessian"):
        expected = getattr(by_hand, function)(theta)
        np.testing.assert_allclose(
            getattr(written, function)(theta), expected, rtol=0, atol=SAME * np.abs(expected).max()
        )


@pytest.mark.parametrize("name", WRITTEN)
def test_minima_are_found_lowest_first(name: str) -> None:
    by_hand = surfaces.get(name)
    written = from_expression(WRITTEN[name], bounds=by_hand.bounds)
    expected = by_hand.minima[1:] if name in CANNOT_SAY else by_hand.minima
    assert written.minima.shape == expected.shape
    for place in expected:
        assert np.linalg.norm(written.minima - place, axis=1).min() < 1e-7
    assert (np.diff(written.minimum_values) >= 0.0).all()
    assert written.saddles.shape == (0, by_hand.dimension)


# f: f' and f'' by hand, and where to look
DERIVATIVES: dict[str, tuple[Callable, Callable, Callable, tuple[float, float]]] = {
    "sin": (np.sin, np.cos, lambda u: -np.sin(u), (-9, 9)),
    "cos": (np.cos, lambda u: -np.sin(u), lambda u: -np.cos(u), (-9, 9)),
    "tan": (
        np.tan,
        lambda u: 1 / np.cos(u) ** 2,
        lambda u: 2 * np.sin(u) / np.cos(u) ** 3,
        (-1.5, 1.5),
    ),
    "arctan": (
        np.arctan,
        lambda u: 1 / (1 + u**2),
        lambda u: -2 * u / (1 + u**2) ** 2,
        (-9, 9),
    ),
    "exp": (np.exp, np.exp, np.exp, (-9, 9)),
    "log": (np.log, lambda u: 1 / u, lambda u: -1 / u**2, (0.1, 9)),
    "sqrt": (np.sqrt, lambda u: 0.5 * u**-0.5, lambda u: -0.25 * u**-1.5, (0.1, 9)),
    "abs": (np.abs, np.sign, lambda u: 0 * u, (-9, 9)),
    "sinh": (np.sinh, np.cosh, np.sinh, (-9, 9)),
    "cosh": (np.cosh, np.sinh, np.cosh, (-9, 9)),
    "tanh": (
        np.tanh,
        lambda u: 1 / np.cosh(u) ** 2,
        lambda u: -2 * np.sinh(u) / np.cosh(u) ** 3,
        (-200, 200),
    ),
    "sigmoid": (
        lambda u: np.exp(u) / (1 + np.exp(u)),
        lambda u: np.exp(u) / (1 + np.exp(u)) ** 2,
        lambda u: np.exp(u) * (1 - np.exp(u)) / (1 + np.exp(u)) ** 3,
        (-200, 200),
    ),
}


def test_every_function_has_its_derivatives_in_the_table() -> None:
    assert set(formula.FUNCTION_NAMES) == set(DERIVATIVES) == set(FUNCTIONS) - {"sign"}


@pytest.mark.parametrize("name", DERIVATIVES)
def test_a_function_has_the_derivatives_of_the_textbook(name: str) -> None:
    value, first, second, (low, high) = DERIVATIVES[name]
    curve = from_expression(f"{name}(x)", bounds=[[low, high]])
    x = np.random.default_rng(2).uniform(low, high, 300)
    theta = x[:, None]
    np.testing.assert_allclose(curve.loss(theta), value(x), rtol=1e-13, atol=0)
    np.testing.assert_allclose(curve.gradient(theta)[:, 0], first(x), rtol=1e-13, atol=1e-300)
    np.testing.assert_allclose(
        curve.hessian(theta)[:, 0, 0], second(x), rtol=1e-10, atol=1e-14 * np.abs(second(x)).max()
    )


# text, its value at x = 2, y = 3
MEANINGS = {
    "x": 2.0,
    " x\t+\r\ny ": 5.0,
    "theta_1 - theta_2": -1.0,
    "x - y - 1": -2.0,
    "x / y / 2": 1 / 3,
    "x + y*2": 8.0,
    "-x**2": -4.0,
    "(-x)**2": 4.0,
    "x**-2": 0.25,
    "-x**-y": -0.125,
    "x**y**2": 512.0,
    "(x**y)**2": 64.0,
    "2**x": 4.0,
    "--x": 2.0,
    "+-+x": -2.0,
    "- -(-x)": -2.0,
    "x*-y": -6.0,
    "x**0 + y": 4.0,
    "x**1": 2.0,
    "x**0.5": math.sqrt(2.0),
    "x**1.5": 2.0 * math.sqrt(2.0),
    "x**0.3": 2.0**0.3,
    "x**-2.7": 2.0**-2.7,
    "x**13": 8192.0,
    "1/(x + y)": 0.2,
    "0/x + y": 3.0,
    "x/1": 2.0,
    "x*1 + 1*y": 5.0,
    "0 + x - 0": 2.0,
    "0 - x": -2.0,
    ".5*x + 1.e1 + 1.5E-1": 11.15,
    "sin(pi*x/4)": 1.0,
    "log(e)*x": 2.0,
    "e**x": math.exp(2.0),
    "atan(x) - arctan(y)": math.atan(2.0) - math.atan(3.0),
    "abs(x - y)": 1.0,
    "-" * 900 + "x": 2.0,
    "(" * 49 + "x" + ")" * 49: 2.0,
}


@pytest.mark.parametrize("text", MEANINGS, ids=lambda text: ascii(text)[:40])
def test_a_formula_means_what_it_means_in_python(text: str) -> None:
    surface = from_expression(text, bounds=[[0.5, 4.0], [0.5, 4.0]])
    assert surface.loss([2.0, 3.0]).item() == pytest.approx(MEANINGS[text], rel=1e-15)
    assert surface.formula == surface.title == " ".join(text.split())
    check_gradient(surface, [[2.0, 3.0], [1.2, 3.4]])


@pytest.mark.parametrize("power", range(-4, 12))
def test_whole_powers_take_a_base_below_zero(power: int) -> None:
    surface = from_expression(f"x**{power} + y")
    x, n = -1.7, power
    assert surface.loss([x, 0.0]).item() == pytest.approx(x**n, rel=1e-14)
    assert surface.gradient([x, 0.0])[0] == pytest.approx(n * x ** (n - 1), rel=1e-14)
    assert surface.hessian([x, 0.0])[0, 0] == pytest.approx(n * (n - 1) * x ** (n - 2), rel=1e-14)


def test_a_root_has_the_slope_that_it_has_at_zero() -> None:
    curve = from_expression("x**1.5", bounds=[[0, 1]])
    np.testing.assert_array_equal(curve.gradient([0.0]), [0.0])
    with np.errstate(divide="ignore"):
        assert curve.hessian([0.0]).item() == np.inf


def test_at_a_kink_the_derivative_counts_as_zero() -> None:
    surface = from_expression("abs(x) + y**2")
    np.testing.assert_array_equal(
        surface.gradient([[0, 1], [2, 1], [-2, 1]]), [[0, 2], [1, 2], [-1, 2]]
    )
    assert surface.minima.shape == (0, 2)


# text, what the error says
TURNED_AWAY = {
    # not text, or too much or too little of it
    None: "The formula is None; it must be text, as x**2 + 3*sin(y) is.",
    b"x": "The formula is b'x'; it must be text",
    "": "The formula is empty; write one such as x**2 + 3*sin(y).",
    " \n": "The formula is empty",
    "x" * 1_000_000: "The formula has 1000000 characters; at most 1000 are allowed.",
    "9" * 5000: "The formula has 5000 characters",
    "-" * 10_000 + "x": "The formula has 10001 characters",
    "(" * 10_000: "The formula has 10000 characters",
    # Python that is no formula
    "x.real": "The formula has '.' at column 2; a point belongs inside a number.",
    "x.__class__": "'.' at column 2",
    "().__class__.__bases__[0]": "'.' at column 3",
    "lambda: x": "The formula has ':' at column 7; a formula is made of numbers, names, round "
    "brackets and the operators + - * / **, as in x**2 + 3*sin(y).",
    "(y := x)": "':' at column 4",
    "[x for x in y]": "'[' at column 1",
    "f'{x}'": "\"'\" at column 2",
    '"%s" % x': "'\"' at column 1",
    "x % 2": "'%' at column 3",
    "x == y": "'=' at column 3",
    "x < y": "'<' at column 3",
    "x and y": "'and' at column 3 stands where an operator belongs; a product is written with *.",
    "not x": "'not' at column 1 is not known",
    "x if y else 1": "'if' at column 3",
    "x; y": "';' at column 2",
    "x @ y": "'@' at column 3",
    "x // y": "'/' at column 4, where a number, a name or a bracket belongs",
    "x, y": "',' at column 2; every function takes one number",
    "sin(x, y)": "',' at column 6",
    "x^2": "The formula has '^' at column 2; write ** for a power.",
    "x # y": "'#' at column 3",
    "x\\": "'\\\\' at column 2",
    "__import__('os')": "\"'\" at column 12",
    "exec(1)": "In the formula, 'exec' at column 1 is not known; choose from x, y, pi, e, theta_1, "
    "theta_2 and the functions sin, cos, tan, arctan, exp, log, sqrt, abs, sinh, cosh, tanh, "
    "sigmoid.",
    "sign(x)": "'sign' at column 1 is not known",
    "True": "'True' at column 1 is not known",
    "x + z": "'z' at column 5 is not known",
    "nan*x": "'nan' at column 1 is not known",
    "inf*x": "'inf' at column 1 is not known",
    # letters that look like others, and signs that cannot be seen
    "\uff58**2": "The formula has '\uff58' (U+FF58) at column 1; a formula is made of numbers, ",
    "\U0001d465**2": "'\U0001d465' (U+1D465) at column 1",
    "x\uff0ereal": "'\uff0e' (U+FF0E) at column 2",
    "x**\u00b2": "'\u00b2' (U+00B2) at column 4",
    "\u0661*x": "'\u0661' (U+0661) at column 1",
    "x \u2212 y": "'\u2212' (U+2212) at column 3",
    "x\0": "'\\x00' at column 2",
    "x\u202e + y": "'\\u202e' (U+202E) at column 2",
    "x\u2066": "'\\u2066' (U+2066) at column 2",
    "\u200bx": "'\\u200b' (U+200B) at column 1",
    "\ufeffx": "'\\ufeff' (U+FEFF) at column 1",
    "\ud800": "'\\ud800' (U+D800) at column 1",
    # numbers
    "1j": "'j' at column 2 stands where an operator belongs",
    "2x": "'x' at column 2 stands where an operator belongs; a product is written with *.",
    "0x10": "'x10' at column 2",
    "1_000*x": "'_000' at column 2",
    "1.5.2": "'.2' at column 4",
    ".": "'.' at column 1; a point belongs inside a number",
    "1e999": "In the formula, '1e999' at column 1 gives no finite number; float64 ends at 1.8e308.",
    "9" * 999: "at column 1 gives no finite number",
    "10**400": "'**' at column 3 gives no finite number",
    "x + 1e200*1e200": "'*' at column 10 gives no finite number",
    "exp(1000)*x": "'exp' at column 1 gives no finite number",
    "log(-1)": "'log' at column 1 gives no finite number",
    "(-8)**(1/3)": "'**' at column 5 gives no finite number",
    "0**-1": "'**' at column 2 gives no finite number",
    "x/0": "In the formula, '/' at column 2 divides by zero.",
    "1/(pi - pi)": "'/' at column 2 divides by zero",
    # powers
    "9**9**9**9": "'**' at column 5 has the exponent 3.8742e+08; at most 1000 is allowed.",
    "x**1001": "'**' at column 2 has the exponent 1001",
    "(-2)**x": "'**' at column 5 has an exponent that varies, so its base must be above 0.",
    "0**x": "'**' at column 2 has an exponent that varies",
    # brackets, and what is missing
    "(" * 900: "'(' at column 51 nests too deep; at most 50 brackets and powers may nest.",
    "sin(" * 240: "'(' at column 204 nests too deep",
    "x**" * 300 + "x": "'**' at column 152 nests too deep",
    "2**-" * 200 + "x": "'**' at column 202 nests too deep",
    "(x": "'(' at column 1 is a bracket that is never closed.",
    "x)": "')' at column 2 closes no bracket.",
    "(x y)": "'y' at column 4 stands where an operator belongs",
    "()": "The formula has ')' at column 2, where a number, a name or a bracket belongs.",
    "x(2)": "'(' at column 2 stands where an operator belongs",
    "sin": "'sin' at column 1 is a function; write sin(...).",
    "sin x": "'sin' at column 1 is a function",
    "x +": "The formula ends at column 4, where a number, a name or a bracket belongs.",
    "*x": "The formula has '*' at column 1, where a number",
    # nothing to draw
    "3": "The formula '3' has the value 3 everywhere; a surface needs slopes to descend.",
    "0*log(x)": "has the value 0 everywhere",
    "x - x": "The formula 'x - x' has the value 0 everywhere in its bounds [[-3.0, 3.0], "
    "[-3.0, 3.0]]; a surface needs slopes to descend.",
    "sin(x)**2 + cos(x)**2": "has the value 1 everywhere in its bounds",
    "log(-1 - x**2)": "The formula 'log(-1 - x**2)' or its gradient is finite at only 0 of 14641 "
    "points of its bounds [[-3.0, 3.0], [-3.0, 3.0]], and must be at half of them; mend it or "
    "choose other bounds.",
    "x/(x - x)": "is finite at only 0 of 14641 points",
    "cosh(1000*x)": "is finite at only 3509 of 14641 points",
    "1e308*x**3": "or its gradient is finite at only",
}  # fmt: skip


@pytest.mark.parametrize("text", TURNED_AWAY, ids=lambda text: ascii(text)[:40])
def test_what_is_no_formula_is_turned_away_at_once(text: object) -> None:
    began = time.perf_counter()
    with pytest.raises(ExpressionError) as caught:
        from_expression(text)
    assert time.perf_counter() - began < HANG
    said = str(caught.value)
    assert TURNED_AWAY[text] in said
    assert said.endswith(".")
    assert said.isprintable()
    assert len(said) < 400
    assert isinstance(caught.value, GDError)


# valid, and as much work as a thousand characters can ask for
HEAVY = {
    "products": "x*" * 499 + "x",
    "quotients": "x/y/" * 249 + "x",
    "sums": "x+y*" * 249 + "x",
    "sines": "sin(" * 49 + "x" + ")" * 49,
    "exponentials": "exp(" * 3 + "x" + ")" * 3,
    "tower": "x**y**" * 12 + "x",
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_the_heaviest_formulas_come_back(text: str) -> None:
    began = time.perf_counter()
    surface = from_expression(text, bounds=[[0.5, 1.1], [0.5, 1.1]])
    assert np.isfinite(surface.hessian([1.0, 1.0])).all()
    check_gradient(surface, [1.0, 1.0])
    assert time.perf_counter() - began < HANG


def test_a_long_formula_works_in_few_places() -> None:
    """A place is used again when its value is no longer needed, so a large grid fits in memory."""
    text = " + ".join(f"sin({n}*x)*cos(y/{n})" for n in range(2, 25))
    graph, loss = formula.read(text, ("x", "y"))
    program = graph.program([loss])
    assert len(program.steps) == 23 * 5 + 22
    assert len(program.start) <= 23 + 4  # the numbers 2 to 24, and what is worked with


def test_a_result_that_others_are_made_of_keeps_its_place() -> None:
    graph = Graph(["x"])
    chain = [graph.apply("sin", 0)]
    for name in ("cos", "exp", "tanh", "arctan"):
        chain.append(graph.apply(name, chain[-1]))
    found = graph.program(chain)(np.array(0.3))
    expected = [math.sin(0.3)]
    for function in (math.cos, math.exp, math.tanh, math.atan):
        expected.append(function(expected[-1]))
    np.testing.assert_allclose(found, expected, rtol=1e-14)


# arguments, what the error says
WRONG_ARGUMENTS = {
    "no intervals": ({"bounds": 3}, "bounds is 3; it must be [[x0, x1], [y0, y1]], or [[x0, x1]]"),
    "one number": ({"bounds": [[1], [2]]}, "bounds is [[1], [2]]; it must be [[x0, x1]"),
    "three": ({"bounds": [[0, 1]] * 3}, "bounds is [[0, 1], [0, 1], [0, 1]]; it must be"),
    "none": ({"bounds": []}, "bounds is []; it must be"),
    "backwards": (
        {"bounds": [[1, 0], [0, 1]]},
        "bounds end is 0; it must be a number in (1, 1e+06].",
    ),
    "endless": (
        {"bounds": [[-math.inf, 0], [0, 1]]},
        "bounds start is -inf; it must be a number in [-1e+06, 1e+06].",
    ),
    "text": ({"bounds": ["01", "01"]}, "bounds start is '0'; it must be a number"),
    "view outside": (
        {"view": [[-4, 3], [-3, 3]]},
        "view is [[-4, 3], [-3, 3]]; it must lie within the bounds.",
    ),
    "view of a curve": ({"view": [[-1, 1]]}, "view is [[-1, 1]]; it must lie within the bounds."),
    "view backwards": ({"view": [[1, 1], [0, 1]]}, "view end is 1; it must be a number in (1, "),
}


@pytest.mark.parametrize(("given_", "text"), WRONG_ARGUMENTS.values(), ids=WRONG_ARGUMENTS)
def test_bounds_and_view_are_intervals(given_, text) -> None:
    with pytest.raises(HyperparameterError) as caught:
        from_expression("x + y", **given_)
    assert text in str(caught.value)


def test_a_formula_is_tried_on_its_view_too() -> None:
    with pytest.raises(ExpressionError) as caught:
        from_expression("log(x) + y", bounds=[[-1, 3], [-1, 1]], view=[[-1, 0], [-1, 1]])
    assert "points of its view [[-1.0, 0.0], [-1.0, 1.0]]" in str(caught.value)


def test_a_loss_that_overflows_is_not_finite_though_its_gradient_is() -> None:
    with pytest.raises(ExpressionError) as caught:
        from_expression("1e308*x + 1e308*y", bounds=[[2, 3], [2, 3]])
    assert "is finite at only 0 of 14641 points" in str(caught.value)


def test_points_where_it_is_not_defined_are_allowed() -> None:
    surface = from_expression("x - log(x) + y**2", bounds=[[-1, 3], [-1, 1]])
    np.testing.assert_allclose(surface.minima, [[1.0, 0.0]], rtol=0, atol=1e-12)
    with np.errstate(invalid="ignore"):
        assert np.isnan(surface.loss([-0.5, 0.0]))


def test_values_may_reach_as_far_as_float64_does() -> None:
    surface = from_expression("1e308*sin(x)/2 + 1e308*cos(y)")
    assert surface.loss([0.0, math.pi]).item() == -1e308
    assert np.isfinite(surface.gradient([1.0, 1.0])).all()


def test_a_formula_of_x_alone_is_a_trough_or_with_one_interval_a_curve() -> None:
    trough = from_expression("(x - 1)**2")
    assert trough.dimension == 2
    assert trough.minima.shape == (0, 2)
    curve = from_expression("(x - 1)**2", bounds=[[-2, 2]], name="mine", title="Mine")
    assert (curve.dimension, curve.name, curve.title) == (1, "mine", "Mine")
    np.testing.assert_allclose(curve.minima, [[1.0]], rtol=0, atol=1e-12)
    with pytest.raises(ExpressionError) as caught:
        from_expression("x + y", bounds=[[-2, 2]])
    assert "'y' at column 5 is not known; choose from x, pi, e, theta_1 and" in str(caught.value)


# text: how many minima are declared
MINIMA = {
    "x**2 + 3*sin(y)": 1,
    "(x - y)**2": 0,  # a level floor
    "(x - 0.3*y)**2": 0,
    "(x**2 + y**2 - 1)**2": 0,  # a level ring
    "(x*y - 1)**2": 0,  # two level floors
    "-x**2 - y**2": 0,
    "x + y": 0,  # lowest in a corner, which is no minimum
    "(x - 3)**2 + y**2": 1,  # on the edge of the bounds
    "(x - 3.0000000001)**2 + y**2": 0,  # beyond it
    "sqrt(x**2 + y**2)": 0,  # a tip
    "sqrt(0.01 + x**2 + y**2)": 1,
    "exp(4*x)*(4*x**2 + 2*y**2 + 4*x*y + 2*y + 1)": 1,
    "sin(5*x) + cos(5*y)": 20,
    "sin(20*x)*cos(20*y)": 100,  # the most that are declared
}


@pytest.mark.parametrize("text", MINIMA)
def test_only_isolated_minima_are_declared(text: str) -> None:
    surface = from_expression(text)
    assert surface.minima.shape == (MINIMA[text], 2)
    if MINIMA[text]:
        assert np.linalg.norm(surface.gradient(surface.minima), axis=1).max() < 1e-10
        assert np.linalg.eigvalsh(surface.hessian(surface.minima)).min() > 0.0
        axes = np.linspace(-3, 3, 401)
        grid = np.stack(np.meshgrid(axes, axes), axis=-1)
        assert surface.loss(grid).min() >= surface.minimum_values.min() - 1e-9


def test_it_descends_like_any_surface() -> None:
    mine = from_expression(WRITTEN["himmelblau"], bounds=[[-6, 6], [-6, 6]])
    rule = optimizers.gradient_descent(0.01)
    run = descend(mine, rule, [0.0, 0.0], 200)
    built_in = descend(surfaces.get("himmelblau"), rule, [0.0, 0.0], 200)
    np.testing.assert_allclose(run.theta, built_in.theta, rtol=0, atol=1e-9)
    np.testing.assert_allclose(run.theta[-1], [3.0, 2.0], rtol=0, atol=1e-9)


# text: bounds of each of its parameters
BITS = dict.fromkeys(WRITTEN.values(), (-1, 2)) | {
    "x**7 + x**-3*y + y**0.5": (0, 2),
    "x**y + abs(x)**1.3 - y**-2.7": (0, 2),
    "2**x*tan(y) + sigmoid(x*y)": (-1, 2),
    "sinh(x) + cosh(y)/arctan(x)": (-1, 2),
    "sqrt(abs(x))*log(abs(y))": (-1, 2),
}


@pytest.mark.parametrize("text", BITS, ids=lambda text: text[:24])
@pytest.mark.parametrize("function", ["loss", "gradient", "hessian"])
def test_a_row_of_many_is_bit_for_bit_what_one_point_gives(text: str, function: str) -> None:
    d = 2 if "y" in text else 1
    call = getattr(from_expression(text, bounds=[BITS[text]] * d), function)
    random = np.random.default_rng(6)
    theta = np.concatenate(
        [random.normal(size=(2000, d)), *(s * random.normal(size=(51, d)) for s in (1e3, 1e160))]
    )
    theta[::97] = 0.0
    with np.errstate(all="ignore"):
        alone = np.stack([call(point) for point in theta])
        for many in (call(theta), call(theta[::-1])[::-1], call(np.asfortranarray(theta))):
            numbers = ~np.isnan(alone)
            np.testing.assert_array_equal(np.isnan(many), ~numbers)
            np.testing.assert_array_equal(
                many[numbers].view(np.int64), alone[numbers].view(np.int64)
            )


# Random formulas, each with what it means.
Meaning = Callable[[np.ndarray, np.ndarray], np.ndarray]
Formula = tuple[str, Meaning]
leaves = st.one_of(
    st.just(("x", lambda x, _y: x)),
    st.just(("y", lambda _x, y: y)),
    st.floats(0.1, 4.0).map(
        lambda number: (repr(round(number, 3)), lambda x, _y: np.full_like(x, round(number, 3)))
    ),
)
SMOOTH: dict[str, Callable] = {
    "sin": np.sin, "cos": np.cos, "arctan": np.arctan, "tanh": np.tanh, "exp": np.exp,
}  # fmt: skip
OPERATORS: dict[str, Callable] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide,
}  # fmt: skip


def joined(parts: tuple[Formula, str, Formula]) -> Formula:
    (left, f), sign, (right, g) = parts
    return f"({left} {sign} {right})", lambda x, y: OPERATORS[sign](f(x, y), g(x, y))


def applied(parts: tuple[str, Formula]) -> Formula:
    name, (inner, f) = parts
    return f"{name}({inner})", lambda x, y: SMOOTH[name](f(x, y))


def raised(parts: tuple[Formula, int]) -> Formula:
    (inner, f), power = parts
    return f"({inner})**{power}", lambda x, y: f(x, y) ** float(power)


formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([*OPERATORS]), inner).map(joined),
        st.tuples(st.sampled_from([*SMOOTH]), inner).map(applied),
        st.tuples(inner, st.integers(-2, 4)).map(raised),
        inner.map(lambda part: (f"-{part[0]}", lambda x, y: -part[1](x, y))),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(formulas)
def test_any_formula_has_the_value_and_the_derivatives_that_it_means(case: Formula) -> None:
    text, meaning = case
    assume(len(text) <= formula.MOST_CHARACTERS)
    theta = np.random.default_rng(8).uniform(-2.0, 2.0, (30, 2))
    with np.errstate(all="ignore"):
        expected = meaning(theta[:, 0], theta[:, 1])
        surface = drawable(text)
        assume(surface is not None)
        found = surface.loss(theta)
        sound = np.isfinite(expected) & (np.abs(expected) < 1e6)
        # what cancels in sums loses digits, so the scale is that of the whole
        np.testing.assert_allclose(found[sound], expected[sound], rtol=1e-9, atol=1e-9)
        agrees(surface.gradient(theta), *finite_differences(surface, theta))
        for i in range(2):
            agrees(surface.hessian(theta)[:, i], *finite_differences(Part(surface, i), theta))


def drawable(text: str) -> surfaces.Surface | None:
    try:
        return from_expression(text)
    except ExpressionError:  # level, or finite hardly anywhere
        return None


class Part:
    """One component of a gradient as a loss, for its finite differences."""

    dimension = 2

    def __init__(self, surface: surfaces.Surface, index: int) -> None:
        self.surface, self.index = surface, index

    def loss(self, theta: np.ndarray) -> np.ndarray:
        return self.surface.gradient(theta)[..., self.index]

    def gradient(self, theta: np.ndarray) -> np.ndarray:
        return self.surface.hessian(theta)[..., self.index, :]


def agrees(found: np.ndarray, differences: np.ndarray, error: np.ndarray) -> None:
    """Where differences are good to four digits, the derivative is what they say."""
    scale = np.abs(differences)
    good = np.isfinite(differences) & (error < 1e-4 * (1.0 + scale)) & (scale < 1e6)
    wrong = np.abs(found - differences)[good] > (10.0 * error + 1e-6 * (1.0 + scale))[good]
    assert not wrong.any()


def test_equal_parts_of_a_formula_are_worked_out_once() -> None:
    graph, node = formula.read("sin(x*y) + sin(x*y)*cos(x*y)", ("x", "y"))
    names = [operation.operation for operation in graph.nodes]
    assert names.count("sin") == names.count("cos") == 1
    assert names.count("*") == 2
    assert len(graph.program([node]).steps) == 5


def test_a_graph_simplifies_what_a_constant_allows() -> None:
    graph = Graph(["x"])
    zero, one, two = (graph.constant(n) for n in (0.0, 1.0, 2.0))
    assert graph.add(zero, 0) == graph.add(0, zero) == graph.subtract(0, zero) == 0
    assert graph.multiply(one, 0) == graph.multiply(0, one) == graph.divide(0, one) == 0
    assert graph.multiply(zero, 0) == graph.divide(zero, 0) == graph.multiply(0, zero) == zero
    assert graph.negative(graph.subtract(zero, 0)) == graph.power(0, 1.0) == 0
    assert graph.power(0, 0.0) == one
    assert graph.number(graph.power(graph.add(one, two), 2.0)) == 9.0
    assert graph.derivative(graph.power(0, 2.0), "x") == graph.multiply(two, 0)


# text: where a closed ring is higher than the place within it
FLAT = {
    "x**4 + y**4": [[0.0, 0.0]],
    "abs(x - 1) + abs(y + 0.5)": [[1.0, -0.5]],
    "sqrt(x**2 + y**2)": [[0.0, 0.0]],
    "(x + y)**4 + x**4": [[0.0, 0.0]],
    "(x - 1)**2 + y**2": [[1.0, 0.0]],
    "(x - 0.3*y)**2": [],
    "(x**2 + y**2 - 1)**2": [],
    "(x*y - 1)**2": [],
    "(1 - x)**2 + 100*(y - x**2)**2": [[1.0, 1.0]],  # no dents along its curved floor
    "x + y": [],
}


@pytest.mark.parametrize("text", FLAT)
def test_kinks_and_minima_that_are_flat_are_declared_where_asked(text: str) -> None:
    surface = from_expression(text, flat=True)
    expected = np.reshape(FLAT[text], (-1, 2))
    np.testing.assert_allclose(surface.minima, expected, rtol=0, atol=1e-3)
    assert surface.searched


def test_a_curve_has_flat_minima_and_kinks_too() -> None:
    for text in ("x**4", "abs(x)"):
        curve = from_expression(text, bounds=[[-1, 2]], flat=True)
        np.testing.assert_allclose(curve.minima, [[0.0]], rtol=0, atol=1e-3)
