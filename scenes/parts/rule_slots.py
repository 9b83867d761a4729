"""Where the ravine of several rules, what explains them, and their race stand."""

from __future__ import annotations

from typing import NamedTuple

from scenes.components.text.label import Align
from scenes.layout import LEADING, Layout, Slot
from scenes.plans.rule_runs import RULES
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
BENEATH = 0.08
"""Between a map and a line below it."""
TURN = 1.35, 1.0
"""Widths of the ravine that turns and of the table beside it."""
ROW = 0.72
"""Height of a row of that, in frame units."""


class TableSlots(NamedTuple):
    """The slots of a table of rules."""

    head: Slot
    """For what its numbers are."""
    align: Align
    """Where in it that stands."""
    table: Slot
    """For the rules."""
    rows: bool
    """Whether each has a row, and not a column."""


class RaceSlots(NamedTuple):
    """The slots of the race in the ravine that lies level."""

    ground: Slot
    """For it, with all rules in it."""
    note: Slot
    """For how it is drawn."""
    told: TableSlots


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
    told: TableSlots
    """For the table of both races."""
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
        *_turn_slots(layout),
        pair,
    )


def _race_slots(layout: Layout) -> RaceSlots:
    """The names and numbers are below the ravine; what both are is between, on a line or on two."""
    body = layout.body
    table, above = _below(body, lines=2, size=_size(layout))
    note = head = _foot(above)
    if layout.narrow:
        above = above.inset(bottom=LINE)
        note = _foot(above)
    return RaceSlots(
        above.inset(bottom=LINE + BENEATH),
        note,
        TableSlots(head, "centre" if layout.narrow else "right", table, rows=False),
    )


def _turn_slots(layout: Layout) -> tuple[Slot, TableSlots]:
    """For the ravine that turns; and beside it, or below, for a table of both races."""
    if layout.narrow:
        table, above = _below(layout.body, lines=3, size=_size(layout))
        told = TableSlots(_foot(above), "centre", table, rows=False)
        return above.inset(bottom=LINE + BENEATH), told
    ground, beside = layout.body.shares(*TURN, gap=ASIDE * layout.gap)
    aside = (beside.height - len(RULES) * ROW - LINE) / 2
    beside = beside.inset(bottom=aside, top=aside)
    head = beside.inset(bottom=beside.height - LINE)
    return ground, TableSlots(head, "left", beside.inset(top=LINE), rows=True)


def _size(layout: Layout) -> float:
    return SIZES.name if layout.narrow else SIZES.formula


def _below(slot: Slot, lines: int, size: float) -> tuple[Slot, Slot]:
    """So many lines at the foot of a slot, and what is above them."""
    height = LEADING * size * lines
    return slot.inset(top=slot.height - height), slot.inset(bottom=height)


def _foot(slot: Slot) -> Slot:
    """A line of words at the foot of a slot."""
    return slot.inset(top=slot.height - LINE)
