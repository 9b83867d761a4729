"""Looks for the minima of a surface within its bounds: on a grid, then by Newton's method."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from gdcore.surfaces.surface import Region, Surface, fixed
from gdcore.typing import Array, Thetas

POINTS = {1: 2001, 2: 121}
"""Points of the grid along each axis, by the number of parameters."""
MOST_STARTS = 200
MOST_MINIMA = 100
NEWTON_STEPS = 60
STILL = 1e-9
"""The last Newton step at a minimum, in widths of the bounds."""
APART = 1e-5
"""How far two minima are from each other at least, in widths of the bounds."""
ROUND = 1e-6
"""The smallest curvature at a minimum, in units of the largest."""


def grid(region: Region) -> Thetas:
    """(n, d) or (n, n, d): evenly spaced points over a region, its corners among them."""
    axes = [np.linspace(low, high, POINTS[len(region)]) for low, high in region]
    points: Thetas = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    return points


def search(surface: Surface) -> Array:
    """(k, d): the minima found within the bounds, lowest first.

    Every point of the grid that is no higher than its neighbours starts Newton's method with the
    absolute values of the curvatures, whose steps point downhill. Where it comes to rest within the
    bounds, and the curvature is positive in every direction, is a minimum. At most `MOST_MINIMA`.
    """
    width = np.ptp(surface.bounds, axis=1)
    with np.errstate(all="ignore"):
        points, steps, curvatures = _newton(surface, _starts(surface))
        still = (np.abs(steps) <= STILL * width).all(axis=-1)
        bowl = curvatures[:, 0] > ROUND * curvatures[:, -1]
        points = points[still & bowl & _within(surface.bounds, points)]
        points = points[np.argsort(surface.loss(points), kind="stable")]
    found = np.empty((0, surface.dimension))
    for point in points:
        if (np.abs(found - point) > APART * width).any(axis=-1).all():
            found = np.vstack([found, point])
    return fixed(found[:MOST_MINIMA] + 0.0)  # 0, not -0


def _starts(surface: Surface) -> Thetas:
    """(k, d): the points of the grid that are no higher than any neighbour, lowest first."""
    points = grid(surface.bounds)
    losses = surface.loss(points)
    losses = np.where(np.isfinite(losses), losses, np.inf)
    around = sliding_window_view(np.pad(losses, 1, constant_values=np.inf), (3,) * losses.ndim)
    low = np.isfinite(losses) & (losses == around.min(axis=tuple(range(-losses.ndim, 0))))
    order = np.argsort(losses[low], kind="stable")[:MOST_STARTS]
    starts: Thetas = points[low][order]
    return starts


def _newton(surface: Surface, points: Thetas) -> tuple[Thetas, Thetas, Array]:
    """The points once all are at rest, their last step, and the curvatures, smallest first.

    A step is at most one cell of the grid long. Points that leave the bounds, or come to where the
    derivatives are not finite, are lost.
    """
    width = np.ptp(surface.bounds, axis=1)
    cell = width / (POINTS[surface.dimension] - 1)
    for _ in range(NEWTON_STEPS):
        slope, bend = surface.gradient(points), surface.hessian(points)
        sound = np.isfinite(slope).all(axis=-1) & np.isfinite(bend).all(axis=(-2, -1))
        sound &= _within(surface.bounds, points)
        points, slope, bend = points[sound], slope[sound], bend[sound]
        curvatures, axes = np.linalg.eigh(bend)
        scale = np.maximum(np.abs(curvatures), np.finfo(np.float64).tiny)
        step = -(axes @ ((axes.mT @ slope[..., None]) / scale[..., None]))[..., 0]
        step /= np.maximum(1.0, np.abs(step / cell).max(axis=-1, keepdims=True))
        points = points + step
        if (np.abs(step) <= STILL * width).all():
            break
    return points, step, curvatures


def _within(bounds: Region, points: Thetas) -> NDArray[np.bool_]:
    low, high = np.transpose(bounds)
    inside: NDArray[np.bool_] = ((low <= points) & (points <= high)).all(axis=-1)
    return inside
