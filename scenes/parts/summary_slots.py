"""Where the parts of the summary stand while it builds itself, in each shape of the frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from scenes.layout import Layout, Slot

SHAPE, SLENDER = 1.3, 1.7
"""Height of the ingredients while they are alone, in their width; in a square, of kinds, too."""
BESIDE = 1.0, 1.0
"""Widths in a wide frame of the ring of the cycle, and of the rule beside it."""
BREATH = 0.15
"""Above that ring and below it, below the kinds in a wide frame, and below those pictures."""
BELOW = 3.6, 1.0
"""Heights in others of that ring, and of the rule below it."""
FIRST = 1.35, 1.0
"""Heights in a tall frame of the first ingredient and of the others, which are side by side."""
LAST, SQUARE, UNDER = (1.8, 1.0), (1.45, 1.0), (1.2, 1.0)
"""Widths of the line that was found and of the bowl beside it, in a wide frame and in a square; in
a tall one, their heights."""
RAISED = 0.5
"""How far above the foot of the body what is told of that bowl stands beside the line."""
VALLEYS = 1.25, 1.0
"""Heights in a tall frame of the valleys, and of what new data say."""


SAID = 1.75, 1.0
"""Heights of the rule alone with its names, and of the pictures below it."""


class SummarySlots(NamedTuple):
    """The slots of each part."""

    ingredients: Sequence[Slot]
    """Three."""
    rule: Sequence[Slot]
    """With the cycle, and alone."""
    small: Sequence[Slot]
    """Of the pictures below it then, in the order of its symbols."""
    cycle: Slot
    kinds: Sequence[Slot]
    limit: Slot
    beyond: Sequence[Slot]
    """Of the valleys, and of what new data say."""
    found: Sequence[Slot]
    """Of the line, and of the bowl, above the foot."""


def summary_slots(layout: Layout, foot: float) -> SummarySlots:
    """Those of a layout, the last ones above a foot so high."""
    body, gap = layout.body, layout.gap
    tall, above = body.height > body.width, body.inset(bottom=foot)
    columns: Sequence[Slot] = body.columns(3, gap)
    alone: Sequence[Slot]
    kinds: Sequence[Slot]
    if layout.narrow:
        cycle, rule = body.rows(*BELOW, gap=gap)
    else:
        cycle, rule = body.shares(*BESIDE, gap=2 * gap)
        cycle = cycle.inset(top=BREATH, bottom=BREATH)
    if tall:
        alone, kinds = _one_above(body, FIRST, gap), body.rows(1.0, 1.0, 1.0, gap=gap)
        beyond, found = body.rows(*VALLEYS, gap=gap), above.rows(*UNDER, gap=gap)
    else:
        alone = _shaped(columns, SLENDER if layout.narrow else SHAPE)
        kinds = alone if layout.narrow else [each.inset(bottom=BREATH) for each in columns]
        beyond = body.columns(2, gap) if layout.narrow else _beside(layout)
        line, bowl = above.shares(*(SQUARE if layout.narrow else LAST), gap=gap)
        found = line, bowl.inset(bottom=RAISED)
    said, below = body.rows(*SAID, gap=gap)
    return SummarySlots(
        alone,
        [rule, said],
        below.inset(bottom=BREATH).columns(3, gap),
        cycle,
        kinds,
        body,
        beyond,
        found,
    )


def _beside(layout: Layout) -> tuple[Slot, Slot]:
    """As wide as stage and panel, and as high as the body."""
    body, stage, panel = layout.body, layout.stage, layout.panel
    return replace(body, right=stage.right), replace(body, left=panel.left)


def _one_above(slot: Slot, heights: tuple[float, float], gap: float) -> list[Slot]:
    """One, and two side by side below it."""
    upper, lower = slot.rows(*heights, gap=gap)
    return [upper, *lower.columns(2, gap)]


def _shaped(slots: Sequence[Slot], shape: float) -> list[Slot]:
    """Those in the middle that have the shape of a picture, its height in its width."""
    free = max(0.0, slots[0].height - shape * slots[0].width) / 2
    return [slot.inset(bottom=free, top=free) for slot in slots]
