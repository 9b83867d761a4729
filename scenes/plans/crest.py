"""A walk down a crest between two valleys to a pass, where it hardly moves, and from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent, descend, ensemble
from gdcore.optimizers import gradient_descent
from gdcore.surfaces import Surface

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

PAIRS, PLACES, ROUNDS = 12, 33, 7
"""Pairs of starts that are tried, the places tried between two at once, and how often."""
OFFSETS = np.geomspace(1e-2, 1e-9, 22)
"""From the crest, in the distance of the two, at which a ball may start."""
DWELL, LEAST, MOST = 45, 20, 90
"""Steps that it had better stay on the pass, the fewest that it does, and the most."""
HURRY = 30.0
"""Steps on the way to the pass that weigh as much as a radius of distance from it."""
PASS = 0.05
"""How near to the place of least slope it is that counts as on the pass, in radii."""
NEXT = 2.2
"""How far apart neighbours are, at most, in the root of a start's share of the disc."""
WALK, ARRIVES = 600, 60
"""Steps that are walked to see where a place leads, and after the pass."""


class Stay(NamedTuple):
    """When a path comes to a pass, the step before it leaves, and where that is."""

    first: int
    last: int
    place: Array


@dataclass(frozen=True)
class Crest:
    """A walk from a crest by a pass."""

    run: Descent
    stay: Stay

    @property
    def dwell(self) -> int:
        """Steps that it takes on the pass."""
        return self.stay.last - self.stay.first


@dataclass(frozen=True)
class Crests:
    """Where to look for one: a landscape with a rate, starts, and the valleys they lead to.

    Attributes:
        surface: the landscape.
        rate: the learning rate.
        radius: of what is drawn.
        starts: (n, 2).
        valleys: (n,), which minimum each leads to; -1 for none.
    """

    surface: Surface
    rate: float
    radius: float
    starts: Array
    valleys: Indices

    def best(self) -> Crest | None:
        """The one from farthest off that stays long enough; None where there is none."""
        ends = self._neighbours()
        if not len(ends):
            return None
        way = ends[:, 1] - ends[:, 0]
        border = ends[:, 0] + self._border(ends)[:, None] * way
        starts = border[:, None] + OFFSETS[:, None] * way[:, None]
        paths = self._walked(starts.reshape(-1, 2))
        stays = [(path, stay) for path in paths if (stay := self._stay(path)) is not None]
        if not stays:
            return None
        path, stay = max(stays, key=lambda each: self._merit(*each))
        rule = gradient_descent(self.rate)
        return Crest(descend(self.surface, rule, path[0], stay.last + ARRIVES), stay)

    def _neighbours(self) -> Array:
        """Starts (pairs, 2, 2) beside each other that lead to different valleys, highest first."""
        apart = NEXT * self.radius / np.sqrt(len(self.starts))
        distance = np.linalg.norm(self.starts[:, None] - self.starts, axis=-1)
        one, other = np.nonzero(np.triu(distance < apart, 1))
        led, there = self.valleys[one], self.valleys[other]
        differ = (led != there) & (led >= 0) & (there >= 0)
        ends = np.stack([self.starts[one[differ]], self.starts[other[differ]]], axis=1)
        height = self.surface.loss(ends).min(axis=1)
        return np.asarray(ends[np.argsort(-height, kind="stable")[:PAIRS]])

    def _border(self, ends: Array) -> Array:
        """The share (n,) of the way between two ends from which on another valley is led to."""
        low, high = np.zeros(len(ends)), np.ones(len(ends))
        row = np.arange(len(ends))
        for _ in range(ROUNDS):
            shares = low[:, None] + np.linspace(0.0, 1.0, PLACES) * (high - low)[:, None]
            places = ends[:, :1] + shares[..., None] * (ends[:, 1:] - ends[:, :1])
            last = self._walked(places.reshape(-1, 2))[:, -1]
            away = np.linalg.norm(last[:, None] - self.surface.minima, axis=-1)
            led = away.argmin(axis=-1).reshape(shares.shape)
            turned = (led != led[:, :1]).argmax(axis=1)
            turned = np.where(turned == 0, PLACES - 1, turned)
            low, high = shares[row, turned - 1], shares[row, turned]
        return high

    def _walked(self, starts: Array) -> Array:
        """The paths (n, WALK + 1, 2) from some places."""
        rule = gradient_descent(self.rate)
        return ensemble(self.surface, rule, starts=starts, steps=WALK).theta

    def _stay(self, path: Array) -> Stay | None:
        """A path's stay on a pass: level, and falling to both sides; None where it has none."""
        bends = np.linalg.eigvalsh(self.surface.hessian(path))
        slopes = np.linalg.norm(self.surface.gradient(path), axis=-1)
        slopes[(bends[:, 0] >= 0.0) | (bends[:, 1] <= 0.0)] = np.inf
        least = int(slopes.argmin())
        near = np.linalg.norm(path - path[least], axis=-1) <= PASS * self.radius
        if near[0] or near[-1] or not np.isfinite(slopes[least]):
            return None
        first, last = int(near.argmax()), int(len(near) - 1 - near[::-1].argmax())
        return Stay(first, last, path[least]) if LEAST <= last - first <= MOST else None

    def _merit(self, path: Array, stay: Stay) -> float:
        """From farther off is better, without much ado on the way, and a stay of usual length."""
        off = float(np.linalg.norm(path[0] - stay.place)) / self.radius
        return off - stay.first / HURRY - abs(stay.last - stay.first - DWELL) / DWELL
