"""Where the parts of the summary stand while it builds itself, in each shape of the frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.layout import Layout, Slot

SHAPE, SLENDER = 1.25, 1.7
"""Height of the ingredients and of kinds while they are alone, in their width; and in a square."""
PICTURES = 2.05, 1.0
"""Heights in a wide frame of the ingredients, and of the rule below them with its ties."""
FOOT = 0.25
"""How much of the rule's height the cycle ends above its foot: its last word is in line with it."""
TALL, SQUARE = (2.2, 1.05, 3.15), (2.75, 1.15, 2.45)
"""The same heights in a tall frame and in a square, and that of the cycle below these."""
OWN, TALLEST = (2.15, 1.0), 2.0
"""Heights of ingredients and rule once they have the page to themselves; and of the ingredients, in
their width, at most."""
NAME = 0.6
"""Of an ingredient, how high its name is with what is below it."""
FIRST = 1.35, 1.0
"""Heights in a tall frame of the first ingredient while they are alone, and of the others, which
are side by side."""


class SummarySlots(NamedTuple):
    """The slots of each part, for the beats in which it moves, in order."""

    ingredients: list[Sequence[Slot]]
    """Three each time: alone; with the cycle; as names above the rule; and with their pictures."""
    rule: Sequence[Slot]
    """With the cycle, below names, and below pictures."""
    cycle: Sequence[Slot]
    kinds: Sequence[Slot]
    limit: Slot


def summary_slots(layout: Layout, page: Slot) -> SummarySlots:
    """Those of a page, which is the body with what the title leaves."""
    ingredients, rule, cycle, kinds = (_narrow if layout.narrow else _wide)(layout, page)
    names, pictures = _own(page, layout.gap)
    return SummarySlots(
        [*ingredients, names[0], pictures[0]],
        [rule, names[1], pictures[1]],
        [cycle],
        kinds,
        page if layout.narrow else layout.body,
    )


Stood = tuple[Sequence[Slot], Slot]
"""Ingredients, and the rule below them."""
Begun = tuple[list[Sequence[Slot]], Slot, Slot, Sequence[Slot]]
"""Ingredients, alone and with the cycle; the rule with it; the cycle; and the kinds."""


def _own(page: Slot, gap: float) -> tuple[Stood, Stood]:
    """The rule with names in the middle of the page; and all of it filled by pictures, too."""
    height = min(page.height, TALLEST * page.width / 3 * sum(OWN) / OWN[0])
    free = (page.height - height) / 2
    upper, rule = page.inset(bottom=free, top=free).rows(*OWN, gap=0.0)
    cells = upper.columns(3, gap)
    up = float(page.centre[1]) - (rule.bottom + rule.top + NAME) / 2
    raised = [_moved(cell, up) for cell in cells]
    return (raised, _moved(rule, up)), (cells, rule)


def _moved(slot: Slot, up: float) -> Slot:
    """So far above where it was."""
    return slot.inset(bottom=up, top=-up)


def _wide(layout: Layout, page: Slot) -> Begun:
    """Four columns, below the title: ingredients with the rule below them, and the cycle."""
    del page
    gap, body = layout.gap, layout.body
    first, _, last, beside = body.columns(4, gap)
    spine = Slot(first.left, body.bottom, last.right, body.top)
    pictures, rule = spine.rows(*PICTURES, gap=0.0)
    ingredients = [_shaped(body.columns(3, gap)), pictures.columns(3, gap)]
    return ingredients, rule, beside.inset(bottom=FOOT * rule.height), body.columns(3, gap)


def _narrow(layout: Layout, page: Slot) -> Begun:
    """Ingredients, rule, and the cycle, which has all that is below."""
    gap, tall = layout.gap, layout.body.height > layout.body.width
    cells, rule, cycle = page.rows(*(TALL if tall else SQUARE), gap=gap / 3)
    alone: Sequence[Slot]
    kinds: Sequence[Slot]
    if tall:
        upper, lower = layout.body.rows(*FIRST, gap=gap)
        alone, kinds = [upper, *lower.columns(2, gap)], page.rows(1.0, 1.0, 1.0, gap=gap)
    else:
        alone, kinds = (_shaped(all_of.columns(3, gap), SLENDER) for all_of in (layout.body, page))
    return [alone, cells.columns(3, gap)], rule, cycle, kinds


def _shaped(slots: Sequence[Slot], shape: float = SHAPE) -> list[Slot]:
    """Those in the middle that have the shape of a picture, its height in its width."""
    free = max(0.0, slots[0].height - shape * slots[0].width) / 2
    return [slot.inset(bottom=free, top=free) for slot in slots]
