"""The gradient at a place with its two components, the longer of which can be emphasised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.arrow import SurfaceArrow
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.components.text.label import formula
from scenes.parts.landmark import with_view
from scenes.parts.slope_arrows import MIDDLE, lie_beneath, plate_beneath
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES


class OnBowl(Protocol):
    """What draws gradients on the level of a place."""

    view: SurfaceView
    times: float
    """How many times as long as they are gradients are drawn."""

    def flat(self, place: Array) -> Callable[[Array], Array]:
        """The cost at a place (2,), for all parameters."""
        ...

    def seen(self, place: Array, theta: Array) -> Array:
        """Where parameters (..., 2) are in the frame on the level of a place."""
        ...

    def add_arrow(self, place: Array, vector: Array, colour: str) -> Part:
        """A vector of gradients at a place."""
        ...


BOLD, CLEAR = 2.0, 0.12
"""How much thicker the longer part is once it is told; and from a part to the plate of its name."""
DIGITS = 2
"""Decimals of a slope."""


class ArrowParts:
    """Arrows on the level of a place, and what each part is called.

    Args:
        scene: the scene it belongs to.
        bowl: on which it is.
        place: parameters (2,).
    """

    def __init__(self, scene: AnyScene, bowl: OnBowl, place: Array) -> None:
        self.scene, self.bowl, self.place = scene, bowl, place
        gradient = np.asarray(scene.plan.problem.gradient(place))
        self.along = bowl.times * np.diag(gradient)
        self.longer = int(np.abs(gradient).argmax())
        self.sides = self._add_sides()
        self.whole = bowl.add_arrow(place, gradient, scene.theme.gradient)
        self.parts = [self._add_part(k) for k in (0, 1)]
        """That along w, and that along b."""
        self.bold = self._add_bold()
        self.ring = self._add_ring()
        self.names = [self._add_name(k) for k in (0, 1)]

    @property
    def reached(self) -> Array:
        """Parameters (n, 2) that all of it lies between."""
        return np.stack([self.place, *(self.place + self.along), self.place + self.along.sum(0)])

    @property
    def first(self) -> tuple[Part, ...]:
        """What there is before the longer part is told."""
        return self.ring, self.sides, self.whole, *self.parts, *self.names

    @property
    def shorter(self) -> tuple[Part, ...]:
        """What steps back when it is."""
        return self.sides, self.whole, self.parts[1 - self.longer]

    @property
    def all(self) -> tuple[Part, ...]:
        """All of it."""
        return *self.first, self.bold

    def _add_sides(self) -> Part:
        """What makes a rectangle of the two parts, whose diagonal is the gradient."""
        lines = Dashes(self.scene.theme.gradient, STROKES.axis)
        corner = self.place + self.along.sum(axis=0)
        ends = [np.stack([self.place + part, corner]) for part in self.along]

        def show() -> None:
            lines.show(*(self.bowl.seen(self.place, theta) for theta in ends))

        return self.scene.add_part(
            lines, with_view(self.bowl.view.surface, show), layer=Layer.GROUND
        )

    def _add_ring(self) -> Part:
        """Where it is."""
        view, theme = self.bowl.view, self.scene.theme
        loss = float(view.loss(self.place))
        mark = Mark(view.surface, self.place, loss, theme.text, theme, ring=True)
        return self.scene.add_part(mark, with_view(view.surface), layer=Layer.GROUND)

    def _add_part(self, k: int) -> Part:
        vector = self.along[k] / self.bowl.times
        return self.bowl.add_arrow(self.place, vector, self.scene.theme.gradient)

    def _add_bold(self) -> Part:
        """The longer part, thick."""
        theme, surface = self.scene.theme, self.bowl.view.surface
        arrow = SurfaceArrow(surface, self.bowl.flat(self.place), theme.gradient, theme, BOLD)
        arrow.show(self.place, self.along[self.longer])
        return self.scene.add_part(arrow, with_view(surface), layer=Layer.GROUND)

    def _add_name(self, k: int) -> Part:
        """The slope along a parameter: beside that along w, away from the other, or beyond it.

        On a plate, since lines of one cost lie close there.
        """
        theme, (w, b) = self.scene.theme, self.place + self.along
        size = SIZES.name if self.scene.layout.narrow else SIZES.caption
        slope = float(self.along[k, k]) / self.bowl.times
        text = self.scene.say.numerals.placed(slope, DIGITS)
        label = formula(f'$partial J \\/ partial {"wb"[k]} = "{text}"$', size, theme.gradient)
        plate, room = plate_beneath(float(label.width), size, theme), self.bowl.view.room
        half, away = float(plate.width) / 2, CLEAR + float(plate.height) / 2

        def put() -> None:
            start, across, up = self.bowl.seen(self.place, np.stack([self.place, w, b]))
            side = away if up[1] >= start[1] else -away
            x, y = (up if k else (start + across) / 2).tolist()
            x = min(max(x, room.left + half), room.right - half)
            label.put(x, y + (side if k else -side) - MIDDLE * size, "centre")
            lie_beneath(plate, label)

        update = with_view(self.bowl.view.surface, put)
        return self.scene.add_part(Group(plate, label), update, layer=Layer.NAMES)
