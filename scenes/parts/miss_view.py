"""The data with a line that is turned, its misses, and squares on them, in a plot that glides."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.plate import Plate
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.data_plot import DataPlot, FittedLine
from scenes.components.plot.dot import Dot
from scenes.components.plot.misses import Misses, Samples, Tolerated, each_of
from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks
from scenes.parts.data_inset import quantity
from scenes.plans.samples import axis_span, behind, rounded
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

PAD = 0.2
"""Around what is said of a square, in em."""
SIDE = 0.18
"""From a sample to what is said of it."""


class MissView:
    """A plot of samples, a line, and how far it misses each of them.

    Args:
        scene: the scene it belongs to; its plan has the data, the tolerance and the largest miss.
        slots: the slots it fills by turns, with its numbers and names.
        line: its slope and intercept at a frame.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: Sequence[Slot],
        line: Callable[[int], tuple[float, float]],
    ) -> None:
        self.scene, self.line = scene, line
        data, theme = scene.plan.data, scene.theme
        self.place = Gliding([plot_area(slot) for slot in slots])
        self.drawn, self.grown, self.flown = Animated(), Animated(), Animated()
        """How much of the strokes and the squares is drawn, and has left for the cost's bar."""
        self.lit, self.paired = Animated(), Animated()
        """How far two squares stand out, one as four of the other; how many have grown."""
        self.stagger = 1.0
        """How much later the last square leaves than the first, in the time that each takes."""
        self.singled = Animated()
        """How far the largest miss stands out."""
        x, y = axis_span(data.x), axis_span(data.y)
        size = SIZES.small if scene.layout.narrow else SIZES.label
        self.axes = Axes(
            self.place.slots[-1], x, y, theme, scene.say.numerals,
            x_ticks=nice_ticks(*x, 5), y_ticks=nice_ticks(*y, 4), scaled=True, size=size,
        )  # fmt: skip
        names = Group(
            self.axes.x_words(quantity(scene, data.x_name, data.x_unit)),
            self.axes.y_words(quantity(scene, data.y_name, data.y_unit)),
            self.axes.x_numbers(),
        )
        self.furniture: tuple[Part, ...] = (
            scene.add_part(names, self._bring, layer=Layer.FURNITURE),
            scene.add_part(self.axes.y_numbers(), self._bring, layer=Layer.FURNITURE),
            scene.add_part(self.axes, self._bring, layer=Layer.FURNITURE),
        )
        """What is beside the axes and below them, the numbers left of them, and the axes."""
        nothing = np.zeros(0)
        self._plot = DataPlot(self.axes, nothing, nothing, theme)
        self._miss = Misses(self.axes, data.x, data.y, theme.stochastic, theme)
        self._miss.pair = scene.plan.twice
        self._miss.single = int(scene.plan.first_misses.argmax())
        self._passed = Tolerated(
            self.axes, data.x, data.y, scene.plan.tolerance, theme.stochastic, theme
        )
        self.misses = scene.add_part(self._miss, self._show_misses, layer=Layer.GROUND)
        self._samples = Samples(self.axes, data.x, data.y, theme)
        self._samples.pair = scene.plan.twice
        self.samples = scene.add_part(self._samples, self._show_samples, layer=Layer.GROUND)
        self.tolerated = scene.add_part(self._passed, self._show_tolerated, layer=Layer.GROUND)
        self.fitted = scene.add_part(self._plot, self._show_line, layer=Layer.GROUND)
        self.pivot = self._add_pivot()
        """A dot about which the line turns, if it lies in the plot."""
        self.largest = self._add_largest()
        self.twice = self._add_twice()
        """How long the misses of two squares that stand out are, and how many times the area of the
        one the other has."""

    def left(self, frame: int) -> Array:
        """How far the square of each miss has gone to the cost's bar, (n,), from left to right."""
        self._show_misses(frame)
        late = np.sort(self._miss.late)
        return each_of(self.flown.at(frame), late, self.stagger)

    def squares(self) -> Array:
        """Left, bottom, width and height of the whole square of each, (n, 4), in that order."""
        return self._miss.whole()[np.argsort(self.scene.plan.data.x, kind="stable")]

    @property
    def _leans(self) -> float:
        return float(self.scene.plan.best)

    def _bring(self, frame: int) -> Hashable:
        """Have the axes where they are at ``frame``."""
        self.axes.move(self.place.at(frame), self.axes.x)
        return self.axes.look

    def _show_line(self, frame: int) -> Hashable:
        look, line = self._bring(frame), self.line(frame)
        self._plot.show([FittedLine(*line, self.scene.theme.batch, STROKES.thick)])
        return look, line

    def _show_misses(self, frame: int) -> Hashable:
        look, line = self._bring(frame), self.line(frame)
        drawn, grown = self.drawn.at(frame), self.grown.at(frame)
        self._miss.show(line, drawn, grown, self._leans)
        self._miss.light(self.lit.at(frame), self.paired.at(frame))
        self._miss.single_out(self.singled.at(frame))
        return look, line, drawn, grown, self._miss.lit, self._miss.paired, self._miss.singled

    def _show_samples(self, frame: int) -> Hashable:
        look, lit = self._bring(frame), self.lit.at(frame)
        self._samples.light(lit)
        return look, lit

    def _show_tolerated(self, frame: int) -> Hashable:
        look, line = self._bring(frame), self.line(frame)
        self._passed.show(line)
        return look, line

    def _add_pivot(self) -> tuple[Part, ...]:
        scene, x = self.scene, self.scene.plan.scaled.x_scale.middle
        slope, intercept = self.line(0)
        y = slope * x + intercept
        if not self.axes.y[0] <= y <= self.axes.y[1]:
            return ()
        dot = Dot(self.axes, x, y, scene.theme.text, scene.theme)
        return (scene.add_part(dot, self._bring, layer=Layer.GROUND),)

    def _add_twice(self) -> tuple[Part, ...]:
        """Plated, above both squares, or in one above which there is no room, or the line."""
        plan, scene = self.scene.plan, self.scene
        if plan.twice is None:
            return ()
        size = SIZES.small if scene.layout.narrow else SIZES.name
        misses = plan.first_misses[list(plan.twice)]
        told = [
            scene.say.numerals.significant(rounded(float(miss))) + behind(plan.data.y_unit)
            for miss in misses
        ]
        times = scene.say("turn.area", times=round(float(misses[1] / misses[0]) ** 2))
        labels = [[_bold(scene, text, size)] for text in told]
        labels[1].append(_bold(scene, times, size))
        self._bring(0)
        self._miss.show(self.line(0), 1.0, 1.0, self._leans)
        self._miss.light(1.0)
        found = []
        for lines, (left, bottom, side, height) in zip(
            labels, np.array(self._miss.pair_squares()).tolist(), strict=True
        ):
            x, y = left + side / 2, bottom + height / 2
            half, tall = max(float(line.width) for line in lines) / 2, LEADING * size * len(lines)
            if half + PAD * size > side / 2 or tall > height:
                return ()
            room, slot = half + PAD * size, self.axes.slot
            x = float(np.clip(x, slot.left + room, slot.right - room))
            foot = bottom + height + 2 * PAD * size
            if foot + tall > slot.top or self._is_crossed(
                Slot(x - half, foot, x + half, foot + tall)
            ):
                foot = y - tall / 2
            told_in = Slot(x - half, foot, x + half, foot + tall)
            for line, baseline in zip(lines, told_in.lines(len(lines), size), strict=True):
                line.put(x, baseline, "centre")
            plate = Plate(scene.theme)
            plate.show(told_in.inset(*[-PAD * size] * 4))
            found.append(Group(plate, *lines))
        return tuple(scene.add_part(each, layer=Layer.NAMES) for each in found)

    def _is_crossed(self, slot: Slot) -> bool:
        """Whether the first line runs through a slot."""
        slope, intercept = self.line(0)
        ends = np.asarray(self.axes.x)
        (left, low), (right, high) = self.axes.at(ends, slope * ends + intercept).tolist()
        run = np.interp([slot.left, slot.right], [left, right], [low, high])
        return bool(run.min() < slot.top and run.max() > slot.bottom)

    def _add_largest(self) -> Part:
        """What the first line's largest miss is, beside the sample."""
        plan, scene = self.scene.plan, self.scene
        number, unit = plan.values["largest"], plan.values["y_unit"]
        text = f"{scene.say.numerals.significant(number)}{unit}"
        size = SIZES.label if scene.layout.narrow else SIZES.caption
        label = words(text, size, scene.theme.stochastic, "semibold")
        label.cased(scene.theme.casing)
        largest = int(plan.first_misses.argmax())
        x, y = plan.data.x[largest], plan.data.y[largest]
        self._bring(0)
        away = self._freest(float(label.width), label.size, float(x), float(y))

        def beside(frame: int) -> Hashable:
            look = self._bring(frame)
            label.put(*(self.axes.at(np.array(x), np.array(y)) + away).tolist())
            return look

        return scene.add_part(label, beside, layer=Layer.NAMES)

    def _freest(self, width: float, size: float, x: float, y: float) -> Array:
        """From a sample to where a label of it begins: beside, below or above it, on least ink."""
        place, slot = self.axes.at(np.array(x), np.array(y)), self.axes.slot
        level, aside, along = -0.3 * size, -width / 2, [-SIDE - width, SIDE]
        ways = [(along[0], level), (along[1], level), (aside, -SIDE - size), (aside, SIDE)]
        corners = [
            np.clip(place + way, slot.corners[0], slot.corners[2] - np.array([width, size]))
            for way in ways
        ]
        return corners[int(np.argmin([self._ink(each, width, size) for each in corners]))] - place

    def _ink(self, corner: Array, width: float, size: float) -> int:
        """How many misses, each from its line to its sample, are behind a label at a corner."""
        data, (slope, intercept) = self.scene.plan.data, self.line(0)
        ends = self.axes.at(data.x, slope * data.x + intercept)
        tips = self.axes.at(data.x, data.y)
        low, high = np.minimum(ends[:, 1], tips[:, 1]), np.maximum(ends[:, 1], tips[:, 1])
        near = STROKES.sample + STROKES.casing
        left, bottom = corner - near
        right, top = corner + np.array([width, size]) + near
        x = tips[:, 0]
        return int(((left < x) & (x < right) & (low < top) & (bottom < high)).sum())


def _bold(scene: AnyScene, text: str, size: float) -> Label:
    return words(text, size, scene.theme.stochastic, "semibold")
