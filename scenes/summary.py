"""The whole film on one page, from what was computed; then the line that was found."""

from __future__ import annotations

from manim import Group

from scenes.components.text.label import words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING
from scenes.parts.data_inset import DataInset
from scenes.parts.summary_page import SummaryPage
from scenes.plans.summary import Beats, Params, Plan
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, TIMES

COLUMNS = 4, 2
"""Of the page, where the frame is wide, and where it is not."""
GLIDE = 1.4
"""Seconds in which the ingredients go to their places."""


class Summary(LessonScene[Params, Plan]):
    """A page that builds itself; a silence; the samples with their line; where the numbers are."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The page; the data with the best line; the card."""
        layout, plan = self.layout, self.plan
        columns = COLUMNS[layout.narrow]
        body, gap = layout.body, layout.gap
        large = body.rows(1, 1, 1, gap=gap) if layout.narrow else body.columns(3, gap)
        self.page = SummaryPage(self, plan, large, body.grid(8 // columns, columns, gap))
        self.data = DataInset(self, (layout.solo,), plan.data, plan.scaled.line_in_units)
        self.data.keep(plan.minimum, self.theme.batch)
        self.reading = self.data.add_reading(plan.at, plan.minimum)
        self.card = self._add_card()

    def _add_card(self) -> Part:
        """Where all of it came from, and where its numbers are."""
        slot, size = self.layout.solo, SIZES.name
        told = [
            self.say("audit.lesson", lesson=self.lesson.path.name),
            self.say("audit.seed", seed=str(self.lesson.seed)),
            self.say("audit.order"),
            self.say("audit.numbers"),
        ]
        lines = [
            line
            for text in told
            for line in wrapped(text, slot.width, lambda part: words(part, size, self.theme.text))
        ]
        top = float(slot.centre[1]) + LEADING * size * len(lines) / 2
        for row, line in enumerate(lines):
            line.put(slot.left, top - 1.5 * LEADING * size * row)
        return self.add_part(Group(*lines))

    # Beats

    @beat(Beats.ingredients)
    def ingredients(self, cue: Cue) -> None:
        """One after another."""
        for k, cell in enumerate(self.page.ingredients):
            cue.show(*cell, at=0.05 + 0.2 * k)

    @beat(Beats.cycle)
    def cycle(self, cue: Cue) -> None:
        """The ingredients make room for the ring and the rule."""
        page, begin = self.page, cue.share(TIMES.away)
        moved = [part for cell in page.ingredients for part in cell]
        if self.layout.narrow:  # they would cross on their way
            cue.hide(*moved)
            cue.show(*moved, at=begin)
        for place in page.places:
            if self.layout.narrow:
                cue.move(place.where, 1.0, at=cue.share(TIMES.leave), seconds=0.0)
            else:
                cue.move(place.where, 1.0, at=0.02, seconds=GLIDE)
        cue.show(*page.cycle, at=begin if self.layout.narrow else cue.share(GLIDE))

    @beat(Beats.kinds)
    def kinds(self, cue: Cue) -> None:
        """Three maps."""
        for cell in self.page.kinds:
            cue.show(*cell)

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The wall."""
        cue.show(*self.page.limit)

    @beat(Beats.own_words)
    def own_words(self, cue: Cue) -> None:
        """Nothing moves."""

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """The samples with their line, and what it says."""
        cue.only(*self.data.parts)
        cue.show(*self.reading, at=0.45)

    @beat(Beats.audit)
    def audit(self, cue: Cue) -> None:
        """The card; then nothing."""
        cue.only(self.card)
        cue.hide(self.card, at=1.0 - cue.share(2 * TIMES.leave))
