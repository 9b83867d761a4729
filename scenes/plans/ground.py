"""Which parameters are drawn of a loss, and how high its losses stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array

SAMPLED = 76
"""Rings of points at which the extremes of a loss are looked for."""
NARROWEST = 0.5
"""Width of the ground in its length, at least: of a narrower level set the sides stand higher."""
ALMOST = 0.95
"""From that width on, in its length, the ground is as good as round."""
AWRY = 6.0
"""Degrees that an eye on the ground is aside of where it is narrowest, at most."""
Shape = tuple[tuple[float, float], tuple[float, float]]
ROUND: Shape = ((1.0, 0.0), (0.0, 1.0))


def disc(rings: int, radius: float = 1.0) -> Array:
    """World points (n, 3) at height 0: the centre, then rings of 6, 12, 18, ... points."""
    ring = np.repeat(np.arange(1, rings + 1), 6 * np.arange(1, rings + 1))
    within = np.arange(len(ring)) - 3 * ring * (ring - 1)
    angle = 2 * np.pi * within / (6 * ring)
    around = np.stack([np.cos(angle), np.sin(angle), np.zeros(len(ring))], axis=-1)
    return np.concatenate([np.zeros((1, 3)), radius * (ring / rings)[:, None] * around])


@dataclass(frozen=True)
class Domain:
    """The parameters that are drawn, in an ellipse, and how a loss becomes a height.

    World coordinates: the long half of the ellipse is 1, and heights run from 0 at ``low`` to
    ``height`` at ``high``.

    Attributes:
        centre: its middle.
        radius: the long half of it, in parameters.
        low: the loss at height 0.
        high: the loss at the full height.
        height: that height, in radii.
        shape: symmetric matrix that takes the unit disc to the ground; of a disc, it is ROUND.
    """

    centre: tuple[float, float]
    radius: float
    low: float
    high: float
    height: float
    shape: Shape = ROUND

    def world(self, theta: Array, loss: Array) -> Array:
        """World coordinates (..., 3) of parameters (..., 2) at their losses (...)."""
        flat = (np.asarray(theta) - np.asarray(self.centre)) / self.radius
        lifted = (np.asarray(loss) - self.low) / (self.high - self.low) * self.height
        return np.concatenate([flat, lifted[..., None]], axis=-1)

    def ground(self, unit: Array) -> Array:
        """World x and y (..., 2) of places (..., 2) of the unit disc, whose edge is the rim."""
        return np.asarray(unit @ np.array(self.shape).T)

    def theta(self, flat: Array) -> Array:
        """Parameters (..., 2) at world x and y (..., 2)."""
        return np.asarray(np.asarray(self.centre) + self.radius * flat)

    def within(self, flat: Array) -> NDArray[np.bool_]:
        """Whether world x and y (..., 2) are those of the ground."""
        unit = np.asarray(flat) @ np.linalg.inv(np.array(self.shape)).T
        inside: NDArray[np.bool_] = np.hypot(unit[..., 0], unit[..., 1]) <= 1.0
        return inside

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) are drawn."""
        return self.within((np.asarray(theta) - np.asarray(self.centre)) / self.radius)

    def chord(self, normal: Array, away: float) -> tuple[Array, Array]:
        """Both ends (2,) of the straight line over the ground that is so far along a normal (2,).

        Beyond the rim they are one.
        """
        way = np.array(self.shape).T @ normal
        far = float(np.hypot(*way))
        share = min(away / far, 1.0)
        middle, half = share * way / far, np.sqrt(max(1.0 - share**2, 0.0))
        aside = half * np.array([-way[1], way[0]]) / far
        return self.ground(middle - aside), self.ground(middle + aside)

    def widened(self, times: float) -> Domain:
        """So many times as long and as wide, as seen from the same place; its colours go as far."""
        (a, b), (c, d) = (times * np.array(self.shape)).tolist()
        higher = times**2
        return replace(
            self,
            shape=((a, b), (c, d)),
            high=self.low + higher * (self.high - self.low),
            height=higher * self.height,
        )

    @property
    def reach(self) -> float:
        """How far from its middle the ground goes, in world coordinates."""
        return float(np.linalg.norm(np.array(self.shape), 2))

    def facing(self, azimuth: float, awry: float = AWRY) -> float:
        """The azimuth next to one from which the ground lies nearly across.

        From where it is narrowest, the eye is no more than ``awry`` aside: so what recedes is told
        from what rises.
        """
        halves, directions = np.linalg.eigh(np.array(self.shape))
        if halves[0] > ALMOST * halves[1]:
            return azimuth
        x, y = directions[:, 0].tolist()
        across = float(np.degrees(np.arctan2(y, x)))
        across += 180.0 * round((azimuth - across) / 180.0)
        return across + float(np.clip(azimuth - across, -awry, awry))

    def samples(self, rings: int) -> Array:
        """Parameters (n, 2) all over the ground, on so many rings."""
        return self.theta(self.ground(disc(rings)[:, :2]))


