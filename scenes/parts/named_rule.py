"""The rule alone, as large as there is room, and what its symbols are called."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.update_rule import update_rule
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

TALL, MIDDLE = 1.25, 0.22
"""Height of the rule, and from its baseline to its middle, in em."""
OVER, UNDER = 1.0, 0.56
"""From the rule's baseline up and down to the lines over and under its symbols, in em."""
STEM = 0.34
"""Length of the line from the symbol that is named above, in em."""
APART = 0.16
"""From such a line to a name."""
DEEP, HIGH = 0.25, 0.75
"""Of a name, how far it reaches below its baseline and above, in em."""
LARGEST = 0.42
"""Size of a name, in that of the rule, at most."""
KEYS = "poster.parameters", "poster.rate", "summary.gradient"
"""What they are called, from left to right."""
ABOVE = 1
"""Which of them is named above: its symbol is narrow, and between two others."""


def fitted_rule(scene: AnyScene, slot: Slot, largest: float) -> Label:
    """The rule in the middle of a slot, as large as that, or so large at most."""
    label = update_rule(scene.say, scene.theme, 1.0).put(0.0, 0.0)
    width = float(label.width)
    size = min(largest, slot.width / width, slot.height / TALL)
    x, y = slot.centre.tolist()
    return label.sized(size, x - width * size / 2, y - MIDDLE * size)


class NamedRule:
    """The rule, and names that may come later: parameters, learning rate and gradient.

    Args:
        scene: the scene they belong to.
        slot: the slot in the middle of which it stands.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, self.slot = scene, slot
        self.label = fitted_rule(scene, slot, math.inf)
        self.part = scene.add_part(self.label, layer=Layer.GROUND)
        theme = scene.theme
        hues = theme.text, theme.rate, theme.gradient
        labels = [
            self._name(k, key, hue) for k, (key, hue) in enumerate(zip(KEYS, hues, strict=True))
        ]
        size = min(label.size for label in labels)
        self.names = [
            self._add_name(k, words(label.text, size, hue, "semibold"), hue)
            for k, (label, hue) in enumerate(zip(labels, hues, strict=True))
        ]
        """What its symbols are called, each with a line below or above these."""

    def _symbols(self, k: int) -> tuple[float, float]:
        """Ends of the symbols of one colour; of the first, without the sign that ends them."""
        places = np.concatenate(self.label.runs[k].outlines()[: -1 if k == 0 else None])
        return float(places[:, 0].min()), float(places[:, 0].max())

    @property
    def _rule_size(self) -> float:
        return self.label.size * self.label.scaled

    def _name(self, k: int, key: str, hue: str) -> Label:
        """What symbols are called, no wider than these unless it stands above."""
        left, right = self._symbols(k)
        most = self.slot.width / 2 if k == ABOVE else right - left
        usual = SIZES.caption if self.scene.layout.narrow else LARGEST * self._rule_size
        make = partial(words, colour=hue, weight="semibold")
        (name,) = fitted(self.scene.say(key), most, 1, usual, make)
        return name

    def _add_name(self, k: int, name: Label, hue: str) -> Part:
        """A name in the middle of its symbols, and the line between: upright where it is above.

        A level line close over a symbol would be a part of it.
        """
        (left, right), above = self._symbols(k), k == ABOVE
        level = self.label.baseline + (OVER if above else -UNDER) * self._rule_size
        half = float(name.width) / 2
        middle = float(np.clip((left + right) / 2, self.slot.left + half, self.slot.right - half))
        away = APART + DEEP * name.size if above else -APART - HIGH * name.size
        line = Dashes(hue, STROKES.curve, dash=0)
        middle_of = (left + right) / 2
        ends = [[middle_of, level - STEM * self._rule_size], [middle_of, level]]
        line.show(np.array(ends if above else [[left, level], [right, level]]))
        return self.scene.add_part(Group(line, name.put(middle, level + away, "centre")))
