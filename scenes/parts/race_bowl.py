"""The bowl of a race: the paths on it, its start, its lowest place, and the eye that sees them."""

from __future__ import annotations

import math
from collections.abc import Hashable
from functools import cached_property, partial
from itertools import product

import numpy as np
from manim import Group
from numpy.typing import NDArray

from scenes.components.path.drops import Drops
from scenes.components.surface import body
from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.departures import Departures
from scenes.parts.marks import Marks
from scenes.parts.race import Race
from scenes.parts.runner import Runner
from scenes.parts.surface_view import CLOSE_TRIES, SUN_ASIDE, Free, Near, SurfaceView
from scenes.plans.batch_vs_sgd import Plan
from scenes.plans.ground import level_domain
from scenes.plans.race import ORDERS, Method
from scenes.plans.race_clock import DEMONSTRATED
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES

Array = NDArray[np.float64]

EYE, AWRY = (-62.0, 54.0), 12.0
"""Whence the surface is seen; and by how much its long side is turned from across, at most, so that
no direction on the floor looks as if it rose."""
RISEN = 68.0
"""Elevation of the eye when it is near: the bowl's own side does not hide what is there."""
LEVELS = 12.0
"""Lines of one cost up to its rim, evenly apart."""
HEIGHT, ROOM, LIT = 0.54, 1.5, 0.4
"""Of the bowl in its radius; how much farther it goes than paths, up to their highest cost; and how
high it is, in what it is, where its light is computed."""
FIRST, NEAR, BESIDE = 1, 2, 3
"""Among the slots that it fills: the cards, before the plot comes and beside it; and all of it."""
ASIDE_BY = 0.6
"""Seconds in which it makes room for the plot."""
NEAREST, LESS_NEAR, MOVE = 4.4, 3.2, 1.6
"""How many times as large the first steps are seen, at most, and where all orders come to; seconds
until the eye is there."""
MUCH = 1.5
"""From how many times as large on both walks are seen from nearer."""
APART, OF_HEIGHT = 0.45, 0.17
"""Between what is seen from near and the card's sides; and at most, in its height."""
TRIES, TINY = 4, 1e-3
"""How often what the eye is near to is set right, so that all is seen where it should be; and the
step, in the bowl's radius, that tells which way."""
ASIDE = sorted(product((0.0, -0.5, 0.5, -1.0, 1.0), repeat=2), key=lambda aside: math.hypot(*aside))
"""How far from the card's middle what is seen from near may lie, in the room for that."""
FOOT = 0.5
"""Of the picture, in which no name stands, so that none lies on the card's edge, in em."""
BRIGHT = (0.88, 0.99)
"""Where the bowl is as bright as its rim, in the way there from its middle."""
SLIP = 0.05
"""By how much places so far aside may miss where they should be seen, in frame units."""
NAMED = 0.24
"""From the card's upper edge to its name, as that of a plot stands above it."""
END = 0.045
"""Radius of the dot where one of many orders has come to."""
ORDER = (Method.BATCH, Method.SHRINKING, Method.STOCHASTIC)
"""Of two balls at one place, the later lies on top."""


