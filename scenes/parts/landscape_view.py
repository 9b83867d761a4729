"""A landscape in fog, and where the eye stands during a walk on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np

from gdcore.typing import Array
from scenes.components.surface.view import View
from scenes.layout import Slot
from scenes.parts.eye import Eye, clearest
from scenes.parts.framed_view import WHOLE, FramedView, Framing
from scenes.parts.surface_view import Free, few
from scenes.parts.weather import Weather
from scenes.plans.ground import Domain, fit_domain
from scenes.plans.mountain import Plan
from scenes.stage.scene import AnyScene
from scenes.stage.timeline import Cue, linear
from scenes.theme import SIZES

ASIDE = (60.0, -60.0, 120.0, -120.0, 0.0, 180.0)
"""By how much the eye may stand aside of the way downhill, so that the slope lies open to it."""
BEFORE, AFTER = -125.0, 36.0
"""How far it comes and goes on from there, round the landscape."""
SUN = -75.0
FROM_ABOVE = -90.0
"""Azimuth of a map, with the first parameter to the right."""
LOW, CLOSE, HIGH = 10.0, 33.0, 34.0
"""Elevations: at first, near the ball, and of all of it."""
FLOOR, HIGHER = 8.0, 28.0
"""Elevation from which the floor is read; and how much higher the eye is in a tall picture."""
HEIGHT = 1.0
SUNK, FADES, SOFT = 0.3, 0.4, 1.5
"""How far the landscape's foot is below the picture, so that the rim in front is whole in fog, too;
and over how much of the picture it fades out there, as a whole and from near."""
NEAR = 4.2
"""How many times as large all is near the ball, at most."""
LIT, DARK = 0.2, 0.8
"""Radius of the ground underfoot, in radii of the landscape; and how much of the light the rest has
lost in the dark."""
WIDE, BEYOND = 2.0, 0.25
"""Width of a picture that holds all of it low down, in heights; and how much of it is beyond each
side of one that is less wide, in widths of that."""
ROUND, SAMPLED = 0.2, 28
"""How much of its way the eye goes low down; rings of places of which what is seen then is told."""
EDGE, TIP = 0.35, 0.3
"""From the sides of the picture to what it shows, in frame units; and from its foot to the nearest
corner of the floor."""
NAMES = 1.1
"""Room for names below a map in a tall picture, in frame units."""
BACK, SMALL = 0.25, 0.7
"""Shares of the rise to a map after which the eye rises, too, and has drawn back: seen from higher,
a landscape takes more of the picture's height."""
AROUND = 91
"""Places along the rim."""


class NearView(FramedView):
    """A landscape, whose foot ends the more softly the nearer the eye is."""

    def now(self, frame: int) -> View:
        """From where it is seen at a frame."""
        near = min(max(self.nearness.at(frame), 0.0), 1.0)
        self.surface.fade = FADES + near * (SOFT - FADES)
        return super().now(frame)


