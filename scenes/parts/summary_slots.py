"""Where the tiles of the summary's page stand in each shape of the frame, and what comes last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from scenes.layout import Layout, Slot
from scenes.theme import SIZES

HEAD = 1.3
"""Room above a picture for its name, in em of the largest."""
COLUMNS = 1.35, 1.0, 1.0, 1.0
"""Widths in a wide frame: of the cycle with the rule, and of three columns of tiles beside it."""
PAD = 0.12
"""From the frame of a tile to what is in it, in frame units."""
HERO = 3.3, 1.3, 0.48, 0.48, 0.48, 0.12
"""Heights there of the ring of the cycle, of the rule, of the name of each ingredient, and below.
"""
TALL, BETWEEN = (1.0, 1.6, 1.0), (1.0, 1.0, 1.0)
"""Heights, in a tall frame and in a square, of a row of tiles, what is between, and another row."""
RING = 3.8, 1.0
"""Heights of the ring of the cycle, and of the rule below it; in a square that is beside it."""
BESIDE = 1.15, 1.0
"""Widths of the rule and of the ring there."""
LARGE, ALONE = (1.35, 1.0), 0.62
"""Widths of the ring and of the rule while there are but those, in a wide frame; and in a tall one,
the height of both, in that of the page."""
COUNTED = 1.0, 2.7
"""Widths of what a kind is called, with its steps, and of its map."""
LOOKS = 1.4
"""Room for how many looks each kind has, above all three, in em."""
FIRST, LOW = 0.86, 0.6
"""Height of the ingredients as they are first seen, in that of the page; and in a square."""
STACKED = 0.7
"""Their width where they are below one another, in that of the page."""
BELOW = 0.8, 1.0
"""In the gap of the layout, what is between rows and between columns."""
CLEAR = 0.5
"""In the gap of the layout, what is left between the page and the words of a beat."""


class SummarySlots(NamedTuple):
    """The slots of each part."""

    kinds: Slot
    limit: Slot
    scaling: Slot
    rules: Slot
    valleys: Slot
    fresh: Slot
    """What new data say."""
    cycle: Slot
    rule: Slot
    hero: Sequence[Slot]
    """In a wide frame, the tile that both are in, as high as two; else none."""
    ingredients: Sequence[Slot]
    """Of their names there, below the rule; else none."""
    alone: Sequence[Slot]
    """Of the ring of the cycle and of the rule before they take their places on the page."""
    large: Slot
    """Of all others before that: beside the ring, or in its place."""
    walks: Sequence[Slot]
    """Of the three kinds before they take their place there."""
    told: Sequence[Slot]
    """Where it is told how many steps each of these takes."""
    looks: Slot
    """Where it is told how many looks each has."""
    first: Sequence[Slot]
    """Of parameters, cost and rate before they take their places on the page."""
    found: Slot
    """Of the line, above the foot, up to where the title was."""


def summary_slots(layout: Layout, foot: float) -> SummarySlots:
    """Those of a layout, the last ones above a foot so high."""
    down, across = (each * layout.gap for each in BELOW)
    page = layout.body.inset(bottom=CLEAR * layout.gap)
    if layout.narrow:
        upper, amid, under = page.rows(*(TALL if layout.beside else BETWEEN), gap=down)
        large = page
    else:
        amid, first, *_, last = page.shares(*COLUMNS, gap=across)
        large = replace(first, right=last.right)
        upper, under = large.rows(1.0, 1.0, gap=down)
    room = LOOKS * (SIZES.name if layout.narrow else SIZES.formula)
    rows = large.inset(top=room).rows(1.0, 1.0, 1.0, gap=down)
    above = large.shares(*COUNTED, gap=across)[1]
    looks = above.inset(bottom=above.height - room)
    told, maps = zip(*(row.shares(*COUNTED, gap=across) for row in rows), strict=True)
    hero: Sequence[Slot] = ()
    ingredients: Sequence[Slot] = ()
    if not layout.narrow:
        hero = (amid,)
        cycle, rule, *ingredients, _ = amid.inset(*[PAD] * 4).rows(*HERO, gap=0.0)
        rule = rule.inset(left=PAD / 2, right=PAD / 2)
    elif not layout.beside:
        rule, cycle = amid.shares(*BESIDE, gap=across)
    else:
        cycle, rule = amid.rows(*RING, gap=down)
    kinds, limit, scaling = upper.columns(3, across)
    rules, valleys, fresh = under.columns(3, across)
    return SummarySlots(
        kinds, limit, scaling, rules, valleys, fresh, cycle, rule, hero, ingredients,
        _alone(layout, page), large, maps, told, looks, _first(layout, page),
        replace(layout.body.inset(bottom=foot), top=layout.title.top),
    )  # fmt: skip


def _alone(layout: Layout, page: Slot) -> tuple[Slot, ...]:
    """The ring, large, and the rule beside it, or below it where frames are not wide."""
    if not layout.narrow:
        return page.shares(*LARGE, gap=layout.gap)
    out = (1.0 - ALONE) * page.height / 2 if layout.beside else 0.0
    return page.inset(bottom=out, top=out).rows(*RING, gap=layout.gap)


def _first(layout: Layout, page: Slot) -> tuple[Slot, ...]:
    """Three of one size: below one another where frames are tall."""
    if layout.beside:
        aside = (1.0 - STACKED) * page.width / 2
        return page.inset(left=aside, right=aside).rows(1.0, 1.0, 1.0, gap=layout.gap)
    out = (1.0 - (LOW if layout.narrow else FIRST)) * page.height / 2
    return page.inset(bottom=out, top=out).columns(3, layout.gap)
