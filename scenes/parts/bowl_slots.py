"""Where two bowls are compared: side by side, in lanes, and then in a table of their two ways."""

from __future__ import annotations

from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.theme import SIZES

NARROW_ONE, IN_SQUARE = (1.0, 1.75), (1.0, 1.4)
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
MAPS = 0.9
"""Height of the maps above their lines, in that of these."""
HIGH = 2.4
"""Height of these at most."""
NOTE = 2.9
"""Width of what is said of how a map is drawn, right of its name."""


class BowlSlots(NamedTuple):
    """The slots of one bowl."""

    title: Slot
    """Its name and its shape, above it where both are side by side."""
    words: Slot
    """What is told of it, left of its lane or above it."""
    grounds: tuple[Slot, Slot, Slot]
    """Its map, beside the other one, in its lane, and above the lines of its ways."""
    notes: tuple[Slot, Slot]
    """What is said of how it is drawn in the last two: below these, or right of its name."""
    head: Slot
    """The line above that map."""
    way: Slot
    """Below it: along, or across."""


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
    halves = layout.body.inset(bottom=LINE).columns(2, gap=2 * gap)
    table = [half.rows(MAPS, 1.0, gap=gap / 2) for half in halves]
    return tuple(
        _slots(layout, column, lane, cells, opens=wide)
        for column, lane, cells, wide in zip(columns, lanes, table, opens, strict=True)
    )


def _first_line(slot: Slot) -> Slot:
    return slot.inset(bottom=slot.height - LINE)


def _last_line(slot: Slot) -> Slot:
    return slot.inset(top=slot.height - LINE)


def _is_square(layout: Layout) -> bool:
    """Whether words have little room, and so has what stands below one another."""
    return layout.narrow and not layout.beside


def _slots(
    layout: Layout, column: Slot, lane: Slot, cells: tuple[Slot, ...], *, opens: bool
) -> BowlSlots:
    title, first = column.inset(bottom=column.height - HEAD), column.inset(top=HEAD)
    if layout.narrow:
        words, ground = lane.inset(bottom=lane.height - HEAD), lane.inset(top=HEAD)
    else:
        words, ground = lane.inset(right=lane.width - WORDS), lane.inset(left=WORDS + layout.gap)
    map_, way = cells
    spare = max(0.0, way.height - HIGH) / 2
    room, head = opens * LINE, _first_line(map_)
    level, small = ground.inset(bottom=room), map_.inset(top=LINE)
    if layout.narrow:
        small, note = small.inset(bottom=room), _last_line(small)
    else:
        note = head.inset(left=head.width - NOTE)
        head = head.inset(right=opens * (NOTE + layout.gap))
    grounds, notes = (first, level, small), (_last_line(ground), note)
    return BowlSlots(title, words, grounds, notes, head, way.inset(bottom=spare, top=spare))
