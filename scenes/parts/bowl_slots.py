"""Where two bowls are compared: in lanes, one above the other."""

from __future__ import annotations

from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.theme import SIZES

LANES = 1.0, 1.25
"""Heights of the lane of a bowl that is a trench, and of that below it; else they are equal."""
WORDS = 3.15
"""Width of the words left of a lane."""
UNDER = 1.0
"""From the top of a lane to a bowl in it that is as wide as the picture, below the words."""
HEAD = 0.86
"""Height of the words above a lane where they have no room left of it."""
WAYS = 0.95
"""Width of arrows of the parameters right of a bowl."""
LINE = LEADING * SIZES.label
"""Height of a line about a bowl."""


class BowlSlots(NamedTuple):
    """The slots of one bowl."""

    words: Slot
    """What is told of it, left of its lane or above it."""
    whole: Slot
    """Its map as it is, where it is then drawn wider: as wide as the picture, below some words."""
    ground: Slot
    """Its map."""
    ways: Slot
    """Right of that, for arrows of the parameters."""
    note: Slot
    """What is said below that of how it is drawn."""


def bowl_slots(layout: Layout, opens: tuple[bool, bool]) -> tuple[BowlSlots, ...]:
    """Of the upper bowl and of the lower.

    At the map of one that ``opens``, there is room to say how wide it is drawn.
    """
    lanes = layout.body.rows(*(LANES if opens[0] else (1.0, 1.0)), gap=layout.gap / 2)
    return tuple(_slots(layout, lane, opens=wide) for lane, wide in zip(lanes, opens, strict=True))


def _slots(layout: Layout, lane: Slot, *, opens: bool) -> BowlSlots:
    if layout.narrow:
        words, ground = lane.inset(bottom=lane.height - HEAD), lane.inset(top=HEAD)
    else:
        words, ground = lane.inset(right=lane.width - WORDS), lane.inset(left=WORDS + layout.gap)
    note, ground = ground.inset(top=ground.height - LINE), ground.inset(bottom=opens * LINE)
    ways, ground = ground.inset(left=ground.width - WAYS), ground.inset(right=WAYS)
    note = note.inset(right=WAYS)
    whole = lane.inset(top=UNDER) if opens and not layout.narrow else ground
    return BowlSlots(words, whole, ground, ways, note)
