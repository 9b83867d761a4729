"""Where the bowl of two parameters, the data and the table of steps stand."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from scenes.layout import Layout, Slot

PANEL = 1.3
"""Where the panel begins that is a column."""
SQUARE = (1.1, 1.0)
"""Of the body's height in a square: the bowl, and the rest."""
NARROW, SIDES = 0.64, 0.14
"""Of the width, what the table has where the data stand beside it; and what is left on each side of
the data while they stand there alone."""
CORNER = 0.75
"""What the bowl leaves free in a square for the names of its directions, when it stands alone."""
LARGE = 0.84
"""Of the panel's height, the data while there is nothing but them and the floor."""
SHARES = 1.3, 3.75
"""Of the panel's height: the data, and the rule with the table."""


class GradientSlots(NamedTuple):
    """The slots, and the layout whose stage has the bowl."""

    layout: Layout
    alone: Slot
    """For the bowl while nothing stands beside it."""
    data: tuple[Slot, Slot]
    """Large beside the floor, and small above the table or beside it."""
    table: Slot


def gradient_slots(layout: Layout) -> GradientSlots:
    """In a column, the table stands below the data; else it stands beside them, below the bowl."""
    alone = layout.body
    if layout.words_share is not None:
        alone = alone.inset(left=CORNER)
        stage, panel = layout.body.rows(*SQUARE, gap=layout.gap)
        layout = replace(layout, stage=stage, panel=panel, headroom=0.0)
    panel, gap = layout.panel, layout.gap
    if layout.narrow:
        width = NARROW * (panel.width - gap)
        small, table = panel.inset(right=width + gap), panel.inset(left=panel.width - width)
        large = panel.inset(left=SIDES * panel.width, right=SIDES * panel.width)
        return GradientSlots(layout, alone, (large, small), table)
    layout = layout.with_wide_panel(PANEL)
    small, table = layout.panel.rows(*SHARES, gap=gap)
    large = layout.panel.inset(bottom=(1.0 - LARGE) * panel.height)
    return GradientSlots(layout, alone, (large, small), table)
