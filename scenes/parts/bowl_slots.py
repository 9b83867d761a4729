"""Where two bowls are compared: side by side, in lanes, and then with a cell for their axes."""

from __future__ import annotations

from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.theme import SIZES

NARROW_ONE, IN_SQUARE = (1.0, 1.75), (1.0, 1.4)
"""Heights of the lane of a bowl that is a knife edge, and of that below it; else they are equal."""
WORDS = 3.15
"""Width of the words left of a lane."""
UPRIGHT = 0.62, 0.8
"""Width of the first of two bowls side by side, in that of the other one, where it is a knife edge
that stands upright: in a frame that is wide, and in one that is not."""
HEAD = 0.86
"""Height of the words above a bowl, and above a lane where they have no room left of it."""
LINE = LEADING * SIZES.label
"""Height of a line about a bowl."""
CELLS, SQUARE_CELLS = (1.0, 1.35), (1.0, 1.5)
"""Widths of a bowl and of its axes beside it."""
ABOVE_CELL = 0.72
"""Height of a bowl above its axes, in theirs."""


class BowlSlots(NamedTuple):
    """The slots of one bowl."""

    title: Slot
    """Its name and its shape, above it where both are side by side."""
    words: Slot
    """What is told of it, left of its lane or above it."""
    grounds: tuple[Slot, Slot, Slot]
    """Its map, beside the other one, in its lane, and beside its axes or above them."""
    notes: tuple[Slot, Slot]
    """What is said of how it is drawn, below the last two; they have no height if it is not."""
    head: Slot
    """The line above the map with its axes."""
    cell: Slot
    """Its axes."""


def bowl_slots(
    layout: Layout, *, knife: bool, upright: bool, opens: tuple[bool, bool]
) -> tuple[BowlSlots, ...]:
    """Of the upper bowl, which may be a knife edge, and may be upright as it is; and of the lower.

    Below the map of one that ``opens``, there is room to say how wide it is drawn.
    """
    body, gap = layout.body, layout.gap
    shares = IN_SQUARE if _is_square(layout) else NARROW_ONE
    lanes = body.rows(*(shares if knife else (1.0, 1.0)), gap=gap / 2)
    columns = body.shares(UPRIGHT[layout.narrow] if knife and upright else 1.0, 1.0, gap=gap)
    rows = body.inset(bottom=LINE).rows(1.0, 1.0, gap=gap if layout.beside else gap / 2)
    return tuple(
        _slots(layout, column, lane, row, wide)
        for column, lane, row, wide in zip(columns, lanes, rows, opens, strict=True)
    )


def _is_square(layout: Layout) -> bool:
    """Whether words have little room, and so has what stands below one another."""
    return layout.narrow and not layout.beside


def _slots(layout: Layout, column: Slot, lane: Slot, row: Slot, wide: float) -> BowlSlots:
    gap, square = layout.gap, _is_square(layout)
    title, first = column.inset(bottom=column.height - HEAD), column.inset(top=HEAD)
    if layout.narrow:
        words, ground = lane.inset(bottom=lane.height - HEAD), lane.inset(top=HEAD)
    else:
        words, ground = lane.inset(right=lane.width - WORDS), lane.inset(left=WORDS + gap)
    below = row.inset(top=LINE)
    if layout.beside:
        map_, cell = below.rows(ABOVE_CELL, 1.0, gap=0.0)
    elif square:
        map_, cell = below.shares(*SQUARE_CELLS, gap=gap)
    else:
        map_, cell = row.shares(*CELLS, gap=2 * gap)
        map_ = map_.inset(top=LINE)
    rooms = wide * LINE, wide * LINE * (2 if square else 1)
    lane_, small = ground.inset(bottom=rooms[0]), map_.inset(bottom=rooms[1])
    notes = tuple(
        Slot(each.left, each.bottom - room, each.right, each.bottom)
        for each, room in zip((lane_, small), rooms, strict=True)
    )
    over = row if layout.narrow else map_
    head = Slot(over.left, map_.top, over.right, map_.top + LINE)
    return BowlSlots(title, words, (first, lane_, small), (notes[0], notes[1]), head, cell)
