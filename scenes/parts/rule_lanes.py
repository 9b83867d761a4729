"""A race of rules in a ravine laid level, each in a lane of its own: as it was, or turned."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping

import numpy as np

from scenes.components.path.mark import SIZE, Mark
from scenes.components.text.label import Align, words
from scenes.layout import Slot
from scenes.parts.knob_ways import add_knob_ways
from scenes.parts.landmark import with_view
from scenes.parts.ravine_scales import add_note, scales_told
from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_slots import LaneSlots
from scenes.parts.rule_table import RuleTable
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import ADAPTIVE, RULES, TURNED
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, SIZES, STROKES, TIMES

QUIET = 0.75
"""Opacity of the numbers and the walk of a lane while others are spoken of: they can be read, and
told from the ground, still."""
WAYS, WAYS_NARROW = (1.05, 0.3), (1.1, 0.1)
"""Of the ways of the parameters, how long their arrows are and how far from the sides, in em: in
the first lane or, where it is narrow, below the title."""
SHARES, ROOM = (0.8, 0.97), 1.2
"""How much of that lane lies before their right end, the first at which the lowest point is not
among them; and how wide they are with what is free about them, in frame units."""
CASED = 1.6
"""How wide the casing of a name on a walk is, in that of others."""
BELOW = 0.35
"""From a ring to what it is, and from that to the lane's sides, at least, in em of that."""


class RuleLanes:
    """The same ground below itself, once a lane, with names and what each rule has left.

    In the ravine that is turned, rings stand where those walks ended before that can tell the turn.

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
            for rule, ground in self._grounds().items()
        }
        turned = [rule for rule in RULES if where == TURNED and rule in ADAPTIVE]
        self.ends = {rule: self._end(rule, colours[rule]) for rule in turned}
        """Where each of these walks ended before it was turned."""
        self.named = {rule: self._name_end(rule) for rule in turned}
        """What that is."""
        size, place = WAYS_NARROW, self.table.ways
        if not scene.layout.narrow:
            size, place = WAYS, self._beside_lowest()
        names = [letter + "'" * (where == TURNED) for letter in scene.plan.letters]
        self.ways = add_knob_ways(scene, self.views[RULES[0]].basin, place, names, *size)
        """Which way each parameter grows in all lanes: upright or, after the turn, askew and with
        a prime, since it is another one."""
        told = scales_told(scene, self.views[RULES[0]]) or scene.say("ravine.true")
        align: Align = "right" if scene.layout.narrow else "left"
        self.notes = [add_note(scene, slots.note, told, align)]
        """How the lanes are drawn."""

    def _beside_lowest(self) -> Slot:
        """The part of the first lane before whose right end the lowest point is far, or it all."""
        view, plan = self.views[RULES[0]], self.scene.plan
        (lane,) = view.place.slots
        low = float(view.basin.at(plan.ravine.minimum(), np.asarray(plan.lowest))[0])
        ends = [lane.inset(right=(1.0 - share) * lane.width) for share in SHARES]
        free = (each for each in ends if not each.right - ROOM <= low <= each.right + ROOM / 4)
        return next(free, ends[-1])

    @property
    def ground(self) -> list[Part]:
        """The lanes with all rules in them, and their names."""
        titles = self.table.names.values()
        minima = [view.minimum for view in self.views.values()]
        walks = [part for rule in RULES for part in self._own(rule)]
        return [*self.maps, *minima, *walks, *self.notes, *titles]

    @property
    def before(self) -> list[Part]:
        """What rules had left in the race before."""
        return [self.table.head, self.ways, *self.table.before.values(), *self.named.values()]

    @property
    def result(self) -> list[Part]:
        """What each has left."""
        table = self.table
        told = *table.arrows.values(), *table.bars.values(), *table.left.values()
        return [table.head, self.ways, *told]

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [*self.ground, *self.before, *self.result]

    @property
    def maps(self) -> list[Part]:
        """The ground of all lanes."""
        return [view.part for view in self.views.values()]

    def light(self, cue: Cue, rules: Collection[str], at: float) -> None:
        """Have some rules stand out: the lanes of the others step back."""
        for rule, view in self.views.items():
            lit = rule in rules
            told = [each[rule] for each in self._told if rule in each]
            cue.dim(*told, to=1.0 if lit else QUIET, at=at)
            cue.dim(*self._own(rule), to=1.0 if lit else QUIET, at=at)
            cue.dim(view.part, view.minimum, to=1.0 if lit else DIMMED, at=at)

    def come_back(self, cue: Cue, rules: Iterable[str], at: float = 0.0) -> None:
        """Show all of it, with some rules that stand out."""
        table = self.table
        always = *table.names.values(), *table.arrows.values()
        cue.show(table.head, self.ways, *self.notes, *always, at=at)
        self.light(cue, tuple(rules), at + cue.share(TIMES.away))

    def _grounds(self) -> dict[str, Slot]:
        """Of the lanes, which end before the numbers beside them."""
        return {
            rule: lane.ground.inset(right=max(0.0, self.table.width - lane.told.width))
            if lane.beside
            else lane.ground
            for rule, lane in self.slots.lanes.items()
        }

    @property
    def _told(self) -> tuple[Mapping[str, Part], ...]:
        table = self.table
        return table.left, table.bars, table.before, self.named

    def _own(self, rule: str) -> list[Part]:
        """What a rule has in its lane."""
        return [*([self.ends[rule]] if rule in self.ends else []), *self.views[rule].walks(rule)]

    def _end(self, rule: str, colour: str) -> Part:
        plan: Plan = self.scene.plan
        basin, run = self.views[rule].basin, plan.runs[rule]
        place = plan.askew.turn(run.theta[-1])
        mark = Mark(basin, place, float(run.loss[-1]), colour, self.scene.theme, ring=True)
        return self.scene.add_part(mark, with_view(basin), layer=Layer.GROUND)

    def _name_end(self, rule: str) -> Part:
        """Below its ring or, in a lane that is too low, before it."""
        scene, basin = self.scene, self.views[rule].basin
        size = SIZES.small if scene.layout.narrow else SIZES.name
        text = scene.say("rules.before")
        label = words(text, size, scene.theme.text).cased(
            scene.theme.casing, CASED * STROKES.casing
        )
        free = basin.slot.inset(*[BELOW * size] * 4)
        half = np.array([float(label.width), size]) / 2
        away = half + SIZE + BELOW * size
        aside = np.array([0.0, 1.0] if 2 * away[1] < free.height - size else [1.0, 0.0])

        def follow(frame: int) -> Hashable:
            del frame
            place = self.ends[rule].mobject.centre - aside * away
            x, y = np.clip(place, free.corners[0] + half, free.corners[2] - half).tolist()
            label.put(x, y - size / 3, "centre")
            return basin.view

        return scene.add_part(label, follow, layer=Layer.NAMES)
