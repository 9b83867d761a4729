"""What each sample asks for at a place, as arrows, and their average, a thick one."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from gdcore.typing import Array, Indices
from scenes.components.path.arrow import SurfaceArrow
from scenes.components.path.arrow_fan import ArrowFan
from scenes.components.plot.misses import one_by_one
from scenes.parts.landmark import with_view
from scenes.parts.surface_view import CLOSE_ROOM, SurfaceView
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue

NEAR = 17.0
"""How many times as large all is when the eye is near, at most."""
APART = 0.3
"""From the sides of the picture to arrows laid head to tail, at least."""
BOLD, LESS, ONE = 3.4, 2.4, 0.9
"""How many times as thick as arrows are otherwise the average is, the same in a frame that is not
wide, and one that was asked alone."""


def with_middle(ends: Array) -> Array:
    """Places (n, 2) and what is amid them, (n + 1, 2)."""
    return np.append(ends, [(ends.min(axis=0) + ends.max(axis=0)) / 2], axis=0)


class PullFan:
    """Arrows on the level of a place, each as long as the step after one sample would be.

    Args:
        scene: the scene they belong to; its plan is that of `pulls`.
        view: of the surface.
        theta: where they begin, (2,).
    """

    def __init__(self, scene: AnyScene, view: SurfaceView, theta: Array) -> None:
        self.scene, self.view, self.theta = scene, view, theta
        plan, theme = scene.plan, scene.theme
        self._level = view.loss(theta)
        pulls = plan.pulls(theta)
        late = one_by_one(plan.data.x)
        shown = view.surface.slot
        self.fan, self._closing = (
            ArrowFan(self._at, shown, theta, pulls, late, theme.stochastic, theme) for _ in range(2)
        )
        self.grown, self.closed, self.laid = Animated(), Animated(), Animated()
        """How far the arrows have grown, closed to their average, and been laid head to tail."""
        self.arrows = scene.add_part(self.fan, self._show, layer=Layer.GROUND)
        self.closing = scene.add_part(self._closing, self._close, layer=Layer.GROUND)
        """The same arrows, of which these alone close."""
        self._asked = [pulls[sample] for sample in plan.asked_first]
        self.ones = [self._add_arrow(pull, theme.stochastic, ONE) for pull in self._asked]
        """Those of the samples that are asked first."""
        self._mean = pulls.mean(axis=0)
        self.average = self._add_arrow(
            self._mean, theme.batch, LESS if scene.layout.narrow else BOLD
        )

    def _add_arrow(self, vector: Array, colour: str, thick: float) -> Part:
        """One from the place that stands out from the others."""
        arrow = SurfaceArrow(self.view.surface, self._flat, colour, self.scene.theme, thick)
        arrow.show(self.theta, vector)
        return self.scene.add_part(arrow, with_view(self.view.surface), layer=Layer.GROUND)

    def lay(self, order: Indices, times: float) -> None:
        """Say how they are laid head to tail, and how many times as long as they are then."""
        self.fan.order, self.fan.times = order, times

    def go_near(self, cue: Cue, at: float, until: float, *, laid: float = 0.0) -> None:
        """Have the eye as near as shows all arrows, from one place or laid head to tail."""
        apart = APART if laid else CLOSE_ROOM
        self.view.go_in(cue, *self._near(self._all(laid), apart), at=at, until=until)

    @property
    def smaller(self) -> float:
        """How many times smaller arrows are seen head to tail than from one place, from near."""
        one, laid = (
            self._near(self._all(float(laid)), apart)[1]
            for laid, apart in enumerate((CLOSE_ROOM, APART))
        )
        return one / (laid * self.fan.times)

    def _all(self, laid: float) -> Array:
        """Where all arrows begin and end, (2 n, 2), from one place or laid head to tail."""
        self.fan.show(1.0, 0.0, laid)
        return self.fan.arrows.reshape(-1, 2)

    def go_to_ones(self, cue: Cue, at: float, until: float) -> None:
        """Have it as near as shows the average and those that were asked alone."""
        ends = self.theta + np.stack([np.zeros(2), self._mean, *self._asked])
        self.view.go_in(cue, *self._near(ends, CLOSE_ROOM), at=at, until=until)

    def _near(self, ends: Array, apart: float) -> tuple[Array, float]:
        """What to be near to, and how near, so that ends of arrows are so far from the sides.

        It is one of them, or what is amid them.
        """
        eye = self.view.azimuth.last, self.view.elevation.last
        return self.view.close_up(with_middle(ends), NEAR, eye, apart=apart)

    def _flat(self, theta: Array) -> Array:
        """The cost at the place, for all parameters: arrows are as they are on the floor."""
        return np.broadcast_to(self._level, np.shape(theta)[:-1])

    def _at(self, theta: Array) -> Array:
        return self.view.at(theta, self._flat(theta))

    def _show(self, frame: int) -> Hashable:
        state = self.grown.at(frame), 0.0, self.laid.at(frame)
        self.fan.show(*state)
        return state, self.view.surface.view

    def _close(self, frame: int) -> Hashable:
        closed = self.closed.at(frame)
        self._closing.show(1.0, closed, 0.0)
        return closed, self.view.surface.view
