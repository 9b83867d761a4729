"""Above the plot of a race: what its lines are."""

from __future__ import annotations

from functools import partial

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.race_key import baselines_above
from scenes.plans.race import ORDERS
from scenes.stage.scene import AnyScene
from scenes.theme import SIZES

ROWS = 2
"""Of the head of the plot, of which the first is its."""


class RaceLegend:
    """What stands above the plot.

    Args:
        scene: the scene it belongs to.
        slot: the slot that it begins.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.slot, theme, say = slot, scene.theme, scene.say
        self.size = SIZES.small if scene.layout.narrow else SIZES.formula
        self.baselines = baselines_above(slot, ROWS, self.size, narrow=scene.layout.narrow)
        make = partial(words, colour=theme.stochastic)
        (told,) = fitted(say("orders.mean", orders=ORDERS), slot.width, 1, self.size, make)
        self.many = scene.add_part(told.put(slot.left, self.baselines[0]))
        """What stands for many orders of the samples."""
