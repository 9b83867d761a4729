"""The whole film on one page, from what was computed; then the line that was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scenes.layout import Slot
from scenes.parts.fitting_view import FittingView
from scenes.parts.sources import add_sources, sources_height
from scenes.parts.summary_page import SWEPT, SummaryPage
from scenes.parts.summary_slots import summary_slots
from scenes.plans.summary import BLANK, Beats, Params, Plan
from scenes.stage.gliding import Gliding
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import TIMES

GLIDE = 1.2
"""Seconds in which the ingredients make room for the cycle and the rule."""
RULE, TIE = 0.9, 0.45
"""Seconds after the cycle until the rule comes, after that its ties, and from one to the next."""
ASKED, ASKS = 1.2, 0.9
"""Seconds until the first ingredient is asked for, where the viewer speaks, and from one to the
next."""
PAST = 0.4
"""How much of the lines that it has been is seen while the line walks once more."""
FOOT = 0.2
"""Between the data and the words on what it all was computed from."""


class Summary(LessonScene[Params, Plan]):
    """Each part large; the rule, and a silence; the line once more, from its first guess."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The page; what all was computed from; the data with the line."""
        layout, page = self.layout, self._page()
        self.page = SummaryPage(
            self, self.plan, summary_slots(layout, page),
            lambda frame: self.plan.turns(self.score, frame),
        )  # fmt: skip
        plot, foot = self._above_foot()
        self.sources = add_sources(self, foot)
        self.view = FittingView(self, plot)
        self.view.past.first = PAST

    def _page(self) -> Slot:
        """What pictures have once the title has gone; its room too, if no logo stands there."""
        body, title = self.layout.body, self.layout.title
        taken = self.theme.logo is not None and self.layout.logo.top > body.top
        return body if taken else replace(body, top=title.top)

    def _above_foot(self) -> tuple[Slot, Slot]:
        """What the data has of the body, and below it what their sources have."""
        body, height = self.layout.body, sources_height(self)
        foot = replace(body, top=body.bottom + height)
        return replace(body, bottom=foot.top + FOOT), foot

    # Beats

    @beat(Beats.ingredients)
    def ingredients(self, cue: Cue) -> None:
        """One after another."""
        for k, each in enumerate(self.page.ingredients):
            cue.show(*each.parts, at=0.22 * k)

    @beat(Beats.cycle)
    def cycle(self, cue: Cue) -> None:
        """The ingredients make room for the ring, the rule and its ties."""
        page, narrow = self.page, self.layout.narrow
        if narrow:
            cue.hide(self.heading)
        moved = [part for each in page.ingredients for part in each.parts]
        if narrow:
            self._come(cue, 1.0, page.places, moved)
        for place in () if narrow else page.places:
            cue.move(place.where, 1.0, seconds=GLIDE)
        begin = TIMES.away if narrow else GLIDE / 2
        cue.show(*page.cycle, at=cue.share(begin))
        cue.show(page.rule, at=cue.share(begin + RULE))
        for k, tie in enumerate(page.ties):
            cue.show(tie, at=cue.share(begin + RULE + TIE * (k + 1)))

    def _come(self, cue: Cue, to: float, places: Sequence[Gliding], moved: Sequence[Part]) -> None:
        """Pictures come to another place, where they would cross one another on the way."""
        cue.hide(*moved)
        cue.show(*moved)
        for place in places:
            cue.move(place.where, to, at=cue.share(TIMES.leave), seconds=0.0)

    @beat(Beats.kinds)
    def kinds(self, cue: Cue) -> None:
        """Three maps alone."""
        cue.only(*(part for each in self.page.kinds for part in each))

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The cost over the rate alone, up to the limit and beyond."""
        page = self.page
        cue.only(*page.limit)
        cue.move(page.swept, 1.0, at=cue.share(2 * TIMES.change), seconds=SWEPT, ease=linear)

    @beat(Beats.own_words)
    def own_words(self, cue: Cue) -> None:
        """The rule alone, and from it the names, one after another; then each has its picture."""
        page, gone = self.page, cue.share(TIMES.leave)
        if not self.layout.narrow:
            cue.hide(self.heading)
        moved = (*page.places, page.rule_place)
        for place in moved:
            cue.move(place.where, len(place.slots) - 2.0, at=gone, seconds=0.0)
        cue.only(page.rule)
        for k, (each, tie) in enumerate(zip(page.ingredients, page.ties, strict=True)):
            cue.show(each.name, tie, at=cue.share(ASKED + ASKS * k))
        for place in moved:
            cue.move(place.where, len(place.slots) - 1.0, at=BLANK, seconds=GLIDE)
        pictures = (part for each in page.ingredients for part in each.picture)
        cue.show(*pictures, at=BLANK + cue.share(GLIDE - TIMES.away))

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """The line of the first guess finds its place once more; below, where all comes from."""
        view = self.view
        cue.only(
            self.heading, self.sources, *view.furniture, view.samples, view.line, *view.reading
        )
