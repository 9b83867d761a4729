"""Five rules of a step in the ravine of unscaled data, and in the same ravine turned."""

from __future__ import annotations

from scenes.parts.knob_pairs import KnobPairs
from scenes.parts.knob_steps import KnobSteps
from scenes.parts.knob_turn import KnobTurn
from scenes.parts.knob_ways import add_knob_ways
from scenes.parts.place_ahead import PlaceAhead
from scenes.parts.ravine_scales import add_scales
from scenes.parts.ravine_view import RavineView
from scenes.parts.rule_in_words import add_rule
from scenes.parts.rule_lanes import RuleLanes
from scenes.parts.rule_slots import rule_slots
from scenes.parts.step_plot import along_plot, floor_plot
from scenes.plans.optimizers import (
    DEGREES,
    GOES_IN,
    STARTS,
    STARTS_AGAIN,
    WALKS,
    Beats,
    Params,
    Plan,
)
from scenes.plans.rule_runs import (
    ADAM,
    ADAPTIVE,
    MOMENTUM,
    NESTEROV,
    NEW,
    PLAIN,
    RMSPROP,
    RULES,
    TURNED,
)
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, TIMES

TOLD, UPRIGHT, ASLANT = 0.5, 0.72, 0.86
"""Shares of a beat: until it is said who was lowest; when the axes turn, and when they have."""
TOP_DOWN = (ADAM, RMSPROP, NESTEROV, PLAIN, MOMENTUM)
"""On the ground that all share: a walk lies on that which it is compared with."""
RATES = 0.24
"""The share of a beat after which Adam's bars come."""
SLOPES_AFTER, RATES_AFTER, TIMES_AFTER = 0.44, 0.52, 0.6
"""Shares of it: when slopes come as they are once the axes are turned, the rates, and how alike."""
EVERYWHERE, SAID = 0.52, {RMSPROP: 0.2, ADAM: 0.4}
"""Shares of the last beat: when the words come to both races, and to a rule."""


