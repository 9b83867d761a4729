"""The ground about a minimum, magnified in a corner of the stage, with the end of a path on it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gdcore.typing import Problem
from scenes.components.contour_map import ContourMap
from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import Mark
from scenes.components.text.label import words
from scenes.parts.landmark import with_view
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

Array = NDArray[np.float64]

SHARE, ROOM = 4, 1.15
"""One part in this many of a path, its end, is what the lens shows, with room about it."""
MAGNIFIED = 400.0, 3.0
"""Most and least radius of the surface in sizes of what a lens shows."""
FADED, LIVELY = 0.07, 3
"""In the lens, how many steps are drawn in full, and how opaque those before, which hide them."""
SQUARE = np.array([[-1, -1], [-1, 1], [1, 1], [1, -1], [-1, -1]])


def half_width(path: Array, minimum: Array, radius: float) -> float | None:
    """Half the width of the ground to be shown, in parameters, so that the end of a path fits.

    None where the end lies far apart, or on one point however near one looks.
    """
    late = path[-max(1, len(path) // SHARE) :] - minimum
    half = ROOM * float(np.abs(late).max())
    least, most = (radius / times for times in MAGNIFIED)
    return half if least <= half <= most else None


def add_lens(
    scene: AnyScene,
    view: SurfaceView,
    problem: Problem,
    minimum: Array,
    runner: Runner,
    seen_from: tuple[float, float],
) -> tuple[Part, ...]:
    """The lens, and lines from what it shows; ``seen_from`` is whence its width is told.

    There is none where the end of the path cannot be seen in one, or the path diverges.
    """
    half = half_width(runner.run.theta, minimum, view.domain.radius)
    if half is None or runner.run.status == "diverged":
        return ()
    theme, loss = scene.theme, view.loss
    slot = scene.layout.stage.corner(scene.layout.lens)
    ground = ContourMap(loss, problem.gradient, minimum, half, slot, theme)
    around, place = minimum + half * SQUARE, Dashes(theme.quiet, STROKES.hair, dash=0)

    def point_at() -> None:
        seen = view.on_surface(around)
        place.show(seen, *(np.stack([seen[k], slot.corners[k]]) for k in (0, 1)))

    view.look(*seen_from)
    times = slot.width / float(np.ptp(view.on_surface(around)[:, 0]))
    told = scene.say("lens.magnified", times=scene.say.numerals.significant(times, 2))
    name = words(told, SIZES.small, theme.quiet)
    name.cased(theme.casing).put(slot.right, slot.top + 0.4 * SIZES.small, "right")
    close = Runner(scene, runner.name, runner.run, ground, ground.unit, runner.colour, thin=True)
    pointer = scene.add_part(place, with_view(view.surface, point_at))
    map_part = scene.add_part(ground, layer=Layer.GROUND)
    if close.long:
        close.trail.faded, close.trail.lively = FADED, LIVELY
    close.add_trail()
    mark = Mark(ground, minimum, float(loss(minimum)), theme.minimum, theme, ring=False)
    cross = scene.add_part(mark, layer=Layer.GROUND)
    close.add_ball()
    close.show_end_once_it_stays()
    return pointer, map_part, scene.add_part(name, layer=Layer.GROUND), *close.parts, cross
