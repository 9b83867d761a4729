"""Where two bowls are compared: side by side, and then in lanes, one above the other."""

from __future__ import annotations

from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.theme import SIZES

NARROW_ONE, IN_SQUARE = (1.0, 1.9), (1.0, 1.4)
"""Heights of the lane of a bowl that is a knife edge, and of that below it; else they are equal."""
WORDS = 3.15
"""Width of the words left of a lane."""
UPRIGHT = 0.5, 0.8
"""Width of the first of two bowls side by side, in that of the other one, where it is a knife edge
that stands upright: in a frame that is wide, and in one that is not."""
HEAD = 0.86
"""Height of the words above a bowl, and above a lane where they have no room left of it."""
LINE = LEADING * SIZES.label
"""Height of a line about a bowl."""


class BowlSlots(NamedTuple):
    """The slots of one bowl."""

    title: Slot
    """Its name and its shape, above it where both are side by side."""
    words: Slot
    """What is told of it, left of its lane or above it."""
    grounds: tuple[Slot, Slot]
    """Its map, beside the other one and in its lane."""
    note: Slot
    """What is said below that of how it is drawn."""


def bowl_slots(
    layout: Layout, *, knife: bool, upright: bool, opens: tuple[bool, bool]
) -> tuple[BowlSlots, ...]:
    """Of the upper bowl, which may be a knife edge, and may be upright as it is; and of the lower.

    At the map of one that ``opens``, there is room to say how wide it is drawn.
    """
    body, gap = layout.body, layout.gap
    shares = IN_SQUARE if _is_square(layout) else NARROW_ONE
    lanes = body.rows(*(shares if knife else (1.0, 1.0)), gap=gap / 2)
    columns = body.shares(UPRIGHT[layout.narrow] if knife and upright else 1.0, 1.0, gap=gap)
    return tuple(
        _slots(layout, column, lane, opens=wide)
        for column, lane, wide in zip(columns, lanes, opens, strict=True)
    )


def _last_line(slot: Slot) -> Slot:
    return slot.inset(top=slot.height - LINE)


def _is_square(layout: Layout) -> bool:
    """Whether words have little room, and so has what stands below one another."""
    return layout.narrow and not layout.beside


def _slots(layout: Layout, column: Slot, lane: Slot, *, opens: bool) -> BowlSlots:
    title, first = column.inset(bottom=column.height - HEAD), column.inset(top=HEAD)
    if layout.narrow:
        words, ground = lane.inset(bottom=lane.height - HEAD), lane.inset(top=HEAD)
    else:
        words, ground = lane.inset(right=lane.width - WORDS), lane.inset(left=WORDS + layout.gap)
    return BowlSlots(title, words, (first, ground.inset(bottom=opens * LINE)), _last_line(ground))
