"""Marks on a surface whose names keep clear of paths and of one another, from several sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from scenes.components.text.label import Label
from scenes.layout import Slot
from scenes.parts.landmark import BELOW, Look, Placement, add_mark, calmest
from scenes.parts.runner import Runner
from scenes.parts.surface_view import WHOLE, Near, SurfaceView
from scenes.stage.scene import AnyScene, Part
from scenes.theme import STROKES

Array = NDArray[np.float64]


class Marks:
    """Named places on a surface that is looked at from some sides.

    Args:
        scene: the scene they belong to.
        view: of the surface.
        eyes: azimuths and elevations from which it is seen.
        runners: whose paths names keep clear of.
        taken: places (n, 2) in the frame at which other words stand.
        foot: height of the foot of the surface's slot in which no name stands.
        closer: what else the first of the eyes is near to, and how near, and the slot then.
    """

    def __init__(
        self,
        scene: AnyScene,
        view: SurfaceView,
        eyes: Sequence[tuple[float, float]],
        runners: Sequence[Runner],
        taken: Array,
        foot: float = 0.0,
        closer: Sequence[tuple[Near, Slot]] = (),
    ) -> None:
        self.scene, self.view, self.taken, self.foot = scene, view, taken, foot
        self._looks = [(eye, WHOLE, view.surface.slot) for eye in eyes]
        self._looks += [(eyes[0], near, slot) for near, slot in closer]
        self._paths = np.concatenate([runner.line.theta for runner in runners])
        self._losses = np.concatenate([runner.line.loss for runner in runners])
        self._names: list[Callable[[], Array]] = []
        """Places under the names so far, as the surface is looked at now."""

    def add(self, theta: Array, name: tuple[str, str], *, ring: bool) -> tuple[Part, Part]:
        """A ring for a start or a cross for a minimum, and its name: words and their colour."""
        loss = self.view.loss(theta)

        def placement(label: Label) -> Placement:
            """The same from everywhere, so that the name does not jump."""
            seen = []
            for eye, near, slot in self._looks:
                self.view.look(*eye, near)
                surface.slot, point = slot, self.view.at(theta, loss)
                if near != WHOLE and not slot.holds(point[None]).all():
                    continue
                said = np.concatenate([self.taken, *(name() for name in self._names)])
                moving = self.view.at(self._paths, self._losses)
                seen.append(Look(point, moving, slot.inset(bottom=self.foot), said))
            eye, _, surface.slot = self._looks[0]
            self.view.look(*eye)
            return calmest(label, seen, Placement() if ring else BELOW)

        surface = self.view.surface
        mark = add_mark(
            self.scene, surface, theta, float(loss), name,
            ring=ring, placement=placement, foot=self.foot,
        )  # fmt: skip
        self._names.append(lambda: _under(mark[1]))
        return mark


def _under(name: Part) -> Array:
    assert name.update is not None
    name.update(0)
    return through(name.mobject)


def through(label: Label) -> Array:
    """Places (n, 2) along the middle of some words."""
    across = np.arange(label.get_left()[0], label.get_right()[0], STROKES.ball)
    return np.stack([across, np.full(len(across), label.baseline + label.size / 3)], axis=-1)
