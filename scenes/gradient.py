"""Both parameters: two slopes make one arrow, the gradient, and steps go against it."""

from __future__ import annotations

from dataclasses import replace

from scenes.layout import Slot
from scenes.parts.data_inset import DataInset
from scenes.parts.gradient_view import FROM_THE_SIDE, GradientView
from scenes.parts.step_table import StepTable
from scenes.plans.gradient import DIGITS, SHOWN, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue

SHARES = (1.15, 2.05)
"""Of the panel's height: the data, and the table."""
SQUARE = (1.1, 1.0)
"""Of the body's height in a square: the bowl, and the rest."""
ROOM = 0.3
"""Left of the bowl where there is most, which the arrows of a start on the left need."""
NARROW = 0.6
"""Of the width, what the table has where the data stand beside it."""
MOVE = 2.2
"""Seconds that a move of the eye takes."""
GLIDE = 1.2
"""Seconds in which the data make room."""
FROM_ABOVE = -90.0
NEAR, INWARD = 1.4, 0.05
"""How many times as large all is near the start, and what share of the way to the lowest point the
eye is from there."""
NEARER = 1.35
"""The same in a square, for a look at the cut."""
ASIDE = 0.65
"""Opacity of arrows that stay while the words are about another one."""


class Gradient(LessonScene[Params, Plan]):
    """The floor of two parameters, the bowl above it, its gradient, and steps in a table."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The bowl; beside it the data, and later the table."""
        self._lay_out()
        self.bowl = GradientView(self)
        self.view = self.bowl.view
        aside, table = self._slots()
        plan = self.plan
        places = self.layout.panel, aside
        self.data = DataInset(self, places, plan.data, plan.scaled.line_in_units, bare=1)
        self.data.runners = [self.bowl.runner]
        rows = [self._row(step) for step in range(SHOWN + 1)]
        self.worked = StepTable(self, table, self.bowl.runner, rows)

    def _lay_out(self) -> None:
        """Have room for the arrow beside the bowl, and for the table below it in a square."""
        layout = self.layout
        if layout.words_share is not None:
            stage, panel = layout.body.rows(*SQUARE, gap=layout.gap)
            self.layout = replace(layout, stage=stage, panel=panel, headroom=0.0)
        elif not layout.narrow:
            self.layout = replace(layout, stage=layout.stage.inset(left=ROOM))

    def _slots(self) -> tuple[Slot, Slot]:
        """For the data and the table."""
        panel, gap = self.layout.panel, self.layout.gap
        if self.layout.narrow:
            width = NARROW * (panel.width - gap)
            return panel.inset(right=width + gap), panel.inset(left=panel.width - width)
        aside, table = panel.rows(*SHARES, gap=gap)
        return aside, table

    def _row(self, step: int) -> list[str]:
        plan, placed = self.plan, self.say.numerals.placed
        numbers = (*plan.run.theta[step], *plan.gradients[step], plan.run.loss[step])
        return [placed(float(number), DIGITS) for number in numbers]

    # Beats

    @beat(Beats.floor)
    def floor(self, cue: Cue) -> None:
        """The floor, and the ball on it; then the bowl above."""
        bowl = self.bowl
        cue.show(bowl.floor, *self.view.triad, *self.data.parts)
        cue.show(bowl.runner.ball_part, bowl.height, at=0.35)
        cue.hide(bowl.floor, at=0.75)
        cue.show(self.view.part, at=0.62)

    @beat(Beats.cut)
    def cut(self, cue: Cue) -> None:
        """Where only w changes."""
        cue.hide(self.bowl.height)
        cue.show(self.bowl.cut)
        cue.move(self.bowl.cut_drawn, 1.0, at=0.08, until=0.6)
        if self.layout.words_share is not None:
            self.view.go_in(cue, self.plan.minimum, NEARER, at=0.0, until=0.6)

    @beat(Beats.contours)
    def contours(self, cue: Cue) -> None:
        """The line of one cost; then the eye rises."""
        bowl = self.bowl
        cue.hide(bowl.cut)
        cue.show(bowl.level)
        cue.move(bowl.level_drawn, 1.0, at=0.08, until=0.42)
        self.view.go_above(cue, FROM_ABOVE, at=0.5, until=min(0.5 + cue.share(MOVE), 0.95))

    @beat(Beats.slopes)
    def slopes(self, cue: Cue) -> None:
        """One slope along w, one along b."""
        near, (first, second) = cue.share(MOVE), self.bowl.parts
        focus = self.bowl.start + INWARD * (self.plan.minimum - self.bowl.start)
        self.view.go_in(cue, focus, NEAR, at=0.0, until=near)
        if self.layout.narrow:
            cue.hide(*self.view.triad)
        cue.show(*first, at=0.9 * near)
        cue.show(*second, at=0.6)

    @beat(Beats.arrow)
    def arrow(self, cue: Cue) -> None:
        """Their sum, and its right angle with the line of one cost."""
        bowl = self.bowl
        cue.show(bowl.sides)
        cue.show(*bowl.gradient, at=0.18)
        cue.hide(*(name for _, name in bowl.parts), at=0.18)
        cue.dim(*(arrow for arrow, _ in bowl.parts), to=ASIDE, at=0.18)
        cue.show(bowl.square, at=0.5)

    @beat(Beats.places)
    def places(self, cue: Cue) -> None:
        """The same at two other places."""
        until = cue.share(MOVE)
        cue.hide(self.bowl.square)
        self.view.go_above(cue, FROM_ABOVE, at=0.0, until=until)
        cue.show(*self.bowl.elsewhere, *self.view.triad, at=0.8 * until)

    @beat(Beats.down)
    def down(self, cue: Cue) -> None:
        """The other way, and the rule."""
        bowl = self.bowl
        cue.hide(*bowl.elsewhere, bowl.sides, *(arrow for arrow, _ in bowl.parts), bowl.level)
        cue.dim(bowl.gradient[0], to=ASIDE)
        cue.show(*bowl.downhill, at=0.1)
        until = cue.share(GLIDE)
        cue.hide(self.data.numbers)
        cue.move(self.data.place.where, 1.0, at=0.0, until=until)
        cue.show(self.worked.rule, at=0.5)

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """A few steps, each a row."""
        bowl = self.bowl
        cue.hide(*bowl.gradient, *bowl.downhill)
        cue.show(bowl.runner.trail_part, bowl.next_step.part, self.worked.names, *self.worked.rows)

    @beat(Beats.end)
    def end(self, cue: Cue) -> None:
        """On to the bottom, while the eye goes down again."""
        cue.hide(self.bowl.next_step.part)
        until = cue.share(1.2 * MOVE)
        self.view.go(cue, FROM_THE_SIDE, at=0.0, until=until)
        self.view.go_out(cue, at=0.0, until=until)
