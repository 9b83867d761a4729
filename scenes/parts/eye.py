"""From where to look at a surface, so that its ridges hide least of what there is to see."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from scenes.components.surface.domain import Domain
from scenes.components.surface.ridge import behind_ridge
from scenes.components.surface.view import View

Array = NDArray[np.float64]

TURNS = (0.0, 60.0, -60.0, 120.0, -120.0, 180.0)
"""By how much the eye may stand elsewhere, in degrees."""


def clear_turn(
    loss: Callable[[Array], Array],
    domain: Domain,
    eyes: Sequence[tuple[float, float]],
    first: Array,
    rest: Array,
) -> float:
    """By how much to turn all of the eyes, as little as possible.

    Args:
        loss: of the surface.
        domain: of it that is drawn.
        eyes: azimuths and elevations from which it is seen.
        first: places (n, 2) that are to be seen above all.
        rest: places (n, 2) of which as many as can be are.
    """

    def hidden(turn: float) -> tuple[int, int]:
        views = [View(azimuth + turn, elevation) for azimuth, elevation in eyes]
        above_all, others = (
            sum(int(behind_ridge(loss, domain, view, places).sum()) for view in views)
            for places in (first, rest)
        )
        return above_all, others

    return 0.0 if hidden(0.0) == (0, 0) else min(TURNS, key=hidden)
