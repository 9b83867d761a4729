"""A surface view that frames given places, as large as they fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.view import View
from scenes.layout import Slot
from scenes.parts.surface_view import SurfaceView
from scenes.stage.timeline import Animated, Cue

LEAST = 0.03
"""Of what is seen, the least width and height that it counts as having, in frame units."""


@dataclass(frozen=True)
class Framing:
    """How the picture differs from the one of the whole surface.

    Attributes:
        times: how many times as large it is, about the middle of where the surface stands.
        aside: how far it is moved then, (2,), in frame units.
    """

    times: float
    aside: Array


WHOLE = Framing(1.0, np.zeros(2))
"""All of it is seen."""


class FramedView(SurfaceView):
    """A surface view that is enlarged and moved in the frame, so that some places fill a room."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._aside = Animated(0.0), Animated(0.0)
        """How far the picture is moved."""

    def framing(
        self, places: Array, room: Slot, eye: tuple[float, float], most: float, beside: float = 0.0
    ) -> Framing:
        """That in which places (n, 3), parameters and costs, fill some room, seen by an eye.

        All is at most ``most`` times as large then as it is where it stands alone.
        """
        view, middle = self.whole(*eye, beside)
        alone, other = self.scales
        if beside and alone is not None and other is not None:
            most *= alone / other
        seen = view.project(self.domain.world(places[:, :2], places[:, 2]))[:, :2]
        low, high = seen.min(axis=0), seen.max(axis=0)
        fits = np.array([room.width, room.height]) / np.maximum(high - low, LEAST)
        times = min(float(fits.min()), most)
        return Framing(times, room.centre - middle - times * ((low + high) / 2 - middle))

    def frame(self, cue: Cue, framing: Framing, at: float, until: float) -> None:
        """Go to a framing."""
        cue.move(self.nearness, float(np.log2(framing.times)), at=at, until=until)
        for number, value in zip(self._aside, framing.aside.tolist(), strict=True):
            cue.move(number, value, at=at, until=until)

    def begin(self, framing: Framing) -> None:
        """Be in a framing at first."""
        self.nearness.first = float(np.log2(framing.times))
        for number, value in zip(self._aside, framing.aside.tolist(), strict=True):
            number.first = value

    def framed(self, framing: Framing, eye: tuple[float, float], beside: float = 0.0) -> View:
        """The view from an azimuth and an elevation, in a framing."""
        view, middle = self.whole(*eye, beside)
        x, y = (middle + framing.times * (np.array(view.shift) - middle) + framing.aside).tolist()
        return replace(view, scale=framing.times * view.scale, shift=(x, y))

    def now(self, frame: int) -> View:
        """From where it is seen at a frame."""
        framing = Framing(
            float(2.0 ** self.nearness.at(frame)),
            np.array([number.at(frame) for number in self._aside]),
        )
        eye = self.azimuth.at(frame), self.elevation.at(frame)
        return self.framed(framing, eye, self.beside.at(frame))
