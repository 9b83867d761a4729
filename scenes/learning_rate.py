"""Four learning rates on one quadratic: crawl, glide, ring, explode, and the limit between them."""

from __future__ import annotations

from functools import partial

import numpy as np
from manim import Group

from scenes.components.log_range import log_range
from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.parts.loss_plot import LossPlot
from scenes.parts.map_panel import INSET, MapPanel, heading_lines, map_area
from scenes.parts.naming import Name, Naming, covered
from scenes.parts.rate_line import RateLine
from scenes.plans.learning_rate import PANELS, Beats, Params, Plan
from scenes.stage.scene import Layer, LessonScene, Part, beat
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, SIZES, STROKES, WAITING

CLEAR = 0.24
"""Room between a mark and its name."""
ROOM = 1.12
"""Half size of a map in sizes of what must lie on it."""
EDGE = 1.5 * STROKES.ball
"""Least room beside a ball in a map, from its middle to the edge."""
DECADES_UP, MOST_DECADES = 1.5, 8.0
"""Decades of loss drawn above the start's, and in all."""


class LearningRate(LessonScene[Params, Plan]):
    """Four panels in step, their losses on one logarithmic axis, and the limit 2/L."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """Maps above; rates on a line and losses below."""
        plan = self.plan
        slots = self.layout.pictures(len(PANELS))
        curvature, half = plan.surface.largest_curvature, self._half(map_area(slots[0]))
        colours = dict(zip(PANELS, self.theme.rates, strict=True))
        rates = {name: (rate * curvature, colours[name]) for name, rate in plan.rates.items()}
        self.panels = {
            name: MapPanel(self, slot, name, plan.runs[name], rates[name][0], half, colours[name])
            for name, slot in zip(PANELS, slots, strict=True)
        }
        line, losses = self.layout.asides
        self._build_losses(losses)
        self.line = RateLine(self, line, curvature, rates, self.say(plan.limit_words))
        self._name_first_map()

    def _half(self, area: Slot) -> float:
        """Half height of a map that holds the start and every path up to the limit."""
        plan = self.plan
        staying = [plan.runs[name].theta for name, rate in plan.rates.items() if rate <= plan.limit]
        reached = np.abs(np.concatenate([[self.params.start], *staying])).max(axis=0)
        across = max(ROOM / area.width, 1 / (area.width - 2 * EDGE))
        return float(max(ROOM * reached[1], across * reached[0] * area.height))

    def _build_losses(self, slot: Slot) -> None:
        runs = self.plan.runs.values()
        span = log_range(
            [run.loss[0] for run in runs],
            np.concatenate([run.loss for run in runs]),
            above=DECADES_UP,
            decades=MOST_DECADES,
        )
        steps, name = self.params.steps, self.say("axes.loss")
        self.losses = LossPlot(self, slot, steps, span, name, log=True, ticks=6)
        self.curves = {
            name: panel.runner.add_curve(self.losses.axes) for name, panel in self.panels.items()
        }

    def _name_first_map(self) -> None:
        """The two parameters, the start and the minimum, on the first map."""
        first, theme = self.panels[PANELS[0]].runner, self.theme
        slot, start = first.ground.slot, first.run.theta[0]
        places = [first.ground.at(theta, np.zeros(()))[:2] for theta in (start, np.zeros(2))]
        ink = np.array([[*place, STROKES.ball] for place in places])
        directions = self._directions(slot, below=not (start < 0).all())
        naming = Naming(slot, [covered(label) for label in directions])
        labels = []
        for key, place in zip(("places.start", "places.minimum"), places, strict=True):
            label = words(self.say(key), SIZES.small, theme.text).cased(theme.casing)
            labels.append(naming.add(Name(label, partial(np.copy, place), CLEAR)))
        naming.settle([lambda: None], lambda: ink)
        for name in labels:
            name.put()
        words_there = Group(*directions, *(name.label for name in labels))
        self.names = self.add_part(words_there, layer=Layer.GROUND)

    def _directions(self, slot: Slot, *, below: bool) -> list[Label]:
        """Which way each parameter grows, in a map's lower or upper left corner.

        In a narrow map they stand on one line, so that the minimum has its name below it.
        """
        narrow = heading_lines(slot) > 1
        lines = 1 if narrow else 2
        up = (2.3 if lines == 2 else 1.0) * SIZES.small
        first = slot.bottom + INSET if below else slot.top - INSET - up
        labels = [
            formula(code, SIZES.small, self.theme.text).cased(self.theme.casing)
            for code in ("$theta_1 arrow.r$", "$theta_2 arrow.t$")
        ]
        x = slot.left + INSET
        for row, label in enumerate(labels):
            label.put(x, first + 1.3 * SIZES.small * (row % lines))
            x += float(label.width) + SIZES.small if narrow else 0.0
        return labels

    # Beats

    @beat(Beats.one_start)
    def one_start(self, cue: Cue) -> None:
        """The four maps, and a ball on each."""
        for k, panel in enumerate(self.panels.values()):
            cue.show(panel.ground, panel.minimum, at=0.04 * k)
            cue.show(panel.ball, at=0.3)
        cue.show(self.names, at=0.3)

    @beat(Beats.four_rates)
    def four_rates(self, cue: Cue) -> None:
        """Each rate takes its place on the line, and heads its map."""
        cue.show(*self.line.parts)
        for k, (name, panel) in enumerate(self.panels.items()):
            cue.show(panel.heading, self.line.pointers[name], at=0.1 + 0.18 * k)

    @beat(Beats.walk)
    def walk(self, cue: Cue) -> None:
        """All four, step by step."""
        panels = self.panels.values()
        cue.hide(self.names)
        cue.show(*self.losses.parts, *self.curves.values(), *(panel.cost for panel in panels))
        for panel in panels:
            cue.show(panel.path, panel.gone)

    @beat(Beats.crawl, Beats.glide, Beats.ring, Beats.explode)
    def alone(self, cue: Cue) -> None:
        """One of them alone, on which the path is walked again."""
        panel = self.panels[cue.beat.name]
        again = (panel.path, panel.ball, self.curves[cue.beat.name], panel.cost)
        cue.hide(*again)
        cue.show(*again)
        for name in PANELS:
            for parts, stepped_back in ((self._of(name), DIMMED), (self._words_of(name), WAITING)):
                rest = [part for part in parts if part not in again]
                cue.dim(*rest, to=1.0 if name == cue.beat.name else stepped_back)

    @beat(Beats.limit)
    def limit(self, cue: Cue) -> None:
        """All four again, and the limit that the fourth has crossed."""
        for name in PANELS:
            cue.show(*self._of(name), *self._words_of(name))
        cue.show(*self.line.limit, at=0.2)

    def _of(self, name: str) -> tuple[Part, ...]:
        panel = self.panels[name]
        marks = (panel.ground, panel.minimum, panel.path, panel.ball)
        return (*marks, self.curves[name], self.line.pointers[name])

    def _words_of(self, name: str) -> tuple[Part, ...]:
        panel = self.panels[name]
        return panel.heading, panel.gone, panel.cost
