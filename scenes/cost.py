"""How wrong a line is: misses, their squares, the average of these, and why not a count."""

from __future__ import annotations

import numpy as np

from scenes.layout import Slot
from scenes.parts.cost_view import CostView, Told
from scenes.parts.miss_view import MissView
from scenes.plans.cost import AGAIN, BACK, COUNT, DRAGGED, FELT, SQUARES, TURNS, Beats, Params, Plan
from scenes.plans.samples import behind, squared
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Animated, Cue
from scenes.theme import TIMES

FIGURES = 3
"""Of the cost as it is written, at least where it is greatest."""
MOST_DECIMALS = 4
"""Of the cost; one that is smaller has a power of ten."""
FAINT_SQUARES = 0.3
"""Opacity of the squares on the data while their average is looked at."""
GLIDE, GATHER, POUR, NEAR = 1.2, 1.8, 0.7, 2.0
"""Seconds in which the data go aside, the squares gather, the bar is made of them, and the eye goes
in to the staircase."""


class Cost(LessonScene[Params, Plan]):
    """The data on the right, and on the left what the cost draws."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The data, which have the picture to themselves at first, and two costs."""
        plan, layout = self.plan, self.layout
        self.turned = Animated(0.0)
        """Which of the tilts the line has."""
        self.view = MissView(self, (layout.body, layout.panel), self._line)
        n, most, unit = len(plan.data), float(plan.costs.max()), squared(plan.data.y_unit).strip()
        digits = FIGURES - 1 - int(np.floor(np.log10(most * plan.unit_cost)))
        digits = int(np.clip(digits, 0, MOST_DECIMALS))
        name, tilt = self.say("turn.cost"), self.say("turn.tilt")
        told = Told(
            f"{name} ({unit})" if unit else name, tilt, "$J =$", unit, plan.unit_cost, digits
        )
        self.squares = CostView(self, layout.stage, plan.problem, most, self._tilt, told)
        counted = self.say(f"turn.{plan.noun}_missed", tolerance=self._tolerance())
        told = Told(counted, tilt, "", self.say("turn.of", count=n), float(n), 0)
        self.count = CostView(self, layout.stage, plan.misses, 1.0, self._tilt, told)
        self.count_ball = self.count.add_ball(COUNT)
        self.ball = self.squares.add_ball(SQUARES)
        self.squares.square = self._average_square
        self.leaving = self.view.add_leaving(self._average_square)

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

    def _average_square(self, frame: int) -> Slot:
        """The square as large as all of them are on average, where the bar will stand."""
        miss = float(np.sqrt(self.squares.value(frame) * self.plan.unit_cost))
        bar, side = self.squares.standing(frame), self.view.scale(frame) * miss
        return Slot(bar.left, bar.bottom, bar.left + side, bar.bottom + side)

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
        cue.move(self.view.drawn, 1.0, at=0.05, seconds=2.2)
        cue.show(self.view.largest, at=0.7)

    @beat(Beats.squares)
    def grow(self, cue: Cue) -> None:
        """A square on each."""
        cue.hide(self.view.largest)
        cue.move(self.view.grown, 1.0, at=cue.share(TIMES.away), seconds=2.2)

    @beat(Beats.average)
    def average(self, cue: Cue) -> None:
        """The plot goes aside, and the squares into one bar."""
        cue.move(self.view.place.where, 1.0, seconds=GLIDE)
        gather = cue.share(GLIDE + TIMES.breath)
        pour = gather + cue.share(GATHER)
        cue.dim(self.leaving, to=1.0, at=gather)
        cue.dim(self.view.misses, to=FAINT_SQUARES, at=gather)
        cue.move(self.view.gathered, 1.0, at=gather, seconds=GATHER)
        cue.dim(self.squares.bar, to=1.0, at=pour - cue.share(TIMES.enter))
        cue.hide(self.leaving, at=pour)
        cue.move(self.squares.poured, 1.0, at=pour, seconds=POUR)
        cue.show(*self.squares.heights, at=pour)
        cue.show(self.squares.number, at=pour + cue.share(POUR - TIMES.away))

    @beat(Beats.turn)
    def turn(self, cue: Cue) -> None:
        """From end to end, and to the best tilt."""
        begin = cue.share(TIMES.change)
        cue.show(self.squares.tilts)
        cue.show(self.squares.face)
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
        old = (*self.squares.heights, self.squares.face, self.squares.bar, self.squares.number)
        cue.hide(*old, self.view.misses)
        cue.move(self.turned, 0, seconds=2 * TIMES.change)
        shown = cue.share(TIMES.change)
        cue.show(*self.count.heights)
        cue.show(self.view.tolerated, at=shown)
        self.count.poured.first = 1.0
        cue.show(self.count.face, self.count.bar, self.count.number, at=shown)
        begin = shown + cue.share(TIMES.change)
        self._turn(cue, TURNS - 1, begin, AGAIN, self.count)
        self._turn(cue, self.plan.start, begin + cue.share(AGAIN + TIMES.settle), BACK)

    @beat(Beats.level)
    def level(self, cue: Cue) -> None:
        """A ball on the staircase."""
        cue.hide(self.count.bar, self.count.number, *self.count.heights, self.squares.tilts)
        cue.show(self.count_ball.ball_part)
        cue.move(self.count.near, 1.0, at=cue.share(TIMES.change), seconds=NEAR)
        cue.show(self.count.tangent, at=0.5)

    @beat(Beats.smooth)
    def smooth(self, cue: Cue) -> None:
        """The same on the average of squares."""
        gone: tuple[Part, ...] = (
            self.count.face, self.count.tangent,
            self.count_ball.ball_part, self.view.tolerated,
        )  # fmt: skip
        cue.hide(*gone)
        cue.show(*self.squares.heights, self.squares.tilts, self.squares.face)
        cue.show(self.squares.number)
        cue.dim(self.view.misses, to=FAINT_SQUARES)
        felt = cue.share(TIMES.change)
        cue.show(self.squares.tangent, *self.ball.parts, at=felt)
        cue.hide(self.squares.tangent, at=cue.share(FELT - TIMES.settle))
