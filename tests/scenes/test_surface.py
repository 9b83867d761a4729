"""The surface that is drawn off screen: its mesh, its pixels, its depths and its extent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gdcore import surfaces
from scenes.components.surface.domain import fit_domain
from scenes.components.surface.relief import RINGS, SAG, mesh_nodes
from scenes.components.surface.surface3d import Surface3D
from scenes.layout import LAYOUTS
from scenes.painting.extent import NOTHING
from scenes.theme import THEMES

PIXELS = 60.0
FOG = np.array([0.1, -0.2, 0.34, 1.0])
SLOT = LAYOUTS["16:9"].stage


def made(name: str = "two_valleys", azimuth: float = -150.0, elevation: float = 48.0) -> Surface3D:
    loss = surfaces.get(name)
    middle = np.mean(loss.view, axis=1)
    domain = fit_domain(loss.loss, middle, float(np.ptp(loss.view, axis=1).min()) / 2, 0.58)
    surface = Surface3D(loss.loss, loss.gradient, domain, SLOT, THEMES["night"])
    surface.look(surface.fitted(azimuth, elevation))
    return surface


def whole(surface: Surface3D) -> np.ndarray:
    """The picture in its slot, (h, w, 4)."""
    surface.render(PIXELS)
    width, height = surface.size
    left, top, across, down = surface.viewport
    picture = np.zeros((height, width, 4), np.uint8)
    picture[top : top + down, left : left + across] = surface.image
    return picture


@pytest.mark.parametrize("name", ["bowl", "two_valleys", "rastrigin"])
def test_the_curves_are_the_loss_at_corners_and_middles_of_sides(name: str) -> None:
    surface = made(name)
    domain, relief = surface.domain, surface.relief
    nodes = mesh_nodes(relief.rings)
    theta = np.asarray(domain.centre) + domain.radius * nodes
    loss = surfaces.get(name).loss(theta)
    x, y = nodes[..., 0], nodes[..., 1]
    powers = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    share = np.einsum("mnk,mk->mn", powers, relief.curves)
    assert share == pytest.approx((loss - domain.low) / (domain.high - domain.low), abs=1e-9)


def test_a_mesh_is_as_fine_as_its_surface_needs() -> None:
    """The chord of a side is within SAG of the surface, unless that takes too many triangles."""
    fewest, most, _ = RINGS
    rings = {name: made(name).relief.rings for name in ("bowl", "beale", "rastrigin")}
    assert rings["bowl"] == fewest < rings["beale"] < rings["rastrigin"] == most
    surface = made("beale")
    nodes = mesh_nodes(surface.relief.rings)
    domain = surface.domain
    theta = np.asarray(domain.centre) + domain.radius * nodes
    height = domain.world(theta, surfaces.get("beale").loss(theta))[..., 2]
    for k in range(3):
        chord = (height[:, k] + height[:, (k + 1) % 3]) / 2
        assert np.abs(chord - height[:, 3 + k]).max() <= SAG


@pytest.mark.parametrize("elevation", [20.0, 48.0, 89.0])
def test_all_that_is_drawn_lies_in_the_extent_and_fills_it(elevation: float) -> None:
    surface = made(elevation=elevation)
    width, height = round(SLOT.width * PIXELS), round(SLOT.height * PIXELS)
    surface.render(PIXELS)
    complete = surface.renderer.draw(
        surface.view, SLOT, (width, height), (0, 0, width, height), 30.0, surface.fog
    )
    assert np.array_equal(whole(surface), complete)
    left, bottom, right, top = surface.extent()
    rows, columns = np.nonzero(complete[..., 3])
    edges = [
        SLOT.left + columns.min() / PIXELS - left,
        top - (SLOT.top - rows.min() / PIXELS),
        right - (SLOT.left + (columns.max() + 1) / PIXELS),
        SLOT.top - (rows.max() + 1) / PIXELS - bottom,
    ]
    assert min(edges) > -1e-9
    assert max(edges) < 0.1


def test_a_surface_outside_its_slot_has_no_extent() -> None:
    surface = made()
    surface.look(replace(surface.view, shift=(50.0, 0.0)))
    assert surface.extent() == NOTHING
    assert not whole(surface).any()


def test_points_above_and_below_the_surface_are_seen_and_hidden() -> None:
    surface = made()
    loss = surfaces.get("two_valleys")
    angle = np.linspace(0.0, 2 * np.pi, 200)
    ring = 0.8 * surface.domain.radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    theta = np.asarray(surface.domain.centre) + ring
    points = surface.at(theta, loss.loss(theta))
    assert not surface.hidden(points).any()  # nothing is drawn yet
    surface.render(PIXELS)
    width, height = surface.size
    depths = surface.renderer.depths((width, height), (0, 0, width, height))
    column = ((points[:, 0] - SLOT.left) / SLOT.width * width).astype(int)
    row = ((SLOT.top - points[:, 1]) / SLOT.height * height).astype(int)
    for nearer in (-0.05, 0.0, 0.013, 0.05):
        moved = points + np.array([0.0, 0.0, nearer])
        expected = depths[row, column] < moved[:, 2] - 0.012
        assert np.array_equal(surface.hidden(moved), expected)
        one_by_one = [bool(surface.hidden(point[None])[0]) for point in moved]
        assert one_by_one == expected.tolist()
    assert surface.hidden(points + np.array([0.0, 0.0, 0.05])).all()
    assert not surface.hidden(points + np.array([50.0, 0.0, 0.05])).any()


def test_deep_fog_is_drawn_as_if_all_ground_had_its_lines() -> None:
    """What the quickest program leaves out is not to be seen."""
    surface = made()
    surface.look(surface.view, FOG)
    quick = whole(surface).astype(int)
    surface.look(surface.view, np.array([*FOG[:3], 1.0 - 1e-7]))
    assert np.abs(whole(surface) - quick).max() <= 4


def test_surfaces_drawn_by_turns_do_not_draw_into_each_other() -> None:
    first, second = made(), made("bowl", azimuth=30.0)
    alone = whole(made()), whole(made("bowl", azimuth=30.0))
    for surface, expected in zip((first, second), alone, strict=True):
        assert np.array_equal(whole(surface), expected)
    for fog in (FOG, np.zeros(4)):
        for surface in (first, second):
            surface.look(surface.view, fog)
            surface.render(PIXELS)
    for surface, expected in zip((first, second), alone, strict=True):
        assert np.array_equal(whole(surface), expected)
