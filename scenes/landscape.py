"""Where walks end: many starts, a pass, a plateau, and noise, of the right size and too much."""

from __future__ import annotations

from dataclasses import replace

from scenes.components.surface.domain import Domain, fit_domain
from scenes.components.surface.ridge import behind_ridge
from scenes.components.surface.view import View
from scenes.layout import Layout, Slot
from scenes.parts.loss_plot import add_cost_plot
from scenes.parts.noise_plot import NoisePlot
from scenes.parts.rain_view import RainView
from scenes.parts.runner import Runner
from scenes.parts.surface_view import Free, SurfaceView
from scenes.parts.valley_key import ValleyKey
from scenes.parts.walk_readout import add_walk_readout
from scenes.plans.landscape import (
    CREST,
    HELPFUL,
    QUIET,
    SLOWEST,
    TOO_MUCH,
    Beats,
    Params,
    Plan,
)
from scenes.stage.scene import LessonScene, Part, beat
from scenes.stage.timeline import Cue, linear

AZIMUTH, ELEVATIONS = -62.0, (46.0, 50.0, 55.0, 60.0, 70.0, 90.0)
"""Whence the landscape is seen: as low as shows the bottoms of all valleys."""
FROM_ABOVE = -90.0
SUN = FROM_ABOVE - 80.0
HEIGHT = 0.8
MOVE, GLIDE = 2.2, 1.2
"""Seconds that a move of the eye takes, and in which the landscape makes room."""
SQUARE, STRIP, LOWER = (1.35, 1.0), 0.31, 0.2
"""Of the body's height in a square: the landscape, and what is below it; of its width, what the
figures beside the landscape have, and of its height, how far below its top they begin."""
KEY, PLOT = 1.0, 1.3
"""Shares of the panel's height: the key, and the plot."""
FIGURES = 0.42
"""What the key has of a band's width."""


