"""The data in their own units, and how the same picture comes to be told in scaled numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gdcore.datasets.dataset import Scale
from gdcore.typing import Array
from scenes.components.plot.dot import Dot
from scenes.layout import Slot
from scenes.parts.data_inset import DataInset, Span
from scenes.plans.samples import axis_span
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue

ENDS = 3, 3
"""The most ticks on scaled axes: those at their ends and in the middle."""


class DataRetold:
    """A plot of samples whose axes are told anew, while no sample and no line moves.

    Args:
        scene: the scene it belongs to; its plan is about data.
        slots: the slots it fills by turns, without numbers and names in the last one.
    """

    def __init__(self, scene: AnyScene, slots: Sequence[Slot]) -> None:
        plan = scene.plan
        self.own = DataInset(scene, slots[:1], plan.data, plan.scaled.line_in_units)
        """In their own units."""
        self.scaled = scaled_inset(scene, slots, unnamed=len(slots) - 1)

    def hold(self, height: float) -> tuple[Part, ...]:
        """A dot about which lines of this height turn, if it lies in the plot."""
        axes, theme = self.scaled.axes, self.own.scene.theme
        if not axes.y[0] <= height <= axes.y[1]:
            return ()
        return (self.scaled.add(Dot(axes, 0.0, height, theme.text, theme)),)

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

    def make_room(self, cue: Cue, until: float) -> None:
        """Go to the last slot, where there are neither numbers nor names."""
        cue.hide(self.scaled.numbers, self.scaled.bare[0])
        cue.move(self.scaled.place.where, 1.0, at=0.0, until=until)


def scaled_inset(
    scene: AnyScene,
    slots: Sequence[Slot],
    *,
    bare: int | tuple[int, ...] = (),
    unnamed: int | None = None,
) -> DataInset:
    """The data in numbers from -1 to 1: in the middle, a line's height is the parameter b.

    Its samples are where those of the data in their own units are.
    """
    plan, unit = scene.plan, scene.say("axes.scaled")
    data = replace(plan.scaled, x_unit=unit, y_unit=unit)
    spans = _over(data.x_scale, plan.data.x), _over(data.y_scale, plan.data.y)
    return DataInset(
        scene, slots, data, _as_it_is, bare=bare, unnamed=unnamed, spans=spans, ticks=ENDS
    )


def _over(scale: Scale, values: Array) -> Span:
    """What an axis of values in their own units is in scaled ones."""
    low, high = scale.scale(np.array(axis_span(values))).tolist()
    return low, high


def _as_it_is(theta: Array) -> tuple[Array, Array]:
    """Slope and intercept of a line through scaled data: these are its parameters."""
    return theta[..., 0], theta[..., 1]
