"""Where two bowls are compared: in lanes, one above the other, or side by side if one stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.parts.basin_view import ROOM
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
ASIDE, BELOW, BROADEST = 3.0, 0.6, 0.75
"""Width of the words left of a bowl that stands below the other; its share of the height of both
there; and how broad its slot is at most, in its height."""
TOP = 2.15
"""Height of words above a lens beside such a bowl, with the room below them."""
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
    aside: bool
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
    aside = not layout.narrow
    if not strip:
        beyond = layout.across(ground)
        return BowlSlots(words, ground, beyond, ground, None, ways, note, aside)
    whole = lane.inset(top=HEAD if layout.narrow else UNDER)
    return BowlSlots(words, whole, layout.across(whole), foot, lens, ways, note, aside)


def _beside(layout: Layout, lying: float, standing: float) -> tuple[BowlSlots, BowlSlots]:
    """Of one that lies and one that stands: right of the other, or below it in a tall picture.

    Beside one another, the words of both stand above the map or the lens of the one that lies; in
    a square, those of the one that stands above that.
    """
    body, strip = layout.body, 0.0
    if lying >= THIN:
        strip = _strip(body, lying)
    if layout.beside:
        least = HEAD + strip + LINE * (strip > 0.0) + 2 * ROOM
        tall = BELOW * (body.height - least - layout.gap)
        upper, lower = body.rows(body.height - layout.gap - tall, tall, gap=layout.gap)
        foot, upper = upper.inset(top=upper.height - strip), upper.inset(bottom=strip)
        words, rest = upper.inset(bottom=upper.height - HEAD), upper.inset(top=HEAD)
        column, ground = lower.inset(right=lower.width - ASIDE), lower.inset(left=ASIDE)
        told, aside = column.inset(bottom=lower.height - LEAST), False
    else:
        foot, above = body.inset(top=body.height - strip), body.inset(bottom=strip)
        high = above.height - LEAST * layout.narrow
        broad = min((high - 2 * ROOM) / standing + 2 * ROOM, BROADEST * high)
        left = above.inset(right=broad + WAYS + layout.gap)
        ground = above.inset(left=above.width - broad - WAYS)
        top, rest = left.inset(bottom=left.height - LEAST), left.inset(top=TOP)
        (words, told), aside = top.columns(2, layout.gap), True
        if layout.narrow:
            words, told = top, ground.inset(bottom=ground.height - LEAST)
            ground = ground.inset(top=LEAST)
    ways, ground = ground.inset(left=ground.width - WAYS), ground.inset(right=WAYS)
    return (
        _lying(words, rest, foot if strip else None, aside=aside),
        BowlSlots(told, ground, ground, ground, None, ways, ground, aside=True),
    )


def _lying(words: Slot, rest: Slot, foot: Slot | None, *, aside: bool) -> BowlSlots:
    """Of one whose map or, of a trench at the ``foot``, whose lens has the ``rest``.

    All of a trench is first seen through the lens.
    """
    if foot is None:
        return BowlSlots(words, rest, rest, rest, None, None, rest, aside)
    note, lens = rest.inset(top=rest.height - LINE), rest.inset(bottom=LINE)
    within = lens.inset(left=ROOM, right=ROOM)
    return BowlSlots(words, lens, within, foot, lens, None, note, aside)
