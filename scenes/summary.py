"""The whole film on one page, from what was computed; then the line that was found."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Group

from scenes.components.text.label import words
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.data_inset import DataInset
from scenes.parts.summary_page import SummaryPage
from scenes.plans.summary import Beats, Params, Plan
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, TIMES

COLUMNS = 4, 2
"""Of the page, where the frame is wide, and where it is not."""
SHAPE = 0.62
"""Height of the pictures of the ingredients while they are large, in their width."""
GLIDE = 1.4
"""Seconds in which the ingredients go to their places."""
SILENCE = 0.6
"""Of the beat in which the viewer speaks, how long only headings are there."""
APART = 0.7
"""Room between what the card says, in lines."""
SAMPLES = (1.5, 1.0)
"""Widths of the samples and of the card beside them, or heights where it is below them."""


class Summary(LessonScene[Params, Plan]):
    """A page that builds itself; a silence; the samples with their line; where the numbers are."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The page; the data with the best line; the card."""
        layout, plan = self.layout, self.plan
        narrow, body, gap = layout.narrow, layout.body, layout.gap
        columns = COLUMNS[narrow]
        cells = body.grid(8 // columns, columns, gap)
        upper, lower = body.rows(1, 1, gap=gap)
        large = body.rows(1, 1, 1, gap=gap) if narrow else self._large(body.columns(3, gap))
        first = (large,) if narrow else (large, upper.columns(3, gap))
        self.page = SummaryPage(self, plan, first, lower, cells)
        split = body.rows if narrow else body.shares
        shown, beside = split(*SAMPLES, gap=gap)
        self.data = DataInset(self, (shown,), plan.data, plan.scaled.line_in_units)
        self.data.keep(plan.minimum, self.theme.batch)
        self.reading = self.data.add_reading(plan.at, plan.minimum)
        self.card = self._add_card(beside)

    def _large(self, slots: Sequence[Slot]) -> list[Slot]:
        """Those in the middle that have the shape of a picture."""
        free = max(0.0, slots[0].height - SHAPE * slots[0].width - SIZES.title) / 2
        return [slot.inset(bottom=free, top=free) for slot in slots]

    def _add_card(self, slot: Slot) -> Part:
        """Where all of it came from, and where its numbers are."""
        theme, size = self.theme, SIZES.label if self.layout.narrow else SIZES.caption
        told = [
            self.say("audit.lesson", lesson=self.lesson.path.name),
            self.say("audit.seed", seed=str(self.lesson.seed)),
            self.say("audit.order"),
            self.say("audit.numbers"),
        ]
        blocks = [
            wrapped(text, slot.width, lambda part: words(part, size, theme.text)) for text in told
        ]
        rows = sum(map(len, blocks)) + APART * (len(blocks) - 1)
        baseline = float(slot.centre[1]) + LEADING * size * rows / 2 - size
        for block in blocks:
            for line in block:
                line.put(slot.left, baseline)
                baseline -= LEADING * size
            baseline -= APART * LEADING * size
        return self.add_part(Group(*(line for block in blocks for line in block)))

    # Beats

    @beat(Beats.ingredients)
    def ingredients(self, cue: Cue) -> None:
        """One after another."""
        for k, cell in enumerate(self.page.ingredients):
            cue.show(*cell, at=0.22 * k)

    @beat(Beats.cycle)
    def cycle(self, cue: Cue) -> None:
        """The ingredients make room for the ring and the rule."""
        self._glide(cue, 1.0)
        cue.show(*self.page.large, at=cue.share(TIMES.away if self.layout.narrow else GLIDE))

    def _glide(self, cue: Cue, place: float) -> None:
        """The ingredients go to another place; where they would cross, they come there."""
        page, narrow = self.page, self.layout.narrow
        moved = [part for cell in page.ingredients for part in cell]
        if narrow:
            cue.hide(*moved)
            cue.show(*moved, at=cue.share(TIMES.away))
        for each in page.places:
            if narrow:
                cue.move(each.where, place, at=cue.share(TIMES.leave), seconds=0.0)
            else:
                cue.move(each.where, place, at=0.0, seconds=GLIDE)

    @beat(Beats.kinds)
    def kinds(self, cue: Cue) -> None:
        """The ring goes to its cell, and three maps come."""
        cue.hide(*self.page.large)
        if not self.layout.narrow:
            self._glide(cue, 2.0)
        cue.show(*self.page.cycle, at=cue.share(TIMES.away if self.layout.narrow else GLIDE))
        for cell in self.page.kinds:
            cue.show(*cell)

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The wall."""
        cue.show(*self.page.limit)

    @beat(Beats.own_words)
    def own_words(self, cue: Cue) -> None:
        """Headings alone; then all of it again."""
        pictures = [part for cell in self.page.cells for part in cell[1:]]
        cue.hide(*pictures)
        cue.show(*pictures, at=SILENCE)

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """The samples with their line, what it says, and where the numbers are."""
        cue.only(*self.data.parts)
        cue.show(*self.reading, at=0.2)
        cue.show(self.card, at=0.5)
