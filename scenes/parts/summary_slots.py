"""Where the tiles of the summary's page stand in each shape of the frame, and what comes last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from scenes.layout import Layout, Slot
from scenes.theme import SIZES

HEAD, LINE = 1.3, 1.15
"""Room above a picture for its name, and for each more line of names, in em of the largest."""
SIDES = 1.0, 1.5, 1.0
"""Widths, in a wide frame, of the tiles on the left, what is between, and those on the right."""
TALL, BETWEEN = (1.0, 1.7, 1.0), (1.0, 1.36, 1.0)
"""Heights, in a tall frame and in a square, of a row of tiles, what is between, and another row."""
RING = 4.44, 1.0
"""Heights of the ring of the cycle, and of the rule below it; beside it in a square."""
BESIDE = 1.0, 1.15
"""Widths of both there."""
LAST, SQUARE, UNDER = (1.9, 1.0), (1.45, 1.0), (1.5, 1.0)
"""Widths of the line that was found and of the bowl beside it, in a wide frame and in a square; in
a tall one, their heights."""
BELOW = 0.8, 1.0
"""In the gap of the layout, what is between rows and between columns."""


class SummarySlots(NamedTuple):
    """The slots of each part."""

    parameters: Slot
    rate: Slot
    kinds: Slot
    limit: Slot
    valleys: Slot
    fresh: Slot
    """What new data say."""
    cycle: Slot
    rule: Slot
    found: Sequence[Slot]
    """Of the line, and of the bowl, above the foot."""


def summary_slots(layout: Layout, foot: float) -> SummarySlots:
    """Those of a layout, the last ones above a foot so high.

    The page goes up to where the title stands, which leaves for it: where there is little room,
    with two lines of names.
    """
    body, (down, across) = layout.body, (each * layout.gap for each in BELOW)
    names = (HEAD + LINE) * SIZES.name
    page = replace(body, top=body.top + names if layout.narrow else layout.safe.top)
    if layout.narrow:
        upper, amid, under = page.rows(*(TALL if layout.beside else BETWEEN), gap=down)
        parameters, valleys, limit = upper.columns(3, across)
        fresh, rate, kinds = under.columns(3, across)
    else:
        left, amid, right = page.shares(*SIDES, gap=across)
        parameters, kinds, valleys = left.rows(1.0, 1.0, 1.0, gap=down)
        rate, limit, fresh = right.rows(1.0, 1.0, 1.0, gap=down)
    if layout.narrow and not layout.beside:
        cycle, rule = amid.shares(*BESIDE, gap=across)
    else:
        cycle, rule = amid.rows(*RING, gap=down)
    found = _found(layout, foot)
    return SummarySlots(parameters, rate, kinds, limit, valleys, fresh, cycle, rule, found)


def _found(layout: Layout, foot: float) -> tuple[Slot, ...]:
    """Of the line, and of the bowl beside it or below."""
    above, gap = layout.body.inset(bottom=foot), layout.gap
    if layout.beside:
        return above.rows(*UNDER, gap=gap)
    return above.shares(*(SQUARE if layout.narrow else LAST), gap=gap)
