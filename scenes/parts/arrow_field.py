"""The gradient where a walk begins, the way downhill, and the first step, as arrows with names."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

import numpy as np
from manim import Group, RoundedRectangle
from numpy.typing import NDArray

from scenes.components.path.arrow import SurfaceArrow
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label, formula, words
from scenes.painting.extent import Extent
from scenes.parts.landmark import with_view
from scenes.parts.naming import RIGHT, RIGHT_BELOW, Name, Naming, Side, brief, covered
from scenes.parts.surface_view import SurfaceView
from scenes.plans.common import Arrow
from scenes.plans.landscape import Sweep
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES, Theme
from scenes.wording import Wording

Array = NDArray[np.float64]

BALL = 12
"""How many discs of other ink the ball counts as, which no name may hide."""
CLEAR = 1.8 * STROKES.ball
"""Room between a place and its name."""
PLATE, PLATE_ROOM, PLATE_HEIGHT = 0.78, 0.7, 1.5
"""Opacity of a plate beneath words; its width beyond theirs, and its height, in em."""


class ArrowField:
    """Arrows on a surface from one place, with names, and a note of how long the step is drawn.

    The step's is that of the rate which ``swept`` has come to, as a share of the sweep; its name
    tells the rate.

    Args:
        scene: that they belong to.
        view: of the surface.
        theta: where they begin, (2,).
        gradient: the run's; None where it is zero.
        sweep: rates for the first step; None where the gradient is zero.
        rate: of the run.
    """

    def __init__(
        self,
        scene: AnyScene,
        view: SurfaceView,
        theta: Array,
        gradient: Arrow | None,
        sweep: Sweep | None,
        rate: float,
    ) -> None:
        self.scene, self.view, self.theta = scene, view, theta
        self.gradient, self.sweep, self.rate = gradient, sweep, rate
        self.swept = Animated(0.0)
        """How much of the sweep is over."""
        theme, drawn = scene.theme, gradient.drawn if gradient is not None else np.zeros(2)
        self.arrows = {
            "uphill": self._arrow(drawn, theme.gradient),
            "downhill": self._arrow(-drawn, theme.text),
        }
        self.step = SurfaceArrow(view.surface, view.loss, theme.rate, theme)
        self.arrows["step"] = scene.add_part(self.step, self._sweep_step)
        self.note = self._note()
        """How long the step is drawn, where that is not as long as it is."""
        self._naming = {kind: Naming(view.room) for kind in ("slope", "step")}
        self.names = {
            "uphill": self._add_name("slope", "uphill", RIGHT),
            "downhill": self._add_name("slope", "downhill", RIGHT),
            "step": self._add_rate(),
        }

    @property
    def parts(self) -> tuple[Part, ...]:
        """All arrows, names and the note."""
        return *self.arrows.values(), *self.names.values(), self.note

    @property
    def places(self) -> Array:
        """Parameters (n, 2) along all arrows, the longest step's too."""
        ends = [self.arrows[kind].mobject.vector for kind in ("uphill", "downhill")]
        if self.sweep is not None:
            ends.append(self.sweep.longest)
        return np.concatenate([self.theta + np.outer([0.0, 0.5, 1.0], end) for end in ends])

    def settle(self, kind: str, frames: Sequence[int]) -> None:
        """Choose where the names of the "slope" or the "step" stand at some frames."""
        naming = self._naming[kind]
        naming.taken = [covered(self.note.mobject)]
        looks = [partial(self._look_at, frame) for frame in frames]
        naming.settle(looks, self._in_sight)

    def _look_at(self, frame: int) -> None:
        self.view.look_at(frame)
        self._sweep_step(frame)

    def _arrow(self, vector: Array, colour: str) -> Part:
        drawn = SurfaceArrow(self.view.surface, self.view.loss, colour, self.scene.theme)
        drawn.show(self.theta, vector)
        return self.scene.add_part(drawn, with_view(self.view.surface))

    def _which(self, frame: int) -> int:
        """The rate that the sweep has come to."""
        return round(self.swept.at(frame) * (len(self.sweep.rates) - 1)) if self.sweep else 0

    def _sweep_step(self, frame: int) -> Hashable:
        which = self._which(frame)
        self.step.show(self.theta, self.sweep.drawn(which) if self.sweep else np.zeros(2))
        return which, self.view.surface.view

    def _note(self) -> Part:
        times, stage = self.sweep.times if self.sweep is not None else 1.0, self.view.room
        text = "" if times == 1.0 else length_words(self.scene.say, times)
        label = words(text, SIZES.label, self.scene.theme.quiet)
        return self.scene.add_part(label.put(stage.left, stage.bottom))

    def _add_name(self, naming: str, kind: str, first: Side) -> Part:
        theme, arrow = self.scene.theme, self.arrows[kind].mobject
        colour = {"uphill": theme.gradient, "downhill": theme.text}[kind]
        there_is_none = {"uphill": "arrows.no_gradient", "downhill": ""}
        key = f"arrows.{kind}" if self.gradient is not None else there_is_none[kind]
        label = formula(self.scene.say(key) if key else "", SIZES.caption, colour)
        clear = CLEAR if self.gradient is None else SIZES.label
        point, among = partial(getattr, arrow, "tip"), self._naming[naming]
        return add_name(self.scene, self.view, among, label, point, clear, first, plated=True)

    def _add_rate(self) -> Part:
        """The name of the learning rate, and the one that the sweep has come to."""
        scene, theme, numerals = self.scene, self.scene.theme, self.scene.say.numerals
        rates = self.sweep.rates if self.sweep is not None else np.array([self.rate])
        exact, decimals = numerals.significant(self.rate), 1 - int(np.floor(np.log10(self.rate)))

        def text(which: int) -> str:
            shown = numerals.placed(float(rates[which]), max(decimals, 0))
            return max(exact, shown, key=len) if which == len(rates) - 1 else shown

        head = brief(scene.say("arrows.rate"), narrow=scene.layout.narrow)
        widest = max((text(k) for k in range(len(rates))), key=len)
        whole = formula(f"{head} {widest}", SIZES.caption, theme.rate)
        label = formula(head, SIZES.caption, theme.rate)
        number = Digits(SIZES.caption, theme.rate)
        place, plate = partial(self.view.on_surface, self.theta), plate_beneath(whole, theme)
        name = self._naming["step"].add(Name(whole, place, 2 * CLEAR, RIGHT_BELOW))

        def show(frame: int) -> Hashable:
            name.put()
            label.put(float(whole.get_left()[0]), whole.baseline)
            number.show(
                text(self._which(frame)),
                float(label.get_right()[0]) + SIZES.caption / 4,
                whole.baseline,
            )
            lay_beneath(plate, whole)
            return self._which(frame), self.view.surface.view

        return scene.add_part(Group(plate, label, number), show)

    def _in_sight(self) -> Array:
        arrows = [part.mobject for part in self.arrows.values()]
        shafts = [discs(arrow.shaft, STROKES.arrow_tip / 2) for arrow in arrows]
        ball = self.view.on_surface(np.tile(self.theta, (BALL, 1)))
        return np.concatenate([*shafts, discs(ball, 1.5 * STROKES.ball)])


