"""Where the ravine of several rules, what explains them, and their race stand."""

from __future__ import annotations

from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.plans.rule_runs import RULES
from scenes.theme import SIZES

NOTED, TOLD_BELOW = 0.2, 1.4
"""From the ravine that turns to what is told below it, and the height of that, in em."""
BELOW, TALL = (1.0, 1.0), (0.9, 0.8, 0.9)
"""Heights of the ravine and of what is below; where it is narrow, the rule has a row of its own."""
NEAR, BESIDE = (1.15, 1.0), (1.0, 1.0)
"""Widths of a ravine that is seen from nearer and of what is beside it, and heights of the plot and
of the rule there."""
NEAR_SQUARE, ABOVE, NEAR_TALL = (1.0, 1.15), (1.4, 1.0), (1.3, 0.75, 0.95)
"""Where it is narrow: the same widths, and heights of that and of the rule below; or, of a tall
picture, heights of the ravine, of the rule and of the plot."""
NOTE = 1.25
"""Height of a note below that ravine, in lines."""
ASIDE = 2.0
"""Between a plot with its names and the rule beside it, in gaps: so far that no line is shared."""
ALONE = 0.72
"""How much of the height of a tall picture the ravine has while nothing stands below it."""
LINE = LEADING * SIZES.label
"""Height of a line of words below a map."""
HEAD, HEAD_NARROW = 1.5 * SIZES.name, 2 * LEADING * SIZES.small
"""Height of what is above the lanes of a race: a line or, where it is narrow, two."""
HALVES = (1.0, 1.4)
"""Widths in that line of how the lanes are drawn and of what the numbers are."""
NAME, TOLD, BOTH = 2.0, 1.75, 3.4
"""Widths of names, and of the numbers of a race or of both, beside lanes, in frame units."""
LANES = 0.06
"""From a lane to the next."""
ROW = 1.2 * SIZES.formula
"""Height of the line above a lane."""


class LaneSlot(NamedTuple):
    """The slots of a rule's lane of a race."""

    name: Slot
    ground: Slot
    """For the ravine."""
    told: Slot
    """For what it has left."""

    @property
    def beside(self) -> bool:
        """Whether that stands beside the ravine, and not above it."""
        return self.told.left > self.ground.left


class LaneSlots(NamedTuple):
    """The slots of a race in the ravine laid level, in lanes below each other."""

    note: Slot
    """For how the lanes are drawn."""
    head: Slot
    """For what the numbers are."""
    lanes: dict[str, LaneSlot]
    """By rule."""


class RuleSlots(NamedTuple):
    """The slots; the ravine that lies level has three."""

    whole: Slot
    """For all of the ravine, as it stands."""
    ravine: tuple[Slot, Slot, Slot]
    """Alone; above a plot; and, seen from nearer, beside one or above it."""
    notes: tuple[Slot, Slot]
    """For a note below it while it is alone, and seen from nearer."""
    ways: Slot
    """For arrows of the parameters while a plot stands below it."""
    plot: Slot
    """For a plot while one rule is explained."""
    rule: Slot
    """For that rule."""
    near_plot: Slot
    """For a plot while the ravine is seen from nearer."""
    near_rule: Slot
    """For the rule then."""
    race: LaneSlots
    turn: Slot
    """For the ravine in its true shape."""
    turn_note: Slot
    """For a note below that."""
    again: LaneSlots
    """For the race in the ravine that is turned, with numbers of both."""


def rule_slots(layout: Layout) -> RuleSlots:
    """Those of a shape of the frame."""
    body, gap = layout.body, layout.gap
    if layout.narrow:
        above, rule, plot = body.rows(*TALL, gap=gap)
        near, near_rule, near_plot = body.rows(*NEAR_TALL, gap=gap)
        if not layout.beside:
            upper, near_rule = body.rows(*ABOVE, gap=gap)
            near, near_plot = upper.shares(*NEAR_SQUARE, gap=gap)
            near_plot = near_plot.inset(bottom=NOTE * LINE)
    else:
        above, below = body.rows(*BELOW, gap=gap)
        column = layout.panel.left
        plot, rule = (
            below.inset(right=below.right - column + ASIDE * gap),
            below.inset(column - below.left),
        )
        near, beside = body.shares(*NEAR, gap=gap)
        near_plot, near_rule = beside.rows(*BESIDE, gap=gap)
        near_rule = near_rule.inset(bottom=NOTE * LINE)
    aside = (1 - ALONE) / 2 * body.height if layout.narrow else 0.0
    alone = body.inset(bottom=max(aside, LINE), top=aside)
    note = Slot(alone.left, alone.bottom - LINE, alone.right, alone.bottom)
    near = near.inset(bottom=NOTE * LINE)
    right = body.right if layout.narrow else near.right
    ahead = Slot(near.left, near.bottom - LINE, right, near.bottom)
    ravine = alone, above, near
    return RuleSlots(
        body,
        ravine,
        (note, ahead),
        rule if layout.narrow else above,
        plot,
        rule,
        near_plot,
        near_rule,
        _lane_slots(layout, TOLD),
        body.inset(bottom=(NOTED + TOLD_BELOW) * SIZES.name),
        body.inset(top=body.height - TOLD_BELOW * SIZES.name),
        _lane_slots(layout, BOTH),
    )


def _lane_slots(layout: Layout, told: float) -> LaneSlots:
    """Names and numbers stand beside the lanes or, where it is narrow, above each."""
    body, high = layout.body, HEAD_NARROW if layout.narrow else HEAD
    above, below = body.inset(bottom=body.height - high), body.inset(top=high)
    rows = below.rows(*[1.0] * len(RULES), gap=LANES)
    if layout.narrow:
        note, head = above.rows(1.0, 1.0, gap=0.0)
        lanes = [_above(row) for row in rows]
    else:
        note, head = above.shares(*HALVES, gap=layout.gap)
        lanes = [_beside(row, told) for row in rows]
    return LaneSlots(note, head, dict(zip(RULES, lanes, strict=True)))


def _beside(row: Slot, told: float) -> LaneSlot:
    name, numbers = row.inset(right=row.width - NAME), row.inset(left=row.width - told)
    return LaneSlot(name, row.inset(left=NAME, right=told), numbers)


def _above(row: Slot) -> LaneSlot:
    line = row.inset(bottom=row.height - ROW)
    return LaneSlot(line.inset(right=line.width / 2), row.inset(top=ROW), line)
