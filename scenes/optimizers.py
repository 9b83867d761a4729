"""Five rules of a step in the ravine of unscaled data, and in the same ravine turned."""

from __future__ import annotations

from scenes.parts.held_back import add_held_back
from scenes.parts.joined_rule import add_joined
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
from scenes.parts.step_plot import along_plot
from scenes.parts.stray_bars import StrayBars
from scenes.plans.optimizers import (
    DEGREES,
    GOES_IN,
    RISES,
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

SOON, TURNS_FOR = 0.35, 2.0
"""The share of a beat at which the axes begin to turn, unless words tell; for how many seconds they
turn."""
TOP_DOWN = (ADAM, RMSPROP, NESTEROV, PLAIN, MOMENTUM)
"""On the ground that all share: a walk lies on that which it is compared with."""
WHY, LITTLE = 0.4, 0.7
"""Shares of a beat, unless words tell: when slopes come as they are once the axes are turned, and
how alike the rates are."""
STRAYS, RATES_COME = 0.5, 0.45
"""The same: when how far two stray comes, and RMSProp's rates."""
DIVIDES, GROW, JOINS = 1.5, 0.8, 1.2
"""Seconds until what RMSProp divides comes, in which its rates grow, and until the second half of
Adam's rule joins the first."""
AFTER = 0.25
"""The share of the last beat after which who is lowest once the ravine is turned stands out."""


class Optimizers(LessonScene[Params, Plan]):
    """Momentum, Adam and others beside plain descent: a race, and the same in a turned ravine."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The ravine with each rule by itself; both races; the turn between."""
        theme, slots = self.theme, rule_slots(self.layout)
        colours = dict(zip(RULES, (theme.batch, *theme.rules), strict=True))
        top_down = {rule: colours[rule] for rule in TOP_DOWN}
        self.ravine = RavineView(self, slots.ravine, top_down)
        alone = self.ravine.race.runners
        self.relief = self.ravine.add_relief(colours[PLAIN])
        self.plain = [] if self.relief else self.ravine.add_plain(colours[PLAIN])
        self.along = along_plot(self, slots.plot, {k: alone[k] for k in (PLAIN, MOMENTUM)})
        self.knobs = KnobSteps(self, slots.plot, {rule: alone[rule] for rule in (RMSPROP, ADAM)})
        compared = {rule: colours[rule] for rule in (MOMENTUM, NESTEROV)}
        self.strays = StrayBars(self, slots.plot, compared)
        self.ideas = {
            rule: add_rule(self, slots.rule, rule, colours[rule]) for rule in NEW if rule != ADAM
        }
        self.joined = add_joined(self, slots.rule, colours[ADAM])
        self.place_ahead = PlaceAhead(self, self.ravine)
        self.race = RuleLanes(self, slots.race, colours, ("",))
        self.held_back = add_held_back(self, self.race.views[NESTEROV])
        self.turn_view = KnobTurn(self, slots.whole)
        self.pairs = KnobPairs(self, slots.whole, colours[ADAM])
        self.again = RuleLanes(self, slots.race, colours, ("", TURNED))
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
        """The bowl as lit ground, drawn wider than it is, and plain descent in it."""
        soon = -cue.share(TIMES.away)  # nothing is to go before
        cue.show(*self._opening, at=soon)

    @property
    def _opening(self) -> list[Part]:
        """What the first beat shows: lit ground, or the map of a formula."""
        view, (scales, ways) = self.ravine, self.drawn[0]
        if self.relief is not None:
            return [*self.relief.parts, scales]
        return [view.part, view.minimum, *self.plain, scales, ways]

    @beat(Beats.momentum)
    def momentum_beside_plain(self, cue: Cue) -> None:
        """The eye rises, and goes in to the start; both step by step, and how far they go."""
        view, risen, there = self.ravine, cue.share(RISES), cue.share(GOES_IN)
        away = cue.share(TIMES.away)
        if self.relief is None:
            risen = 0.0
            cue.hide(*self.drawn[0], *self.plain, *view.left_behind)
        else:
            cue.move(self.relief.risen, 1.0, at=0.0, until=risen)
            cue.hide(self.drawn[0][0])
            self._dissolve(cue, view.part, at=risen - cue.share(TIMES.enter))
            cue.hide(*self.relief.parts, at=risen)
        if view.minimum not in view.left_behind:
            cue.show(view.minimum, at=risen - away)
        cue.move(view.place.where, 1.0, at=risen, until=there)
        cue.show(*view.walks(PLAIN, MOMENTUM), at=risen - away)
        drawn = self.ways, self.scales
        cue.show(*self.ideas[MOMENTUM], *drawn, at=there - away)
        cue.show(*self.along.parts, at=cue.at_turn(1, otherwise=there) - away)

    @beat(Beats.nesterov)
    def nesterov_beside_momentum(self, cue: Cue) -> None:
        """Nesterov over momentum's walk, with its rule; how far that strayed, and then this."""
        cue.hide(*self.ravine.walks(PLAIN), *self.along.parts, *self.ideas[MOMENTUM])
        cue.dim(*self.ravine.walks(MOMENTUM), to=DIMMED)
        cue.show(*self.ravine.walks(NESTEROV), *self.ideas[NESTEROV], self.place_ahead.part)
        cue.show(self.strays.head, *self.strays.rules[MOMENTUM])
        less = cue.at_turn(1, otherwise=STRAYS) - cue.share(TIMES.away)
        cue.show(*self.strays.rules[NESTEROV], at=less)

    @beat(Beats.rmsprop)
    def rmsprop_alone(self, cue: Cue) -> None:
        """RMSProp: recent slopes, what is divided by them, and rates that grow; how they differ."""
        bars, knobs, away = self.knobs.rules[RMSPROP], self.knobs, cue.share(TIMES.away)
        name, step = self.ideas[RMSPROP]
        rates = cue.at_turn(1, otherwise=RATES_COME)
        grown = rates + cue.share(GROW)
        cue.hide(*self.ravine.walks(MOMENTUM, NESTEROV), self.place_ahead.part)
        cue.hide(*self.ideas[NESTEROV], *self.strays.parts)
        cue.show(*self.ravine.walks(RMSPROP), name, knobs.slopes, bars.slopes)
        cue.show(step, at=cue.share(DIVIDES) - away)
        bars.grown.first = 0.0
        cue.show(knobs.rates, bars.rates, at=rates - away)
        cue.move(bars.grown, 1.0, at=rates, until=grown)
        cue.show(bars.times, at=max(grown, cue.share(TIMES.change + WALKS)) - away)

    @beat(Beats.adam)
    def adam_over_rmsprop(self, cue: Cue) -> None:
        """Its walk over RMSProp's, its rule of two halves, and its bars in the places of those."""
        bars, joined = self.knobs.rules[ADAM], self.joined
        cue.dim(*self.ravine.walks(RMSPROP), to=DIMMED)
        cue.hide(*self.ideas[RMSPROP], *self.knobs.bars(RMSPROP))
        cue.show(*self.ravine.walks(ADAM), joined.idea, joined.memory, bars.slopes, bars.rates)
        cue.show(joined.scaling, at=cue.share(JOINS))
        cue.show(bars.times, at=cue.share(TIMES.change + WALKS - TIMES.away))

    @beat(Beats.race)
    def the_race(self, cue: Cue) -> None:
        """A lane a rule, with its rate; all set off, and what each has left counts."""
        view, knobs = self.ravine, self.knobs
        cue.hide(view.part, view.minimum, *view.walks(RMSPROP, ADAM), *self.joined)
        cue.hide(self.ways, self.scales, knobs.slopes, knobs.rates, *knobs.bars(ADAM))
        self._dissolve(cue, *self.race.maps)
        cue.show(*self.race.ground, *self.race.table.rates.values(), *self.race.result)
        if self.held_back:
            cue.show(*self.held_back, at=1.0 - cue.share(TIMES.settle))

    @beat(Beats.lowest)
    def lowest(self, cue: Cue) -> None:
        """What each has left rests, and the lowest stands out."""
        if self._first:
            self.race.light(cue, self.plan.leaders[:1], 0.0)
            cue.show(*self._first, at=-cue.share(TIMES.away))

    @beat(Beats.turn)
    def turn(self, cue: Cue) -> None:
        """The start from near; the axes turn about it, over the ravine, and a question."""
        view, race = self.turn_view, self.race
        soon, over = cue.share(TIMES.change), 1.0 - cue.share(TIMES.change)
        turns = max(cue.at_turn(1, otherwise=SOON), soon)
        turned = min(turns + cue.share(TURNS_FOR), over)
        cue.hide(*race.ground, *race.result, *race.table.rates.values())
        cue.hide(*self._first, *self.held_back)
        self._dissolve(cue, view.part)
        cue.show(*view.ground)
        cue.move(view.angle, DEGREES, at=turns, until=turned)
        cue.show(*view.arc, at=turned - cue.share(TIMES.away))

    @property
    def _first(self) -> list[Part]:
        """The frame around the least number of the first race, if one rule has it."""
        return self.race.table.lowest if self.plan.winner else []

    @beat(Beats.again)
    def once_more(self, cue: Cue) -> None:
        """The lanes again, of the ravine as it is turned."""
        view, again = self.turn_view, self.again
        cue.hide(*view.ground, *view.arc)
        self._dissolve(cue, *again.maps)
        cue.show(*again.ground, *again.before)
        cue.show(*again.result, at=cue.share(STARTS_AGAIN - TIMES.enter - TIMES.away))

    @beat(Beats.knobs)
    def knob_by_knob(self, cue: Cue) -> None:
        """The lanes of those that scale; then Adam's bars in both races, the last rates last."""
        before, after, away = self.pairs.before, self.pairs.after, cue.share(TIMES.away)
        why = cue.at_turn(1, otherwise=WHY) - away
        little = max(cue.at_turn(-1, otherwise=LITTLE) - away, why + cue.share(TIMES.change))
        self.again.light(cue, ADAPTIVE, 0.0)
        cue.hide(*self.again.parts, at=why)
        cue.show(self.pairs.head, *before, after.name, after.slopes, at=why)
        cue.show(after.rates, after.times, at=little)

    @beat(Beats.end)
    def end(self, cue: Cue) -> None:
        """Who is lowest in each race, or all five."""
        again, lowest = self.again, self.again.table.lowest
        cue.hide(*self.pairs.parts)
        if self.plan.outcomes["end"] in {"momentum", "no_one", "one"}:
            again.come_back(cue, self.plan.leaders[:1])
            cue.show(lowest[0])
            again.light(cue, self.plan.leaders, AFTER)
            cue.show(lowest[1], at=AFTER - cue.share(TIMES.away))
        else:
            again.come_back(cue, RULES)

    def _dissolve(self, cue: Cue, *maps: Part, at: float = 0.0) -> None:
        """Have maps come while others go: the stage is never empty."""
        cue.show(*maps, at=at - cue.share(TIMES.away))
