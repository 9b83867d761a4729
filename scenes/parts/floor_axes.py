"""What a place on a surface is read against: two axes on the floor, and a ruler up from there."""

from __future__ import annotations

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.components.surface.floor_plane import FloorPlane, FloorSquare
from scenes.components.text.label import Label, formula, words
from scenes.numerals import nice_ticks
from scenes.parts.landmark import with_view
from scenes.parts.slope_arrows import lie_beneath, plate_beneath
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

INSIDE, HELD = 0.9, 1.05
"""Half of the square, in radii of the surface: the cut stands on it; and in how far its
place is from the middle."""
TICKS = 5
"""The most lines of the grid either way; and the most ticks of the ruler."""
NEARER, READINGS, SLANTED = 0.45, 0.62, 0.3
"""How far from an axis is what is read on it, in a wide picture and in others; and how far across
from it words must be to go on from there to that side: others are all below the axis."""
RULER, NOTCH, APART, ASIDE = 0.5, 0.07, 0.24, 0.05
"""Least room for a tick of the ruler; half the length of one; from it to words; and how far
aside it is looked where the ground rises, in radii of the surface."""
FACE = 0.45
"""How far from the place, in radii of the surface, it is told that the ground is cut open."""
CASED = 0.06
"""How far lines of the ground keep off the ruler's numbers."""
AXES = ("theta_1", "theta_2")


