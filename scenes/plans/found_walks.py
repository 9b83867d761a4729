"""Where walks on a surface start, and at which learning rate, when a lesson does not say.

Both come from one search, of which the same surface always has the same outcome.  200 starts are
spread over the view, and gradient descent walks from each at 25 rates.  A walk that once goes up,
or leaves the view, counts nothing; the rate is the one at which the others come down most in all.
Of its walks, the first is one that comes to the bottom of a valley from afar and without a leap,
rather to that of a valley than which one is lower; the other is one nearby that comes to another
valley.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gdcore.surfaces import Surface
from gdcore.typing import Array

STARTS, SPREAD = 200, 0.78
"""How many are tried, and how far out, in halves of the view."""
RATES, SHORTEST, LONGEST = 25, 0.005, 0.6
"""How many rates are tried, a constant factor apart, and the first and last of them in 1/L: with
longer steps a round valley would be crossed in one or two."""
ENDS = 1e-12, 1e12
"""The least and the greatest of all rates."""
DIGITS, PLACES = 2, 50
"""Figures of a rate; and places of a start along half a side of the view."""
NEAR, FAR, APART = 0.05, 0.35, 0.3
"""How near to a minimum a walk ends that has come to it, how long a way is a long one, and how far
from the first start the other lies at least, in halves of the view's longer side."""
EVEN = 0.35
"""What share of a walk its longest step may be before it is a leap."""
GOLDEN = np.pi * (3.0 - np.sqrt(5.0))

Place = tuple[float, float]


@dataclass(frozen=True)
class FoundWalks:
    """A learning rate, and two starts."""

    rate: float
    start: Place
    other: Place


USUAL = {"mountain": FoundWalks(0.5, (1.25, 0.3), (1.6, -0.3))}
"""Those of a surface that was made for them."""


def found_walks(
    surface: Surface, steps: int, rate: float | None = None, start: Place | None = None
) -> FoundWalks:
    """What suits a surface and a number of steps, around what is given already."""
    if surface.name in USUAL:
        usual = USUAL[surface.name]
        return FoundWalks(rate or usual.rate, start or usual.start, usual.other)
    return _found(surface, steps, rate, start)


@lru_cache(maxsize=32)
def _found(surface: Surface, steps: int, rate: float | None, start: Place | None) -> FoundWalks:
    starts = _spread(surface)
    if start is not None:
        starts = np.concatenate([[start], starts])
    rates = [rate] if rate is not None else _rates(surface, starts)
    tried = [_Tried(surface, starts, each, steps) for each in rates]
    best = max(tried, key=lambda each: each.comes_down)
    first = 0 if start is not None else best.first()
    other = best.other(first)
    return FoundWalks(best.rate, _place(starts[first]), _place(starts[other]))


def _place(theta: Array) -> Place:
    x, y = theta.tolist()
    return x, y


def _spread(surface: Surface) -> Array:
    """The starts (STARTS, 2), as the seeds of a sunflower, in round numbers."""
    low, high = np.transpose(surface.view)
    k = np.arange(STARTS)
    r, angle = SPREAD * np.sqrt((k + 0.5) / STARTS), GOLDEN * k
    half = (high - low) / 2
    grain = 10.0 ** np.floor(np.log10(half / PLACES))
    places = (low + high) / 2 + half * np.stack([r * np.cos(angle), r * np.sin(angle)], axis=-1)
    return np.array([[float(f"{v:.12g}") for v in row] for row in np.round(places / grain) * grain])


