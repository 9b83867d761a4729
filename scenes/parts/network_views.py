"""A network in training, seen three ways: how it parts the plane, its weights, its path."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.contour_map import ContourMap
from scenes.components.network import Network
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.curve import Curve
from scenes.components.plot.kinds import KindPoints, KindsView, Parting
from scenes.components.plot.ring import Ring
from scenes.components.surface.sampled import Sampled
from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.parts.runner import Runner
from scenes.plans.neural_network import ON_PLANE, Moons
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

HEAD = 0.5
"""Room above a view for what it is."""
OVER = 0.16
"""From a view to the baseline of that."""
MARK = 0.16
"""Radius of the ring where the cost on points not seen is lowest."""
SMALL = 0.62
"""Size of points not seen, beside those seen."""
TOP = 1.06
"""Where the axis of costs ends, in the highest that is drawn."""


class NetworkViews:
    """The parts of the scene about a network.

    Args:
        scene: that they belong to.
        kinds: the slot of the points; room for its heading included, as in the next ones.
        network: that of the network.
        plane: that of the path from above.
        plot: that of the two costs.
    """

    def __init__(
        self, scene: AnyScene, plan: Moons, kinds: Slot, network: Slot, plane: Slot, plot: Slot
    ) -> None:
        self.scene, self.plan = scene, plan
        self.colours = scene.theme.rates[1], scene.theme.rates[3]
        self.runner = self._add_plane(plane)
        self.parting, self.seen, self.fresh = self._add_kinds(kinds)
        self.back = Animated(0.0)
        """Through how many layers the gradient has run, counted from the last."""
        self.slopes_shown = Animated(0.0)
        self.drawn = Animated(0.0)
        """How much of the costs is drawn."""
        self.network = self._add_network(network)
        self.costs = self._add_costs(plot)

    def theta(self, frame: int) -> Array:
        """All parameters at the last landing."""
        return np.asarray(self.plan.run.theta[self.runner.landed(frame)])

    def _heading(self, slot: Slot, key: str, **values: int) -> Part:
        label = words(self.scene.say(key, **values), SIZES.name, self.scene.theme.text)
        return self.scene.add_part(label.put(slot.left, slot.top - HEAD + OVER))

    def _add_kinds(self, slot: Slot) -> tuple[tuple[Part, ...], Part, Part]:
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        area = slot.inset(top=HEAD)
        every = np.concatenate([plan.seen.points, plan.new.points])
        view = KindsView(every, area)
        state = {"step": 0}

        def odds(points: Array) -> Array:
            said = plan.problem.predict(plan.run.theta[state["step"]], points)
            return np.asarray(np.log(said / (1.0 - said)))

        parting = Parting(view, odds, self.colours, theme)

        def part(frame: int) -> Hashable:
            state["step"] = self.runner.landed(frame)
            return state["step"]

        ground = scene.add_part(parting, part)
        few = KindPoints(view, plan.seen.points, plan.seen.labels, self.colours, theme)
        many = KindPoints(view, plan.new.points, plan.new.labels, self.colours, theme, SMALL)
        fresh = scene.add_part(many, lambda _: 0)
        seen = scene.add_part(few, lambda _: 0)
        return (self._heading(slot, "network.kinds"), ground), seen, fresh

    def _add_network(self, slot: Slot) -> tuple[Part, ...]:
        plan, scene = self.plan, self.scene
        sizes = (2, *(weights.shape[1] for weights, _ in plan.problem.layers(plan.run.theta[0])))
        drawing = Network(sizes, slot.inset(top=HEAD), scene.theme)
        layers = plan.problem.layers(plan.run.theta)
        drawing.largest = max(float(np.abs(weights).max()) for weights, _ in layers)

        def show(frame: int) -> Hashable:
            step = self.runner.landed(frame)
            drawing.weights = [w for w, _ in plan.problem.layers(plan.run.theta[step])]
            far, strength = self.back.at(frame), self.slopes_shown.at(frame)
            gradient = plan.run.gradient[min(step, plan.run.steps - 1)]
            slopes = [w for w, _ in plan.problem.layers(gradient)][::-1]
            count = int(np.ceil(far)) if strength > 0 else 0
            drawing.slopes, drawing.lit = slopes[:count], far - count + 1
            return step, count, round(drawing.lit, 3)

        heading = self._heading(slot, "network.weights", count=plan.problem.dimension)
        return heading, scene.add_part(drawing, show)

    def _add_plane(self, slot: Slot) -> Runner:
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        area = slot.inset(top=HEAD)
        heights = Sampled(*plan.heights)
        middle, half = plan.extent
        half *= area.height / max(area.width, area.height)
        self.map = ContourMap(heights.loss, heights.gradient, middle, half, area, theme)
        self.map_part = scene.add_part(self.map, lambda _: 0)
        runner = Runner(scene, ON_PLANE, plan.on_plane, self.map, self.map.unit, theme.mini_batch)
        runner.add_trail()
        runner.trail.faded = 1.0
        runner.add_ball()
        self.plane = (self._heading(slot, "network.plane"), self.map_part, *runner.parts)
        return runner

    def _add_costs(self, slot: Slot) -> tuple[Part, ...]:
        """The cost on points seen and on points not seen, a value a step, with their names."""
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        both = np.stack([plan.run.loss, plan.fresh])
        y = (0.0, TOP * float(both.max()))
        axes = Axes(
            plot_area(slot), (0.0, float(plan.run.steps)), y, theme, scene.say.numerals,
            x_ticks=whole_ticks(plan.run.steps, 5), y_ticks=nice_ticks(*y, 4), size=SIZES.name,
        )  # fmt: skip
        y_name = axes.y_name(scene.say("axes.cost"))
        x_name = axes.x_name(scene.say("axes.steps"))
        names = Group(axes.x_numbers(), axes.y_numbers(), x_name, y_name)
        parts = [scene.add_part(axes), scene.add_part(names)]
        for values, colour in zip(both, (theme.mini_batch, theme.stochastic), strict=True):
            curve = Curve(axes, values, colour, theme, STROKES.thin)
            parts.append(scene.add_part(curve, partial(self._draw, curve)))
        self.names = self._add_key(axes, y_name)
        ring = Ring(theme.text, theme, MARK)
        ring.show(axes.at(np.array(float(plan.best)), np.array(plan.fresh[plan.best])))
        self.lowest = scene.add_part(ring, layer=Layer.NAMES)
        return tuple(parts)

    def _draw(self, curve: Curve, frame: int) -> Hashable:
        """Have a curve grow to where it is drawn at ``frame``."""
        curve.show(int(self.drawn.at(frame) * self.plan.run.steps))
        return curve.landed

    def _add_key(self, axes: Axes, beside: Label) -> list[Part]:
        """What the curves are: beside the name of the costs, or below it where that is narrow."""
        scene, area, size = self.scene, axes.slot, SIZES.name
        colours = scene.theme.stochastic, scene.theme.mini_batch
        labels = [
            words(scene.say(f"network.{key}"), size, colour).cased(scene.theme.casing)
            for key, colour in zip(("fresh", "seen"), colours, strict=True)
        ]
        room = area.right - float(beside.get_right()[0]) - 3 * size
        in_line = sum(float(label.width) for label in labels) <= room
        right = area.right
        for row, label in enumerate(labels):
            lower = area.top - 1.2 * size - LEADING * size * row
            label.put(right, beside.baseline if in_line else lower, "right")
            right = float(label.get_left()[0]) - size if in_line else right
        return [scene.add_part(label, layer=Layer.NAMES) for label in labels]
