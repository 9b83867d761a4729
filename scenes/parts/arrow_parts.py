"""Two slopes at a place as arrows, and the gradient that they make, which leans to the longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from manim import Group, RoundedRectangle

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.components.text.label import Label, formula
from scenes.parts.landmark import with_view
from scenes.parts.slope_arrows import (
    MIDDLE,
    PLATE_HEIGHT,
    PLATE_ROOM,
    lie_beneath,
    plate_beneath,
)
from scenes.parts.surface_view import SurfaceView
from scenes.plans.gradient import DIGITS
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES


class OnBowl(Protocol):
    """What draws gradients on the level of a place."""

    view: SurfaceView
    times: float
    """How many times as long as they are gradients are drawn."""
    corners: tuple[RoundedRectangle, ...]
    """Where names stand in corners of the map."""

    def flat(self, place: Array) -> Callable[[Array], Array]:
        """The cost at a place (2,), for all parameters."""
        ...

    def seen(self, place: Array, theta: Array) -> Array:
        """Where parameters (..., 2) are in the frame on the level of a place."""
        ...

    def add_arrow(self, place: Array, vector: Array, colour: str, bold: float = 1.0) -> Part:
        """A vector of gradients at a place."""
        ...


BOLD, PART, CLEAR = 2.0, 1.5, 0.2
"""How many times as thick as other arrows the gradient is, and its parts; and from a part to the
plate of its name."""
LONGER, BEHIND = 1.3, 0.45
"""Room for the name of the part along w, in the length of that; and behind the place, in that of
the gradient."""
NOTE = 0.08
"""From the plate of a name to that of a note about it."""
BALL = 1.6 * STROKES.ball
"""From a place to such a plate beside it."""


class ArrowParts:
    """Arrows on the level of a place.

    Args:
        scene: the scene it belongs to.
        bowl: on which it is.
        place: parameters (2,).
        between: whether the name of the slope along w stands between both parts if it has room.
    """

    def __init__(self, scene: AnyScene, bowl: OnBowl, place: Array, *, between: bool) -> None:
        self.scene, self.bowl, self.place, self.between = scene, bowl, place, between
        gradient = np.asarray(scene.plan.problem.gradient(place))
        self.along = bowl.times * np.diag(gradient)
        self.longer = int(np.abs(gradient).argmax())
        self.sides = self._add_sides()
        self.parts = [self._add_part(k) for k in (0, 1)]
        """That along w, and that along b."""
        self.whole = bowl.add_arrow(place, gradient, scene.theme.gradient, BOLD)
        self.ring = self._add_ring()
        self.labels: dict[int, Label] = {}
        self.put_name: dict[int, Callable[[], RoundedRectangle]] = {}
        """Puts the name of each slope where it belongs, and returns its plate."""
        self.names = [self._add_name(k) for k in (0, 1)]

    def add_note(self, text: str) -> Part:
        """What a slope tells: next to that along w, away from the place, if it is free there.

        Else it is on the other side of the arrow.  It begins or ends with the name of that slope.
        """
        scene, theme = self.scene, self.scene.theme
        size = SIZES.small if scene.layout.narrow else SIZES.label
        note = formula(text, size, theme.text).cased(theme.casing)
        plate = plate_beneath(float(note.width), size, theme)
        room, half = self.bowl.view.room.inset(*[NOTE] * 4), float(plate.width) / 2

        def put() -> None:
            start, label = self.bowl.seen(self.place, self.place), self.labels[0]
            x, y = float(label.get_center()[0]), label.baseline + MIDDLE * label.size
            wider = half - (float(label.width) + PLATE_ROOM * label.size) / 2
            x += wider if x > start[0] else -wider
            x = min(max(x, room.left + half), room.right - half)
            high, out = float(plate.height) / 2, 1.0 if y > start[1] else -1.0
            levels = [
                y + out * (NOTE + high + PLATE_HEIGHT * label.size / 2),
                float(start[1]) - out * (CLEAR + high),
            ]

            other = self.put_name[1]()

            def is_free(level: float) -> bool:
                inside = room.bottom < level - size and level + size < room.top
                return inside and not _share(plate, other, x, level)

            level = next(filter(is_free, levels), levels[0])
            note.put(x, level - MIDDLE * size, "centre")
            lie_beneath(plate, note)

        update = with_view(self.bowl.view.surface, put)
        return scene.add_part(Group(plate, note), update, layer=Layer.NAMES)

    def add_whole_name(self) -> Part:
        """What the gradient is called: beside its tip, between the names of its two parts.

        It is on the other side of the place where it would lie on one of these.
        """
        scene, theme = self.scene, self.scene.theme
        size = SIZES.name if scene.layout.narrow else SIZES.caption
        label = formula("$nabla J$", size, theme.gradient)
        plate = plate_beneath(float(label.width), size, theme)
        room = self.bowl.view.room.inset(*[CLEAR] * 4)
        half, high = float(plate.width) / 2, float(plate.height) / 2

        def put() -> None:
            tip = self.place + self.along.sum(axis=0)
            start, end = self.bowl.seen(self.place, np.stack([self.place, tip]))
            out, up = np.where(end >= start, 1.0, -1.0).tolist()
            x = float(np.clip(end[0] + out * (half + CLEAR), room.left + half, room.right - half))
            away = max(up * float(end[1] - start[1]) - high, high - CLEAR)
            level, names = float(start[1]) + up * away, [put() for put in self.put_name.values()]
            if any(_share(plate, name, x, level) for name in names):
                x = float(start[0]) - out * (half + BALL)
            label.put(x, level - MIDDLE * size, "centre")
            lie_beneath(plate, label)

        update = with_view(self.bowl.view.surface, put)
        return scene.add_part(Group(plate, label), update, layer=Layer.NAMES)

    @property
    def reached(self) -> Array:
        """Parameters (n, 2) that all of it lies between."""
        return np.stack([self.place, *(self.place + self.along), self.place + self.along.sum(0)])

    @property
    def beside(self) -> Array:
        """Ends (2, 2): of the room for a name that is longer than the part along w, and behind."""
        behind = self.place - BEHIND * self.along.sum(0)
        return np.stack([self.place + LONGER * self.along[0], behind])

    @property
    def against(self) -> Array:
        """The end (1, 2) of an arrow that goes the other way."""
        return (self.place - self.along.sum(0))[None]

    @property
    def slopes(self) -> list[tuple[Part, Part]]:
        """Along w, and along b: an arrow and its name."""
        return list(zip(self.parts, self.names, strict=True))

    @property
    def first(self) -> tuple[Part, ...]:
        """What there is before the gradient."""
        return self.ring, *self.parts

    @property
    def shorter(self) -> Part:
        """What steps back as it does: the part that it does not lean to."""
        return self.parts[1 - self.longer]

    def _add_sides(self) -> Part:
        """What makes a rectangle of the two parts, whose diagonal is the gradient."""
        theme = self.scene.theme
        lines = Dashes(theme.gradient, STROKES.curve, casing=theme.casing)
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
        return self.bowl.add_arrow(self.place, vector, self.scene.theme.gradient, PART)

    def _add_name(self, k: int) -> Part:
        """The slope along a parameter: beside the part along w, or beyond that along b.

        That along w is clear of the place; and away from the other part, or on its side, where the
        line of one cost does not go.  That along b is beside its tip, away from the other part if
        there is room, where beyond it there is none.  On a plate, since such lines lie close there.
        """
        theme, (w, b) = self.scene.theme, self.place + self.along
        size = SIZES.name if self.scene.layout.narrow else SIZES.caption
        slope = float(self.along[k, k]) / self.bowl.times
        text = self.scene.say.numerals.placed(slope, DIGITS)
        label = self.labels[k] = formula(
            f'$partial J \\/ partial {"wb"[k]} = "{text}"$', size, theme.gradient
        )
        plate = plate_beneath(float(label.width), size, theme)
        room = self.bowl.view.room.inset(*[CLEAR] * 4)
        half, away = float(plate.width) / 2, CLEAR + float(plate.height) / 2
        least = away - CLEAR

        def in_room(x: float, level: float) -> float:
            """The level nearest to that on which it is within the map, above names in corners."""
            low = room.bottom + least
            for corner in self.bowl.corners:
                if abs(x - float(corner.get_x())) < half + float(corner.width) / 2:
                    low = max(low, float(corner.get_top()[1]) + away)
            return float(np.clip(level, low, room.top - least))

        def put() -> RoundedRectangle:
            start, across, up = self.bowl.seen(self.place, np.stack([self.place, w, b]))
            side = away if up[1] >= start[1] else -away
            inside = self.between and abs(up[1] - start[1]) > float(plate.height) + CLEAR / 2
            x, y = (up if k else (start + across) / 2).tolist()
            level = y + (side if k or inside else -side)
            if k and abs(in_room(x, level) - level) > CLEAR / 2:
                aside = (half + CLEAR) * (-1.0 if across[0] >= start[0] else 1.0)
                if not room.left + half <= x + aside <= room.right - half:
                    aside = -aside
                x, level = x + aside, y
            level = in_room(x, level)
            if not k and abs(x - start[0]) < half + BALL:
                x = float(start[0]) + (half + BALL) * (1.0 if across[0] >= start[0] else -1.0)
            x = min(max(x, room.left + half), room.right - half)
            label.put(x, level - MIDDLE * size, "centre")
            lie_beneath(plate, label)
            return plate

        def show() -> None:
            put()

        self.put_name[k] = put
        update = with_view(self.bowl.view.surface, show)
        return self.scene.add_part(Group(plate, label), update, layer=Layer.NAMES)


def _share(plate: RoundedRectangle, other: RoundedRectangle, x: float, y: float) -> bool:
    """Whether a plate about (x, y) and another one have a place in common, or nearly."""
    beside = abs(x - float(other.get_x())) > float(plate.width + other.width) / 2 + NOTE / 2
    apart = abs(y - float(other.get_y())) > float(plate.height + other.height) / 2 + NOTE / 2
    return not (beside or apart)
