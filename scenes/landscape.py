"""Where walks end: many starts, a pass, a plateau, and noise, of the right size and too much."""

from __future__ import annotations

from functools import partial

from scenes.layout import Slot
from scenes.parts.ends_view import EndsView
from scenes.parts.framed_view import FramedView
from scenes.parts.landscape_slots import SUN, eye_on_valleys, landscape_domain, landscape_slots
from scenes.parts.loss_plot import add_cost_plot
from scenes.parts.noise_plot import NoisePlot
from scenes.parts.pass_view import PassView
from scenes.parts.rain_view import RainView, colours_of_valleys
from scenes.parts.runner import Runner
from scenes.parts.stay_mark import add_stay
from scenes.parts.surface_view import Free
from scenes.parts.valley_key import ValleyKey
from scenes.parts.walk_readout import add_noise_readout, add_walk_readout
from scenes.plans.landscape import (
    ASKED,
    CREST,
    HELPFUL,
    QUIET,
    STRAY,
    TOLD,
    TOO_MUCH,
    Beats,
    Params,
    Plan,
)
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import TIMES

FROM_ABOVE = -90.0
"""Azimuth of the eye at first, when the landscape is a map."""
MOVE, LATER, GLIDE = 2.2, 0.8, 1.2
"""Seconds that a move of the eye takes, after which of these it comes nearer, for only seen from
aside is there room; and in which the landscape makes room."""
LINE, DRAWS = 0.3, 0.2
"""Of the last beat, when the line begins, if words do not say when; and for how long it grows."""
SPREADS, OTHERS = 1.4, 0.4
"""Seconds in which starts are marked from the bottoms outwards, of the deepest valleys, and then of
the others; and when in the beat these come, if words do not say when."""


