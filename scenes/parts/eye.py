"""From where to look at a surface, so that its ridges hide least of what there is to see."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from scenes.components.surface.ridge import behind_ridge
from scenes.components.surface.view import View
from scenes.plans.ground import Domain

Array = NDArray[np.float64]
Eye = tuple[float, float]
"""Azimuth and elevation, in degrees."""


def clearest(
    loss: Callable[[Array], Array],
    domain: Domain,
    choices: Sequence[Sequence[Eye]],
    first: Array,
    rest: Array,
) -> int:
    """Which of some choices of eyes to take: the first one that hides least.

    Args:
        loss: of the surface.
        domain: of it that is drawn.
        choices: the eyes of each.
        first: places (n, 2) that are to be seen above all.
        rest: places (n, 2) of which as many as can be are.
    """

    def hidden(eyes: Sequence[Eye]) -> tuple[int, int]:
        views = [View(*eye) for eye in eyes]
        above_all, others = (
            sum(int(behind_ridge(loss, domain, view, places).sum()) for view in views)
            for places in (first, rest)
        )
        return above_all, others

    if hidden(choices[0]) == (0, 0):
        return 0
    counts = [hidden(eyes) for eyes in choices]
    return counts.index(min(counts))
