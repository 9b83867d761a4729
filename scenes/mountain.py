"""A ball on a mountain of error, in fog: parameters, cost and learning rate where they are seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.components.surface.surface3d import FADE
from scenes.parts.ingredients import Ingredients
from scenes.parts.landscape_walks import LandscapeWalks
from scenes.parts.loss_plot import add_cost_plot
from scenes.parts.vector_step import VectorStep
from scenes.plans.mountain import ASKED, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import TIMES

PLOT, SQUARE = (0.1, 4.7, 0.4), (1.4, 1.0)
"""Shares of the panel's height above the plot, of the plot, and below it; and in a square, those of
the landscape and of what is below it."""
MOVE, TURN, OPENED, BACK, RISE = 2.2, 1.2, 1.8, 1.3, 2.6
"""Seconds that a move of the eye takes, a quick one, one in which the landscape is cut open,
one by which there is room for an arrow, and the rise to a map."""
NAMED = 0.5
"""Share of the rise to a map after which valleys are named."""
NEGATIVE, TAKEN = 0.5, 0.5
"""When, in their beats, the way down comes and the first step is as long as it is to be, where no
words say when."""


class Mountain(LessonScene[Params, Plan]):
    """Parameters, cost and learning rate get their names where they are seen."""

    plan_class = Plan

    def build(self) -> None:
        """The landscape, which has words or a plot beside it only while they are spoken of."""
        layout = self.layout = replace(self.layout.stacked(*SQUARE), headroom=0.0)
        self.walks = walks = LandscapeWalks(self)
        self.land, self.view, self.arrows = walks.land, walks.view, walks.arrows
        self.run, self.runner, self.marks = walks.run, walks.runner, walks.marks
        slot = layout.panel if layout.narrow else layout.panel.rows(*PLOT, gap=0.0)[1]
        self.plot = add_cost_plot(self, slot, walks.runners, self.view.domain)
        self.known = Ingredients(self, layout.panel, self.runner).known
        begin = float(self.score[Beats.first_steps].start / self.score.fps) + TIMES.change
        room = layout.with_wide_panel().panel
        self.worked = VectorStep(self, room, self.runner, self.plan.slow, begin)

    @beat(Beats.height)
    def height(self, cue: Cue) -> None:
        """The eye is low down, and goes round slowly."""
        self.land.go_low(cue)

    @beat(Beats.fog)
    def fog(self, cue: Cue) -> None:
        """Fog rises and closes before the eye is above it; then the ball."""
        self.land.come_up(cue)
        self.land.weather.rise(cue, at=0.0, until=0.6)
        cue.show(self.runner.ball_part, at=0.7)

    @beat(Beats.parameters)
    def parameters(self, cue: Cue) -> None:
        """The landscape is cut open to the ball, down to the floor with its axes."""
        until, floor = cue.share(OPENED), self.walks.floor
        self.land.go_to_floor(cue, floor.corners, until=until)
        self.view.cut_open(cue, self.run.theta[0], self.land.cut, at=0.0, until=until)
        cue.show(floor.square, at=0.45 * until)
        cue.show(floor.opened, at=0.6 * until)
        told = cue.at_turn(1, otherwise=until) - cue.share(TIMES.away)
        cue.show(floor.shadow, *floor.readings, at=told)

    @beat(Beats.cost)
    def cost(self, cue: Cue) -> None:
        """How high the ball is above the floor."""
        cue.hide(self.walks.floor.opened)
        cue.show(*self.walks.floor.ruler)

    @beat(Beats.slope)
    def slope(self, cue: Cue) -> None:
        """The eye is near, aside of the slope: the steepest way up, and the other way."""
        until, floor = cue.share(MOVE), self.walks.floor
        cue.hide(floor.square, floor.shadow, *floor.readings, *floor.ruler)
        self.view.close(cue, at=0.0, until=until)
        self.land.go_near(cue, self.arrows.underfoot, until)
        cue.show(self.arrows.patch, *self.arrows.uphill, at=0.4 * until)
        down = cue.at_turn(-1, otherwise=NEGATIVE) - cue.share(TIMES.away)
        cue.show(*self.arrows.downhill, at=down)

    @beat(Beats.step_length)
    def step_length(self, cue: Cue) -> None:
        """The eye draws back; the whole gradient, steps of other rates, and the one of this."""
        until = cue.share(BACK)
        self.land.go_near(cue, self.arrows.reached, until, foot=FADE)
        cue.only(among=self.arrows.parts)
        steps, told = self.arrows.steps
        cue.show(*steps, at=0.6 * until)
        taken = max(cue.at_turn(1, otherwise=TAKEN), 0.8 * until + cue.share(TIMES.change))
        cue.move(self.arrows.swept, 1.0, at=0.8 * until, until=taken, ease=linear)
        cue.show(*self.arrows.whole, at=until)
        cue.show(*told, at=taken - cue.share(TIMES.away))

    @beat(Beats.knows)
    def knows(self, cue: Cue) -> None:
        """All is dark but for the ground underfoot; three numbers."""
        until = cue.share(TURN)
        cue.only(self.arrows.patch, *self.arrows.downhill, among=self.arrows.parts)
        self.land.darken(cue, until)
        self.land.go_near(cue, self.arrows.known, until, beside=1.0)
        for k, known in enumerate(self.known):
            cue.show(known, at=(0.2 + 0.15 * k) * until)

    @beat(Beats.first_steps)
    def first_steps(self, cue: Cue) -> None:
        """Each step is worked out, shown as an arrow and taken."""
        cue.hide(*self.known, *self.arrows.parts)
        cue.show(*self.worked.parts, self.walks.next_step.part, self.walks.leaps)
        steps = np.column_stack([self.run.theta, self.run.loss])[: self.plan.slow + 1]
        inside = steps[self.view.domain.contains(steps[:, :2])]
        seen = np.concatenate([inside, self.arrows.underfoot])
        self.land.go_near(cue, seen, cue.share(MOVE), beside=1.0)

    @beat(Beats.descent)
    def descent(self, cue: Cue) -> None:
        """Light comes back, the eye goes out; beside it comes the cost, and the ball walks on."""
        cue.hide(*self.worked.parts, self.walks.next_step.part, self.walks.leaps)
        cue.show(self.runner.trail_part)
        self.land.lighten(cue, cue.share(TURN))
        self.land.go_out(cue, cue.share(TURN))
        cue.show(*self.plot.parts, self.plot.curves[0], at=cue.share(TIMES.away))
        cue.show(*self.walks.gone)

    @beat(Beats.question)
    def question(self, cue: Cue) -> None:
        """Once it is asked, the fog clears while the eye goes round."""
        still = 1.0 - cue.share(TIMES.settle)
        self.land.go_round(cue, at=cue.share(ASKED), until=still)
        cue.show(*self.marks.start, at=still)

    @beat(Beats.lift)
    def lift(self, cue: Cue) -> None:
        """How high valleys are."""
        cue.show(*self.marks.crosses, *self.marks.values)

    @beat(Beats.other)
    def other(self, cue: Cue) -> None:
        """Another ball, from another start: its path, and its cost beside the first one's."""
        for walk in self.walks.others:
            cue.show(*self.marks.others, walk.ball_part, walk.trail_part, *self.plot.curves[1:])
        if not self.walks.others:
            self._rise(cue, 1.0)
        self.marks.settle([cue.beat.stop - 1], [self.plot.name])

    @beat(Beats.wish)
    def wish(self, cue: Cue) -> None:
        """The eye draws back and rises until it sees a map, on which valleys have their names."""
        if self.walks.others:
            self._rise(cue, cue.share(RISE))

    def _rise(self, cue: Cue, until: float) -> None:
        cue.hide(*self.marks.of_starts, *self.plot.parts, *self.plot.curves)
        self.land.go_above(cue, until)
        cue.show(*self.marks.names, at=NAMED * until)
