"""A bowl of data as lit ground, which is laid level and may be stretched across."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent
from gdcore.problems import LinearRegression
from scenes.components.path.mark import Mark
from scenes.components.surface.surface3d import Surface3D
from scenes.components.surface.view import MIDDLE, PERSPECTIVE, View
from scenes.layout import Slot
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SUN_ASIDE
from scenes.plans.ground import laid_domain
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated

Array = NDArray[np.float64]
Eye = tuple[float, float]

ASIDE: Eye = (-104.0, 44.0)
"""The eye: azimuth from the way to the right, and elevation, in degrees."""
UPRIGHT = np.array([-90.0, 90.0])
"""That from which it is a map, laid level."""
CONTOURS, LIT = 16, 0.6
"""Lines of one cost; and how high it is, in what it is, where its light is computed."""


class Lying(NamedTuple):
    """How a bowl lies."""

    laid: Array
    """(2, 2), how parameters less those of the lowest cost lie, to the right and upwards."""
    middle: Array
    """(2,), what of that is in the middle of the ground."""
    halves: Array
    """(2,), half of its length and of its width, in that."""
    height: float
    """Of its highest place, in the first of these."""


class LitBowl:
    """The ground with a wall below its rim, a mark of the lowest place, and a walk.

    Args:
        scene: the scene it belongs to.
        problem: whose cost it is.
        lying: how it lies.
        walk: the name of the track, its run and its colour.
        slots: what it fills by turns.
        eye: azimuth and elevation at first.
        as_map: whether it comes to be as large, seen from above, as a map in whose frame units it
            is laid, with its middle in the middle of that; else it is as large as fits.
    """

    def __init__(
        self,
        scene: AnyScene,
        problem: LinearRegression,
        lying: Lying,
        walk: tuple[str, Descent, str],
        slots: Sequence[Slot],
        eye: Eye = ASIDE,
        *,
        as_map: bool = False,
    ) -> None:
        low, back = problem.minimum(), np.linalg.inv(lying.laid)
        middle = low + back @ lying.middle
        domain = laid_domain(problem.loss, middle, lying.laid, lying.halves, lying.height)

        def gradient(theta: Array) -> Array:
            return np.asarray(problem.gradient(theta) @ back)

        self.lying, self.place = lying, Gliding(slots)
        self.eye, self.as_map = eye, as_map
        self.risen = Animated(0.0)
        """How far the eye has gone to where it is above."""
        self.surface = Surface3D(
            problem.loss, gradient, domain, slots[0], scene.theme, CONTOURS,
            sun=eye[0] + SUN_ASIDE, lit=LIT,
        )  # fmt: skip
        self.part = scene.add_part(self.surface, self._look, layer=Layer.GROUND)
        self._look(0)
        name, run, colour = walk
        self.runner = Runner(scene, name, run, self.surface, self._unit, colour)
        self.runner.trail.style = replace(self.runner.trail.style, dotted=0)
        self.runner.add_trail()
        least = float(problem.loss(low))
        mark = Mark(self.surface, low, least, scene.theme.minimum, scene.theme, ring=False)
        self.minimum = scene.add_part(mark, with_view(self.surface), layer=Layer.GROUND)
        self.runner.add_ball()
        self.runner.aim_at(self.minimum)

    @property
    def _unit(self) -> float:
        """Frame units to a unit of the parameter that is drawn the largest, about."""
        scale = self.surface.view.scale / self.surface.domain.radius
        return float(scale * np.linalg.norm(self.lying.laid, 2))

    @property
    def parts(self) -> list[Part]:
        """All of it."""
        return [self.part, self.minimum, self.runner.trail_part, self.runner.ball_part]

    def _look(self, frame: int) -> Hashable:
        slot = self.surface.slot = self.place.at(frame)
        share = self.risen.at(frame)
        azimuth, elevation = (np.array(self.eye) * (1.0 - share) + UPRIGHT * share).tolist()
        view = self.surface.fitted(azimuth, elevation)
        if share and self.as_map:
            view = self._nearly_map(view, share)
        self.surface.look(view)
        return view, slot

    def _nearly_map(self, view: View, share: float) -> View:
        """A view that is as large as the map by a share."""
        floor = View(view.azimuth, view.elevation).project(np.zeros(3))[:2]
        lying = 1.0 + float(MIDDLE[2]) / PERSPECTIVE
        scale = view.scale ** (1.0 - share) * (self.surface.domain.radius * lying) ** share
        shift = np.array(view.shift) * (1.0 - share)
        shift += share * (self.surface.slot.centre - scale * floor)
        return replace(view, scale=scale, shift=(float(shift[0]), float(shift[1])))
