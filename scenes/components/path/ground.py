"""What paths, balls and arrows lie on."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Array
from scenes.layout import Slot


class Ground(Protocol):
    """What a path lies on: a surface seen by an eye, or a flat map."""

    slot: Slot
    corner: float
    """Radius of the slot's corners: what lies on the ground is cut off there, as the ground is."""
    flat: bool
    """Whether a straight line of parameters is straight in the picture."""
    from_above: bool
    """Whether it is seen from straight above: what is in the air over it is over its place."""

    @property
    def view(self) -> Hashable:
        """What decides where things on it are seen: equal views, equal places."""
        ...

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates and depth (..., 3)."""
        ...

    def hidden(self, projected: Array) -> NDArray[np.bool_]:
        """Which projected points lie behind the surface."""
        ...

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Which parameters (..., 2) lie in the picture."""
        ...

    def render(self, pixels: float) -> None:
        """Bring the picture that ``hidden`` looks at up to date."""
        ...
