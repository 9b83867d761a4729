"""What a place of a bowl is, and its height: an arrow up beside its rim, tied to it, and words."""

from __future__ import annotations

import numpy as np
from manim import Group

from scenes.components.path.arrow import StraightArrow
from scenes.components.surface import body
from scenes.components.text.label import words
from scenes.layout import LEADING
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

BESIDE, ABOVE, BELOW = 0.16, 0.8, 0.35
"""From the rim to the arrow, in frame units; from it up to the words' baseline, and from that down
to the arrow's tip, in em."""


def add_height_key(
    scene: AnyScene,
    view: SurfaceView,
    eye: tuple[float, float],
    left: float,
    texts: tuple[str, str],
) -> Part:
    """An arrow up from the bowl's foot, left of it, to words clear of the rim, from ``left`` on.

    They stand where an ``eye`` sees the bowl that is where it is at first, and are smaller where a
    high rim leaves them less room.
    """
    rim = body.rim(view.loss, view.domain)
    project, ink = view.seen(*eye, beside=view.beside.first).project, scene.theme.text
    seen = project(rim)[:, :2]
    edge = rim[int(seen[:, 0].argmin())]
    foot = project(edge * [1.0, 1.0, 0.0])[1]
    for size in (SIZES.small,) if scene.layout.narrow else (SIZES.name, SIZES.label):
        names = [words(text, size, ink) for text in texts]
        over = seen[seen[:, 0] <= left + max(float(name.width) for name in names) + BESIDE]
        baseline = float(over[:, 1].max()) + ABOVE * size
        if baseline + LEADING * size + size < scene.layout.body.top:
            break
    for line, name in enumerate(reversed(names)):
        name.put(left, baseline + line * LEADING * size)
    arrow, x = StraightArrow(ink, scene.theme), float(seen[:, 0].min()) - BESIDE
    arrow.show(np.array([x, foot]), np.array([x, baseline - BELOW * size]))
    return scene.add_part(Group(arrow, *names), layer=Layer.NAMES)
