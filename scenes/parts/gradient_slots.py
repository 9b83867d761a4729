"""Where the bowl of two parameters, the data and the table of steps stand."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from scenes.components.plot.axes import plot_area
from scenes.layout import Layout, Slot

PANEL = 1.2
"""Where the panel begins that is a column."""
SQUARE = (1.1, 1.0)
"""Of the body's height in a square: the bowl, and the rest."""
SHORT, UP = (3.0, 1.0), 0.45
"""Of the column's height: the data while the gradient stands below them, and the rest; and how far
up in that it stands.
"""
SIDES = 0.14
"""Of the width, what is left on each side of the data below a bowl that is not as wide as that.
"""


class GradientSlots(NamedTuple):
    """The slots, and the layout whose stage has the bowl."""

    layout: Layout
    map: Slot
    """For the bowl while it is a map: its stage or, where that is low, all of the body."""
    data: Slot
    table: Slot
    """In the place of the data."""
    short: Slot
    """For the data while the gradient stands below them, if they are beside the bowl."""
    figures: Slot
    """For the gradient: below the data or, where they are below the bowl, at its foot."""

    @property
    def beside(self) -> bool:
        """Whether the map leaves room for the data, and for the table."""
        return self.map == self.layout.stage


def _shaped_like(slot: Slot, room: Slot) -> Slot:
    """The largest slot in a room, at its upper left, whose plot has the shape of that in a slot."""
    shape, most = plot_area(slot), plot_area(room)
    times = min(most.width / shape.width, most.height / shape.height)
    width, height = times * shape.width, times * shape.height
    return room.inset(bottom=most.height - height, right=most.width - width)


def gradient_slots(layout: Layout) -> GradientSlots:
    """Data and table stand beside the bowl by turns, or below it where it is narrow."""
    if not layout.narrow:
        layout = layout.with_wide_panel(PANEL)
        panel = layout.panel
        short, rest = panel.rows(*SHORT, gap=layout.gap)
        figures = rest.inset(bottom=UP * rest.height)
        short = _shaped_like(panel, short)
        return GradientSlots(layout, layout.stage, panel, panel, short, figures)
    whole = layout.stage
    if layout.words_share is not None:
        whole = layout.body
        stage, panel = layout.body.rows(*SQUARE, gap=layout.gap)
        layout = replace(layout, stage=stage, panel=panel, headroom=0.0)
    panel = layout.panel
    sides = 0.0 if layout.beside else SIDES * panel.width
    data = panel.inset(left=sides, right=sides)
    return GradientSlots(layout, whole, data, panel, data, layout.stage)