class RaceBowl:
    """The surface with a runner for each method.

    Args:
        scene: whose stage it fills.
        plan: with the runs.
        first: what it fills first; also the card that it is on when it is seen from near then.
        near: that card beside the plot; as ``first`` if it is None.
    """

    def __init__(self, scene: AnyScene, plan: Plan, first: Slot, near: Slot | None = None) -> None:
        self.scene, self.plan, layout, problem = scene, plan, scene.layout, plan.problem
        domain = level_domain(
            problem.loss, problem.hessian(), plan.minimum, plan.reached, ROOM, HEIGHT
        )
        self.eye = domain.facing(EYE[0], AWRY), EYE[1]
        """Whence it is seen, the long side nearly across."""
        self.near_eye = self.eye[0], RISEN
        """Whence what is near is."""
        large = Free(first, 0.0, self.eye[0] + SUN_ASIDE, room=first)
        self.view = view = SurfaceView(
            scene, problem.loss, problem.gradient, domain, self.eye, ("$w$", "$b$", "$J$"),
            room_above=0.0 if layout.card_beside_title else layout.key.height,
            free=None if layout.narrow else large,
        )  # fmt: skip
        view.surface.lit, view.surface.levels = LIT, LEVELS
        self.first, self.near = first, first if near is None else near
        self.rim = body.rim(problem.loss, domain)
        beside = view.surface.slot if layout.narrow else layout.stage
        view.within = Gliding([view.surface.slot, first, self.near, beside])
        self.triad = view.triad if view.find_corner(self.eye) else ()
        self.passing = self.triad
        """What leaves as the eye goes near."""
        theme, say = scene.theme, scene.say
        self.race = Race({method: self._runner(method) for method in ORDER})
        self.race.add_trails()
        runners = [*self.race.runners.values()]
        left = [{method.value: say(plan.sign(method.value))} for method in reversed(ORDER)]
        departures = Departures(scene, left)
        self.fanned = Animated(0.0)
        """How many of the other orders are drawn."""
        self.ends = self._add_ends()
        self.fallen = self.ends, self._add_ends_name()
        """Where all orders have come to, and what that is."""
        said = departures.places(runners)
        foot = departures.height if len(said) else FOOT * SIZES.small
        closer = [(_near(*self._at_steps), self.first)]
        if self._at_walks[1] >= MUCH:
            closer += [(_near(*self._at_walks), self.near)]
        edge = domain.theta(np.concatenate([far * self.rim[:, :2] for far in BRIGHT]))
        taken = np.concatenate([said, view.named_directions(self.eye)])
        marks = Marks(
            scene, view, (self.eye,), runners, taken, foot, closer,
            closer_eye=self.near_eye, edge=edge,
        )  # fmt: skip
        self.start = marks.add(plan.start, (say("places.start"), theme.text), ring=True)
        name = say("places.lowest"), theme.minimum
        self.lowest = self.lowest_near = marks.add(plan.minimum, name, ring=False, among=slice(1))
        """The cross and its name; and where both walks are seen, the name that is seen then."""
        if self._at_walks[1] >= MUCH:
            batch, walks = [self.race.runners[Method.BATCH]], slice(2, None)
            other = marks.add_other_name(plan.minimum, self.lowest, name, walks, batch)
            self.lowest_near = self.lowest[0], other
        self.race.add_balls()
        for runner in runners:
            runner.aim_at(self.lowest[0])
            runner.parts += (departures.add(runner),)

    def orders(self, frame: int) -> int:
        """How many of the other orders are drawn at ``frame``."""
        return round(self.fanned.at(frame) * ORDERS)

    def paths(self, *methods: Method) -> list[Part]:
        """Paths, balls, and the words that say where they have gone."""
        return self.race.paths(*methods)

    @property
    def ended(self) -> list[Part]:
        """What is seen where all orders have come to."""
        return [self.view.part, *self.fallen, self.lowest[0], *self.paths(Method.BATCH)]

    def go_near(self, cue: Cue) -> None:
        """See the steps that are shown one by one, as large as fits."""
        self._frame(cue, *self._at_steps, card=FIRST)

    @cached_property
    def _at_steps(self) -> tuple[Array, float]:
        """What to be near to, and how near, to see the steps that are shown one by one."""
        steps = self.plan.run(Method.STOCHASTIC).theta[: DEMONSTRATED + 1]
        return self._close_up(steps, NEAREST, self.first)

    def _close_up(self, places: Array, most: float, card: Slot) -> tuple[Array, float]:
        """What to be near to, and how near, so that places are seen on a card.

        They are in its middle, or where they lie as far aside of that as there is room for, so that
        less of the bowl's rim is seen.
        """
        apart = min(APART, OF_HEIGHT * card.height)
        room = card.inset(*[apart] * 4)
        world = self.view.domain.world(places, self.plan.problem.loss(places))
        for times in np.linspace(most, 1.0, CLOSE_TRIES, endpoint=False).tolist():
            middle = self._seen_at(world, places.mean(axis=0), times, room.centre)
            seen = self._seen(world, middle, times)
            if room.holds(seen).all():
                spare = (np.array([room.width, room.height]) - np.ptp(seen, axis=0)) / 2
                aside = (
                    self._seen_at(world, middle, times, room.centre + spare * np.array(each))
                    for each in ASIDE
                )
                near = room.inset(*[-SLIP] * 4)
                seen_all = [
                    place
                    for place in (middle, *aside)
                    if near.holds(self._seen(world, place, times)).all()
                ]
                return min(seen_all, key=lambda place: self._rim_seen(place, times, card)), times
        return np.asarray(self.view.domain.centre), 1.0

    def _seen(self, world: Array, place: Array, times: float) -> Array:
        """Where world points are seen by the eye so near to a place."""
        return np.asarray(self.view.seen(*self.near_eye, _near(place, times)).project(world)[:, :2])

    def _rim_seen(self, place: Array, times: float, card: Slot) -> int:
        """How much of the rim is seen on a card by the eye so near to a place."""
        return int(np.sum(card.holds(self._seen(self.rim, place, times))))

    def _seen_at(self, world: Array, place: Array, times: float, where: Array) -> Array:
        """What to be so near to, from a place on, to see the middle of world points there."""

        def off(at: Array) -> Array:
            seen = self._seen(world, at, times)
            return np.asarray((seen.min(axis=0) + seen.max(axis=0)) / 2 - where)

        small = TINY * self.view.domain.radius
        for _ in range(TRIES):
            now = off(place)
            slopes = [(off(place + small * each) - now) / small for each in np.eye(2)]
            place = place - np.linalg.solve(np.stack(slopes, axis=1), now)
        return place

    def _frame(self, cue: Cue, place: Array, times: float, card: int = NEAR) -> None:
        """Go nearer to a place; what is seen becomes the card beside the plot, or the first."""
        until, view = cue.share(MOVE), self.view
        assert view.within is not None
        view.go(cue, self.near_eye, at=0.0, until=until)
        view.go_in(cue, place, times, at=0.0, until=until)
        cue.move(view.card, 1.0, until=until)
        cue.move(view.within.where, float(card), seconds=ASIDE_BY)

    def go_to_walks(self, cue: Cue) -> None:
        """See batch's walk, and stochastic's up to the first looks, as large as fits, or the bowl.

        The lowest cost is marked when the eye is there.
        """
        until, (place, times) = cue.share(MOVE), self._at_walks
        if times >= MUCH:
            self._frame(cue, place, times)
        else:
            assert self.view.within is not None
            self.view.go(cue, self.eye, at=0.0, until=until)
            self.view.go_out(cue, at=0.0, until=until)
            cue.move(self.view.card, 0.0, until=until)
            cue.move(self.view.within.where, float(BESIDE), seconds=ASIDE_BY)
            cue.move(self.view.beside, 1.0, seconds=ASIDE_BY)
        cue.show(*self.lowest_near, at=until)

    @cached_property
    def _at_walks(self) -> tuple[Array, float]:
        """What to be near to, and how near, to see both walks and the lowest cost."""
        plan = self.plan
        single = plan.run(Method.STOCHASTIC).theta[: plan.first_looks + 1]
        places = np.concatenate([plan.run(Method.BATCH).theta, single, plan.minimum[None]])
        seen = places[self.view.surface.contains(places)]
        return self._close_up(seen, LESS_NEAR, self.near)

    def go_to_ends(self, cue: Cue) -> None:
        """See where all orders are after the first looks, and batch, as large as fits."""
        batch = self.plan.run(Method.BATCH).theta
        then = batch[: self.plan.first_looks // len(self.plan.data) + 1][-1:]
        places = np.concatenate([self._ended, then, self.plan.minimum[None]])
        place, times = self._close_up(places, LESS_NEAR, self.near)
        self._frame(cue, place, times)

    @property
    def _ended(self) -> Array:
        """Where the other orders are after the first looks, of those that are on the surface."""
        places = self.plan.crowd.places
        return places[self.view.surface.contains(places)]

    def _add_ends(self) -> Part:
        """A dot for each of the other orders, where it is after the first looks."""
        scene, view, places = self.scene, self.view, self.plan.crowd.places
        drops = Drops(view.surface, (scene.theme.stochastic,), scene.theme, END)
        losses = self.plan.least + self.plan.crowd.every[:, self.plan.first_looks]

        def fall(frame: int) -> Hashable:
            count = self.orders(frame)
            drops.show(places[:count], losses[:count], np.zeros(count, dtype=np.intp))
            return count, view.surface.view

        return scene.add_part(drops, fall, layer=Layer.GROUND)

    def _add_ends_name(self) -> Part:
        """What each dot is, above the card that they are seen on."""
        scene, near = self.scene, self.near
        size = SIZES.small if scene.layout.narrow else SIZES.name
        told = scene.say("race.ends", first=self.plan.first_looks)
        make = partial(words, colour=scene.theme.stochastic)
        lines = fitted(told, near.width, 2, size, make)
        for row, line in enumerate(reversed(lines)):
            line.put(near.left, near.top + NAMED + LEADING * line.size * row)
        return scene.add_part(Group(*lines), layer=Layer.NAMES)

    def _runner(self, method: Method) -> Runner:
        theme, view, run = self.scene.theme, self.view, self.plan.run(method)
        colour = {
            Method.BATCH: theme.batch,
            Method.STOCHASTIC: theme.stochastic,
            Method.SHRINKING: theme.other,
        }[method]
        thin = method is not Method.BATCH
        return Runner(self.scene, method.value, run, view.surface, view.unit, colour, thin=thin)


def _near(place: Array, times: float) -> Near:
    x, y = place.tolist()
    return (x, y), times
