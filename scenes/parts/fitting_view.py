"""Data with a line that finds its place: what it says at one x, and the lines that it has been."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.line_fan import LineFan
from scenes.components.plot.misses import Samples
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import words
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.parts.data_inset import quantity
from scenes.plans.hook import WALK
from scenes.plans.samples import axis_span
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

ABOVE = 0.16
"""From the line to what it says, which stands on the side that it leaves free."""


class FittingView:
    """A plot of samples and the line of a run.

    Args:
        scene: that it belongs to; its plan is that of `hook`.
        slot: that it fills, with its numbers and names.
    """

    def __init__(self, scene: AnyScene, slot: Slot) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        self.track = scene.table[WALK]
        self.past = Animated(1.0)
        """How much of the lines that it has been is to be seen."""
        data = plan.data
        x, y = axis_span(data.x), axis_span(data.y)
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        self.axes = Axes(
            plot_area(slot), x, y, theme, scene.say.numerals,
            x_ticks=nice_ticks(*x, 5), y_ticks=nice_ticks(*y, 4), scaled=True, size=self.size,
        )  # fmt: skip
        names = Group(
            self.axes.x_words(quantity(scene, data.x_name, data.x_unit)),
            self.axes.y_words(quantity(scene, data.y_name, data.y_unit)),
            self.axes.x_numbers(),
            self.axes.y_numbers(),
        )
        self.furniture: tuple[Part, ...] = (scene.add_part(names), scene.add_part(self.axes))
        slopes, intercepts = plan.lines
        self.fan = LineFan(self.axes, slopes, intercepts, theme.batch, theme)
        self.line = scene.add_part(self.fan, self._show)
        samples = Samples(self.axes, data.x, data.y, theme)
        self.samples = scene.add_part(samples, layer=Layer.GROUND)
        self.reading = (self._add_level(), self._add_number())

    def landed(self, frame: int) -> int:
        """Steps taken at a frame."""
        return int(self.track.step[frame])

    def _show(self, frame: int) -> Hashable:
        landed, past = self.landed(frame), self.past.at(frame)
        self.fan.show(landed, past)
        return landed, past

    def _add_level(self) -> Part:
        """Dashes from the axis up to the line, at the x that is spoken of."""
        level, at = Dashes(self.scene.theme.text, STROKES.thin), self.scene.plan.at

        def reach(frame: int) -> Hashable:
            step = self.landed(frame)
            ends = np.array([self.axes.y[0], self._height(step)])
            level.show(self.axes.at(np.full(2, at), ends))
            return step

        return self.scene.add_part(level, reach)

    def _height(self, step: int) -> float:
        """Of the line there, as far as it lies in the plot."""
        height = self.scene.plan.height(step, self.scene.plan.at)
        return float(np.clip(height, *self.axes.y))

    def _add_number(self) -> Part:
        """What the line says there, beside it."""
        scene, size = self.scene, 1.25 * SIZES.formula
        number = Digits(size, scene.theme.text)
        unit = words(scene.plan.data.y_unit, size, scene.theme.text)
        slot, gap = self.axes.slot, size / 4

        def tell(frame: int) -> Hashable:
            step = self.landed(frame)
            text = scene.say.numerals.significant(scene.plan.said(step), 3)
            x, y = self.axes.at(np.array(scene.plan.at), np.array(self._height(step))).tolist()
            width = width_of(text, size) + (gap + float(unit.width) if unit.text else 0.0)
            rises = scene.plan.lines[0][step] > 0
            left = x - ABOVE - width if rises else x + ABOVE
            left = float(np.clip(left, slot.left + ABOVE, slot.right - width))
            baseline = float(np.clip(y + ABOVE, slot.bottom + ABOVE, slot.top - size))
            number.show(text, left, baseline)
            unit.put(left + width_of(text, size) + gap, baseline)
            return step

        return scene.add_part(Group(number, unit), tell, layer=Layer.NAMES)
