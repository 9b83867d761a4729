"""The ground as it is seen through fog and in the dark: a picture of it from above, for one eye.

What fog hides of a place is the same wherever the place is seen in the picture, and is smooth.  So
it is found once for each point at which the light is known, of which there are fewer than pixels
are drawn, and drawing the ground looks up one colour.
"""

from __future__ import annotations

import moderngl
import numpy as np

from gdcore.typing import Array
from scenes.components.surface.bank import SQUARE
from scenes.components.surface.programs import Corners, Programs
from scenes.components.surface.textures import smooth

HEIGHTS = 4
"""Where shaders find how high the ground is."""
LOWEST, HIGHEST = -1.0, 2.0
"""What is told of heights, as shares: beyond the rim they may have any."""


class Veil:
    """The ground from above, as the eye sees it; the last of four is how much of lines is left.

    Args:
        programs: of the surface.
        shares: how high the ground is, (n, n), as shares of the height of the surface.
    """

    def __init__(self, programs: Programs, shares: Array) -> None:
        self._context = programs.context
        self._square = Corners(programs, "veil", SQUARE, "2f", "corner")
        known = np.nan_to_num(np.clip(shares, LOWEST, HIGHEST)).astype(np.float32)
        self._heights = self._context.texture(shares.shape, 1, known.tobytes(), dtype="f4")
        self._seen = smooth(self._context.texture(shares.shape, 4))
        self._buffer = self._context.framebuffer([self._seen])
        programs.tell(heights=HEIGHTS)

    def draw(self, kind: str) -> None:
        """Draw it from the ground, which is in use; from then on it is in use in its place."""
        self._buffer.use()
        self._context.enable_only(moderngl.NOTHING)
        self._heights.use(HEIGHTS)
        self._square.render(kind)
        self._seen.use()
