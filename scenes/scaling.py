"""The same samples in their own units and scaled: two bowls, and why one takes so much longer."""

from __future__ import annotations

from dataclasses import replace

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.bowl import Bowl
from scenes.parts.bowl_slots import bowl_slots
from scenes.parts.data_inset import DataInset
from scenes.plans.scaling import BOWLS, CRAWL, KNIFE, OWN, SCALED, Beats, Params, Plan
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, SIZES, TIMES

OPENS, MOVES = 1.6, 1.4
"""Seconds in which a knife edge is drawn wider than it is, and in which maps make room."""
NEARLY = 0.55
"""The share of a movement after which what stands beside it comes."""
WHY = 0.52
"""Of its beat, where the words come to the axes."""


class Scaling(LessonScene[Params, Plan]):
    """One line, two bowls; a walk in each at the same share of its limit; their axes."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The data, in their units and scaled; the bowls with their axes."""
        layout, plan, theme = self.layout, self.plan, self.theme
        halves = layout.body.columns(2, layout.gap)
        self._add_data(layout.body.rows(1, 1, gap=layout.gap) if layout.beside else halves)
        narrow = [plan.ratio[name] >= KNIFE for name in BOWLS]
        own, scaled = bowl_slots(layout, knife=narrow[0], opens=(narrow[0], narrow[1]))
        self.own = Bowl(self, own, OWN, self._units(), theme.other)
        self.round = Bowl(self, scaled, SCALED, self.say("bowls.scaled"), theme.batch)
        self.bowls = self.own, self.round
        self.measure = self._add_measure(scaled.cells)

    def _add_measure(self, cells: tuple[Slot, Slot]) -> Part:
        """What the lines of numbers show, below the last of them."""
        narrow, (first, last) = self.layout.narrow, cells
        (label,) = fitted(
            self.say("own_axes.distance"), last.right - first.left, 1,
            SIZES.small if narrow else SIZES.label,
            lambda text, *, size: words(text, size, self.theme.quiet),
        )  # fmt: skip
        x, below = (first.left + last.right) / 2, self.layout.body.bottom + label.size / 3
        return self.add_part(label.put(x, below, "centre"))

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
        """The data, and the same with other numbers at the axes; and one line through both."""
        cue.show(*self.data.parts, *self.scaled.parts)
        for start in self.starts:
            cue.move(start, 1.0, at=0.6, seconds=TIMES.enter)

    @beat(Beats.bowls)
    def two_bowls(self, cue: Cue) -> None:
        """The same line in both; then the bowl that each is a point of, as it is."""
        cue.hide(*self.data.parts, *self.scaled.parts, at=0.2)
        for bowl in self.bowls:
            view, words = bowl.view, bowl.words
            cue.show(*view.ground, view.knobs, view.runner.ball_part, words.name, at=0.2)
            cue.show(words.shape, at=0.45)

    @beat(Beats.question)
    def question(self, cue: Cue) -> None:
        """The rate of each, and no step; a knife edge is drawn wider, so that steps can be seen."""
        for bowl in self.bowls:
            cue.hide(bowl.words.shape)
            cue.show(bowl.words.rate, bowl.words.count)
            cue.move(bowl.view.drawn, 1.0, at=0.05, until=0.05 + cue.share(OPENS))
            cue.show(*bowl.wide[0], at=0.05 + cue.share(NEARLY * OPENS))

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """Both hop in step."""
        cue.show(*(bowl.view.runner.trail_part for bowl in self.bowls))

    @beat(Beats.runs)
    def runs(self, cue: Cue) -> None:
        """One arrives; the other runs on."""

    @beat(Beats.axes)
    def own_axes(self, cue: Cue) -> None:
        """The maps make room for two lines of numbers each, across them and along."""
        there, nearly = WHY + cue.share(MOVES), WHY + cue.share(NEARLY * MOVES)
        for bowl in self.bowls:
            view, told = bowl.view, bowl.words
            cue.hide(*told.parts, *bowl.wide[0], *view.walk, view.knobs, at=WHY)
            cue.move(view.place.where, 1.0, at=WHY, until=there)
            cue.show(view.cross, at=WHY)
            lines = *bowl.across.frame, *bowl.along.frame
            cue.show(*bowl.head, *bowl.wide[1], *lines, at=nearly)
        cue.show(self.measure, at=nearly)

    @beat(Beats.factors)
    def factors(self, cue: Cue) -> None:
        """The first steps once more, on the maps and across them; and again, along them."""
        along = 1.0 - cue.share(CRAWL + TIMES.change)
        for bowl in self.bowls:
            cue.show(*bowl.view.walk, *bowl.across.hops, bowl.across.factor)
            cue.dim(*bowl.across.hops, to=DIMMED, at=along)
            cue.show(*bowl.along.parts, at=along)

    @beat(Beats.shape)
    def shape(self, cue: Cue) -> None:
        """Both bowls go back to where they were, as they are; then comes how long they took."""
        soon, there = cue.share(TIMES.leave), cue.share(TIMES.leave + MOVES)
        nearly = soon + NEARLY * (there - soon)
        cue.hide(self.measure)
        for bowl in self.bowls:
            view, told = bowl.view, bowl.words
            cue.hide(view.cross, *view.walk, *bowl.across.parts, *bowl.along.parts)
            cue.hide(*bowl.head, *bowl.wide[1])
            for number in (view.place.where, view.drawn):
                cue.move(number, 0.0, at=soon, until=there)
            cue.show(*bowl.walked, view.knobs, told.name, told.shape, told.count, at=nearly)
