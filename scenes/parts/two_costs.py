"""The cost of a network on points that it learns from and on new ones, step by step."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

import numpy as np
from manim import Group
from numpy.lib.stride_tricks import sliding_window_view

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.components.plot.axes import BELOW, LEFT, RIGHT, Axes
from scenes.components.plot.curve import Curve
from scenes.components.plot.ring import Ring
from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks, whole_ticks
from scenes.painting.extent import Extent, around
from scenes.parts.naming import ASCENT, DESCENT, covered, overlap
from scenes.plans.neural_network import RISES, Moons, about
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES, Theme

HEAD = 0.5
"""Room above a view for what it is."""
OVER = 0.16
"""From a view to the baseline of that."""
MARK = 0.16
"""Radius of the ring where the cost on points not seen is lowest."""
ABOVE = 0.12
"""From the highest that a curve has below its name to that."""
ASIDE = 0.16
"""Room on both sides of a name, in which its curve is below it too."""
WIDE = 0.5
"""Room on both sides of what is told of the lowest, in which no name is on its line."""
NEARER = 1.4
"""How many times as far a name is at least from the other curve."""
ON_LINE = 0.35
"""Em within which a name stands on the line of a number of the axis, or of what is told."""
TOP = 1.06
"""Where the axis of costs ends, in the highest that is drawn."""


class TwoCosts:
    """A plot of both costs: that of points learned from is whole, that of new ones grows.

    Args:
        scene: the scene it belongs to.
        plan: the network and its run.
        slot: the slot it fills, with its names.
        room: of that, what is below the name of the costs and above what else is told there.
        landed: the step up to which the cost of new points is drawn at a frame.
        upright: whether it is a column, in which few words have room.
        names: what the curves are called, that of new points first.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Moons,
        slot: Slot,
        room: Slot,
        landed: Callable[[int], int],
        *,
        upright: bool,
        names: tuple[str, str],
    ) -> None:
        self.hues, self.called = two_hues(scene.theme), names
        self.scene, self.plan, self.landed, self.upright = scene, plan, landed, upright
        self.parts = self._add_costs(slot, room)
        """Axes, their names, and both curves."""

    def _add_costs(self, slot: Slot, room: Slot) -> tuple[Part, ...]:
        """The cost on points seen and on points not seen, a value a step, with their names."""
        plan, scene, theme = self.plan, self.scene, self.scene.theme
        lines = np.stack([plan.run.loss, plan.fresh])
        y = (0.0, TOP * float(lines.max()))
        below = room.bottom - slot.bottom
        area = room.inset(left=LEFT, right=RIGHT, bottom=max(0.0, BELOW - below))
        axes = Axes(
            area, (0.0, float(plan.run.steps)), y, theme,
            scene.say.numerals,
            x_ticks=whole_ticks(plan.run.steps, 3 if self.upright else 5),
            y_ticks=nice_ticks(*y, 4), size=SIZES.name,
        )  # fmt: skip
        y_name = axes.y_name(scene.say("network.cost"))
        y_name.put(slot.left, slot.top - HEAD + OVER)
        x_name = axes.x_name(scene.say("axes.steps"))
        heights = axes.y_numbers()
        names = Group(axes.x_numbers(), heights, x_name, y_name)
        parts = [scene.add_part(axes), scene.add_part(names)]
        widths = STROKES.fine, STROKES.curve
        known, fresh = (
            Curve(axes, line, colour, theme, width)
            for line, colour, width in zip(lines, self.hues[::-1], widths, strict=True)
        )
        known.show(plan.run.steps)
        parts += [scene.add_part(known, layer=Layer.GROUND), self._add_curve(fresh)]
        told = self._tell_lowest(axes)
        self.names = self._add_names(axes, y_name, [each.baseline for each in heights], told)
        """What the curves are."""
        ring, _ = add_lowest(scene, axes, self._lowest(axes))
        self.lowest = (ring, *[scene.add_part(each, layer=Layer.NAMES) for each in told])
        """A ring where the cost of new points is lowest, and the step, if it rises again."""
        return tuple(parts)

    def _lowest(self, axes: Axes) -> Array:
        """Where the cost on points not seen is lowest, (2,)."""
        best = int(self.plan.fresh.argmin())
        return axes.at(np.array(float(best)), np.array(self.plan.fresh[best]))

    def _tell_lowest(self, axes: Axes) -> list[Label]:
        """At which step that is, above the ring and the curve, if it rises again and has room."""
        scene, area, size = self.scene, axes.slot, SIZES.name
        fresh, lowest = self.plan.fresh, int(self.plan.fresh.argmin())
        if not (lowest > 0 and fresh[-1] > RISES * fresh[lowest]):
            return []
        told = scene.say("network.lowest", count=about(lowest, self.plan.run.steps))
        label = words(told, size, scene.theme.text).cased(scene.theme.casing)
        x, y = self._lowest(axes).tolist()
        half = float(label.width) / 2
        middle = min(max(x, area.left + ASIDE + half), area.right - half)
        at = axes.at(np.arange(float(len(self.plan.fresh))), self.plan.fresh)
        below = at[np.abs(at[:, 0] - middle) < half + ASIDE, 1]
        high = max(float(below.max()), y + NEARER * MARK) + ABOVE
        label.put(middle, high + DESCENT * size, "centre")
        return [label] if label.baseline + ASCENT * size < area.top else []

    def _add_curve(self, curve: Curve) -> Part:
        return self.scene.add_part(curve, partial(self._draw, curve), layer=Layer.GROUND)

    def _draw(self, curve: Curve, frame: int) -> Hashable:
        """Have a curve grow with the table, as the boundary bends with it."""
        curve.show(self.landed(frame))
        return curve.landed

    def _add_names(
        self, axes: Axes, beside: Label, lines: Sequence[float], told: list[Label]
    ) -> list[Part]:
        """What the curves are: beside each, or all at the top where that is narrow.

        They are clear of what is told of the lowest; at the top they take its place.
        """
        scene, theme = self.scene, self.scene.theme
        labels = [
            words(called, SIZES.name, colour).cased(theme.casing)
            for called, colour in zip(self.called, self.hues, strict=True)
        ]
        if not self._put_beside(axes, labels, lines, told):
            self._put_at_top(axes, labels, beside)
            names = [covered(label) for label in labels]
            told[:] = [
                each for each in told if not any(overlap(covered(each), name) for name in names)
            ]
        return [scene.add_part(label, layer=Layer.NAMES) for label in labels]

    def _put_beside(
        self, axes: Axes, labels: Sequence[Label], lines: Sequence[float], told: Sequence[Label]
    ) -> bool:
        """Put each name above its own curve or below it, if both have room there."""
        both = np.stack([self.plan.fresh, self.plan.run.loss])
        x, y = np.moveaxis(axes.at(np.arange(both.shape[1]) + 0.0 * both, both), -1, 0)
        ring = around(self._lowest(axes)[None], NEARER * MARK)
        taken, lines = [ring], [*lines, *[each.baseline for each in told]]
        for each in told:
            left, bottom, right, top = covered(each)
            taken.append((left - WIDE, bottom, right + WIDE, top))
        for label, heights in zip(labels, (y, y[::-1]), strict=True):
            places = (_beside_own(label, x[0], heights, axes.slot, taken, side) for side in (1, -1))
            place = next((each for each in places if each is not None), None)
            if place is None:
                return False
            left, baseline = place
            line = lines[int(np.abs(np.array(lines) - baseline).argmin())]
            near = abs(line - baseline) < ON_LINE * label.size
            taken.append(covered(label.put(left, line if near else baseline)))
        return True

    def _put_at_top(self, axes: Axes, labels: Sequence[Label], beside: Label) -> None:
        """Put the names beside that of the costs, or below it where that is narrow."""
        area, size = axes.slot, SIZES.name
        room = area.right - float(beside.get_right()[0]) - 3 * size
        in_line = sum(float(label.width) for label in labels) <= room
        right = area.right
        for row, label in enumerate(labels):
            lower = area.top - 1.2 * size - LEADING * size * row
            label.put(right, beside.baseline if in_line else lower, "right")
            right = float(label.get_left()[0]) - size if in_line else right


