"""Where the ravine of several rules, what explains them, and the lanes of a race stand."""

from __future__ import annotations

from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.plans.optimizers import RULES
from scenes.theme import SIZES

BELOW, TALL = (0.95, 1.0), (1.0, 1.15, 0.35)
"""Heights of the ravine and of what stands below it; and where the rule has a row of its own."""
LINE = LEADING * SIZES.label
"""Height of a line of words above, below or beside lanes."""
NAMES, COLUMN = 1.75, 1.35
"""Width of the names beside lanes, and of a column of numbers."""
NARROW_COLUMN = 1.3
"""The same of a column where names and numbers stand above their lanes."""
APART = 0.08
"""Between two lanes, in frame units."""


class LaneSlots(NamedTuple):
    """The slots of a race; words are right of the ground of a lane and left of it, or above it."""

    lanes: tuple[Slot, ...]
    """The ground of each rule."""
    pair: tuple[Slot, Slot]
    """The same of two rules that have the picture to themselves."""
    heads: float
    """Baseline of what the columns of numbers are."""
    foot: Slot
    """For what is said of all lanes."""
    name: float
    """Where names begin."""
    columns: tuple[float, float]
    """Where numbers end."""
    above: bool
    """Whether names and numbers stand above their lane."""


class RuleSlots(NamedTuple):
    """The slots; the ravine has several, in order."""

    ravine: tuple[Slot, Slot, Slot]
    """Alone, above a plot in the same size, and as the first lane."""
    plot: Slot
    """For a plot while one rule is explained."""
    rule: Slot
    """For that rule."""
    lanes: LaneSlots
    turn: Slot
    """For the ravine in its true shape."""


def rule_slots(layout: Layout) -> RuleSlots:
    """Those of a shape of the frame."""
    body, gap = layout.body, layout.gap
    if layout.beside:
        above, plot, rule = body.rows(*TALL, gap=gap)
    else:
        above, below = body.rows(*BELOW, gap=gap)
        column = layout.panel.left
        plot, rule = below.inset(right=below.right - column + gap), below.inset(column - below.left)
    down = (body.height - above.height) / 2
    alone = Slot(above.left, above.bottom - down, above.right, above.top - down)
    lanes = _lane_slots(layout)
    return RuleSlots((alone, above, lanes.lanes[0]), plot, rule, lanes, body)


def _lane_slots(layout: Layout) -> LaneSlots:
    """Heads and foot have a line each; where it is narrow, so has each lane, above its ground."""
    body, above = layout.body, layout.narrow
    room, foot = body.inset(top=LINE, bottom=LINE), body.inset(top=body.height - LINE)
    right, wide = body.right, NARROW_COLUMN if above else COLUMN

    def ground(row: Slot) -> Slot:
        return row.inset(top=LINE) if above else row.inset(left=NAMES, right=2 * wide)

    return LaneSlots(
        lanes=tuple(ground(row) for row in room.rows(*[1.0] * len(RULES), gap=APART)),
        pair=(ground((rows := room.rows(1.0, 1.0, gap=APART))[0]), ground(rows[1])),
        heads=body.top - 0.8 * SIZES.label,
        foot=foot,
        name=body.left,
        columns=(right - wide, right),
        above=above,
    )
