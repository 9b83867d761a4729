"""One parameter: which way is downhill, how far a step goes, and when to stop."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scenes.components.plot.axes import plot_about
from scenes.layout import Slot
from scenes.parts.cost_axes import PANEL
from scenes.parts.data_retold import DataRetold
from scenes.parts.slope_opening import RELABEL
from scenes.parts.slope_view import SlopeView
from scenes.parts.worked_steps import SLIDE, Row, WorkedSteps
from scenes.plans.slope import DIGITS, SLOW, Beats, Params, Plan, W
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, TIMES

WORKED = 0.75
"""Where the panel begins that has the rule with its numbers and is a column."""
TALL, SQUARE = (1.25, 1.0), (1.1, 1.0)
"""Of the body's height, where there is no room beside the curve: the curve, and the rest."""
BENEATH, APART, LIFTED, SMALL = 1.95, 0.1, 0.25, 0.6
"""Of the panel's height, what small data below the numbers have, and of that what is free above and
below them; and of its width, what they have."""
GLIDE, NEAR = 1.2, 1.0
"""Seconds in which the curve makes room, and the eye goes in to the first steps, and out again."""
RISEN = 0.6
"""Seconds after which the rule has nearly risen, and numbers come below it."""
WHOLE = 0.22
"""When, in its beat, the rule comes, all of it: the eye is nearly there then."""
OVER, BACK = (0.06, 0.28), (0.46, 0.64)
"""Shares of the beat in which the tangent goes up the other side, and back to the bottom."""
SOON = 0.15
"""Seconds before the words of the bottom in which it is there."""
BALL, BOTTOM, MIRRORED = 0.0, 1.0, 2.0
"""Where the tangent may be: at the ball, at the bottom, and as high on the other side."""


