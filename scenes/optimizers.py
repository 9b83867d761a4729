"""Five rules of a step in the ravine of unscaled data, and in the same ravine turned."""

from __future__ import annotations

from gdcore.typing import Array
from scenes.layout import Slot
from scenes.parts.along_plot import AlongPlot
from scenes.parts.cost_race import CostRace
from scenes.parts.data_inset import DataInset
from scenes.parts.knob_steps import KnobSteps
from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_card import RuleCard, add_key
from scenes.parts.rule_in_words import add_rule
from scenes.parts.rule_slots import rule_slots
from scenes.plans.optimizers import (
    ADAM,
    DEGREES,
    MOMENTUM,
    PLAIN,
    RULES,
    TURNED,
    Beats,
    Params,
    Plan,
)
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import TIMES

WIDEN = 2.2
"""Seconds in which the ravine is drawn wider."""


class Optimizers(LessonScene[Params, Plan]):
    """Momentum, Adam and others beside plain descent: a race, and the same in a turned ravine."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The ravine, and the turned one; the data; the steps of knobs; rules, card and costs."""
        theme, slots = self.theme, rule_slots(self.layout)
        colours = dict(zip(RULES, (theme.batch, *theme.rules), strict=True))
        self.ravine = RavineView(self, slots.ravine, "", colours)
        self.turned = RavineView(self, slots.ravine, TURNED, colours)
        self._add_data(slots.data)
        own, other = (view.race.runners for view in (self.ravine, self.turned))
        self.along = AlongPlot(self, slots.along, (own[PLAIN], own[MOMENTUM]))
        self.momentum = add_rule(self, slots.momentum, MOMENTUM)
        self.knobs = KnobSteps(self, slots.knobs, (own[ADAM], other[ADAM]))
        self.adam = add_rule(self, slots.adam, ADAM)
        self.card = RuleCard(self, slots.card, colours)
        self.key = add_key(self, slots.key, colours)
        self.costs = CostRace(self, slots.costs, own, other)

    def _add_data(self, slots: tuple[Slot, Slot]) -> None:
        """The samples with the line of each ball that is seen."""
        plan = self.plan
        self.data = DataInset(self, slots, plan.data, plan.own.line_in_units, bare=1)
        own, other = ([*view.race.runners.values()] for view in (self.ravine, self.turned))
        self.data.runners = self.data.thin = (*own, *other)
        self.data.lines = dict.fromkeys(other, self._back)

    def _back(self, theta: Array) -> tuple[Array, Array]:
        """The line of parameters of the turned ravine."""
        return self.plan.own.line_in_units(self.plan.askew.back(theta))

    # Beats

    @beat(Beats.ravine)
    def a_ravine(self, cue: Cue) -> None:
        """The bowl that the scene before has left; then it is drawn wider."""
        view = self.ravine
        view.drawn.first = 0.0
        cue.show(view.part, view.minimum, view.race.runners[PLAIN].ball_part, *self.data.parts)
        cue.move(view.drawn, 1.0, at=0.35, until=0.35 + cue.share(WIDEN))
        cue.show(view.note, at=0.35 + cue.share(WIDEN))

    @beat(Beats.momentum)
    def momentum_beside_plain(self, cue: Cue) -> None:
        """Both step by step; how far each step goes along."""
        cue.show(*self.ravine.walks(PLAIN, MOMENTUM), self.momentum, *self.along.parts)

    @beat(Beats.adam)
    def adam_alone(self, cue: Cue) -> None:
        """Adam, with its step of each parameter."""
        cue.hide(*self.ravine.walks(PLAIN, MOMENTUM), self.momentum, *self.along.parts)
        cue.show(*self.ravine.walks(ADAM), self.adam, *self.knobs.parts)

    @beat(Beats.card)
    def the_card(self, cue: Cue) -> None:
        """What the five do; all back at the start."""
        cue.hide(*self.ravine.walks(ADAM), self.adam, *self.knobs.parts, self.data.numbers)
        cue.move(self.data.place.where, 1.0, at=0.0, until=cue.share(1.2))
        cue.show(*self.ravine.walks(), at=cue.share(TIMES.away))
        cue.show(self.card.table, at=cue.share(TIMES.change))
        cue.show(self.card.note, at=0.5)

    @beat(Beats.race)
    def the_race(self, cue: Cue) -> None:
        """All five, with their costs."""
        cue.hide(self.card.table, self.card.note)
        cue.show(*self.costs.frame, *self.costs.curves[0], self.key)

    @beat(Beats.first)
    def first(self, cue: Cue) -> None:
        """Each named where it ends."""
        cue.show(self.costs.names[0])

    @beat(Beats.turn)
    def turn(self, cue: Cue) -> None:
        """The ravine turns among its knobs, and a question stands."""
        soon = cue.share(TIMES.away)
        self.knobs.go(cue, 1.0, at=0.0, until=soon)
        cue.hide(*self.ravine.walks(), *self.costs.curves[0], self.costs.names[0], self.card.note)
        cue.show(*self.turned.walks(), at=0.7)
        cue.show(self.knobs.part, self.knobs.name, self.costs.before)
        cue.move(self.knobs.angle, DEGREES, at=0.2, until=0.65)

    @beat(Beats.again)
    def again(self, cue: Cue) -> None:
        """All five again."""
        cue.show(*self.costs.curves[1])

    @beat(Beats.askew)
    def askew(self, cue: Cue) -> None:
        """Each named where it ends, beside where it ended before."""
        cue.show(self.costs.names[1])

    @beat(Beats.knobs)
    def knob_by_knob(self, cue: Cue) -> None:
        """The steps of each knob, in the ravine that is turned."""
        cue.show(self.knobs.arrows[1])

    @beat(Beats.end)
    def end(self, cue: Cue) -> None:
        """Nothing more moves."""
