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
HERO = 3.6, 1.2, 0.5, 0.5, 0.5, 0.2
"""Heights there of the ring of the cycle, of the rule, of the name of each ingredient, and below.
"""
TALL, SQUARE = (1.15, 1.0, 1.0, 1.0), (1.0, 0.95, 1.0)
"""Heights in a tall frame of the ring with the rule beside it, and of rows of tiles below; and in a
square, of a row of tiles, of what is between, and of another row."""
RING = 3.8, 1.0
"""Heights of the ring of the cycle, and of the rule below it, while there are but those."""
BESIDE = 1.1, 1.0
"""Widths of the rule and of the ring beside it on the page."""
LARGE, ALONE = (1.35, 1.0), 0.62
"""Widths of the ring and of the rule while there are but those, in a wide frame; and in a tall one,
the height of both, in that of the page."""
TOLD = 2.9
"""Room above the map for what kinds are called, with their steps, in em."""
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
    walks: Slot
    """Of the map of the three kinds before it takes its place there."""
    told: Sequence[Slot]
    """Above it, where it is told how many steps each of these takes."""
    first: Sequence[Slot]
    """Of parameters, cost and rate before they take their places on the page."""
    found: Slot
    """Of the line, up to where the title was."""


def summary_slots(layout: Layout, foot: float) -> SummarySlots:
    """Those of a layout; the page, with a foot so high below it, goes up to where the title was."""
    down, across = (each * layout.gap for each in BELOW)
    alone = layout.body.inset(bottom=CLEAR * layout.gap)
    page = replace(layout.body, top=layout.title.top).inset(bottom=foot)
    large = page
    if layout.beside:
        amid, *rows = page.rows(*TALL, gap=down)
        cells = [cell for row in rows for cell in row.columns(2, across)]
    elif layout.narrow:
        upper, amid, under = page.rows(*SQUARE, gap=down)
        cells = [cell for row in (upper, under) for cell in row.columns(3, across)]
    else:
        amid, first, *_, last = page.shares(*COLUMNS, gap=across)
        large = replace(first, right=last.right)
        cells = [*large.grid(2, 3, down)]
    room = TOLD * (SIZES.name if layout.narrow else SIZES.formula)
    walks = large.inset(top=room)
    told = large.inset(bottom=walks.height).columns(3, across)
    hero: Sequence[Slot] = ()
    ingredients: Sequence[Slot] = ()
    if not layout.narrow:
        hero = (amid,)
        cycle, rule, *ingredients, _ = amid.inset(*[PAD] * 4).rows(*HERO, gap=0.0)
        rule = rule.inset(left=PAD / 2, right=PAD / 2)
    else:
        rule, cycle = amid.shares(*BESIDE, gap=across)
    kinds, limit, scaling, rules, valleys, fresh = cells
    return SummarySlots(
        kinds, limit, scaling, rules, valleys, fresh, cycle, rule, hero, ingredients,
        _alone(layout, alone), large, walks, told, _first(layout, alone),
        replace(layout.body, top=layout.title.top),
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
