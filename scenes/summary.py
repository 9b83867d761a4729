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
SPREADS, DRAWS = 1.4, 0.7
"""Seconds in which the starts are marked, and the cost of new points is drawn."""
NAMED = 0.5
"""Share of its beat at which the stations are named where words do not tell it."""
AUDIT = 1.8
"""Seconds before the end when what all was computed from comes."""
LARGE = 1.4
"""Size of what the line says, in that of a title."""
PAST = 0.4
"""How much of the lines that it has been is seen while the line walks once more."""
BACK = 0.93
"""How much is seen of a picture that has stepped back."""
ALONE, IN_RING = 1.0, 2.0
"""Where the bowl is: in the ring, large; and on the page."""


class Summary(LessonScene[Params, Plan]):
    """Three ingredients; a tile with each sentence; a silence; the line that was found."""

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
        self.view = FittingView(self, slots.found, number=LARGE * SIZES.title, told=True)
        self.view.past.first = PAST

    @property
    def amid(self) -> tuple[Part, ...]:
        """What the tiles stand about, but for its names."""
        page = self.page
        return *page.cost.picture, page.cycle.arcs, page.cycle.dots, page.rule

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
        """The ring takes its place on a page; beside it three walks, one after another."""
        page, (ring, rule), there = self.page, self.page.alone, cue.share(TIMES.away)
        cue.hide(*ring.parts, *ring.lamp, rule)
        cue.move(page.place.where, IN_RING)
        cue.show(*page.cycle.parts, page.rule, at=there)
        for kind, (begin, _) in WALKS.items():
            cue.show(*page.walks.of(kind), at=cue.share(begin - TIMES.enter))

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The walks go to their place; then the cost over the rate, to the limit and beyond."""
        page, there = self.page, cue.share(TIMES.away)
        cue.hide(*page.walks.parts)
        cue.show(*page.kinds.parts, *page.limit.parts, at=there)
        begin, until = there + cue.share(TIMES.enter), there + cue.share(SWEPT)
        cue.move(page.bound.drawn, page.bound.all, at=begin, until=until, ease=linear)

    @beat(Beats.helps)
    def helps(self, cue: Cue) -> None:
        """The bowls of two scales; then the walks of two rules with a memory."""
        page = self.page
        cue.dim(*page.kinds.parts, *page.limit.parts, to=BACK)
        cue.show(*page.scaling.parts)
        cue.show(*page.rules.parts, at=cue.at_turn(1, SECOND))

    @beat(Beats.beyond)
    def beyond(self, cue: Cue) -> None:
        """The valley of each start; then the cost of new points; all is lit again."""
        page = self.page
        cue.dim(*page.kinds.parts, *page.limit.parts, to=1.0)
        cue.show(*page.valleys.parts)
        cue.move(page.hills.spread, 1.0, at=cue.share(TIMES.change), seconds=SPREADS)
        begin = cue.at_turn(1, SECOND)
        drawn = begin + cue.share(TIMES.enter)
        until = drawn + cue.share(DRAWS)
        cue.show(*page.fresh.picture[:-1], *page.fresh.names, at=begin)
        cue.move(page.costs.drawn, 1.0, at=drawn, until=until, ease=linear)
        cue.show(page.costs.lowest, at=until)

    @beat(Beats.page)
    def whole(self, cue: Cue) -> None:
        """All of it stands, each picture with its name."""
        page = self.page
        pictures = [part for each in page.tiles for part in each.picture]
        cue.only(*pictures, *self.amid, *page.called)

    @beat(Beats.own_words)
    def own_words(self, cue: Cue) -> None:
        """The pictures with the rule, and nothing moves."""
        cue.hide(*self.page.called)

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """The line, as large as there is room, finds its place once more."""
        view = self.view
        cue.only(*view.furniture, view.samples, view.line, view.level, view.across, *view.said)
        cue.show(self.sources, at=1.0 - cue.share(AUDIT))
