"""Dither: slow gradients keep their means when they are rounded to 8 bits, every time alike."""

from __future__ import annotations

import numpy as np
import pytest

from gdcore import surfaces
from scenes.components.contour_map import ContourMap
from scenes.components.surface.fog import NO_FOG, Fog
from scenes.components.surface.surface3d import Surface3D
from scenes.layout import LAYOUTS
from scenes.painting.dither import dithered
from scenes.plans.ground import fit_domain
from scenes.theme import THEMES

SLOT = LAYOUTS["16:9"].stage
BLOCK = 8
BOWL = surfaces.get("bowl")
FOG = Fog()
"""Over all of the surface, which is one faint gradient then."""


def blocks(plane: np.ndarray) -> np.ndarray:
    """Blocks of a plane, (rows, columns, BLOCK * BLOCK)."""
    rows, columns = (length // BLOCK for length in plane.shape)
    cut = plane[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return cut.transpose(0, 2, 1, 3).reshape(rows, columns, -1)


def surface(fog: Fog) -> np.ndarray:
    domain = fit_domain(BOWL.loss, np.zeros(2), 2.0, 0.5)
    seen = Surface3D(BOWL.loss, BOWL.gradient, domain, SLOT, THEMES["night"], sun=130.0)
    seen.look(seen.fitted(-60.0, 60.0), fog)
    seen.render(300.0)
    return seen.image


def chart() -> np.ndarray:
    drawn = ContourMap(BOWL.loss, BOWL.gradient, np.zeros(2), 2.0, SLOT, THEMES["night"])
    drawn.render(300.0)
    return drawn.image


@pytest.mark.parametrize("level", [0.3, 17.5, 100.25, 254.9])
def test_the_mean_of_a_block_is_what_was_meant(level: float) -> None:
    plain = np.full((64, 64, 1), level / 255)
    rounded = np.round(dithered(plain) * 255)[..., 0]
    assert set(np.unique(rounded)) == {np.floor(level), np.ceil(level)}
    np.testing.assert_allclose(blocks(rounded).mean(axis=-1), level, atol=0.08)


def test_a_slow_gradient_has_no_bands() -> None:
    """Three levels over 512 pixels: each block is where the gradient is, not at its round level."""
    meant = np.broadcast_to(np.linspace(20, 23, 512), (64, 512))
    rounded = np.round(dithered(meant[..., None] / 255) * 255)[..., 0]
    off = blocks(rounded).mean(axis=-1) - blocks(meant).mean(axis=-1)
    assert np.abs(off).max() < 0.1
    plain = blocks(np.round(meant)).mean(axis=-1) - blocks(meant).mean(axis=-1)
    assert np.abs(plain).max() > 0.4


@pytest.mark.parametrize(
    "draw", [lambda: surface(FOG), lambda: surface(NO_FOG), chart], ids=["fog", "ground", "map"]
)
def test_what_is_drawn_is_dithered_and_every_time_alike(draw) -> None:
    """Where light hardly changes in eight pixels, they are of more than one level all the same."""
    image = draw()
    np.testing.assert_array_equal(image, draw())
    luma = image[..., :3].sum(axis=-1).astype(int)
    opaque = (blocks(image[..., 3]) == 255).all(axis=-1)
    calm = opaque & (np.ptp(blocks(luma), axis=-1) <= 6)
    assert calm.sum() > 60
    mixed = np.ptp(blocks(image[..., 2].astype(int)), axis=-1)[calm] > 0
    assert mixed.mean() > 0.9


def test_dither_leaves_nothing_outside() -> None:
    image = surface(FOG).astype(int)
    assert (image[..., :3] <= image[..., 3:] + 1).all()
    assert (image[image[..., 3] == 0] == 0).all()
