"""Where two bowls are compared: in lanes, one above the other, or side by side if one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.parts.basin_view import ROOM
from scenes.parts.basin_words import TALL, name_size
from scenes.theme import SIZES

THIN = 20.0
"""How many times as long as wide a bowl is at least that is as wide as the picture, with a lens:
one that is broader would hardly be magnified."""
WORDS, LEAST = 4.4, 1.9
"""Width of the words left of a lane, and the height that they need."""
UNDER = 1.0
"""From the top of a lane to a bowl in it that is as wide as the picture, below the words."""
HEAD = 0.86
"""Height of the words above a lane where they have no room left of it."""
ASIDE, BELOW = 3.0, 0.55
"""Width of the words left of a bowl that stands below the other; its share of the height of both
there."""
COLUMN, BROADEST = 3.35, 0.75
"""Width of the column of a bowl that stands right of the other, at least, but in a square; and how
broad its slot is at most, in its height."""
RAISED, NARROW_GAP = 0.6, 0.6
"""In a square: how high arrows stand beside such a bowl, in its height, and the room between both
columns, in that between others."""
UNDER_WORDS = 0.18
"""From words down to what they stand above."""
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
    """Where all of its map is seen first, below some words."""
    beyond: Slot
    """The same with what is left and right of it, to where it may go on before."""
    ground: Slot
    """Its map."""
    lens: Slot | None
    """What of that is seen larger; none where it is broad enough."""
    ways: Slot | None
    """Right of that, for arrows of the parameters; none where the other bowl's serve both."""
    note: Slot
    """What is said below a lens."""
    stacked: bool
    """Whether there is room for its words below one another."""


def bowl_slots(
    layout: Layout, ratios: Sequence[float], *, stands: bool = False
) -> tuple[BowlSlots, ...]:
    """Of the upper bowl and of the lower, which are equally long where there is room for it.

    The map of a thin trench is as wide as the picture; above it a lens, with room to say how large.

    Args:
        layout: of the picture.
        ratios: how many times as long as wide each bowl is.
        stands: whether the second one stands upright: beside the first, or below it.
    """
    if stands:
        return _beside(layout, *ratios)
    body, gap, narrow = layout.body, layout.gap / 2, layout.narrow
    strips = [_strip(body, ratio) if ratio >= THIN else 0.0 for ratio in ratios]
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
    return body.width / ratio + 2 * ROOM


def _slots(layout: Layout, lane: Slot, strip: float) -> BowlSlots:
    """Of a lane, at the foot of which a trench has a strip of such a height."""
    upper, foot = lane.inset(bottom=strip), lane.inset(top=lane.height - strip)
    if layout.narrow:
        words, ground = upper.inset(bottom=upper.height - HEAD), upper.inset(top=HEAD)
    else:
        words, ground = upper.inset(right=upper.width - WORDS), upper.inset(left=WORDS + layout.gap)
    ways, ground = ground.inset(left=ground.width - WAYS), ground.inset(right=WAYS)
    note, lens = ground.inset(top=ground.height - LINE), ground.inset(bottom=LINE)
    stacked = not layout.narrow
    if not strip:
        beyond = layout.across(ground)
        return BowlSlots(words, ground, beyond, ground, None, ways, note, stacked)
    whole = lane.inset(top=HEAD if layout.narrow else UNDER)
    return BowlSlots(words, whole, layout.across(whole), foot, lens, ways, note, stacked)


def _beside(layout: Layout, lying: float, standing: float) -> tuple[BowlSlots, BowlSlots]:
    """Of one that lies and one that stands: right of the other, or below it in a tall picture.

    Each has its words above it, but for one that stands below the other, which has them beside it.
    The map of a trench is at the foot of its column or, in a square, of the picture.
    """
    body, strip = layout.body, _strip(layout.body, lying) if lying >= THIN else 0.0
    words = TALL * name_size(narrow=layout.narrow)
    top = words + UNDER_WORDS
    if layout.beside:
        least = top + strip + LINE * (strip > 0.0) + 2 * ROOM
        tall = BELOW * (body.height - least - layout.gap)
        own, lower = body.rows(body.height - layout.gap - tall, tall, gap=layout.gap)
        told, ground = lower.inset(right=lower.width - ASIDE), lower.inset(left=ASIDE, right=WAYS)
        ways = lower.inset(left=lower.width - WAYS)
        foot, own = own.inset(top=own.height - strip), own.inset(bottom=strip)
    else:
        foot, own = body.inset(top=body.height - strip), body
        if layout.narrow:
            own = body.inset(bottom=strip)
        high = own.height - top
        broad = min((high - 2 * ROOM) / standing + 2 * ROOM, BROADEST * high)
        column = max(broad + WAYS, layout.stage.width if layout.narrow else COLUMN)
        right = own.inset(left=own.width - column)
        own = own.inset(right=column + layout.gap * (NARROW_GAP if layout.narrow else 1.0))
        if not layout.narrow:
            foot = own.inset(top=own.height - _strip(own, lying))
            own = own.inset(bottom=foot.height * (strip > 0.0))
        told, ground = right.inset(bottom=right.height - words), right.inset(top=top)
        ways = ground.inset(left=broad - ROOM, bottom=RAISED * ground.height * layout.narrow)
        ground = ground.inset(left=-ROOM, right=column - broad + ROOM)
        ways = replace(ways, right=ways.left + WAYS)
    ways = replace(ways, bottom=ways.bottom + ROOM, top=ways.bottom + ROOM + WAYS)
    return (
        _lying(own.inset(bottom=own.height - words), own.inset(top=top), foot if strip else None),
        BowlSlots(told, ground, ground, ground, None, ways, ground, stacked=True),
    )


def _lying(words: Slot, rest: Slot, foot: Slot | None) -> BowlSlots:
    """Of one whose map or, of a trench at the ``foot``, whose lens has the ``rest``.

    All of a trench is first seen through the lens.
    """
    words, ways = words.inset(right=WAYS + UNDER_WORDS), words.inset(left=words.width - WAYS)
    if foot is None:
        return BowlSlots(words, rest, rest, rest, None, ways, rest, stacked=True)
    note, lens = rest.inset(top=rest.height - LINE), rest.inset(bottom=LINE)
    within, foot = lens.inset(left=ROOM, right=ROOM), foot.inset(left=-ROOM, right=-ROOM)
    return BowlSlots(words, lens, within, foot, lens, ways, note, stacked=True)
