"""Where the ravine of several rules, what explains them, and the lanes of a race stand."""

from __future__ import annotations

from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.theme import SIZES

BELOW, TALL = (1.0, 1.0), (1.15, 0.5, 0.95)
"""Heights of the ravine and of what is below; where it is narrow, the rule has a row of its own."""
NEAR, BESIDE = (1.15, 1.0), (1.2, 1.0)
"""Widths of a ravine that is seen from nearer and of what is beside it, and heights of the plot and
of the rule there."""
NOTE = 1.25
"""Height of a note below that ravine, in lines."""
ASIDE = 2.0
"""Between a plot with its names and the rule beside it, in gaps: so far that no line is shared."""
ALONE = 0.55
"""How much of the height the ravine has while nothing stands below it."""
TURNED_PAIR = 0.85, 1.15
"""Widths of the ravine as it stands, and turned, beside one another where it is narrow."""
LINE = LEADING * SIZES.label
"""Height of a line of words above, below or beside lanes."""
NAMES, COLUMN = 1.65, 1.4
"""Width of the names beside lanes, and of a column of numbers."""
NARROW_COLUMN = 1.3
"""The same of a column where names and numbers stand above their lanes."""
BELOW_HEADS = 0.06
"""Between that line and the first lane, in frame units."""
APART = 0.04
"""Between two lanes, in frame units."""


class LaneSlots(NamedTuple):
    """The slots of two races; words are right of the ground of a lane and left of it, or above."""

    first: tuple[Slot, ...]
    """The ground of each rule, beside one column of numbers."""
    again: tuple[Slot, ...]
    """The same beside two."""
    heads: float
    """Baseline of what the columns of numbers are."""
    name: float
    """Where names begin."""
    columns: tuple[float, float]
    """Where numbers end."""
    above: bool
    """Whether names and numbers stand above their lane."""


class RuleSlots(NamedTuple):
    """The slots; the ravine that lies level has three."""

    whole: Slot
    """For all of the ravine, as it stands."""
    ravine: tuple[Slot, Slot, Slot]
    """Alone; above a plot; and, seen from nearer, beside one or above it."""
    notes: tuple[Slot, Slot]
    """For a note below it while it is alone, and seen from nearer."""
    plot: Slot
    """For a plot while one rule is explained."""
    rule: Slot
    """For that rule."""
    near_plot: Slot
    """For a plot while the ravine is seen from nearer."""
    near_rule: Slot
    """For the rule then."""
    lanes: LaneSlots
    turn: Slot
    """For the ravine in its true shape."""
    pair: tuple[Slot, ...]
    """For the same before it is turned, and after."""


def rule_slots(layout: Layout, count: int) -> RuleSlots:
    """Those of a shape of the frame, with so many lanes."""
    body, gap = layout.body, layout.gap
    if layout.narrow:
        above, rule, plot = body.rows(*TALL, gap=gap)
        near, near_plot, near_rule = above, plot, rule
    else:
        above, below = body.rows(*BELOW, gap=gap)
        column = layout.panel.left
        plot, rule = (
            below.inset(right=below.right - column + ASIDE * gap),
            below.inset(column - below.left),
        )
        near, beside = body.shares(*NEAR, gap=gap)
        near_plot, near_rule = beside.rows(*BESIDE, gap=gap)
    aside = (1 - ALONE) / 2 * body.height
    alone = body.inset(bottom=aside, top=aside)
    note = Slot(alone.left, alone.bottom - LINE, alone.right, alone.bottom)
    near = near.inset(bottom=NOTE * LINE)
    ahead = Slot(near.left, near.bottom - LINE, near.right, near.bottom)
    ravine = alone, above, near
    lanes = _lane_slots(layout, count)
    pair = body.shares(*(TURNED_PAIR if layout.narrow else (1.0, 1.0)), gap=gap)
    return RuleSlots(
        body, ravine, (note, ahead), plot, rule, near_plot, near_rule, lanes, body, pair
    )


def _lane_slots(layout: Layout, count: int) -> LaneSlots:
    """Heads share a line with a note; where it is narrow, each lane has one above its ground."""
    body, above = layout.body, layout.narrow
    right, wide = body.right, NARROW_COLUMN if above else COLUMN
    rows = body.inset(top=LINE + BELOW_HEADS).rows(*[1.0] * count, gap=APART)

    def ground(row: Slot, columns: int) -> Slot:
        return row.inset(top=LINE) if above else row.inset(left=NAMES, right=columns * wide)

    first = tuple(ground(row, 1) for row in rows)
    line = body.inset(bottom=body.height - LINE)
    return LaneSlots(
        first=first,
        again=tuple(ground(row, 2) for row in rows),
        heads=line.lines(1, SIZES.small if above else SIZES.label)[0],
        name=body.left,
        columns=(right - wide, right),
        above=above,
    )
