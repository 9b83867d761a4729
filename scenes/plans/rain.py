"""Many balls on one landscape: where they end without noise and with noise of many sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent, descend
from gdcore.errors import HyperparameterError
from gdcore.optimizers import gradient_descent
from gdcore.problems import SideBySide, Tilted
from gdcore.surfaces import Surface

Array = NDArray[np.float64]
Indices = NDArray[np.intp]

BALLS = 200
SPREAD = 0.93
"""How far out they start, at most, in radii of what is drawn."""
SETTLES = 500
"""Steps without noise, after those with it: from the rim, a valley is a long way off."""
NEAR = 0.05
"""How near to a minimum a ball is that is in its valley, in radii of what is drawn."""
DRAWS = 10
"""How many times as many different tilts there are as steps that draw one."""
SIZES = (0.0, 0.5, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0)
"""Of the noise that are tried, in the root mean square of the gradient at the starts."""
SAFE = 0.5
"""The learning rate, where none is given, in 1/L of the sharpest valley."""
FAR = 1e6
"""How many times as high as at first the sum of all costs may be."""
REPEATS = 9
"""How often all walk with noise of one size, drawn anew each time, by seeds one after another: the
walk with the middle count is kept, and of the others where they end."""
LOOKS, RESTS = 50, 1e-7
"""Steps without noise from one look to the next for balls that rest: they move less than so many
radii a step, near a minimum, and are not walked on with."""

GOLDEN = np.pi * (3.0 - np.sqrt(5.0))
"""The angle from one seed of a sunflower to the next."""


def spread(centre: Array, radius: float) -> Array:
    """The starts (BALLS, 2): evenly over a disc, as the seeds of a sunflower."""
    k = np.arange(BALLS)
    r, angle = SPREAD * radius * np.sqrt((k + 0.5) / BALLS), GOLDEN * k
    return np.asarray(centre + np.stack([r * np.cos(angle), r * np.sin(angle)], axis=-1))


def usual_rate(surface: Surface) -> float:
    """A learning rate at which all valleys hold a ball; by the ground around, if these are flat."""
    sharpest = float(np.linalg.eigvalsh(surface.hessian(surface.minima)).max())
    if not sharpest > 0.0:
        sides = np.array(surface.view)
        starts = spread(sides.mean(axis=1), float(np.ptp(sides, axis=1).max()) / 2)
        bends = np.nan_to_num(np.linalg.eigvalsh(surface.hessian(starts)))
        sharpest = float(np.abs(bends).max()) or 1.0
    return SAFE / sharpest


@dataclass(frozen=True)
class Rain:
    """All balls at once, with noise of one size at first and then without.

    Attributes:
        size: of the noise, in the root mean square of the gradient at the starts.
        run: all balls side by side, in the repeat with the middle count.
        valleys: (BALLS,), which minimum each ends at; -1 where it ends at none.
        repeats: (REPEATS, BALLS), the same in every repeat, that one among them.
    """

    size: float
    run: Descent
    valleys: Indices
    repeats: Indices

    @property
    def paths(self) -> Array:
        """Of each ball, (steps + 1, BALLS, 2)."""
        return np.asarray(self.run.theta.reshape(len(self.run.theta), -1, 2))

    def ends_in(self, minima: Sequence[int]) -> int:
        """How many balls end at one of some minima."""
        return int(np.isin(self.valleys, minima).sum())

    def spread_in(self, minima: Sequence[int]) -> tuple[int, int]:
        """How many do in the repeat with the fewest, and in that with the most."""
        counts = np.isin(self.repeats, minima).sum(axis=-1)
        return int(counts.min()), int(counts.max())


@dataclass(frozen=True)
class Shaking:
    """What makes it rain: a landscape, starts and learning rate, how long it is noisy."""

    surface: Surface
    starts: Array
    radius: float
    """Of what is drawn."""
    rate: float
    steps: int
    """With noise."""
    seed: int

    @cached_property
    def steep(self) -> float:
        """The root mean square of the gradient's length at the starts."""
        gradients = self.surface.gradient(self.starts)
        return float(np.sqrt((gradients * gradients).sum(axis=-1).mean()))

    def _noise(self, size: float, repeat: int) -> tuple[Tilted, Indices]:
        """Of one size and repeat: tilts, the last one level, and which is whose step's."""
        many, seed, tilts = SideBySide(self.surface, BALLS), self.seed + repeat, DRAWS * self.steps
        noisy = Tilted(many, size * self.steep, n=tilts, seed=seed, level=1)
        return noisy, np.random.default_rng(seed).permutation(tilts)[: self.steps]

    def _walk(self, size: float, repeat: int) -> Descent | None:
        """The balls with noise of this size; None where one of them explodes."""
        rule, start = gradient_descent(self.rate), self.starts.reshape(-1)
        steps = self.steps + SETTLES
        if size:
            noisy, drawn = self._noise(size, repeat)
            quiet = np.full(SETTLES, noisy.n_samples - 1)
            batches = np.append(drawn, quiet)[:, None]
            run = descend(noisy, rule, start, steps, batches=batches, divergence_factor=FAR)
        else:
            many = SideBySide(self.surface, BALLS)
            run = descend(many, rule, start, steps, divergence_factor=FAR)
        return None if run.status == "diverged" else run

    def _ends(self, sizes: Sequence[float]) -> Array:
        """Where balls end with noise of each size, in each repeat, (sizes, REPEATS, BALLS, 2).

        Each repeat has the same draws for all sizes, so that these alone differ.  Where a ball
        explodes, its place is not finite.
        """
        noises = (self._noise(1.0, repeat) for repeat in range(REPEATS))
        draws = np.stack([noisy.tilts[drawn] for noisy, drawn in noises], axis=1)
        draws = draws.reshape(self.steps, REPEATS, BALLS, 2)
        scale = np.reshape(sizes, (-1, 1, 1, 1))
        theta = np.tile(self.starts, (len(sizes), REPEATS, 1, 1))
        with np.errstate(over="ignore", invalid="ignore"):
            for draw in draws:
                theta = theta - self.rate * (self.surface.gradient(theta) + scale * draw)
            ends = theta.reshape(-1, 2)
            walks = np.arange(len(ends))
            for _ in range(SETTLES // LOOKS):
                some = ends[walks]
                for _ in range(LOOKS):
                    step = self.rate * self.surface.gradient(some)
                    some = some - step
                ends[walks] = some
                moves = np.linalg.norm(step, axis=-1) > RESTS * self.radius
                walks = walks[moves | (self.valleys(some) < 0)]
        return ends.reshape(theta.shape)

    def valleys(self, places: Array) -> Indices:
        """Which minimum each of some places (..., 2) is at; -1 for none."""
        away = np.linalg.norm(places[..., None, :] - self.surface.minima, axis=-1)
        return np.asarray(np.where(away.min(axis=-1) <= NEAR * self.radius, away.argmin(-1), -1))

    def rains(self, deepest: Sequence[int]) -> list[Rain]:
        """With noise of each size, up to the largest with which none explodes, in no repeat.

        Of all repeats, that is walked whose count of balls at the ``deepest`` minima is the middle
        one.

        Raises:
            HyperparameterError: there is one that explodes without noise.
        """
        found = list[Rain]()
        for size, ends in zip(SIZES, self._ends(SIZES), strict=True):
            repeats = self.valleys(ends)
            counts = np.isin(repeats, deepest).sum(axis=-1)
            middle = int(np.argsort(counts, kind="stable")[REPEATS // 2])
            run = self._walk(size, middle) if np.isfinite(ends).all() else None
            if run is None:
                break
            repeats[middle] = valleys = self.valleys(run.theta[-1].reshape(-1, 2))
            found.append(Rain(size, run, valleys, repeats))
        if not found:
            raise HyperparameterError(
                f"learning_rate is {self.rate:g}; with it a ball explodes on {self.surface.name}: "
                "take a smaller one."
            )
        return found
