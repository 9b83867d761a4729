"""Beside lanes of a race of rules: their names, and what each has left at the end."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial

import numpy as np
from manim import Group

from scenes.components.plate import Plate
from scenes.components.plot.rate_bars import RateBars
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import first_fitting, fitted
from scenes.layout import Slot
from scenes.numerals import Numerals
from scenes.parts.rule_slots import LaneSlots
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import RULES, TURNED
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES
from scenes.wording import Wording

LEAST = 0.01
"""Percent to go below which it is only told that there are less: all numbers have one scale."""
ARROW = 2.5
"""From a number to the next, with the arrow between them, in em of the first."""
PLATE = 0.3, 0.3, 0.95
"""Of the plate of a number, in em: how far it goes beyond its ends, below its baseline, above."""
HANGS = 0.34
"""How far what the numbers are stands above the lanes at least, in em: its letters hang down."""
CLEAR = 0.15
"""From the longest name to the lanes, at least, in frame units."""
WAYS = 5.0
"""Room before what the numbers are for the ways of the parameters, in em."""
BEFORE_BAR, RAISED = 0.8, 0.33
"""From a number to the bar behind it, and from its baseline up to the bar's middle, in em."""
BROKEN = 0.72, 0.82
"""Where a bar that would be longer than its room has a gap, in its length."""
UP, BELOW, BEHIND = 0.55, 1.3, 0.8
"""How far a name with a rate below it stands above the middle of its lane, and from there down to
the rate's baseline, in em of this; or, where it is narrow, from the name's end to the rate."""
INSIDE = 0.5
"""From the right end of a lane's row to its numbers, in em: a plate goes beyond them."""


