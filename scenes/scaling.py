"""The same samples in their own units and scaled: two bowls, and why one takes so much longer."""

from __future__ import annotations

from dataclasses import replace

from scenes.layout import Slot
from scenes.parts.basin_lens import BasinLens
from scenes.parts.bowl import Bowl
from scenes.parts.data_inset import DataInset
from scenes.plans.scaling import CRAWL, KNIFE, OWN, SCALED, Beats, Params, Plan
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import TIMES

WIDE, NARROW = (1.9, 1.0), (1.35, 1.0)
"""Widths of the bowl in own units and of the scaled one beside it."""
STRIP = (1.0, 1.35)
"""Heights of a bowl that is a knife edge, and of what is seen of it from near."""
TURN, NEARLY, BACK = 1.8, 0.65, 0.6
"""Seconds in which the maps turn, the share of these after which what is below them comes; and
seconds in which the eye goes back from near."""


class Scaling(LessonScene[Params, Plan]):
    """One line, two bowls; a walk in each at the same share of its limit; their axes."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The data, in their units and scaled; the bowls with their axes."""
        layout, theme, say = self.layout, self.theme, self.say
        columns = layout.body.columns(2, layout.gap)
        self._add_data(layout.body.rows(1, 1, gap=layout.gap) if layout.beside else columns)
        own, scaled, *strip = self._slots()
        self.own = Bowl(self, own, columns[0], OWN, self._units(), theme.other)
        self.round = Bowl(self, scaled, columns[1], SCALED, say("bowls.scaled"), theme.batch)
        self.bowls = self.own, self.round
        lenses = [BasinLens(self, slot, self.own.view, OWN) for slot in strip]
        self.lens: list[Part] = [part for lens in lenses for part in lens.parts]
        """What is seen of a knife edge from near."""

    def _slots(self) -> tuple[Slot, ...]:
        """For the bowl in own units, for the scaled one, and for the strip if there is one."""
        body, gap = self.layout.body, self.layout.gap
        shares = NARROW if self.layout.narrow else WIDE
        left, right = body.shares(*shares, gap=gap)
        if self.plan.ratio[OWN] < KNIFE:
            return left, right
        own, strip = left.rows(*STRIP, gap=gap / 2)
        return own, right, strip

    def _add_data(self, halves: tuple[Slot, ...]) -> None:
        plan, unit, (first, last) = self.plan, self.say("bowls.scaled"), halves
        line, scaled = plan.scaled.line_in_units, replace(plan.scaled, x_unit=unit, y_unit=unit)
        self.data = DataInset(self, (first,), plan.data, line)
        self.scaled = DataInset(self, (last,), scaled, lambda theta: (theta[..., 0], theta[..., 1]))
        start = plan.runs[SCALED].theta[0]
        self.starts = [plot.keep(start, self.theme.text, 0.0) for plot in (self.data, self.scaled)]

    def _units(self) -> str:
        """What the bowl of the data as they are is called."""
        data = self.plan.data
        if data.x_unit and data.y_unit:
            return self.say("bowls.units", x=data.x_unit, y=data.y_unit)
        return self.say("bowls.own_units")

    # Beats

    @beat(Beats.twice)
    def twice(self, cue: Cue) -> None:
        """The data; the same with other numbers at the axes; and one line through both."""
        cue.show(*self.data.parts)
        cue.show(*self.scaled.parts, at=0.35)
        for start in self.starts:
            cue.move(start, 1.0, at=0.7, seconds=TIMES.enter)

    @beat(Beats.bowls)
    def two_bowls(self, cue: Cue) -> None:
        """The same line in both; then the bowl that each is a point of, and the strip."""
        cue.hide(*self.data.parts, *self.scaled.parts, at=0.25)
        for bowl in self.bowls:
            view = bowl.view
            cue.show(view.part, view.minimum, view.runner.ball_part, bowl.words.name, at=0.25)
            cue.show(bowl.words.shape, at=0.45)
        cue.show(*self.lens, at=0.45)

    @beat(Beats.question)
    def question(self, cue: Cue) -> None:
        """The rate of each, and no movement."""
        cue.hide(*(bowl.words.shape for bowl in self.bowls))
        cue.show(*(part for bowl in self.bowls for part in (bowl.words.rate, bowl.words.count)))

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """Both hop in step."""
        cue.show(*(bowl.view.runner.trail_part for bowl in self.bowls))

    @beat(Beats.runs)
    def runs(self, cue: Cue) -> None:
        """One arrives; the other runs on."""

    @beat(Beats.axes)
    def own_axes(self, cue: Cue) -> None:
        """The axes of each; the maps turn to them, and make room for a line of numbers each."""
        go, there = 0.12, min(0.12 + cue.share(TURN), 0.6)
        nearly = go + NEARLY * (there - go)
        cue.hide(*self.lens, at=go)
        for bowl in self.bowls:
            cue.show(bowl.view.cross)
            cue.hide(bowl.words.rate, bowl.words.count, *bowl.view.walk, at=go)
            cue.move(bowl.view.place.where, 1.0, at=go, until=there)
            cue.move(bowl.view.turned, 1.0, at=go, until=there)
            cue.show(*bowl.across.frame, at=nearly)
        cue.move(self.own.view.near, 1.0, at=there, until=0.98)

    @beat(Beats.factors)
    def factors(self, cue: Cue) -> None:
        """The first steps once more, on the maps and across them; and again, along them."""
        along = 1.0 - cue.share(CRAWL + TIMES.change)
        for bowl in self.bowls:
            cue.show(*bowl.view.walk, *bowl.across.hops, bowl.across.factor)
            cue.hide(*bowl.across.parts, at=along)
            cue.show(*bowl.along.parts, at=along)

    @beat(Beats.shape)
    def shape(self, cue: Cue) -> None:
        """Both bowls go back to where they were; then come all of their steps."""
        soon, there = cue.share(TIMES.leave), cue.share(TIMES.leave + TURN)
        nearly = soon + NEARLY * (there - soon)
        for bowl in self.bowls:
            view, words = bowl.view, bowl.words
            cue.hide(view.cross, *view.walk, *bowl.along.parts)
            cue.move(view.near, 0.0, at=soon, seconds=BACK)
            for number in (view.place.where, view.turned):
                cue.move(number, 0.0, at=soon, until=there)
            cue.show(*view.walk, words.shape, words.count, at=nearly)
        cue.show(*self.lens, at=nearly)
