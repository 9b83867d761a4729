"""Where the bowl of two parameters, the data and the table of steps stand."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from scenes.layout import Layout, Slot

PANEL = 1.2
"""Where the panel begins that is a column."""
SQUARE = (1.1, 1.0)
"""Of the body's height in a square: the bowl, and the rest."""
SIDES = 0.14
"""Of the width, what is left on each side of the data where they stand below the bowl."""
ABOVE, SHAPE = (0.84, 2.0), 1.6
"""Of the panel's height, the data above the table, and this; and their width, in their height."""
ASIDE, SQUARER = 0.27, 1.2
"""Of the width, the data beside the bowl where that stands above the table; and their width there,
in their height."""
CLEAR, LOWER = 0.8, 0.55
"""How far the bowl keeps from the right for them; and from above, in a frame that is tall."""


class GradientSlots(NamedTuple):
    """The slots, and the layout whose stage has the bowl."""

    layout: Layout
    map: Slot
    """For the bowl while it is a map: its stage or, where that is low, all of the body."""
    aside: Slot
    """For the bowl while the table stands beside it, or below."""
    near: Slot
    """For what is seen of it from near then."""
    data: Slot
    small: Slot
    """For the data above the table, or beside the bowl above that."""
    symbols: Slot | None
    """Beside the data, for what symbols are; None where they stand beside the rule."""
    table: Slot

    @property
    def beside(self) -> bool:
        """Whether the map leaves room for the data."""
        return self.map == self.layout.stage

    @property
    def moves(self) -> bool:
        """Whether what is seen from near stands elsewhere than the map."""
        return self.near != self.map


def gradient_slots(layout: Layout) -> GradientSlots:
    """Data and table stand beside the bowl by turns, or below it where it is narrow."""
    whole = layout.body if layout.words_share is not None else layout.stage
    if layout.words_share is not None:
        stage, panel = layout.body.rows(*SQUARE, gap=layout.gap)
        layout = replace(layout, stage=stage, panel=panel, headroom=0.0)
    if layout.narrow:
        panel = layout.panel
        data = panel.inset(left=SIDES * panel.width, right=SIDES * panel.width)
        stage, width = layout.stage, ASIDE * layout.stage.width
        small = stage.inset(left=stage.width - width, bottom=stage.height - width / SQUARER)
        aside = stage.inset(right=CLEAR, top=LOWER * layout.beside)
        near = stage.inset(right=width + 2 * layout.gap)
        return GradientSlots(layout, whole, aside, near, data, small, None, panel)
    layout = layout.with_wide_panel(PANEL)
    small, table = layout.panel.rows(*ABOVE, gap=layout.gap)
    width = SHAPE * small.height
    symbols = small.inset(left=width + layout.gap)
    small = small.inset(right=small.width - width)
    stage = layout.stage
    return GradientSlots(layout, stage, stage, stage, layout.panel, small, symbols, table)
