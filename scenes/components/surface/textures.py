"""Pictures that shaders look up."""

from __future__ import annotations

import moderngl
import numpy as np

from gdcore.typing import Array
from scenes.painting.dither import dithered


def filled(context: moderngl.Context, values: Array, *, repeat: bool = False) -> moderngl.Texture:
    """A texture of values (n, m, 3 or 4) from 0 to 1."""
    rows, columns, channels = values.shape
    whole = np.concatenate([dithered(values), np.ones((rows, columns, 4 - channels))], axis=-1)
    content = np.round(255 * whole).astype(np.uint8).tobytes()
    return smooth(context.texture((columns, rows), 4, content), repeat=repeat)


def smooth(texture: moderngl.Texture, *, repeat: bool = False) -> moderngl.Texture:
    """A texture, smooth between its points, which begins anew beyond its sides or ends there."""
    texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
    texture.repeat_x = texture.repeat_y = repeat
    return texture
