"""The same samples in their own units and scaled: two bowls, and why one takes so much longer."""

from __future__ import annotations

from dataclasses import replace

from scenes.components.plot.axes import UNNUMBERED
from scenes.layout import Slot
from scenes.parts.basin_words import BELOW
from scenes.parts.bowl import Bowl
from scenes.parts.data_inset import DataInset
from scenes.plans.scaling import NEARER, OWN, SCALED, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, TIMES

WIDE, NARROW = (1.9, 1.0), (1.35, 1.0)
"""Widths of the bowl in own units and of the scaled one beside it."""
INSET, TALL = (1.0, 0.95), (1.0, 0.36)
"""Heights of the bowl in own units and of the data below it."""
PLOT = 2.6
"""The most that the data are as wide as high."""
LIMIT, CRAWL = 0.5, 0.84
"""When, in their beat, the words come to the factors across, and to those along."""
TURN = 2.4
"""Seconds in which the maps turn."""


class Scaling(LessonScene[Params, Plan]):
    """One line, two bowls; a walk in each at the same share of its limit; their axes."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The data, in their units and scaled; the bowls with their axes."""
        layout, theme, say = self.layout, self.theme, self.say
        inset, *whole = self._slots()
        columns = layout.body.columns(2, layout.gap)
        self._add_data(layout.body.rows(1, 1, gap=layout.gap) if layout.beside else columns, inset)
        self.own = Bowl(self, whole[0], columns[0], OWN, self._units(), theme.other)
        self.round = Bowl(self, whole[1], columns[1], SCALED, say("bowls.scaled"), theme.batch)
        self.bowls = self.own, self.round
        own, scaled = (bowl.view.runner for bowl in self.bowls)
        self.data.runners, self.scaled.runners = (scaled, own), (scaled,)
        self.data.lines[own], self.data.thin = self.plan.data.line_in_units, (own,)

    def _slots(self) -> tuple[Slot, ...]:
        """For the data, for the bowl in own units above them, and for the scaled one."""
        layout = self.layout
        body, gap = layout.body, layout.gap
        shares = NARROW if layout.narrow else WIDE
        width = (body.width - gap) * shares[0] / sum(shares)
        left = body.inset(right=body.width - width)
        narrow, inset = left.rows(*(TALL if layout.beside else INSET), gap=gap)
        data = inset.inset(right=max(0.0, inset.width - PLOT * inset.height))
        data = data.inset(bottom=BELOW - UNNUMBERED[1])  # so that it stands on the other's line
        return data, narrow, body.inset(left=width + gap)

    def _add_data(self, halves: tuple[Slot, ...], inset: Slot) -> None:
        plan, unit, (first, last) = self.plan, self.say("bowls.scaled"), halves
        line, scaled = plan.scaled.line_in_units, replace(plan.scaled, x_unit=unit, y_unit=unit)
        self.data = DataInset(self, (first, inset), plan.data, line, bare=1)
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
        """The same line in both; then the bowl that each is a point of."""
        cue.hide(*self.scaled.parts, self.data.numbers, at=0.1)
        cue.move(self.data.place.where, 1.0, at=0.1, until=0.45)
        for start in self.starts:
            cue.move(start, 0.0, at=0.6, seconds=TIMES.enter)
        for bowl in self.bowls:
            view = bowl.view
            cue.show(view.part, view.minimum, view.runner.ball_part, bowl.words.name, at=0.4)
            cue.show(bowl.words.shape, at=0.6)

    @beat(Beats.question)
    def question(self, cue: Cue) -> None:
        """The rate of each, and no movement."""
        cue.hide(*(bowl.words.shape for bowl in self.bowls))
        cue.show(*(part for bowl in self.bowls for part in (bowl.words.rate, bowl.words.count)))

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """The eye goes near the one in own units; both hop in step."""
        cue.show(*(bowl.view.runner.trail_part for bowl in self.bowls))
        cue.move(self.own.view.near, 1.0, at=0.0, until=cue.share(NEARER - TIMES.settle))

    @beat(Beats.runs)
    def runs(self, cue: Cue) -> None:
        """One arrives; the eye goes away from the other, which runs on."""
        cue.move(self.own.view.near, 0.0, at=0.0, until=cue.share(NEARER))

    @beat(Beats.axes)
    def own_axes(self, cue: Cue) -> None:
        """The axes of each; the maps turn to them, and make room for two lines of numbers each."""
        go, there = 0.12, min(0.12 + cue.share(TURN), 0.6)
        cue.hide(*self.data.parts, at=go)
        for bowl in self.bowls:
            cue.show(bowl.view.cross)
            cue.hide(bowl.words.rate, bowl.words.count, *bowl.view.walk, at=go)
            cue.move(bowl.view.place.where, 1.0, at=go, until=there)
            cue.move(bowl.view.turned, 1.0, at=go, until=there)
            cue.show(*bowl.lines, at=there)
        cue.move(self.own.view.near, 1.0, at=there, until=0.98)

    @beat(Beats.factors)
    def factors(self, cue: Cue) -> None:
        """The first steps once more, on the maps and on their axes; where the limit lands."""
        for bowl in self.bowls:
            cue.show(*bowl.view.walk, *bowl.hops, at=cue.share(TIMES.away))
            cue.show(bowl.limit, at=LIMIT)
            cue.dim(*bowl.along.hops, to=DIMMED, at=LIMIT)
            cue.dim(*bowl.along.hops, to=1.0, at=CRAWL)
            cue.dim(*bowl.across.hops, to=DIMMED, at=CRAWL)

    @beat(Beats.shape)
    def shape(self, cue: Cue) -> None:
        """Both bowls go back to where they were, with all of their steps."""
        soon, there = cue.share(TIMES.leave), cue.share(TIMES.leave + TURN)
        for bowl in self.bowls:
            view, words = bowl.view, bowl.words
            cue.hide(view.cross, *bowl.lines, *bowl.hops, bowl.limit)
            for number in (view.place.where, view.turned, view.near):
                cue.move(number, 0.0, at=soon, until=there)
            cue.show(words.shape, words.count, at=there)
        cue.show(*self.data.bare, at=there)
