"""Where two bowls are compared: side by side, or one above the other where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.parts.basin_view import ROOM
from scenes.parts.basin_words import NAME, TALL
from scenes.theme import SIZES

THIN = 20.0
"""How many times as long as wide a bowl is at least that is as wide as the picture, with a lens:
one that is broader would hardly be magnified."""
ASIDE, APART = {True: 2.25, False: 2.7}, 0.28
"""Width of the words left of a bowl where there is little room, in a picture that is tall and in a
square one; and from them to it."""
UNDER_WORDS, TIED = 0.18, 0.3
"""From words down to what they stand above, and from a lens to what it is a part of."""
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


def bowl_slots(layout: Layout, ratios: Sequence[float]) -> tuple[BowlSlots, ...]:
    """Of both, with as much room for one as for the other.

    The map of the only thin trench is as wide as the picture, at the foot of both where they are
    side by side; its lens has its place.

    Args:
        layout: of the picture.
        ratios: how many times as long as wide each bowl is.
    """
    body, thin = layout.body, [ratio >= THIN for ratio in ratios]
    if layout.narrow:
        return _lanes(layout, ratios)
    if sum(thin) != 1:
        columns = body.columns(2, layout.gap)
        return tuple(_above(layout, *each) for each in zip(columns, ratios, strict=True))
    strip = _strip(body, ratios[thin.index(True)])
    columns = body.inset(bottom=strip + TIED).columns(2, layout.gap)
    foot = body.inset(top=body.height - strip, left=-ROOM, right=-ROOM)
    return tuple(
        BowlSlots(_worded(layout, column), *((foot, rest) if trench else (rest, None)))
        for column, trench in zip(columns, thin, strict=True)
        for rest in [_below_words(layout, column)]
    )


def _strip(body: Slot, ratio: float) -> float:
    """Height of a trench that is as wide as this, with the room about it."""
    return body.width / ratio + 2 * ROOM


def _top(layout: Layout) -> float:
    """Height of words above a bowl."""
    return TALL * NAME[layout.narrow]


def _worded(layout: Layout, column: Slot) -> Slot:
    """Words at the top of a column."""
    return column.inset(bottom=column.height - _top(layout))


def _below_words(layout: Layout, column: Slot) -> Slot:
    return column.inset(top=_top(layout) + UNDER_WORDS)


def _with_lens(slot: Slot, ratio: float) -> tuple[Slot, Slot | None]:
    """The map of a bowl; of a trench, at the foot of the slot, and its lens."""
    if ratio < THIN:
        return slot, None
    strip = _strip(slot, ratio)
    foot = slot.inset(top=slot.height - strip, left=-ROOM, right=-ROOM)
    return foot, slot.inset(bottom=strip + TIED)


def _above(layout: Layout, column: Slot, ratio: float) -> BowlSlots:
    """Of a bowl with its words above it."""
    return BowlSlots(_worded(layout, column), *_with_lens(_below_words(layout, column), ratio))


def _lanes(layout: Layout, ratios: Sequence[float]) -> tuple[BowlSlots, ...]:
    """Of one bowl above the other; each has its words left of it, or the first one above it."""
    body, tall = layout.body, layout.beside
    fixed = [_strip(body, ratio) + TIED if ratio >= THIN else 0.0 for ratio in ratios]
    above = (_top(layout) + UNDER_WORDS) * tall
    room = (body.height - layout.gap - above - sum(fixed)) / 2
    heights = [more + room + first for more, first in zip(fixed, (above, 0.0), strict=True)]
    upper, lower = body.rows(*heights, gap=layout.gap)
    first = _above(layout, upper, ratios[0]) if tall else _aside(layout, upper, ratios[0])
    return first, _aside(layout, lower, ratios[1])


def _aside(layout: Layout, lane: Slot, ratio: float) -> BowlSlots:
    """Of a bowl with its words left of it."""
    foot, lens = _with_lens(lane, ratio)
    large = lane if lens is None else lens
    aside = ASIDE[bool(layout.beside)]
    left = large.inset(right=large.width - aside)
    right = large.inset(left=aside + APART)
    return BowlSlots(left, *((right, None) if lens is None else (foot, right)))
