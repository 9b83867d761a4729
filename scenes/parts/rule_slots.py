"""Where the ravine of several rules, what explains them, and their race stand."""

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
ALONE = 0.72
"""How much of the height the ravine has while nothing stands below it."""
LINE = LEADING * SIZES.label
"""Height of a line of words below a map."""
RACE, TALL_RACE, SQUARE_RACE = (1.0, 2.5), (1.0, 2.2, 1.8), (0.8, 3.0, 2.5)
"""Heights of the ravine of a race and of what is below it; and where the plot is above the table,
in a tall frame or in a square."""
TABLE = 1.0, 1.1
"""Widths of the plot and of the table beside it."""


class RaceSlots(NamedTuple):
    """The slots of a race."""

    ground: Slot
    """For the ravine, with all rules in it."""
    plot: Slot
    """For what is still to go over the steps."""
    table: Slot
    """For the rules with their rates, and what is still to go."""


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
    race: RaceSlots
    turn: Slot
    """For the ravine in its true shape."""
    pair: tuple[Slot, ...]
    """For the same before it is turned, and after."""


def rule_slots(layout: Layout) -> RuleSlots:
    """Those of a shape of the frame."""
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
    pair = body.columns(2, gap)
    return RuleSlots(
        body,
        ravine,
        (note, ahead),
        plot,
        rule,
        near_plot,
        near_rule,
        _race_slots(layout),
        body,
        pair,
    )


def _race_slots(layout: Layout) -> RaceSlots:
    """The table is beside the plot, or below it."""
    body, gap = layout.body, layout.gap
    if layout.narrow:
        shares = SQUARE_RACE if layout.beside else TALL_RACE
        return RaceSlots(*body.rows(*shares, gap=gap / 2))
    ground, rest = body.rows(*RACE, gap=gap / 2)
    return RaceSlots(ground, *rest.shares(*TABLE, gap=ASIDE * gap))
