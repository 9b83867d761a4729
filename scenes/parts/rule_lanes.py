"""A race of rules in a ravine laid level, each in a lane of its own: as it was, or turned."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scenes.components.path.mark import Mark
from scenes.layout import Slot
from scenes.parts.knob_ways import add_knob_ways, told_apart
from scenes.parts.landmark import with_view
from scenes.parts.ravine_scales import add_note, scales_told
from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_slots import LaneSlots
from scenes.parts.rule_table import RuleTable
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import RULES, TURNED
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED

QUIET = 0.65
"""Opacity of a number while another rule stands out: it can be read still."""
WAYS, INSIDE = 1.2, 0.35
"""How long the arrows of the parameters are above the lanes, and how far within their slot, in
em."""


class RuleLanes:
    """The same ground below itself, once a rule, with names and what each has left.

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
        self.table = RuleTable(scene, slots, colours, races)
        self.views = {
            rule: RavineView(scene, [ground], {rule: colours[rule]}, calm=True, where=where)
            for rule, ground in zip(RULES, self._grounds(), strict=True)
        }
        self.ends = {rule: self._end(rule, colours[rule]) for rule in RULES if where == TURNED}
        """Where each walk ended before it was turned."""
        first = self.views[RULES[0]]
        self.notes = list[Part]()
        """Which way the parameters grow, if that can be told, and what is said of all lanes."""
        if told_apart(first.basin, WAYS):
            letters = scene.plan.letters
            ways = add_knob_ways(scene, first.basin, slots.ways, letters, WAYS, INSIDE)
            self.notes.append(ways)
        told = self._told(first)
        if told:
            self.notes.append(add_note(scene, slots.note, told, "right"))

    @property
    def walks(self) -> list[Part]:
        """Of all rules."""
        return [part for view in self.views.values() for part in view.walks()]

    @property
    def ground(self) -> list[Part]:
        """The lanes with all rules in them, and their names."""
        lanes = [part for rule in RULES for part in self._lane(rule)]
        return [*lanes, *self.notes, *self.table.names.values()]

    @property
    def before(self) -> list[Part]:
        """What rules had left in the race before that may have something else now."""
        return [self.table.head, *self.table.before.values()]

    @property
    def result(self) -> list[Part]:
        """What each has left."""
        return [self.table.head, *self.table.arrows, *self.table.left.values()]

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.ground, *self.before, *self.result]

    @property
    def maps(self) -> list[Part]:
        """The ground of all lanes."""
        return [view.part for view in self.views.values()]

    def light(self, cue: Cue, rules: Collection[str], at: float) -> None:
        """Have the lanes of some rules stand out, and what they have left."""
        for rule in RULES:
            lit = rule in rules
            cue.dim(*self._lane(rule), to=1.0 if lit else DIMMED, at=at)
            told = [each[rule] for each in (self.table.left, self.table.before) if rule in each]
            cue.dim(*told, to=1.0 if lit else QUIET, at=at)

    def _grounds(self) -> list[Slot]:
        """Of the lanes, which end before the numbers beside them."""
        return [
            lane.ground.inset(right=max(0.0, self.table.width - lane.told.width))
            if lane.beside
            else lane.ground
            for lane in self.slots.lanes
        ]

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

    def _told(self, view: RavineView) -> str:
        """How the lanes are drawn; else, of the first race, what was searched."""
        searched = "" if self.ends else str(self.scene.say("rules.searched"))
        return scales_told(self.scene, view) or searched
