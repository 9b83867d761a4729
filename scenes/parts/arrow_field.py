"""The gradient where a walk begins, the way downhill, and the first step, as arrows with names."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.arrow import SurfaceArrow
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label, formula, words
from scenes.painting.extent import Extent
from scenes.parts.landmark import with_view
from scenes.parts.naming import RIGHT, RIGHT_BELOW, Name, Naming, Side, covered
from scenes.parts.surface_view import SurfaceView
from scenes.plans.common import Arrow
from scenes.plans.landscape import Sweep
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES
from scenes.wording import Wording

Array = NDArray[np.float64]

BALL = 12
"""How many discs of other ink the ball counts as, which no name may hide."""
CLEAR = 1.8 * STROKES.ball
"""Room between a place and its name."""


class ArrowField:
    """Arrows on a surface from one place, each with a name, and notes of how long they are drawn.

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
        times = gradient.times if gradient is not None else None
        self.notes = (
            self._note("both", times), self._note("this", sweep.times if sweep else None),
        )  # fmt: skip
        """How long gradient and way downhill are drawn, and how long the step."""
        self._naming = {kind: Naming(view.room) for kind in ("slope", "step")}
        self.names = {
            "uphill": self._add_name("slope", "uphill", RIGHT),
            "downhill": self._add_name("slope", "downhill", RIGHT),
            "step": self._add_rate(),
        }

    @property
    def parts(self) -> tuple[Part, ...]:
        """All arrows, names and notes."""
        return *self.arrows.values(), *self.names.values(), *self.notes

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
        naming.taken = [covered(part.mobject) for part in self.notes]
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

    def _note(self, what: str, times: float | None) -> Part:
        text = length_words(self.scene.say, what, times) if times not in (None, 1.0) else ""
        stage = self.view.room
        label = words(text, SIZES.label, self.scene.theme.quiet)
        return self.scene.add_part(label.put(stage.left, stage.bottom))

    def _add_name(self, naming: str, kind: str, first: Side) -> Part:
        theme, arrow = self.scene.theme, self.arrows[kind].mobject
        colour = {"uphill": theme.gradient, "downhill": theme.text}[kind]
        there_is_none = {"uphill": "arrows.no_gradient", "downhill": ""}
        key = f"arrows.{kind}" if self.gradient is not None else there_is_none[kind]
        label = formula(self.scene.say(key) if key else "", SIZES.caption, colour)
        clear = CLEAR if self.gradient is None else SIZES.label / 2
        point = partial(getattr, arrow, "tip")
        return add_name(self.scene, self.view, self._naming[naming], label, point, clear, first)

    def _add_rate(self) -> Part:
        """The name of the learning rate, and the one that the sweep has come to."""
        scene, theme, numerals = self.scene, self.scene.theme, self.scene.say.numerals
        rates = self.sweep.rates if self.sweep is not None else np.array([self.rate])
        exact, decimals = numerals.significant(self.rate), 1 - int(np.floor(np.log10(self.rate)))

        def text(which: int) -> str:
            shown = numerals.placed(float(rates[which]), max(decimals, 0))
            return max(exact, shown, key=len) if which == len(rates) - 1 else shown

        head = scene.say("arrows.rate")
        widest = max((text(k) for k in range(len(rates))), key=len)
        whole = formula(f"{head} {widest}", SIZES.caption, theme.rate)
        label = formula(head, SIZES.caption, theme.rate).cased(theme.casing)
        number = Digits(SIZES.caption, theme.rate)
        place = partial(self.view.on_surface, self.theta)
        name = self._naming["step"].add(Name(whole, place, 2 * CLEAR, RIGHT_BELOW))

        def show(frame: int) -> Hashable:
            name.put()
            label.put(float(whole.get_left()[0]), whole.baseline)
            number.show(
                text(self._which(frame)),
                float(label.get_right()[0]) + SIZES.caption / 4,
                whole.baseline,
            )
            return self._which(frame), self.view.surface.view

        return scene.add_part(Group(label, number), show)

    def _in_sight(self) -> Array:
        arrows = [part.mobject for part in self.arrows.values()]
        shafts = [discs(arrow.shaft, STROKES.arrow_tip / 2) for arrow in arrows]
        ball = self.view.on_surface(np.tile(self.theta, (BALL, 1)))
        return np.concatenate([*shafts, discs(ball, 1.5 * STROKES.ball)])


def length_words(say: Wording, what: str, factor: float) -> str:
    """How much longer or shorter "both" arrows, or "this" one, are drawn than they are.

    >>> length_words(wording("en"), "this", 0.004)
    'this arrow drawn 250 times shorter'
    """
    shown = say.numerals.significant(float(f"{max(factor, 1 / factor):.1e}"), 2)
    if shown == "1":
        return say(f"arrows.{what}_to_scale")
    return say(f"arrows.{what}_longer" if factor > 1 else f"arrows.{what}_shorter", times=shown)


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
) -> Part:
    """Words on the ground, beside a point that moves with the eye."""
    name = naming.add(Name(label.cased(scene.theme.casing), point, clear, first, may_go))
    return scene.add_part(label, with_view(view.surface, name.put))


def corners(view: SurfaceView, notes: Sequence[Part]) -> list[Extent]:
    """Where other words stand: those of the surface's directions, and notes below."""
    low, high = np.array(view.corner()).reshape(2, 2)
    return [(*low.tolist(), *high.tolist()), *(covered(part.mobject) for part in notes)]


def discs(points: Array, radius: float) -> Array:
    """(n, 3): points (n, 2) as discs that must stay in sight."""
    return np.column_stack([points, np.full(len(points), radius)])
