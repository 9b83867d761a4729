"""What the line and the band of a plot are that stand for many orders of the samples."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.plot.ribbon import Swatch
from scenes.components.text.label import words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.race import ORDERS
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES

SAMPLE = 0.40
"""Length of the line before a name."""
APART = 0.25
"""Between two rows, in em."""


def add_legend(scene: AnyScene, slot: Slot) -> list[Part]:
    """A row each for the mean of many orders, and where most of these are, from the top."""
    colour = scene.theme.stochastic
    size = SIZES.small if scene.layout.narrow else SIZES.label
    left, top = slot.left, slot.top - size
    rows = []
    for key, width in (("mean", STROKES.thick), ("most", 0.0)):
        text = scene.say(f"orders.{key}", orders=ORDERS)
        room = slot.width - SAMPLE - size / 2
        make = partial(words, size=size, colour=scene.theme.text)
        middle = top + 0.3 * size
        half = SAMPLE / 4
        band = Swatch(Slot(left, middle - half, left + SAMPLE, middle + half), colour)
        shown = Group(_line(left, middle, width, colour) if width else band)
        for line in wrapped(text, room, make):
            shown.add(line.put(left + SAMPLE + size / 2, top))
            top -= LEADING * size
        top -= APART * size
        rows.append(scene.add_part(shown))
    return rows


def _line(left: float, middle: float, width: float, colour: str) -> Dashes:
    line = Dashes(colour, width, dash=0)
    line.show(np.array([[left, middle], [left + SAMPLE, middle]]))
    return line
