"""The same samples in their own units and scaled: two bowls, and why one takes so much longer."""

from __future__ import annotations

import numpy as np

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.parts.bowl import Bowl
from scenes.parts.bowl_slots import bowl_slots
from scenes.parts.samples_twice import SamplesTwice
from scenes.plans.scaling import BOWLS, CRAWL, KNIFE, OWN, POWERS, WHY, Beats, Params, Plan
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, SIZES, TIMES

STANDS, TURNS, AFTER = 2.6, 1.3, 0.2
"""Seconds until the maps as they are are turned to lie level, in which they are, and how much later
the upper one is, so that it passes above the other."""
SEEN = 0.06
"""Of a beat, for which the samples are still seen."""
WIDENS, MOVES = 1.2, 1.4
"""Seconds in which a knife edge is drawn wider, and those in which both make room."""
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
        self.measure = self._add_measure()
        runners = self.own.view.runner, self.round.view.runner
        self.samples = SamplesTwice(self, runners, called)

    def _add_measure(self) -> Part:
        """What the lines of numbers show, below them."""
        body = self.layout.body
        (label,) = fitted(
            self.say("own_axes.distance"), body.width, 1,
            SIZES.small if self.layout.narrow else SIZES.label,
            lambda text, *, size: words(text, size, self.theme.quiet),
        )  # fmt: skip
        return self.add_part(label.put(body.right, body.bottom + label.size / 3, "right"))

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
            cue.show(*bowl.wide[0], at=cue.share(WIDENS - TIMES.away))

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """Both hop in step."""
        cue.show(*(bowl.view.runner.trail_part for bowl in self.bowls))

    @beat(Beats.runs)
    def runs(self, cue: Cue) -> None:
        """One arrives; the other runs on."""

    @beat(Beats.axes)
    def own_axes(self, cue: Cue) -> None:
        """The maps make room for a line for each of their own axes, with a ball at the start."""
        there, nearly = WHY + cue.share(MOVES), WHY + cue.share(NEARLY * MOVES)
        for bowl in self.bowls:
            view, told = bowl.view, bowl.words
            cue.hide(*told.parts, *bowl.wide[0], *view.walk, at=WHY)
            cue.move(view.place.where, 2.0, at=WHY, until=there)
            cue.show(view.across, view.along, at=WHY)
            cue.show(bowl.head, *bowl.wide[1], *view.walk, at=nearly)
            for way in (bowl.across, bowl.along):
                cue.show(*way.frame, *way.shown, at=nearly)
        cue.show(self.measure, at=nearly)

    @beat(Beats.factors)
    def factors(self, cue: Cue) -> None:
        """The first steps once more, with the factor across, and then along; and all steps.

        Then the way whose distance lasts longest stands out in each, with the power of its factor,
        which says why there are so many steps.
        """
        crawls, powers = 1.0 - cue.share(CRAWL + TIMES.enter), 1.0 - cue.share(POWERS)
        for bowl in self.bowls:
            view, first, then = bowl.view, bowl.across, bowl.along
            cue.hide(view.along)
            cue.show(first.factor)
            cue.hide(view.across, at=crawls)
            cue.dim(*first.bare, to=DIMMED, at=crawls)
            cue.show(view.along, then.factor, at=crawls)
            cue.dim(*bowl.deciding.bare, to=1.0, at=powers)
            cue.show(bowl.power, at=powers)
            if bowl.deciding is first:
                cue.hide(view.along, at=powers)
                cue.show(view.across, at=powers)

    @beat(Beats.shape)
    def shape(self, cue: Cue) -> None:
        """The samples twice again, and both lines take as many steps."""
        for bowl in self.bowls:
            view = bowl.view
            cue.hide(*view.ground, *view.walk, view.along, view.across, bowl.head, *bowl.wide[1])
            cue.hide(*bowl.along.parts, *bowl.across.parts, bowl.power)
        cue.hide(self.measure)
        self.samples.again(cue, at=cue.share(TIMES.leave))
