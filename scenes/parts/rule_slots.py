"""Where the ravine of several rules, their costs, the data and what explains them stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from scenes.layout import Layout, Slot

COLUMN, NARROW = 0.7, 0.66
"""Width of the ravine and the costs in that of all, where the rest stands beside them."""
LEFT, RIGHT = (0.86, 1.14), (1.2, 0.95, 1.25)
"""Heights of the ravine and of the costs below it; of the data, the key and the steps of knobs."""
TALL, ROW = (1.0, 1.35, 0.85), (1.6, 1.0, 1.1)
"""Heights of all three below one another, and widths of what is in the last of them."""
STEPS = (1.0, 0.8)
"""Heights of the steps of knobs and of a rule below them, where the costs are later."""
FORMULA = 0.8
"""Height of a rule above a plot, where there is no room beside it."""


class RuleSlots(NamedTuple):
    """The slots; of what grows or goes elsewhere there are two, the first one first."""

    ravine: Slot
    data: tuple[Slot, Slot]
    along: Slot
    """For a plot while one rule is explained."""
    momentum: Slot
    """For that rule."""
    knobs: tuple[Slot, Slot]
    adam: Slot
    """For the rule that these are of."""
    card: Slot
    key: Slot
    costs: Slot


def rule_slots(layout: Layout) -> RuleSlots:
    """Those of a shape of the frame."""
    body, gap = layout.body, layout.gap
    if layout.beside:
        ravine, plot, row = body.rows(*TALL, gap=gap)
        data, key, knobs = _across(row, ROW, gap)
        large = replace(data, right=knobs.right)
    else:
        width = NARROW if layout.narrow else COLUMN
        left, right = _across(body, (width, 1.0 - width), gap)
        ravine, plot = left.rows(*LEFT, gap=gap)
        data, key, knobs = right.rows(*RIGHT, gap=gap)
        large = replace(data, bottom=key.bottom)
    above, below = plot.inset(bottom=plot.height - FORMULA), plot.inset(top=FORMULA)
    first, rest = plot.rows(*STEPS, gap=gap)
    return RuleSlots(
        ravine=ravine,
        data=(large, data),
        along=below if layout.narrow else plot,
        momentum=above if layout.narrow else knobs,
        knobs=(first, knobs),
        adam=rest,
        card=replace(plot, right=body.right) if layout.narrow else plot,
        key=key,
        costs=plot,
    )


def _across(slot: Slot, shares: Sequence[float], gap: float) -> list[Slot]:
    """Columns with widths in proportion to ``shares``."""
    free, left, found = slot.width - gap * (len(shares) - 1), slot.left, []
    for share in shares:
        width = free * share / sum(shares)
        found.append(Slot(left, slot.bottom, left + width, slot.top))
        left += width + gap
    return found
