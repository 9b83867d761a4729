"""The whole film on one page, which builds itself and stays; then the line on its way once more."""

from __future__ import annotations

from scenes.parts.fitting_view import FittingView
from scenes.parts.sources import add_sources, sources_slot
from scenes.parts.summary_page import SummaryPage
from scenes.parts.summary_slots import summary_slots
from scenes.plans.summary import SECOND, WALKS, Beats, Params, Plan
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import SIZES, TIMES

NEXT = 0.6
"""Seconds from one ingredient to the next."""
RULE = 1.3
"""Seconds from when the bowl goes into its ring until the rule comes."""
SWEPT = 2.2
"""Seconds in which the curve of the limit is drawn."""
SPREADS, DRAWS = 1.4, 0.4
"""Seconds in which the starts are marked, and the cost of new points is drawn."""
NAMED = 0.5
"""Share of its beat at which the stations are named where words do not tell it."""
CLEAR = 0.4
"""From the plot's names down to what all was computed from, in the layout's gap."""
LARGE = 1.1
"""Size of what the line says, in that of a title, as where it was guessed."""
PAST = 0.4
"""How much of the lines that it has been is seen while the line walks once more."""
ALONE, IN_RING = 1.0, 2.0
"""Where the bowl is: in the ring, large; and on the page."""


class Summary(LessonScene[Params, Plan]):
    """Three ingredients; a tile with each sentence; a silence; the line that was found."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The page; the data with the line; what all was computed from."""
        foot = sources_slot(self)
        slots = summary_slots(self.layout, foot.height + CLEAR * self.layout.gap)
        self.page = SummaryPage(
            self, self.plan, slots, lambda frame: self.plan.turns(self.score, frame)
        )
        self.sources = add_sources(self, foot)
        self.view = FittingView(self, slots.found, number=LARGE * SIZES.title, told=True)
        self.view.past.first = PAST

    @property
    def _aside(self) -> tuple[Part, ...]:
        """The ring with the bowl, and the rule, on the page."""
        page = self.page
        return (*page.cost.picture, *page.cycle.parts, page.rule)

    # Beats

    @beat(Beats.ingredients)
    def ingredients(self, cue: Cue) -> None:
        """Large, of one size, one after another."""
        left, right = self.page.first
        for k, each in enumerate((left, self.page.cost, right)):
            cue.show(*each.parts, at=cue.share(NEXT * k))

    @beat(Beats.cycle)
    def cycle(self, cue: Cue) -> None:
        """The ring comes about the bowl, large; then the rule beside it."""
        page, (ring, rule) = self.page, self.page.alone
        cue.hide(*(part for each in page.first for part in each.parts), *page.cost.names)
        cue.move(page.place.where, ALONE)
        cue.show(ring.arcs, ring.dots, *ring.lamp, at=cue.share(TIMES.away))
        cue.show(*ring.names, at=cue.at_turn(1, NAMED))
        cue.show(rule, at=cue.share(RULE))

    @beat(Beats.kinds)
    def kinds(self, cue: Cue) -> None:
        """The ring takes its place on a page; beside it, or in its place, three walks come."""
        page, (ring, rule), there = self.page, self.page.alone, cue.share(TIMES.away)
        cue.hide(*ring.parts, *ring.lamp, rule)
        if self.layout.narrow:
            cue.hide(*page.cost.picture)
            cue.move(page.place.where, IN_RING, at=there, seconds=0.0)
        else:
            cue.move(page.place.where, IN_RING)
            cue.show(*page.hero, *page.cycle.parts, page.rule, *page.ingredients, at=there)
        cue.hide(self.heading)
        cue.show(*page.walks.land, at=there)
        for kind, (begin, _) in WALKS.items():
            cue.show(*page.walks.of(kind), at=cue.share(begin - TIMES.enter))

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The cost over the rate, large, to the limit and beyond."""
        page, large, there = self.page, self.page.large, cue.share(TIMES.away)
        cue.hide(*page.walks.parts)
        cue.show(*large.limit, at=there)
        begin, until = there + cue.share(TIMES.enter), there + cue.share(SWEPT)
        cue.move(large.bound.drawn, large.bound.all, at=begin, until=until, ease=linear)
        cue.show(*large.bound.best, at=until)

    @beat(Beats.helps)
    def helps(self, cue: Cue) -> None:
        """The bowls of two scales; then, beside them, the walks of three rules."""
        large = self.page.large
        cue.hide(*large.limit, *large.bound.best)
        cue.show(*large.scaling, at=cue.share(TIMES.away))
        cue.show(*large.rules, at=cue.at_turn(1, SECOND))

    @beat(Beats.beyond)
    def beyond(self, cue: Cue) -> None:
        """The valley of each start; then, beside it, the cost of new points."""
        large, there = self.page.large, cue.share(TIMES.away)
        cue.hide(*large.scaling, *large.rules)
        cue.show(*large.valleys, at=there)
        cue.move(large.hills.spread, 1.0, at=there, seconds=SPREADS)
        begin = cue.at_turn(1, SECOND)
        drawn = begin + cue.share(TIMES.enter)
        until = drawn + cue.share(DRAWS)
        cue.show(*large.fresh, at=begin)
        cue.move(large.costs.drawn, 1.0, at=drawn, until=until, ease=linear)
        cue.show(large.costs.lowest, at=until)

    @beat(Beats.page)
    def whole(self, cue: Cue) -> None:
        """All six come to their places; below them, what all was computed from."""
        page, large = self.page, self.page.large
        cue.hide(*large.valleys, *large.fresh, large.costs.lowest)
        if self.layout.narrow:
            cue.show(*self._aside, at=cue.share(TIMES.away))
        for each in page.tiles[1:]:
            cue.show(*each.parts, at=cue.share(TIMES.away))
        cue.show(self.sources, at=cue.share(TIMES.away))

    @beat(Beats.own_words)
    def own_words(self, cue: Cue) -> None:
        """The pictures with the rule, a bar where each name was, and nothing moves."""
        cue.hide(*self.page.called)
        cue.show(*self.page.blanks)

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """The line, as large as there is room, finds its place once more."""
        view = self.view
        cue.only(*view.furniture, view.samples, view.line, view.level, view.across, *view.said)
