"""What a surface is cut out with: its wall, and the side of the fog above that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gdcore.typing import Array
from scenes.plans.ground import Domain

PLINTH = 0.12
"""How far the wall goes on below the lowest point of the surface, in radii."""
SKIRT, PLAIN = 0.34, 0.14
"""How far down from the rim the wall has faded out, in radii, and how far it is plain to see."""
AROUND = 240
"""Pieces of the wall."""
BANKS = 80
"""Pieces of the side of a bank of fog."""
BANKED = 0.985
"""Radius at which the side of a bank of fog stands, so that it hides the rim beyond."""
Cut = tuple[float, float, float]
"""Where a surface is cut open: of places beyond so far, the last, along a direction, nothing is
drawn. In radii."""
FACE = 0.9
"""How bright the wall is where it is cut open."""
BEHIND = 0.003
"""How far behind the cut that wall stands, so that the ground reaches beyond it."""
DIM = 0.42
"""How bright the wall is on the side away from the sun."""


def wall(loss: Callable[[Array], Array], domain: Domain, azimuth: float) -> Array:
    """Corners (n, 5) of the triangles of the wall, in threes: position, brink and light.

    The brink is the height of the surface above a corner; the sun stands at ``azimuth``, in
    degrees.
    """
    around, brink = np.split(_at(1.0, loss, domain), [2], axis=1)
    toward = np.array([np.cos(np.radians(azimuth)), np.sin(np.radians(azimuth))])
    outwards = _circle() @ np.linalg.inv(np.array(domain.shape))
    facing = outwards @ toward / np.hypot(*outwards.T)
    light = DIM + (1.0 - DIM) * (0.5 + 0.5 * facing) ** 1.5
    top = np.column_stack([around, brink, brink, light])
    foot = np.column_stack([around, np.full_like(brink, -PLINTH), brink, light])
    return _band(top, foot)


@dataclass(frozen=True)
class Opening:
    """Where a surface is cut open, and what is seen there.

    Attributes:
        cut: where it is.
        wall: corners (n, 5) of triangles, as those of the other wall.
        brink: corners (m, 10) of triangles along its upper edge, as :func:`strip` has them.
        stands: whether the wall there is as plain at its foot, and does not fade out.
    """

    cut: Cut
    wall: Array
    brink: Array
    stands: bool


def opening(
    loss: Callable[[Array], Array], domain: Domain, cut: Cut, floor: float | None = None
) -> Opening:
    """A cut through a surface; it has as many corners wherever it is, of no size beyond the rim.

    Its wall stands on a ``floor`` that is so high, if there is one.
    """
    line, top = (_along(loss, domain, cut, behind) for behind in (0.0, BEHIND))
    top = np.column_stack([top, top[:, 2], np.full(AROUND + 1, FACE)])
    foot = top.copy()
    foot[:, 2] = -PLINTH if floor is None else floor
    return Opening(cut, _band(top, foot), strip(line), floor is not None)


def _along(loss: Callable[[Array], Array], domain: Domain, cut: Cut, behind: float) -> Array:
    """World places (m, 3) on a surface along a cut, or so far behind it."""
    chord = np.linspace(*domain.chord(np.array(cut[:2]), cut[2] - behind), AROUND + 1)
    theta = domain.theta(chord)
    return domain.world(theta, loss(theta))


def strip(line: Array) -> Array:
    """Corners (n, 10) of triangles along a line of world places (m, 3), which may be closed.

    They are the places before, at and after a corner, and 1 or -1 for one side or the other.
    """
    closed = np.allclose(line[0], line[-1])
    before = line[np.r_[-2 if closed else 0, : len(line) - 1]]
    after = line[np.r_[1 : len(line), 1 if closed else len(line) - 1]]
    sides = [
        np.column_stack([before, line, after, np.full(len(line), side)]) for side in (1.0, -1.0)
    ]
    return _band(*sides)


def bank_side(loss: Callable[[Array], Array], domain: Domain) -> Array:
    """Corners (n, 4) of the triangles in which the side of a bank of fog is seen beyond the rim.

    They are positions on the ground, and 1 for what is lifted to the top of the bank, or else 0.
    """
    foot = _at(BANKED, loss, domain)[:: AROUND // BANKS]
    return _band(*(np.column_stack([foot, np.full(len(foot), up)]) for up in (0.0, 1.0)))


def bank_top(height: float) -> Array:
    """World places (m, 3) around the top of a bank of fog that is so high."""
    return np.column_stack([BANKED * _circle(), np.full(AROUND + 1, height)])


def rim(loss: Callable[[Array], Array], domain: Domain) -> Array:
    """World places (m, 3) along the edge of the surface."""
    return _at(1.0, loss, domain)


def below_rim(loss: Callable[[Array], Array], domain: Domain, depth: float) -> Array:
    """World places (m, 3) on the wall, so far below the rim or at its foot."""
    places = _at(1.0, loss, domain)
    places[:, 2] = np.maximum(places[:, 2] - depth, -PLINTH)
    return places


def flanks(eye: Array, domain: Domain) -> Array:
    """Where the wall turns away from an ``eye`` (3,): two upright lines, (2 ends, 2 lines, 3)."""
    x, y = np.linalg.solve(np.array(domain.shape), eye[:2]).tolist()
    aside = np.arccos(min(1.0 / max(float(np.hypot(x, y)), 1e-9), 1.0))
    angle = np.arctan2(y, x) + np.array([aside, -aside])
    around = domain.ground(np.stack([np.cos(angle), np.sin(angle)], axis=-1))
    return np.stack([np.column_stack([around, [z, z]]) for z in (-PLINTH, domain.height)])


def _at(radius: float, loss: Callable[[Array], Array], domain: Domain) -> Array:
    """World places (m, 3) on the surface, so far from its middle."""
    theta = domain.theta(domain.ground(radius * _circle()))
    return domain.world(theta, loss(theta))


def _circle() -> Array:
    angle = np.linspace(0.0, 2 * np.pi, AROUND + 1)
    return np.stack([np.cos(angle), np.sin(angle)], axis=-1)


def _band(one: Array, other: Array) -> Array:
    """Triangles between two rows of corners (n, k), in threes, (6 (n - 1), k)."""
    a, b, c, d = one[:-1], one[1:], other[:-1], other[1:]
    return np.stack([a, b, c, b, d, c], axis=1).reshape(-1, one.shape[1])
