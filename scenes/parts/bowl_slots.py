"""Where two bowls are compared: in lanes, one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.parts.basin_view import OPEN, ROOM
from scenes.plans.scaling import TRENCH
from scenes.theme import SIZES

WORDS, LEAST = 4.4, 1.9
"""Width of the words left of a lane, and the height that they need."""
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


def bowl_slots(layout: Layout, ratios: Sequence[float]) -> tuple[BowlSlots, ...]:
    """Of the upper bowl and of the lower, which are equally long where there is room for it.

    At the map of a trench, which is drawn wider, there is room to say how wide.

    Args:
        layout: of the picture.
        ratios: how many times as long as wide each bowl is.
    """
    body, gap, opens = layout.body, layout.gap / 2, [ratio >= TRENCH for ratio in ratios]
    wide = [1.0 / (OPEN if each else ratio) for ratio, each in zip(ratios, opens, strict=True)]
    about = [2 * ROOM + HEAD * layout.narrow + LINE * each for each in opens]
    (ground, *_), least = (_slots(layout, body, opens=False)[2:], LEAST * (not layout.narrow))
    long = min(ground.width - 2 * ROOM, (body.height - gap - sum(about)) / sum(wide))
    heights = [max(least, long * each + more) for each, more in zip(wide, about, strict=True)]
    lanes = body.rows(*heights, gap=gap)
    return tuple(_slots(layout, lane, opens=each) for lane, each in zip(lanes, opens, strict=True))


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
