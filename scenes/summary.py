"""The whole film on one page, from what was computed; then the line that was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scenes.components.text.label import Label, words
from scenes.components.text.lines import first_fitting
from scenes.layout import Slot
from scenes.parts.data_inset import quantity
from scenes.parts.fitting_view import FittingView
from scenes.parts.summary_page import SummaryPage
from scenes.plans.summary import BLANK, FILLED, Beats, Params, Plan
from scenes.stage.gliding import Gliding
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, TIMES

SHAPE = 1.15
"""Height of the pictures of the ingredients while they are large, in their width."""
ROWS = 1.05, 1.12, 1.15
"""Heights of those of the page where the frame is not wide; the maps are in the last one."""
GLIDE, QUICK, LONG = 1.2, 0.65, 1.0
"""Seconds in which pictures go to their places; and where the cycle comes after them, in which they
make room, and in which it goes."""
PAST = 0.4
"""How much of the lines that it has been is seen while the line walks once more."""
NUMBERS = 1.4, 1.35
"""Size of what it says in the end, in that of a title, where the frame is wide, and where not."""
FOOT = 0.4
"""Room below the samples for where all of it came from, if there is none above them."""


class Summary(LessonScene[Params, Plan]):
    """A page that builds itself; a silence; the line once more, from its first guess."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The page; the data with the line."""
        layout, body, gap = self.layout, self.layout.body, self.layout.gap
        page = self._page()
        cells = self._cells(page)
        ingredients: list[Sequence[Slot]]
        if layout.narrow:
            tall = body.height > body.width
            large = body.rows(1, 1, 1, gap=gap) if tall else self._large(body.columns(3, gap))
            ingredients = [large, cells[:3]]
            cycle = [page.inset(top=page.top - cells[2].bottom + gap), cells[3]]
        else:
            upper, lower = page.rows(1, 1, gap=gap)
            ingredients = [self._large(body.columns(3, gap)), upper.columns(3, gap), cells[:3]]
            cycle = [lower, cells[7], cells[3]]
        self.page = SummaryPage(
            self, self.plan, ingredients, cycle, cells[4:7], cells[7],
            lambda frame: self.plan.turns(self.score, frame),
        )  # fmt: skip
        source, fits = self._source(page.width)
        number = NUMBERS[layout.narrow] * SIZES.title
        room = body if layout.narrow else page
        self.view = FittingView(self, room.inset(bottom=0.0 if fits else FOOT), number)
        self.view.past.first = PAST
        level = self.view.level if fits else page.bottom + SIZES.small / 4
        ends = (page.right, level, "right") if fits else (page.left, level)
        self.source = self.add_part(source.put(*ends))

    def _page(self) -> Slot:
        """What pictures have once the title has gone; its room too, if no logo stands there."""
        body, title = self.layout.body, self.layout.title
        taken = self.theme.logo is not None and self.layout.logo.top > body.top
        return body if taken else replace(body, top=title.top)

    def _cells(self, page: Slot) -> list[Slot]:
        """Of the page: two rows of four, or three, two and three where the frame is not wide."""
        gap = self.layout.gap
        if not self.layout.narrow:
            return [*page.grid(2, 4, gap)]
        first, second, third = page.rows(*ROWS, gap=gap)
        cycle, limit = second.columns(2, gap)
        return [*first.columns(3, gap), cycle, *third.columns(3, gap), limit]

    def _large(self, slots: Sequence[Slot]) -> list[Slot]:
        """Those in the middle that have the shape of a picture."""
        free = max(0.0, slots[0].height - SHAPE * slots[0].width - SIZES.title) / 2
        return [slot.inset(bottom=free, top=free) for slot in slots]

    def _source(self, width: float) -> tuple[Label, bool]:
        """Out of which file all of it came, and which seed; whether it fits beside the y name."""
        data, name = self.plan.data, self.lesson.path.name
        seed = str(self.lesson.seed)
        seeds = (self.say(f"audit.{key}", seed=seed) for key in ("seed_and_order", "seed"))
        beside = words(quantity(self, data.y_name, data.y_unit), SIZES.label, self.theme.quiet)
        room = width - float(beside.width) - SIZES.label
        files = self.say("audit.lesson", lesson=name), name
        label = first_fitting(
            [f"{file} · {seed}" for seed in seeds for file in files], room,
            lambda text: words(text, SIZES.label, self.theme.text),
        )  # fmt: skip
        return label, bool(label.width <= room)

    # Beats

    @beat(Beats.ingredients)
    def ingredients(self, cue: Cue) -> None:
        """One after another."""
        for k, cell in enumerate(self.page.ingredients):
            cue.show(*cell.parts, at=0.22 * k)

    @beat(Beats.cycle)
    def cycle(self, cue: Cue) -> None:
        """The title goes, and the ingredients make room for the ring and the rule."""
        cue.hide(self.heading)
        page, narrow = self.page, self.layout.narrow
        moved = [part for cell in page.ingredients for part in cell.parts]
        if narrow:
            self._come(cue, 1.0, page.places, moved)
        for place in () if narrow else page.places:
            cue.move(place.where, 1.0, seconds=GLIDE)
        cue.show(*page.cycle.parts, at=cue.share(TIMES.away if narrow else GLIDE / 2))

    def _come(self, cue: Cue, to: float, places: Sequence[Gliding], moved: Sequence[Part]) -> None:
        """Pictures come to another place, where they would cross one another on the way."""
        cue.hide(*moved)
        cue.show(*moved)
        for place in places:
            cue.move(place.where, to, at=cue.share(TIMES.leave), seconds=0.0)

    @beat(Beats.kinds)
    def kinds(self, cue: Cue) -> None:
        """The cycle goes to its cell, behind the ingredients, and three maps come."""
        page, narrow = self.page, self.layout.narrow
        if narrow:
            self._come(cue, 1.0, [page.cycle_place], page.cycle.parts)
        else:
            for place in page.places:
                cue.move(place.where, 2.0, seconds=QUICK)
            cue.move(page.cycle_place.where, 2.0, at=cue.share(TIMES.breath), seconds=LONG)
        for cell in page.kinds:
            cue.show(*cell.parts, at=0.0 if narrow else cue.share(QUICK))

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """The wall comes into the last cell."""
        cue.show(*self.page.limit.parts)

    @beat(Beats.own_words)
    def own_words(self, cue: Cue) -> None:
        """Blanks alone; then one after another is filled, the three maps together."""
        page = self.page
        each = *((one,) for one in (*page.ingredients, page.cycle)), page.kinds, (page.limit,)
        for k, cells in enumerate(each):
            for cell in cells:
                cell.tell(cue, 0.0, at=0.0)
                cell.tell(cue, 1.0, at=BLANK + k * FILLED)

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """The samples with the line of the first guess, which finds its place once more."""
        view = self.view
        cue.only(*view.furniture, view.samples, view.line, *view.reading)
        cue.show(self.source, at=cue.share(TIMES.away))
