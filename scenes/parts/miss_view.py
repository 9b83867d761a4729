"""The data with a line that is turned, its misses, and squares on them, in a plot that glides."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.plate import Plate
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.data_plot import DataPlot, FittedLine
from scenes.components.plot.misses import Misses, Samples, Tolerated
from scenes.components.text.label import words
from scenes.layout import Slot
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
        self.drawn, self.grown, self.gathered = Animated(), Animated(), Animated()
        """How much of the strokes and the squares is drawn, and how far these have gathered."""
        self.lit = Animated()
        """How far two squares stand out, of which one is as large as four of the other."""
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
            self.axes.y_numbers(),
        )
        self.furniture: tuple[Part, ...] = (
            scene.add_part(names, self._bring, layer=Layer.FURNITURE),
            scene.add_part(self.axes, self._bring, layer=Layer.FURNITURE),
        )
        nothing = np.zeros(0)
        self._plot = DataPlot(self.axes, nothing, nothing, theme)
        self._miss = Misses(self.axes, data.x, data.y, theme.stochastic, theme)
        self._miss.pair = scene.plan.twice
        self._leaving = Misses(self.axes, data.x, data.y, theme.stochastic, theme)
        self._passed = Tolerated(
            self.axes, data.x, data.y, scene.plan.tolerance, theme.stochastic, theme
        )
        self.misses = scene.add_part(self._miss, self._show_misses, layer=Layer.GROUND)
        self.samples = scene.add_part(
            Samples(self.axes, data.x, data.y, theme), self._bring, layer=Layer.GROUND
        )
        self.tolerated = scene.add_part(self._passed, self._show_tolerated, layer=Layer.GROUND)
        self.fitted = scene.add_part(self._plot, self._show_line, layer=Layer.GROUND)
        self.largest = self._add_largest()
        self.twice = self._add_twice()
        """How long the misses of two squares that stand out are, and how many of the one the other
        is."""

    def add_leaving(self, targets: Callable[[int], Array]) -> Part:
        """The squares on their way to where they go, those of samples from left to right."""

        def leave(frame: int) -> Hashable:
            look, share = self._bring(frame), self.gathered.at(frame)
            self._leaving.show(self.line(frame), 1.0, 1.0, self._leans)
            self._leaving.gather(share, targets(frame))
            return look, share

        return self.scene.add_part(self._leaving, leave, layer=Layer.GROUND)

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
        self._miss.light(self.lit.at(frame))
        return look, line, drawn, grown, self._miss.lit

    def _show_tolerated(self, frame: int) -> Hashable:
        look, line = self._bring(frame), self.line(frame)
        self._passed.show(line)
        return look, line

    def _add_twice(self) -> tuple[Part, ...]:
        """Plated, in the middle of both squares, if both have room for it."""
        plan, scene = self.scene.plan, self.scene
        if plan.twice is None:
            return ()
        size = SIZES.small if scene.layout.narrow else SIZES.name
        misses = plan.first_misses[list(plan.twice)]
        told = [
            scene.say.numerals.significant(rounded(float(miss))) + behind(plan.data.y_unit)
            for miss in misses
        ]
        told[1] += f" → ×{round(float(misses[1] / misses[0]) ** 2)}"
        labels = [words(text, size, scene.theme.stochastic, "semibold") for text in told]
        self._bring(0)
        self._miss.show(self.line(0), 1.0, 1.0, self._leans)
        self._miss.light(1.0)
        found = []
        for label, (left, bottom, side, height) in zip(
            labels, np.array(self._miss.pair_squares()).tolist(), strict=True
        ):
            x, y, half = left + side / 2, bottom + height / 2, float(label.width) / 2
            if half + PAD * size > side / 2:
                return ()
            label.put(x, y - 0.3 * size, "centre")
            plate = Plate(scene.theme)
            plate.show(
                Slot(x - half, y - size / 2, x + half, y + size / 2).inset(*[-PAD * size] * 4)
            )
            found.append(Group(plate, label))
        return tuple(scene.add_part(each, layer=Layer.NAMES) for each in found)

    def _add_largest(self) -> Part:
        """What the first line's largest miss is, beside the sample."""
        plan, scene = self.scene.plan, self.scene
        number, unit = plan.values["largest"], plan.values["y_unit"]
        text = f"{scene.say.numerals.significant(number)}{unit}"
        label = words(text, SIZES.label, scene.theme.stochastic, "semibold")
        label.cased(scene.theme.casing)
        largest = int(plan.first_misses.argmax())
        x, y = plan.data.x[largest], plan.data.y[largest]

        def beside(frame: int) -> Hashable:
            look, slot = self._bring(frame), self.axes.slot
            at, level = self.axes.at(np.array(x), np.array(y)).tolist()
            baseline = float(np.clip(level, slot.bottom, slot.top)) - 0.3 * label.size
            if at - SIDE - float(label.width) > slot.left:
                label.put(at - SIDE, baseline, "right")
            else:
                label.put(at + SIDE, baseline)
            return look

        return scene.add_part(label, beside, layer=Layer.NAMES)