class Landscape(LessonScene[Params, Plan]):
    """Rain on a landscape without noise, with some, and with too much."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The landscape with its balls; beside it the key with its counts, and the plot."""
        right = float(self.heading.mobject.get_right()[0])
        slots = landscape_slots(self.layout, right, logo=self.theme.logo is not None)
        self.alone, self.layout = slots.alone, slots.layout
        layout = self.layout
        plan, theme = self.plan, self.theme
        domain = landscape_domain(plan)
        names = ("$theta_1$", "$theta_2$", "$J$")
        self.view = FramedView(
            self, plan.surface.loss, plan.surface.gradient, domain, (FROM_ABOVE, 90.0), names,
            free=Free(layout.body, 0.0, SUN),
        )  # fmt: skip
        self.eye = eye_on_valleys(plan, domain)
        self.view.keep_size([self.eye])
        self.view.begin_above()
        self.view.bring_directions(self.eye)
        self.stray = self._add_stray()
        self.rain = RainView(self, self.view, colours_of_valleys(theme), self.eye)
        upper, lower = slots.figures, slots.plot
        self.key = ValleyKey(self, layout.panel.inset(bottom=layout.gap), self.rain, QUIET)
        self.plot = NoisePlot(self, lower)
        self.note = self.plot.add_note(slots.note)
        self.walk: tuple[Part, ...] = ()
        self.stay: tuple[Part, ...] = ()
        """How long the walk stays on a pass."""
        self.way: PassView | None = None
        if plan.crest is not None:
            walked, place = plan.crest.run.theta, plan.crest.stay.place
            self.way = PassView(
                self.view, plan.surface, self.eye, walked, place, layout.stage, (upper, lower)
            )
            self.walk = self._add_walk(self.way, upper, lower)
        self.noise = {
            name: add_noise_readout(
                self, upper, partial(self.rain.landed, name), sizes, self.rain.away(name)
            )
            for name, sizes in plan.noise.items()
            if name != QUIET
        }
        ends = EndsView(self, self.rain)
        self.heaps = {name: ends.add_heaps(name) for name in plan.shown}
        """The balls of each rain that have come to stay."""
        self.ends = {name: ends.add_counts(name) for name in self.noise}
        """How many these are, with noise."""

    def _add_walk(self, way: PassView, above: Slot, lower: Slot) -> tuple[Part, ...]:
        """A ball alone with its leaps, below the ways from the pass; its figures, and its cost."""
        assert self.plan.crest is not None
        run, ground = self.plan.runs[CREST], self.view.surface
        runner = Runner(self, CREST, run, ground, self.view.unit, self.theme.other)
        hops = runner.add_leaps()
        hops.mobject.kept = run.steps
        self.saddle = way.add_ways(self), way.add_names(self)
        runner.add_ball()
        told = add_walk_readout(self, above, runner)
        plot = add_cost_plot(self, lower, [runner], self.view.domain)
        self.stay = (add_stay(self, plot.axes, self.plan.crest),)
        return (
            runner.ball_part, hops, *told, *plot.parts,
            runner.curves[0][1],
        )  # fmt: skip

    def _add_stray(self) -> tuple[Part, ...]:
        """A ball that noise shakes out of its valley, with its path."""
        run = self.plan.stray
        if run is None:
            return ()
        ground, hue = self.view.surface, self.theme.stochastic
        runner = Runner(self, STRAY, run, ground, self.view.unit, hue, thin=True)
        runner.add_trail()
        runner.add_ball()
        return runner.ball_part, runner.trail_part

    def _shake(self, cue: Cue, name: str, at: float = 0.0) -> None:
        """Balls walk with noise, and settle when it is off."""
        told, away = self.noise[name]
        cue.show(self.rain.balls[name], self.heaps[name], told, at=at)
        self.rain.tell_of_strays(cue, name, away)

    def _count(self, cue: Cue, name: str) -> None:
        """How many have ended in each valley; as a dot of the plot, where it is deepest."""
        cue.hide(*self.noise[name])
        cue.show(self.plot.dots[name], self.ends[name])

    def _make_room(self, cue: Cue) -> None:
        """Have the landscape make room for what stands beside it."""
        cue.move(self.view.beside, 1.0, at=0.0, until=cue.share(GLIDE))

    # Beats

    @beat(Beats.invented)
    def invented(self, cue: Cue) -> None:
        """A map that turns out to be a landscape; then how deep its valleys are."""
        cue.show(self.view.part)
        until = cue.share(MOVE) + 0.15
        self.view.go(cue, self.eye, at=0.15, until=until)
        self.view.go_out(cue, at=cue.share(LATER) + 0.15, until=until)
        cue.show(*self.view.triad, *self.rain.valleys, at=until)

    @beat(Beats.rain)
    def let_it_rain(self, cue: Cue) -> None:
        """Balls all over it; they walk downhill."""
        cue.hide(*self.view.triad)
        cue.hide(*self.rain.costs, at=cue.share(GLIDE - TIMES.away))
        balls = self.rain.balls[QUIET], self.heaps[QUIET]
        cue.show(*balls, at=cue.share(GLIDE - TIMES.away))
        if not self.alone:
            self._make_room(cue)
            cue.show(*self.key.parts, at=cue.share(GLIDE))

    @beat(Beats.starts)
    def starts(self, cue: Cue) -> None:
        """Every start with the mark of its valley, those that lead to where it is deepest first."""
        cue.hide(self.heaps[QUIET])
        cue.show(self.rain.starts)
        cue.move(self.rain.spread, self.rain.of_deepest, seconds=SPREADS)
        cue.move(self.rain.spread, 1.0, at=cue.at_turn(1, otherwise=OTHERS), seconds=SPREADS)

    @beat(Beats.crest)
    def onto_the_pass(self, cue: Cue) -> None:
        """The ways from a pass, and its name; a ball comes there, and the eye; then it leaves."""
        if self.alone:
            self._make_room(cue)
        if self.way is not None:
            self.way.go_in(cue, cue.share(MOVE))
        cue.only(self.view.part)
        cue.show(*self.walk[:2])
        cue.show(*self.walk[2:], at=cue.share(GLIDE) if self.alone else 0.0)
        if self.way is not None:
            cue.show(*self.saddle)
            cue.show(*self.stay, at=cue.share(TOLD))

    @beat(Beats.shake)
    def shake(self, cue: Cue) -> None:
        """What came of the balls without noise as a dot; one ball, and then all walk with noise."""
        cue.only(self.view.part)
        if self.way is not None:
            self.way.go_out(cue, cue.share(TIMES.leave), cue.share(TIMES.leave + GLIDE))
        if self.stray:
            alone, together = cue.share(ASKED), cue.share(self.plan.all_shake)
            cue.show(*self.stray, self.noise[HELPFUL][0], at=alone)
            cue.hide(*self.stray, at=together)
        self._shake(cue, HELPFUL, cue.share(self.plan.all_shake))
        cue.show(*self.plot.frame, self.plot.dots[QUIET], at=0.15)

    @beat(Beats.helpful)
    def helpful(self, cue: Cue) -> None:
        """Where they have ended, in the middle one of all repeats."""
        self._count(cue, HELPFUL)

    @beat(Beats.more)
    def more(self, cue: Cue) -> None:
        """The same with too much noise."""
        cue.hide(self.ends[HELPFUL], self.heaps[HELPFUL], self.rain.balls[HELPFUL])
        self._shake(cue, TOO_MUCH)

    @beat(Beats.sizes)
    def sizes(self, cue: Cue) -> None:
        """Where these have ended; the line through the counts of all sizes beside their heaps."""
        self._count(cue, TOO_MUCH)
        begins, most = cue.at_turn(1, otherwise=LINE), float(self.plot.sizes[-1])
        until = min(begins + DRAWS, 1.0)
        cue.show(self.plot.line, self.note, at=begins - cue.share(TIMES.away))
        cue.move(self.plot.drawn, most, at=begins, until=until, ease=linear)
