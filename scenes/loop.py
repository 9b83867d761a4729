"""Gradient descent as a program that is run line by line: cost, gradient, update, and again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scenes.components.surface.surface3d import SOON
from scenes.layout import Slot
from scenes.parts.cycle import Cycle
from scenes.parts.data_retold import scaled_inset
from scenes.parts.descent_listing import DescentListing
from scenes.parts.ringed_bowl import RingedBowl
from scenes.parts.step_count import add_step_count
from scenes.plans.loop import Beats, Params, Plan
from scenes.plans.program import (
    ALPHA,
    BREAK,
    COST,
    EACH,
    FOR,
    GRADIENT,
    IF,
    MISS,
    THETA,
    UPDATE,
)  # fmt: skip
from scenes.plans.program import DATA as GIVEN
from scenes.stage.gliding import Gliding
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, TIMES

CODE = 0.58
"""Of the body's width, what the program has where its picture stands beside it."""
BREATH = 0.2
"""Between the title and the program or its picture, from these to the caption, and from the count
of steps to what is below it."""
TALL, SQUARE = (1.0, 1.15), (1.0, 1.15)
"""The same where the picture stands below the program: that, and the picture."""
COUNTED, COUNT = (1.0, 7.0), 1.2 * SIZES.formula
"""Of the picture's height, that of the count of steps, in a corner, and the rest; and its size."""
CORNER = 0.77
"""Of the picture's width, what lies left of that corner, to which the ring does not reach."""
NEAR, APART = 2.4, 0.5
"""How many times as large the bowl is near the ball at most; and from the sides of its place to the
arrow there, in frame units."""
WIDE = 0.08
"""How much wider than the room within the ring the bowl's place is, on each side, in the width of
that: it lies flat where the ring is widest."""
CHOSEN = 0.55
"""Share of the beat about the rule after which the line of the number that is chosen comes, where
no words say when."""
GONE, CLEARED = 0.5, 0.6
"""Of the time in which the bowl goes aside, after which it no longer lies where lines come; and of
that in which it draws back, after which it no longer lies where the ring comes."""
TILT, ASIDE, RINGED, BACK = 2.6, 1.8, 1.0, 2.0
"""Seconds in which the bowl tilts, goes aside, has the ring drawn about it, and rises to a map."""


@dataclass(frozen=True)
class Room:
    """Where things are."""

    code: Slot
    picture: Slot
    """Of what the program does: the data, or the bowl within the ring."""
    count: Slot
    """Of the count of steps."""
    data: Slot
    """Of the data with the ball's misses: below the title."""
    rule: Slot
    """Of the rule of a step."""