def length_words(say: Wording, factor: float) -> str:
    """How much longer or shorter an arrow is drawn than it is.

    >>> length_words(wording("en"), 0.004)
    'this arrow drawn 250 times shorter'
    """
    shown = say.numerals.significant(float(f"{max(factor, 1 / factor):.1e}"), 2)
    if shown == "1":
        return say("arrows.to_scale")
    return say("arrows.longer" if factor > 1 else "arrows.shorter", times=shown)


def add_name(
    scene: AnyScene,
    view: SurfaceView,
    naming: Naming,
    label: Label,
    point: Callable[[], Array],
    clear: float,
    first: Side,
    *,
    may_go: bool = False,
    plated: bool = False,
) -> Part:
    """Words on the ground, beside a point that moves with the eye; ``plated`` where it is busy."""
    name = naming.add(Name(label, point, clear, first, may_go))
    if not plated:
        label.cased(scene.theme.casing)
        return scene.add_part(label, with_view(view.surface, name.put))
    plate = plate_beneath(label, scene.theme)

    def place() -> None:
        name.put()
        lay_beneath(plate, label)

    return scene.add_part(Group(plate, label), with_view(view.surface, place))


def plate_beneath(label: Label, theme: Theme) -> RoundedRectangle:
    """A plate for words that lie on busy ground."""
    width, height = float(label.width) + PLATE_ROOM * label.size, PLATE_HEIGHT * label.size
    shown = bool(label.runs)
    return RoundedRectangle(
        corner_radius=height / 4, width=width, height=height, stroke_width=0,
        fill_color=theme.background, fill_opacity=PLATE if shown else 0.0,
    )  # fmt: skip


def lay_beneath(plate: RoundedRectangle, label: Label) -> None:
    """Move a plate to where its words are."""
    left = float(label.get_left()[0]) - PLATE_ROOM * label.size / 2
    middle = left + float(plate.width) / 2
    plate.move_to((middle, label.baseline + 0.28 * label.size, 0.0))


def corners(view: SurfaceView, notes: Sequence[Part]) -> list[Extent]:
    """Where other words stand: those of the surface's directions, and notes below."""
    low, high = np.array(view.corner()).reshape(2, 2)
    return [(*low.tolist(), *high.tolist()), *(covered(part.mobject) for part in notes)]


def discs(points: Array, radius: float) -> Array:
    """(n, 3): points (n, 2) as discs that must stay in sight."""
    return np.column_stack([points, np.full(len(points), radius)])
