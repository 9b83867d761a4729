"""The whole film on one page, from what was computed; then the line that was found."""

from __future__ import annotations

from scenes.parts.fitting_view import FittingView
from scenes.parts.sources import add_sources, sources_slot
from scenes.parts.summary_page import COST, SummaryPage
from scenes.parts.summary_slots import summary_slots
from scenes.plans.summary import Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import SIZES, TIMES

GLIDE, RULE = 1.2, 0.9
"""Seconds in which the bowl goes into the ring; from the middle of that until the rule comes."""
SWEPT = 2.2
"""Seconds in which the curve of the limit is drawn."""
SPREADS, LATER, DRAWS = 1.4, 1.2, 1.8
"""Seconds in which the starts are marked; then, from their beginning, when the plot comes; in which
the cost of new points is drawn."""
ANSWERS = 1.8
"""Seconds before the end of a beat, in which the symbols are named where the viewer speaks, and
what all was computed from in the last one."""
LARGE, USUAL = 1.5, 1.1
"""Size of what the line says, in that of a title; and where there is little room."""
PAST = 0.4
"""How much of the lines that it has been is seen while the line walks once more."""


class Summary(LessonScene[Params, Plan]):
    """Each part large; the rule, and a silence; the line once more, from its first guess."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The page; the data with the line; what all was computed from."""
        foot = sources_slot(self)
        slots = summary_slots(self.layout, foot.height + self.layout.gap)
        self.page = SummaryPage(
            self, self.plan, slots, lambda frame: self.plan.turns(self.score, frame)
        )
        self.sources = add_sources(self, foot)
        data, _ = slots.found
        size = (USUAL if self.layout.narrow else LARGE) * SIZES.title
        self.view = FittingView(self, data, number=size, told=True)
        self.view.past.first = PAST

    # Beats

    @beat(Beats.ingredients)
    def ingredients(self, cue: Cue) -> None:
        """One after another."""
        for k, each in enumerate(self.page.ingredients):
            cue.show(*each.parts, at=0.22 * k)

    @beat(Beats.cycle)
    def cycle(self, cue: Cue) -> None:
        """The bowl goes into the ring, and others go; then the rule."""
        page = self.page
        bowl, ring = page.bowl, page.cycle
        cue.only(self.heading, *bowl)
        cue.move(page.places[COST].where, 1.0, seconds=GLIDE)
        cue.show(*ring.parts, *ring.lamp, at=cue.share(GLIDE - TIMES.away))
        cue.show(page.rule, at=cue.share(GLIDE / 2 + RULE))

    @beat(Beats.kinds)
    def kinds(self, cue: Cue) -> None:
        """Three maps alone."""
        cue.only(*(part for each in self.page.kinds for part in each))

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The cost over the rate, up to the limit and beyond; what becomes of four rates."""
        sweep, begin = self.page.sweep, cue.share(TIMES.change)
        until = begin + cue.share(SWEPT)
        cue.only(self.heading, *sweep.frame, *sweep.bound, sweep.curve, self.page.curvature)
        come = sweep.draw(cue, at=begin, until=until)
        for name, part in sweep.names.items():
            cue.show(part, at=come[name])

    @beat(Beats.beyond)
    def beyond(self, cue: Cue) -> None:
        """The valley of each start; then the cost of new points, up to its lowest and on."""
        valleys, costs = self.page.valleys, self.page.costs
        cue.only(self.heading, *valleys.parts)
        begin = cue.share(TIMES.change)
        cue.move(valleys.spread, 1.0, at=begin, seconds=SPREADS)
        begin += cue.share(LATER)
        until = begin + cue.share(DRAWS)
        cue.show(*costs.parts, costs.names[1], at=begin)
        cue.move(costs.drawn, 1.0, at=begin + cue.share(TIMES.enter), until=until, ease=linear)
        cue.show(costs.names[0], costs.lowest, at=until)

    @beat(Beats.own_words)
    def own_words(self, cue: Cue) -> None:
        """The rule with its pictures, and nothing moves; then what its symbols are called."""
        rule = self.page.named
        for place in self.page.places:
            last = float(len(place.slots) - 1)
            cue.move(place.where, last, at=cue.share(TIMES.leave), seconds=0.0)
        cue.only(self.heading, rule.part, *self.page.small)
        cue.show(*rule.names, at=1.0 - cue.share(ANSWERS))

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """The line of the first guess finds its place once more, and beside it the ball."""
        view, page, gone = self.view, self.page, cue.share(TIMES.leave)
        cue.move(page.places[COST].where, 2.0, at=gone, seconds=0.0)
        cue.hide(*page.bowl)
        cue.only(
            self.heading, *view.furniture, view.samples, view.line, view.level, view.across,
            *view.said, *page.ingredients[COST].told,
        )  # fmt: skip
        cue.show(*page.bowl, at=gone)
        cue.show(self.sources, at=1.0 - cue.share(ANSWERS))