def _rates(surface: Surface, starts: Array) -> list[float]:
    """Those that are tried, (RATES,), by the largest curvature at a minimum, or at the starts."""
    with np.errstate(all="ignore"):
        bends = surface.hessian(np.concatenate([surface.minima, starts]))
        bends = np.abs(np.linalg.eigvalsh(np.where(np.isfinite(bends), bends, 0.0))).max(axis=-1)
    # Of the starts the median, for a single one may lie on a kink, where the bend has no bound.
    at_minima, others = bends[: len(surface.minima)], bends[len(surface.minima) :]
    sharpest = max(float(at_minima.max(initial=0.0)), float(np.median(others)))
    unit = 1.0 / sharpest if sharpest > 0.0 else 1.0
    tried = unit * np.geomspace(SHORTEST, LONGEST, RATES)
    return [float(f"{each:.{DIGITS}g}") for each in np.clip(tried, *ENDS)]


class _Tried:
    """All walks at one rate."""

    def __init__(self, surface: Surface, starts: Array, rate: float, steps: int) -> None:
        self.surface, self.rate = surface, rate
        low, high = np.transpose(surface.view)
        self.half = float((high - low).max()) / 2
        theta, costs = starts, [surface.loss(starts)]
        longest = np.zeros(len(starts))
        way = np.zeros(len(starts))
        sound = np.isfinite(costs[0])
        with np.errstate(all="ignore"):
            for _ in range(steps):
                step = rate * surface.gradient(theta)
                theta, length = theta - step, np.linalg.norm(step, axis=-1)
                longest, way = np.maximum(longest, length), way + length
                costs.append(surface.loss(theta))
                sound &= (np.abs(theta - (low + high) / 2) <= (high - low) / 2).all(axis=-1)
                sound &= costs[-1] <= costs[-2]
            fall = costs[0] - costs[-1]
            uneven = np.where(sound & (way > 0.0), longest / way, 1.0)
        self.even = np.clip((1.0 - uneven) / (1.0 - EVEN), 0.0, 1.0)
        """1 for walks without a leap, 0 for those that are a single one."""
        self.sound: NDArray[np.bool_] = sound
        self.starts, self.ends = starts, theta
        self.fall = np.where(sound, fall, 0.0)
        self.valley = self._valleys()

    def _valleys(self) -> NDArray[np.intp]:
        """Which minimum each walk has come to, -1 where it has to none."""
        minima = self.surface.minima
        if not len(minima):
            return np.full(len(self.ends), -1)
        with np.errstate(all="ignore"):
            away = np.linalg.norm(self.ends[:, None] - minima, axis=-1)
        near = self.sound & (away.min(axis=1) <= NEAR * self.half)
        return np.where(near, away.argmin(axis=1), -1)

    @property
    def comes_down(self) -> float:
        """By how much all walks come down, on average."""
        return float(self.fall.mean())

    def first(self) -> int:
        """The walk to begin with."""
        way = np.linalg.norm(np.where(self.sound[:, None], self.ends - self.starts, 0.0), axis=-1)
        values = self.surface.minimum_values
        # The last is for walks that came to no valley, whose number is -1.
        lower = np.array([float(values.min(initial=np.inf) < v) for v in values] + [0.0])
        arrived = self.valley >= 0
        share = self.fall / max(float(self.fall.max()), np.finfo(float).tiny)
        far = np.minimum(way / (FAR * self.half), 1.0)
        if not self.sound.any():
            return int(np.linalg.norm(self.surface.gradient(self.starts), axis=-1).argmax())
        # To arrive counts as much as two of the others; how far it falls decides between equals.
        worth = 4.0 * arrived + 2.0 * lower[self.valley] + 2.0 * far + 2.0 * self.even + share
        return int((self.sound * worth).argmax())

    def other(self, first: int) -> int:
        """The walk from another start."""
        away = np.linalg.norm(self.starts - self.starts[first], axis=-1) / self.half
        elsewhere = self.sound & (self.valley >= 0) & (self.valley != self.valley[first])
        fit = elsewhere & (away >= APART)
        if fit.any():
            return int(np.where(fit, away, np.inf).argmin())
        if elsewhere.any():
            return int(np.where(elsewhere, away, -1.0).argmax())
        arrived = self.sound & (self.valley >= 0)
        return int(((arrived if arrived.any() else self.sound) * away).argmax())
