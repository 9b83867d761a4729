"""Where the parts of the summary stand while it builds itself, in each shape of the frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.layout import Layout, Slot

SHAPE, SLENDER = 1.3, 1.7
"""Height of the ingredients while they are alone, in their width; in a square, of kinds, too."""
BESIDE = 1.0, 1.0
"""Widths in a wide frame of the ring of the cycle, and of the rule beside it."""
BREATH = 0.15
"""Above that ring and below it, and below the kinds in a wide frame."""
BELOW = 3.6, 1.0
"""Heights in others of that ring, and of the rule below it."""
OWN, TALLEST = (2.45, 1.0), 2.0
"""Heights of ingredients and rule once they have the body to themselves; and of the ingredients, in
their width, at most."""
FIRST, EVEN, HIGH = (1.35, 1.0), (1.05, 1.0), (4.6, 1.0)
"""Heights in a tall frame of the first ingredient and of the others, which are side by side, alone
and above the rule; and of all of them, and the rule below."""


class SummarySlots(NamedTuple):
    """The slots of each part, for the beats in which it moves, in order."""

    ingredients: list[Sequence[Slot]]
    """Three each time: alone, and above the rule."""
    rule: Sequence[Slot]
    """With the cycle, and below the ingredients."""
    cycle: Slot
    kinds: Sequence[Slot]
    limit: Slot


def summary_slots(layout: Layout) -> SummarySlots:
    """Those of a layout."""
    body, gap = layout.body, layout.gap
    tall = body.height > body.width
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
        pictures, below = body.rows(*HIGH, gap=gap)
        cells: Sequence[Slot] = _one_above(pictures, EVEN, gap)
    else:
        alone = _shaped(columns, SLENDER if layout.narrow else SHAPE)
        kinds = alone if layout.narrow else [each.inset(bottom=BREATH) for each in columns]
        cells, below = _own(body, gap)
    return SummarySlots([alone, cells], [rule, below], cycle, kinds, body)


def _own(body: Slot, gap: float) -> tuple[Sequence[Slot], Slot]:
    """Ingredients and the rule below them, in the middle of the body."""
    height = min(body.height, TALLEST * body.width / 3 * sum(OWN) / OWN[0])
    free = (body.height - height) / 2
    upper, rule = body.inset(bottom=free, top=free).rows(*OWN, gap=gap)
    return upper.columns(3, gap), rule


def _one_above(slot: Slot, heights: tuple[float, float], gap: float) -> list[Slot]:
    """One, and two side by side below it."""
    upper, lower = slot.rows(*heights, gap=gap)
    return [upper, *lower.columns(2, gap)]


def _shaped(slots: Sequence[Slot], shape: float = SHAPE) -> list[Slot]:
    """Those in the middle that have the shape of a picture, its height in its width."""
    free = max(0.0, slots[0].height - shape * slots[0].width) / 2
    return [slot.inset(bottom=free, top=free) for slot in slots]
