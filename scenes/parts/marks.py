"""Marks on a surface whose names keep clear of paths and of one another, from several sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from scenes.components.text.label import Label
from scenes.layout import Slot
from scenes.parts.landmark import BELOW, Look, Placement, add_mark, add_name, calmest, through
from scenes.parts.runner import Runner
from scenes.parts.surface_view import WHOLE, Near, SurfaceView
from scenes.stage.scene import AnyScene, Part

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
        closer: what else an eye is near to, and how near, and the slot then.
        closer_eye: the one that is; the first of the eyes if it is None.
        edge: parameters (n, 2) along what else names keep clear of, as of the rim.
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
        *,
        closer_eye: tuple[float, float] | None = None,
        edge: Array | None = None,
    ) -> None:
        self.scene, self.view, self.taken, self.foot = scene, view, taken, foot
        self._looks = [(eye, WHOLE, view.surface.slot) for eye in eyes]
        self._looks += [(closer_eye or eyes[0], near, slot) for near, slot in closer]
        self._runners = runners
        edge = np.zeros((0, 2)) if edge is None else edge
        self._edge = edge, view.loss(edge)
        self._names: list[Part] = []
        """Those so far."""

    def add(
        self, theta: Array, name: tuple[str, str], *, ring: bool, among: slice = slice(None)
    ) -> tuple[Part, Part]:
        """A ring for a start or a cross for a minimum, and its name: words and their colour.

        ``among`` are those of the sides, and then of what is closer, from which that is seen.
        """
        placement = self._placement(theta, self._runners, among, Placement() if ring else BELOW)
        loss = float(self.view.loss(theta))
        mark = add_mark(
            self.scene, self.view.surface, theta, loss, name,
            ring=ring, placement=placement, foot=self.foot,
        )  # fmt: skip
        self._names.append(mark[1])
        return mark

    def add_other_name(
        self,
        theta: Array,
        mark: tuple[Part, Part],
        name: tuple[str, str],
        among: slice,
        runners: Sequence[Runner],
    ) -> Part:
        """The name of a cross while it is seen from elsewhere, clear of those that walk then."""
        self._names = [name for name in self._names if name is not mark[1]]
        placement = self._placement(theta, runners, among, BELOW)
        surface, cross = self.view.surface, mark[0].mobject
        other = add_name(self.scene, surface, cross, name, placement=placement, foot=self.foot)
        self._names.append(mark[1])
        return other

    def _placement(
        self, theta: Array, runners: Sequence[Runner], among: slice, first: Placement
    ) -> Callable[[Label], Placement]:
        """Where a name is to stand: the same from everywhere, so that it does not jump."""
        surface, loss = self.view.surface, self.view.loss(theta)
        lines = [runner.line for runner in runners]
        paths = np.concatenate([*(line.theta for line in lines), self._edge[0]])
        losses = np.concatenate([*(line.loss for line in lines), self._edge[1]])

        def placement(label: Label) -> Placement:
            seen = []
            for eye, near, slot in self._looks[among]:
                self.view.look(*eye, near)
                surface.slot, point = slot, self.view.at(theta, loss)
                if near != WHOLE and not slot.holds(point[None]).all():
                    continue
                said = np.concatenate([self.taken, *map(_under, self._names)])
                moving = self.view.at(paths, losses)
                seen.append(Look(point, moving, slot.inset(bottom=self.foot), said))
            eye, _, surface.slot = self._looks[0]
            self.view.look(*eye)
            return calmest(label, seen, first)

        return placement


def _under(name: Part) -> Array:
    assert name.update is not None
    name.update(0)
    return through(name.mobject)
