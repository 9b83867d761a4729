"""What words about one place on a surface point at: its parameters, and how high it lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from scenes.components.path.dashes import Dashes
from scenes.components.text.label import formula
from scenes.parts.arrow_field import BALL, add_name, discs
from scenes.parts.landmark import with_view
from scenes.parts.naming import LEFT_ABOVE, RIGHT, Naming, Side, brief
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

FOOT = 0.7
"""Half width of the level that the cost is measured from."""
CROSS, ALONG = 0.16, 40
"""Half length of the lines of equal parameter, in radii of the surface, and places along them."""
CLEAR = 1.8 * STROKES.ball
"""Room between a place and its name."""
AXES = ("$theta_1$", "$theta_2$")


class Pointers:
    """Lines of equal parameter through a place, and the height of the surface there, with names.

    Args:
        scene: that they belong to.
        view: of the surface.
        theta: the place, (2,).
    """

    def __init__(self, scene: AnyScene, view: SurfaceView, theta: Array) -> None:
        self.scene, self.view, self.theta = scene, view, theta
        theme, still = scene.theme, partial(with_view, view.surface)
        self._lines = Dashes(theme.text, casing=theme.casing)
        self._measure = Dashes(theme.text, dash=0)
        cross = scene.add_part(self._lines, still(self._place_cross))
        measure = scene.add_part(self._measure, still(self._place_measure))
        self._places, self._heights = (Naming(view.room) for _ in range(2))
        say, shown = scene.say, partial(scene.say.numerals.placed, decimals=2)
        place = scene.say.numerals.pair(*map(shown, theta.tolist()))
        height = shown(float(view.loss(theta)))
        self.parameters: tuple[Part, ...] = (
            cross,
            self._name(
                self._places, say("places.parameters", theta=place), self._place, LEFT_ABOVE
            ),
            *(
                self._name(self._places, code, partial(self._end, axis), RIGHT, may_go=True)
                for axis, code in enumerate(AXES)
            ),
        )
        what = "places.cost" if self._zero_is_near else "places.cost_above_lowest"
        foot = "$J = 0$" if self._zero_is_near else ""
        self.cost: tuple[Part, ...] = (
            measure,
            self._name(self._heights, say(what, cost=height), self._middle, RIGHT),
            self._name(self._heights, foot, self._foot_end, RIGHT),
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """All of it."""
        return *self.parameters, *self.cost

    def settle(self, frames: Sequence[int], *, heights: bool) -> None:
        """Choose where names stand at some frames: those of the height, or of the parameters."""
        naming = self._heights if heights else self._places
        lines = self._measure if heights else self._lines
        place = self._place_measure if heights else self._place_cross

        def in_sight() -> Array:
            place()
            ball = discs(np.tile(self._place(), (BALL, 1)), 1.5 * STROKES.ball)
            return np.concatenate([ball, *(discs(_along(each), CLEAR / 2) for each in lines.lines)])

        naming.settle([partial(self.view.look_at, frame) for frame in frames], in_sight)

    @property
    def _zero_is_near(self) -> bool:
        """Whether a loss of 0 is not far below what is drawn."""
        domain = self.view.domain
        return 0 <= domain.low < (domain.high - domain.low) / 2

    def _name(
        self,
        naming: Naming,
        code: str,
        point: Callable[[], Array],
        side: Side,
        *,
        may_go: bool = False,
    ) -> Part:
        label = formula(
            brief(code, narrow=self.scene.layout.narrow), SIZES.caption, self.scene.theme.text
        )
        return add_name(
            self.scene, self.view, naming, label, point, CLEAR, side, may_go=may_go, plated=True
        )

    # Parameters

    def _place(self) -> Array:
        return self.view.on_surface(self.theta)

    def _place_cross(self) -> None:
        self._lines.show(*(self._line(axis) for axis in range(2)))

    def _line(self, axis: int) -> Array:
        """Along which only one of the parameters changes, as far as the surface goes."""
        domain = self.view.domain
        along = np.linspace(-CROSS, CROSS, ALONG)[:, None] * domain.radius
        line = self.theta + along * np.eye(2)[axis]
        return self.view.on_surface(line[domain.contains(line)])

    def _end(self, axis: int) -> Array:
        """The end of a line that is lower in the picture, with open ground around it."""
        return np.asarray(min(self._line(axis)[[0, -1]], key=lambda place: place[1]))

    # Cost

    def _place_measure(self) -> None:
        low, high = self._ends()
        foot = np.array([[-FOOT, 0.0], [FOOT, 0.0]])
        self._measure.show(np.stack([low, high]), low + foot)

    def _ends(self) -> Array:
        """From a loss of 0, or the lowest where 0 is far below, up to the place, (2, 2)."""
        foot = 0.0 if self._zero_is_near else self.view.domain.low
        losses = np.array([foot, float(self.view.loss(self.theta))])
        return self.view.at(np.stack([self.theta] * 2), losses)

    def _middle(self) -> Array:
        return np.asarray(self._ends().mean(axis=0))

    def _foot_end(self) -> Array:
        return np.asarray(self._ends()[0] + [FOOT, 0.0])


def _along(line: Array) -> Array:
    """Places (n, 2) along a polyline."""
    share = np.linspace(0.0, len(line) - 1.0, ALONG)
    known = np.arange(len(line))
    return np.stack([np.interp(share, known, line[:, axis]) for axis in range(2)], axis=-1)
