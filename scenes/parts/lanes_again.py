"""The lanes of the second race, each with where its walk ended in the first."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.components.path.mark import Mark
from scenes.parts.landmark import with_view
from scenes.parts.rule_lanes import LaneWords, RuleLanes
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import RULES
from scenes.stage.scene import Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED


class LanesAgain:
    """The lanes of the second race, with a ring where each walk has ended in the first.

    Args:
        lanes: of that race.
        told: beside them.
    """

    def __init__(self, lanes: RuleLanes, told: LaneWords) -> None:
        self.scene, self.lanes, self.told = lanes.scene, lanes, told
        self.rings = {rule: self._ring(rule) for rule in RULES}
        self.note = told.note(1, self.scene.say("rules.ring"))
        """What the rings are."""

    @property
    def lanes_alone(self) -> list[Part]:
        """All lanes without words."""
        return [part for rule in RULES for part in self._lane(rule)]

    @property
    def words(self) -> list[Part]:
        """All that is said of them."""
        rows = [part for rule in RULES for part in self.told.row(rule)]
        return [*rows, self.note, *self.told.heads[1:]]

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
