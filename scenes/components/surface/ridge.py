"""What a surface hides from the eye, without drawing it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.components.surface.view import PERSPECTIVE, View
from scenes.plans.ground import Domain

SIGHTS, CLEARANCE = 60, 0.05
"""Places along a line of sight at which a ridge is looked for, and how far below it that must stay,
in radii of the surface, so that a ball is seen whole."""


def behind_ridge(
    loss: Callable[[Array], Array], domain: Domain, view: View, theta: Array
) -> NDArray[np.bool_]:
    """Which places (n, 2) on a surface it hides from the eye itself, without drawing it."""
    place = domain.world(theta, loss(theta))
    eye = view.eye
    share = np.linspace(2 * CLEARANCE / PERSPECTIVE, 1 / 2, SIGHTS)[:, None, None]
    sight = place + share * (eye - place)
    between = domain.theta(sight[..., :2])
    ridge = domain.world(between, loss(between))[..., 2]
    above_it = domain.within(sight[..., :2])
    return np.asarray((above_it & (ridge > sight[..., 2] - CLEARANCE)).any(axis=0))
