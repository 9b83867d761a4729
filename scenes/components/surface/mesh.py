"""A disc in triangles, as many as are needed where a surface over it bends most."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.surface.disc import triangles
from scenes.plans.ground import disc

RINGS = 14
"""Of the mesh that is divided."""
MOST, TIMES = 10_000, 8
"""Triangles that a mesh has at most, and how often it is divided at most."""

Triangles = NDArray[np.int32]


def mesh(height: Callable[[Array], Array], radius: float, sag: float) -> tuple[Array, Triangles]:
    """Places (n, 2) in a disc, and corners (m, 3) of triangles that all turn the same way.

    Sides are halved where, in their middle, they lie more than ``sag`` off the surface, whose
    ``height`` is that of places (..., 2).
    """
    places, corners = disc(RINGS, radius)[:, :2], triangles(RINGS)
    for _ in range(TIMES):
        sides, of_side = _sides(corners)
        middles = _middles(places[sides], radius)
        ends = height(places[sides]).mean(axis=1)
        wanted = np.abs(height(middles) - ends) > sag
        if not wanted.any():
            break
        lengths = np.hypot(*(places[sides[:, 0]] - places[sides[:, 1]]).T)
        wanted = _with_the_longest(wanted, of_side, lengths)
        numbers = np.full(len(sides), -1)
        numbers[wanted] = len(places) + np.arange(wanted.sum())
        divided = _halved(corners, numbers[of_side], lengths[of_side])
        if len(divided) > MOST:
            break
        places, corners = np.concatenate([places, middles[wanted]]), divided
    return places, corners


def nodes(places: Array, corners: Triangles) -> Array:
    """Places (m, 6, 2) of each triangle's corners and of the middles of its sides."""
    found = places[corners]
    return np.concatenate([found, (found + np.roll(found, -1, axis=1)) / 2], axis=1)


def _sides(corners: Triangles) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Ends (k, 2) of all sides, and which three a triangle has (m, 3), from each of its corners."""
    ends = np.stack([corners, np.roll(corners, -1, axis=1)], axis=-1).reshape(-1, 2)
    sides, which = np.unique(np.sort(ends, axis=1), axis=0, return_inverse=True)
    return sides, which.reshape(-1, 3)


def _middles(ends: Array, radius: float) -> Array:
    """Middles (k, 2) of sides (k, 2, 2); that of a side along the edge lies on the edge."""
    middles = ends.mean(axis=1)
    outside = (np.hypot(ends[..., 0], ends[..., 1]) > radius * (1.0 - 1e-9)).all(axis=1)
    away = np.hypot(*middles[outside].T)[:, None]
    middles[outside] *= radius / away
    return np.asarray(middles)


def _with_the_longest(
    wanted: NDArray[np.bool_], of_side: NDArray[np.int_], lengths: Array
) -> NDArray[np.bool_]:
    """The same, and where a side of a triangle is wanted its longest too: none gets thin."""
    longest = of_side[np.arange(len(of_side)), lengths[of_side].argmax(axis=1)]
    while True:
        more = longest[wanted[of_side].any(axis=1)]
        if wanted[more].all():
            return wanted
        wanted = wanted.copy()
        wanted[more] = True


def _halved(corners: Triangles, middles: NDArray[np.int_], lengths: Array) -> Triangles:
    """Triangles (k, 3) of which sides are halved where ``middles`` (m, 3) are numbers, not -1."""
    turn = (lengths.argmax(axis=1)[:, None] + np.arange(3)) % 3
    a, b, c = np.take_along_axis(corners, turn, axis=1).T
    p, q, r = np.take_along_axis(middles, turn, axis=1).T
    """The middle of the longest side, from a to b, of the next and of the last."""
    whole, second, third = p < 0, q >= 0, r >= 0
    found = [np.stack([a, b, c], axis=1)[whole]]
    for which, parts in (
        (~whole & ~third, [(a, p, c)]),
        (~whole & third, [(a, p, r), (r, p, c)]),
        (~whole & ~second, [(p, b, c)]),
        (~whole & second, [(p, b, q), (p, q, c)]),
    ):
        found += [np.stack(part, axis=1)[which] for part in parts]
    return np.concatenate(found).astype(np.int32)
