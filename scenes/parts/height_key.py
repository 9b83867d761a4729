"""What the height of a bowl says: words behind an arrow that points up, over the bowl."""

from __future__ import annotations

import numpy as np
from manim import Group

from scenes.components.path.arrow import StraightArrow
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

BELOW, ABOVE, BESIDE = 0.3, 1.1, 0.7
"""From the words' baseline down and up to the arrow's ends, and from it to the words, in em."""


def add_height_key(scene: AnyScene, slot: Slot, text: str) -> Part:
    """An arrow that points up, and words, at the upper left of a slot."""
    size = SIZES.small if scene.layout.narrow else SIZES.label
    quiet, baseline = scene.theme.quiet, slot.block_lines(1)[0]
    x = slot.left + BESIDE * size / 2
    arrow = StraightArrow(quiet, scene.theme)
    arrow.show(np.array([x, baseline - BELOW * size]), np.array([x, baseline + ABOVE * size]))
    name = words(text, size, quiet).put(x + BESIDE * size, baseline)
    return scene.add_part(Group(arrow, name), layer=Layer.NAMES)
