"""A surface in the stage, the eye that goes round it, and the names of its directions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from scenes.components.surface import body
from scenes.components.surface.body import Cut
from scenes.components.surface.fog import Fog
from scenes.components.surface.surface3d import FADE, Surface3D
from scenes.components.surface.view import View
from scenes.components.triad import Triad, TriadNames
from scenes.layout import Slot
from scenes.parts.landmark import through, with_view
from scenes.plans.ground import Domain
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import STROKES, TIMES
from scenes.timing.score import TimedBeat

Array = NDArray[np.float64]
Near = tuple[tuple[float, float], float]
"""Parameters that the eye is near to, and how many times as large all is seen then."""
WHOLE: Near = (0.0, 0.0), 1.0
"""So far off that all of the surface is seen."""
CLOSE_ROOM, CLOSE_TRIES = 0.75, 24
"""What is seen from near keeps off the sides of its slot, in frame units; how many sizes are
tried."""
SINKS = (1.0, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1, 0.0)
"""Shares of the depth that a surface may be sunk, which are tried."""
SPREAD = 24
"""Rings of places on a surface that are looked at to see what it lies under."""
PLAIN_RIM = 0.25
"""How far above the foot of the picture its rim is, as a share of where it fades out there."""
NEXT = 0.2
"""From the names of the directions to it where they are right beside it, in frame units."""
SUN_ASIDE = -80.0
"""Where the sun stands, in degrees from the first azimuth of the eye: to its left."""
ENOUGH = 400
"""Places along a path at which it is looked whether a ridge hides it."""


def few(values: Array) -> Array:
    """No more than ``ENOUGH`` of the values along a path, evenly spread."""
    return values[:: -(-len(values) // ENOUGH) or 1]


@dataclass(frozen=True)
class Free:
    """Where a surface stands while nothing stands beside it.

    Attributes:
        slot: the slot it fills.
        sunk: how far its foot goes on below, and fades out.
        sun: azimuth of the sun, in degrees.
        then: slots where it comes to stand after its stage, in order.
        room: what it is drawn in; as wide as the frame, at its slot, if it is None.
    """

    slot: Slot
    sunk: float
    sun: float
    then: tuple[Slot, ...] = ()
    room: Slot | None = None


class SurfaceView:
    """A surface drawn large, looked at from an azimuth and an elevation that beats may move.

    Args:
        scene: whose stage it fills.
        loss: of parameters (..., 2).
        gradient: of the same.
        domain: the parameters that are drawn.
        eye: azimuth and elevation at first, in degrees.
        names: of the two parameters and of the cost, as formulas.
        room_below: height of the stage that is kept free under it.
        room_above: the same above it, for small print.
        fog: what hides it at a frame, as a :class:`Weather` tells; nothing if it is None.
        free: where it stands while nothing stands beside it; only its stage if it is None.
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
        free: Free | None = None,
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
        free = free or Free(ground, 0.0, eye[0] + SUN_ASIDE)
        room = ground if free.slot is ground else free.room or layout.across(free.slot)
        self.surface = Surface3D(
            loss, gradient, domain, room, scene.theme, float(layout.contours), sun=free.sun
        )
        safe, slot = layout.safe, free.slot
        self.room = Slot(
            max(slot.left, safe.left), slot.bottom, min(slot.right, safe.right), slot.top
        )
        """Where names on it may stand."""
        self._slots, self._sunk = (free.slot, ground, *free.then), free.sunk
        self.beside = Animated(0.0)
        """How far it has gone from where it stands alone to where it has something beside it, 1,
        and on to where else it stands."""
        self.within: Gliding | None = None
        """What it is drawn within; always the same if it is None."""
        self.card = Animated(0.0)
        """How far what is seen of it is a card."""
        self.azimuth, self.elevation = Animated(eye[0]), Animated(eye[1])
        self.nearness = Animated(0.0)
        """How often the surface is seen twice as large as it is from all sides."""
        self.focus = Animated(domain.centre[0]), Animated(domain.centre[1])
        """The parameters that the eye goes nearer to."""
        self.scales: tuple[float | None, ...] = (None,) * len(self._slots)
        self._fitted = lru_cache(maxsize=2)(self.surface.fitted)  # the eye rests most of the time
        self.pull = 2.0
        """How soon what the eye goes nearer to comes to the middle: of :meth:`View.closer`."""
        self.cut = Animated(0.0)
        """How far the surface is cut open, from its rim to ``cut_at``."""
        self.cut_at: tuple[Array, float] | None = None
        """Parameters (2,) through which it is cut, and the azimuth towards which."""
        self.part = scene.add_part(self.surface, self._look, layer=Layer.GROUND)
        self.directions = triad = Triad(
            self.surface, layout.stage if beside else stage, scene.theme
        )
        """The arrows in a corner that tell which way each of the names is."""
        self.corner = triad.extent
        self.names = labels = TriadNames(triad, names)
        self.triad: tuple[Part, ...] = (
            scene.add_part(triad, with_view(self.surface), layer=Layer.GROUND),
            scene.add_part(labels, with_view(self.surface, labels.show), layer=Layer.NAMES),
        )

    def keep_size(
        self,
        eyes: Sequence[tuple[float, float]],
        places: Array | None = None,
        passed: Sequence[tuple[float, float]] = (),
    ) -> None:
        """Have it as large from all sides as fits from each of these azimuths and elevations.

        It is sunk no deeper than leaves its rim in the picture, and parameters ``places`` (n, 2)
        from where the eye has ``passed``, too.
        """
        deepest = self._sunk
        for share in SINKS:
            self._sunk = share * deepest
            self.scales = tuple(self._largest(slot, eyes) for slot in self._slots)
            whole = all(self._holds_rim(eye) for eye in eyes)
            seen = places is None or all(self._holds(eye, places) for eye in (*eyes, *passed))
            if whole and seen:
                return

    def _largest(self, slot: Slot, eyes: Sequence[tuple[float, float]]) -> float:
        fitted = self.surface.fitted
        return min(fitted(*eye, slot=self._room(slot, eye[1])).scale for eye in eyes)

    def _holds(self, eye: tuple[float, float], places: Array) -> bool:
        """Whether places are in the picture, wherever it stands."""
        world, room = self.domain.world(places, self.loss(places)), STROKES.ball
        return all(
            bool(slot.inset(*[room] * 4).holds(self.seen(*eye, beside=k).project(world)).all())
            for k, slot in enumerate(self._slots)
        )

    def _holds_rim(self, eye: tuple[float, float]) -> bool:
        """Whether the rim is plain to see above the foot of the picture, wherever it stands."""
        rim = body.rim(self.loss, self.domain)
        return all(
            bool(
                (
                    self.seen(*eye, beside=k).project(rim)[:, 1] > slot.bottom + PLAIN_RIM * FADE
                ).all()
            )
            for k, slot in enumerate(self._slots)
        )

    def seen(
        self, azimuth: float, elevation: float, near: Near = WHOLE, beside: float = 0.0
    ) -> View:
        """The view from these angles, in the size that it has, or nearer to parameters."""
        view, middle = self.whole(azimuth, elevation, beside)
        theta, times = np.array(near[0]), near[1]
        if times == 1.0:
            return view
        place = self.domain.world(theta, self.loss(theta))
        return view.closer(place, middle, times, self.pull)

    def whole(self, azimuth: float, elevation: float, beside: float) -> tuple[View, Array]:
        """The view of all of it, so far aside, and the middle of where it stands."""
        before = int(np.clip(beside, 0, len(self._slots) - 2))
        slots = self._slots[before : before + 2]
        one, other = (
            self._fitted(azimuth, elevation, scale, self._room(slot, elevation))
            for scale, slot in zip(self.scales[before:], slots, strict=False)
        )
        middles = [slot.centre for slot in slots]
        if one == other:
            return one, middles[0]

        def between(first: Array, last: Array) -> Array:
            return np.asarray(first + (beside - before) * (np.asarray(last) - first))

        x, y = between(np.array(one.shift), np.array(other.shift)).tolist()
        scale = float(between(np.array(one.scale), np.array(other.scale)))
        return replace(one, scale=scale, shift=(x, y)), between(*middles)

    def _room(self, slot: Slot, elevation: float) -> Slot:
        """A slot with the room below it in which the foot fades out: none is seen from above."""
        return slot.inset(bottom=-self._sunk * float(np.cos(np.radians(elevation))))

    def look(self, azimuth: float, elevation: float, near: Near = WHOLE) -> None:
        """Bring the eye there, to see where things lie then."""
        self.surface.look(self.seen(azimuth, elevation, near))

    def look_at(self, frame: int) -> None:
        """Bring the eye to where it is at a frame."""
        self._look(frame)

    def moments(
        self, beat: TimedBeat, elevation: float, since: float = 0.0, near: Near = WHOLE
    ) -> list[Callable[[], None]]:
        """What brings the eye to where it is in a beat, from a share of it on.

        At an elevation, and so near.
        """
        frames = np.linspace(beat.start + since * beat.frames, beat.stop, 5)
        return [partial(self.look, self.azimuth.at(float(f)), elevation, near) for f in frames]

    def begin_at(self, theta: Array, times: float) -> None:
        """Be near to parameters (2,) at first: all is ``times`` as large."""
        for number, value in zip(self.focus, theta.tolist(), strict=True):
            number.first = value
        self.begin_near(times)

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

        From near one place the eye goes to another as it goes nearer, or less near.  The names of
        the directions are gone while the surface would lie under them.
        """
        self._clear_directions(cue, (tuple(theta.tolist()), times), at, until)
        start = cue.frame(at)
        stop = cue.frame(until) if self.nearness.last != 0 else start
        for number, value in zip(self.focus, theta, strict=True):
            number.to(float(value), start, stop)
        cue.move(self.nearness, float(np.log2(times)), at=at, until=until)

    def go_above(self, cue: Cue, azimuth: float, at: float, until: float) -> None:
        """Rise until the surface is a map, which is as large as fits."""
        self.go(cue, (azimuth, 90.0), at, until)
        slot, scale = self._slots[round(self.beside.last)], self.scales[round(self.beside.last)]
        whole = self.surface.fitted(azimuth, 90.0, slot=slot).scale
        times = 1.0 if scale is None else whole / scale
        self.go_in(cue, np.asarray(self.domain.centre), times, at, until)

    def begin_above(self) -> None:
        """Be a map at first, as large as fits: what :meth:`go_above` would lead to."""
        scale = self.scales[0]
        whole = self.surface.fitted(self.azimuth.first, 90.0, slot=self._slots[0]).scale
        self.elevation.first = 90.0
        self.nearness.first = 0.0 if scale is None else float(np.log2(whole / scale))

    def begin_near(self, times: float) -> None:
        """Be nearer to the middle at first: all is ``times`` as large."""
        self.nearness.first = float(np.log2(times))

    def close_up(
        self,
        theta: Array,
        most: float,
        eye: tuple[float, float],
        beside: int = 0,
        room: Slot | None = None,
        apart: float = CLOSE_ROOM,
    ) -> tuple[Array, float]:
        """What to be near to, and how near, so that all of some parameters (n, 2) are seen.

        That is ``most`` times as large as from afar, or less; where it has gone ``beside``, and in
        a room other than what it stands in there, if there is one, so far ``apart`` from its sides.
        """
        low, high = (room or self._slots[beside]).inset(*[apart] * 4).corners[[0, 2]]
        world = self.domain.world(theta, self.loss(theta))
        for times in np.linspace(most, 1.0, CLOSE_TRIES, endpoint=False).tolist():
            best = None
            for place in theta:
                seen = self.seen(*eye, (tuple(place.tolist()), times), beside)
                places = seen.project(world)[:, :2]
                out = float(np.maximum(low - places, places - high).max())
                if out <= 0.0 and (best is None or out < best[0]):
                    best = out, place
            if best is not None:
                return best[1], times
        return np.asarray(self.domain.centre), 1.0

    def go_out(self, cue: Cue, at: float, until: float) -> None:
        """Go back to where all of the surface is seen."""
        self._clear_directions(cue, WHOLE, at, until)
        cue.move(self.nearness, 0.0, at=at, until=until)

    def find_corner(self, eye: tuple[float, float]) -> bool:
        """Have the names of the directions farther from the surface, as an eye sees it at first.

        They are on the right only if they would lie on it in both corners on the left.  Tells
        whether there is room for them.
        """
        seen = self._places(self.seen(*eye, beside=self.beside.first))
        directions = self.directions

        def clear(*, low: bool, right: bool) -> tuple[bool, float]:
            directions.stand(low=low, right=right)
            away = float(np.hypot(*(seen - directions.room.centre).T).min())
            return not directions.room.holds(seen).any(), away

        sides = [
            max((*clear(low=low, right=right), low) for low in (False, True))
            for right in (False, True)
        ]
        right = not sides[0][0] and sides[1][:2] > sides[0][:2]
        directions.stand(low=sides[right][-1], right=right)
        return sides[right][0]

    def named_directions(self, eye: tuple[float, float]) -> Array:
        """Places (n, 2) along the names of the directions, as an eye sees them."""
        self.look(*eye)
        self.names.show()
        return np.concatenate([through(label) for label in self.names.labels])

    def bring_directions(self, eye: tuple[float, float]) -> None:
        """Have the names of the directions right beside the surface, as an eye sees it at first."""
        seen, _ = self.whole(*eye, self.beside.first)
        room, places = self.directions.room, seen.project(body.rim(self.loss, self.domain))
        level = (places[:, 1] > room.bottom - NEXT) & (places[:, 1] < room.top)
        if level.any():
            aside = float(places[level, 0].min()) - NEXT - room.right
            self.directions.origin[0] += max(0.0, aside)

    def _places(self, view: View) -> Array:
        """Where places (n, 2) all over the surface are in the frame."""
        theta = self.domain.samples(SPREAD)
        return np.asarray(view.project(self.domain.world(theta, self.loss(theta)))[:, :2])

    def _clear_directions(self, cue: Cue, near: Near, at: float, until: float) -> None:
        """Hide the names of the directions as the eye sets out to where they have no room."""
        view = self.seen(self.azimuth.last, self.elevation.last, near, self.beside.last)
        places = self._places(view)
        seen = places[self._slots[round(self.beside.last)].holds(places)]
        shown = float(not self.directions.room.holds(seen).any())
        for part in self.triad:
            if part.presence.last != shown:
                start = until if shown else at
                cue.move(part.presence, shown, at=start, seconds=TIMES.enter)

    def cut_open(self, cue: Cue, theta: Array, azimuth: float, at: float, until: float) -> None:
        """Cut the surface open to parameters (2,), from the side that an eye there sees."""
        self.cut_at = theta, azimuth
        cue.move(self.cut, 1.0, at=at, until=until)

    def close(self, cue: Cue, at: float, until: float) -> None:
        """Put what was cut away back."""
        cue.move(self.cut, 0.0, at=at, until=until)

    def near(self, frame: int) -> Near:
        """What the eye is near to, and how near."""
        x, y = self.focus
        times = float(2.0 ** self.nearness.at(frame))
        return (x.at(frame), y.at(frame)), times

    def now(self, frame: int) -> View:
        """From where it is seen at a frame."""
        angles = self.azimuth.at(frame), self.elevation.at(frame)
        return self.seen(*angles, self.near(frame), self.beside.at(frame))

    def _look(self, frame: int) -> Hashable:
        view = self.now(frame)
        cut = self.surface.cut = self._cut(frame)
        card = self.surface.card = self.card.at(frame)
        if self.within is not None:
            self.surface.slot = self.within.at(frame)
        if self._fog is None:
            self.surface.look(view)
            return view, cut, card, self.surface.slot
        fog = self._fog(frame)
        self.surface.look(view, fog)
        return view, fog, cut, card, self.surface.slot

    def _cut(self, frame: int) -> Cut | None:
        """Where it is cut open: first at the rim, and last through ``cut_at``."""
        share = self.cut.at(frame)
        if self.cut_at is None or share <= 0.0:
            return None
        theta, azimuth = self.cut_at
        toward = np.array([np.cos(np.radians(azimuth)), np.sin(np.radians(azimuth))])
        last = float(toward @ (theta - np.asarray(self.domain.centre))) / self.domain.radius
        return float(toward[0]), float(toward[1]), 1.0 + share * (last - 1.0)
