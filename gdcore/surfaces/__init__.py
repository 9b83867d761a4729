"""Losses of two parameters, or of one, that can be drawn: value, gradient, curvature, minima.

`get(name)` gives a built-in one and `names()` lists them; `quadratic(...)`, `parabola(...)` and
`from_expression("x**2 + 3*sin(y)")` make others. Each file holds one kind of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from gdcore.errors import unknown_name, whole_number
from gdcore.surfaces import curves, landscapes, many_minima, polynomials, quadratics
from gdcore.surfaces.expression import from_expression
from gdcore.surfaces.quadratics import Quadratic, parabola, quadratic
from gdcore.surfaces.surface import Surface

__all__ = [
    "Quadratic",
    "Surface",
    "from_expression",
    "get",
    "names",
    "parabola",
    "quadratic",
]

_SURFACES: dict[str, Callable[[], Surface]] = {
    "bowl": partial(quadratic, 1.0, name="bowl", title="Round bowl"),
    "ravine": partial(quadratic, 20.0, name="ravine", title="Ravine"),
    "booth": quadratics.booth,
    "matyas": quadratics.matyas,
    "saddle": quadratics.saddle,
    "monkey_saddle": polynomials.monkey_saddle,
    "plateau": landscapes.plateau,
    "cliff": landscapes.cliff,
    "two_valleys": landscapes.two_valleys,
    "mountain": landscapes.mountain,
    "highland": landscapes.highland,
    "rosenbrock": polynomials.rosenbrock,
    "beale": polynomials.beale,
    "three_hump_camel": polynomials.three_hump_camel,
    "himmelblau": polynomials.himmelblau,
    "styblinski_tang": polynomials.styblinski_tang,
    "six_hump_camel": polynomials.six_hump_camel,
    "goldstein_price": polynomials.goldstein_price,
    "rastrigin": many_minima.rastrigin,
    "ackley": many_minima.ackley,
}
_CURVES: dict[str, Callable[[], Surface]] = {
    "parabola": parabola,
    "uneven_bowl": curves.uneven_bowl,
    "two_wells": curves.two_wells,
    "shelf": curves.shelf,
    "ripples": curves.ripples,
}


def names(dimension: int = 2) -> tuple[str, ...]:
    """The names of the built-in surfaces, or with dimension 1 of the curves, simplest first.

    Raises:
        HyperparameterError: a dimension other than 1 and 2.

    >>> names(dimension=1)
    ('parabola', 'uneven_bowl', 'two_wells', 'shelf', 'ripples')
    """
    return tuple((_CURVES, _SURFACES)[whole_number("dimension", dimension, 1, 2) - 1])


def get(name: str, dimension: int | None = None) -> Surface:
    """The built-in surface or curve of that name; built once, when it is first asked for.

    Args:
        name: one of `names()` or of `names(dimension=1)`.
        dimension: 2 for surfaces alone, 1 for curves alone, None for either.

    Raises:
        UnknownNameError: there is none; the text lists those that there are.
        HyperparameterError: a dimension other than 1 and 2.

    >>> get("bowl").loss([3.0, 4.0]).item()
    12.5
    >>> get("parabola").gradient([3.0])
    array([3.])
    """
    valid = names(2 if dimension is None else dimension)
    if isinstance(name, str) and (name in valid or (dimension is None and name in _CURVES)):
        return _built(name)
    raise unknown_name("curve" if dimension == 1 else "surface", name, valid)


@cache
def _built(name: str) -> Surface:
    return (_SURFACES | _CURVES)[name]()
