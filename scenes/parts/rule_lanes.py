"""Lanes of a race of rules: the same ravine again and again, with the walk of one rule in each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.digits import Digits
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_slots import LaneSlots
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import RULES
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

HEADS = ("rules.left", "rules.turned")
UNDER, NUMBER = 0.35, 2.9
"""How far below its baseline a number is underlined, and the length of the line, in em."""


class RuleLanes:
    """A ravine a rule, below one another, all to one scale.

    Args:
        scene: the scene they belong to.
        slots: of their grounds.
        where: "" for the ravine, or what the names of the runs in the turned one begin with.
        colours: by rule.
    """

    def __init__(
        self, scene: AnyScene, slots: Sequence[Slot], where: str, colours: Mapping[str, str]
    ) -> None:
        self.scene, self.where, self.slots, self.colours = scene, where, slots, colours
        self.views = {
            rule: RavineView(scene, [slot], where, {rule: colours[rule]}, calm=True)
            for rule, slot in zip(RULES, slots, strict=True)
        }

    def ground(self, rule: str) -> list[Part]:
        """A lane without its walk."""
        return [self.views[rule].part, self.views[rule].minimum]

    def lane(self, rule: str) -> list[Part]:
        """A lane with its walk."""
        return [*self.ground(rule), *self.views[rule].walks()]


class LaneWords:
    """What stands beside the lanes of two races, or above them: names, and what is still to go.

    Args:
        scene: the scene they belong to.
        slots: of the lanes.
        races: the lanes of the first race, and those of the second.
    """

    def __init__(
        self, scene: AnyScene, slots: LaneSlots, races: tuple[RuleLanes, RuleLanes]
    ) -> None:
        self.scene, self.slots, self.races = scene, slots, races
        self.size = SIZES.small if slots.above else SIZES.name
        self.small = SIZES.small if slots.above else SIZES.label
        self.names = {rule: self._name(rule) for rule in RULES}
        self.first = self._column(0, 1)
        """Numbers of the first race, while it is the only one."""
        self.both = self._column(0, 0, scene.theme.quiet), self._column(1, 1)
        """Those of both; what is over stands back."""
        self.heads = [self._head(0, 1), self._head(0, 0), self._head(1, 1)]
        """Above these three columns."""
        self.lowest = scene.add_part(Group(*(self._underline(k) for k in range(len(races)))))
        """A line under the least number of each race."""

    def row(self, rule: str) -> list[Part]:
        """What is said of a rule beside the lanes of the second race."""
        return [self.names[rule], *(column[rule] for column in self.both)]

    def _baseline(self, rule: str) -> float:
        """Of the words about a rule."""
        ground = self.slots.first[RULES.index(rule)]
        if self.slots.above:
            return ground.top + self.size / 2
        return float(ground.centre[1]) - self.size / 3

    def _name(self, rule: str) -> Part:
        slots, size, colour = self.slots, self.size, self.races[0].colours[rule]
        ground = slots.first[0]
        room = (ground.width / 2 if slots.above else ground.left - slots.name) - size / 2
        (label,) = fitted(
            self.scene.say(f"rules.{rule}"), room, 1, size,
            lambda text, *, size: words(text, size, colour, "semibold"),
        )  # fmt: skip
        return self.scene.add_part(
            Group(label.put(slots.name, self._baseline(rule))), layer=Layer.FURNITURE
        )

    def _head(self, race: int, column: int) -> Part:
        """What the numbers of a race are, above a column."""
        wide = self.slots.columns[1] - self.slots.columns[0]
        (label,) = fitted(
            self.scene.say(HEADS[race]), wide if race else 2 * wide, 1, self.small,
            lambda text, *, size: words(text, size, self.scene.theme.quiet),
        )  # fmt: skip
        return self.scene.add_part(label.put(self.slots.columns[column], self.slots.heads, "right"))

    def _column(self, race: int, column: int, colour: str | None = None) -> dict[str, Part]:
        right, colour = self.slots.columns[column], colour or self.scene.theme.text
        return {rule: self._number(race, rule, right, colour) for rule in RULES}

    def _number(self, race: int, rule: str, right: float, colour: str) -> Part:
        """In percent of what there was at the start, as of the last landing."""
        plan: Plan = self.scene.plan
        runner = self.races[race].views[rule].race.runners[rule]
        percents, baseline = plan.to_go(runner.name), self._baseline(rule)
        number = Digits(self.size, colour)

        def show(frame: int) -> Hashable:
            landed = runner.landed(frame)
            number.show(self._percent(float(percents[landed])), right, baseline, "right")
            return landed

        return self.scene.add_part(number, show, layer=Layer.FURNITURE)

    def _underline(self, race: int) -> Dashes:
        plan: Plan = self.scene.plan
        lanes, right = self.races[race], self.slots.columns[race]
        rule = plan.leader(lanes.where)
        line = Dashes(lanes.colours[rule], STROKES.thick, dash=0)
        level = self._baseline(rule) - UNDER * self.size
        line.show(np.array([[right - NUMBER * self.size, level], [right, level]]))
        return line

    def _percent(self, value: float) -> str:
        decimals = 0 if value >= 10 else 1 if value >= 1 else 2
        return self.scene.say.numerals.running(value, decimals)