def fit_domain(
    loss: Callable[[Array], Array],
    centre: Array,
    radius: float,
    height: float,
    shape: Shape = ROUND,
) -> Domain:
    """The ground about ``centre``, with heights between the least and largest loss on it."""
    middle = float(centre[0]), float(centre[1])
    whole = Domain(middle, float(radius), 0.0, 1.0, height, shape)
    values = loss(whole.samples(SAMPLED))
    return replace(whole, low=float(values.min()), high=float(values.max()))


def level_domain(
    loss: Callable[[Array], Array],
    hessian: Array,
    minimum: Array,
    reached: Array,
    room: float,
    height: float,
) -> Domain:
    """The ground of a quadratic loss up to one level: its rim is as high all around.

    Where that would be narrower than NARROWEST, it is so wide in its length: it ends before that
    level at its ends, as far as it may, and else its sides stand higher.

    Args:
        loss: of parameters (..., 2).
        hessian: of it, (2, 2).
        minimum: where it is lowest, (2,).
        reached: parameters (n, 2) that all are on the ground.
        room: how many times as far from the lowest place as the level through the highest of these.
        height: of the rim, in radii.
    """
    curvatures, directions = np.linalg.eigh(hessian)
    away = np.asarray(reached) - minimum
    excess = float(np.einsum("ni,ij,nj->n", away, hessian, away).max())
    long, wide = (room * np.sqrt(excess / curvatures)).tolist()
    least = room * float(np.sqrt(2.0) * np.abs(away @ directions[:, 0]).max())
    long = max(min(long, wide / NARROWEST), min(long, least))
    halves = np.array([1.0, max(wide / long, NARROWEST)])
    (a, b), (c, d) = ((directions * halves) @ directions.T).tolist()
    return fit_domain(loss, minimum, long, height, ((a, b), (c, d)))


@dataclass(frozen=True)
class LaidDomain(Domain):
    """The ground of parameters that are turned, and may be stretched, before they are drawn.

    Attributes:
        laid: matrix that takes parameters to what the radius is measured in.
    """

    laid: Shape = ROUND

    def world(self, theta: Array, loss: Array) -> Array:
        """World coordinates (..., 3) of parameters (..., 2) at their losses (...)."""
        away = (np.asarray(theta) - np.asarray(self.centre)) @ np.array(self.laid).T
        return super().world(np.asarray(self.centre) + away, loss)

    def theta(self, flat: Array) -> Array:
        """Parameters (..., 2) at world x and y (..., 2)."""
        away = self.radius * np.asarray(flat) @ np.linalg.inv(np.array(self.laid)).T
        return np.asarray(np.asarray(self.centre) + away)

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) are drawn."""
        away = (np.asarray(theta) - np.asarray(self.centre)) @ np.array(self.laid).T
        return self.within(away / self.radius)


def laid_domain(
    loss: Callable[[Array], Array], centre: Array, laid: Array, halves: Array, height: float
) -> LaidDomain:
    """The ground about ``centre`` (2,), so long and so wide once it is laid, ``halves`` (2,)."""
    (a, b), (c, d) = np.asarray(laid, dtype=np.float64).tolist()
    long, wide = np.asarray(halves, dtype=np.float64).tolist()
    middle = float(centre[0]), float(centre[1])
    shape = (1.0, 0.0), (0.0, wide / long)
    whole = LaidDomain(middle, long, 0.0, 1.0, height, shape, ((a, b), (c, d)))
    values = loss(whole.samples(SAMPLED))
    return replace(whole, low=float(values.min()), high=float(values.max()))
