"""The title of the film, as large as its slot lets it be."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.label import Align, Label, words
from scenes.components.text.lines import SMALLER, STEPS, fitted
from scenes.layout import LEADING, Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

LARGE, SMALL = 2.4, 1.15
"""Sizes of the title and of what stands behind its colon, in that of titles."""
TIGHT = 1.02
"""From one line of the title to the next, in its size."""
APART = 0.6
"""Between the two, where a rule stands, in the size of the first."""


def add_title_card(scene: AnyScene, slot: Slot) -> Part:
    """The lesson's title halfway up a slot; what stands behind a colon, below and smaller.

    Both are as large as there is room for them; flush left beside a picture, and in the middle
    where a picture stands above them.
    """
    for times in SMALLER ** np.arange(STEPS):
        lines, more = _set(scene, slot.width, float(times))
        steps = [TIGHT * line.size for line in lines] + [LEADING * line.size for line in more]
        apart = APART * float(lines[0].size) if more else 0.0
        if sum(steps) + apart <= slot.height:
            break
    level, wide = (
        float(slot.centre[1]) + (sum(steps) + apart) / 2,
        max(line.width for line in lines),
    )
    middle = float(slot.centre[0])
    align: Align = "centre" if scene.layout.narrow else "left"
    left = slot.left if align == "left" else middle - wide / 2
    rule = Dashes(scene.theme.batch, STROKES.thick, dash=0)
    for k, (line, step) in enumerate(zip((*lines, *more), steps, strict=True)):
        if more and k == len(lines):
            at = level - apart / 2
            rule.show(np.array([[left, at], [left + wide, at]]))
            level -= apart
        level -= step
        line.put(left if align == "left" else middle, level + 0.3 * line.size, align)
    return scene.add_part(Group(rule, *lines, *more), layer=Layer.NAMES)


def _set(scene: AnyScene, most: float, times: float) -> tuple[list[Label], list[Label]]:
    """The lines of the title and of what stands behind its colon, none wider than ``most``."""
    first, _, second = scene.lesson.title.partition(": ")
    theme, size = scene.theme, times * SIZES.title
    make = partial(words, colour=theme.text, weight="semibold")
    lines = fitted(first, most, 2, LARGE * size, make)
    make = partial(words, colour=theme.quiet)
    return lines, fitted(second, most, 2, SMALL * size, make) if second else []
