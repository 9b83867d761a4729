"""Planes through a space of many parameters, to draw a path and the loss around it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gdcore.descent import Descent
from gdcore.errors import ProblemError, shown, whole_number
from gdcore.typing import Array, Indices, Losses, Problem, SampledProblem, Theta, Thetas

MOST_SEED = 2**63 - 1
Group = slice | Sequence[int] | Indices
"""Which numbers of theta belong together."""


@dataclass(frozen=True, eq=False)
class Plane:
    """The points origin + u axes[0] + v axes[1], for all (u, v).

    Attributes:
        origin: (d,), the point at (0, 0).
        axes: (2, d), one direction a row; they need be neither of length 1 nor square.
        shares: (2,), for a plane of `pca_plane`: the share of the path's variance along each axis.
    """

    origin: Theta = field(repr=False)
    axes: Array = field(repr=False)
    shares: Array | None = None

    def project(self, theta: ArrayLike) -> Array:
        """The (u, v) of the nearest points of the plane: (..., d) -> (..., 2)."""
        return np.asarray(
            (self._points(theta, "theta", len(self.origin)) - self.origin) @ self._inverse
        )

    def lift(self, coordinates: ArrayLike) -> Thetas:
        """The points of the plane at (u, v): (..., 2) -> (..., d)."""
        return np.asarray(self.origin + self._points(coordinates, "coordinates", 2) @ self.axes)

    def distance(self, theta: ArrayLike) -> Array:
        """How far points are from the plane: (..., d) -> (...)."""
        off = np.asarray(theta, dtype=np.float64) - self.lift(self.project(theta))
        return np.asarray(np.linalg.norm(off, axis=-1))

    def losses(self, problem: Problem | SampledProblem, u: ArrayLike, v: ArrayLike) -> Losses:
        """The loss at every point of a grid: u (a,), v (b,) -> (b, a), a row for each v.

        It is that of the plane's own points: a projected path that is `distance` away from the
        plane has other losses.
        """
        across = np.asarray(u, dtype=np.float64).reshape(-1)
        upwards = np.asarray(v, dtype=np.float64).reshape(-1)
        rows = [np.stack([across, np.full(across.size, one)], axis=-1) for one in upwards]
        with np.errstate(all="ignore"):
            values = [np.asarray(problem.loss(self.lift(row))) for row in rows]
        return np.array(values).reshape(upwards.size, across.size)

    @property
    def _inverse(self) -> Array:
        """(d, 2): what takes a point to its coordinates."""
        return np.asarray(np.linalg.pinv(self.axes), dtype=np.float64)

    @staticmethod
    def _points(values: ArrayLike, name: str, width: int) -> Array:
        points = np.asarray(values, dtype=np.float64)
        if points.shape[-1:] != (width,):
            raise ProblemError(
                f"{name} has shape {points.shape}; for this plane it must be (..., {width})."
            )
        return points


class OnPlane:
    """A loss of d parameters over the points of a plane: a loss of two.

    J(u, v) is that of the problem at origin + u axes[0] + v axes[1], and its gradient follows by
    the chain rule.

    Args:
        problem: of d parameters.
        plane: through their space.

    Raises:
        ProblemError: the plane is in a space of another dimension.

    >>> from gdcore import surfaces
    >>> plane = Plane(np.array([1.0, 1.0]), np.array([[1.0, 0.0], [0.0, 2.0]]))
    >>> tilted = OnPlane(surfaces.get("bowl"), plane)
    >>> tilted.loss([0.0, 0.0]) == surfaces.get("bowl").loss([1.0, 1.0])
    np.True_
    """

    dimension = 2

    def __init__(self, problem: Problem | SampledProblem, plane: Plane) -> None:
        if len(plane.origin) != problem.dimension:
            raise ProblemError(
                f"The plane is in a space of {len(plane.origin)} parameters, and the loss has "
                f"{problem.dimension}."
            )
        self.problem, self.plane = problem, plane

    def loss(self, theta: ArrayLike) -> Losses:
        """J: (..., 2) -> (...)."""
        return self.problem.loss(self.plane.lift(theta))

    def gradient(self, theta: ArrayLike) -> Thetas:
        """(..., 2) -> (..., 2)."""
        return np.asarray(self.problem.gradient(self.plane.lift(theta)) @ self.plane.axes.T)


def shadow(run: Descent, plane: Plane) -> Descent:
    """A path as it is seen on a plane: each of its points, the nearest one there.

    Its losses are those of these points of the plane, not of the path, which is `plane.distance`
    away; what the optimizer remembers is left out.

    Raises:
        ProblemError: the plane is in a space of another dimension.

    >>> from gdcore import descend, optimizers, surfaces
    >>> rule = optimizers.gradient_descent(0.5)
    >>> run = descend(surfaces.get("bowl"), rule, [4.0, 0.0], 2)
    >>> shadow(run, Plane(np.zeros(2), np.eye(2))).theta[:, 0].tolist() == run.theta[:, 0].tolist()
    True
    """
    seen = OnPlane(run.problem, plane)
    theta = plane.project(run.theta)
    gradient = np.asarray(run.gradient @ plane.axes.T)
    return replace(
        run, problem=seen, theta=theta, loss=np.asarray(seen.loss(theta)), gradient=gradient,
        state=MappingProxyType({}),
    )  # fmt: skip


def pca_plane(path: ArrayLike, through: ArrayLike | None = None) -> Plane:
    """The plane in which a path moves most: principal component analysis.

    The axes are the first two right singular vectors of path - centre, of length 1 and square to
    each other; shares are sigma_k^2 / sum of all sigma^2. Each axis has its largest number
    positive, so that the same path gives the same picture.

    Args:
        path: (k, d), at least two points, and d at least 2.
        through: (d,), a point that the plane goes through and that variance is counted from, such
            as where a path ends; None means the mean of the path.

    Raises:
        ProblemError: another shape, a number that is not finite, or a path that does not move.

    Source: Pearson, 1901; for paths of networks, Li et al., Visualizing the loss landscape of
    neural nets, 2018, section 7.

    >>> plane = pca_plane([[0.0, 0.0, 1.0], [3.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    >>> plane.shares.sum().round(12).item(), plane.distance([5.0, 7.0, 3.0]).round(12).item()
    (1.0, 2.0)
    """
    points = np.asarray(path, dtype=np.float64)
    if points.ndim != 2 or min(points.shape) < 2 or not np.isfinite(points).all():
        raise ProblemError(
            f"The path has shape {points.shape}; for a plane it must be finite numbers, (k, d), at "
            "least two points of at least two parameters."
        )
    centre = points.mean(axis=0) if through is None else np.array(through, dtype=np.float64)
    if centre.shape != points.shape[1:]:
        raise ProblemError(
            f"The point that the plane goes through has shape {centre.shape}; it must be "
            f"({points.shape[1]},), as the points of the path."
        )
    _, sigma, directions = np.linalg.svd(points - centre, full_matrices=False)
    if not sigma[0] > 0.0:
        raise ProblemError("The path does not move, so no plane is the one in which it moves most.")
    part = (sigma / sigma[0]) ** 2
    axes = directions[:2]
    largest = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    return Plane(centre, axes * np.where(largest < 0.0, -1.0, 1.0), part[:2] / part.sum())


def random_plane(
    theta: ArrayLike, groups: Sequence[Group] | None = None, *, seed: int = 0
) -> Plane:
    """A plane of two random directions through a point, scaled as the point itself is.

    Each direction is drawn from a normal distribution and, group by group, given the length of
    theta: delta_g <- delta_g |theta_g| / |delta_g|. So a step of 1 changes every group by its own
    size, and the pictures of two networks can be compared, however their weights are scaled.

    Args:
        theta: (d,), such as where a path ends.
        groups: slices or indices of theta, each a filter; `units(problem)` gives those of a
            network. What is in no group does not move. None means all of theta is one group.
        seed: of NumPy's default generator (PCG64).

    Raises:
        ProblemError: theta of another shape or not finite, or groups that do not fit it.
        HyperparameterError: a seed out of range.

    Source: Li, Xu, Taylor, Studer and Goldstein, Visualizing the loss landscape of neural nets,
    2018. Variant: what they call filter normalization.

    >>> plane = random_plane([3.0, 4.0, 0.0, 1.0], groups=[slice(0, 2), slice(2, 4)], seed=1)
    >>> np.hypot(plane.axes[:, 0], plane.axes[:, 1]).round(9).tolist()
    [5.0, 5.0]
    """
    point = np.array(theta, dtype=np.float64)
    if point.ndim != 1 or point.size < 2 or not np.isfinite(point).all():
        raise ProblemError(
            f"theta has shape {point.shape}; for a plane it must be at least two finite numbers."
        )
    generator = np.random.default_rng(whole_number("seed", seed, 0, MOST_SEED))
    drawn = generator.standard_normal((2, point.size))
    axes = np.zeros((2, point.size))
    for which in _indices(point.size, groups):
        length = np.linalg.norm(drawn[:, which], axis=1, keepdims=True)
        axes[:, which] = drawn[:, which] * (np.linalg.norm(point[which]) / length)
    return Plane(point, axes)


class Layered(Protocol):
    """A loss whose theta is made of layers, as `MultilayerPerceptron` is."""

    @property
    def dimension(self) -> int:
        """d, the number of parameters."""

    def layers(self, theta: ArrayLike) -> list[tuple[Array, Array]]:
        """The weights, (inputs, units), and biases, (units,), of each layer."""


def units(problem: Layered) -> list[Indices]:
    """For each unit of a network, which numbers of theta are its incoming weights: its filter.

    Biases are in none of them.

    >>> from gdcore import problems
    >>> network = problems.MultilayerPerceptron([[0.0, 0.0], [1.0, 1.0]], [0, 1], hidden=(2,))
    >>> [which.tolist() for which in units(network)]
    [[0, 2], [1, 3], [6, 7]]
    """
    places = problem.layers(np.arange(problem.dimension, dtype=np.float64))
    return [unit.astype(np.intp) for weights, _biases in places for unit in weights.T]


def _indices(size: int, groups: Sequence[Group] | None) -> list[Indices]:
    """Each group as indices; no number may be in two of them."""
    if groups is None:
        return [np.arange(size)]
    every: NDArray[Any] = np.arange(size)
    try:
        found = [
            every[group if isinstance(group, slice) else np.asarray(group)] for group in groups
        ]
    except (IndexError, TypeError):
        raise ProblemError(
            f"A group names numbers that theta, of {size} parameters, does not have; groups are "
            f"slices or indices, not {shown(groups)}."
        ) from None
    taken = np.concatenate([every[:0], *(which.reshape(-1) for which in found)])
    if len(set(taken.tolist())) < taken.size or not all(which.size for which in found):
        raise ProblemError("A group is empty, or two of them share a number of theta.")
    return found
