"""The data in their own units, and how the same picture comes to be told in scaled numbers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

import numpy as np
from manim import Group

from gdcore.datasets.dataset import Dataset, Scale
from gdcore.typing import Array
from scenes.components.plate import Plate
from scenes.components.plot.axes import BELOW, CLOSE, RIGHT, plot_area
from scenes.components.plot.dot import Dot
from scenes.components.text.label import formula
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.data_inset import DataInset, Span
from scenes.plans.samples import axis_span
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Cue
from scenes.theme import SIZES

ENDS = 3, 3
"""The most ticks on scaled axes: those at their ends and in the middle."""
EDGE = 0.08
"""From the small plot to the edge of its card."""
HEADROOM = 0.5
"""How far axes go beyond the samples for a line, at most, as a share of these."""
ASIDE, OVER = 0.45, 0.35
"""From a dot about which lines turn to what is held, where these are clear of that; and how far
above it this is where they are not, in em."""
PAD = 0.4
"""How far a plate beneath what is held fades out around it, in em."""


class DataRetold:
    """A plot of samples whose axes are told anew, while no sample and no line moves.

    Args:
        scene: the scene it belongs to; its plan is about data.
        slot: the slot it fills.
        small: another one that it fills by turns, without axes.
    """

    def __init__(self, scene: AnyScene, slot: Slot, small: Slot | None = None) -> None:
        plan = scene.plan
        self.own = DataInset(scene, (slot,), plan.data, plan.scaled.line_in_units)
        """In their own units."""
        self.card = None if small is None else self._add_card(scene, small)
        """The ground of the small one, with an edge: what lies behind has other axes."""
        self.scaled = scaled_inset(scene, (slot,) if small is None else (slot, small), bare=1)

    @staticmethod
    def _add_card(scene: AnyScene, small: Slot) -> Part:
        plate = Plate(scene.theme, edge=scene.theme.rule)
        plate.show(plot_area(small, numbers=False).inset(*[-EDGE] * 4))
        return scene.add_part(plate, layer=Layer.GROUND)

    def hold(self, height: float, tilt: Callable[[int], float]) -> tuple[Part, ...]:
        """What lines of this height turn about: what is held, and a dot if it lies in the plot.

        At each frame the line has some tilt.
        """
        axes, theme = self.scaled.axes, self.own.scene.theme
        self.held = self._add_held(height, tilt)
        self.model = self._add_model()
        """What the line is, as a formula, where it has room."""
        self._moved: tuple[Part, ...] = *self.scaled.parts, *self.model
        if not axes.y[0] <= height <= axes.y[1]:
            return *self.model, self.held
        dot = self.scaled.add(Dot(axes, 0.0, height, theme.text, theme))
        self._moved = *self._moved, dot
        return dot, *self.model, self.held

    def _add_model(self) -> tuple[Part, ...]:
        """Below the left end of the axis of x, in a line with its name."""
        scene, area = self.own.scene, self.scaled.place.slots[0]
        size = SIZES.small if scene.layout.narrow else SIZES.label
        label, name = (
            formula(scene.say("slope.line"), size, scene.theme.batch),
            self.scaled.bare[0].mobject[0],
        )
        if float(label.width + name.width) + size > area.width + RIGHT:
            return ()
        label.put(area.left, area.bottom + CLOSE - BELOW)
        return (scene.add_part(label, layer=Layer.GROUND),)

    def _add_held(self, height: float, tilt: Callable[[int], float]) -> Part:
        """The height in figures, left of the dot, or where that is nearest to it in the plot.

        It is above a line that rises, and below one that falls so little that it would cross it;
        where samples lie behind it, a plate keeps them from it.
        """
        scene, axes, area = self.own.scene, self.scaled.axes, self.scaled.place.slots[0]
        size = SIZES.small if scene.layout.narrow else SIZES.label
        text = scene.say("slope.held", b=scene.say.numerals.in_formula(height))
        x, y = axes.at(np.array(0.0), np.clip(height, *axes.y)).tolist()
        lines = wrapped(
            text, x - 2 * ASIDE - area.left, lambda line: formula(line, size, scene.theme.text)
        )
        pitch = LEADING * size
        most = pitch * (len(lines) - 1)
        for line in lines:
            line.cased(scene.theme.casing)
        up = float(np.diff(axes.at(np.zeros(2), np.arange(2.0))[:, 1])[0])
        right = float(np.diff(axes.at(np.arange(2.0), np.zeros(2))[:, 0])[0])
        samples = axes.at(scene.plan.scaled.x, scene.plan.scaled.y)
        plate, wide = Plate(scene.theme, soft=PAD * size), max(float(line.width) for line in lines)

        def put(frame: int) -> Hashable:
            falls = -tilt(frame) * ASIDE * up / right
            level = y - size / 3 + most / 2
            if falls < 0.0:
                level = y + OVER * size + most
            elif falls < size / 3:
                level = y - (1.0 + OVER) * size
            first = float(np.clip(level, area.bottom + size / 2 + most, area.top - size))
            for k, line in enumerate(lines):
                line.put(x - ASIDE, first - k * pitch, "right")
            low = first - most - size / 4
            behind = Slot(x - ASIDE - wide, low, x - ASIDE, first + size)
            covered = behind.holds(samples).any()
            plate.show(behind if covered else Slot(x, y, x, y))
            return level, bool(covered)

        return scene.add_part(Group(plate, *lines), put, layer=Layer.NAMES)

    @property
    def first(self) -> tuple[Part, ...]:
        """What is seen before it is told anew."""
        return self.own.parts

    def tell_anew(self, cue: Cue, at: float) -> None:
        """Have scaled numbers at the axes."""
        (name, *same), (new, *alike) = self.own.bare, self.scaled.bare
        for goes, comes in zip(same, alike, strict=True):
            cue.swap(goes, comes, at=at)
        cue.hide(name, self.own.numbers, at=at)
        cue.show(new, self.scaled.numbers, at=at)

    def leave(self, cue: Cue, at: float) -> None:
        """Have neither samples nor lines."""
        cue.hide(*self._moved, at=at)

    def be_small(self, cue: Cue, at: float) -> None:
        """Have samples and lines again in the small slot, without axes; what is held is a dot."""
        cue.move(self.scaled.place.where, 1.0, seconds=0.0)
        cards = () if self.card is None else (self.card,)
        cue.show(*cards, *(part for part in self._moved if part not in self._told), at=at)

    def come_back(self, cue: Cue, at: float) -> None:
        """Have them again where they were first."""
        cue.hide(*self._moved, *(() if self.card is None else (self.card,)))
        cue.move(self.scaled.place.where, 0.0, at=at, seconds=0.0)
        cue.show(*self._moved, at=at)

    @property
    def _told(self) -> tuple[Part, ...]:
        """The axes with their names and numbers, and what the line is."""
        return *self.scaled.bare[:2], self.scaled.numbers, *self.model


def scaled_inset(
    scene: AnyScene,
    slots: Sequence[Slot],
    *,
    bare: int | tuple[int, ...] = (),
    through: Array | None = None,
    headroom: float = HEADROOM,
) -> DataInset:
    """The data in numbers from -1 to 1: in the middle, a line's height is the parameter b.

    Its samples are where those of the data in their own units are; or there is room for a line as
    well, ``through`` which its axes go, or for several, of these parameters: up to a share of the
    data's height.
    """
    plan, data = scene.plan, in_scaled_numbers(scene)
    x, y = over(data.x_scale, plan.data.x), over(data.y_scale, plan.data.y)
    spans = x, y if through is None else _with_room(x, y, through, headroom)
    return DataInset(
        scene, slots, data, as_it_is, bare=bare, spans=spans, ticks=ENDS,
    )  # fmt: skip


def in_scaled_numbers(scene: AnyScene) -> Dataset:
    """The scaled data, with what their numbers are in place of units."""
    unit = scene.say("axes.scaled")
    return replace(scene.plan.scaled, x_unit=unit, y_unit=unit)


def over(scale: Scale, values: Array) -> Span:
    """What an axis of values in their own units is in scaled ones."""
    low, high = scale.scale(np.array(axis_span(values))).tolist()
    return low, high


def _with_room(x: Span, y: Span, theta: Array, headroom: float) -> Span:
    """What an axis upwards is with room for lines, of these parameters, from end to end."""
    slopes, heights = as_it_is(theta)
    ends = np.concatenate([np.atleast_1d(slopes * end + heights) for end in x]).tolist()
    low, high = y
    more = headroom * (high - low)
    return max(low - more, min(low, *ends)), min(high + more, max(high, *ends))


def as_it_is(theta: Array) -> tuple[Array, Array]:
    """Slope and intercept of a line in the numbers of its plot: these are its parameters."""
    return theta[..., 0], theta[..., 1]
