"""Gradient descent as a program that is run line by line: cost, gradient, update, and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scenes.layout import Slot
from scenes.parts.cycle import Cycle
from scenes.parts.data_retold import scaled_inset
from scenes.parts.descent_listing import DescentListing
from scenes.parts.ringed_bowl import RingedBowl
from scenes.parts.step_count import add_step_count
from scenes.plans.loop import Beats, Params, Plan
from scenes.plans.loop_clock import ASKED
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
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, TIMES

CODE = 0.6
"""Of the body's width, what the program has where the ring stands beside it."""
BREATH = 0.2
"""Between the title and the program or the ring, and from these to the caption."""
TALL, SQUARE = (1.35, 1.0), (1.65, 1.0)
"""The same where the ring stands below the program: that, and the ring."""
ABOVE, BESIDE = (1.5, 1.0), (1.7, 1.0)
"""The ring, and the data below it, or beside it where both stand below the program."""
SHAPE = 1.3
"""Width of the data below it, in their height."""
COUNTED = (1.0, 7.0)
"""Of the ring's room, its height for the count of steps, in a corner, and the rest."""
CHOSEN = 0.55
"""Share of the beat about the rule after which the line of its number comes."""
TILT, ASIDE, BACK = 2.6, 1.8, 2.0
"""Seconds in which the bowl tilts, goes into the ring, and comes back as a map."""
ARROW = 1.0
"""Seconds in which an arrow of the ring is drawn."""


@dataclass(frozen=True)
class Room:
    """Where things are."""

    code: Slot
    ring: Slot
    count: Slot
    """Of the count of steps."""
    data: Slot
    """Of the data with the ball's line, while the program is run."""


