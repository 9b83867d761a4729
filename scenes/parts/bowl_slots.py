"""Where two bowls are compared: side by side, or one above the other where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.parts.basin_view import ROOM
from scenes.parts.basin_words import NAME, TALL
from scenes.theme import SIZES

THIN = 20.0
"""How many times as long as wide a bowl is at least that has a lens: one that is broader would
hardly be magnified."""
ASIDE, APART = {True: 2.25, False: 2.7}, 0.28
"""Width of the words left of a bowl where there is little room, in a picture that is tall and in a
square one; and from them to it."""
UNDER_WORDS, TIED, NOTED = 0.3, 0.26, 0.36
"""From words down to what they stand above, from what a lens is a part of to it, and the room below
it for how many times as large it is."""
LOWER = 0.2
"""From the top of a wide picture's body down to names: these stand clear of the title."""
LINE = LEADING * SIZES.label
"""Height of a line about a bowl."""


class BowlSlots(NamedTuple):
    """The slots of one bowl."""

    words: Slot
    """What is told of it, above it or left of it."""
    ground: Slot
    """Its map."""
    lens: Slot | None
    """What of that is seen larger; none where it is broad enough."""
    wide: Slot | None = None
    """Of a trench, before another bowl stands beside it: all of the picture's width."""


def bowl_slots(layout: Layout, ratios: Sequence[float]) -> tuple[BowlSlots, ...]:
    """Of both, with as much room for one as for the other.

    All of a thin trench stands above its lens.

    Args:
        layout: of the picture.
        ratios: how many times as long as wide each bowl is.
    """
    if layout.narrow:
        return _lanes(layout, ratios)
    columns = layout.body.inset(top=LOWER).columns(2, layout.gap)
    each = [_above(layout, *both) for both in zip(columns, ratios, strict=True)]
    lens = next((slots.lens for slots in each if slots.lens), None)
    if lens is None:
        return tuple(each)
    return tuple(
        _across(slots, layout.body) if slots.lens else _level_with(slots, lens) for slots in each
    )


def below(layout: Layout, slots: BowlSlots) -> Slot:
    """What stands there before there are two: all of the body below the words of the first."""
    return layout.body.inset(top=layout.body.top - slots.words.bottom + UNDER_WORDS / 2)


def _across(slots: BowlSlots, body: Slot) -> BowlSlots:
    """A trench: before it stands above its lens, it is lower, and as wide as the picture."""
    assert slots.lens is not None
    middle = (float(slots.ground.centre[1]) + float(slots.lens.centre[1])) / 2
    half = slots.ground.height / 2
    wide = Slot(body.left - ROOM, middle - half, body.right + ROOM, middle + half)
    return slots._replace(wide=wide)


def _level_with(slots: BowlSlots, lens: Slot) -> BowlSlots:
    """A bowl beside a lens: it begins and ends where that does."""
    ground = slots.ground
    level = ground.inset(
        top=ground.top - lens.top - ROOM, bottom=lens.bottom - ROOM - ground.bottom
    )
    return slots._replace(ground=level)


def _strip(body: Slot, ratio: float) -> float:
    """Height of a trench that is as wide as this, with the room about it."""
    return body.width / ratio + 2 * ROOM


def _beside_lens(body: Slot, ratio: float) -> float:
    """Height of what stands above the lens of a trench that is as wide as this, and below it."""
    return _strip(body, ratio) + TIED + NOTED if ratio >= THIN else 0.0


def _top(layout: Layout) -> float:
    """Height of words above a bowl."""
    return TALL * NAME[layout.narrow]


def _with_lens(slot: Slot, ratio: float) -> tuple[Slot, Slot | None]:
    """The map of a bowl; of a trench, at the top of the slot, and its lens."""
    if ratio < THIN:
        return slot, None
    strip = _strip(slot, ratio)
    whole = slot.inset(bottom=slot.height - strip, left=-ROOM, right=-ROOM)
    return whole, slot.inset(top=strip + TIED, bottom=NOTED)


def _above(layout: Layout, column: Slot, ratio: float) -> BowlSlots:
    """Of a bowl with its words above it."""
    top = _top(layout)
    words, rest = column.inset(bottom=column.height - top), column.inset(top=top + UNDER_WORDS)
    return BowlSlots(words, *_with_lens(rest, ratio))


def _lanes(layout: Layout, ratios: Sequence[float]) -> tuple[BowlSlots, ...]:
    """Of one bowl above the other; each has its words left of it, or the first one above it."""
    body, tall = layout.body, layout.beside
    fixed = [_beside_lens(body, ratio) for ratio in ratios]
    above = (_top(layout) + UNDER_WORDS) * tall
    room = (body.height - layout.gap - above - sum(fixed)) / 2
    heights = [more + room + first for more, first in zip(fixed, (above, 0.0), strict=True)]
    upper, lower = body.rows(*heights, gap=layout.gap)
    first = _above(layout, upper, ratios[0]) if tall else _aside(layout, upper, ratios[0])
    return first, _aside(layout, lower, ratios[1])


def _aside(layout: Layout, lane: Slot, ratio: float) -> BowlSlots:
    """Of a bowl with its words left of it."""
    ground, lens = _with_lens(lane, ratio)
    large = lane if lens is None else lens
    aside = ASIDE[bool(layout.beside)]
    left = large.inset(right=large.width - aside)
    right = large.inset(left=aside + APART)
    return BowlSlots(left, *((right, None) if lens is None else (ground, right)))
