"""Where the parts of the summary stand while it builds itself, in each shape of the frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.layout import Layout, Slot

SHAPE, SLENDER = 1.25, 1.7
"""Height of the ingredients and of kinds while they are alone, in their width; and in a square."""
MAP = 1.12
"""Height of a kind in a wide frame, in its width: its map then has the shape that it had before."""
BESIDE = 1.0, 1.0
"""Widths in a wide frame of the ring of the cycle, and of the rule beside it."""
BREATH = 0.15
"""Above that ring and below it."""
BELOW = 3.6, 1.0
"""Heights in others of that ring, and of the rule below it."""
OWN, TALLEST = (2.15, 1.0), 2.0
"""Heights of ingredients and rule once they have the page to themselves; and of the ingredients, in
their width, at most."""
FIRST, HIGH = (1.35, 1.0), (4.6, 1.0)
"""Heights in a tall frame of the first ingredient and of the others, which are side by side; and of
all of them, and the rule below."""


class SummarySlots(NamedTuple):
    """The slots of each part, for the beats in which it moves, in order."""

    ingredients: list[Sequence[Slot]]
    """Three each time: alone, and above the rule."""
    rule: Sequence[Slot]
    """With the cycle, and below the ingredients."""
    cycle: Slot
    kinds: Sequence[Slot]
    limit: Slot


def summary_slots(layout: Layout, page: Slot) -> SummarySlots:
    """Those of a page, which is the body with what the title leaves."""
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
        alone, kinds = _one_above(body, gap), body.rows(1.0, 1.0, 1.0, gap=gap)
        pictures, below = page.rows(*HIGH, gap=gap)
        cells: Sequence[Slot] = _one_above(pictures, gap)
    else:
        alone = _shaped(columns, SLENDER if layout.narrow else SHAPE)
        kinds = (
            alone
            if layout.narrow
            else [each.inset(bottom=max(0.0, each.height - MAP * each.width)) for each in columns]
        )
        cells, below = _own(page, gap)
    return SummarySlots([alone, cells], [rule, below], cycle, kinds, body)


def _own(page: Slot, gap: float) -> tuple[Sequence[Slot], Slot]:
    """Ingredients and the rule below them, in the middle of the page."""
    height = min(page.height, TALLEST * page.width / 3 * sum(OWN) / OWN[0])
    free = (page.height - height) / 2
    upper, rule = page.inset(bottom=free, top=free).rows(*OWN, gap=0.0)
    return upper.columns(3, gap), rule


def _one_above(slot: Slot, gap: float) -> list[Slot]:
    """One, and two side by side below it."""
    upper, lower = slot.rows(*FIRST, gap=gap)
    return [upper, *lower.columns(2, gap)]


def _shaped(slots: Sequence[Slot], shape: float = SHAPE) -> list[Slot]:
    """Those in the middle that have the shape of a picture, its height in its width."""
    free = max(0.0, slots[0].height - shape * slots[0].width) / 2
    return [slot.inset(bottom=free, top=free) for slot in slots]
