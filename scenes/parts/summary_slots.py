"""Where the parts of the summary stand while it builds itself, in each shape of the frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.layout import Layout, Slot

SHAPE, SLENDER = 1.08, 1.7
"""Height of the pictures of ingredients and kinds while they are alone, in their width; and that of
kinds in a square."""
UPPER = 1.45, 1.0
"""Heights in a wide frame: what the rule is in the middle of, and the row below that."""
PICTURES = (1.55, 1.0), (2.1, 1.0)
"""Heights there of the ingredients, and of the rule below them with its ties: while these are
alone, and on the page, where the rule is smaller."""
FOOT = 0.36
"""How much of the rule's height the cycle ends above its foot: its last word is in line with it."""
ROWS = 1.95, 1.05, 1.6, 1.75
"""Heights in a tall frame: ingredients; rule; cycle and limit; kinds."""
SQUARE, LIMIT = (1.9, 1.15, 0.82, 2.25), 1.35
"""The same in a square: ingredients; rule; cycle; kinds and limit, and how wide that is, in the
width of a kind."""
FIRST = 1.35, 1.0
"""Heights of the first ingredient while they are alone, and of the others, side by side."""


class SummarySlots(NamedTuple):
    """The slots of each part, for the beats in which it moves, the last in its cell."""

    ingredients: list[Sequence[Slot]]
    """Three each time."""
    rule: Sequence[Slot]
    cycle: Sequence[Slot]
    kinds: Sequence[Slot]
    limit: Slot
    large_kinds: Sequence[Slot]
    """Where they are while they are alone."""
    large_limit: Slot


def summary_slots(layout: Layout, page: Slot) -> SummarySlots:
    """Those of a page, which is the body with what the title leaves."""
    return _narrow(layout, page) if layout.narrow else _wide(layout, page)


def _wide(layout: Layout, page: Slot) -> SummarySlots:
    """Four columns: kinds and limit stand below ingredients and cycle.

    While parts are alone, they are below the title.
    """
    gap = layout.gap
    upper, lower = page.rows(*UPPER, gap=gap)
    *kinds, limit = lower.columns(4, gap)
    ingredients: list[Sequence[Slot]] = [_shaped(layout.body.columns(3, gap))]
    rule, cycle = [], []
    for area, heights in zip((layout.body, upper), PICTURES, strict=True):
        first, _, last, beside = area.columns(4, gap)
        spine = Slot(first.left, area.bottom, last.right, area.top)
        pictures, below = spine.rows(*heights, gap=0.0)
        ingredients.append(pictures.columns(3, gap))
        rule.append(below)
        cycle.append(beside.inset(bottom=FOOT * below.height))
    return SummarySlots(
        ingredients,
        rule,
        cycle,
        kinds,
        limit,
        layout.body.columns(3, gap),
        layout.body,
    )


def _narrow(layout: Layout, page: Slot) -> SummarySlots:
    """Ingredients, rule, and what is below; the cycle has all of that first."""
    gap, tall = layout.gap, layout.body.height > layout.body.width
    rows = page.rows(*(ROWS if tall else SQUARE), gap=gap / 3)
    upper, lower = layout.body.rows(*FIRST, gap=gap)
    kinds: Sequence[Slot]
    if tall:
        cycle, limit = rows[2].columns(2, gap)
        kinds = rows[3].columns(3, gap)
    else:
        cycle = rows[2]
        *kinds, limit = rows[3].shares(1.0, 1.0, 1.0, LIMIT, gap=2 * gap / 3)
    return SummarySlots(
        [[upper, *lower.columns(2, gap)], rows[0].columns(3, gap)],
        [rows[1]],
        [page.inset(top=page.top - rows[2].top), cycle],
        kinds,
        limit,
        page.rows(1.0, 1.0, 1.0, gap=gap) if tall else _shaped(page.columns(3, gap), SLENDER),
        page,
    )


def _shaped(slots: Sequence[Slot], shape: float = SHAPE) -> list[Slot]:
    """Those in the middle that have the shape of a picture, its height in its width."""
    free = max(0.0, slots[0].height - shape * slots[0].width) / 2
    return [slot.inset(bottom=free, top=free) for slot in slots]
