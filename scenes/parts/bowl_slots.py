"""Where two bowls are compared: side by side, in lanes, and then in a table of their two ways.

Each bowl is in one row from the lanes on: the upper one stays above the other.
"""

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
TABLE, IN_SQUARE_TABLE = (1.5, 1.0, 1.0), (1.25, 1.0, 1.0)
"""Widths of a map and of the lines of its two ways beside it."""
MAPS = 0.45
"""Height of a map above these lines, in theirs, where there is no room beside it."""
HIGH = 2.4
"""Height of these at most."""


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
    ways: tuple[Slot, Slot]
    """Beside it or below it: along, and left of that across."""
    named: bool
    """Whether the ways are named above their lines, as in the first row of a table."""


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
        _slots(layout, column, lane, cells, opens=wide, named=layout.beside or k == 0)
        for k, (column, lane, cells, wide) in enumerate(
            zip(columns, lanes, _table(layout), opens, strict=True)
        )
    )


def _table(layout: Layout) -> list[tuple[Slot, ...]]:
    """Of each bowl its map and the lines of its ways: across, and along."""
    gap, body = layout.gap, layout.body.inset(bottom=LINE)
    if layout.beside:
        cells = [row.rows(MAPS, 1.0, gap=gap / 2) for row in body.rows(1.0, 1.0, gap=gap / 2)]
        return [(map_, *way.columns(2, gap)) for map_, way in cells]
    rows = body.inset(top=LINE).rows(1.0, 1.0, gap=gap / 2)
    shares = IN_SQUARE_TABLE if _is_square(layout) else TABLE
    return [row.shares(*shares, gap=gap) for row in rows]


def _first_line(slot: Slot) -> Slot:
    return slot.inset(bottom=slot.height - LINE)


def _last_line(slot: Slot) -> Slot:
    return slot.inset(top=slot.height - LINE)


def _is_square(layout: Layout) -> bool:
    """Whether words have little room, and so has what stands below one another."""
    return layout.narrow and not layout.beside


def _slots(
    layout: Layout,
    column: Slot,
    lane: Slot,
    cells: tuple[Slot, ...],
    *,
    opens: bool,
    named: bool,
) -> BowlSlots:
    title, first = column.inset(bottom=column.height - HEAD), column.inset(top=HEAD)
    if layout.narrow:
        words, ground = lane.inset(bottom=lane.height - HEAD), lane.inset(top=HEAD)
    else:
        words, ground = lane.inset(right=lane.width - WORDS), lane.inset(left=WORDS + layout.gap)
    map_, across, along = cells
    spare, above = max(0.0, along.height - HIGH) / 2, LINE * (named and not layout.beside)
    map_ = map_.inset(top=-above)
    ways = (
        along.inset(bottom=spare, top=spare - above),
        across.inset(bottom=spare, top=spare - above),
    )
    room, small, head = opens * LINE, map_.inset(top=LINE), _first_line(map_)
    if layout.beside:
        head, note = head.columns(2, layout.gap)
    else:
        small, note = small.inset(bottom=room), _last_line(small)
    grounds, notes = (first, ground.inset(bottom=room), small), (_last_line(ground), note)
    return BowlSlots(title, words, grounds, notes, head, ways, named)
