"""Marks on a surface whose names keep clear of paths and of one another, from several sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from scenes.components.text.label import Label
from scenes.parts.landmark import BELOW, Placement, add_mark, calmest
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
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
    """

    def __init__(
        self,
        scene: AnyScene,
        view: SurfaceView,
        eyes: Sequence[tuple[float, float]],
        runners: Sequence[Runner],
        taken: Array,
        foot: float = 0.0,
    ) -> None:
        self.scene, self.view, self.eyes, self.taken = scene, view, eyes, taken
        self.foot = foot
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
            for eye in self.eyes:
                self.view.look(*eye)
                there = [self.view.at(self._paths, self._losses), self.taken]
                there += [name() for name in self._names]
                seen.append((self.view.at(theta, loss), np.concatenate(there)))
            return calmest(label, seen, self.view.surface.slot, Placement() if ring else BELOW)

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
