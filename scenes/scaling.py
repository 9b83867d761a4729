"""The same samples in their own units and scaled: two bowls, and why one takes so much longer."""

from __future__ import annotations

import numpy as np

from scenes.parts.bowl import Bowl
from scenes.parts.bowl_slots import bowl_slots
from scenes.parts.distances import Distances
from scenes.parts.samples_twice import SamplesTwice
from scenes.plans.scaling import (
    ACROSS_WAY,
    ALONG_WAY,
    BOWLS,
    KNIFE,
    OWN,
    WHY,
    Beats,
    Params,
    Plan,
)
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import DIMMED, TIMES

STANDS, TURNS, AFTER = 2.6, 1.3, 0.2
"""Seconds until the maps as they are are turned to lie level, in which they are, and how much later
the upper one is, so that it passes above the other."""
SEEN = 0.06
"""Of a beat, for which the samples are still seen."""
WIDENS = 1.2
"""Seconds in which a knife edge is drawn wider."""
GROWS, CRAWLS = 2.0, 0.48
"""Seconds in which it is drawn what steps leave of a distance; and the share of its beat at which
this is drawn along the bowls, where across it has been."""
ONE_BY_ONE = 0.5
"""Seconds from one axis of a bowl to the other."""
NEARLY = 0.55
"""The share of a movement after which what stands beside it comes."""


class Scaling(LessonScene[Params, Plan]):
    """One line, two bowls; a walk in each at the same share of its limit; their axes."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The bowls with their ways; the data, in their units and scaled."""
        layout, plan, theme = self.layout, self.plan, self.theme
        narrow = [plan.ratio[name] >= KNIFE for name in BOWLS]
        along, up = np.abs(plan.axes[OWN].directions[0])
        slots = bowl_slots(
            layout, knife=narrow[0], upright=bool(up > along), opens=(narrow[0], narrow[1])
        )
        called = self._units(), self.say("bowls.scaled")
        self.bowls = tuple(
            Bowl(self, *each)
            for each in zip(slots, BOWLS, called, (theme.other, theme.batch), strict=True)
        )
        self.own, self.round = self.bowls
        runners = self.own.view.runner, self.round.view.runner
        self.distances = Distances(self, called, (runners[0].colour, runners[1].colour))
        self.samples = SamplesTwice(self, runners, called)

    def _units(self) -> str:
        """What the bowl of the data as they are is called."""
        data = self.plan.data
        if data.x_unit and data.y_unit:
            return self.say("bowls.units", x=data.x_unit, y=data.y_unit)
        return self.say("bowls.own_units")

    # Beats

    @beat(Beats.twice)
    def twice(self, cue: Cue) -> None:
        """The data, and the same with other numbers at the axes; and one line through both."""
        self.samples.begin(cue, at=0.6)

    @beat(Beats.bowls)
    def two_bowls(self, cue: Cue) -> None:
        """The bowl that the line is a point of in each, as it is; then both are laid level."""
        cue.hide(*self.samples.parts, at=SEEN)
        lies = cue.share(STANDS)
        for bowl, after in zip(self.bowls, (AFTER, 0.0), strict=True):
            view, told, begins = bowl.view, bowl.words, lies + cue.share(after)
            view.opened.first = 0.0
            cue.show(*view.ground, view.knobs, view.runner.ball_part, bowl.title, at=SEEN)
            cue.hide(bowl.title, view.knobs, at=lies)
            cue.move(view.place.where, 1.0, at=begins, until=begins + cue.share(TURNS))
            cue.show(told.name, told.shape, at=lies + cue.share(NEARLY * (AFTER + TURNS)))

    @beat(Beats.question)
    def question(self, cue: Cue) -> None:
        """A knife edge is drawn wider; the rate of each, and no step."""
        for bowl in self.bowls:
            view, told = bowl.view, bowl.words
            cue.hide(told.shape)
            cue.move(view.opened, 1.0, until=cue.share(WIDENS))
            cue.show(told.rate, told.count)
            cue.show(*bowl.wide, at=cue.share(WIDENS - TIMES.away))

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """Both hop in step."""
        cue.show(*(bowl.view.runner.trail_part for bowl in self.bowls))

    @beat(Beats.runs)
    def runs(self, cue: Cue) -> None:
        """One arrives; the other runs on."""

    @beat(Beats.axes)
    def own_axes(self, cue: Cue) -> None:
        """In place of the walks come the own axes of each map, with the curvature along each."""
        for bowl in self.bowls:
            view, (along, across) = bowl.view, bowl.ways
            cue.hide(*view.walk, at=WHY)
            cue.show(view.across, across, at=WHY + cue.share(TIMES.leave))
            cue.show(view.along, along, at=WHY + cue.share(TIMES.leave + ONE_BY_ONE))

    @beat(Beats.factors)
    def factors(self, cue: Cue) -> None:
        """What each step leaves of the distance: across, alike in both, and then along each."""
        shown, after = self.distances, cue.share(TIMES.away + TIMES.enter)
        cue.only(*shown.frame, *shown.across)
        steps, most = cue.share(GROWS), float(self.plan.followed)
        cue.move(shown.drawn[ACROSS_WAY], most, at=after, until=after + steps, ease=linear)
        cue.dim(shown.across.curve, to=DIMMED, at=CRAWLS)
        for way in shown.along:
            cue.show(*way, at=CRAWLS)
        begin = CRAWLS + cue.share(TIMES.enter)
        cue.move(shown.drawn[ALONG_WAY], most, at=begin, until=begin + steps, ease=linear)

    @beat(Beats.shape)
    def shape(self, cue: Cue) -> None:
        """The samples twice again, and both lines take as many steps."""
        cue.hide(*self.distances.parts)
        self.samples.again(cue, at=cue.share(TIMES.leave))
