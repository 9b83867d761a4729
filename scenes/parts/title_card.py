"""The title of the film, as large as its slot lets it be."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.label import Label, words
from scenes.components.text.lines import SMALLER, STEPS, fitted
from scenes.layout import LEADING, Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

LARGE, SMALL = 2.4, 1.15
"""Sizes of the title and of what stands behind its colon, in that of titles."""
APART = 0.6
"""Between the two, where a rule stands, in the size of the first."""


def add_title_card(scene: AnyScene, slot: Slot) -> Part:
    """The lesson's title in the middle of a slot; what stands behind a colon, below and smaller.

    Both are as large as there is room for them.
    """
    for times in SMALLER ** np.arange(STEPS):
        lines, more = _set(scene, slot.width, float(times))
        steps = [LEADING * line.size for line in (*lines, *more)]
        apart = APART * float(lines[0].size) if more else 0.0
        if sum(steps) + apart <= slot.height:
            break
    level, middle = float(slot.centre[1]) + (sum(steps) + apart) / 2, float(slot.centre[0])
    rule = Dashes(scene.theme.batch, STROKES.thick, dash=0)
    for k, (line, step) in enumerate(zip((*lines, *more), steps, strict=True)):
        if more and k == len(lines):
            half = max(float(each.width) for each in lines) / 2
            rule.show(
                np.array([[middle - half, level - apart / 2], [middle + half, level - apart / 2]])
            )
            level -= apart
        level -= step
        line.put(middle, level + 0.3 * line.size, "centre")
    return scene.add_part(Group(rule, *lines, *more), layer=Layer.NAMES)


def _set(scene: AnyScene, most: float, times: float) -> tuple[list[Label], list[Label]]:
    """The lines of the title and of what stands behind its colon, none wider than ``most``."""
    first, _, second = scene.lesson.title.partition(": ")
    theme, size = scene.theme, times * SIZES.title
    make = partial(words, colour=theme.text, weight="semibold")
    lines = fitted(first, most, 2, LARGE * size, make)
    make = partial(words, colour=theme.quiet)
    return lines, fitted(second, most, 2, SMALL * size, make) if second else []
