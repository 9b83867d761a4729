"""Where two bowls are compared: in lanes, one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.parts.basin_view import ROOM
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
LENS, SHARE = 2.4, 0.52
"""Height of a lens about the ball in a trench, at most; and its share of what another bowl and it
have."""


class BowlSlots(NamedTuple):
    """The slots of one bowl."""

    words: Slot
    """What is told of it, left of its lane or above it."""
    whole: Slot
    """Where all of its map is seen first: as wide as the picture, below some words."""
    ground: Slot
    """Its map."""
    lens: Slot | None
    """What of that is seen larger; none where it is no trench."""
    ways: Slot
    """Right of that, for arrows of the parameters."""
    note: Slot
    """What is said below a lens."""


def bowl_slots(layout: Layout, ratios: Sequence[float]) -> tuple[BowlSlots, ...]:
    """Of the upper bowl and of the lower, which are equally long where there is room for it.

    The map of a trench is as wide as the picture; above it a lens, with room to say how large.

    Args:
        layout: of the picture.
        ratios: how many times as long as wide each bowl is.
    """
    body, gap, narrow = layout.body, layout.gap / 2, layout.narrow
    strips = [_strip(body, ratio) if ratio >= TRENCH else 0.0 for ratio in ratios]
    wide = [0.0 if strip else 1.0 / ratio for ratio, strip in zip(ratios, strips, strict=True)]
    about = [HEAD * narrow + (strip + LINE if strip else 2 * ROOM) for strip in strips]
    room = body.height - gap - sum(about)
    lens = min(LENS, room * (SHARE if any(wide) else 1 / len(wide)))
    about = [each + lens * (strip > 0.0) for each, strip in zip(about, strips, strict=True)]
    least, ground = LEAST * (not narrow), _slots(layout, body, 0.0).ground
    long = ground.width - 2 * ROOM
    if any(wide):
        long = min(long, (body.height - gap - sum(about)) / sum(wide))
    heights = [max(least, long * each + more) for each, more in zip(wide, about, strict=True)]
    lanes = body.rows(*heights, gap=gap)
    return tuple(_slots(layout, lane, strip) for lane, strip in zip(lanes, strips, strict=True))


def _strip(body: Slot, ratio: float) -> float:
    """Height of a trench that is as wide as the picture, with the room about it."""
    return (body.width - 2 * ROOM) / ratio + 2 * ROOM


def _slots(layout: Layout, lane: Slot, strip: float) -> BowlSlots:
    """Of a lane, at the foot of which a trench has a strip of such a height."""
    upper, foot = lane.inset(bottom=strip), lane.inset(top=lane.height - strip)
    if layout.narrow:
        words, ground = upper.inset(bottom=upper.height - HEAD), upper.inset(top=HEAD)
    else:
        words, ground = upper.inset(right=upper.width - WORDS), upper.inset(left=WORDS + layout.gap)
    ways, ground = ground.inset(left=ground.width - WAYS), ground.inset(right=WAYS)
    note, lens = ground.inset(top=ground.height - LINE), ground.inset(bottom=LINE)
    if not strip:
        return BowlSlots(words, ground, ground, None, ways, note)
    whole = lane.inset(top=HEAD if layout.narrow else UNDER)
    return BowlSlots(words, whole, foot, lens, ways, note)
