"""Maps from above: their ground has the light, the ramp and the lines of surfaces."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import surfaces
from scenes.components.bowl_map import BowlMap
from scenes.components.contour_map import MOST, ContourMap
from scenes.components.surface.from_above import HEIGHT, SUN, contours
from scenes.components.surface.surface3d import Surface3D
from scenes.layout import Slot
from scenes.painting.camera import LessonCamera
from scenes.parts.opening_map import OpeningMap
from scenes.plans.ground import fit_domain
from scenes.theme import THEMES

PIXELS = 120.0
SLOT = Slot(-2.0, -2.0, 2.0, 2.0)  # large enough for as many lines as there may be
MOUNTAIN = surfaces.get("mountain")
RADIUS = 3.0
MIDDLE = np.zeros(2)


def made_map(name: str, half: float, theme: str = "night") -> ContourMap:
    loss = surfaces.get(name)
    chart = ContourMap(loss.loss, loss.gradient, MIDDLE, half, SLOT, THEMES[theme])
    chart.render(PIXELS)
    return chart


def pixel(place: np.ndarray) -> tuple[int, int]:
    return int((SLOT.top - place[1]) * PIXELS), int((place[0] - SLOT.left) * PIXELS)


def about(picture: np.ndarray, place: np.ndarray, left: int = 0, top: int = 0) -> np.ndarray:
    """The middle colour (3,) of the pixels about a place in the frame."""
    row, column = pixel(place)
    part = picture[row - top - 4 : row - top + 5, column - left - 4 : column - left + 5, :3]
    return np.asarray(np.median(part.reshape(-1, 3), axis=0))


@pytest.mark.parametrize("theme", list(THEMES))
def test_a_map_looks_like_the_surface_from_above(theme: str) -> None:
    """A square as large as the disc has its colours and shadows where the edge is far away."""
    half = RADIUS * np.sqrt(np.pi) / 2
    chart = made_map("mountain", half, theme)
    domain = fit_domain(MOUNTAIN.loss, MIDDLE, RADIUS, HEIGHT)
    surface = Surface3D(
        MOUNTAIN.loss, MOUNTAIN.gradient, domain, SLOT, THEMES[theme], MOST, sun=SUN
    )
    surface.look(surface.fitted(-90.0, 90.0))
    surface.render(PIXELS)
    left, top = surface.viewport[:2]
    angle = np.linspace(0.0, 2 * np.pi, 24, endpoint=False)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    off = []
    for theta in np.concatenate([share * RADIUS * ring for share in (0.15, 0.35, 0.55)]):
        loss = np.asarray(MOUNTAIN.loss(theta))
        seen = about(surface.image, surface.at(theta, loss), left, top)
        off.append(np.abs(about(chart.image, chart.at(theta, loss)) - seen).max())
    assert np.median(off) < 6
    assert np.quantile(off, 0.9) < 25


def test_the_sun_is_at_the_upper_left() -> None:
    """In a bowl, the side that faces it is the brighter one; without light both are alike."""
    image = made_map("bowl", 1.0).image[..., :3].astype(float).sum(axis=-1)
    upper_left, lower_right = image[60:120, 60:120], image[-120:-60, -120:-60]
    assert lower_right.mean() > 1.5 * upper_left.mean()
    assert image[60:120, -120:-60].mean() > upper_left.mean()


@pytest.mark.parametrize("theme", list(THEMES))
def test_maps_of_quadratics_lie_in_the_same_light(theme: str) -> None:
    """On the side that faces the sun the ground is brighter, and as bright as light alone makes it.

    The colours are those of the theme's heights, by the logarithm of the cost above the lowest.
    """
    hessian = np.array([[2.0, 0.4], [0.4, 1.0]])
    drawn = BowlMap(hessian, MIDDLE, 1.0, SLOT, THEMES[theme])
    drawn.levels = list  # type: ignore[method-assign]
    camera = LessonCamera(
        pixel_width=480, pixel_height=480, frame_width=4.0, frame_height=4.0,
        background_color=THEMES[theme].background,
    )  # fmt: skip
    camera.capture_mobjects([drawn])
    bright = camera.pixel_array[..., :3].astype(float).sum(axis=-1)
    upper_left, lower_right = bright[60:120, 60:120].mean(), bright[-120:-60, -120:-60].mean()
    assert lower_right > upper_left * (1.1 if theme == "night" else 1.01)
    along = (np.arange(480) + 0.5 - 240) / 240
    theta = np.stack(np.meshgrid(along, -along), axis=-1)
    cost = 0.5 * np.einsum("...i,ij,...j->...", theta, hessian, theta)
    rings = [bright[np.abs(cost - level) < 0.02].mean() for level in (0.1, 0.4, 0.9)]
    assert rings == sorted(rings)


def test_contours_are_evenly_spaced_in_the_loss() -> None:
    """Outward they lie closer together, as a bowl has them, and every fifth is stronger."""
    away = np.linspace(0.001, 1.0, 40_000)
    share, slope = away**2, np.stack([2 * away, np.zeros_like(away)], axis=-1)
    strength = contours(share * MOST + 0.5, slope * MOST / 800)
    peaks = 1 + np.flatnonzero((np.diff(strength)[:-1] > 0) & (np.diff(strength)[1:] <= 0))
    values = share[peaks] * MOST + 0.5
    assert values == pytest.approx(np.arange(1, len(peaks) + 1), abs=0.02)
    assert len(peaks) == MOST
    strong = strength[peaks] > 0.4
    assert np.array_equal(np.flatnonzero(strong) + 1, np.arange(5, MOST + 1, 5))


def test_contours_are_hair_thin_and_left_out_where_they_would_run_together() -> None:
    value = np.linspace(0.5, 9.5, 9001)

    def strength(in_a_pixel: float) -> np.ndarray:
        return contours(value, np.full((len(value), 2), in_a_pixel / 2))

    pixels_a_line = (strength(0.02) > 0.05).mean() / 0.02
    assert 1.0 < pixels_a_line < 2.5
    assert not strength(2.5).any()
    few = strength(0.5)
    assert few[np.abs(value - 5) < 0.1].max() > 0.4
    assert not few[np.abs(value - 3) < 0.4].any()


@pytest.mark.parametrize("name", ["bowl", "rosenbrock"])
def test_the_lines_of_a_map_lie_on_the_losses_that_they_stand_for(name: str) -> None:
    """Where a hair line is drawn, the loss is one of those evenly spaced, to a pixel."""
    chart, loss = made_map(name, 1.2), surfaces.get(name)
    across = (np.arange(480) + 0.5 - 240) / PIXELS / chart.unit
    theta = np.stack(np.meshgrid(across, -across), axis=-1)
    losses, slope = loss.loss(theta), loss.gradient(theta)
    each = (losses.max() - losses.min()) / chart.levels
    value = (losses - losses.min()) / each + 0.5
    steep = np.abs(slope).sum(axis=-1) / PIXELS / chart.unit / each
    level = chart.image[..., 2].astype(float)
    line = level - (np.roll(level, 4, axis=1) + np.roll(level, -4, axis=1)) / 2 > 25
    inner = np.zeros_like(line)
    inner[20:-20, 20:-20] = True
    near = np.abs(value - np.round(value)) / np.maximum(steep, 1e-9)
    assert (line & inner).sum() > 500
    assert np.quantile(near[line & inner], 0.98) < 2.0


def test_a_map_from_near_opens_out_of_its_place_on_the_whole_one() -> None:
    """At first each place is where it is on the whole map, in the end where it is from near."""
    whole = made_map("mountain", RADIUS)
    near = ContourMap(
        MOUNTAIN.loss, MOUNTAIN.gradient, np.array([0.5, 0.25]), 0.4, SLOT, THEMES["night"]
    )
    opening = OpeningMap(near, whole)
    theta = near.centre + np.array([[0.1, -0.2], [-0.3, 0.3], [0.0, 0.0]])
    loss = np.zeros(len(theta))
    assert opening.at(theta, loss) == pytest.approx(whole.at(theta, loss))
    opening.open(0.5)
    half = opening.at(theta, loss)
    assert half == pytest.approx((whole.at(theta, loss) + near.at(theta, loss)) / 2)
    opening.open(1.0)
    assert opening.at(theta, loss) == pytest.approx(near.at(theta, loss))


def test_a_map_that_opens_keeps_within_the_whole_one() -> None:
    """One whose place reaches beyond the sides is cut there, and nothing is moved."""
    whole = made_map("mountain", 1.0)
    at_side = np.array([0.95, 0.0])
    near = ContourMap(MOUNTAIN.loss, MOUNTAIN.gradient, at_side, 0.2, SLOT, THEMES["night"])
    opening = OpeningMap(near, whole)
    for share in (0.0, 0.4, 0.8, 1.0):
        opening.open(share)
        left, bottom, right, top = opening.slot.extent
        assert SLOT.left <= left < right <= SLOT.right
        assert SLOT.bottom <= bottom < top <= SLOT.top
    opening.open(0.0)
    place = opening.at(at_side, np.zeros(()))
    assert place == pytest.approx(whole.at(at_side, np.zeros(())))
