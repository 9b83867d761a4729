"""Both parameters: two slopes make one arrow, the gradient, and steps go against it."""

from __future__ import annotations

import numpy as np

from gdcore.typing import Array
from scenes.components.plot.axes import plot_about
from scenes.parts.cut_plot import CutPlot
from scenes.parts.data_retold import scaled_inset
from scenes.parts.gradient_slots import gradient_slots
from scenes.parts.gradient_view import FROM_ABOVE, GradientView
from scenes.parts.step_table import StepTable
from scenes.parts.walk_figures import add_gradient
from scenes.plans.gradient import DIGITS, SHOWN, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, TIMES

MOVE, CLOSER = 2.2, 1.8
"""Seconds that a move of the eye takes, and that of one which only goes nearer."""
FLOOR, OUT = 1.12, 0.6
"""How many times as large the floor is than below the bowl; and the share of the time in which both
are turned from which it makes room for that.
"""
NEAR, RING, STEPS = 3.4, 1.27, 1.85
"""How many times as large all is near arrows, at most, about the ring, and about the first steps.
"""
APART, NAMED = 0.55, 0.8
"""From the sides of the map to arrows on it, in frame units: there is room for a name; and for
one beyond a tip."""
TURN, BOTH = (0.06, 0.53), 0.5
"""Of the time in which w and b are turned, the shares at which each comes; and the share of the
beat at which both have been, at least; it is later where the words say so later."""
DRAWN = 0.25, 0.8
"""Shares of the beat between which the cut is drawn."""
ROUND = 0.08, 0.42
"""Shares of the beat between which the line of one cost is drawn; the eye rises from then on."""
RISEN = 0.82
"""Share of the beat at which the bowl has taken the floor's place."""
ELSEWHERE, LEANS = 0.3, 0.55
"""Shares of the beat at which the slopes at another place come and, where no words say when, their
gradient."""
SECOND, THEN, RIGHT = 0.45, 0.8, 0.5
"""Shares of their beats at which slopes are told and at which the right angle is, where no words
say when; and the seconds from one slope to the other."""
AGAINST, BACK, RULE = 0.2, 0.6, 0.3
"""Shares of their beats at which the other way is shown and the gradient goes, and until which,
where no words say when, the rule stands alone."""
SMALL = 0.45
"""Share of the eye's way down after which it has drawn back: seen from the side, the bowl takes
more of the picture's height."""
ASIDE = 0.65
"""Opacity of arrows that stay while the words are about another one."""


MIDDLE = 0.5
"""Of what is free beside it, what lies left of the gradient where it has no column; in one it
begins at its left."""