class Landscape(LessonScene[Params, Plan]):
    """Rain on a landscape without noise, with some, and with too much."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The landscape with its balls; beside it the key with its counts, and the plot."""
        self._lay_out()
        layout = self.layout
        plan, theme = self.plan, self.theme
        domain = fit_domain(plan.surface.loss, plan.disc.centre, plan.disc.radius, HEIGHT)
        names = ("$theta_1$", "$theta_2$", "$J$")
        self.view = SurfaceView(
            self, plan.surface.loss, plan.surface.gradient, domain, (FROM_ABOVE, 90.0), names,
            free=Free(layout.body, 0.0, SUN),
        )  # fmt: skip
        self.eye = AZIMUTH, self._elevation(domain)
        self.view.keep_size([self.eye])
        self.view.begin_above()
        hues = theme.rates[1], theme.rates[2], theme.rates[3], theme.decaying
        self.rain = RainView(self, self.view, (*hues, theme.other))
        self.runners = {name: self._runner(name) for name in (CREST, SLOWEST) if name in plan.runs}
        upper, lower = self.figures, self.below
        self.key = ValleyKey(self, upper, self.rain)
        self.plot = NoisePlot(self, lower)
        self.walks = {
            name: self._add_walk(upper, lower, runner) for name, runner in self.runners.items()
        }

    def _lay_out(self) -> None:
        """In a square, figures stand beside the landscape, and a plot below both."""
        layout = self.layout
        self.alone = layout.words_share is not None
        """Whether the first rain has the picture to itself, where there is little room."""
        if not self.alone:
            self.layout = layout = layout.with_wide_panel()
            self.figures, self.below = self._panels(layout)
            return
        upper, self.below = layout.body.rows(*SQUARE, gap=layout.gap)
        strip = STRIP * upper.width
        self.figures = upper.inset(left=upper.width - strip, top=LOWER * upper.height)
        stage = upper.inset(right=strip + layout.gap)
        self.layout = replace(layout, stage=stage, headroom=0.0)

    @staticmethod
    def _panels(layout: Layout) -> tuple[Slot, Slot]:
        """For figures, and for a plot below them, or beside them where the panel is a band."""
        panel, gap = layout.panel, layout.gap
        if not layout.beside:
            upper, lower = panel.rows(KEY, PLOT, gap=gap)
            return upper, lower
        width = FIGURES * (panel.width - gap)
        return panel.inset(right=panel.width - width), panel.inset(left=width + gap)

    def _elevation(self, domain: Domain) -> float:
        """From which no bottom of a valley is behind a ridge."""
        plan = self.plan
        bottoms = plan.surface.minima[list(plan.ranked)]
        for elevation in ELEVATIONS:
            view = View(AZIMUTH, elevation)
            if not behind_ridge(plan.surface.loss, domain, view, bottoms).any():
                break
        return elevation

    def _runner(self, name: str) -> Runner:
        runner = Runner(
            self, name, self.plan.runs[name], self.view.surface, self.view.unit, self.theme.other
        )
        runner.add_trail()
        runner.add_ball()
        return runner

    def _add_walk(self, upper: Slot, lower: Slot, runner: Runner) -> tuple[Part, ...]:
        """A ball alone, with its step and its slope in figures, and its cost as a curve."""
        readout = add_walk_readout(self, upper, runner, ("valleys.step", "valleys.slope"))
        plot = add_cost_plot(self, lower, [runner], self.view.domain)
        return runner.ball_part, runner.trail_part, readout, *plot.parts, runner.curves[0][1]

    def _balls(self, name: str) -> tuple[Part, ...]:
        """Those of a rain, with their counts and the names of these."""
        return self.rain.balls[name], self.key.counts[name], self.key.names

    def _make_room(self, cue: Cue) -> None:
        """Have the landscape make room for what stands beside it."""
        cue.move(self.view.beside, 1.0, at=0.0, until=cue.share(GLIDE))

    # Beats

    @beat(Beats.invented)
    def invented(self, cue: Cue) -> None:
        """A map that turns out to be a landscape."""
        cue.show(self.view.part)
        until = cue.share(MOVE) + 0.15
        self.view.go(cue, self.eye, at=0.15, until=until)
        self.view.go_out(cue, at=0.15, until=until)
        cue.show(*self.view.triad, at=until)

    @beat(Beats.rain)
    def let_it_rain(self, cue: Cue) -> None:
        """Balls all over it; they walk downhill."""
        cue.hide(*self.view.triad)
        balls, *figures = self._balls(QUIET)
        cue.show(balls, at=cue.share(GLIDE))
        if not self.alone:
            self._make_room(cue)
            cue.show(*figures, at=cue.share(GLIDE))

    @beat(Beats.starts)
    def starts(self, cue: Cue) -> None:
        """Every start with the mark of its valley."""
        cue.show(self.rain.starts, *self.rain.told[QUIET])

    @beat(Beats.crest)
    def onto_the_pass(self, cue: Cue) -> None:
        """A ball alone comes to a pass."""
        if self.alone:
            self._make_room(cue)
        cue.only(self.view.part)
        cue.show(*self.walks.get(CREST, ()), at=cue.share(GLIDE) if self.alone else 0.0)

    @beat(Beats.leaves)
    def leaves(self, cue: Cue) -> None:
        """It has left; nothing moves while the words say so."""

    @beat(Beats.slowest)
    def crawl(self, cue: Cue) -> None:
        """The slowest ball of all."""
        cue.only(self.view.part, *self.walks[SLOWEST])

    @beat(Beats.shake)
    def shake(self, cue: Cue) -> None:
        """What came of the balls without noise as a dot; then they walk with noise."""
        cue.only(self.view.part, *self._balls(HELPFUL))
        cue.show(*self.plot.frame, self.plot.dots[QUIET], at=0.15)

    @beat(Beats.helpful)
    def helpful(self, cue: Cue) -> None:
        """Where they have ended."""
        cue.show(self.plot.dots[HELPFUL], *self.rain.told[HELPFUL])

    @beat(Beats.more)
    def more(self, cue: Cue) -> None:
        """The same with too much noise."""
        cue.hide(*self._balls(HELPFUL)[:2], *self.rain.told[HELPFUL])
        cue.show(*self._balls(TOO_MUCH)[:2])

    @beat(Beats.too_much)
    def too_much(self, cue: Cue) -> None:
        """Where these have ended."""
        cue.show(self.plot.dots[TOO_MUCH], *self.rain.told[TOO_MUCH])

    @beat(Beats.sizes)
    def sizes(self, cue: Cue) -> None:
        """The line through the counts of all sizes."""
        cue.show(self.plot.line)
        cue.move(self.plot.drawn, float(self.plot.sizes[-1]), at=0.05, until=0.6, ease=linear)
