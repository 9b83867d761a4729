"""Test functions of the literature that are polynomials of degree three and more."""

from __future__ import annotations

from itertools import product

from gdcore.surfaces.surface import Surface, fixed, none, stationary
from gdcore.typing import Array


def monkey_saddle() -> Surface:
    """J = x^3 - 3 x y^2: three ways up and three ways down; at the origin even the Hessian is 0."""
    return Surface(
        name="monkey_saddle",
        title="Monkey saddle",
        formula="x^3 - 3 x y^2",
        source="Hilbert and Cohn-Vossen, Anschauliche Geometrie, Springer, 1932.",
        bounds=((-3.0, 3.0), (-3.0, 3.0)),
        view=((-1.5, 1.5), (-1.5, 1.5)),
        minima=none(2),
        saddles=fixed([[0.0, 0.0]]),
        value_at=lambda x, y: x * x * x - 3.0 * x * y * y,
        slope_at=lambda x, y: (3.0 * (x * x - y * y), -6.0 * x * y),
        curvature_at=lambda x, y: (6.0 * x, -6.0 * y, -6.0 * x),
    )


def rosenbrock() -> Surface:
    """J = (1 - x)^2 + 100 (y - x^2)^2: a bent, narrow valley with its one minimum at (1, 1)."""
    return Surface(
        name="rosenbrock",
        title="Rosenbrock's banana valley",
        formula="(1 - x)^2 + 100 (y - x^2)^2",
        source="Rosenbrock, An automatic method for finding the greatest or least value of a "
        "function, The Computer Journal 3, 1960.",
        bounds=((-5.0, 5.0), (-5.0, 10.0)),
        view=((-2.0, 2.0), (-1.0, 3.0)),
        minima=fixed([[1.0, 1.0]]),
        value_at=lambda x, y: (1.0 - x) * (1.0 - x) + 100.0 * (y - x * x) * (y - x * x),
        slope_at=lambda x, y: (
            -2.0 * (1.0 - x) - 400.0 * x * (y - x * x),
            200.0 * (y - x * x),
        ),
        curvature_at=lambda x, y: (2.0 - 400.0 * y + 1200.0 * x * x, -400.0 * x, 200.0),
    )


