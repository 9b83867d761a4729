"""What words about one place on a surface point at: its parameters, and how high it lies."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.components.path.ball import Ball
from scenes.components.path.dashes import Dashes
from scenes.components.text.label import formula
from scenes.parts.landmark import beside, with_view
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

Array = NDArray[np.float64]

FOOT = 0.12
"""Half width of the foot of the line that is the cost."""
CROSS, ALONG = 0.30, 40
"""Half length of the lines of equal parameter, in radii of the surface, and places along them."""


class Pointers:
    """Lines of equal parameter through a place, and the height of the surface there with its name.

    Args:
        scene: that they belong to.
        view: of the surface.
        theta: the place, (2,).
        ball: that stands there.
    """

    def __init__(self, scene: AnyScene, view: SurfaceView, theta: Array, ball: Ball) -> None:
        self.scene, self.view, self.theta, self.ball = scene, view, theta, ball
        theme = scene.theme
        self._cross, self._height = Dashes(theme.text), Dashes(theme.text, dash=0)
        self.cross = scene.add_part(self._cross, with_view(view.surface, self._place_cross))
        self.height = scene.add_part(self._height, with_view(view.surface, self._place_height))
        what = "places.cost" if self._zero_is_near else "places.cost_above_lowest"
        self.height_name = self._add_name(scene.say(what))

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return self.cross, self.height, self.height_name

    @property
    def _zero_is_near(self) -> bool:
        """Whether a loss of 0 is not far below what is drawn."""
        domain = self.view.domain
        return 0 <= domain.low < (domain.high - domain.low) / 2

    def _place_cross(self) -> None:
        domain = self.view.domain
        along = np.linspace(-CROSS, CROSS, ALONG)[:, None] * domain.radius
        lines = [self.theta + along * np.eye(2)[axis] for axis in range(2)]
        self._cross.show(*(self.view.on_surface(line[domain.contains(line)]) for line in lines))

    def _place_height(self) -> None:
        ends = self._ends()
        self._height.show(ends, ends[0] + np.array([[-FOOT, 0.0], [FOOT, 0.0]]))

    def _ends(self) -> Array:
        """From a loss of 0, or the lowest where 0 is far below, up to the place, (2, 2)."""
        foot = 0.0 if self._zero_is_near else self.view.domain.low
        losses = np.array([foot, float(self.view.loss(self.theta))])
        return self.view.at(np.stack([self.theta] * 2), losses)

    def _add_name(self, code: str) -> Part:
        """Beside the middle of the line that is the cost."""
        label = formula(code, SIZES.label, self.scene.theme.text).cased(self.scene.theme.casing)

        def place() -> None:
            middle = self._ends().mean(axis=0)
            away = self.ball.radius + abs(float(self.ball.centre[0] - middle[0]))
            point = np.array([self.ball.centre[0], middle[1]])
            rise = -0.25 * SIZES.label
            beside(label, point, self.scene.layout.stage, away + SIZES.label / 2, rise)

        return self.scene.add_part(label, with_view(self.view.surface, place))