class Loop(LessonScene[Params, Plan]):
    """A program beside the ring of its stations, in which a ball walks down the bowl."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The program; the data; the bowl within the ring."""
        self.room = room = self._room()
        self.listing = listing = DescentListing(self, room.code)
        self.cycle = Cycle(self, room.ring, listing.stations(), listing.stations_lit, listing.turns)
        self.bowl = RingedBowl(self, self.cycle.inner)
        self.view = self.bowl.view
        for part in (self.view.part, self.bowl.runner.ball_part):
            part.opacity.first = 1.0
        self._add_data([listing.after(THETA), room.data])
        self.uphill = listing.with_line(self.bowl.uphill, GRADIENT, IF)
        self.step = listing.with_line(self.bowl.next_step.part, UPDATE)
        self.count = add_step_count(self, room.count, self.bowl.runner, SIZES.formula)
        self.rule, self.chosen = listing.add_rule_of_a_step()
        self.formulas = listing.add_formulas(
            len(self.plan.data), listing.after(COST), listing.after(GRADIENT)
        )

    def _add_data(self, slots: Sequence[Slot]) -> None:
        """The samples with the ball's line and its misses."""
        self.data = scaled_inset(self, slots, bare=0, small=1)
        self.data.runners = [self.bowl.runner]
        misses = self.data.add_misses(self.bowl.runner, self.theme.stochastic)
        self.misses = self.listing.with_line(misses, MISS, COST)

    def _room(self) -> Room:
        """For the program, the ring and the count of steps."""
        body, gap = self.layout.body, self.layout.gap
        if not self.layout.narrow:
            code, ring = body.shares(CODE, 1.0 - CODE, gap=gap)
            code = code.inset(top=BREATH, bottom=BREATH)
            ring, data = self._raised(ring).rows(*ABOVE, gap=gap / 2)
            data = data.inset(right=data.width - SHAPE * data.height)
        else:
            code, ring = body.rows(*(TALL if self.layout.beside else SQUARE), gap=gap)
            ring, data = ring.shares(*BESIDE, gap=gap)
        return Room(code, ring, ring.columns(3, gap)[2].rows(*COUNTED, gap=gap)[0], data)

    def _raised(self, column: Slot) -> Slot:
        """A column up to the top of the title, if neither that nor a logo reaches into it."""
        title, body, logo = self.layout.title, self.layout.body, self.layout.logo
        ends = float(self.heading.mobject.get_right()[0])
        taken = self.theme.logo is not None and logo.top > body.top
        return column if taken or ends > column.left else replace(column, top=title.top - BREATH)

    # Beats

    @beat(Beats.bowl)
    def a_bowl(self, cue: Cue) -> None:
        """A map that turns out to be a bowl."""
        self.bowl.tilt(cue, at=0.2, until=0.2 + cue.share(TILT))

    @beat(Beats.start)
    def start(self, cue: Cue) -> None:
        """It goes into its ring; three lines, and the data, come while it goes."""
        until = cue.share(ASIDE)
        self.bowl.go_aside(cue, at=0.0, until=until)
        cue.show(self.listing.band, *self.listing.lines_of(GIVEN, ALPHA, THETA), at=0.1 * until)
        cue.show(*self.data.bare, at=0.5 * until)

    @beat(Beats.cost)
    def cost(self, cue: Cue) -> None:
        """The loop begins with the cost: lines, misses, the first station; the data go aside."""
        self.listing.step_back(cue, ALPHA, THETA, GIVEN)
        cue.move(self.data.place.where, 1.0, at=0.0, seconds=TIMES.change)
        if self.data.small:
            cue.hide(self.data.bare[0])
            cue.show(self.data.small[0], at=cue.share(TIMES.change))
        cue.show(*self.listing.lines_of(FOR, MISS, COST), self.misses)
        cue.show(self.formulas[0], at=0.5)
        self._come_to(cue, 0)

    @beat(Beats.gradient)
    def gradient(self, cue: Cue) -> None:
        """The lines of the gradient; the next station, an arrow uphill."""
        cue.hide(self.formulas[0], self.misses)
        self.listing.step_back(cue, FOR, MISS, COST)
        cue.show(*self.listing.lines_of(EACH, GRADIENT), self.uphill)
        cue.show(self.formulas[1], at=0.4)
        cue.hide(self.formulas[1], at=1.0 - cue.share(TIMES.leave))
        self._come_to(cue, 1)

    @beat(Beats.update)
    def update(self, cue: Cue) -> None:
        """The question whether to stop, with the first word; then the step."""
        listing, stepping = self.listing, self.plan.clock(self.score).stepping
        listing.step_back(cue, EACH, GRADIENT)
        cue.dim(*listing.lines_of(IF, BREAK), to=1.0)
        cue.show(self.step, self.bowl.runner.trail_part)
        cue.show(*listing.lines_of(UPDATE), at=self._share(cue, stepping - TIMES.change))
        self._come_to(cue, 2)

    def _share(self, cue: Cue, second: float) -> float:
        """Of a beat, where a second is."""
        return cue.share(second - float(cue.beat.start / cue.fps))

    def _come_to(self, cue: Cue, station: int) -> None:
        cue.show(self.cycle.dots, self.cycle.arcs, self.cycle.names[station])
        cue.move(self.cycle.there[station], 1.0)
        cue.move(self.cycle.drawn, float(station), seconds=ARROW)

    @beat(Beats.again)
    def again(self, cue: Cue) -> None:
        """The ring closes, and steps are counted, while line after line is run once more."""
        self.listing.step_forward(cue, *range(FOR, UPDATE + 1))
        cue.move(self.cycle.drawn, float(len(self.cycle.names)), seconds=ARROW)
        cue.show(self.count)

    @beat(Beats.run)
    def run_on(self, cue: Cue) -> None:
        """A question; then all rounds: values beside quiet lines, a light that goes round."""
        cue.hide(self.uphill, self.step)
        self.listing.step_back(cue, *range(MISS, UPDATE + 1))
        cue.show(*self.cycle.lamp, at=cue.share(ASKED))
        cue.hide(*self.cycle.lamp, at=1.0)

    @beat(Beats.stop)
    def stop(self, cue: Cue) -> None:
        """The line that ends it."""
        self.listing.step_forward(cue, IF, BREAK)

    @beat(Beats.rule)
    def rule_of_a_step(self, cue: Cue) -> None:
        """The rule over the last line, in place of all others; then the number that is chosen."""
        walk = self.bowl.runner
        cue.only(
            self.rule, *self.data.small or self.data.bare,
            self.view.part, walk.trail_part, walk.ball_part,
        )  # fmt: skip
        cue.show(self.chosen, at=CHOSEN)

    @beat(Beats.map)
    def map_again(self, cue: Cue) -> None:
        """The bowl alone, from above: it sets off before the program has gone."""
        walk = self.view.part, self.bowl.runner.trail_part, self.bowl.runner.ball_part
        cue.only(*walk, at=cue.share(TIMES.settle))
        self.bowl.come_back(cue, at=0.0, until=cue.share(BACK))