def beale() -> Surface:
    """J = sum over i of (c_i - x (1 - y^i))^2: a flat basin between sharp peaks."""

    def residuals(x: Array, y: Array) -> tuple[Array, Array, Array]:
        return 1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y

    def value(x: Array, y: Array) -> Array:
        a, b, c = residuals(x, y)
        return a * a + b * b + c * c

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        a, b, c = residuals(x, y)
        by_x = a * (y - 1.0) + b * (y * y - 1.0) + c * (y * y * y - 1.0)
        by_y = x * (a + 2.0 * y * b + 3.0 * y * y * c)
        return 2.0 * by_x, 2.0 * by_y

    def curvature(x: Array, y: Array) -> tuple[Array, Array, Array]:
        a, b, c = residuals(x, y)
        u, v, w = y - 1.0, y * y - 1.0, y * y * y - 1.0
        xx = u * u + v * v + w * w
        xy = a + 2.0 * y * b + 3.0 * y * y * c + x * (u + 2.0 * y * v + 3.0 * y * y * w)
        yy = x * (x + 4.0 * y * y * x + 9.0 * y * y * y * y * x + 2.0 * b + 6.0 * y * c)
        return 2.0 * xx, 2.0 * xy, 2.0 * yy

    return Surface(
        name="beale",
        title="Beale's flat basin",
        formula="(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
        source="Beale, On an iterative method for finding a local minimum of a function of more "
        "than one variable, Princeton, 1958.",
        bounds=((-4.5, 4.5), (-4.5, 4.5)),
        view=((-1.0, 4.5), (-2.0, 2.0)),
        minima=fixed([[3.0, 0.5]]),
        saddles=fixed([[0.0, 1.0]]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def three_hump_camel() -> Surface:
    """J = 2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2: a low valley between two higher ones."""

    def value(x: Array, y: Array) -> Array:
        q = x * x
        return q * (2.0 + q * (q / 6.0 - 1.05)) + x * y + y * y

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        q = x * x
        return x * (4.0 + q * (q - 4.2)) + y, x + 2.0 * y

    def curvature(x: Array, _y: Array) -> tuple[Array, float, float]:
        q = x * x
        return 4.0 + q * (5.0 * q - 12.6), 1.0, 2.0

    return Surface(
        name="three_hump_camel",
        title="Three-hump camel",
        formula="2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2",
        source="Branin, Widely convergent method for finding multiple solutions of simultaneous "
        "nonlinear equations, IBM Journal of Research and Development 16, 1972.",
        bounds=((-5.0, 5.0), (-5.0, 5.0)),
        view=((-2.2, 2.2), (-2.2, 2.2)),
        minima=stationary(slope, curvature, [[0.0, 0.0], [-1.75, 0.87], [1.75, -0.87]]),
        saddles=stationary(slope, curvature, [[-1.07, 0.54], [1.07, -0.54]]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def himmelblau() -> Surface:
    """J = (x^2 + y - 11)^2 + (x + y^2 - 7)^2: four minima, all of value 0."""

    def value(x: Array, y: Array) -> Array:
        a, b = x * x + y - 11.0, x + y * y - 7.0
        return a * a + b * b

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        a, b = x * x + y - 11.0, x + y * y - 7.0
        return 4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b

    def curvature(x: Array, y: Array) -> tuple[Array, Array, Array]:
        xx = 12.0 * x * x + 4.0 * y - 42.0
        yy = 12.0 * y * y + 4.0 * x - 26.0
        return xx, 4.0 * (x + y), yy

    return Surface(
        name="himmelblau",
        title="Himmelblau's four valleys",
        formula="(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
        source="Himmelblau, Applied Nonlinear Programming, McGraw-Hill, 1972.",
        bounds=((-6.0, 6.0), (-6.0, 6.0)),
        view=((-5.0, 5.0), (-5.0, 5.0)),
        minima=stationary(
            slope, curvature, [[3.0, 2.0], [-2.805, 3.131], [-3.779, -3.283], [3.584, -1.848]]
        ),
        saddles=stationary(
            slope, curvature, [[0.087, 2.884], [3.385, 0.074], [-3.073, -0.081], [-0.128, -1.954]]
        ),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def styblinski_tang() -> Surface:
    """J = (1/2) sum of (theta^4 - 16 theta^2 + 5 theta): four valleys, one deeper than the rest."""

    def value(x: Array, y: Array) -> Array:
        return 0.5 * (x * (5.0 + x * (x * x - 16.0)) + y * (5.0 + y * (y * y - 16.0)))

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        return 2.5 + x * (2.0 * x * x - 16.0), 2.5 + y * (2.0 * y * y - 16.0)

    def curvature(x: Array, y: Array) -> tuple[Array, float, Array]:
        return 6.0 * x * x - 16.0, 0.0, 6.0 * y * y - 16.0

    wells, ridge = (-2.9, 2.75), 0.16  # the roots of the slope along either axis
    return Surface(
        name="styblinski_tang",
        title="Styblinski and Tang's four valleys",
        formula="(x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y) / 2",
        source="Styblinski and Tang, Experiments in nonconvex optimization: stochastic "
        "approximation with function smoothing and simulated annealing, Neural Networks 3, 1990.",
        bounds=((-5.0, 5.0), (-5.0, 5.0)),
        view=((-4.0, 4.0), (-4.0, 4.0)),
        minima=stationary(slope, curvature, list(product(wells, wells))),
        saddles=stationary(slope, curvature, [*product(wells, [ridge]), *product([ridge], wells)]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def six_hump_camel() -> Surface:
    """J = (4 - 2.1 x^2 + x^4 / 3) x^2 + x y + 4 (y^2 - 1) y^2: six minima in three pairs."""

    def value(x: Array, y: Array) -> Array:
        q, r = x * x, y * y
        return q * (4.0 + q * (q / 3.0 - 2.1)) + x * y + 4.0 * r * (r - 1.0)

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        q = x * x
        return x * (8.0 + q * (2.0 * q - 8.4)) + y, x + y * (16.0 * y * y - 8.0)

    def curvature(x: Array, y: Array) -> tuple[Array, float, Array]:
        q = x * x
        return 8.0 + q * (10.0 * q - 25.2), 1.0, 48.0 * y * y - 8.0

    def pairs(places: list[list[float]]) -> Array:
        mirrored = [[-x, -y] for x, y in places]  # J(-x, -y) = J(x, y)
        return stationary(slope, curvature, [*places, *mirrored])

    saddles = pairs([[1.109, -0.768], [1.296, 0.605], [1.638, 0.229]])
    return Surface(
        name="six_hump_camel",
        title="Six-hump camel",
        formula="(4 - 2.1 x^2 + x^4 / 3) x^2 + x y + 4 (y^2 - 1) y^2",
        source="Dixon and Szego, Towards Global Optimisation 2, North-Holland, 1978.",
        bounds=((-3.0, 3.0), (-2.0, 2.0)),
        view=((-2.0, 2.0), (-1.1, 1.1)),
        minima=pairs([[0.09, -0.713], [1.704, -0.796], [1.607, 0.569]]),
        saddles=fixed([[0.0, 0.0], *saddles]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )


def goldstein_price() -> Surface:
    """J = p(x + y) q(2 x - 3 y): four minima, the lowest a narrow one at (0, -1).

    p(u) = 1 + (u + 1)^2 (19 - 14 u + 3 u^2) and q(v) = 30 + v^2 (18 - 16 v + 3 v^2) are both
    positive, p'(u) = 12 (u + 1) (u - 1) (u - 2) and q'(v) = 12 v (v - 1) (v - 3), so every flat
    place is where both of these are 0.
    """

    def factors(x: Array, y: Array) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        u, v = x + y, 2.0 * x - 3.0 * y
        p = 1.0 + (u + 1.0) * (u + 1.0) * (19.0 + u * (3.0 * u - 14.0))
        q = 30.0 + v * v * (18.0 + v * (3.0 * v - 16.0))
        return (u, p), (v, q)

    def slopes(u: Array, v: Array) -> tuple[Array, Array]:
        return 12.0 * (u + 1.0) * (u - 1.0) * (u - 2.0), 12.0 * v * (v - 1.0) * (v - 3.0)

    def value(x: Array, y: Array) -> Array:
        (_u, p), (_v, q) = factors(x, y)
        return p * q

    def slope(x: Array, y: Array) -> tuple[Array, Array]:
        (u, p), (v, q) = factors(x, y)
        by_u, by_v = slopes(u, v)
        return by_u * q + 2.0 * p * by_v, by_u * q - 3.0 * p * by_v

    def curvature(x: Array, y: Array) -> tuple[Array, Array, Array]:
        (u, p), (v, q) = factors(x, y)
        by_u, by_v = slopes(u, v)
        uu = 12.0 * (u * (3.0 * u - 4.0) - 1.0) * q
        uv = by_u * by_v
        vv = 12.0 * (v * (3.0 * v - 8.0) + 3.0) * p
        return uu + 4.0 * uv + 4.0 * vv, uu - uv - 6.0 * vv, uu - 6.0 * uv + 9.0 * vv

    return Surface(
        name="goldstein_price",
        title="Goldstein and Price's narrow valleys",
        formula="(1 + (x + y + 1)^2 (19 - 14 (x + y) + 3 (x + y)^2)) "
        "(30 + (2 x - 3 y)^2 (18 - 16 (2 x - 3 y) + 3 (2 x - 3 y)^2))",
        source="Goldstein and Price, On descent from local minima, Mathematics of Computation 25, "
        "1971.",
        bounds=((-2.0, 2.0), (-2.0, 2.0)),
        view=((-0.8, 0.5), (-1.3, 0.0)),
        minima=fixed([[0.0, -1.0], [-0.6, -0.4], [1.8, 0.2], [1.2, 0.8]]),
        saddles=fixed([[-0.4, -0.6], [1.4, 0.6], [0.6, 0.4], [1.2, -0.2]]),
        value_at=value,
        slope_at=slope,
        curvature_at=curvature,
    )