class FloorAxes:
    """Both parameters of a place on axes of the floor, and its cost on a ruler.

    Args:
        scene: the scene they belong to.
        view: of the surface, which is cut open through the place.
        theta: the place, (2,).
        azimuth: towards which it is cut.
    """

    def __init__(self, scene: AnyScene, view: SurfaceView, theta: Array, azimuth: float) -> None:
        self.scene, self.view, self.theta, self.azimuth = scene, view, theta, azimuth
        self.cost = float(view.loss(theta))
        domain, centre = view.domain, np.asarray(view.domain.centre)
        half = max(INSIDE * domain.radius, HELD * float(np.abs(theta - centre).max()))
        ticks = [nice_ticks(float(c - half), float(c + half), TICKS) for c in centre]
        floor = 0.0 if self._zero_is_near else domain.low
        self.floor = FloorSquare(centre, half, floor, azimuth, theta, (ticks[0], ticks[1]))
        self.plane = FloorPlane(view.surface, self.floor, scene.theme)
        view.surface.floor = float(domain.world(theta, np.asarray(floor))[2])
        self.square = self._still(self.plane)
        self.shadow = self._add_shadow()
        """From the place down, and from there to both axes."""
        self.readings = tuple(self._add_reading(k) for k in (0, 1))
        self.opened = self._add_opened()
        """That the ground is cut open, on the cut."""
        self._told = self._cost_told()
        self.ruler: tuple[Part, ...] = (*self._add_ruler(), self._add_cost())

    @property
    def _zero_is_near(self) -> bool:
        """Whether a loss of 0 is not far below what is drawn."""
        domain = self.view.domain
        return 0 <= domain.low < (domain.high - domain.low) / 2

    @property
    def corners(self) -> Array:
        """Places (n, 3) that must be in the picture: parameters and costs."""
        edge = self.floor.edge
        costs = np.append(np.full(len(edge), self.floor.loss), self.cost)
        return np.column_stack([np.concatenate([edge, self.theta[None]]), costs])

    def _still(self, drawn: FloorPlane) -> Part:
        return self.scene.add_part(drawn, with_view(self.view.surface), layer=Layer.GROUND)

    # On the floor

    def _beside_axis(self, which: int, value: float, away: float) -> Array:
        """Where words about a value on an axis stand: so far from it, outward."""
        axis = self.plane.placed(self.floor.axes[which])
        middle = self.plane.placed(self.floor.centre[None])[0]
        along = axis[1] - axis[0]
        out = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9)
        out = out if out @ (axis.mean(axis=0) - middle) > 0 else -out
        place = self.plane.placed(self.floor.on_axis(which, np.array([value])))[0]
        return np.asarray(place + away * out)

    def _falls(self, which: int) -> float:
        """How steep an axis is in the picture."""
        across, up = np.ptp(self.plane.placed(self.floor.axes[which]), axis=0).tolist()
        return float(up / max(across, 1e-9))

    def _add_shadow(self) -> Part:
        lines, square = Dashes(self.scene.theme.text), self.floor
        feet = [square.on_axis(k, self.theta[k : k + 1]) for k in (0, 1)]

        def place() -> None:
            down = self.view.at(np.stack([self.theta] * 2), np.array([square.loss, self.cost]))
            across = [self.plane.placed(np.concatenate([self.theta[None], foot])) for foot in feet]
            lines.show(down, *across)

        return self.scene.add_part(lines, with_view(self.view.surface, place), layer=Layer.GROUND)

    def _add_reading(self, which: int) -> Part:
        """A parameter and its value, beside its axis."""
        value, theme = float(self.theta[which]), self.scene.theme
        told = self.scene.say.numerals.placed(value, 2)
        label = formula(f'${AXES[which]} = "{told}"$', SIZES.formula, theme.text).cased(
            theme.casing
        )

        away = READINGS if self.scene.layout.narrow else NEARER

        def place() -> None:
            on_axis = self.plane.placed(self.floor.on_axis(which, self.theta[which : which + 1]))[0]
            x, y = self._beside_axis(which, value, away).tolist()
            across = (x - float(on_axis[0])) / away
            share = 0.0 if across > SLANTED else 1.0 if across < -SLANTED else 0.5
            room, width = self.view.room, float(label.width)
            if share == 0.5:
                y -= width / 2 * min(self._falls(which), SLANTED)
            left = min(max(x - share * width, room.left), room.right - width)
            y -= abs(left - (x - share * width)) * self._falls(which)
            label.put(left, max(y - 0.33 * label.size, room.bottom))

        return self.scene.add_part(label, with_view(self.view.surface, place), layer=Layer.NAMES)

    def _add_opened(self) -> Part:
        """It stands towards the middle of the ground, half way down the cut."""
        theme, domain = self.scene.theme, self.view.domain
        label = words(self.scene.say("places.cut_open"), SIZES.name, theme.text)
        turn, inward = np.radians(self.azimuth), np.asarray(domain.centre) - self.theta
        across = np.array([-np.sin(turn), np.cos(turn)])
        across = across if across @ inward >= 0 else -across
        place = self.theta + FACE * domain.radius * across
        middle = (self.floor.loss + self.view.loss(place)) / 2

        def put() -> None:
            x, y = self.view.at(place, middle).tolist()
            top = self.view.room.top - label.size
            label.put(x, min(y - 0.33 * label.size, top), "centre")

        still = with_view(self.view.surface, put)
        return self.scene.add_part(label.cased(theme.casing), still, layer=Layer.NAMES)

    # Up from the floor

    def _add_ruler(self) -> tuple[Part, Part]:
        """A line from the floor up to the place, with ticks, and their numbers beside them."""
        theme, low = self.scene.theme, self.floor.loss
        line, notches = (Dashes(theme.text, w, dash=0) for w in (STROKES.curve, STROKES.thin))
        notch = np.array([NOTCH, 0.0])
        domain = self.view.domain
        rise = (self.cost - low) / (domain.high - domain.low) * domain.height
        most = int(np.clip(rise * domain.radius * self.view.unit / RULER, 2, TICKS))
        ticks = np.array([t for t in nice_ticks(low, self.cost, most) if low <= t <= self.cost])
        ticks = ticks if rise * domain.radius * self.view.unit > RULER else ticks[:1]
        self._told_at = _between(ticks, (low + self.cost) / 2)
        texts = self.scene.say.numerals.tick_texts(ticks)
        labels = [words(text, SIZES.name, theme.text).cased(theme.casing, CASED) for text in texts]

        def place() -> None:
            line.show(np.stack([self._at(low), self._at(self.cost)]))
            places = [self._at(tick) for tick in ticks.tolist()]
            notches.show(*(np.stack([p - notch, p + notch]) for p in places))
            for label, (x, y) in zip(labels, places, strict=True):
                self._put_beside(label, x, y, rightward=self._rises_right)

        still = with_view(self.view.surface, place)
        lines = self.scene.add_part(Group(line, notches), still, layer=Layer.GROUND)
        return lines, self.scene.add_part(Group(*labels), still, layer=Layer.NAMES)

    def _at(self, cost: float) -> Array:
        """Where so high above the floor is in the frame, at the place."""
        return self.view.at(self.theta, np.asarray(cost))

    def _cost_told(self) -> Label:
        say, theme = self.scene.say, self.scene.theme
        key = "places.cost" if self._zero_is_near else "places.cost_above_lowest"
        told = say(key, cost=say.numerals.placed(self.cost, 2))
        return formula(told, SIZES.formula, theme.text)

    def _add_cost(self) -> Part:
        label = self._told
        plate = plate_beneath(float(label.width), label.size, self.scene.theme)

        def place() -> None:
            x, y = self._at(self._told_at).tolist()
            self._put_beside(label, x, y, rightward=self._cost_is_right)
            lie_beneath(plate, label)

        update = with_view(self.view.surface, place)
        return self.scene.add_part(Group(plate, label), update, layer=Layer.NAMES)

    @property
    def _rises_right(self) -> bool:
        """Whether along the cut the ground rises to the right: no outline strikes numbers there."""
        turn = np.radians(self.azimuth)
        aside = ASIDE * self.view.domain.radius * np.array([-np.sin(turn), np.cos(turn)])
        one, other = self.theta + aside, self.theta - aside
        higher = one if self.view.loss(one) >= self.view.loss(other) else other
        return bool(self.view.on_surface(higher)[0] >= self._at(self.cost)[0])

    @property
    def _cost_is_right(self) -> bool:
        """Whether the cost is right of the ruler now: beside the numbers if only there is room."""
        place, room = float(self._at(self.cost)[0]), self.view.room
        needed = APART + float(self._told.width)
        left, right = place - needed >= room.left, place + needed <= room.right
        return right if left != right else not self._rises_right

    def _put_beside(self, label: Label, x: float, y: float, *, rightward: bool) -> None:
        """Put words on a side of the ruler."""
        away = APART if rightward else -APART
        label.put(x + away, y - 0.33 * label.size, "left" if rightward else "right")


def _between(ticks: Array, middle: float) -> float:
    """The middle between two neighbours of some ticks, nearest below a middle; that, for want."""
    gaps = (ticks[1:] + ticks[:-1]) / 2
    below = gaps[gaps <= middle]
    return float(below.max()) if below.size else middle
