"""What lies on a map ends where the map ends, and is seen: paths, and balls on one another."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import surfaces
from scenes.components.contour_map import ContourMap
from scenes.components.path.ball import Ball
from scenes.components.path.polyline import polyline
from scenes.components.path.trail import Trail, TrailStyle
from scenes.layout import Slot
from scenes.painting.camera import LessonCamera
from scenes.painting.painted import Painted
from scenes.parts.runner import SMALL
from scenes.theme import STROKES, THEMES, Theme
from scenes.themes.colour import GRAPHIC_CONTRAST, contrast, from_hex

BOWL = surfaces.get("bowl")
THEME = THEMES["night"]
SLOT = Slot(-2.0, -1.5, 2.0, 1.5)
CORNER, SIDE, BEYOND = (1.97, 1.47), (1.95, 0.3), (2.03, 0.0)


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
    trail = Trail(
        ground, polyline(theta, BOWL.loss, ground, 0.1), "#FFFFFF", THEME, TrailStyle(STROKES.thin)
    )
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


def test_of_a_ball_beyond_the_map_neither_edge_nor_halo_peeps_in() -> None:
    right = SLOT.right + STROKES.ball * np.array([0.2, 0.4])
    assert [alpha_of(ball_at(x, 0.0)).any() for x in right] == [True, False]


def test_a_ball_that_only_passes_by_is_not_drawn() -> None:
    ball = ball_at(0.0, 0.0)
    ball.show(np.zeros(2), 0.0, passing=True)
    assert not alpha_of(ball).any()


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("phase", np.arange(8) / 8)
def test_the_thinnest_path_is_seen_wherever_it_falls_between_the_pixels(
    theme: Theme, phase: float
) -> None:
    """In a preview, two pixels across stand out as the colour itself would, or 3:1."""
    ground, unit = made_map(), 90
    theta = np.array([[0.0, -0.9], [0.0, 0.9]]) + phase / unit * 1.5 / SLOT.height * 2
    line = polyline(theta, BOWL.loss, ground, 0.1)
    trail = Trail(ground, line, theme.stochastic, theme, TrailStyle(STROKES.thin))
    trail.show(1.0, theta[-1], float(BOWL.loss(theta[-1])))
    for height in theme.heights[0], theme.heights[-1]:
        camera = LessonCamera(pixel_width=1280, pixel_height=720, background_color=height)
        camera.capture_mobjects([trail])
        across = camera.pixel_array[340:380, 600:680, :3] / 255
        seen = np.sort(contrast(across, from_hex(height)), axis=1)[:, -2]
        full = float(contrast(from_hex(theme.stochastic), from_hex(height)))
        assert seen.min() >= min(GRAPHIC_CONTRAST, 0.9 * full)


def test_of_two_balls_at_one_place_both_are_seen() -> None:
    """The thin run's, in front, leaves a third of the other one as it is."""
    large = ball_at(0.0, 0.0)
    small = Ball(large.ground, "#000000", THEME, SMALL * STROKES.ball)
    small.show(large.theta, large.loss)
    camera = LessonCamera(pixel_width=1280, pixel_height=720)
    camera.capture_mobjects([large])
    alone = camera.pixel_array[..., :3].astype(int)
    camera.reset()
    camera.capture_mobjects([large, small])
    changed = np.abs(camera.pixel_array[..., :3].astype(int) - alone).max(axis=-1)
    rows, columns = np.mgrid[0:720, 0:1280]
    body = np.hypot(rows - 359.5, columns - 639.5) < 90 * STROKES.ball
    assert 1 / 3 < (changed[body] < 128).mean() < 2 / 3
