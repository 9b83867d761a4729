"""The whole film on one page, which builds itself and stays; then the ball on its way once more."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.parts.fitting_view import FittingView
from scenes.parts.sources import add_sources, sources_slot
from scenes.parts.summary_page import SummaryPage, Tile
from scenes.parts.summary_slots import summary_slots
from scenes.plans.summary import Beats, Params, Plan
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import SIZES, TIMES, WAITING

NEXT = 0.7
"""Seconds from one ingredient to the next."""
RULE = 1.3
"""Seconds from when the bowl goes into its ring until the rule comes."""
SWEPT = 2.2
"""Seconds in which the curve of the limit is drawn."""
SPREADS, LATER, DRAWS = 1.4, 1.6, 1.8
"""Seconds in which the starts are marked; then, from their beginning, when the plot comes; in which
the cost of new points is drawn."""
AUDIT = 1.8
"""Seconds before the end when what all was computed from comes."""
LARGE = 0.95
"""Size of what the line says, in that of a title."""
PAST = 0.4
"""How much of the lines that it has been is seen while the line walks once more."""
BACK = 0.5
"""How much is seen of a picture that has stepped back."""
IN_RING, LAST = 1.0, 2.0
"""Where the bowl is: on the page, and at the end."""


class Summary(LessonScene[Params, Plan]):
    """Three ingredients; a tile with each sentence; a silence; the bowl, with the line it fits."""

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
        narrow = self.layout.narrow and not self.layout.beside
        number = SIZES.formula if narrow else LARGE * SIZES.title
        self.view = FittingView(self, data, number=number, told=True)
        self.view.past.first = PAST

    @property
    def amid(self) -> tuple[Part, ...]:
        """What the tiles stand about, but for its names."""
        page = self.page
        return *page.cost.picture, page.cycle.arcs, page.cycle.dots

    def step_back(self, cue: Cue, *tiles: Tile, others: Sequence[Part] = ()) -> None:
        """Have pictures be fainter, and names a little."""
        pictures = [part for each in tiles for part in each.picture]
        names = [part for each in tiles for part in each.names]
        cue.dim(*pictures, *others, to=BACK)
        cue.dim(*names, to=WAITING)

    # Beats

    @beat(Beats.ingredients)
    def ingredients(self, cue: Cue) -> None:
        """Large, of one size, one after another."""
        left, right = self.page.first
        for k, each in enumerate((left, self.page.cost, right)):
            cue.show(*each.parts, at=cue.share(NEXT * k))

    @beat(Beats.cycle)
    def cycle(self, cue: Cue) -> None:
        """Ingredients take their places; the ring comes about the bowl; then the rule."""
        page, ring, there = self.page, self.page.cycle, cue.share(TIMES.away)
        cue.hide(*(part for each in page.first for part in each.parts), *page.cost.names)
        cue.move(page.place.where, IN_RING)
        for each in (page.parameters, page.rate):
            cue.dim(*each.picture, to=BACK, at=there)
            cue.show(*each.names)
        cue.show(*ring.parts, *ring.lamp, at=there)
        cue.show(page.rule, at=cue.share(RULE))

    @beat(Beats.kinds)
    def kinds(self, cue: Cue) -> None:
        """Three walks on a map; the light of the cycle, whose ball has arrived, goes out."""
        page = self.page
        cue.hide(*page.cycle.lamp)
        cue.move(page.light, 0.0, seconds=TIMES.enter)
        self.step_back(cue, others=self.amid)
        cue.dim(*page.cycle.names, page.rule, to=WAITING)
        cue.show(*page.kinds.parts)

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The cost over the rate, up to the limit and beyond."""
        page, begin = self.page, cue.share(TIMES.change)
        self.step_back(cue, page.kinds)
        cue.show(*page.limit.parts)
        until = begin + cue.share(SWEPT)
        cue.move(page.bound.drawn, page.bound.all, at=begin, until=until, ease=linear)

    @beat(Beats.beyond)
    def beyond(self, cue: Cue) -> None:
        """The valley of each start; then the cost of new points, up to its lowest and on."""
        page, begin = self.page, cue.share(TIMES.change)
        self.step_back(cue, page.limit)
        cue.show(*page.valleys.parts)
        cue.move(page.hills.spread, 1.0, at=begin, seconds=SPREADS)
        begin += cue.share(LATER)
        until = begin + cue.share(DRAWS)
        cue.show(*page.costs.parts, *page.fresh.names, at=begin)
        cue.move(page.costs.drawn, 1.0, at=begin + cue.share(TIMES.enter), until=until, ease=linear)
        cue.show(page.costs.lowest, at=until)

    @beat(Beats.page)
    def whole(self, cue: Cue) -> None:
        """All of it is lit, each picture with its name."""
        page = self.page
        pictures = [part for each in page.tiles for part in each.picture]
        cue.only(*pictures, *self.amid, *page.called, page.rule)

    @beat(Beats.own_words)
    def own_words(self, cue: Cue) -> None:
        """The pictures with the rule, and nothing moves."""
        cue.hide(*self.page.called)

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """The bowl grows; the ball goes down it once more, and with it the line beside it."""
        view, (bowl, *ball), gone = self.view, self.page.cost.picture, cue.share(TIMES.leave)
        cue.move(self.page.place.where, LAST)
        cue.hide(*ball)
        cue.only(
            bowl, *view.furniture, view.samples, view.line, view.level, view.across, *view.said,
        )  # fmt: skip
        cue.show(*ball, at=gone)
        cue.show(self.sources, at=1.0 - cue.share(AUDIT))
