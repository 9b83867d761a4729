"""The key of a race of rules: each name in its colour, and below it what is still to go."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.digits import Digits
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.plans.optimizers import RULES, Plan
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES

FIRST = 1.0
"""Width of the column of heads, in that of a column of numbers."""
HEADS = ("rules.left", "rules.turned")


class RuleKey:
    """A column a rule: a line of its colour, its name, and a number of each race.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        races: by rule, the runners of the first race, and those of the second.
    """

    def __init__(self, scene: AnyScene, slot: Slot, races: Sequence[Mapping[str, Runner]]) -> None:
        self.scene, self.slot = scene, slot
        self.size = SIZES.small if scene.layout.narrow else SIZES.name
        self.width = slot.width / (len(RULES) + FIRST)
        name, *rows = slot.lines(1 + len(races), self.size)
        self.names = [self._name(race, rule, name) for race in races[:1] for rule in race]
        self.rows = [
            [self._head(HEADS[k], y), *(self._number(race[rule], rule, y) for rule in RULES)]
            for k, (race, y) in enumerate(zip(races, rows, strict=True))
        ]
        """By race, what it is and its numbers."""

    def _left(self, rule: str) -> float:
        return self.slot.left + (FIRST + RULES.index(rule)) * self.width

    def _name(self, race: Mapping[str, Runner], rule: str, baseline: float) -> Part:
        size, colour, left = self.size, race[rule].colour, self._left(rule)
        bar = Dashes(colour, STROKES.thick, dash=0)
        level = baseline + 1.25 * size
        bar.show(np.array([[left, level], [left + self.width - 0.6 * size, level]]))
        (label,) = fitted(
            self.scene.say(f"rules.{rule}"), self.width - 0.15 * size, 1, size,
            lambda text, *, size: words(text, size, colour, "semibold"),
        )  # fmt: skip
        return self.scene.add_part(Group(bar, label.put(left, baseline)))

    def _head(self, key: str, baseline: float) -> Part:
        (label,) = fitted(
            self.scene.say(key), FIRST * self.width - 0.5 * self.size, 1, self.size,
            lambda text, *, size: words(text, size, self.scene.theme.quiet),
        )  # fmt: skip
        return self.scene.add_part(label.put(self.slot.left, baseline))

    def _number(self, runner: Runner, rule: str, baseline: float) -> Part:
        """In percent of what there was at the start, as of the last landing."""
        plan: Plan = self.scene.plan
        percents, left = plan.to_go(runner.name), self._left(rule)
        number = Digits(self.size, self.scene.theme.text)

        def show(frame: int) -> Hashable:
            landed = runner.landed(frame)
            number.show(self._percent(float(percents[landed])), left, baseline)
            return landed

        return self.scene.add_part(number, show)

    def _percent(self, value: float) -> str:
        decimals = 0 if value >= 10 else 1 if value >= 1 else 2
        return self.scene.say.numerals.running(value, decimals)
