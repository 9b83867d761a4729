"""How wrong a line is: misses, their squares, the average of these, and why not a count."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.components.text.label import tint
from scenes.parts.cost_axes import PANEL, names_of
from scenes.parts.cost_view import CostView, CostWords
from scenes.parts.miss_view import MissView
from scenes.plans.cost import AGAIN, BACK, COUNT, DRAGGED, FELT, SQUARES, TURNS, Beats, Params, Plan
from scenes.plans.samples import behind, squared
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Animated, Cue, linear
from scenes.theme import TIMES

FIGURES = 3
"""Of the cost as it is written, at least where it is greatest."""
MOST_DECIMALS = 4
"""Of the cost; one that is smaller has a power of ten."""
ASIDE = 0.7
"""Opacity of the misses while their cost is looked at."""
QUIET = 0.35
"""Opacity of the samples and the line while squares fly to the bar."""
BEHIND = 0.5
"""Of both while two squares lie over them."""
DRAWN = 1.8
"""Seconds in which misses are drawn from left to right."""
GROW, EACH = 1.8, 0.8
"""Seconds in which squares grow on all misses, and in which one does so that is looked at."""
GLIDE, FILL, FLIES, NEAR = 0.8, 1.0, 0.4, 1.2
"""Seconds in which the data go aside, squares grow on all misses once more, each of them flies into
the bar, and the eye goes in to the staircase."""
LIT = 0.5
"""Share of the time in which the data go aside after which the axis of the cost comes."""
LIFTED = 0.15
"""From the foot of their slots to the plots, so that no name below an axis is near the words."""
FRAMED = 0.3
"""Seconds for which it is framed where it goes in."""
OUT = 1.1
"""Seconds in which the eye goes out again."""


class Cost(LessonScene[Params, Plan]):
    """The data on the right, and on the left what the cost draws."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The data, which have the picture to themselves at first, and two costs."""
        plan, layout = self.plan, self.layout.with_wide_panel(PANEL)
        whole, stage, panel = (
            slot.inset(bottom=LIFTED) for slot in (layout.body, layout.stage, layout.panel)
        )
        self.turned = Animated(0.0)
        """Which of the tilts the line has."""
        self.view = MissView(self, (whole, panel), self._line)
        n, most, unit = len(plan.data), float(plan.costs.max()), squared(plan.data.y_unit).strip()
        digits = FIGURES - 1 - int(np.floor(np.log10(most * plan.unit_cost)))
        digits = int(np.clip(digits, 0, MOST_DECIMALS))
        tilt, name = names_of(self)
        told = CostWords(name, tilt, "$J =$", unit, plan.unit_cost, digits)
        self.squares = CostView(self, stage, plan.problem, most, self._tilt, told)
        counted = self.say(f"turn.{plan.noun}_missed", tolerance=self._tolerance())
        self.squares.wide.first = 1.0
        of, colour = self.say("turn.of", count=n), self.theme.miss
        told = CostWords(counted, tilt, "", of, float(n), 0, colour, self.theme.quiet)
        self.count = CostView(self, stage, plan.misses, 1.0, self._tilt, told)
        self.close = self.count.add_close()
        self.frame = self.count.add_frame()
        self.count_ball = self.count.add_ball(COUNT)
        self.level_slope = self.count.add_steep(self.count_ball)
        self.ball = self.squares.add_ball(SQUARES)
        self.stack = self.squares.add_stack(self._shares, self.view.left, self.view.squares)
        miss = tint(f'"{self.say("turn.miss")}"', self.theme.miss)
        mean = self.say("turn.mean", count=f'"{self.say.numerals.count(n)}"', miss=miss)
        self.mean = self.squares.add_mean(mean)
        self.strips = self.squares.add_strips(self.say("turn.strip", count=n))
        self.level_line = self.squares.add_level()

    def _tolerance(self) -> str:
        number = self.say.numerals.significant(self.plan.tolerance)
        return number + behind(self.plan.data.y_unit)

    def _tilt(self, frame: int) -> float:
        """Of the line: that to which it is turned, and in the end that of the ball."""
        if frame >= self.score[Beats.smooth].start:
            return float(self.ball.theta(frame)[0])
        return float(self.plan.tilts[round(self.turned.at(frame))])

    def _line(self, frame: int) -> tuple[float, float]:
        return self.plan.line(self._tilt(frame))

    @property
    def _shares(self) -> Array:
        """Of the average, (n,), that each square has, from left to right."""
        squares = self.plan.first_misses[np.argsort(self.plan.data.x, kind="stable")] ** 2
        return np.asarray(squares / squares.sum())

    # Beats

    @beat(Beats.line)
    def line(self, cue: Cue) -> None:
        """The samples, then the line."""
        cue.show(*self.view.furniture, self.view.samples)
        cue.show(self.view.fitted, at=0.35)

    @beat(Beats.misses)
    def misses(self, cue: Cue) -> None:
        """From left to right, and then the largest."""
        cue.show(self.view.misses)
        cue.show(*self.view.model, at=cue.share(TIMES.change))
        cue.move(self.view.drawn, 1.0, at=0.05, seconds=DRAWN)
        drawn = 0.05 + cue.share(DRAWN)
        named = max(drawn, cue.at_turn(1, otherwise=drawn) - cue.share(TIMES.away))
        cue.move(self.view.singled, 1.0, at=named, seconds=TIMES.enter)
        cue.show(self.view.largest, at=named)

    @beat(Beats.squares)
    def grow(self, cue: Cue) -> None:
        """A square on one, and on one of twice its length: as large as four of the first.

        Where there are no such two, a square on each.
        """
        view, begin = self.view, cue.share(TIMES.away)
        cue.hide(view.largest)
        cue.move(view.singled, 0.0, seconds=TIMES.leave)
        if self.plan.twice is None:
            cue.move(view.grown, 1.0, at=begin, seconds=GROW, ease=linear)
            return
        end = 1.0 - cue.share(TIMES.leave)
        cue.move(view.lit, 1.0, at=begin, seconds=TIMES.enter)
        cue.dim(view.fitted, view.samples, to=BEHIND)
        for k in range(2):
            grows = begin + k * cue.share(EACH + TIMES.enter)
            grows = max(grows, cue.at_turn(k, otherwise=grows)) if k else grows
            cue.move(view.paired, k + 1.0, at=grows, seconds=EACH)
            cue.show(*view.twice[k : k + 1], at=grows + cue.share(EACH - TIMES.away))
        cue.move(view.lit, 0.0, at=end, seconds=TIMES.leave)
        cue.dim(view.fitted, view.samples, to=1.0, at=end)
        cue.hide(*view.twice, at=end)

    @beat(Beats.average)
    def average(self, cue: Cue) -> None:
        """The plot makes room for a bar, into which each square flies, to be a strip of it.

        So the bar is as high as the average when the last has come; then it is told what it is.
        """
        view, aside, begin = self.view, cue.share(GLIDE + TIMES.breath), cue.frame(0.0)
        full = aside + cue.share(FILL + FLIES)
        view.grown.to(0.0, begin, begin + 1)
        cue.hide(*view.model)
        cue.move(view.place.where, 1.0, seconds=GLIDE)
        cue.show(*self.squares.heights, at=LIT * cue.share(GLIDE))
        cue.show(self.stack, at=aside - cue.share(TIMES.enter))
        cue.move(view.grown, 1.0, at=aside, seconds=FILL, ease=linear)
        view.stagger = FILL / FLIES
        cue.move(view.flown, 1.0, at=aside, seconds=FILL + FLIES, ease=linear)
        (*words, axes), clear = view.furniture, aside - cue.share(TIMES.enter)
        cue.hide(*words, at=clear)
        cue.dim(view.samples, view.fitted, axes, to=QUIET, at=clear)
        cue.show(*words, at=full)
        cue.dim(view.samples, view.fitted, axes, to=1.0, at=full)
        cue.dim(view.misses, to=ASIDE, at=full)
        told = full - cue.share(TIMES.away)
        cue.show(self.strips, self.level_line, self.squares.number, self.mean, at=told)
        cue.show(self.squares.bar, at=1.0 - cue.share(TIMES.enter))

    @beat(Beats.turn)
    def turn(self, cue: Cue) -> None:
        """The bar goes from end to end, and to the best tilt."""
        begin = cue.share(TIMES.change)
        cue.hide(self.stack, self.strips, self.mean, self.level_line)
        cue.move(self.squares.wide, 0.0, seconds=TIMES.change)
        cue.show(self.squares.tilts)
        cue.show(self.squares.face, *self.view.pivot, *self.view.held)
        cue.hide(*self.view.held, at=cue.at_turn(1, otherwise=begin))
        self._turn(cue, TURNS - 1, begin, DRAGGED, self.squares)
        self._turn(cue, TURNS // 2, begin + cue.share(DRAGGED + TIMES.settle), BACK)

    def _turn(
        self, cue: Cue, to: int, at: float, seconds: float, drawing: CostView | None = None
    ) -> None:
        """Turn the line to a tilt, and have a curve drawn meanwhile."""
        cue.move(self.turned, to, at=at, seconds=seconds)
        if drawing is not None:
            cue.move(drawing.seen_to, -drawing.first, at=at, seconds=seconds)

    @beat(Beats.count)
    def count_them(self, cue: Cue) -> None:
        """The line goes back to the first tilt, and is turned once more."""
        old, new = self.squares, self.count
        cue.hide(old.face, old.bar, old.number, *old.heights, self.view.misses)
        cue.move(self.turned, 0, seconds=2 * TIMES.change)
        shown = cue.share(TIMES.change)
        cue.show(*new.heights)
        cue.show(self.view.tolerated, at=shown)
        cue.show(new.face, new.bar, new.number, at=shown)
        begin = shown + cue.share(TIMES.change)
        cue.show(*self.view.let_pass, at=shown)
        cue.hide(*self.view.let_pass, at=begin)
        self._turn(cue, TURNS - 1, begin, AGAIN, new)
        back = begin + cue.share(AGAIN + TIMES.settle)
        self._turn(cue, self.plan.start, back, BACK)
        cue.show(*self.view.let_pass, at=back + cue.share(BACK))

    @beat(Beats.level)
    def level(self, cue: Cue) -> None:
        """A ball on the staircase, and a frame about what is then seen from near."""
        begin = cue.share(TIMES.change + FRAMED)
        cue.hide(self.count.bar, self.count.number, *self.view.pivot)
        cue.show(self.count_ball.ball_part, self.frame)
        cue.hide(self.frame, at=begin + cue.share(NEAR))
        for drawing in (self.count, self.squares):
            cue.move(drawing.near, 1.0, at=begin, seconds=NEAR)
        cue.show(*self.close, at=begin + cue.share(NEAR - TIMES.away))
        there = begin + cue.share(NEAR)
        felt = max(there, cue.at_turn(1, otherwise=there))
        cue.show(self.count.tangent, self.level_slope, at=felt)

    @beat(Beats.smooth)
    def smooth(self, cue: Cue) -> None:
        """The same on the average of squares: from near, and as a whole."""
        gone: tuple[Part, ...] = (
            self.count.face, self.count.tangent, self.level_slope, *self.count.heights, *self.close,
            self.count_ball.ball_part, self.view.tolerated, *self.view.let_pass,
        )  # fmt: skip
        cue.hide(*gone)
        cue.dim(self.squares.face, self.squares.tangent, *self.ball.parts, to=1.0)
        cue.show(*self.squares.heights)
        cue.dim(self.view.misses, to=ASIDE)
        felt = cue.share(FELT - TIMES.settle)
        out = felt - cue.share(OUT)
        cue.move(self.squares.near, 0.0, at=out, seconds=OUT)
        cue.show(self.squares.number, at=out + cue.share(OUT / 2))
        cue.hide(self.squares.tangent, at=felt)
