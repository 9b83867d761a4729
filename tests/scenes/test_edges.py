"""What lies on a map ends where the map ends, at its round corners too."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import surfaces
from scenes.components.contour_map import ContourMap
from scenes.components.painted import LessonCamera, Painted
from scenes.components.path import Ball, Trail, polyline
from scenes.layout import Slot
from scenes.theme import STROKES, THEMES

BOWL = surfaces.get("bowl")
THEME = THEMES["night"]
SLOT = Slot(-2.0, -1.5, 2.0, 1.5)
CORNER, SIDE, BEYOND = (1.97, 1.47), (1.95, 0.3), (2.1, 0.0)


def made_map() -> ContourMap:
    return ContourMap(BOWL.loss, BOWL.gradient, np.zeros(2), 1.5, SLOT, THEME)


def ball_at(x: float, y: float) -> Ball:
    ball = Ball(made_map(), "#FFFFFF", THEME)
    theta = np.array([x, y])
    ball.show(theta, float(BOWL.loss(theta)))
    return ball


def trail_through(x: float, y: float) -> Trail:
    ground = made_map()
    theta = np.array([[0.0, 0.0], [x, y], [2 * x, 2 * y]])
    trail = Trail(ground, polyline(theta, BOWL.loss, ground, 0.1), "#FFFFFF", THEME, STROKES.thin)
    trail.show(2.0, theta[-1], float(BOWL.loss(theta[-1])))
    return trail


def alpha_of(mobject: Painted) -> np.ndarray:
    camera = LessonCamera(pixel_width=640, pixel_height=360, background_opacity=0.0)
    camera.capture_mobjects([mobject])
    return camera.pixel_array[..., 3].astype(int)


@pytest.mark.parametrize("place", [CORNER, SIDE, BEYOND])
@pytest.mark.parametrize("make", [ball_at, trail_through])
def test_nothing_is_painted_beyond_the_map(make, place: tuple[float, float]) -> None:
    ground, drawn = alpha_of(made_map()), alpha_of(make(*place))
    assert (drawn[ground == 255] > 128).any()
    assert drawn[ground == 0].max() <= 8  # the smooth edge of the clip


def test_a_ball_that_is_clipped_looks_the_same_within() -> None:
    """At the edge as in the middle, but for what is cut off."""
    inside, cut = alpha_of(ball_at(0.95, 0.3)), alpha_of(ball_at(1.95, 0.3))
    step = 360 // 8
    edge = 320 + 2 * step - 2
    assert np.abs(inside[:, : edge - step] - cut[:, step:edge]).max() <= 2


def test_a_ball_that_only_passes_by_is_not_drawn() -> None:
    ball = ball_at(0.0, 0.0)
    ball.show(np.zeros(2), 0.0, passing=True)
    assert not alpha_of(ball).any()
