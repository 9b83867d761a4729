"""Rows above the plot of a race: what its lines are."""

from __future__ import annotations

from functools import partial

from scenes.components.text.label import words
from scenes.components.text.lines import SizedMake, fitted
from scenes.layout import Slot
from scenes.parts.race_key import baselines_above
from scenes.plans.race import ORDERS
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

ROWS = 2


class RaceLegend:
    """What stands above the plot.

    Args:
        scene: the scene it belongs to.
        slot: the slot that it begins.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, self.slot, theme, say = scene, slot, scene.theme, scene.say
        self.size = SIZES.small if scene.layout.narrow else SIZES.formula
        self.baselines = baselines_above(slot, ROWS, self.size, narrow=scene.layout.narrow)
        told = say("orders.mean", orders=ORDERS)
        self.many = self.add(0, told, partial(words, colour=theme.stochastic))
        """What stands for many orders of the samples."""

    def add(self, row: int, text: str, make: SizedMake) -> Part:
        """Words in a row."""
        (label,) = fitted(text, self.slot.width, 1, self.size, make)
        return self.scene.add_part(label.put(self.slot.left, self.baselines[row]))
