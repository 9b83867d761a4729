"""Lanes of a race of rules: the same ravine again and again, with the walk of one rule in each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from manim import Group

from scenes.components.plate import Plate
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_slots import LaneSlots
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import RULES
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

HEADS = ("rules.left", "rules.before", "rules.turned")
"""Above the numbers of the first race; and above those of both."""
LEAST = 0.01
"""Percent to go below which it is only told that there are less: all numbers have one scale."""
PLATE = 0.4, 0.3, 1.05
"""Of the plate of a number, in em: how far it goes beyond its ends, below its baseline, above."""


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
        self.lowest = [self._lowest(k) for k in range(len(races))]
        """Around the least number of each race, in its rule's colour; the numbers lie above."""
        self.first = self._column(0, 1)
        """Numbers of the first race, while it is the only one."""
        self.both = self._column(0, 0, scene.theme.quiet), self._column(1, 1)
        """Those of both; what is over stands back."""
        self.heads = [self._head(k, column) for k, column in enumerate((1, 0, 1))]
        """Above these three columns."""
        self.fair = self.note(0, self._fair())
        """How all are compared in the first race, and drawn."""

    def _fair(self) -> str:
        """So many steps each; and how many times as wide lanes are drawn that are not as they are.

        Of a formula it is told before that each direction has a scale of its own.
        """
        plan, say = self.scene.plan, self.scene.say
        (times,) = self.races[0].views[RULES[0]].times
        if times is None or plan.surface is not None:
            return str(say("rules.same", steps=plan.asked.steps))
        told = say.numerals.significant(times)
        return str(say("rules.same_wide", steps=plan.asked.steps, times=told))

    def note(self, race: int, text: str) -> Part:
        """What is said of all lanes of a race, beside what its numbers are."""
        slots, size = self.slots, self.small
        first = self.heads[race].mobject  # the leftmost one
        left = slots.first[0].left
        (label,) = fitted(
            text, float(first.get_left()[0]) - size - left, 1, size,
            lambda text, *, size: words(text, size, self.scene.theme.quiet),
        )  # fmt: skip
        return self.scene.add_part(label.put(left, slots.heads))

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
        placed = Group(label.put(slots.name, self._baseline(rule)))
        return self.scene.add_part(placed, layer=Layer.FURNITURE)

    def _head(self, which: int, column: int) -> Part:
        """What the numbers of a column are, above it."""
        wide = self.slots.columns[1] - self.slots.columns[0]
        (label,) = fitted(
            self.scene.say(HEADS[which]), wide if which else 2 * wide, 1, self.small,
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

    def _lowest(self, race: int) -> Part:
        plan: Plan = self.scene.plan
        lanes, right = self.races[race], self.slots.columns[race]
        rule = plan.leader(lanes.where)
        text = self._percent(float(plan.to_go(lanes.where + rule)[-1]))
        size, baseline = self.size, self._baseline(rule)
        beyond, below, above = (share * size for share in PLATE)
        left = right - width_of(text, size)
        plate = Plate(self.scene.theme, edge=lanes.colours[rule])
        plate.show(Slot(left - beyond, baseline - below, right + beyond, baseline + above))
        return self.scene.add_part(plate, layer=Layer.FURNITURE)

    def _percent(self, value: float) -> str:
        told = self.scene.say.numerals
        if value < LEAST:
            return self._share(f"< {told.significant(LEAST)}")
        decimals = 0 if value >= 10 else 1 if value >= 1 else 2
        return self._share(told.running(value, decimals))

    def _share(self, number: str) -> str:
        return str(self.scene.say("kinds.percent", share=number))
