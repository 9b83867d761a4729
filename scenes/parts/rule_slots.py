"""Where the ravine of several rules, what explains them, and their race stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.plans.rule_runs import ADAM, FIRST_THREE, RMSPROP, RULES
from scenes.theme import SIZES

BELOW, TALL = (1.0, 1.0), (0.9, 0.8, 0.9)
"""Heights of the ravine and of what is below; where it is narrow, the rule has a row of its own."""
NEAR, BESIDE = (1.15, 1.0), (1.0, 1.0)
"""Widths of a ravine that is seen from nearer and of what is beside it, and heights of the plot and
of the rule there."""
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
NAME, TOLD, BOTH = 2.0, 1.75, 3.3
"""Widths of names, and of the numbers of a race or of both, beside lanes, in frame units."""
LANES = 0.1
"""From a lane to the next."""
ROW = 1.2 * SIZES.formula
"""Height of the line above a lane."""


class LaneSlot(NamedTuple):
    """The slots of the rules that share a lane of a race; each has a line for itself."""

    rules: tuple[str, ...]
    names: tuple[Slot, ...]
    """By rule."""
    ground: Slot
    """For the ravine."""
    told: tuple[Slot, ...]
    """For what each has left."""

    @property
    def beside(self) -> bool:
        """Whether that stands beside the ravine, and not above it."""
        return self.told[0].left > self.ground.left


class LaneSlots(NamedTuple):
    """The slots of a race in the ravine laid level, in lanes below each other."""

    note: Slot
    """For how the lanes are drawn."""
    head: Slot
    """For what the numbers are."""
    lanes: tuple[LaneSlot, ...]

    @property
    def names(self) -> dict[str, Slot]:
        """By rule."""
        return {
            rule: slot
            for lane in self.lanes
            for rule, slot in zip(lane.rules, lane.names, strict=True)
        }

    @property
    def told(self) -> dict[str, Slot]:
        """By rule."""
        return {
            rule: slot
            for lane in self.lanes
            for rule, slot in zip(lane.rules, lane.told, strict=True)
        }

    def lane(self, rule: str) -> LaneSlot:
        """That of a rule."""
        return next(lane for lane in self.lanes if rule in lane.rules)


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
    again: LaneSlots
    """For the race in the ravine that is turned, with numbers of both."""


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
        near_rule = near_rule.inset(bottom=NOTE * LINE)
    aside = (1 - ALONE) / 2 * body.height if layout.narrow else 0.0
    alone = body.inset(bottom=max(aside, LINE), top=aside)
    note = Slot(alone.left, alone.bottom - LINE, alone.right, alone.bottom)
    near = near.inset(bottom=NOTE * LINE)
    ahead = Slot(near.left, near.bottom - LINE, near.right, near.bottom)
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
        _lane_slots(layout, TOLD, [(rule,) for rule in RULES]),
        body,
        _lane_slots(layout, BOTH, [FIRST_THREE, (RMSPROP,), (ADAM,)]),
    )


def _lane_slots(layout: Layout, told: float, lanes: Sequence[tuple[str, ...]]) -> LaneSlots:
    """Names and numbers stand beside the lanes or, where it is narrow, above each."""
    body, high = layout.body, HEAD_NARROW if layout.narrow else HEAD
    above, below = body.inset(bottom=body.height - high), body.inset(top=high)
    if not layout.narrow:
        note, head = above.shares(*HALVES, gap=layout.gap)
        rows = below.rows(*[1.0] * len(lanes), gap=LANES)
        beside = [_beside(row, told, rules) for row, rules in zip(rows, lanes, strict=True)]
        return LaneSlots(note, head, tuple(beside))
    note, head = above.rows(1.0, 1.0, gap=0.0)
    lines = [ROW * len(rules) for rules in lanes]
    ground = (below.height - LANES * (len(lanes) - 1) - sum(lines)) / len(lanes)
    rows = below.rows(*[ground + line for line in lines], gap=LANES)
    return LaneSlots(note, head, tuple(_above(*each) for each in zip(rows, lanes, strict=True)))


def _beside(row: Slot, told: float, rules: tuple[str, ...]) -> LaneSlot:
    names, numbers = row.inset(right=row.width - NAME), row.inset(left=row.width - told)
    ground = row.inset(left=NAME, right=told)
    return LaneSlot(rules, _lines(names, rules), ground, _lines(numbers, rules))


def _above(row: Slot, rules: tuple[str, ...]) -> LaneSlot:
    high = ROW * len(rules)
    lines = _lines(row.inset(bottom=row.height - high), rules)
    names = tuple(line.inset(right=line.width / 2) for line in lines)
    return LaneSlot(rules, names, row.inset(top=high), lines)


def _lines(slot: Slot, rules: tuple[str, ...]) -> tuple[Slot, ...]:
    return slot.rows(*[1.0] * len(rules), gap=0.0)