class Optimizers(LessonScene[Params, Plan]):
    """Momentum, Adam and others beside plain descent: a race, and the same in a turned ravine."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The ravine with each rule by itself; both races; the turn between."""
        theme, slots = self.theme, rule_slots(self.layout)
        colours = dict(zip(RULES, (theme.batch, *theme.rules), strict=True))
        top_down = {rule: colours[rule] for rule in TOP_DOWN}
        alone_in, near_in = slots.ravine
        self.ravine = RavineView(self, (alone_in, near_in, near_in), top_down)
        alone = self.ravine.race.runners
        self.plain = self.ravine.add_plain(colours[PLAIN])
        self.along = along_plot(self, slots.plot, {k: alone[k] for k in (PLAIN, MOMENTUM)})
        self.floor = floor_plot(self, slots.plot, {k: alone[k] for k in (MOMENTUM, NESTEROV)})
        self.knobs = {rule: KnobSteps(self, slots.plot, alone[rule]) for rule in (RMSPROP, ADAM)}
        self.ideas = {rule: add_rule(self, slots.rule, rule, colours[rule]) for rule in NEW}
        self.place_ahead = PlaceAhead(self, self.ravine)
        self.race = RuleLanes(self, slots.race, colours, ("",))
        self.turn_view = KnobTurn(self, slots.whole)
        self.pairs = KnobPairs(self, slots.whole, colours[ADAM])
        self.again = RuleLanes(self, slots.again, colours, ("", TURNED))
        self.drawn = [
            (
                add_scales(self, note, self.ravine, place),
                add_knob_ways(self, self.ravine.basin, slot, self.plan.letters),
            )
            for place, (note, slot) in enumerate(zip(slots.notes, slots.ravine, strict=True))
        ]
        """In each of its slots, how the ravine is drawn: how much wider, and which way each
        parameter grows."""
        self.scales, self.ways = self.drawn[1]

    # Beats

    @beat(Beats.ravine)
    def a_ravine(self, cue: Cue) -> None:
        """The bowl laid level and drawn wider than it is, and plain descent in it."""
        view = self.ravine
        soon = -cue.share(TIMES.away)  # nothing is to go before
        cue.show(view.part, view.minimum, *self.plain, *self.drawn[0], at=soon)

    @beat(Beats.momentum)
    def momentum_beside_plain(self, cue: Cue) -> None:
        """The eye goes in to the start; both step by step, and how far each step goes along."""
        view, there = self.ravine, cue.share(GOES_IN)
        cue.hide(*self.drawn[0], *self.plain, *view.left_behind)
        cue.move(view.place.where, 2.0, at=0.0, until=there)
        cue.show(*view.walks(PLAIN, MOMENTUM))
        cue.show(self.ideas[MOMENTUM], *self.along.parts, at=there - cue.share(TIMES.away))

    @beat(Beats.nesterov)
    def nesterov_beside_momentum(self, cue: Cue) -> None:
        """Nesterov over momentum's walk, and how far from the floor each step ends."""
        cue.hide(*self.ravine.walks(PLAIN), self.ideas[MOMENTUM], *self.along.parts)
        cue.dim(*self.ravine.walks(MOMENTUM), to=DIMMED)
        cue.show(*self.ravine.walks(NESTEROV), self.ideas[NESTEROV], *self.floor.parts)
        cue.show(self.place_ahead.part)

    @beat(Beats.rmsprop)
    def rmsprop_alone(self, cue: Cue) -> None:
        """The eye goes back out; RMSProp, with how long its step of each parameter is."""
        cue.hide(*self.ravine.walks(MOMENTUM, NESTEROV), self.place_ahead.part)
        cue.hide(self.ideas[NESTEROV], *self.floor.parts)
        cue.move(self.ravine.place.where, 1.0, until=cue.share(TIMES.change))
        cue.show(*self.ravine.walks(RMSPROP), self.ideas[RMSPROP], *self.knobs[RMSPROP].parts)
        cue.show(self.ways, at=cue.share(TIMES.change))
        cue.show(self.knobs[RMSPROP].times, at=cue.share(WALKS))

    @beat(Beats.adam)
    def adam_alone(self, cue: Cue) -> None:
        """The same of Adam."""
        knobs = self.knobs[RMSPROP]
        cue.hide(*self.ravine.walks(RMSPROP), self.ideas[RMSPROP], *knobs.parts, knobs.times)
        cue.show(*self.ravine.walks(ADAM), self.ideas[ADAM], *self.knobs[ADAM].parts, self.scales)
        cue.show(self.knobs[ADAM].times, at=cue.share(WALKS))

    @beat(Beats.race)
    def the_race(self, cue: Cue) -> None:
        """A lane a rule; all set off; then what each has left, and who has least."""
        view, knobs, ends = self.ravine, self.knobs[ADAM], STARTS + self.plan.asked.seconds
        cue.hide(view.part, view.minimum, *view.walks(ADAM))
        cue.hide(self.ideas[ADAM], self.ways, self.scales, *knobs.parts, knobs.times)
        self._dissolve(cue, *self.race.maps)
        cue.show(*self.race.ground)
        cue.show(*self.race.result, *self._first, at=cue.share(ends - TIMES.away))

    @beat(Beats.turn)
    def turn(self, cue: Cue) -> None:
        """Who was lowest; then the axes turn at the start, about an arrow down, and a question."""
        view, race, told = self.turn_view, self.race, cue.at_turn(-1, otherwise=TOLD)
        if self._first:
            race.light(cue, self.plan.leaders[:1], 0.0)
        cue.hide(*race.ground, *race.result, *self._first, at=told)
        self._dissolve(cue, view.part, at=told)
        cue.show(*view.ground, at=told)
        cue.move(view.angle, DEGREES, at=UPRIGHT, until=ASLANT)
        cue.show(view.arc, at=ASLANT - cue.share(TIMES.away))

    @property
    def _first(self) -> list[Part]:
        """The frame around the least number of the first race, if one rule has it."""
        return self.race.table.lowest if self.plan.winner else []

    @beat(Beats.again)
    def once_more(self, cue: Cue) -> None:
        """The lanes again, of the ravine as it is turned; numbers as before stand back."""
        view, again = self.turn_view, self.again
        ends = cue.share(STARTS_AGAIN + self.plan.asked.seconds)
        cue.hide(*view.ground, view.arc)
        self._dissolve(cue, *again.maps)
        cue.show(*again.ground, *again.before)
        cue.show(*again.result, at=ends - cue.share(TIMES.away))
        again.light(cue, ADAPTIVE, ends + cue.share(TIMES.enter))

    @beat(Beats.knobs)
    def knob_by_knob(self, cue: Cue) -> None:
        """Adam's slopes and rates of both parameters: before the turn, and after it."""
        before, after = self.pairs.before, self.pairs.after
        cue.hide(*self.again.parts, at=RATES)
        cue.show(self.pairs.head, *before, at=RATES)
        cue.show(after.name, after.slopes, at=SLOPES_AFTER)
        cue.show(after.rates, at=RATES_AFTER)
        cue.show(after.times, at=TIMES_AFTER)

    @beat(Beats.end)
    def end(self, cue: Cue) -> None:
        """Momentum, RMSProp, Adam, and then who is lowest in each race, or all five."""
        again = self.again
        scales, joins = (cue.at_word(rule, otherwise=SAID[rule]) for rule in SAID)
        cue.hide(*self.pairs.parts)
        cue.show(*again.parts)
        again.light(cue, [MOMENTUM], cue.share(TIMES.away))
        again.light(cue, [RMSPROP], scales)
        again.light(cue, [ADAM], joins)
        if self.plan.outcomes["end"] in {"momentum", "no_one", "one"}:
            again.light(cue, self.plan.leaders, EVERYWHERE)
            cue.show(*again.table.lowest, at=EVERYWHERE)
        else:
            again.light(cue, RULES, EVERYWHERE)

    def _dissolve(self, cue: Cue, *maps: Part, at: float = 0.0) -> None:
        """Have maps come while others go: the stage is never empty."""
        cue.show(*maps, at=at - cue.share(TIMES.away))
