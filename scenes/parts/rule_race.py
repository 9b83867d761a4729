"""Both races of rules: all in one ravine, what is still to go over the steps, and a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_plot import RulePlot
from scenes.parts.rule_slots import RaceSlots
from scenes.parts.rule_table import RuleTable
from scenes.plans.rule_runs import RULES, TURNED
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED


class RuleRace:
    """The first race, and the second, which has the first one's curves in dashes.

    Args:
        scene: the scene it belongs to.
        slots: that it fills.
        colours: by rule; walks of the first lie on top.
    """

    def __init__(self, scene: AnyScene, slots: RaceSlots, colours: Mapping[str, str]) -> None:
        self.views = [
            RavineView(scene, [slots.ground], where, colours, calm=True) for where in ("", TURNED)
        ]
        runners = [view.race.runners for view in self.views]
        self.plot = RulePlot(scene, slots.plot, *runners)
        self.tables = [
            RuleTable(scene, slots.table, where, each)
            for where, each in zip(("", TURNED), runners, strict=True)
        ]

    @property
    def first(self) -> list[Part]:
        """All of the first race but its ravine."""
        return [
            *self.plot.frame, self.plot.names[0], *self.tables[0].parts, *self.plot.first.values(),
        ]  # fmt: skip

    @property
    def again(self) -> list[Part]:
        """All of the second."""
        curves = [part for rule in RULES for part in self._curves(rule)]
        rows = self.tables[1].parts
        return [*self.ground(1), *self.plot.frame, self.plot.names[1], *rows, *curves]

    def ground(self, race: int) -> list[Part]:
        """The ravine of a race, with all rules in it."""
        view = self.views[race]
        return [view.part, view.minimum, *view.walks()]

    def told(self, rule: str) -> list[Part]:
        """The walk of a rule in the first race, and its curve."""
        return [self.plot.first[rule], *self.views[0].walks(rule)]

    def light(self, cue: Cue, rules: Sequence[str], at: float) -> None:
        """Have the walks and curves of some rules stand out in the second race."""
        for rule in RULES:
            parts = [*self._curves(rule), *self.views[1].walks(rule)]
            cue.dim(*parts, to=1.0 if rule in rules else DIMMED, at=at)

    def _curves(self, rule: str) -> list[Part]:
        return [self.plot.before[rule], self.plot.again[rule]]