class Slope(LessonScene[Params, Plan]):
    """The cost over one parameter, its slope, and the rule of a step with numbers in it."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The curve; beside it the data, and the steps worked out."""
        curve, aside, worked, data, small = self._slots()
        self.view = SlopeView(self, curve, aside)
        runner = self.view.runner
        self.data = DataRetold(self, data, small)
        self.data.scaled.runners = [runner]
        opening = self.view.opening
        for inset in (self.data.own, self.data.scaled):
            inset.kept.append((opening, runner.colour, opening.line))
        self.probed = self.data.scaled.keep(self.view.probe, self.theme.text, 0.0)
        """How much is seen of the line of the ghost."""
        self.held = self.data.hold(self.plan.asked.b, lambda frame: runner.theta(frame)[W])
        rows = [self._row(step) for step in range(SLOW)]
        self.worked = WorkedSteps(self, worked, "w", rows, foot=0.0 if small is None else BENEATH)
        self._work_out()

    def _slots(self) -> tuple[Slot, Slot, Slot, Slot, Slot | None]:
        """For the curve, and for it beside the rule with its numbers; for these, and the data.

        The last is for small data below the numbers, where these have room there.
        """
        layout = self.layout.with_wide_panel(PANEL)
        if layout.narrow:
            above, below = layout.body.rows(*(TALL if layout.beside else SQUARE), gap=layout.gap)
            return above, above, below, below, None
        wider = self.layout.with_wide_panel(WORKED)
        worked = wider.panel
        small = replace(
            worked, left=worked.right - SMALL * worked.width, top=worked.bottom + BENEATH
        )
        return (
            layout.stage,
            wider.stage,
            worked,
            layout.panel,
            plot_about(small.inset(top=APART, bottom=LIFTED)),
        )

    def _row(self, step: int) -> Row:
        """A step of the run, in figures."""
        run, placed = self.plan.run, self.say.numerals.placed
        old, new = (placed(float(theta), DIGITS) for theta in run.theta[step : step + 2, W])
        rate = self.say.numerals.significant(self.plan.asked.learning_rate)
        slope = float(self.plan.slopes[step])
        told = placed(slope, DIGITS)
        return Row((new, old, rate, f"({told})" if slope < 0 else told))

    def _work_out(self) -> None:
        """The numbers of each step come before the ball sets off for it.

        What the first comes to stands there with its words; that of the later ones once the
        ball lands.
        """
        fps, worked = float(self.score.fps), self.worked
        step_of, again = self.view.runner.track.step, self.score[Beats.again].start
        numbers = self.score[Beats.numbers]
        begin = numbers.start / fps + RISEN
        said = numbers.turns[1] / fps if len(numbers.turns) > 1 else begin
        for step in range(SLOW):
            landed = int(np.argmax(step_of > step)) / fps
            worked.work_out(step, begin, landed - SLIDE if step else said)
            begin = max(landed, again / fps + TIMES.change)

    # Beats

    @beat(Beats.curve)
    def curve(self, cue: Cue) -> None:
        """The curve of before, scaled, and then with the level of its line held."""
        view = self.view
        view.opening.begin(cue, view.face, *self.data.first)
        view.opening.play(cue, view.axes, self.held, view.runner.ball_part)
        self.data.tell_anew(cue, at=cue.share(RELABEL))

    @beat(Beats.sign)
    def sign(self, cue: Cue) -> None:
        """The tangent, its number, and which way is downhill."""
        view = self.view
        cue.show(view.tangent)
        cue.show(*view.told, at=cue.share(TIMES.away))
        cue.show(view.downhill, at=cue.at_turn(1, otherwise=0.5))

    @beat(Beats.size)
    def size(self, cue: Cue) -> None:
        """The tangent goes up the other side with a ghost and its line, and back to the bottom.

        The ball and its line step back; words would stand between the two lines.
        """
        view = self.view
        cue.hide(view.downhill, self.data.held)
        cue.dim(view.runner.ball_part, to=DIMMED)
        (over, up), (back, down) = OVER, BACK
        cue.show(view.ghost, at=over)
        cue.show(view.back, at=up - cue.share(TIMES.away))
        cue.hide(view.back, at=back)
        cue.move(self.probed, 1.0, at=over, seconds=TIMES.enter)
        cue.move(view.away, MIRRORED, at=over, until=up)
        rests = max(down, cue.at_turn(-1, otherwise=down) - cue.share(SOON))
        cue.move(view.away, BOTTOM, at=back, until=rests)

    @beat(Beats.rule)
    def rule(self, cue: Cue) -> None:
        """The new value is the old one, minus alpha, times the slope; then what alpha is.

        The data leave; the eye goes in to the first steps, as the curve makes room.  The rule
        stands in the middle.
        """
        view, begin = self.view, cue.share(TIMES.enter)
        until = begin + cue.share(GLIDE)
        cue.show(view.frame)
        cue.hide(*view.told)
        cue.move(view.near, 1.0, at=begin, until=until)
        self.data.leave(cue, at=WHOLE - cue.share(TIMES.away))
        cue.move(view.away, BALL, at=begin, until=until)
        cue.move(view.place.where, 1.0, at=begin, until=until)
        cue.hide(view.ghost, view.frame, at=until)
        cue.dim(view.runner.ball_part, to=1.0, at=until)
        cue.move(self.probed, 0.0, at=until, seconds=TIMES.leave)
        cue.move(self.worked.centred, 1.0, seconds=0.0)
        slope, rate = self.worked.told
        cue.show(self.worked.rule, slope, *view.told, at=WHOLE)
        cue.show(rate, at=max(WHOLE, cue.at_turn(1, otherwise=WHOLE)))

    @beat(Beats.numbers)
    def numbers(self, cue: Cue) -> None:
        """The rule rises, numbers slide in below it; the ball takes the step.

        The data come back, small, below the numbers; the slope is in the row.
        """
        cue.hide(*self.worked.told)
        if self.data.card is not None:
            cue.hide(*self.view.told)
            self.data.be_small(cue, at=cue.share(NEAR))
        cue.move(self.worked.centred, 0.0, at=0.0, seconds=NEAR)
        cue.show(*self.worked.parts, self.view.arrow, self.view.leaps)

    @beat(Beats.again)
    def again(self, cue: Cue) -> None:
        """Two more steps: what has been worked out rises, and makes room for their rows."""
        cue.move(self.worked.raised, 1.0, at=0.0, seconds=TIMES.change)

    @beat(Beats.stop)
    def stop(self, cue: Cue) -> None:
        """The rest, with the line, until there is nearly no slope; and what is still held."""
        asked, view = self.plan.asked, self.view
        back = cue.share(NEAR)
        cue.move(view.near, 0.0, at=0.0, seconds=NEAR)
        cue.hide(*self.worked.whole)
        if not self.layout.narrow:  # there the slope's number is in its way
            cue.show(view.frame)
            cue.hide(view.frame, at=back)
        cue.move(view.place.where, 0.0, at=0.0, until=back)
        self.data.come_back(cue, cue.share(TIMES.away))
        cue.show(*view.told, view.awaited, view.count, at=back)
        if self.plan.outcomes["stop"] == "stops":
            landed = cue.share(TIMES.change + asked.seconds - TIMES.away)
            cue.show(view.met, at=landed)
            if not self.layout.narrow:  # there the line, which is flat, lies on these words
                cue.show(self.data.held, at=landed)
