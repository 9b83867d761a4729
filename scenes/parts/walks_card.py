"""What walks that are compared have in common, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from manim import Group

from scenes.components.text.label import formula
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

APART = 0.5
"""More room between what is said than between its lines, in em."""


def add_walks_card(scene: AnyScene, slot: Slot, texts: Sequence[tuple[str, str]]) -> Part:
    """Formulas, each with its colour, below one another in the middle of a slot."""
    size = SIZES.small if scene.layout.narrow else SIZES.name
    blocks = [
        wrapped(text, slot.width, partial(formula, size=size, colour=colour))
        for text, colour in texts
    ]
    height = size * (LEADING * sum(map(len, blocks)) + APART * (len(blocks) - 1))
    baseline = float(slot.centre[1]) + height / 2 - size
    shown = Group()
    for block in blocks:
        for line in block:
            shown.add(line.put(slot.left, baseline))
            baseline -= LEADING * size
        baseline -= APART * size
    return scene.add_part(shown)
