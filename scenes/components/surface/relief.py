"""What a surface is drawn from: a mesh fine enough for its loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.disc import disc, triangles
from scenes.components.surface.domain import Domain

RINGS = (20, 36, 4)
"""Fewest and most rings of a mesh, and the step between.  It may be coarse, since contours are
curved within its triangles: the time that llvmpipe needs grows with their number, through blocks of
pixels partly covered."""
SAG = 0.005
"""Most that a mesh may lie off the surface in the middle of a side, in radii of the surface."""
NEAR = 3.6, 5.5
"""Frame units to a radius from which on a mesh has half as many rings again, and twice as many."""
REACH = 1.01
"""Radius of the mesh: just beyond the rim, so that the rim's edge is smooth."""


@dataclass(frozen=True)
class Relief:
    """What a surface is drawn from: points of a mesh, and the loss between them.

    rings of the mesh; positions (n, 3) in world coordinates; curves (m, 6), for each triangle, the
    height as a share of the greatest, as a polynomial of world x and y, with coefficients of 1, x,
    y, x^2, xy and y^2.
    """

    rings: int
    positions: Array
    curves: Array


def fineness(scale: float) -> float:
    """How many times as many rings as from afar a mesh has, of which a radius is so long."""
    return 1.0 + 0.5 * sum(scale > near for near in NEAR)


def relief(loss: Callable[[Array], Array], domain: Domain, finer: float = 1.0) -> Relief:
    """The relief of a loss over a domain, with so many times as many rings as are enough."""

    def parameters(places: Array) -> Array:
        return np.asarray(domain.centre) + domain.radius * places

    def shares(places: Array) -> Array:
        return (loss(parameters(places)) - domain.low) / (domain.high - domain.low)

    fewest, most, step = RINGS
    for rings in range(fewest, most + 1, step):
        nodes = mesh_nodes(rings)
        values = shares(nodes)
        if _sag(values) * domain.height <= SAG:
            break
    if finer > 1:
        rings = round(finer * rings)
        nodes = mesh_nodes(rings)
        values = shares(nodes)
    theta = parameters(disc(rings, REACH)[:, :2])
    return Relief(rings, domain.world(theta, loss(theta)), _curves(nodes, values))


def mesh_nodes(rings: int) -> Array:
    """World x and y, (m, 6, 2), of each triangle's corners and of the middles of its sides."""
    corners = disc(rings, REACH)[:, :2][triangles(rings)]
    return np.concatenate([corners, (corners + np.roll(corners, -1, axis=1)) / 2], axis=1)


def _sag(values: Array) -> float:
    """How far, at most, the middles of sides are off the straight line, by values (m, 6)."""
    ends, middles = values[:, :3], values[:, 3:]
    return float(np.abs(middles - (ends + np.roll(ends, -1, axis=1)) / 2).max())


def _curves(nodes: Array, values: Array) -> Array:
    """Coefficients (m, 6) of the quadratics through the values (m, 6) at nodes (m, 6, 2).

    Nodes are the corners of a triangle and the middles of its sides, so neighbours agree along the
    side that they share.
    """
    x, y = nodes[..., 0], nodes[..., 1]
    powers = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    solved = np.linalg.solve(powers, values[..., None])[..., 0]
    return np.asarray(solved, dtype=np.float64)
