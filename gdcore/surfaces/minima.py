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
RINGS = (1e-3, 1e-2)
"""Distances from a flat place, in widths of the bounds, at which all must be higher."""
DIRECTIONS, ZOOMS, NEARER = 256, 6, 17
"""How many places of such a ring are looked at, how often again about the lowest of them, and at
how many then, so that a narrow valley that leads out is not missed."""
HIGHER, LEAST_RISE = 1e-12, 1e-9
"""By how much they must be, in parts of the losses there, and of how much higher most are."""


def grid(region: Region) -> Thetas:
    """(n, d) or (n, n, d): evenly spaced points over a region, its corners among them."""
    axes = [np.linspace(low, high, POINTS[len(region)]) for low, high in region]
    points: Thetas = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    return points


def search(surface: Surface, *, flat: bool = False) -> Array:
    """(k, d): the minima found within the bounds, lowest first.

    Every point of the grid that is no higher than its neighbours starts Newton's method with the
    absolute values of the curvatures, whose steps point downhill. Where it comes to rest within the
    bounds, and the curvature is positive in every direction, is a minimum. At most `MOST_MINIMA`.

    With ``flat``, the same points start a walk that takes whichever of its steps is lowest, too;
    where that ends is a minimum if a ring around it is higher.
    """
    width = np.ptp(surface.bounds, axis=1)
    with np.errstate(all="ignore"):
        starts = _starts(surface)
        points, steps, curvatures = _newton(surface, starts)
        still = (np.abs(steps) <= STILL * width).all(axis=-1)
        bowl = curvatures[:, 0] > ROUND * curvatures[:, -1]
        points = points[still & bowl & _within(surface.bounds, points)]
        if flat:
            points = np.concatenate([points, _ringed(surface, starts, points)])
        points = points[np.argsort(surface.loss(points), kind="stable")]
    found = np.empty((0, surface.dimension))
    for point in points:
        if (np.abs(found - point) > APART * width).any(axis=-1).all():
            found = np.vstack([found, point])
    return fixed(found[:MOST_MINIMA] + 0.0)  # 0, not -0


def _ringed(surface: Surface, starts: Thetas, known: Thetas) -> Thetas:
    """(m, d): places lower than a ring around them, but for those near a known minimum.

    A loss that is continuous has a minimum within such a ring.
    """
    width = np.ptp(surface.bounds, axis=1)
    low, high = np.transpose(surface.bounds)
    places = _lowered(surface, starts)
    losses = surface.loss(places)
    places = places[np.argsort(losses, kind="stable")]
    losses = np.sort(losses, kind="stable")
    held = np.zeros(len(places), dtype=bool)
    for share in RINGS:
        inside = (places - share * width >= low).all(-1) & (places + share * width <= high).all(-1)
        least, usual = _ring(surface, places, share * width)
        rise = np.maximum(HIGHER * np.abs(losses), LEAST_RISE * (usual - losses))
        held |= inside & (least > losses + rise)
    taken = [*known]
    for place in places[held]:
        if all((np.abs(place - other) > RINGS[-1] * width).any() for other in taken):
            taken.append(place)
    new: Thetas = np.array(taken[len(known) :]).reshape(-1, surface.dimension)
    return new


def _ring(surface: Surface, places: Thetas, radius: Array) -> tuple[Array, Array]:
    """The lowest loss and the median on a ring about each of some places, (n,) each."""
    if surface.dimension == 1:
        both = surface.loss(places[:, None] + np.array([[-1.0], [1.0]]) * radius)
        return both.min(axis=1), both.max(axis=1)
    angles = np.broadcast_to(
        np.linspace(0.0, 2.0 * np.pi, DIRECTIONS, endpoint=False), (len(places), DIRECTIONS)
    )
    apart, usual = 2.0 * np.pi / DIRECTIONS, None
    least = np.full(len(places), np.inf)
    for _ in range(1 + ZOOMS):
        ring = places[:, None] + radius * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
        around = surface.loss(ring)
        usual = np.median(around, axis=1) if usual is None else usual
        least = np.minimum(least, around.min(axis=1))
        lowest = np.take_along_axis(angles, around.argmin(axis=1)[:, None], axis=1)
        angles = lowest + apart * np.linspace(-1.0, 1.0, NEARER)
        apart *= 2.0 / (NEARER - 1)
    assert usual is not None
    return least, np.asarray(usual)


def _lowered(surface: Surface, points: Thetas) -> Thetas:
    """Where walks end that take, of steps along the axes and aslant, the lowest, or halve them."""
    width = np.ptp(surface.bounds, axis=1)
    ways = np.stack(np.meshgrid(*[[-1.0, 0.0, 1.0]] * surface.dimension), axis=-1)
    ways = ways.reshape(-1, surface.dimension)
    step = np.ones(len(points)) / (POINTS[surface.dimension] - 1)
    low, high = np.transpose(surface.bounds)
    for _ in range(4 * NEWTON_STEPS):
        there = np.clip(points[:, None] + step[:, None, None] * width * ways, low, high)
        losses = surface.loss(there)
        losses = np.where(np.isfinite(losses), losses, np.inf)
        best = losses.argmin(axis=1)
        better = losses.min(axis=1) < losses[:, len(ways) // 2]
        points = np.where(better[:, None], there[np.arange(len(points)), best], points)
        step = np.where(better, step, step / 2.0)
    lowered: Thetas = points
    return lowered


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
