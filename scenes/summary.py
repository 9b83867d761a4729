"""The whole film on one page, which builds itself and stays; then the line that was found."""

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

OPENS, NEXT = 0.5, 0.9
"""Seconds for which the title stands; and from one ingredient to the next."""
RULE = 1.3
"""Seconds from when the ring of the cycle comes until the rule does."""
SWEPT = 2.2
"""Seconds in which the curve of the limit is drawn."""
SPREADS, LATER, DRAWS = 1.4, 1.6, 1.8
"""Seconds in which the starts are marked; then, from their beginning, when the plot comes; in which
the cost of new points is drawn."""
ANSWERS = 1.8
"""Seconds before the end of a beat, in which names come back where the viewer speaks, and what all
was computed from comes in the last one."""
LARGE, USUAL = 1.5, 1.1
"""Size of what the line says, in that of a title; and where there is little room."""
PAST = 0.4
"""How much of the lines that it has been is seen while the line walks once more."""
BACK = 0.5
"""How much is seen of a picture that has stepped back."""


class Summary(LessonScene[Params, Plan]):
    """A tile with each sentence; all of them, and a silence; the line from its first guess."""

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
        """The title leaves for the page; one after another."""
        page = self.page
        cue.hide(self.heading, at=cue.share(OPENS))
        for k, each in enumerate((page.parameters, page.cost, page.rate)):
            cue.show(*each.parts, at=cue.share(OPENS + NEXT * k))

    @beat(Beats.cycle)
    def cycle(self, cue: Cue) -> None:
        """The ring comes about the bowl, whose name is that of a station; then the rule."""
        page, ring = self.page, self.page.cycle
        self.step_back(cue, page.parameters, page.rate)
        cue.hide(*page.cost.names)
        cue.show(*ring.parts, *ring.lamp)
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

    @beat(Beats.own_words)
    def own_words(self, cue: Cue) -> None:
        """All pictures with the rule, and nothing moves; then their names once more."""
        page = self.page
        tiles = [part for each in page.tiles for part in each.picture]
        names = [part for each in page.tiles if each is not page.cost for part in each.names]
        names += page.cycle.names
        cue.only(*tiles, *self.amid, page.rule)
        cue.show(*names, at=1.0 - cue.share(ANSWERS))

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """The line of the first guess finds its place once more, and beside it the ball."""
        view, page, gone = self.view, self.page, cue.share(TIMES.leave)
        cue.move(page.place.where, 1.0, at=gone, seconds=0.0)
        cue.hide(*page.cost.picture)
        cue.only(
            self.heading, *view.furniture, view.samples, view.line, view.level, view.across,
            *view.said, page.told,
        )  # fmt: skip
        cue.show(*page.cost.picture, at=gone)
        cue.show(self.sources, at=1.0 - cue.share(ANSWERS))
