"""A surface in the stage, the eye that goes round it, and the names of its directions."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from scenes.components.surface.domain import Domain
from scenes.components.surface.fog import Fog
from scenes.components.surface.surface3d import Surface3D
from scenes.components.surface.view import View
from scenes.components.triad import Triad, TriadNames
from scenes.parts.landmark import with_view
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.timing.score import TimedBeat

Array = NDArray[np.float64]
Near = tuple[tuple[float, float], float]
"""Parameters that the eye is near to, and how many times as large all is seen then."""
WHOLE: Near = (0.0, 0.0), 1.0
"""So far off that all of the surface is seen."""
SUN_ASIDE = -80.0
"""Where the sun stands, in degrees from the first azimuth of the eye: to its left."""


class SurfaceView:
    """A surface drawn large, looked at from an azimuth and an elevation that beats may move.

    Args:
        scene: whose stage it fills.
        loss: of parameters (..., 2).
        gradient: of the same.
        domain: the disc of parameters that is drawn.
        eye: azimuth and elevation at first, in degrees.
        names: of the two parameters and of the cost, as formulas.
        room_below: height of the stage that is kept free under it.
        room_above: the same above it, for small print.
        fog: what hides it at a frame, as a :class:`Weather` tells; nothing if it is None.
    """

    def __init__(
        self,
        scene: AnyScene,
        loss: Callable[[Array], Array],
        gradient: Callable[[Array], Array],
        domain: Domain,
        eye: tuple[float, float],
        names: tuple[str, str, str],
        *,
        room_below: float = 0.0,
        room_above: float = 0.0,
        fog: Callable[[int], Fog] | None = None,
    ) -> None:
        layout = scene.layout
        stage = layout.stage.inset(top=room_above)
        beside = layout.card_end == "right"
        """Whether small print leaves room for the names of the directions beside it."""
        above = max(room_above, layout.headroom) if beside else room_above + layout.headroom
        ground = layout.stage.inset(bottom=room_below, top=above)
        self.loss, self.domain, self._fog = loss, domain, fog
        self.unit = stage.height / 2 / domain.radius
        """Frame units in one unit of a parameter, about."""
        levels, sun = float(layout.contours), eye[0] + SUN_ASIDE
        self.surface = Surface3D(loss, gradient, domain, ground, scene.theme, levels, sun=sun)
        self.azimuth, self.elevation = Animated(eye[0]), Animated(eye[1])
        self.nearness = Animated(0.0)
        """How often the surface is seen twice as large as it is from all sides."""
        self.focus = Animated(domain.centre[0]), Animated(domain.centre[1])
        """The parameters that the eye goes nearer to."""
        self.scale: float | None = None
        """How large it is from all sides; as large as fits if it is None."""
        self._fitted = lru_cache(maxsize=1)(self.surface.fitted)  # the eye rests most of the time
        self.part = scene.add_part(self.surface, self._look)
        triad = Triad(self.surface, layout.stage if beside else stage, scene.theme)
        self.corner = triad.extent
        labels = TriadNames(triad, names)
        self.triad: tuple[Part, Part] = (
            scene.add_part(triad, with_view(self.surface)),
            scene.add_part(labels, with_view(self.surface, labels.show), layer=Layer.NAMES),
        )

    def seen(self, azimuth: float, elevation: float, near: Near = WHOLE) -> View:
        """The view from these angles, in the size that it has, or nearer to parameters."""
        view = self._fitted(azimuth, elevation, self.scale)
        theta, times = np.array(near[0]), near[1]
        if times == 1.0:
            return view
        place = self.domain.world(theta, np.asarray(self.loss(theta)))
        return view.closer(place, self.surface.slot.centre, times)

    def look(self, azimuth: float, elevation: float, near: Near = WHOLE) -> None:
        """Bring the eye there, to see where things lie then."""
        self.surface.look(self.seen(azimuth, elevation, near))

    def moments(
        self, beat: TimedBeat, elevation: float, since: float = 0.0, near: Near = WHOLE
    ) -> list[Callable[[], None]]:
        """What brings the eye to where it is in a beat, from a share of it on.

        At an elevation, and so near.
        """
        frames = np.linspace(beat.start + since * beat.frames, beat.stop, 5)
        return [partial(self.look, self.azimuth.at(float(f)), elevation, near) for f in frames]

    def at(self, theta: Array, loss: Array) -> Array:
        """Frame coordinates (..., 2) of parameters (..., 2) at their losses (...), as seen now."""
        return self.surface.at(theta, loss)[..., :2]

    def on_surface(self, theta: Array) -> Array:
        """The same of parameters on the surface."""
        return self.at(theta, self.loss(theta))

    def go(self, cue: Cue, eye: tuple[float, float], at: float, until: float) -> None:
        """Move the eye to an azimuth and an elevation."""
        cue.move(self.elevation, eye[1], at=at, until=until)
        cue.move(self.azimuth, eye[0], at=at, until=until)

    def go_in(self, cue: Cue, theta: Array, times: float, at: float, until: float) -> None:
        """Go nearer to parameters (2,), which come to the middle: all is ``times`` as large.

        From near one place the eye goes to another as it goes nearer, or less near.
        """
        start = cue.frame(at)
        stop = cue.frame(until) if self.nearness.last > 0 else start
        for number, value in zip(self.focus, theta.tolist(), strict=True):
            number.to(value, start, stop)
        cue.move(self.nearness, float(np.log2(times)), at=at, until=until)

    def go_out(self, cue: Cue, at: float, until: float) -> None:
        """Go back to where all of the surface is seen."""
        cue.move(self.nearness, 0.0, at=at, until=until)

    def near(self, frame: int) -> Near:
        """What the eye is near to, and how near."""
        x, y = self.focus
        return (x.at(frame), y.at(frame)), float(2.0 ** self.nearness.at(frame))

    def _look(self, frame: int) -> Hashable:
        view = self.seen(self.azimuth.at(frame), self.elevation.at(frame), self.near(frame))
        if self._fog is None:
            self.surface.look(view)
            return view
        fog = self._fog(frame)
        self.surface.look(view, fog)
        return view, fog
