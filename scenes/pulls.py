"""Which way each sample pulls, why their average is the gradient, and steps after one alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.layout import Slot
from scenes.parts.data_inset import Lit
from scenes.parts.data_retold import scaled_inset
from scenes.parts.pull_map import MOVE, PullMap
from scenes.parts.pull_rules import PullRules
from scenes.plans.pulls import ASKED, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Animated, Cue, linear
from scenes.theme import TIMES

PANEL, UNDER = 1.5, 0.16
"""Where the panel begins; and room below the title, in frame units."""
SHARES, NARROW = (1.9, 1.0), (1.3, 1.0)
"""Of the panel's height: the data, and what is told below them; and in a square."""
ASKS, AT_ONCE = 0.8, 4
"""When in its beat samples are asked, from left to right, if words do not say when, in seconds; and
how many of them are lit at a time."""
MAP, STEPS = 0.78, 0.78
"""Opacity of the map while arrows lie on it, and while steps are taken after one sample."""
GROW, SOON, CLOSE, LAY = 1.8, 1.0, 1.4, 2.0
"""Seconds in which arrows grow, grow again, close to their average, and are laid head to tail."""
FAN = 0.45
"""Share of its beat at which all arrows follow the first one, if words do not say when."""
GHOSTS, BEHIND = 0.28, 0.1
"""Opacity of the arrows while their average is seen, and while single ones are."""
BACK, STANDS = 0.25, 0.9
"""Share of its beat at which the eye leaves the arrows, if words do not say when; and the seconds
for which they stand before, at least."""
NEARER, ONES, EARLIER = 0.44, (0.5, 0.6, 0.7, 0.8), 0.55
"""Shares of the last beat at which the eye goes nearer, and the first answers come one by one; and
opacity of those that came before the last."""
HALF = 0.5
"""How much of an arrow that was asked alone is seen when its sample lights up."""
CLOSING = 0.16
"""Share of its beat at which arrows close."""