class LandscapeView:
    """The landscape of a plan with its weather.

    Args:
        scene: the scene it belongs to.
        plan: of the walks on it.
        follow: the parameters (2,) at a frame about which fog is thin.
        room_below: height of the stage that is kept free under it.
    """

    def __init__(
        self,
        scene: AnyScene,
        plan: Plan,
        follow: Callable[[int], Array],
        room_below: float = 0.0,
    ) -> None:
        self.scene, self.plan = scene, plan
        surface, disc, layout = plan.surface, plan.disc, scene.layout
        below = room_below + SIZES.small / 2 if room_below else 0.0
        domain = fit_domain(surface.loss, disc.centre, disc.radius, HEIGHT)
        self.before, self.near, self.after, sun = self._azimuths(domain)
        self.weather = Weather(domain, follow, scene.score.fps, level=0.0)
        free = Free(
            layout.across(layout.body).inset(bottom=below),
            0.0 if below or self.is_tall else SUNK,
            sun,
            room=layout.across(replace(layout.body.inset(bottom=below), top=self._top)),
        )
        self.view = NearView(
            scene, surface.loss, surface.gradient, domain, (self.before, LOW),
            ("$theta_1$", "$theta_2$", "$J$"), room_below=below, fog=self.weather, free=free,
        )  # fmt: skip
        self.view.surface.bleeds = True
        self._stage = layout.stage.inset(bottom=below)
        self.view.part.opacity.first = 1.0
        eyes = [(self.before, LOW), *product(np.linspace(self.near, self.after, 5), (HIGH,))]
        way = zip(np.linspace(self.after, self._above, 7), np.linspace(HIGH, 90.0, 7), strict=True)
        self.view.keep_size(eyes, np.concatenate(self._places(domain)), [*way])
        self._begin_low()

    @property
    def is_tall(self) -> bool:
        """Whether there is more room above and below it than at its sides."""
        body = self.scene.layout.body
        return body.height > body.width

    @property
    def _top(self) -> float:
        """How high a map may reach: beside the title, where that leaves room."""
        layout = self.scene.layout
        return layout.body.top if self.is_tall else layout.title.top

    @property
    def high(self) -> float:
        """The elevation from which all of it is seen."""
        return HIGH

    def room(self, beside: float) -> Slot:
        """Where words on it may stand, with something beside it (1) or nothing (0)."""
        return self._stage if beside else self.view.room

    def outline(self, beside: float) -> tuple[Array, Array]:
        """Least and greatest frame coordinates, (2,) each, of all of it as it is seen at last."""
        view = self.view.seen(self.after, HIGH, beside=beside)
        return view.bounds(self.view.surface.outline)

    @property
    def cut(self) -> float:
        """The azimuth from which the cut landscape is seen: both axes of the floor are in front."""
        return 90.0 * np.floor(self.near / 90.0) + 45.0

    @property
    def _above(self) -> float:
        """The azimuth of the map, the shorter way round."""
        return FROM_ABOVE + 360.0 * float(np.rint((self.after - FROM_ABOVE) / 360.0))

    def _azimuths(self, domain: Domain) -> tuple[float, float, float, float]:
        """Of the eye at first, near the ball and at last, and of the sun."""
        gradient = self.plan.gradient
        downhill = 0.0 if gradient is None else float(np.degrees(np.arctan2(*-gradient[::-1])))
        choices = []
        for aside in ASIDE:
            way = 1.0 if aside >= 0 else -1.0
            near = downhill + aside
            choices.append((near + way * BEFORE, near, near + way * AFTER, near + way * SUN))
        eyes: list[list[Eye]] = [[(each[1], CLOSE), (each[2], HIGH)] for each in choices]
        return choices[clearest(self.plan.surface.loss, domain, eyes, *self._places(domain))]

    def _places(self, domain: Domain) -> tuple[Array, Array]:
        """Parameters (n, 2) of the starts, and of the paths and minima that are drawn."""
        surface, runs = self.plan.surface, self.plan.runs.values()
        paths = [few(run.theta[domain.contains(run.theta)]) for run in runs]
        there = surface.minima[domain.contains(surface.minima)]
        return np.stack([run.theta[0] for run in runs]), np.concatenate([*paths, there])

    # Where the eye goes

    def go_low(self, cue: Cue) -> None:
        """Low down the eye goes round slowly, all the while."""
        part = self.before + ROUND * (self.near - self.before)
        self.view.azimuth.to(part, cue.beat.start, cue.beat.stop, linear)

    def come_up(self, cue: Cue) -> None:
        """The eye rises, and comes to where the ball is."""
        self.view.go(cue, (self.near, CLOSE), at=0.1, until=1.0)
        self.view.frame(cue, WHOLE, at=0.1, until=1.0)

    def stand(self, cue: Cue, beside: float, until: float) -> None:
        """Go to where something is beside it (1), or nothing (0)."""
        cue.move(self.view.beside, beside, at=0.0, until=until)

    def go_to_floor(self, cue: Cue, places: Array, until: float) -> None:
        """See places (n, 3) of the floor and above it from high enough."""
        higher = HIGHER if self.is_tall else 0.0
        eye = self.cut, FLOOR + higher
        self.go_to(cue, places, eye, until, foot=TIP)

    def go_to(
        self, cue: Cue, places: Array, eye: Eye, until: float, beside: float = 0.0,
        foot: float = EDGE,
    ) -> None:  # fmt: skip
        """See places (n, 3), parameters and costs, as large as fits, from an azimuth and so on.

        They end so far from the foot of the picture.
        """
        self.stand(cue, beside, until)
        room = self.room(beside).inset(EDGE, foot, EDGE, EDGE)
        self.view.frame(cue, self.view.framing(places, room, eye, NEAR, beside), 0.0, until)
        self.view.go(cue, eye, at=0.0, until=until)

    def go_near(
        self, cue: Cue, places: Array, until: float, beside: float = 0.0, foot: float = EDGE
    ) -> None:
        """Be as near to places (n, 3) as shows all of them, from where the slope lies open."""
        self.go_to(cue, places, (self.near, CLOSE), until, beside=beside, foot=foot)

    def _begin_low(self) -> None:
        """At first all is so large that the rim and the highest place fill the picture."""
        loss, domain = self.plan.surface.loss, self.view.domain
        theta = domain.samples(SAMPLED)
        highest = theta[int(loss(theta).argmax())]
        places = np.concatenate([self._rim(), [[*highest, float(loss(highest))]]])
        room = self.view.room.inset(*[EDGE] * 4)
        if room.width < WIDE * room.height:
            room = room.inset(left=-BEYOND * room.width, right=-BEYOND * room.width)
        self.view.begin(self.view.framing(places, room, (self.before, LOW), NEAR))

    def go_out(self, cue: Cue, until: float) -> None:
        """See all of it from where the ball is seen."""
        self.view.frame(cue, WHOLE, 0.0, until)
        self.view.go(cue, (self.near, HIGH), at=0.0, until=until)

    def go_round(self, cue: Cue, at: float, until: float) -> None:
        """Fog clears while the eye goes on round."""
        self.weather.clear(cue, at=at, until=until)
        self.view.go(cue, (self.after, HIGH), at=at, until=until)

    def go_above(self, cue: Cue, until: float) -> None:
        """Draw back and rise, until the landscape is a map with room for names at its corners."""
        self.stand(cue, 0.0, until)
        self.view.frame(cue, self._as_map, 0.0, SMALL * until)
        cue.move(self.view.azimuth, self._above, at=0.0, until=until)
        cue.move(self.view.elevation, 90.0, at=BACK * until, until=until)

    @property
    def _as_map(self) -> Framing:
        """That of the map, as large as fits below the title."""
        room = self.view.room.inset(bottom=NAMES if self.is_tall else EDGE / 4, top=EDGE / 4)
        return self.view.framing(self._rim(), room, (self._above, 90.0), NEAR)

    def map(self) -> View:
        """The landscape as it is seen at last."""
        return self.view.framed(self._as_map, (self._above, 90.0))

    def risen(self, frame: int) -> float:
        """How far the eye has risen from where all of it is seen to the map, from 0 to 1."""
        return max(0.0, (self.view.elevation.at(frame) - HIGH) / (90.0 - HIGH))

    def _rim(self) -> Array:
        """Places (n, 3) along the rim: parameters and costs."""
        turns = np.linspace(0.0, 2.0 * np.pi, AROUND)
        domain = self.view.domain
        away = domain.radius * np.stack([np.cos(turns), np.sin(turns)], axis=-1)
        theta = np.asarray(domain.centre) + away
        return np.column_stack([theta, self.view.loss(theta)])

    def darken(self, cue: Cue, until: float) -> None:
        """All goes dark but for the ground underfoot; of the rest a faint shape stays."""
        self.weather.darken(cue, DARK, at=0.0, until=until)
        cue.move(self.weather.radius, LIT, at=0.0, until=until)

    def lighten(self, cue: Cue, until: float) -> None:
        """Light comes back, and the fog."""
        self.weather.darken(cue, 0.0, at=0.0, until=until)
        cue.move(self.weather.radius, self.weather.radius.first, at=0.0, until=until)
