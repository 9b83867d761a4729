"""What a surface is drawn from: a mesh fine enough for its loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.mesh import Triangles, mesh, nodes
from scenes.plans.ground import Domain

SAG = 0.002
"""Most that a mesh may lie off the surface in the middle of a side, in radii of the surface.  It
may be coarse, since contours are curved within its triangles: the time that llvmpipe needs grows
with their number, through blocks of pixels partly covered."""
NEAR = {3.6: 1.25, 4.5: 1.5, 5.5: 2.0}
"""Frame units to a radius from which on a mesh is so many times as fine as from afar."""
REACH = 1.002
"""Radius of the mesh: so far beyond the rim that its straight sides lie below the rim's line."""


@dataclass(frozen=True)
class Relief:
    """What a surface is drawn from: points of a mesh, and the loss between them.

    positions (n, 3) in world coordinates; triangles (m, 3), three points each, which all turn the
    same way; curves (m, 6), for each triangle, the height as a share of the greatest, as a
    polynomial of world x and y, with coefficients of 1, x, y, x^2, xy and y^2.
    """

    positions: Array
    triangles: Triangles
    curves: Array


def fineness(scale: float) -> float:
    """How many times as fine as from afar a mesh is, of which a radius is so long."""
    return max([1.0, *(finer for near, finer in NEAR.items() if scale > near)])


def relief(loss: Callable[[Array], Array], domain: Domain, finer: float = 1.0) -> Relief:
    """The relief of a loss over a domain, so many times as fine as is enough from afar."""

    def shares(unit: Array) -> Array:
        values = loss(domain.theta(domain.ground(unit)))
        return (values - domain.low) / (domain.high - domain.low)

    sag = SAG / finer**2 / domain.height
    unit, triangles = mesh(shares, REACH, sag)
    height, at = domain.height * shares(unit), nodes(unit, triangles)
    positions = np.column_stack([domain.ground(unit), height])
    return Relief(positions, triangles, _curves(domain.ground(at), shares(at)))


def upright(relief: Relief) -> Array:
    """Directions (n, 3), of length 1, that stand upright on the ground at the mesh's points."""
    a, b, c = (relief.positions[relief.triangles[:, k]] for k in range(3))
    found = np.zeros_like(relief.positions)
    for k in range(3):
        np.add.at(found, relief.triangles[:, k], np.cross(b - a, c - a))
    return np.asarray(found / np.linalg.norm(found, axis=-1, keepdims=True))


def _curves(at: Array, values: Array) -> Array:
    """Coefficients (m, 6) of the quadratics through the values (m, 6) at places (m, 6, 2).

    These are the corners of a triangle and the middles of its sides, so neighbours agree along the
    side that they share.
    """
    x, y = at[..., 0], at[..., 1]
    powers = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    solved = np.linalg.solve(powers, values[..., None])[..., 0]
    return np.asarray(solved, dtype=np.float64)
