"""The ground underfoot where a walk begins: which way is up, which way is down, and how far."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import numpy as np
from manim import Group, RoundedRectangle

from gdcore.typing import Array
from scenes.components.path.arrow import SurfaceArrow
from scenes.components.path.patch import TangentPatch, tangent
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import Label, formula, words
from scenes.parts.landmark import with_view
from scenes.parts.naming import brief
from scenes.parts.surface_view import SurfaceView
from scenes.plans.hills import Sweep
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES, Theme
from scenes.wording import Wording

STUB, PATCH, BOLD = 0.085, 0.07, 1.6
"""Length of the arrows that only tell the way, and radius of the ground underfoot, in radii of the
surface; and how much thicker than others such arrows are."""
STEP = 2.0
"""How much thicker a step is than the whole gradient, of which it is a part."""
KNOWN = 3.1
"""How far the picture reaches down the slope while there is only the ground underfoot, in lengths
of these arrows."""
FARTHER = 1.4
"""How much lower, or higher, a name stands that has no room beside its tip, in em."""
SIDES = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
BEYOND, BESIDE, HIGH, LEVEL, ALONG = 0.22, 0.5, 1.5, 1.0, 0.9
"""From an arrow to its name, and from the ball to the learning rate; and on which level the name
stands, as a share of the arrow's height: of the way up, behind it so that the summit is seen, of
the way down, and of the whole gradient."""
LOWER, ABOVE, MIDDLE = 0.6, 0.65, 0.33
"""How much lower than its tip the name of a downward arrow is, how much higher than the ball the
learning rate, and how far the middle of words is above their baseline; in em."""
PLATE, PLATE_ROOM, PLATE_HEIGHT = 0.8, 0.7, 1.5
"""Opacity of a plate beneath words; its width beyond theirs, and its height, in em."""


class SlopeArrows:
    """The ways up and down the slope; the whole gradient the other way, and steps of it.

    The step is that of the rate which ``swept`` has come to, as a share of the sweep; its name
    tells the rate.

    Args:
        scene: the scene they belong to.
        view: of the surface.
        theta: where they begin, (2,).
        gradient: the run's, (2,); None where it is zero.
        sweep: rates for the first step; None where the gradient is zero.
        rate: of the run.
    """

    def __init__(
        self,
        scene: AnyScene,
        view: SurfaceView,
        theta: Array,
        gradient: Array | None,
        sweep: Sweep | None,
        rate: float,
    ) -> None:
        self.scene, self.view, self.theta = scene, view, theta
        self.gradient, self.sweep, self.rate = gradient, sweep, rate
        self.swept = Animated(0.0)
        """How much of the sweep is over."""
        theme, surface = scene.theme, view.surface
        patch = TangentPatch(surface, view.surface.gradient, theta, PATCH, theme)
        self.patch = scene.add_part(patch, with_view(surface), layer=Layer.GROUND)
        """The ground underfoot, as flat as it is seen from there."""
        self.uphill = self._add_way("uphill", 1.0, theme.gradient)
        self.downhill = self._add_way("downhill", -1.0, theme.batch)
        self.whole = self._add_whole()
        self.step = SurfaceArrow(surface, view.loss, theme.rate, theme, STEP)
        arrow = scene.add_part(self.step, self._sweep_step, layer=Layer.GROUND)
        self.steps: tuple[tuple[Part, ...], tuple[Part, ...]] = (
            (arrow, *self._add_step_name()),
            (self._add_rate(), self._add_note()),
        )
        """The step and its name; the learning rate that makes it, and how long it is drawn."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return self.patch, *self.uphill, *self.downhill, *self.whole, *self.steps[0], *self.steps[1]

    @property
    def underfoot(self) -> Array:
        """Places (n, 3), parameters and costs, that are in the picture while ways are shown."""
        around = self.theta + STUB * self.view.domain.radius * SIDES
        on_ground = np.column_stack([around, self.view.loss(around)])
        return np.concatenate([on_ground, self.way(1.0), self.way(-1.0)])

    @property
    def known(self) -> Array:
        """The same while there is only the ground underfoot, and the way down."""
        slope = np.zeros(2) if self.gradient is None else self.gradient
        way = self.way(-1.0)
        way[1] = way[0] + KNOWN * (way[1] - way[0])
        return np.concatenate([way, way[0] + PATCH * tangent(self.view.surface, slope, SIDES)])

    @property
    def reached(self) -> Array:
        """The same while steps are."""
        if self.sweep is None:
            return self.underfoot
        ways = [self.sweep.longest]
        if self.sweep.whole is not None:
            ways.append(self.sweep.times * self.sweep.whole)
        tips = self.theta + np.array(ways)
        return np.concatenate([self.underfoot, np.column_stack([tips, self.view.loss(tips)])])

    def way(self, sign: float) -> Array:
        """From the start up (1) or down (-1) the slope: both ends, parameters and loss, (2, 3)."""
        start = np.append(self.theta, float(self.view.loss(self.theta)))
        if self.gradient is None:
            return np.stack([start, start])
        unit = sign * self.gradient / np.hypot(*self.gradient)
        return np.stack(
            [start, start + STUB * tangent(self.view.surface, self.gradient, unit[None])[0]]
        )

    # Which way

    def _add_way(self, kind: str, sign: float, colour: str) -> tuple[Part, Part]:
        """An arrow that lies on the ground underfoot, and its name at the tip."""
        surface, ends = self.view.surface, self.way(sign)
        arrow = SurfaceArrow(surface, self.view.loss, colour, self.scene.theme, BOLD)
        arrow.show(self.theta, ends[1, :2] - self.theta)
        ends[:, 2] = self.view.loss(ends[:, :2])
        part = self.scene.add_part(arrow, with_view(surface), layer=Layer.GROUND)
        key = f"arrows.{kind}"
        if self.gradient is None:
            key = "arrows.no_gradient" if sign > 0 else ""
        told = self.scene.say(key) if key else ""
        if self.gradient is not None:
            vector = "$nabla J$" if sign > 0 else "−$nabla J$"
            told = self.scene.say("arrows.along", way=told, vector=vector)
        if sign < 0:
            return part, self._add_name(told, colour, lambda _: ends, LEVEL)
        return part, self._add_name(told, colour, lambda _: ends, HIGH, behind=self._falls)

    def _falls(self) -> bool:
        """Whether the way down is seen to go down: then there is room above it."""
        start, tip = self._tips(self.way(-1.0))
        return bool(tip[1] < start[1])

    def _tips(self, ends: Array) -> tuple[Array, Array]:
        """Where an arrow between parameters and costs (2, 3) begins and ends in the frame."""
        start, tip = self.view.at(ends[:, :2], ends[:, 2])
        return start, tip

    def _add_name(
        self,
        code: str,
        colour: str,
        ends_at: Callable[[int], Array],
        up: float,
        *,
        behind: Callable[[], bool] = lambda: False,
    ) -> Part:
        """A name beside an arrow between ends (2, 3) at a frame, at a share of its height.

        It is on the side to which the arrow points, or ``behind`` it.
        """
        theme = self.scene.theme
        label = formula(code, SIZES.formula, colour).cased(theme.casing)
        plate = plate_beneath(float(label.width), label.size, theme)

        def place(frame: int) -> Hashable:
            ends = ends_at(frame)
            start, tip = self._tips(ends)
            way = (tip - start) / max(float(np.hypot(*(tip - start))), 1e-9)
            clear = np.array([BEYOND if way.any() else 2 * STROKES.ball, 0.0])
            rise = up * (tip[1] - start[1]) + _aside(start, tip) * LOWER * up * label.size
            level = np.array([tip[0], start[1] + rise])
            rightward = bool(way[0] >= 0) != behind()
            level = level + (clear if rightward else -clear)
            if not self._holds(label, float(level[0]), rightward=rightward):
                level = level + np.array([0.0, _aside(start, tip) * FARTHER * label.size])
            self._put(label, level, rightward=rightward)
            lie_beneath(plate, label)
            return ends.tobytes(), self.view.surface.view

        shown = Group(plate, label) if code else label
        return self.scene.add_part(shown, place, layer=Layer.NAMES)

    def _holds(self, label: Label, x: float, *, rightward: bool) -> bool:
        """Whether the picture has room for words right or left of a place."""
        room, width = self.view.room, float(label.width)
        return x + width <= room.right if rightward else x - width >= room.left

    def _put(self, label: Label, place: Array, *, rightward: bool) -> None:
        """Put words right or left of a place, within the picture."""
        room, width = self.view.room, float(label.width)
        x, y = place.tolist()
        baseline = min(max(y - 0.3 * label.size, room.bottom), room.top - label.size)
        if rightward:
            label.put(min(x, room.right - width), baseline)
        else:
            label.put(max(x, room.left + width), baseline, "right")

    # How far

    def _add_whole(self) -> tuple[Part, ...]:
        """The gradient the other way, as long as it is, where there is room for it."""
        if self.sweep is None or self.sweep.whole is None:
            return ()
        theme, view = self.scene.theme, self.view
        arrow = SurfaceArrow(view.surface, view.loss, theme.batch, theme)
        arrow.show(self.theta, self.sweep.times * self.sweep.whole)
        ends = self._ends(self.sweep.times * self.sweep.whole)
        part = self.scene.add_part(arrow, with_view(view.surface), layer=Layer.GROUND)
        return part, self._add_name(self._along("−$nabla J$"), theme.batch, lambda _: ends, ALONG)

    def _ends(self, step: Array) -> Array:
        """Parameters and cost where a step begins and where it leads to, (2, 3)."""
        both = np.stack([self.theta, self.theta + step])
        return np.column_stack([both, self.view.loss(both)])

    def _add_step_name(self) -> tuple[Part, ...]:
        """What the step is, at its tip, where the whole gradient is there for it to be a part of.

        Across from the gradient's name.
        """
        if self.sweep is None or self.sweep.whole is None:
            return ()
        sweep = self.sweep

        def ends(frame: int) -> Array:
            return self._ends(sweep.drawn(self._which(frame)))

        code, colour = self._along("−$alpha nabla J$"), self.scene.theme.rate
        return (self._add_name(code, colour, ends, LEVEL, behind=lambda: True),)

    def _along(self, vector: str) -> str:
        """What an arrow on the ground is, which lies above that vector of parameters.

        In a tall picture there is no room for more than that.
        """
        tall = self.scene.layout.beside
        return vector if tall else self.scene.say("arrows.lies", vector=vector)

    def _which(self, frame: int) -> int:
        """The rate that the sweep has come to."""
        return round(self.swept.at(frame) * (len(self.sweep.rates) - 1)) if self.sweep else 0

    def _sweep_step(self, frame: int) -> Hashable:
        which = self._which(frame)
        self.step.show(self.theta, self.sweep.drawn(which) if self.sweep else np.zeros(2))
        return which, self.view.surface.view

    def _add_note(self) -> Part:
        """How long the step is drawn, where that is not as long as it is."""
        times, stage = self.sweep.times if self.sweep is not None else 1.0, self.view.room
        text = "" if times == 1.0 else length_words(self.scene.say, times)
        label = words(text, SIZES.label, self.scene.theme.quiet)
        return self.scene.add_part(label.put(stage.left, stage.bottom))

    def _add_rate(self) -> Part:
        """The learning rate that the sweep has come to, on the side where ground falls."""
        scene, theme, numerals = self.scene, self.scene.theme, self.scene.say.numerals
        rates = self.sweep.rates if self.sweep is not None else np.array([self.rate])
        exact, decimals = numerals.significant(self.rate), 1 - int(np.floor(np.log10(self.rate)))

        def text(which: int) -> str:
            shown = numerals.placed(float(rates[which]), max(decimals, 0))
            return exact if which == len(rates) - 1 else shown

        head = brief(scene.say("arrows.rate"), narrow=scene.layout.narrow)
        widest = max((text(k) for k in range(len(rates))), key=len)
        label = formula(head, SIZES.caption, theme.rate)
        number = Digits(SIZES.caption, theme.rate)
        between = SIZES.caption / 4
        width = float(label.width) + between + width_of(widest, SIZES.caption)
        plate, room = plate_beneath(width, SIZES.caption, theme), self.view.room
        longest = self.sweep.longest if self.sweep is not None else np.zeros(2)

        def show(frame: int) -> Hashable:
            start = self.view.on_surface(self.theta)
            tip = self.view.on_surface(self.theta + longest)
            x, y = start.tolist()
            left = x - BESIDE - width if tip[0] <= x else x + BESIDE
            left = min(max(left, room.left), room.right - width)
            baseline = y - (_aside(start, tip) * ABOVE + MIDDLE) * SIZES.caption
            label.put(left, baseline)
            number.show(text(self._which(frame)), left + float(label.width) + between, baseline)
            plate.move_to((left + width / 2, baseline + 0.28 * SIZES.caption, 0.0))
            return self._which(frame), self.view.surface.view

        return scene.add_part(Group(plate, label, number), show, layer=Layer.NAMES)


