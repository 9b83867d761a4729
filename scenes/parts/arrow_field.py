"""The gradient where a walk begins, the way downhill, and the first step, as arrows with names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from scenes.components.path.arrow import SurfaceArrow
from scenes.components.text.label import Label, formula, words
from scenes.painting.extent import Extent
from scenes.parts.landmark import with_view
from scenes.parts.naming import RIGHT, Name, Naming, Side, covered
from scenes.parts.surface_view import SurfaceView
from scenes.plans.common import Arrow
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES
from scenes.wording import Wording

Array = NDArray[np.float64]

BALL = 12
"""How many discs of other ink the ball counts as, which no name may hide."""
CLEAR = 1.8 * STROKES.ball
"""Room between a place and its name."""


class ArrowField:
    """Arrows on a surface from one place, each with a name, and notes of how long they are drawn.

    Args:
        scene: that they belong to.
        view: of the surface.
        theta: where they begin, (2,).
        gradient: the run's; None where it is zero.
        step: the run's; None where the gradient is.
    """

    def __init__(
        self,
        scene: AnyScene,
        view: SurfaceView,
        theta: Array,
        gradient: Arrow | None,
        step: Arrow | None,
    ) -> None:
        self.scene, self.view, self.theta = scene, view, theta
        self.gradient, self.step = gradient, step
        theme = scene.theme
        self.arrows = {
            "uphill": self._arrow(gradient, theme.gradient),
            "downhill": self._arrow(gradient, theme.text, sign=-1.0),
            "step": self._arrow(step, theme.rate),
        }
        self.notes = (self._note("both", gradient), self._note("this", step))
        """How long gradient and way downhill are drawn, and how long the step, if otherwise."""
        self.names: dict[str, Part] = {}

    @property
    def parts(self) -> tuple[Part, ...]:
        """All arrows, names and notes."""
        return *self.arrows.values(), *self.names.values(), *self.notes

    @property
    def one_scale(self) -> bool:
        """Whether the step is drawn as many times as long as the gradient."""
        gradient, step = self.gradient, self.step
        return gradient is None or step is None or gradient.times == step.times

    def name(self, kinds: Sequence[str], moments: Sequence[Callable[[], object]]) -> None:
        """Name arrows at their tips, clear of these arrows and of the way downhill, all the while.

        One that there is not is named at the ball.
        """
        arrows: list[SurfaceArrow] = [self.arrows[kind].mobject for kind in (*kinds, "downhill")]
        moments[0]()  # as the directions are seen then
        naming = Naming(self.scene.layout.stage, corners(self.view, self.notes))
        clear = CLEAR if self.gradient is None else SIZES.label / 2
        for kind, arrow in zip(kinds, arrows, strict=False):
            tip = partial(getattr, arrow, "tip")
            label = self._label(kind)
            self.names[kind] = add_name(self.scene, self.view, naming, label, tip, clear, RIGHT)
        naming.settle(moments, partial(self._in_sight, arrows))

    def _arrow(self, arrow: Arrow | None, colour: str, sign: float = 1.0) -> Part:
        drawn = SurfaceArrow(self.view.surface, self.view.loss, colour, self.scene.theme)
        drawn.show(self.theta, sign * arrow.drawn if arrow is not None else np.zeros(2))
        return self.scene.add_part(drawn, with_view(self.view.surface))

    def _note(self, what: str, arrow: Arrow | None) -> Part:
        text = length_words(self.scene.say, what, arrow.times) if arrow is not None else ""
        stage = self.scene.layout.stage
        label = words(text, SIZES.small, self.scene.theme.quiet)
        return self.scene.add_part(label.put(stage.left, stage.bottom))

    def _label(self, kind: str) -> Label:
        theme = self.scene.theme
        colour = {"uphill": theme.gradient, "downhill": theme.text, "step": theme.rate}[kind]
        there_is_none = {"uphill": "arrows.no_gradient", "downhill": "", "step": "arrows.no_step"}
        key = f"arrows.{kind}" if self.gradient is not None else there_is_none[kind]
        return formula(self.scene.say(key) if key else "", SIZES.label, colour)

    def _in_sight(self, arrows: Sequence[SurfaceArrow]) -> Array:
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
