"""The same samples in their own units and scaled: two bowls, and why one takes so much longer."""

from __future__ import annotations

import numpy as np

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.parts.bowl import Bowl
from scenes.parts.bowl_slots import bowl_slots
from scenes.parts.samples_twice import SamplesTwice
from scenes.plans.scaling import BOWLS, CRAWL, KNIFE, OWN, POWERS, Beats, Params, Plan
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, TIMES

TURNS, AFTER, MOVES = 1.8, 0.4, 1.4
"""Seconds in which a map is turned to lie level; how much later the upper one is, so that it passes
above the other; and those in which both make room."""
NEARLY = 0.55
"""The share of a movement after which what stands beside it comes."""
WHY = 0.3
"""Of its beat, where the words come to the two ways."""


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
        """The same line in both; then the bowl that each is a point of, as it is."""
        cue.hide(*self.samples.parts, at=0.2)
        for bowl in self.bowls:
            view, (name, shape) = bowl.view, bowl.title
            cue.show(*view.ground, view.knobs, view.runner.ball_part, name, at=0.2)
            cue.show(shape, at=0.45)

    @beat(Beats.question)
    def question(self, cue: Cue) -> None:
        """Both are turned to lie level, a knife edge drawn wider; the rate of each, and no step."""
        for bowl, after in zip(self.bowls, (AFTER, 0.0), strict=True):
            view, told, begins = bowl.view, bowl.words, 0.05 + cue.share(after)
            cue.hide(*bowl.title, view.knobs)
            cue.move(view.place.where, 1.0, at=begins, until=begins + cue.share(TURNS))
            nearly = 0.05 + cue.share(AFTER + NEARLY * TURNS)
            cue.show(told.name, told.rate, told.count, *bowl.wide[0], at=nearly)

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """Both hop in step."""
        cue.show(*(bowl.view.runner.trail_part for bowl in self.bowls))

    @beat(Beats.runs)
    def runs(self, cue: Cue) -> None:
        """One arrives; the other runs on."""

    @beat(Beats.axes)
    def own_axes(self, cue: Cue) -> None:
        """The maps make room for a line each, of the way across, and show their own axes."""
        there, nearly = WHY + cue.share(MOVES), WHY + cue.share(NEARLY * MOVES)
        for bowl in self.bowls:
            view, told = bowl.view, bowl.words
            cue.hide(*told.parts, *bowl.wide[0], *view.walk, at=WHY)
            cue.move(view.place.where, 2.0, at=WHY, until=there)
            cue.show(view.across, view.along, at=WHY)
            cue.show(bowl.head, *bowl.wide[1], *bowl.across.frame, at=nearly)
        cue.show(self.measure, at=nearly)

    @beat(Beats.factors)
    def factors(self, cue: Cue) -> None:
        """The first steps once more, across; and again, along, and all steps after them.

        Then each has the way whose distance lasts longest, with the power of its factor, which says
        why there are so many steps.
        """
        along, powers = 1.0 - cue.share(CRAWL + TIMES.change), 1.0 - cue.share(POWERS)
        for bowl in self.bowls:
            view, first, then = bowl.view, bowl.across, bowl.along
            cue.hide(view.along)
            cue.show(*view.walk, *first.shown, first.factor)
            cue.hide(view.across, *view.walk, *first.parts, first.factor, at=along)
            cue.show(view.along, *view.walk, *then.parts, then.factor, at=along)
            cue.hide(then.factor, at=powers)
            if bowl.deciding is first:
                cue.hide(view.along, *then.parts, at=powers)
                cue.show(view.across, *first.parts, at=powers)
            cue.show(bowl.power, at=powers)

    @beat(Beats.shape)
    def shape(self, cue: Cue) -> None:
        """The samples twice again, and both lines take as many steps."""
        for bowl in self.bowls:
            cue.hide(*bowl.view.ground, *bowl.view.walk, *bowl.deciding.parts, bowl.power)
            cue.hide(bowl.lasting, bowl.head, *bowl.wide[1])
        cue.hide(self.measure)
        self.samples.again(cue, at=cue.share(TIMES.leave))
