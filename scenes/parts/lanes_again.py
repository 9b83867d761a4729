"""The lanes of the second race, each with where its walk ended in the first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.components.path.mark import Mark
from scenes.components.text.label import words
from scenes.parts.landmark import with_view
from scenes.parts.rule_lanes import LaneWords, RuleLanes
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import RATES, RULES, TURNED
from scenes.stage.scene import Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED

ASIDE = 0.9
"""From the middle of a ring to the word beside it, in em."""


class LanesAgain:
    """The lanes of the second race, with a ring where each walk has ended in the first.

    Args:
        lanes: of that race.
        told: beside them.
    """

    def __init__(self, lanes: RuleLanes, told: LaneWords) -> None:
        self.scene, self.lanes, self.told = lanes.scene, lanes, told
        self.rings = {rule: self._ring(rule) for rule in RULES}
        self.note = told.note(1, self._compared())
        """How all are compared in this race, and on a formula what the rings are."""
        self.before = [] if self.scene.plan.surface else [self._before()]
        """What the rings are, beside one of them."""

    @property
    def lanes_alone(self) -> list[Part]:
        """All lanes without words."""
        return [part for rule in RULES for part in self._lane(rule)]

    @property
    def words(self) -> list[Part]:
        """All that is said of them."""
        rows = [part for rule in RULES for part in self.told.row(rule)]
        return [*rows, *self.before, self.note, *self.told.heads[1:]]

    def light(self, cue: Cue, rules: Sequence[str], at: float) -> None:
        """Have some lanes stand out."""
        for each in RULES:
            cue.dim(*self._lane(each), to=1.0 if each in rules else DIMMED, at=at)

    def _lane(self, rule: str) -> list[Part]:
        return [*self.lanes.lane(rule), self.rings[rule]]

    def _ring(self, rule: str) -> Part:
        plan: Plan = self.scene.plan
        theme, view = self.scene.theme, self.lanes.views[rule]
        theta = plan.askew.turn(plan.original(rule)[-1])
        mark = Mark(view.basin, theta, float(plan.askew.loss(theta)), theme.text, theme, ring=True)
        return self.scene.add_part(mark, with_view(view.basin), layer=Layer.GROUND)

    def _ends(self, rule: str) -> tuple[float, float]:
        """Where across the frame a walk has ended, in the first race and in the second."""
        plan, basin = self.scene.plan, self.lanes.views[rule].basin
        ends = plan.askew.turn(plan.original(rule)[-1]), plan.runs[TURNED + rule].theta[-1]
        first, second = basin.at(np.array(ends), np.zeros(2))[:, 0].tolist()
        return first, second

    @property
    def _most_moved(self) -> str:
        return max(RULES, key=lambda rule: abs(float(np.diff(self._ends(rule))[0])))

    def _compared(self) -> str:
        """On a formula, whose paths may be anywhere, rings are told of here, alone where narrow."""
        rates, ring = (str(self.scene.say(f"rules.{key}", count=RATES)) for key in ("anew", "ring"))
        if self.scene.plan.surface is None:
            return rates
        return ring if self.scene.layout.narrow else f"{ring}; {rates}"

    def _before(self) -> Part:
        """Right of the ring from which a walk ends farthest, or left of it if the walk is there."""
        theme, size, rule = self.scene.theme, self.told.small, self._most_moved
        first, second = self._ends(rule)
        label = words(self.scene.say("rules.before"), size, theme.text).cased(theme.casing)
        level = float(self.lanes.views[rule].basin.slot.centre[1]) - size / 3
        if second - first > label.width + 2 * ASIDE * size:
            label.put(first + ASIDE * size, level)
        else:
            label.put(first - ASIDE * size, level, "right")
        return self.scene.add_part(label, layer=Layer.NAMES)
