"""The bank of fog over a surface, as the graphics library draws it."""

from __future__ import annotations

import moderngl
import numpy as np

from gdcore.typing import Array
from scenes.components.surface.clouds import billows
from scenes.components.surface.programs import Corners, Programs
from scenes.components.surface.textures import filled, smooth
from scenes.painting.colour import mixed, rgb
from scenes.theme import Theme

SIDE, REACH = 256, 1.1
"""Pixels along a side of the picture of the bank from above, and half that side in radii."""
LIT, COOL, SHADED = 0.20, 0.55, 0.30
"""How much of fog in the light is shine; and of fog in the shade, how much of its colour is that of
ground, and how much of that is shadow."""
SQUARE = np.array([[-1, -1], [1, -1], [-1, 1], [1, -1], [-1, 1], [1, 1]], float)
IN_BANK, IN_BILLOWS = 2, 3
"""Where shaders find the two pictures."""


class Bank:
    """A bank of fog: its top, which others look up, and its side, which is drawn beyond the rim.

    Args:
        programs: of the surface that it lies on.
        side: corners as :func:`body.bank_side` has them.
        theme: whose fog it is.
        sun: azimuth of the sun, in degrees.
    """

    def __init__(self, programs: Programs, side: Array, theme: Theme, sun: float) -> None:
        self._context = programs.context
        self._side = Corners(programs, "bank_side", side, "3f 1f", "position", "up")
        self._top = Corners(programs, "bank_top", SQUARE, "2f", "corner")
        self._billows = filled(self._context, billows(), repeat=True)
        self._seen = smooth(self._context.texture((SIDE, SIDE), 4))
        self._buffer = self._context.framebuffer([self._seen])
        cool = mixed(rgb(theme.fog), rgb(theme.heights[1]), COOL)
        programs.tell(
            fog_lit=mixed(rgb(theme.fog), rgb(theme.shine), LIT),
            fog_shade=mixed(cool, rgb(theme.shadow), SHADED * theme.shading),
            toward_sun=(float(np.cos(np.radians(sun))), float(np.sin(np.radians(sun)))),
            bank=IN_BANK,
            billows=IN_BILLOWS,
            bank_reach=REACH,
        )

    def draw_top(self) -> None:
        """Draw the top as it is now, for what is seen through it."""
        self._buffer.use()
        self._context.enable_only(moderngl.NOTHING)
        self._billows.use(IN_BILLOWS)
        self._top.render()
        self._seen.use(IN_BANK)

    def draw_side(self, kind: str) -> None:
        """Draw the side that is turned inwards, on what is there."""
        self._context.enable_only(moderngl.BLEND | moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        self._side.render(kind)
