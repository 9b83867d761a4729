"""Places that a plot glides between, with its numbers and names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.layout import Slot
from scenes.stage.timeline import Animated


class Gliding:
    """A slot over time: ``where`` is the place among ``slots``, and between two of them on the way.

    Args:
        slots: the places, in order.
        first: index of the place where it begins.
    """

    def __init__(self, slots: Sequence[Slot], first: float = 0.0) -> None:
        self.slots, self.where = list(slots), Animated(first)

    def at(self, frame: float) -> Slot:
        """The slot at ``frame``."""
        return self.between(self.where.at(frame))

    def between(self, place: float) -> Slot:
        """The slot at a place, such as halfway between the first and the second at 0.5."""
        before = int(np.clip(place, 0, max(len(self.slots) - 2, 0)))
        after = min(before + 1, len(self.slots) - 1)
        ends = np.array([self.slots[before].extent, self.slots[after].extent])
        left, bottom, right, top = (ends[0] + (place - before) * (ends[1] - ends[0])).tolist()
        return Slot(left, bottom, right, top)
