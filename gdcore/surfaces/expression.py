"""A surface from a user's own formula, with its exact derivatives and the minima that it has."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdcore.errors import ExpressionError, HyperparameterError, number, shown
from gdcore.surfaces import formula, minima
from gdcore.surfaces.graph import Graph, Program
from gdcore.surfaces.surface import Region, Surface, none

VARIABLES = ("x", "y")
FURTHEST = 1e6
LEAST_FINITE = 0.5
ROUNDING = 32 * np.finfo(np.float64).eps


def from_expression(
    text: str,
    *,
    bounds: ArrayLike = ((-3.0, 3.0), (-3.0, 3.0)),
    view: ArrayLike | None = None,
    name: str = "expression",
    title: str | None = None,
    flat: bool = False,
) -> Surface:
    """A surface from a formula of x = theta_1 and y = theta_2.

    The formula may use numbers, `x` and `y` (also as `theta_1` and `theta_2`), `pi`, `e`, brackets,
    `+ - * / **` and the functions sin, cos, tan, arctan or atan, exp, log, sqrt, abs, sinh, cosh,
    tanh and sigmoid. A base below 0 takes whole exponents. Gradient and Hessian are the exact
    derivatives of the formula, to rounding; where abs has its kink its derivative counts as 0.

    A formula may be undefined at some points, as log(x) is, but not at most: loss and gradient must
    be finite on half of a grid over the bounds and over the view.

    Minima are looked for on a grid of 121 x 121 points over the bounds, refined by Newton's method
    and declared where the gradient is 0 and the curvature positive in every direction; at most the
    100 lowest. So `minima` may lack some, or be empty: dents smaller than the spacing of the grid,
    kinks, level valley floors and minima that are flat to second order, as that of x**4 is.

    Args:
        text: the formula, at most 1000 characters of ASCII.
        bounds: ((x0, x1), (y0, y1)), where it is meant to be used; one interval, ((x0, x1),), makes
            a curve, a formula of x alone.
        view: the part worth drawing, within the bounds; all of them unless given.
        name: what it is called in errors.
        title: what a colleague would call it; the formula unless given.
        flat: whether to declare minima at kinks, too, and those that are flat to second order:
            where a closed ring around a low place is higher than that place.

    Raises:
        ExpressionError: text that is not a formula, with the piece and its column, or a formula
            that is constant or mostly not finite.
        HyperparameterError: bounds or a view that are no intervals, or a view outside the bounds.

    >>> surface = from_expression("(x - 1)**2 + 2*(y + 0.5)**2")
    >>> surface.gradient([2.0, 0.0])
    array([2., 2.])
    >>> surface.minima.tolist()
    [[1.0, -0.5]]
    """
    region = _region("bounds", bounds)
    drawn = region if view is None else _region("view", view)
    if len(drawn) != len(region) or any(
        not (first <= low and high <= last)
        for (low, high), (first, last) in zip(drawn, region, strict=False)
    ):
        raise HyperparameterError(f"view is {shown(view, 80)}; it must lie within the bounds.")
    variables = VARIABLES[: len(region)]
    graph, loss = formula.read(text, variables)
    if graph.number(loss) is not None:
        raise _level(text, graph.number(loss), "")
    value, slope, curvature = _programs(graph, loss)
    plain = " ".join(text.split())
    surface = Surface(
        name=name,
        title=plain if title is None else title,
        formula=plain,
        source="A formula of one's own; its minima were searched for numerically.",
        bounds=region,
        view=drawn,
        minima=none(len(region)),
        saddles=none(len(region)),
        searched=True,
        value_at=lambda *coordinates: np.asarray(value(*coordinates)[0]),
        slope_at=slope,
        curvature_at=curvature,
    )
    _check(surface)
    return replace(surface, minima=minima.search(surface, flat=flat))


def _programs(graph: Graph, loss: int) -> tuple[Program, Program, Program]:
    """The loss, its gradient, and the upper triangle of its Hessian."""
    slopes = [graph.derivative(loss, variable) for variable in graph.variables]
    pairs = combinations_with_replacement(range(len(slopes)), 2)
    bends = [graph.derivative(slopes[i], graph.variables[j]) for i, j in pairs]
    return graph.program([loss]), graph.program(slopes), graph.program(bends)


def _check(surface: Surface) -> None:
    """See that the formula has slopes to draw, and is defined where it is drawn.

    Raises:
        ExpressionError: it is constant, or not finite at most points.
    """
    for region, what in {surface.view: "view", surface.bounds: "bounds"}.items():
        points = minima.grid(region)
        place = f"its {what} {shown([*map(list, region)], 80)}"
        with np.errstate(all="ignore"):
            losses = surface.loss(points)
            finite = np.isfinite(losses) & np.isfinite(surface.gradient(points)).all(axis=-1)
        if finite.mean() < LEAST_FINITE:
            raise ExpressionError(
                f"The formula {shown(surface.formula)} or its gradient is finite at only "
                f"{finite.sum()} of {finite.size} points of {place}, and must be at half of them; "
                f"mend it or choose other {what}."
            )
        low, high = losses[finite].min(), losses[finite].max()
        if high / 2.0 - low / 2.0 <= ROUNDING * max(abs(low), abs(high)):  # high - low may overflow
            raise _level(surface.formula, low, f" in {place}")


def _level(text: str, value: float | None, place: str) -> ExpressionError:
    return ExpressionError(
        f"The formula {shown(text)} has the value {value:.6g} everywhere{place}; "
        "a surface needs slopes to descend."
    )


def _region(name: str, value: ArrayLike) -> Region:
    """One or two intervals as pairs of floats.

    Raises:
        HyperparameterError: they are something else.
    """
    given: Any = value
    try:
        pairs = [(low, high) for low, high in given]
    except (TypeError, ValueError):
        pairs = []
    if len(pairs) not in {1, 2}:
        raise HyperparameterError(
            f"{name} is {shown(value)}; it must be [[x0, x1], [y0, y1]], or [[x0, x1]] for a curve."
        )
    region = []
    for low, high in pairs:
        start = number(f"{name} start", low, -FURTHEST, FURTHEST)
        region.append((start, number(f"{name} end", high, start, FURTHEST, low_open=True)))
    return tuple(region)
