"""The same samples in their own units and scaled: two bowls, and why one takes so much longer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.bowl import Bowl
from scenes.parts.bowl_slots import bowl_slots
from scenes.parts.data_inset import DataInset
from scenes.plans.scaling import BOWLS, CRAWL, KNIFE, OWN, SCALED, Beats, Params, Plan
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, TIMES

TURNS, AFTER, MOVES = 1.8, 0.4, 1.4
"""Seconds in which a map is turned to lie level; how much later the upper one is, so that it passes
above the other; and those in which both make room."""
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
        along, up = np.abs(plan.axes[OWN].directions[0])
        own, scaled = bowl_slots(
            layout, knife=narrow[0], upright=bool(up > along), opens=(narrow[0], narrow[1])
        )
        self.own = Bowl(self, own, OWN, self._units(), theme.other)
        self.round = Bowl(self, scaled, SCALED, self.say("bowls.scaled"), theme.batch)
        self.bowls = self.own, self.round
        self.measure = self._add_measure(scaled.cell)

    def _add_measure(self, cell: Slot) -> Part:
        """What the lines of numbers show, below the last of them."""
        (label,) = fitted(
            self.say("own_axes.distance"), self.layout.body.width, 1,
            SIZES.small if self.layout.narrow else SIZES.label,
            lambda text, *, size: words(text, size, self.theme.quiet),
        )  # fmt: skip
        return self.add_part(
            label.put(cell.right, self.layout.body.bottom + label.size / 3, "right")
        )

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
        """The maps make room for a line of numbers each, and show their own axes."""
        there, nearly = WHY + cue.share(MOVES), WHY + cue.share(NEARLY * MOVES)
        for bowl in self.bowls:
            view, told = bowl.view, bowl.words
            cue.hide(*told.parts, *bowl.wide[0], *view.walk, at=WHY)
            cue.move(view.place.where, 2.0, at=WHY, until=there)
            cue.show(view.across, view.along, at=WHY)
            lines = *bowl.across.frame, bowl.across.bends
            cue.show(*bowl.head, *bowl.wide[1], *lines, at=nearly)
        cue.show(self.measure, at=nearly)

    @beat(Beats.factors)
    def factors(self, cue: Cue) -> None:
        """The first steps once more, on the maps and across them; and again, along them.

        With these come the powers of the factors, which say why there are so many steps.
        """
        along = 1.0 - cue.share(CRAWL + TIMES.change)
        for bowl in self.bowls:
            view = bowl.view
            cue.hide(view.along)
            cue.show(*view.walk, *bowl.across.shown, bowl.across.factor)
            cue.hide(view.across, *bowl.across.told, at=along)
            cue.show(view.along, *bowl.along.told, bowl.power, at=along)

    @beat(Beats.shape)
    def shape(self, cue: Cue) -> None:
        """Both go back to their lanes; then comes how long they took."""
        soon, there = cue.share(TIMES.leave), cue.share(TIMES.leave + MOVES)
        nearly = soon + NEARLY * (there - soon)
        cue.hide(self.measure)
        for bowl in self.bowls:
            view, told = bowl.view, bowl.words
            cue.hide(view.along, *view.walk, *bowl.across.frame, *bowl.along.told, bowl.power)
            cue.hide(*bowl.head, *bowl.wide[1])
            cue.move(view.place.where, 1.0, at=soon, until=there)
            cue.show(*view.walk, told.name, told.shape, told.count, *bowl.wide[0], at=nearly)
