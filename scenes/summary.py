"""The whole film on one page, from what was computed; then the line that was found."""

from __future__ import annotations

from dataclasses import replace

from scenes.layout import Slot
from scenes.parts.fitting_view import FittingView
from scenes.parts.sources import add_sources, sources_height
from scenes.parts.summary_page import COST, SummaryPage
from scenes.parts.summary_slots import summary_slots
from scenes.plans.summary import Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, TIMES

GLIDE, RULE = 1.2, 0.9
"""Seconds in which the bowl goes into the ring; from the middle of that until the rule comes."""
SWEPT = 2.2
"""Seconds in which the curve of the limit is drawn."""
ANSWERS = 2.0
"""Seconds before the end of the beat in which the viewer speaks, when the ingredients are named."""
PAST = 0.4
"""How much of the lines that it has been is seen while the line walks once more."""
FOOT, BENEATH = 0.3, 0.15
"""Between the data and what it all was computed from, and below that."""


class Summary(LessonScene[Params, Plan]):
    """Each part large; the rule, and a silence; the line once more, from its first guess."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The page; the data with the line; what all was computed from."""
        layout = self.layout
        self.page = SummaryPage(
            self, self.plan, summary_slots(layout),
            lambda frame: self.plan.turns(self.score, frame),
        )  # fmt: skip
        above, foot = self._above_foot()
        self.sources = add_sources(self, foot)
        self.view = FittingView(self, layout.body, above, number=SIZES.title, told=True)
        self.view.past.first = PAST

    def _above_foot(self) -> tuple[Slot, Slot]:
        """What the data have of the body, and below it what their sources have."""
        body, height = self.layout.body, sources_height(self)
        foot = replace(body, bottom=body.bottom + BENEATH, top=body.bottom + BENEATH + height)
        return replace(body, bottom=foot.top + FOOT), foot

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

    @beat(Beats.own_words)
    def own_words(self, cue: Cue) -> None:
        """The rule and a picture of each ingredient, and nothing moves; then all their names."""
        page, gone = self.page, cue.share(TIMES.leave)
        for place in (*page.places, page.rule_place):
            cue.move(place.where, len(place.slots) - 1.0, at=gone, seconds=0.0)
        cue.only(
            self.heading, page.rule, *(part for each in page.ingredients for part in each.picture)
        )
        told = (part for each in page.ingredients for part in each.told)
        cue.show(*told, at=1.0 - cue.share(ANSWERS))

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """The line of the first guess finds its place once more; then, where all comes from."""
        view, begin = self.view, float(cue.beat.start / cue.fps)
        landed = cue.share(self.plan.lands(self.score) - begin)
        cue.only(self.heading, *view.furniture, view.samples, view.line, view.level, *view.said)
        cue.move(view.area.where, 1.0, at=landed)
        cue.show(self.sources, at=landed + cue.share(TIMES.away))
