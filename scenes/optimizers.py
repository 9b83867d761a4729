"""Five rules of a step in the ravine of unscaled data, and in the same ravine turned."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.parts.data_inset import DataInset
from scenes.parts.knob_arrows import KnobArrows
from scenes.parts.knob_turn import KnobTurn
from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_card import RuleCard, add_note
from scenes.parts.rule_in_words import add_rule
from scenes.parts.rule_key import RuleKey
from scenes.parts.rule_slots import rule_slots
from scenes.parts.step_plot import along_plot, knob_plot
from scenes.plans.optimizers import (
    ADAM,
    DEGREES,
    MAKES_ROOM,
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
TOLD, NARROWED, UPRIGHT = 0.3, 0.44, 0.55
"""Shares of a beat: until it is said who was lowest; then the ravine is drawn as narrow as it is,
and when it begins to turn."""


class Optimizers(LessonScene[Params, Plan]):
    """Momentum, Adam and others beside plain descent: a race, and the same in a turned ravine."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The ravine, and the turned one; the data; the steps of knobs; rules, card and key."""
        theme, slots = self.theme, rule_slots(self.layout)
        colours = dict(zip(RULES, (theme.batch, *theme.rules), strict=True))
        self.ravine = RavineView(self, slots.ravine, "", colours)
        self.turned = RavineView(self, slots.ravine[2:], TURNED, colours)
        self.arrows = KnobArrows(self, self.ravine, "")
        self.turned_arrows = KnobArrows(self, self.turned, TURNED)
        self.turn_view = KnobTurn(self, slots.turn)
        races = [view.race.runners for view in (self.ravine, self.turned)]
        self._add_data(slots.data)
        self.along = along_plot(self, slots.plot, (races[0][PLAIN], races[0][MOMENTUM]))
        self.sizes = knob_plot(self, slots.plot, races[0][ADAM])
        self.momentum = add_rule(self, slots.rule, MOMENTUM)
        self.adam = add_rule(self, slots.rule, ADAM)
        self.card = RuleCard(self, slots.card, colours)
        self.anew = add_note(self, slots.note, "rules.anew")
        self.key = RuleKey(self, slots.key, races)

    def _add_data(self, slot: Slot) -> None:
        """The samples with the line of each ball that is seen."""
        plan = self.plan
        self.data = DataInset(self, (slot,), plan.data, plan.own.line_in_units)
        self.data.runners = self.data.thin = [*self.ravine.race.runners.values()]

    # Beats

    @beat(Beats.ravine)
    def a_ravine(self, cue: Cue) -> None:
        """The bowl that the scene before has left; then it is drawn wider."""
        view = self.ravine
        view.drawn.first = 0.0
        cue.show(view.part, view.minimum, view.race.runners[PLAIN].ball_part)
        cue.move(view.drawn, 1.0, at=0.35, until=0.35 + cue.share(WIDEN))
        cue.show(view.notes[0], at=0.35 + cue.share(WIDEN))

    @beat(Beats.momentum)
    def momentum_beside_plain(self, cue: Cue) -> None:
        """The ravine makes room; both step by step, and how far each step goes along."""
        view, there = self.ravine, cue.share(MAKES_ROOM)
        cue.hide(view.notes[0])
        cue.move(view.place.where, 1.0, at=0.0, until=there)
        cue.show(*view.walks(PLAIN, MOMENTUM))
        come = view.notes[1], self.momentum, *self.along.parts, *self.data.parts
        cue.show(*come, at=there - cue.share(TIMES.away))

    @beat(Beats.adam)
    def adam_alone(self, cue: Cue) -> None:
        """Adam, with its step of each parameter on the map."""
        cue.hide(*self.ravine.walks(PLAIN, MOMENTUM), self.momentum, *self.along.parts)
        cue.show(*self.ravine.walks(ADAM), self.adam, *self.sizes.parts, *self.arrows.parts)

    @beat(Beats.card)
    def the_card(self, cue: Cue) -> None:
        """What the five do; all back at the start."""
        gone = self.adam, *self.sizes.parts, *self.arrows.parts, *self.data.parts
        cue.hide(*self.ravine.walks(ADAM), *gone)
        cue.show(*self.ravine.walks(), at=cue.share(TIMES.away))
        cue.show(self.card.table, self.card.note)

    @beat(Beats.race)
    def the_race(self, cue: Cue) -> None:
        """All five, with what each still has to go."""
        view, there = self.ravine, cue.share(TIMES.change)
        cue.hide(self.card.table, self.card.note, view.notes[1])
        cue.move(view.place.where, 2.0, at=0.0, until=there)
        cue.show(view.notes[2], *self.key.names, *self.key.rows[0], at=cue.share(TIMES.away))

    @beat(Beats.turn)
    def turn(self, cue: Cue) -> None:
        """Who was lowest; then the ravine, as narrow as it is, turns, and a question stands."""
        view, turning = self.ravine, self.turn_view
        cue.hide(*view.walks(), view.notes[2], *self.key.names, *self.key.rows[0], at=TOLD)
        cue.move(view.drawn, 0.0, at=TOLD, until=NARROWED)
        cue.hide(view.part, view.minimum, at=NARROWED)
        cue.show(turning.part, turning.knobs, self.anew, at=NARROWED)
        cue.move(turning.angle, DEGREES, at=UPRIGHT, until=0.85)

    @beat(Beats.again)
    def again(self, cue: Cue) -> None:
        """All five again, in the ravine that is turned, seen along it as before."""
        view = self.turned
        cue.hide(self.anew, self.turn_view.part, self.turn_view.knobs)
        cue.show(view.part, view.minimum, view.notes[0], *view.walks(), self.turned_arrows.knobs)
        cue.show(*self.key.names, *self.key.rows[0], *self.key.rows[1])

    @beat(Beats.knobs)
    def knob_by_knob(self, cue: Cue) -> None:
        """How they end; the steps of each knob, in the ravine that is turned."""
        cue.show(self.turned_arrows.part)

    @beat(Beats.end)
    def end(self, cue: Cue) -> None:
        """Nothing more moves."""