def _aside(start: Array, tip: Array) -> float:
    """Which way words at a tip give way to those at the start: down (-1) where it is lower."""
    return -1.0 if tip[1] <= start[1] else 1.0


def length_words(say: Wording, factor: float) -> str:
    """How much longer or shorter an arrow is drawn than it is.

    >>> length_words(wording("en"), 0.004)
    'this arrow drawn 250 times shorter'
    """
    shown = say.numerals.significant(float(f"{max(factor, 1 / factor):.1e}"), 2)
    if shown == "1":
        return say("arrows.to_scale")
    return say("arrows.longer" if factor > 1 else "arrows.shorter", times=shown)


def lie_beneath(plate: RoundedRectangle, label: Label) -> None:
    """Move a plate to where its words stand now."""
    middle = float(label.get_left()[0] + label.get_right()[0]) / 2
    plate.move_to((middle, label.baseline + MIDDLE * label.size, 0.0))


def plate_beneath(width: float, size: float, theme: Theme) -> RoundedRectangle:
    """A plate for words of this width and size that lie on busy ground."""
    height = PLATE_HEIGHT * size
    return RoundedRectangle(
        corner_radius=height / 4, width=width + PLATE_ROOM * size, height=height, stroke_width=0,
        fill_color=theme.background, fill_opacity=PLATE,
    )  # fmt: skip