class Loop(LessonScene[Params, Plan]):
    """A program beside what it does: one picture at a time, as large as there is room."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The program; the data; the bowl within the ring."""
        self.room = room = self._room()
        self.listing = listing = DescentListing(self, room.code, scrolls=self.layout.narrow)
        self.cycle = Cycle(
            self, room.picture, listing.stations(), listing.stations_lit, listing.turns
        )
        start = replace(self.layout.body, top=listing.after(THETA).top)
        inner, body = self.cycle.inner, self.layout.body
        inner = inner.inset(left=-WIDE * inner.width, right=-WIDE * inner.width)
        self.bowl = RingedBowl(self, start, room.picture, inner, room.picture, body)
        self.view = self.bowl.view
        self.view.surface.soon = SOON
        self.within = self.view.within = Gliding([self.view.surface.slot, room.picture])
        """What it is drawn within: as wide as the frame, or a card beside the program."""
        for part in (self.view.part, self.bowl.runner.ball_part):
            part.opacity.first = 1.0
        self._add_data(room.data)
        self.uphill = listing.with_line(self.bowl.slope, GRADIENT, IF)
        self.step = listing.with_line(self.bowl.next_step.part, UPDATE)
        self.count = add_step_count(self, room.count, self.bowl.runner, COUNT)
        self.rule = listing.add_rule_of_a_step(room.rule)
        self.formulas = listing.add_formulas(
            len(self.plan.data), listing.after(COST), listing.after(GRADIENT)
        )

    def _add_data(self, slot: Slot) -> None:
        """The samples with the ball's line and its misses."""
        self.data = scaled_inset(self, (slot,))
        self.data.keep(self.bowl.runner, self.theme.batch)
        misses = self.data.add_misses(self.bowl.runner, self.theme.miss)
        self.misses = self.listing.with_line(misses, MISS, COST)

    def _room(self) -> Room:
        """For the program, its picture and the count of steps."""
        body, gap = self.layout.body, self.layout.gap
        if not self.layout.narrow:
            code, data = body.shares(CODE, 1.0 - CODE, gap=gap)
            code = code.inset(top=BREATH, bottom=BREATH)
            ends = float(self.heading.mobject.get_right()[0])
            picture, rule = self.layout.raised(data, ends, logo=self.theme.logo is not None), body
        else:
            code, picture = body.rows(*(TALL if self.layout.beside else SQUARE), gap=gap)
            data, rule = picture, code
        count = picture.inset(left=CORNER * picture.width).rows(*COUNTED, gap=gap)[0]
        return Room(code, picture, count, data, rule)

    # Beats

    @beat(Beats.bowl)
    def a_bowl(self, cue: Cue) -> None:
        """A map that turns out to be a bowl."""
        self.bowl.tilt(cue, at=0.2, until=0.2 + cue.share(TILT))

    @beat(Beats.start)
    def start(self, cue: Cue) -> None:
        """It gets smaller; then three lines come above it."""
        until = cue.share(ASIDE)
        self.bowl.go_on(cue, at=0.0, until=until)
        cue.show(self.listing.band, *self.listing.lines_of(GIVEN, ALPHA, THETA), at=GONE * until)

    @beat(Beats.cost)
    def cost(self, cue: Cue) -> None:
        """The loop's head; the data take the bowl's place; then the cost: its lines, and misses."""
        listing, clock = self.listing, self.plan.clock(self.score)
        listing.leave(cue, GIVEN, ALPHA, THETA)
        cue.hide(*self._bowl())
        cue.show(*listing.lines_of(FOR), listing.limit, *self.data.parts, self.misses)
        missing, costing = clock.costing
        come = self._share(cue, missing - TIMES.change)
        cue.show(*listing.lines_of(MISS, COST), listing.watched, at=come)
        cue.show(self.formulas[0], at=self._share(cue, costing))

    def _bowl(self) -> tuple[Part, ...]:
        """The bowl with its ball and its path, once it has one."""
        return self.view.part, self.bowl.runner.trail_part, self.bowl.runner.ball_part

    @beat(Beats.gradient)
    def gradient(self, cue: Cue) -> None:
        """The lines of the gradient; the bowl from near, with an arrow uphill, not the data."""
        cue.hide(self.formulas[0], self.misses, *self.data.parts)
        cue.hide(self.listing.limit, self.listing.watched)
        self.listing.step_back(cue, FOR, MISS, COST)
        self.bowl.go_on(cue, at=0.0, until=0.0)
        self._go_near(cue)
        cue.show(*self.listing.lines_of(EACH, GRADIENT), self.uphill, *self._bowl())
        cue.show(self.formulas[1], at=0.4)
        cue.hide(self.formulas[1], at=1.0 - cue.share(TIMES.leave))

    def _go_near(self, cue: Cue) -> None:
        """Be near to the ball, its slope and where it steps, at once: the bowl is not seen now."""
        around = np.concatenate([self.bowl.uphill, self.plan.run.theta[1:2]])
        seen = np.concatenate([around.mean(axis=0, keepdims=True), around])
        focus, times = self.view.close_up(
            seen, NEAR, self.bowl.aside, round(self.view.beside.last), self.room.picture, APART
        )
        self.view.go_in(cue, focus, times, at=0.0, until=0.0)
        for framed in (self.within.where, self.view.card):
            cue.move(framed, 1.0, at=0.0, until=0.0)

    @beat(Beats.update)
    def update(self, cue: Cue) -> None:
        """The question whether to stop, with the first word; then the step."""
        listing, stepping = self.listing, self.plan.clock(self.score).stepping
        listing.step_back(cue, EACH, GRADIENT)
        cue.dim(*listing.lines_of(IF, BREAK), listing.measured, to=1.0)
        cue.show(self.step)
        cue.show(*listing.lines_of(UPDATE), at=self._share(cue, stepping - TIMES.change))

    def _share(self, cue: Cue, second: float) -> float:
        """Of a beat, where a second is."""
        return cue.share(second - float(cue.beat.start / cue.fps))

    @beat(Beats.again)
    def again(self, cue: Cue) -> None:
        """A ring about the whole bowl; steps are counted, while lines are run once more."""
        cue.hide(self.listing.measured)
        self.listing.step_forward(cue, *range(FOR, UPDATE + 1))
        ringed = cue.share(RINGED)
        self.bowl.go_on(cue, at=0.0, until=ringed)
        self.view.go_out(cue, at=0.0, until=ringed)
        cue.move(self.view.card, 0.0, at=CLEARED * ringed, until=ringed)
        cue.move(self.within.where, 0.0, at=ringed, until=ringed)
        clear = CLEARED * ringed
        cue.show(*self.cycle.parts, self.count, at=clear)
        for there in self.cycle.there:
            cue.move(there, 1.0, at=clear)
        cue.move(self.cycle.drawn, float(len(self.cycle.names)), at=clear, seconds=RINGED)

    @beat(Beats.run)
    def run_on(self, cue: Cue) -> None:
        """A question; then all rounds, with all values, and a light that goes round with them."""
        cue.hide(self.uphill, self.step)
        quick = self.plan.clock(self.score).quick
        cue.show(*self.cycle.lamp, at=self._share(cue, quick - TIMES.enter))

    @beat(Beats.stop)
    def stop(self, cue: Cue) -> None:
        """The lines that end it; the others step back."""
        spoken = {IF, BREAK} if self.plan.breaks else {FOR}
        self.listing.step_back(cue, *({*range(FOR, UPDATE + 1)} - spoken))
        cue.show(self.listing.measured)
        cue.hide(*self.cycle.lamp)

    @beat(Beats.rule)
    def rule_of_a_step(self, cue: Cue) -> None:
        """The last line in place of all others, the rule over it; then the number that is chosen.

        The bowl stays where it has room below.
        """
        cue.only(self.rule.line, *self._bowl() * self.layout.narrow)
        self.bowl.go_on(cue, at=0.0, until=cue.share(RINGED))
        cue.show(self.rule.rule)
        cue.show(self.rule.choice, at=cue.at_turn(1, otherwise=CHOSEN) - cue.share(TIMES.away))

    @beat(Beats.map)
    def map_again(self, cue: Cue) -> None:
        """The bowl alone, in the middle, rises to a map; it is there already if it was not seen."""
        cue.only(*self._bowl())
        self.bowl.go_on(cue, at=0.0, until=cue.share(BACK if self.layout.narrow else TIMES.leave))
        self.bowl.rise(cue, at=0.0, until=cue.share(BACK))
