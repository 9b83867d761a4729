"""The small card that says, in plain words, what all that is compared has in common."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Group

from scenes.components.text.label import formula
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES


def add_card(scene: AnyScene, texts: Sequence[str]) -> tuple[Part, float]:
    """The card, and how much of the stage's height it takes; ``texts`` are formulas."""
    layout, quiet = scene.layout, scene.theme.quiet
    lines = [
        line
        for text in texts
        for line in wrapped(
            text, layout.stage.width, lambda code: formula(code, SIZES.small, quiet)
        )
    ]
    slot, end = layout.card(LEADING * SIZES.small * len(lines)), layout.card_end
    for line, baseline in zip(lines, slot.lines(len(lines), SIZES.small), strict=True):
        line.put(slot.right if end == "right" else slot.left, baseline, end)
    return scene.add_part(Group(*lines)), max(0.0, layout.stage.top - slot.bottom)
