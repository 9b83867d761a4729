"""What may be said of runs: words that are chosen from the losses that were computed.

They are given by their keys in the files of `scenes/words`.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Course = Literal["grows", "falls", "jumps", "rests"]

ROUNDING = 1e-14
"""Losses of data scaled to [-1, 1] that are nearer than this differ by rounding alone."""
LEAST_STEPS = 20
"""Steps from which on the last half of a run can show a level."""
DRIFT = 0.4
"""Most that the mean moves in the last half of a run on a level, in standard deviations."""
PROGRESS = 0.1
"""Share of the start's loss that a run must reach to be called quick or slow."""
FASTER = 2.0
"""How many times the work the slower of two runs needs for it, at least."""
NOISY = 0.01
"""Share of steps that go up from which on a run is called noisy."""
FLOOR_QUANTILES = (0.1, 0.9)


def course(loss: Array, *, diverged: bool = False) -> Course:
    """How a run ends, from its losses above the minimum (steps + 1,).

    "grows": it diverged, or ended above its start without having come to a level;
    "jumps": it keeps to a level, up and down; "falls": it ended below its start;
    "rests": it ended where it began.
    """
    if diverged:
        return "grows"
    if _is_level(loss):
        return "jumps"
    change = float(loss[-1] - loss[0])
    if abs(change) <= ROUNDING and float(np.ptp(loss)) <= ROUNDING:
        return "rests"
    return "grows" if change > 0.0 else "falls"


def noise_floor(loss: Array, *, diverged: bool = False) -> tuple[float, float] | None:
    """The band that four of five late steps lie in, for a run that keeps to a level."""
    if course(loss, diverged=diverged) != "jumps":
        return None
    low, high = np.quantile(loss[len(loss) // 2 :], FLOOR_QUANTILES)
    return float(low), float(high)


def floor_words(loss: Array, least: float, *, diverged: bool = False) -> str:
    """Of the noise floor: what the band is, or why there is none; ``least`` is the minimum's."""
    if least <= ROUNDING and not diverged:
        return "floor.exact"
    return f"floor.{course(loss, diverged=diverged)}"


def departure_words(name: str, *, diverged: bool) -> str:
    """What is said when a path has left the picture."""
    return f"left.{name}_diverged" if diverged else f"left.{name}"


def manners(
    losses: tuple[Array, Array], work: tuple[int, int], diverged: tuple[bool, bool]
) -> tuple[str, str]:
    """How each of two runs of equal work went, as in slow and steady, and quick and noisy.

    ``losses`` are above the minimum, a value a step; ``work`` is the evaluations a step.
    """
    took = [_progress(loss, each) for loss, each in zip(losses, work, strict=True)]
    told = []
    for own, other, loss, gone in zip(took, took[::-1], losses, diverged, strict=True):
        ends = course(loss, diverged=gone)
        if ends in ("grows", "rests"):
            told.append(f"manner.{ends}")
            continue
        pace = "quick_" if FASTER * own < other else "slow_" if FASTER * other < own else ""
        told.append(f"manner.{pace}{_texture(loss)}")
    return told[0], told[1]


def _progress(loss: Array, work: int) -> float:
    """Gradient evaluations until a run has made progress; infinite where it never does."""
    there = np.flatnonzero(loss <= PROGRESS * loss[0])
    return float(there[0]) * work if len(there) else np.inf


def _texture(loss: Array) -> str:
    rises = float(np.mean(np.diff(loss) > ROUNDING))
    return "noisy" if rises > NOISY else "steady"


def _is_level(loss: Array) -> bool:
    """Whether the last half of the steps goes up and down about one level."""
    if len(loss) <= LEAST_STEPS or _texture(loss) == "steady":
        return False
    late = loss[len(loss) // 2 :]
    if late.min() <= ROUNDING:
        return False
    powers = np.log10(late)
    before, after = np.array_split(powers, 2)
    return bool(abs(before.mean() - after.mean()) <= DRIFT * powers.std())
