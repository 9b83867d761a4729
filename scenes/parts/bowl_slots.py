"""Where two bowls are compared: in lanes, one above the other, or side by side if one stands."""

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
ASIDE, BELOW, BROADEST = 3.0, 0.6, 0.75
"""Width of the words left of a bowl that stands; its share of the height of both where it stands
below the other; and how broad its slot is at most, in its height."""
HIGHEST = 2.9
"""Height of a lens beside a bowl that stands, at most."""
TOP = 2.15
"""Height of words above a lens beside such a bowl, with the room below them."""
WAYS = 0.95
"""Width of arrows of the parameters right of a bowl."""
TOLD, NAMED = 1.0, 0.6
"""Height of what is told of an axis beside it, and of a name above that."""
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
    """What of that is seen larger; none where it is no trench."""
    ways: Slot
    """Right of that, for arrows of the parameters."""
    note: Slot
    """What is said below a lens."""
    aside: bool
    """Whether there is room for its words below one another."""
    bends: tuple[Slot, ...] = ()
    """Beside its axes, across and along, for how much it bends; none where its words have that."""


def bowl_slots(
    layout: Layout, ratios: Sequence[float], *, stands: bool = False
) -> tuple[BowlSlots, ...]:
    """Of the upper bowl and of the lower, which are equally long where there is room for it.

    The map of a trench is as wide as the picture; above it a lens, with room to say how large.

    Args:
        layout: of the picture.
        ratios: how many times as long as wide each bowl is.
        stands: whether the second one stands upright: beside the first, or below it.
    """
    if stands:
        return _beside(layout, *ratios)
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
    aside = not layout.narrow
    if not strip:
        beyond = layout.across(ground)
        return BowlSlots(words, ground, beyond, ground, None, ways, note, aside)
    whole = lane.inset(top=HEAD if layout.narrow else UNDER)
    return BowlSlots(words, whole, layout.across(whole), foot, lens, ways, note, aside)


def _beside(layout: Layout, lying: float, standing: float) -> tuple[BowlSlots, BowlSlots]:
    """Of one that lies and one that stands."""
    body, strip = layout.body, 0.0
    if lying >= TRENCH:
        strip = _strip(body, lying)
    if layout.beside:
        least = HEAD + strip + LINE * (strip > 0.0) + 2 * ROOM
        tall = BELOW * (body.height - least - layout.gap)
        upper, lower = body.rows(body.height - layout.gap - tall, tall, gap=layout.gap)
        foot, upper = upper.inset(top=upper.height - strip), upper.inset(bottom=strip)
    else:
        foot, above = body.inset(top=body.height - strip), body.inset(bottom=strip)
        narrow = layout.narrow
        high = above.height - LEAST * narrow
        broad = min((high - 2 * ROOM) / standing + 2 * ROOM, BROADEST * high)
        broad += WAYS + (not narrow) * ASIDE
        upper = above.inset(right=broad + layout.gap)
        lower = above.inset(left=above.width - broad)
    return _lying(layout, upper, foot if strip else None), _standing(layout, lower)


def _lying(layout: Layout, slot: Slot, foot: Slot | None) -> BowlSlots:
    """Words above its map or, of a trench at the ``foot``, above the lens."""
    if layout.beside:
        words, rest = slot.inset(bottom=slot.height - HEAD), slot.inset(top=HEAD)
        ways, lens = rest.inset(left=rest.width - WAYS), rest.inset(right=WAYS)
    else:
        top, rest = slot.inset(bottom=slot.height - LEAST), slot.inset(top=TOP)
        words, ways = top.inset(right=WAYS), top.inset(left=top.width - WAYS)
        lens = rest
    beyond = Slot(layout.frame.left, rest.bottom, rest.right, rest.top)
    if layout.beside:
        beyond = layout.across(rest)
    if foot is None:
        return BowlSlots(words, lens, beyond, lens, None, ways, lens, not layout.beside)
    note, lens = lens.inset(top=lens.height - LINE), lens.inset(bottom=LINE)
    lens = lens.inset(top=max(0.0, lens.height - HIGHEST))
    across, along = lens.inset(left=lens.width / 2), lens.inset(right=lens.width / 2)
    bends = tuple(each.inset(bottom=each.height / 2) for each in (across, along))
    return BowlSlots(words, rest, beyond, foot, lens, ways, note, not layout.beside, bends)


def _standing(layout: Layout, slot: Slot) -> BowlSlots:
    """Words left of its map or, in a square, above it."""
    bends: tuple[Slot, ...] = ()
    if layout.narrow and not layout.beside:
        words, rest = slot.inset(bottom=slot.height - LEAST), slot.inset(top=LEAST)
    else:
        column, rest = slot.inset(right=slot.width - ASIDE), slot.inset(left=ASIDE)
        words = column.inset(bottom=slot.height - LEAST)
        middle = slot.height / 2 - TOLD / 2
        bends = (
            column.inset(top=middle, bottom=middle),
            column.inset(top=slot.height - TOLD - ROOM, bottom=ROOM),
        )
        if layout.beside:
            bends = column.inset(top=NAMED).rows(1.0, 1.0, gap=ROOM)
    ways, ground = rest.inset(left=rest.width - WAYS), rest.inset(right=WAYS)
    return BowlSlots(
        words, ground, layout.across(ground), ground, None, ways, ground, aside=True, bends=bends
    )
