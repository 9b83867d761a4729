"""A race of rules in a ravine laid level, each in a lane of its own: as it was, or turned."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from manim import Group

from scenes.components.path.mark import Mark
from scenes.components.text.label import formula
from scenes.components.text.lines import fitted
from scenes.parts.knob_ways import add_knob_ways
from scenes.parts.landmark import with_view
from scenes.parts.ravine_scales import scales_told
from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_slots import LaneSlots
from scenes.parts.rule_table import RuleTable
from scenes.plans.optimizers import DEGREES, Plan
from scenes.plans.rule_runs import RULES, TURNED
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, SIZES

APART = "   ·   "
"""Between two notes on one line."""
WAYS, INSIDE = 1.2, 0.35
"""How long the arrows of the parameters are above the lanes, and how far within their slot, in
em."""


class RuleLanes:
    """The same ground below itself, once a rule, with names, rates and what each has left.

    In the ravine that is turned, rings stand where the walks ended before.

    Args:
        scene: the scene it belongs to.
        slots: that it fills.
        colours: by rule.
        races: what the names of the runs begin with in the races that it tells; the last is run.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: LaneSlots,
        colours: Mapping[str, str],
        races: tuple[str, ...],
    ) -> None:
        self.scene, self.slots, where = scene, slots, races[-1]
        self.views = {
            rule: RavineView(scene, [lane.ground], {rule: colours[rule]}, calm=True, where=where)
            for rule, lane in zip(RULES, slots.lanes, strict=True)
        }
        self.ends = {rule: self._end(rule, colours[rule]) for rule in RULES if where == TURNED}
        """Where each walk ended before it was turned."""
        self.table = RuleTable(scene, slots, colours, races)
        first = self.views[RULES[0]]
        self.notes = [
            add_knob_ways(scene, first.basin, slots.ways, scene.plan.letters, WAYS, INSIDE),
            self._note(first),
        ]
        """Which way the parameters grow, and how the lanes are drawn."""

    @property
    def walks(self) -> list[Part]:
        """Of all rules."""
        return [part for view in self.views.values() for part in view.walks()]

    @property
    def ground(self) -> list[Part]:
        """The lanes with all rules in them, their names and rates."""
        lanes = [part for rule in RULES for part in self._lane(rule)]
        return [*lanes, *self.notes, *self.table.names.values()]

    @property
    def before(self) -> list[Part]:
        """What each had left in the race before."""
        return [self.table.head, *self.table.left[0].values()]

    @property
    def result(self) -> list[Part]:
        """What each has left."""
        return [self.table.head, *self.table.arrows, *self.table.left[-1].values()]

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.ground, *self.before, *self.result]

    def light(self, cue: Cue, rules: Collection[str], at: float) -> None:
        """Have the lanes of some rules stand out."""
        for rule in RULES:
            cue.dim(*self._lane(rule), to=1.0 if rule in rules else DIMMED, at=at)

    def _lane(self, rule: str) -> list[Part]:
        view = self.views[rule]
        ends = [self.ends[rule]] if rule in self.ends else []
        return [view.part, view.minimum, *ends, *view.walks()]

    def _end(self, rule: str, colour: str) -> Part:
        plan: Plan = self.scene.plan
        basin, run = self.views[rule].basin, plan.runs[rule]
        place = plan.askew.turn(run.theta[-1])
        mark = Mark(basin, place, float(run.loss[-1]), colour, self.scene.theme, ring=True)
        return self.scene.add_part(mark, with_view(basin), layer=Layer.GROUND)

    def _note(self, view: RavineView) -> Part:
        """How the lanes are drawn, and what the rings are."""
        scene, slot = self.scene, self.slots.note
        told = [
            scales_told(scene, view),
            scene.say("rules.ring", degrees=scene.say.numerals.significant(DEGREES))
            if self.ends
            else "",
        ]
        size = SIZES.small if scene.layout.narrow else SIZES.label
        (label,) = fitted(
            APART.join(each for each in told if each), slot.width, 1, size,
            lambda text, *, size: formula(text, size, scene.theme.quiet),
        )  # fmt: skip
        return scene.add_part(Group(label.put(slot.right, slot.lines(1, size)[0], "right")))
