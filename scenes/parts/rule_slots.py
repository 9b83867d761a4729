"""Where the ravine of several rules, what explains them, and their race stand."""

from __future__ import annotations

from typing import NamedTuple

from scenes.layout import LEADING, Layout, Slot
from scenes.plans.rule_runs import RULES
from scenes.theme import SIZES

NEAR, BESIDE = (1.0, 1.1), (0.64, 1.0)
"""Widths of a ravine in which rules are explained and of what is beside it, and heights of the rule
and of the plot there."""
NEAR_SQUARE, ABOVE, NEAR_TALL = (1.0, 1.15), (1.85, 1.0), (1.45, 0.95, 1.0)
"""Where it is narrow: the same widths, and heights of that and of the rule below; or, of a tall
picture, heights of the ravine, of the rule and of the plot."""
NOTE = 1.25
"""Height of a note below that ravine, in lines."""
ALONE = 0.56
"""How much of the height of a tall picture the ravine has while nothing stands below it."""
LINE = LEADING * SIZES.label
"""Height of a line of words below a map."""
HEAD = 2 * LEADING * SIZES.small
"""Height of what is above the lanes of a race where it is narrow: how they are drawn, and what the
numbers are."""
HEAD_WIDE = 0.44
"""The same else, in frame units."""
NOTED = 0.5
"""Else both stand side by side; how the lanes are drawn has so much of the title's width."""
NAME, TOLD = 2.0, 2.6
"""Widths of names, and of the numbers of both races, beside lanes, in frame units."""
LANES = 0.04
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
    """The slots; the ravine that lies level has two."""

    whole: Slot
    """For what has the picture to itself."""
    ravine: tuple[Slot, Slot]
    """Alone; and, while a rule is explained, beside a plot or above it."""
    notes: tuple[Slot, Slot]
    """For a note below it in each of these."""
    plot: Slot
    """For a plot while one rule is explained, or for what another rule adds to it."""
    rule: Slot
    """For that rule."""
    race: LaneSlots
    """For the race, and once more in the ravine that is turned."""


def rule_slots(layout: Layout) -> RuleSlots:
    """Those of a shape of the frame."""
    body, gap = layout.body, layout.gap
    if layout.narrow:
        near, rule, plot = body.rows(*NEAR_TALL, gap=gap)
        if not layout.beside:
            upper, rule = body.rows(*ABOVE, gap=gap)
            near, plot = upper.shares(*NEAR_SQUARE, gap=gap)
            plot = plot.inset(bottom=NOTE * LINE)
    else:
        near, beside = body.shares(*NEAR, gap=gap)
        rule, plot = beside.inset(bottom=NOTE * LINE).rows(*BESIDE, gap=gap)
    aside = (1 - ALONE) / 2 * body.height if layout.narrow else 0.0
    alone = body.inset(bottom=max(aside, LINE), top=aside)
    note = Slot(alone.left, alone.bottom - LINE, alone.right, alone.bottom)
    near = near.inset(bottom=NOTE * LINE)
    right = body.right if layout.narrow else near.right
    below = Slot(near.left, near.bottom - LINE, right, near.bottom)
    return RuleSlots(
        body,
        (alone, near),
        (note, below),
        plot,
        rule,
        _lane_slots(layout),
    )


def _lane_slots(layout: Layout) -> LaneSlots:
    """Names and numbers stand beside the lanes or, where it is narrow, above each."""
    body, title = layout.body, layout.title
    high = HEAD if layout.narrow else HEAD_WIDE
    below = body.inset(top=high)
    if layout.narrow:
        note, head = body.inset(bottom=body.height - high).rows(1.0, 1.0, gap=0.0)
    else:
        middle, low = title.left + NOTED * title.width, below.top
        note = Slot(body.left + NAME, low, middle, body.top)
        head = Slot(middle, low, body.right, body.top)
    rows = below.rows(*[1.0] * len(RULES), gap=LANES)
    lanes = [_above(row) if layout.narrow else _beside(row) for row in rows]
    return LaneSlots(note, head, dict(zip(RULES, lanes, strict=True)))


def _beside(row: Slot) -> LaneSlot:
    name, numbers = row.inset(right=row.width - NAME), row.inset(left=row.width - TOLD)
    return LaneSlot(name, row.inset(left=NAME, right=TOLD), numbers)


def _above(row: Slot) -> LaneSlot:
    line = row.inset(bottom=row.height - ROW)
    return LaneSlot(line.inset(right=line.width / 2), row.inset(top=ROW), line)
