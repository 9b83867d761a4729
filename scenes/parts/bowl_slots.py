"""Where two bowls are compared: in lanes with words beside them, and then with a cell an axis."""

from __future__ import annotations

from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.theme import SIZES

NARROW_ONE, IN_SQUARE = (1.0, 1.75), (1.0, 1.4)
"""Heights of the lane of a bowl that is a knife edge, and of that below it; else they are equal."""
WORDS = 3.15
"""Width of the words left of a lane."""
HEAD = 0.86
"""Height of the words above a lane, where they have no room left of it."""
LINE = LEADING * SIZES.label
"""Height of a line about a bowl."""
CELLS, SQUARE_CELLS = (1.15, 1.0, 1.0), (0.8, 1.0, 1.0)
"""Widths of a bowl and of its axes beside it."""
ABOVE_CELLS = 0.86
"""Height of a bowl above its axes, in theirs."""


class BowlSlots(NamedTuple):
    """The slots of one bowl."""

    words: Slot
    """What is told of it, left of its lane or above it."""
    grounds: tuple[Slot, Slot]
    """Its map, in its lane and beside its axes or above them."""
    notes: tuple[Slot, Slot]
    """What is said of how it is drawn, below each of these; they have no height if it is not."""
    head: Slot
    """The line above the map with its axes."""
    cells: tuple[Slot, Slot]
    """Across it, and along it."""


def bowl_slots(layout: Layout, *, knife: bool, opens: tuple[bool, bool]) -> tuple[BowlSlots, ...]:
    """Of the upper bowl, which may be a knife edge, and of the lower one.

    Below the map of one that ``opens``, there is room to say how wide it is drawn.
    """
    body, gap = layout.body, layout.gap
    shares = IN_SQUARE if _is_square(layout) else NARROW_ONE
    lanes = body.rows(*(shares if knife else (1.0, 1.0)), gap=gap / 2)
    rows = body.inset(bottom=LINE).rows(1.0, 1.0, gap=gap if layout.beside else gap / 2)
    return tuple(
        _slots(layout, lane, row, wide) for lane, row, wide in zip(lanes, rows, opens, strict=True)
    )


def _is_square(layout: Layout) -> bool:
    """Whether words have little room, and so has what stands below one another."""
    return layout.narrow and not layout.beside


def _slots(layout: Layout, lane: Slot, row: Slot, wide: float) -> BowlSlots:
    gap, square = layout.gap, _is_square(layout)
    below = row.inset(top=LINE)
    if layout.narrow:
        words, ground = lane.inset(bottom=lane.height - HEAD), lane.inset(top=HEAD)
    else:
        words, ground = lane.inset(right=lane.width - WORDS), lane.inset(left=WORDS + gap)
    if layout.beside:
        map_, axes = below.rows(ABOVE_CELLS, 1.0, gap=0.0)
        across, along = axes.columns(2, gap)
    elif square:
        map_, across, along = below.shares(*SQUARE_CELLS, gap=gap / 2)
    else:
        map_, across, along = row.shares(*CELLS, gap=gap)
        map_ = map_.inset(top=LINE)
    rooms = wide * LINE, wide * LINE * (2 if square else 1)
    grounds = ground.inset(bottom=rooms[0]), map_.inset(bottom=rooms[1])
    notes = tuple(
        Slot(each.left, each.bottom - room, each.right, each.bottom)
        for each, room in zip(grounds, rooms, strict=True)
    )
    over = row if layout.narrow else map_
    head = Slot(over.left, map_.top, over.right, map_.top + LINE)
    return BowlSlots(words, grounds, (notes[0], notes[1]), head, (across, along))