class RuleTable:
    """The name of each rule, and what it has left in the last of the races told: it counts.

    Of two races, what it had left before stands beside that; of one, that is drawn as a bar, in the
    place of what it is to have left once more, and the rates stand at the names.

    Args:
        scene: the scene it belongs to.
        slots: that it fills.
        colours: by rule.
        races: what the names of the runs begin with in the races that it tells.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: LaneSlots,
        colours: Mapping[str, str],
        races: tuple[str, ...],
    ) -> None:
        self.scene, self.slots, self.colours, self.races = scene, slots, colours, races
        narrow = scene.layout.narrow
        self.size = SIZES.name if narrow else SIZES.formula
        two = len(races) > 1
        self._widths = [self._widest(TURNED), self._widest("")]
        """Of the numbers of a race: once it is turned, and before that."""
        self.lowest = [self._lowest(where) for where in races]
        """Around the least number of each race, in its rule's colour; numbers lie above."""
        self.names = self._names()
        self.left = {rule: self._counting(rule) for rule in RULES}
        """What is left in the last race, after each step."""
        self.before = {rule: self._then(rule) for rule in RULES if two}
        """The same of the race before, at its end."""
        self.bars = {rule: self._bar(rule) for rule in RULES if not two}
        """What is left in one race, as bars: full ones are as at the start, or more."""
        self.rates = {rule: self._rate(rule) for rule in RULES if not two}
        """The learning rates of one race."""
        self.head = self._head()
        self.arrows = {rule: self._arrow(rule) for rule in self.before}
        """From each number to the next."""

    @property
    def width(self) -> float:
        """Of the numbers of a row, with what is free at its ends."""
        return sum(self._widths) + ARROW * self.size + 2 * INSIDE * self.size

    def _widest(self, where: str) -> float:
        """The widest number of a race, after any of its steps."""
        plan: Plan = self.scene.plan
        return max(
            width_of(self._percent(where + rule, step), self.size)
            for rule in RULES
            for step in range(plan.runs[where + rule].steps + 1)
        )

    def _head(self) -> Part:
        """What the numbers are, and of two races what stems from the one before."""
        size = SIZES.small if self.scene.layout.narrow else SIZES.name
        text = self.scene.say("rules.both" if len(self.races) > 1 else "rules.left")
        slot, quiet = self.slots.head, self.scene.theme.quiet
        free = slot.inset(left=WAYS * SIZES.name)
        (label,) = fitted(text, free.width, 1, size, partial(_plain, colour=quiet))
        level = max(slot.lines(1, size)[0], slot.bottom + HANGS * size)
        label.put(slot.right, level, "right")
        left, note = float(slot.right - label.width) - size, self.slots.note
        self.ways = Slot(slot.left, slot.bottom, left, note.top)
        return self.scene.add_part(Group(label))

    def _names(self) -> dict[str, Part]:
        """All as large as the longest has room."""
        narrow = self.scene.layout.narrow
        most = SIZES.name if narrow else SIZES.formula
        make = partial(_bold, colour=self.scene.theme.text)
        told = {rule: self.scene.say(f"rules.{rule}") for rule in RULES}
        lanes = self.slots.lanes
        width = lanes[RULES[0]].name.width - CLEAR
        size = min(float(fitted(name, width, 1, most, make)[0].size) for name in told.values())
        shown = {}
        for rule, text in told.items():
            slot = lanes[rule].name
            name = _bold(text, size=size, colour=self.colours[rule])
            up = UP * SIZES.label if len(self.races) == 1 else 0.0
            level = slot.lines(1, size)[0] if narrow else float(slot.centre[1]) + up - size / 3
            name.put(slot.left, level)
            shown[rule] = self.scene.add_part(Group(name), layer=Layer.GROUND)
        return shown

    def _percent(self, name: str, step: int = -1) -> str:
        """What a run has left after a step, or at its end, as it is told."""
        plan: Plan = self.scene.plan
        return in_percent(self.scene.say, float(plan.to_go(name)[step]))

    def _right(self, where: str) -> float:
        """The right end of the numbers of a race."""
        right = self.slots.lanes[RULES[0]].told.right - INSIDE * self.size
        return right if where else right - self._widths[0] - ARROW * self.size

    def _level(self, rule: str) -> float:
        """The baseline of a rule's numbers."""
        return self.slots.lanes[rule].told.lines(1, self.size)[0]

    def _arrow(self, rule: str) -> Part:
        right, level = self._right(""), self._level(rule)
        make = partial(_plain, size=self.size, colour=self.scene.theme.quiet)
        arrow = make("$arrow.r$").put(right + ARROW / 2 * self.size, level, "centre")
        return self.scene.add_part(Group(arrow))

    def _then(self, rule: str) -> Part:
        """What was left at the end of the race before."""
        label = words(self._percent(self.races[0] + rule), self.size, self.scene.theme.text)
        label.put(self._right(""), self._level(rule), "right")
        return self.scene.add_part(Group(label), layer=Layer.FURNITURE)

    def _counting(self, rule: str) -> Part:
        """What is left, which counts."""
        where, number = self.races[-1], Digits(self.size, self.scene.theme.text)
        steps, place = self.scene.table[where + rule].step, (self._right(where), self._level(rule))

        def count(frame: int) -> Hashable:
            number.show(self._percent(where + rule, int(steps[frame])), *place, "right")
            return number.text

        return self.scene.add_part(Group(number), count, layer=Layer.FURNITURE)

    def _bar(self, rule: str) -> Part:
        """As long as the number beside it is large; one of more than the start's is broken."""
        plan: Plan = self.scene.plan
        steps, bar = self.scene.table[rule].step, RateBars(self.colours[rule])
        left, right = self._right("") + BEFORE_BAR * self.size, self._right(TURNED)
        level = self._level(rule) + RAISED * self.size

        def follow(frame: int) -> Hashable:
            step = int(steps[frame])
            share = float(plan.to_go(rule)[step]) / 100.0
            long = min(share, 1.0) * (right - left)
            bar.strength = float(long >= STROKES.fine)  # a shorter one would be a fleck
            ends = np.array([0.0, *BROKEN, 1.0] if share > 1.0 else [0.0, 1.0])
            at = np.stack([left + long * ends, np.full(len(ends), level)], axis=-1)
            bar.show(*at.reshape(-1, 2, 2))
            return step

        return self.scene.add_part(bar, follow, layer=Layer.FURNITURE)

    def _rate(self, rule: str) -> Part:
        """To two figures, below the rule's name or behind it."""
        say, plan, narrow = self.scene.say, self.scene.plan, self.scene.layout.narrow
        rate = say.numerals.in_formula(float(plan.runs[rule].learning_rate[0]), 2)
        slot, make = self.slots.lanes[rule].name, partial(_plain, colour=self.scene.theme.rate)
        size = SIZES.small if narrow else SIZES.label
        left, level = slot.left, float(slot.centre[1]) - BELOW * size
        if narrow:
            (name,) = self.names[rule].mobject
            left += float(name.width) + BEHIND * size
            level = slot.lines(1, float(name.size))[0]
        told = f"alpha = {rate}"
        texts = say("rules.best", rate=told), f"${told}$"
        label = first_fitting(texts, slot.right - CLEAR - left, partial(make, size=size))
        return self.scene.add_part(Group(label.put(left, level)))

    def _lowest(self, where: str) -> Part:
        """Around the number of the lowest of a race, at its end."""
        plan: Plan = self.scene.plan
        rule = plan.leader(where)
        right, baseline = self._right(where), self._level(rule)
        beyond, below, above = (share * self.size for share in PLATE)
        left = right - width_of(self._percent(where + rule), self.size)
        plate = Plate(self.scene.theme, edge=self.colours[rule])
        plate.show(Slot(left - beyond, baseline - below, right + beyond, baseline + above))
        return self.scene.add_part(plate, layer=Layer.FURNITURE)


def _plain(text: str, *, size: float, colour: str) -> Label:
    make: Callable[..., Label] = formula if "$" in text else words
    return make(text, size, colour)


def _bold(text: str, *, size: float, colour: str) -> Label:
    return words(text, size, colour, "semibold")


def in_percent(say: Wording, value: float) -> str:
    """A share of the start's cost above the lowest, or that it is less than is told."""
    told: Numerals = say.numerals
    if value < LEAST:
        return str(say("kinds.percent", share=f"< {told.significant(LEAST)}"))
    decimals = 0 if value >= 10 else 1 if value >= 1 else 2
    return str(say("kinds.percent", share=told.running(value, decimals)))