class Gradient(LessonScene[Params, Plan]):
    """The floor of two parameters, the bowl above it, its gradient, and steps in a table."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The bowl; beside it the data and, while these are small, the table."""
        self.slots = slots = gradient_slots(self.layout)
        self.layout, data = slots.layout, slots.data
        self.bowl = GradientView(self, slots.map)
        self.view = self.bowl.view
        self.view.begin_near(FLOOR)
        self.worked = StepTable(self, slots.table, self.bowl.runner, SHOWN + 1, self._row)
        small = plot_about(self.worked.rest)
        self.data = scaled_inset(self, (data, slots.short, small), bare=2)
        self.curve = CutPlot(self, data, self.bowl.across, self.bowl.cut_to)
        self.data.runners = [self.bowl.knobs, self.bowl.runner]
        self.line = self.data.keep(self.plan.elsewhere, self.theme.text, 0.0)
        """How much is seen of the line of the other place."""
        self.gradient = add_gradient(
            self, self.bowl.runner, slots.figures, DIGITS, at=MIDDLE * self.layout.narrow
        )

    def _row(self, step: int) -> list[str]:
        run = self.plan.run
        every = *run.theta[step], *self.plan.gradients[step], run.loss[step]
        return [self.say.numerals.placed(float(number), DIGITS) for number in every]

    def _go_near(
        self,
        cue: Cue,
        until: float,
        *reached: Array,
        most: float = STEPS,
        at: float = 0.0,
        apart: float = APART,
        lowest: bool = True,
    ) -> None:
        """Go so near to parameters (n, 2), from above, that all are in the picture.

        So is the ``lowest`` place, unless it is not asked for.
        """
        around = self.bowl.around(*reached) if lowest else np.concatenate(reached)
        focus, times = self.view.close_up(around, most, FROM_ABOVE, apart=apart)
        self.view.go_in(cue, focus, times, at=at, until=until)

    # Beats

    @beat(Beats.floor)
    def floor(self, cue: Cue) -> None:
        """The floor, and the ball above it, as each knob is turned; then the bowl."""
        bowl, knobs = self.bowl, self.bowl.knobs
        cue.show(bowl.floor, *self.data.parts)
        both = max(BOTH, cue.at_turn(1, otherwise=BOTH))
        first, second = TURN
        knobs.turn(cue, (first * both, second * both, both), bowl.runner.ball_part)
        self.view.go_out(cue, at=OUT * both, until=both)
        cue.show(self.view.part, *self.view.triad, at=both)
        cue.dim(bowl.floor, to=DIMMED, at=both - cue.share(TIMES.enter))
        cue.hide(bowl.floor, at=RISEN)

    @beat(Beats.cut)
    def cut(self, cue: Cue) -> None:
        """Where only w changes: the curve, and the cut through the bowl that it is.

        A ring goes along both at once.
        """
        cue.hide(self.bowl.knobs.stem, *self.data.parts)
        cue.show(self.bowl.cut_face, self.bowl.cut, *self.curve.parts, self.curve.sheet)
        drawn, done = DRAWN
        cue.move(self.bowl.cut_drawn, 1.0, at=drawn, until=done)
        cue.show(self.bowl.cut_end, self.curve.follow, at=drawn - cue.share(TIMES.away))
        cue.hide(self.bowl.cut_end, self.curve.follow, at=done)

    @beat(Beats.contours)
    def contours(self, cue: Cue) -> None:
        """The line of one cost; then the eye rises.  The data are back, where there is room."""
        bowl = self.bowl
        cue.hide(bowl.cut_face, bowl.cut, *self.curve.parts, self.curve.sheet)
        if self.slots.beside:
            cue.show(*self.data.parts, at=cue.share(TIMES.away))
        cue.show(bowl.level)
        rises, until = ROUND[1], min(ROUND[1] + cue.share(MOVE), 0.95)
        cue.move(bowl.level_drawn, 1.0, at=ROUND[0], until=rises)
        bowl.become_map(cue, at=rises, until=until)
        self._go_near(cue, until, bowl.ring, most=RING, at=rises)

    @beat(Beats.slopes)
    def slopes(self, cue: Cue) -> None:
        """One slope along w, one along b."""
        near, bowl, here = cue.share(CLOSER), self.bowl, self.bowl.here
        first, second = here.slopes
        self._go_near(cue, near, here.reached, here.beside, most=NEAR, lowest=False)
        told = cue.at_turn(1, otherwise=SECOND) - cue.share(TIMES.away)
        cue.show(*first, bowl.partial, at=told)
        cue.show(*second, at=told + cue.share(THEN))

    @beat(Beats.arrow)
    def arrow(self, cue: Cue) -> None:
        """Their sum; once its parts have gone, its right angle with the line of one cost."""
        bowl, here = self.bowl, self.bowl.here
        cue.hide(*here.names, bowl.partial)
        cue.show(here.sides, at=0.06)
        cue.show(*bowl.gradient, at=0.18)
        cue.dim(*here.parts, to=ASIDE, at=0.18)
        right = cue.at_turn(1, otherwise=RIGHT)
        cue.hide(here.sides, *here.parts, at=right - cue.share(TIMES.leave))
        cue.show(bowl.square, at=right)

    @beat(Beats.places)
    def places(self, cue: Cue) -> None:
        """The same at another place: slopes, and then the gradient; beside them is its line.

        The steeper slope comes forward with the gradient.
        """
        bowl, here, there = self.bowl, self.bowl.here, self.bowl.elsewhere
        arrow, name = bowl.gradient
        cue.hide(bowl.square, bowl.level, name)
        cue.dim(arrow, to=DIMMED)
        self._go_near(cue, cue.share(MOVE), here.reached, there.reached, apart=NAMED)
        leans = cue.at_turn(-1, otherwise=LEANS)
        come = min(ELSEWHERE, leans - cue.share(TIMES.change))
        cue.show(*there.first, *there.names, at=come)
        cue.move(self.line, 1.0, at=come, seconds=TIMES.enter)
        cue.show(*bowl.leaning, at=leans)
        cue.dim(there.shorter, to=ASIDE, at=leans)

    @beat(Beats.down)
    def down(self, cue: Cue) -> None:
        """The other way."""
        bowl = self.bowl
        arrow, name = bowl.gradient
        cue.hide(*bowl.elsewhere.first, *bowl.elsewhere.names, *bowl.leaning)
        cue.move(self.line, 0.0, seconds=TIMES.leave)
        self._go_near(cue, AGAINST, bowl.here.reached, bowl.here.against)
        cue.dim(arrow, to=1.0)
        cue.show(name, *bowl.downhill, at=AGAINST)
        cue.hide(arrow, name, at=BACK)

    def _make_room(self, cue: Cue, until: float) -> None:
        """For the table below a map that has filled its place."""
        bowl = self.bowl
        cue.move(self.view.beside, 1.0, at=0.0, until=until)
        cue.move(bowl.within.where, 2.0, at=0.0, until=until)
        cue.hide(bowl.axes[0])
        cue.show(bowl.axes[1], at=until)

    def _shrink_data(self, cue: Cue, until: float) -> None:
        """To below the table, without their axes' words."""
        names, *plot = self.data.bare
        cue.hide(names, self.data.numbers)
        cue.show(*plot, at=until)
        cue.move(self.data.place.where, 2.0, at=0.0, until=until)

    def _go_to_steps(self, cue: Cue, until: float) -> None:
        """Near the first steps."""
        walked = self.plan.run.theta[: SHOWN + 1]
        ends = walked.mean(axis=0, keepdims=True), walked, self.bowl.here.against
        beside = int(not self.slots.beside)
        around = np.concatenate(ends)
        focus, times = self.view.close_up(around, STEPS, FROM_ABOVE, beside, apart=APART)
        self.view.go_in(cue, focus, times, at=0.0, until=until)

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """The data make room for the rule; then a few steps, each a row, with slopes and cost."""
        bowl, worked, near = self.bowl, self.worked, cue.share(TIMES.change)
        if self.layout.narrow:
            cue.hide(*self.data.parts)
        else:
            self._shrink_data(cue, near)
        if not self.slots.beside:
            self._make_room(cue, near)
        self._go_to_steps(cue, near)
        cue.show(worked.rule, worked.meaning, at=near)
        told = cue.at_turn(1, otherwise=RULE)
        cue.hide(*bowl.downhill, at=told - cue.share(TIMES.leave))
        cue.show(
            worked.rate, bowl.runner.trail_part, bowl.next_step.part, worked.names, *worked.rows,
            at=told,
        )  # fmt: skip

    @beat(Beats.end)
    def end(self, cue: Cue) -> None:
        """On to the bottom, while the eye goes down again; the data are as large as they were."""
        worked, until = self.worked, cue.share(1.2 * MOVE)
        cue.hide(self.bowl.next_step.part)
        cue.hide(worked.rule, worked.meaning, worked.rate, worked.names, *worked.rows)
        back = cue.share(TIMES.away), cue.share(TIMES.away + TIMES.change)
        cue.move(self.data.place.where, 1.0, at=back[0], until=back[1])
        cue.show(*self.data.parts, at=back[int(not self.layout.narrow)])
        self.bowl.become_bowl(cue, at=0.0, until=until, away=SMALL * until)
        clear = SMALL * until if self.layout.narrow else back[1]
        cue.show(self.gradient, at=clear)
