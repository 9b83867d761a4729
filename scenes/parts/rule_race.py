"""Both races of rules: in a ravine that lies level, and in the same one turned, as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scenes.parts.knob_turn import KnobTurn
from scenes.parts.race import Race
from scenes.parts.ravine_scales import add_scales
from scenes.parts.ravine_view import RavineView, be_away, be_calm
from scenes.parts.rule_slots import RaceSlots, TableSlots
from scenes.parts.rule_table import RuleTable
from scenes.parts.runner import Runner
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import RULES, TURNED
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED

BALL = 0.7
"""Radius of a ball in the ravine as it is, in that of others."""


class LevelRace:
    """All rules in the ravine that is laid level, and below it what each has left at the end.

    Args:
        scene: the scene it belongs to.
        slots: that it fills.
        colours: by rule; walks of the first lie on top.
    """

    def __init__(self, scene: AnyScene, slots: RaceSlots, colours: Mapping[str, str]) -> None:
        self.view = RavineView(scene, [slots.ground], colours, calm=True)
        self.table = RuleTable(scene, slots.told, colours, ("",))
        self.scales = add_scales(
            scene, slots.note, self.view, "centre" if scene.layout.narrow else "left"
        )

    @property
    def ground(self) -> list[Part]:
        """The ravine, with all rules in it and their names."""
        view = self.view
        return [view.part, view.minimum, *view.walks(), self.scales, *self.table.names.values()]

    @property
    def result(self) -> list[Part]:
        """What each has left."""
        return [self.table.head, *self.table.left[0].values()]


class TurnedRace:
    """All rules in the ravine that is turned, and what each has left there and had left before.

    Args:
        scene: the scene it belongs to.
        view: of the ravine that turns, whose marks it adds above the walks.
        slots: of its table.
        colours: by rule; walks of the first lie on top.
    """

    def __init__(
        self, scene: AnyScene, view: KnobTurn, slots: TableSlots, colours: Mapping[str, str]
    ) -> None:
        plan: Plan = scene.plan
        self.view = view
        self.race = Race({
            rule: Runner(
                scene, TURNED + rule, plan.runs[TURNED + rule], view.turned, 1.0, colour,
                thin=True, ball=BALL,
            )
            for rule, colour in colours.items()
        })  # fmt: skip
        for runner in self.race.runners.values():
            be_calm(runner)
        self.race.add_trails()
        view.add_marks()
        self.race.add_balls()
        for runner in self.race.runners.values():
            runner.aim_at(view.minimum)
            if plan.surface is not None:
                be_away(scene, runner)
        self.table = RuleTable(scene, slots, colours, ("", TURNED))

    @property
    def before(self) -> list[Part]:
        """The names, and what each had left before it was turned."""
        return [self.table.head, *self.table.names.values(), *self.table.left[0].values()]

    @property
    def result(self) -> list[Part]:
        """What each has left."""
        return [*self.table.arrows, *self.table.left[1].values()]

    @property
    def walks(self) -> list[Part]:
        """Of all rules."""
        return [part for rule in RULES for part in self._walk(rule)]

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.view.ground, *self.walks, *self.before, *self.result]

    @property
    def balls(self) -> list[Part]:
        """Where all of them are."""
        return [runner.ball_part for runner in self.race.runners.values()]

    def light(self, cue: Cue, rules: Collection[str], at: float) -> None:
        """Have the walks of some rules stand out."""
        for rule in RULES:
            cue.dim(*self._walk(rule), to=1.0 if rule in rules else DIMMED, at=at)

    def _walk(self, rule: str) -> list[Part]:
        runner = self.race.runners[rule]
        return [runner.trail_part, runner.ball_part]
