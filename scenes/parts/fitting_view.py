"""Data with a line that finds its place: what it says at one x, and the lines that it has been."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.components.plate import Plate
from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.line_fan import LineFan
from scenes.components.plot.misses import Samples
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, words
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.parts.data_inset import quantity
from scenes.plans.base import FourDigits
from scenes.plans.hook import WALK
from scenes.plans.samples import Span, behind
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

MANY = 100
"""From so many samples, dashes among them are cased."""
ASIDE, APART = 0.2, 0.14
"""From the axis to what the line says, and from the dashes on which that is read off."""
FARTHER, TRIES = 0.08, 24
"""How much farther from these it stands for each try in which samples or the line would lie behind
it; how many tries."""
CAPITALS, ROOM, SOFT = 0.72, 0.06, 0.38
"""Height of its digits; and how far the plate that keeps faint lines from it goes on around, and
fades out beyond that; in em."""
NUMBERS = 0.32
"""From the area of a plot down to the baseline of the numbers below it."""


class FittingView:
    """A plot of samples and the line of a run.

    Args:
        scene: the scene it belongs to; its plan is that of `hook`.
        slots: the slots it fills by turns, with its numbers and names.
        number: size of what the line says.
        told: whether the x that is spoken of is told with its unit, in place of its number.
        dots: how many times as large as usual samples are.
    """

    def __init__(
        self,
        scene: AnyScene,
        *slots: Slot,
        number: float = 1.25 * SIZES.formula,
        told: bool = False,
        dots: float = 1.0,
    ) -> None:
        self.number = number
        self.scene, plan, theme = scene, scene.plan, scene.theme
        self.track = scene.table[WALK]
        self.past, self.folded = Animated(1.0), Animated(0.0)
        """How much of the lines that it has been is to be seen; how far all have become places."""
        self.come, self.drawn = Animated(1.0), Animated(1.0)
        """How many of the samples have come, and how far the line is drawn."""
        self.places: Callable[[int], Array] | None = None
        """Where these are in the frame at a frame, (steps + 1, 2)."""
        self.area = Gliding([plot_area(slot) for slot in slots])
        """Where it is."""
        data = plan.data
        spans: tuple[Span, Span] = plan.spans
        x, y = spans
        self.size = SIZES.small if scene.layout.narrow else SIZES.label
        area, x_ticks, place = self.area.slots[0], nice_ticks(*x, 5), self._place()
        if told:
            clear = (float(place.width) + place.size) / area.width * (x[1] - x[0])
            x_ticks = x_ticks[np.abs(x_ticks - plan.at) > clear]
        self.axes = Axes(
            area, x, y, theme, scene.say.numerals,
            x_ticks=x_ticks, y_ticks=nice_ticks(*y, 4), scaled=True, size=self.size,
        )  # fmt: skip
        names = Group(
            self.axes.x_words(quantity(scene, data.x_name, data.x_unit)),
            self.axes.y_words(quantity(scene, data.y_name, data.y_unit)),
            self.axes.x_numbers(),
            self.axes.y_numbers(),
        )
        if told:
            self.axes.keep(lambda: place.put(*self._below(), "centre"))
            names.add(place)
        self.furniture: tuple[Part, ...] = (
            scene.add_part(names, self._bring), scene.add_part(self.axes, self._bring)
        )  # fmt: skip
        slopes, intercepts = plan.lines
        self.fan = LineFan(self.axes, slopes, intercepts, theme.batch, theme)
        self.line = scene.add_part(self.fan, self._show, layer=Layer.GROUND)
        self._unit = words(data.y_unit, number, theme.text)
        plate = self._add_plate()
        self._samples = Samples(self.axes, data.x, data.y, theme, dots)
        self.samples = scene.add_part(self._samples, self._come, layer=Layer.GROUND)
        self.read = Animated(1.0)
        """How far what the line says has been read off."""
        self.across = self._add_across()
        self.level, self.said = self._add_level(), (plate, self._add_number())
        """Up to the line, where it is read; and what it says there."""

    def _place(self) -> Label:
        """The x that is spoken of, with its unit."""
        at, unit = self.scene.plan.at, behind(self.scene.plan.data.x_unit)
        number = self.scene.say.numerals.significant(at, grouped=not isinstance(at, FourDigits))
        return words(f"{number}{unit}", SIZES.name, self.scene.theme.text)

    def landed(self, frame: int) -> int:
        """Steps taken at a frame."""
        return int(self.track.step[frame])

    def _below(self) -> tuple[float, float]:
        """Where the numbers of x have that of which is spoken."""
        x, bottom = self.axes.at(np.array(self.scene.plan.at), np.array(self.axes.y[0])).tolist()
        return x, bottom - NUMBERS

    def _bring(self, frame: int) -> Hashable:
        """Have the axes where they are at a frame."""
        self.axes.move(self.area.at(frame), self.axes.x)
        return self.axes.look

    def _show(self, frame: int) -> Hashable:
        look = self._bring(frame)
        landed, past, folded = self.landed(frame), self.past.at(frame), self.folded.at(frame)
        drawn = self.drawn.at(frame)
        self.fan.show(landed, past, drawn)
        places = self.places(frame) if folded and self.places is not None else self.fan.places
        self.fan.fold(folded, places)
        return look, landed, past, drawn, folded, places.tobytes() if folded else b""

    def _come(self, frame: int) -> Hashable:
        come = self.come.at(frame)
        self._samples.show(come)
        return self._bring(frame), come

    def _add_level(self) -> Part:
        """Dashes from the axis up to the line, at the x that is spoken of."""
        level, at = self._dashes(), self.scene.plan.at

        def reach(frame: int) -> Hashable:
            look, step = self._bring(frame), self.landed(frame)
            ends = np.array([self.axes.y[0], self._height(step)])
            level.show(self.axes.at(np.full(2, at), ends))
            return look, step

        return self.scene.add_part(level, reach, layer=Layer.GROUND)

    def _add_across(self) -> Part:
        """Dashes from there to the axis, along which what the line says is read off."""
        across, at = self._dashes(), self.scene.plan.at

        def reach(frame: int) -> Hashable:
            look, step, read = self._bring(frame), self.landed(frame), self.read.at(frame)
            x = np.array([at, at + read * (self.axes.x[0] - at)])
            across.show(self.axes.at(x, np.full(2, self._height(step))))
            return look, step, read

        return self.scene.add_part(across, reach, layer=Layer.GROUND)

    def _dashes(self) -> Dashes:
        """Cased, if there may be samples all around."""
        theme, many = self.scene.theme, len(self.scene.plan.data) > MANY
        return Dashes(theme.text, STROKES.thin, casing=theme.casing if many else None)

    def _height(self, step: int) -> float:
        """Of the line there, as far as it lies in the plot."""
        height = self.scene.plan.height(step, self.scene.plan.at)
        return float(np.clip(height, *self.axes.y))

    def _add_number(self) -> Part:
        """What the line says there, at the axis, where no samples lie behind it."""
        number = Digits(self.number, self.scene.theme.text)

        def tell(frame: int) -> Hashable:
            look, step = self._bring(frame), self.landed(frame)
            text, digits = self._said(step)
            number.show(text, digits.left, digits.bottom)
            self._unit.put(digits.right - float(self._unit.width), digits.bottom)
            return look, step

        return self.scene.add_part(Group(number, self._unit), tell, layer=Layer.NAMES)

    def _add_plate(self) -> Part:
        """What keeps the lines that were from that; samples lie on it."""
        plate = Plate(self.scene.theme, soft=SOFT * self.number)

        def lie(frame: int) -> Hashable:
            look, step = self._bring(frame), self.landed(frame)
            plate.show(self._said(step)[1].inset(*[-ROOM * self.number] * 4))
            return look, step

        return self.scene.add_part(plate, lie, layer=Layer.GROUND)

    def _said(self, step: int) -> tuple[str, Slot]:
        """The number that the line says there, and where it stands with its unit."""
        size = self.number
        text = self.scene.say.numerals.significant(self.scene.plan.said(step))
        unit = size / 4 + float(self._unit.width) if self._unit.text else 0.0
        width = width_of(text, size) + unit
        left, baseline = self._at_axis(step, width, size)
        return text, Slot(left, baseline, left + width, baseline + CAPITALS * size)

    def _at_axis(self, step: int, width: float, size: float) -> tuple[float, float]:
        """Left end and baseline of a number so wide: by the dashes, clear of samples and line.

        It stands on them or hangs below, as close as it has room.
        """
        slot, high = self.axes.slot, CAPITALS * size
        left, level = slot.left + ASIDE, float(self._read_at(step)[1])
        away = APART + FARTHER * np.arange(TRIES)
        tries = np.stack([level + away, level - high - away], axis=-1).ravel()
        for baseline in tries.tolist():
            plate = Slot(left, baseline, left + width, baseline + high)
            if self._is_free(plate.inset(*[-ROOM * size] * 4), step):
                return left, baseline
        return left, float(np.clip(tries[0], slot.bottom, slot.top - high))

    def _read_at(self, step: int) -> Array:
        """Where what the line says is read, in the frame (2,)."""
        return self.axes.at(np.array(self.scene.plan.at), np.array(self._height(step)))

    def _is_free(self, plate: Slot, step: int) -> bool:
        """Whether neither samples lie there, nor the line nor the dashes up to it."""
        slot, data, (x, y) = self.axes.slot, self.scene.plan.data, self._read_at(step).tolist()
        (left, start), (right, end) = self.fan.ends(step).tolist()
        line = np.interp([plate.left, plate.right], [left, right], [start, end])
        fades = plate.inset(*[-SOFT * self.number] * 4)
        return (
            slot.bottom <= plate.bottom
            and plate.top <= slot.top
            and (plate.right < x or plate.bottom > y)
            and bool((line > fades.top).all() or (line < fades.bottom).all())
            and not plate.holds(self.axes.at(data.x, data.y)).any()
        )