def two_hues(theme: Theme) -> tuple[str, str]:
    """The colours of the cost of new points, and of those it learns from."""
    return theme.text, theme.mini_batch


def add_lowest(scene: AnyScene, axes: Axes, place: Array) -> tuple[Part, Part]:
    """A ring about the lowest of a curve, and a line from there down to its step."""
    ring, line = Ring(scene.theme.text, scene.theme, MARK), Dashes(scene.theme.text, STROKES.thin)
    ring.show(place)
    x, y = place.tolist()
    line.show(np.array([[x, y - MARK], [x, axes.slot.bottom]]))
    return (
        scene.add_part(ring, layer=Layer.NAMES),
        scene.add_part(line, layer=Layer.GROUND),
    )


def _beside_own(
    label: Label, x: Array, heights: Array, area: Slot, taken: Sequence[Extent], side: int
) -> tuple[float, float] | None:
    """Where words stand above the first of two curves (2, steps), or below it with a side of -1.

    They are clear of boxes, and the other curve is not between.  The last such place at which they
    are nearest to their own curve, seen from the other.
    """
    width, size = float(label.width) + 2 * ASIDE, label.size
    wide = int(width / (x[1] - x[0])) + 2
    if wide > len(x):
        return None
    own, other = side * sliding_window_view(heights, wide, axis=1)
    tall = ASCENT * size
    near = own.max(axis=1) + ABOVE
    behind = np.where((other <= own).all(axis=1), near - other.max(axis=1), -np.inf)
    apart = np.maximum(behind, other.min(axis=1) - near - tall)
    baseline, left = side * near - tall * (side < 0), x[wide - 1 :] + ASIDE - width
    fits = apart > NEARER * ABOVE
    right, top = left + float(label.width), baseline + tall
    boxes = np.stack([left, baseline - DESCENT * size, right, top], axis=1)
    fits &= (area.bottom + ABOVE < boxes[:, 1]) & (top < area.top)
    fits &= [not any(overlap(box, each) for each in taken) for box in boxes.tolist()]
    if not fits.any():
        return None
    score = np.where(fits, apart + own.mean(axis=1) - near, -np.inf)
    best = len(score) - 1 - int(score[::-1].argmax())
    return float(left[best]), float(baseline[best])
