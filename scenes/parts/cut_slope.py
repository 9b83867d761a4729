"""The slope on a cut: a tangent that may move, its figures, and how far it is from the bottom."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.components.plot.ring import Ring
from scenes.components.section import Section
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import formula, words
from scenes.stage.scene import AnyScene, Layer
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

START = 1.0
"""Distance from the lowest point at which the tangent touches at first."""
LENGTH = 0.5
"""Half length of the tangent along the axis, in the same."""
CLEAR_OF_AXIS = 0.6
"""Of the way down to the axis, the share that it goes at most."""
NEAR = 0.4
"""Distance up to which its name fades, for want of room below the curve, and the slope stands above
its tangent, not beside it."""
WITHIN, CLEAR = 0.42, 0.14
"""From where the tangent touches to what is said of it, and from there to the curve."""
MIDDLE = 0.35
"""How far a baseline lies below the middle of what it is beside, in em."""
DIGITS = 2
"""Decimals of figures."""


class CutSlope:
    """Tangent, figures and distance.

    Args:
        scene: the scene it belongs to; its plan has the problem and its curvature.
        section: that it lies on.
        size: of the name of the distance, in em.
    """

    def __init__(self, scene: AnyScene, section: Section, size: float) -> None:
        self.scene, self.section = scene, section
        self.along = Animated(START)
        """Where the tangent touches."""
        self._add_tangent()
        self._add_told()
        self._add_distance(size)

    def slope(self, distance: float) -> float:
        """Of the cost along the axis, at a distance from the lowest point."""
        section = self.section
        theta = section.origin + distance * section.axis
        return float(self.scene.plan.problem.gradient(theta) @ section.axis)

    def figures(self, frame: int) -> tuple[float, float, float]:
        """The slope where the tangent touches, L, and the distance from the lowest point."""
        distance = self.along.at(frame)
        return self.slope(distance), self.scene.plan.curvature, distance

    def _add_tangent(self) -> None:
        """The tangent, and a ring where it touches."""
        tangent = Dashes(self.scene.theme.gradient, STROKES.thick, dash=0)
        ring = Ring(self.scene.theme.text, self.scene.theme, STROKES.ball)

        def lean(frame: int) -> Hashable:
            d = self.along.at(frame)
            tangent.show(self._ends(d))
            ring.show(self.section.place(np.array(d), self.section.cost(np.array(d))))
            return d

        self.tangent = self.scene.add_part(Group(tangent, ring), lean, layer=Layer.GROUND)

    def _ends(self, d: float) -> Array:
        """Of the tangent at a distance, in the frame (2, 2), clear of the axis."""
        cost, slope = float(self.section.cost(np.array(d))), self.slope(d)
        down = min(LENGTH, CLEAR_OF_AXIS * cost / slope) if slope > 0.0 else LENGTH
        ends = d + np.array([-down, LENGTH])
        return np.asarray(self.section.place(ends, cost + slope * (ends - d)))

    def _add_told(self) -> None:
        """The slope in figures, near where the tangent touches, clear of the curve."""
        scene, theme = self.scene, self.scene.theme
        size = SIZES.label if scene.layout.narrow else SIZES.caption
        name = words(scene.say("cut.slope"), size, theme.gradient)
        value, gap = Digits(size, theme.gradient), size / 3

        def tell(frame: int) -> Hashable:
            d = self.along.at(frame)
            text = scene.say.numerals.placed(self.slope(d), DIGITS)
            x, y = self.section.place(np.array(d), self.section.cost(np.array(d))).tolist()
            whole = float(name.width) + gap + width_of(text, size)
            aside = min(d / NEAR, 1.0)
            left = x - WITHIN * aside - whole * (0.5 + 0.5 * aside)
            baseline = max(y + WITHIN - MIDDLE * size * aside, self._height(left) + CLEAR)
            name.put(left, baseline)
            value.show(text, left + float(name.width) + gap, baseline)
            return d

        self.told = scene.add_part(Group(name, value), tell, layer=Layer.GROUND)

    def _height(self, x: float) -> float:
        """Of the curve at ``x``, in the frame."""
        section = self.section
        distance = (x - float(section.slot.centre[0])) / section.slot.width * 2.0 * section.reach
        return float(section.place(np.array(distance), section.cost(np.array(distance)))[1])

    def _add_distance(self, size: float) -> None:
        """A bar on the axis from the lowest point, and its name."""
        theme = self.scene.theme
        bar = Dashes(theme.text, STROKES.thick, dash=0)
        name = formula("$d$", size, theme.text).cased(theme.casing)

        def span(frame: int) -> Hashable:
            d = self.along.at(frame)
            ends = self.section.place(np.array([0.0, d]), np.zeros(2))
            bar.show(ends)
            name.put(float(ends[1, 0]) + STROKES.ball + size / 3, float(ends[1, 1]) + size / 3)
            name.fade(min(d / NEAR, 1.0))
            return d

        self.distance = self.scene.add_part(Group(bar, name), span, layer=Layer.GROUND)