class Pulls(LessonScene[Params, Plan]):
    """A map with a ball, and an arrow for each sample; beside it the data."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The map with paths and arrows; the data; the cost and formulas."""
        layout = self.layout.with_wide_panel(PANEL)
        stage, panel = (slot.inset(top=UNDER) for slot in (layout.stage, layout.panel))
        if layout.beside:
            panel = layout.panel
        self.layout = replace(layout, stage=stage, panel=panel, headroom=0.0)
        data, told = self._slots()
        self.map = PullMap(self)
        self.view = self.map.view
        self.data = scaled_inset(self, (data,), through=self.plan.start)
        self.data.runners = [self.map.batch, self.map.single]
        self.data.lighting = [self.map.single]
        self.line = self.data.keep(self.map.batch, self.theme.batch, 0.0)
        """That of batch while a ring is where its ball was."""
        self.first_line = self.data.keep(self.plan.start, self.theme.batch, 0.0)
        self.drawn = Animated(0.0)
        self.misses = self.data.add_misses(self.map.batch, self.theme.stochastic, self.drawn)
        self.data.light = self._asked
        self.asked = Animated(0.0)
        self.rules = PullRules(self, told, self.map.batch)

    def _asked(self, frame: int) -> Lit | None:
        """At first a few after the others; all whose average is seen; the last one asked alone."""
        share, order = self.asked.at(frame), np.argsort(self.plan.data.x, kind="stable")
        if 0.0 < share < 1.0:
            last = round(share * (len(order) + AT_ONCE))
            return order[max(0, last - AT_ONCE) : last], self.theme.stochastic, 1.0
        shown = [one.shown(frame) for one in self.map.at_start.ones]
        asked = sum(each >= HALF for each in shown)
        if asked:
            alone = np.array(self.plan.asked_first[asked - 1 : asked])
            return alone, self.theme.stochastic, shown[asked - 1]
        average = self.map.at_start.average.shown(frame)
        return (order, self.theme.batch, average) if average else None

    def _slots(self) -> tuple[Slot, Slot]:
        """Where the data are; and what is told, below or beside them."""
        layout = self.layout
        if layout.beside:
            data, told = layout.panel.columns(2, layout.gap)
            return data, told
        panel, shares = layout.panel, NARROW
        if not layout.narrow:
            ends = float(self.heading.mobject.get_right()[0])
            panel = layout.raised(panel, ends, logo=self.theme.logo is not None)
            shares = SHARES
        data, told = panel.rows(*shares, gap=layout.gap)
        return data, told

    # Beats

    @beat(Beats.together)
    def together(self, cue: Cue) -> None:
        """The map with the ball, the data with its line, its cost; then each sample is asked."""
        cue.show(self.view.part, self.map.axes, self.map.batch.ball_part, *self.data.parts)
        cue.show(self.rules.cost)
        asks = cue.at_turn(1, otherwise=cue.share(ASKS))
        cue.move(self.asked, 1.0, at=asks, until=1.0, ease=linear)

    @beat(Beats.each)
    def each(self, cue: Cue) -> None:
        """The eye goes near; a sample with its arrow and name; then all, from left to right."""
        near, fan = cue.share(MOVE), self.map.at_start
        cue.hide(self.rules.cost)
        cue.dim(self.view.part, to=MAP)
        self._ring(cue, 0)
        fan.go_near(cue, at=0.0, until=near)
        cue.show(fan.ones[0], self.rules.pull, at=0.8 * near)
        cue.show(self.misses, fan.arrows, at=0.8 * near)
        grow = cue.at_turn(1, otherwise=FAN)
        for number in (self.drawn, fan.grown):
            cue.move(number, 1.0, at=grow, seconds=GROW)

    def _ring(self, cue: Cue, which: int, at: float = 0.0) -> None:
        """A ring takes the ball's place, on which arrows begin; the ball's line stays."""
        cue.hide(self.map.batch.ball_part, at=at)
        cue.show(self.map.rings[which], at=at)
        cue.move(self.line, 1.0, at=at, seconds=TIMES.leave)

    @beat(Beats.mean)
    def mean(self, cue: Cue) -> None:
        """They close to their average, which stays; all are still seen behind it."""
        cue.hide(self.rules.pull, self.misses, self.map.at_start.ones[0])
        cue.show(self.rules.average)
        fan, closed = self.map.at_start, CLOSING + cue.share(CLOSE)
        cue.dim(fan.closing, to=1.0, at=CLOSING - cue.share(TIMES.enter))
        cue.dim(fan.arrows, to=GHOSTS, at=CLOSING)
        cue.move(fan.closed, 1.0, at=CLOSING, seconds=CLOSE)
        cue.show(fan.average, at=closed - cue.share(TIMES.change))
        cue.hide(fan.closing, at=closed)

    @beat(Beats.walk)
    def walk(self, cue: Cue) -> None:
        """To the lowest cost, which is told, while the eye goes out."""
        fan = self.map.at_start
        cue.hide(fan.average, fan.arrows, self.rules.average, self.map.rings[0])
        cue.show(self.map.batch.ball_part)
        cue.show(self.rules.cost, at=cue.share(TIMES.change))
        cue.move(self.line, 0.0, at=cue.share(TIMES.change), seconds=0.0)
        self.map.go_out(cue)
        cue.show(self.map.batch.trail_part)

    @beat(Beats.agree)
    def agree(self, cue: Cue) -> None:
        """A question; then the eye goes nearer to where the ball has come to."""
        asked = cue.share(ASKED)
        cue.show(self.map.rings[1], at=asked - cue.share(TIMES.enter))
        cue.hide(self.map.batch.trail_part, at=asked)
        self._ring(cue, 1, at=asked)
        self.map.at_lowest.go_near(cue, at=asked, until=1.0, laid=1.0)

    @beat(Beats.zero)
    def zero(self, cue: Cue) -> None:
        """The arrows grow, from near; the eye goes back, and, head to tail, they lead back, too."""
        fan = self.map.at_lowest
        fan.go_near(cue, at=0.0, until=cue.share(SOON))
        cue.show(fan.arrows)
        cue.move(fan.grown, 1.0, at=0.0, seconds=SOON)
        leaves = max(cue.at_turn(1, otherwise=BACK), cue.share(SOON + STANDS))
        begins = leaves + cue.share(MOVE)
        cue.hide(self.rules.cost, at=leaves)
        cue.show(*self.map.smaller, at=leaves)
        fan.go_near(cue, at=leaves, until=begins, laid=1.0)
        cue.move(fan.laid, 1.0, at=begins, seconds=LAY)
        closes = max(cue.at_turn(-1, otherwise=0.0), begins + cue.share(LAY))
        cue.show(self.rules.zero, at=closes - cue.share(TIMES.away))

    @beat(Beats.one)
    def one(self, cue: Cue) -> None:
        """Back at the start, one sample after the other."""
        cue.hide(self.map.at_lowest.arrows, *self.map.smaller, self.rules.zero, self.map.rings[1])
        cue.move(self.line, 0.0, seconds=TIMES.leave)
        self.map.follow_single(cue, STEPS)
        cue.show(self.map.single.ball_part, self.rules.single, self.rules.rate)
        cue.show(self.map.next_step.part, self.map.single.trail_part)

    @beat(Beats.on)
    def go_on(self, cue: Cue) -> None:
        """Further ones, in an order that is told."""
        cue.hide(self.rules.rate)
        cue.show(self.rules.order, at=cue.share(TIMES.leave))

    @beat(Beats.opinions)
    def opinions(self, cue: Cue) -> None:
        """All arrows at the start again, and their average; then the first ones that were asked."""
        fan, near = self.map.at_start, cue.share(MOVE)
        walk = (self.map.single.ball_part, self.map.single.trail_part, self.map.next_step.part)
        cue.hide(*walk, self.rules.single, self.rules.order)
        cue.dim(self.view.part, to=MAP)
        cue.move(self.first_line, 1.0, seconds=TIMES.leave)
        fan.go_near(cue, at=0.0, until=near)
        cue.show(self.map.rings[0], at=0.4 * near)
        cue.dim(fan.arrows, to=1.0, at=0.4 * near)
        cue.dim(fan.arrows, to=GHOSTS, at=near)
        cue.show(fan.average, at=near)
        cue.show(self.rules.costs, at=near)
        nearer = cue.at_turn(1, otherwise=NEARER)
        cue.dim(fan.arrows, to=BEHIND, at=nearer)
        fan.go_to_ones(cue, at=nearer, until=nearer + near)
        for one, at, gone in zip(fan.ones, ONES, (*ONES[1:], None), strict=True):
            cue.show(one, at=at)
            if gone is not None:
                cue.dim(one, to=EARLIER, at=gone)
