"""Where the ravine of several rules, the data and what explains them stand."""

from __future__ import annotations

from typing import NamedTuple

from scenes.layout import Layout, Slot
from scenes.theme import SIZES

FREE, TALL_FREE = 0.08, 0.4
"""Of the body's height, what is left free below a ravine that has the picture."""
BELOW, NARROW, TALL = (1.15, 1.0), (1.0, 1.1), (1.0, 1.1, 0.75)
"""Heights of the ravine and of what stands below it; where it is narrow; and where the plot is a
row of its own."""
COLUMNS, SQUARE = 0.67, 0.6
"""Width of a plot in that of all, beside the data."""
RACE, TALL_RACE = (3.6, 1.0), (1.9, 1.0)
"""Heights of the ravine in a race, and of the key below it."""
FORMULA, TWO_LINES = 0.36, 0.70
"""Height of a rule above its plot; where it is narrow it may go on to a second line."""
NOTE = 2.4
"""Height of a line below what is alone in the picture, in em."""


class RuleSlots(NamedTuple):
    """The slots; the ravine has several, in order."""

    ravine: tuple[Slot, Slot, Slot]
    """Alone, above a plot, and in a race."""
    data: Slot
    plot: Slot
    """For a plot while one rule is explained."""
    rule: Slot
    """For that rule."""
    card: Slot
    key: Slot
    turn: Slot
    """For the ravine in its true shape, and below it a line."""
    note: Slot


def rule_slots(layout: Layout) -> RuleSlots:
    """Those of a shape of the frame."""
    body, gap = layout.body, layout.gap
    if layout.beside:
        above, plot, data = body.rows(*TALL, gap=gap)
        card = Slot(plot.left, data.bottom, plot.right, plot.top)
    else:
        above, card = body.rows(*(NARROW if layout.narrow else BELOW), gap=gap)
        edge = card.left + (SQUARE if layout.narrow else COLUMNS) * card.width
        top = TWO_LINES if layout.narrow else 0.0
        plot, data = (
            card.inset(right=card.right - edge),
            card.inset(left=edge - card.left + gap, top=top),
        )
    free = (TALL_FREE if layout.beside else FREE) * body.height
    large, key = body.rows(*(TALL_RACE if layout.beside else RACE), gap=gap / 2)
    note = NOTE * SIZES.label
    return RuleSlots(
        ravine=(body.inset(bottom=free), above, large),
        data=data,
        plot=plot.inset(top=TWO_LINES if layout.narrow else FORMULA),
        rule=card if layout.narrow else plot,
        card=card,
        key=key,
        turn=body.inset(bottom=note),
        note=body.inset(top=body.height - note),
    )
