"""A bowl over the floor of its two parameters, the line of one cost, and the gradient."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

import numpy as np
from manim import Group

from gdcore.typing import Array
from scenes.components.path.arrow import SurfaceArrow
from scenes.components.path.dashes import Dashes
from scenes.components.path.sheet import Sheet
from scenes.components.plot.ring import Ring
from scenes.components.surface.floor import Floor
from scenes.components.surface.surface3d import SOON, Surface3D
from scenes.components.text.label import Label, formula
from scenes.layout import Slot
from scenes.parts.arrow_parts import BOLD, ArrowParts
from scenes.parts.landmark import with_view
from scenes.parts.next_step import NextStep
from scenes.parts.runner import Runner
from scenes.parts.size_map import add_axes
from scenes.parts.slope_arrows import MIDDLE, PLATE_HEIGHT, PLATE_ROOM, lie_beneath, plate_beneath
from scenes.parts.surface_view import SUN_ASIDE, Free, SurfaceView
from scenes.parts.two_knobs import TwoKnobs
from scenes.plans.gradient import DIGITS, WALK
from scenes.plans.ground import level_domain
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated, Cue
from scenes.theme import SIZES, STROKES

FROM_THE_SIDE, FROM_ABOVE = (-62.0, 48.0), (-90.0, 90.0)
"""Eyes: azimuth and elevation, in degrees."""
AWRY = 11.0
"""How far aside the eye is at most from where the bowl is narrowest: so it lies
level, and b recedes."""
FRAMED, UNFRAMED, SMALLER = 0.4, 0.2, 0.75
"""Share of the way from bowl to map after which the card has its place, and its edge comes; and of
the way back, in which the edge goes once the bowl has drawn back within it; and the share of
this after which nothing goes on beyond the bowl."""
HEIGHT, ROOM = 0.45, 1.4
"""How high the bowl is, in its radius, and how far it goes on beyond what is shown on it."""
LIT = 0.7
"""How high it is, in what it is, where its light is computed."""
PULL = 8.0
"""How soon what the eye goes nearer to comes to the middle: it goes little nearer."""
LONG = 0.32
"""Length of the gradient at the start, as it is drawn, in how far what is shown reaches."""
ACROSS = np.array([0.0, -1.0])
"""The parameter that is the same all along the cut; seen so, w grows to the right."""
BEYOND, WIDENED = 2.1, 0.7
"""Of the bowl, how much longer and wider the ground is where it is a map that fills its card, and
the share of the way after which that comes."""
POINTS = 181
"""Of the line of one cost, and of the cut."""
EDGE = 0.4
"""How far lines keep off the sides of the stage, where the bowl fades out there."""
SQUARE, TANGENT = 0.17, 0.36
"""Side of the mark of a right angle, and half of the tangent that it stands on, in frame units."""
TALL = 1.5
"""How far a fraction reaches above its baseline, and about below, in em."""
CLEAR = 0.1
"""From an arrow's tip up or down to the plate of its name, and from that to the map's sides."""


class GradientView:
    """The bowl with its ball, and all that is drawn on it.

    Args:
        scene: the scene it belongs to; its plan is that of `gradient`.
        whole: where it is a map; it never is if that is None.
    """

    def __init__(self, scene: AnyScene, whole: Slot | None = None) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        self.start = plan.run.theta[0]
        problem, reached = plan.problem, np.stack([self.start, plan.elsewhere])
        domain = level_domain(problem.loss, problem.hessian(), plan.minimum, reached, ROOM, HEIGHT)
        self.aside = domain.facing(FROM_THE_SIDE[0], AWRY), FROM_THE_SIDE[1]
        """The eye from which it is a bowl, the long side across."""
        names = ("$w$", "$b$", "$J$")
        stage = scene.layout.stage
        sun = self.aside[0] + SUN_ASIDE
        self.view = SurfaceView(
            scene, problem.loss, problem.gradient, domain, self.aside, names,
            free=None if whole is None else Free(whole, 0.0, sun),
        )  # fmt: skip
        self.view.beside.first = 1.0
        self.view.directions.go_left()
        self.view.directions.lay_tile()
        self.view.pull = PULL
        self._rooms = Gliding([self.view.room, stage])
        card = whole or stage
        wide = self.view.surface.slot
        self.within = self.view.within = Gliding([wide, card, stage])
        """What it is drawn within: as wide as the frame, or a card, and its stage."""
        self.axes = add_axes(scene, card), add_axes(scene, stage)
        """The names of its directions in the corners of these."""
        self.corners = tuple(self.axes[0].mobject.submobjects[::2])
        self.view.surface.stand_on_floor()
        self.view.find_corner(self.aside)
        self.view.surface.soon = SOON
        self.view.surface.lit = LIT
        self.times = LONG * plan.radius / float(plan.lengths[0])
        """How many times as long as they are gradients are drawn."""
        ground = self.view.surface
        self.wide = self._add_wide(sun)
        self.floor = scene.add_part(Floor(ground, theme), self._look, layer=Layer.FURNITURE)
        self.cut = self._add_cut()
        self.level = self._add_level()
        self.runner = Runner(scene, WALK, plan.run, ground, self.view.unit, theme.batch)
        self.runner.add_trail()
        self.square = self._add_square()
        self.here = ArrowParts(scene, self, self.start, between=True)
        placed, pair = scene.say.numerals.placed, scene.say.numerals.pair
        told = pair(*(placed(slope, DIGITS) for slope in plan.gradients[0].tolist()))
        name = self._add_name(f'$nabla J = "{told}"$', 1.0, theme.gradient)
        self.gradient = self.here.whole, name
        self.elsewhere = ArrowParts(scene, self, plan.elsewhere, between=False)
        self.leaning = self.elsewhere.whole, self.elsewhere.add_whole_name()
        down = self.add_arrow(self.start, -plan.gradients[0], theme.batch, BOLD)
        self.downhill = down, self._add_name("$-nabla J$", -1.0, theme.batch)
        self.next_step = NextStep(scene, self.view, self.runner)
        self.knobs = TwoKnobs(scene, self.view)
        self.partial = self.here.add_note(scene.say("gradient.partial"))
        self.runner.add_ball()

    def around(self, *reached: Array) -> Array:
        """Parameters (n, 2) that hold others and the lowest place; first their middle."""
        every = np.concatenate([self.scene.plan.minimum[None], *reached])
        middle = (every.min(axis=0) + every.max(axis=0)) / 2
        return np.stack([middle, *every])

    def _look(self, frame: int) -> Hashable:
        """Bring the eye to where it is, also while the bowl is not seen."""
        self.view.look_at(frame)
        return self.view.surface.view

    def _add_wide(self, sun: float) -> Part:
        """The ground of the map, also beyond the rim of the bowl that is below it."""
        bowl, loss, gradient = self.view.surface, self.view.loss, self.view.surface.gradient
        wide = Surface3D(
            loss, gradient, bowl.domain.widened(BEYOND), bowl.slot, self.scene.theme,
            BEYOND**2 * bowl.levels / 2, sun=sun, lit=1.0 / BEYOND**2,
        )  # fmt: skip

        def show() -> Hashable:
            wide.slot, wide.card = bowl.slot, bowl.card
            wide.look(bowl.view)
            return bowl.view, bowl.slot, bowl.card

        return self.scene.add_part(wide, lambda _: show(), layer=Layer.GROUND)

    def become_map(self, cue: Cue, at: float, until: float) -> None:
        """Be seen from above, on a card."""
        cue.move(self.view.beside, 0.0, at=at, until=until)
        self.view.go(cue, FROM_ABOVE, at=at, until=until)
        framed = at + FRAMED * (until - at)
        cue.move(self.within.where, 1.0, at=at, until=(at + framed) / 2)
        cue.move(self.view.card, 1.0, at=(at + framed) / 2, until=framed)
        cue.hide(*self.view.triad, at=at)
        cue.show(self.wide, at=at + WIDENED * (until - at))
        cue.show(self.axes[0], at=until)

    def become_bowl(self, cue: Cue, at: float, until: float, away: float) -> None:
        """Be seen from the side again, as a whole by ``until``, when it has drawn back ``away``."""
        cue.move(self.view.beside, 1.0, at=at, until=until)
        self.view.go(cue, self.aside, at=at, until=until)
        self.view.go_out(cue, at=at, until=away)
        cue.move(self.view.card, 0.0, at=away, until=away + UNFRAMED * (until - at))
        cue.move(self.within.where, 0.0, at=until, until=until)
        cue.hide(*self.axes, at=at)
        cue.hide(self.wide, at=at + SMALLER * (away - at))
        cue.show(*self.view.triad, at=until)

    # Lines on the bowl

    def _add_line(self, theta: Array, colour: str, drawn: Animated) -> Part:
        """A line through parameters (n, 2), where they are on the ground; it grows."""
        line, view = Dashes(colour, STROKES.thick, dash=0), self.view
        beneath = Dashes(self.scene.theme.casing, STROKES.thick + 2 * STROKES.casing, dash=0)
        inside = view.domain.contains(theta)

        def show(frame: int) -> Hashable:
            places = view.on_surface(theta)
            apart = STROKES.thick + EDGE * (1.0 - view.card.at(frame))
            seen = inside & view.surface.slot.inset(*[apart] * 4).holds(places)
            seen[round(drawn.at(frame) * len(theta)) :] = False
            edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(int)))
            for each in (beneath, line):
                each.show(*(places[a:b] for a, b in edges.reshape(-1, 2) if b - a > 1))
            return drawn.at(frame), view.surface.view

        return self.scene.add_part(Group(beneath, line), show, layer=Layer.GROUND)

    def _add_cut(self) -> Part:
        """Where only w changes."""
        self.cut_drawn = Animated(0.0)
        domain = self.view.domain
        away = (self.start - np.asarray(domain.centre)) / domain.radius
        self.across = domain.theta(np.linspace(*domain.chord(ACROSS, float(away @ ACROSS)), POINTS))
        """The parameters (n, 2) there, from rim to rim."""
        first, last = self.view.loss(self.across[[0, -1]]).tolist()
        self.chord: Array = np.linspace(first, last, POINTS)
        """The costs (n,) there on the straight line from end to end."""
        self.cut_face = self._add_cut_face()
        self.cut_end = self._add_cut_end()
        return self._add_line(self.across, self.scene.theme.text, self.cut_drawn)

    def cut_to(self, frame: int) -> int:
        """Which of the places across the cut has been drawn up to."""
        return round(self.cut_drawn.at(frame) * (len(self.across) - 1))

    def _add_cut_face(self) -> Part:
        """What the bowl is open to above the cut, as far as it has been drawn."""
        sheet = Sheet(self.scene.theme)

        def show(frame: int) -> Hashable:
            drawn = self.across[: self.cut_to(frame) + 1]
            sheet.show(self.view.on_surface(drawn), self.view.at(drawn, self.chord[: len(drawn)]))
            return len(drawn), self.view.surface.view

        return self.scene.add_part(sheet, show, layer=Layer.GROUND)

    def _add_cut_end(self) -> Part:
        """A ring there."""
        ring = Ring(self.scene.theme.text, self.scene.theme, STROKES.ball)

        def follow(frame: int) -> Hashable:
            ring.show(self.view.on_surface(self.across[self.cut_to(frame)]))
            return self.cut_drawn.at(frame), self.view.surface.view

        return self.scene.add_part(ring, follow, layer=Layer.NAMES)

    def _add_level(self) -> Part:
        """Where the cost is what it is at the start: an ellipse, from the start on around."""
        self.level_drawn = Animated(0.0)
        plan = self.scene.plan
        values, axes = np.linalg.eigh(plan.problem.hessian())
        root = axes * np.sqrt(values)  # the cost above the lowest is half of |root.T away|^2
        away = root.T @ (self.start - plan.minimum)
        turns = np.arctan2(away[1], away[0]) + np.linspace(0.0, 2.0 * np.pi, POINTS)
        ring = np.hypot(*away) * np.stack([np.cos(turns), np.sin(turns)])
        self.ring = plan.minimum + np.linalg.solve(root.T, ring).T
        """The parameters (n, 2) of that line."""
        return self._add_line(self.ring, self.scene.theme.text, self.level_drawn)

    # Arrows

    def flat(self, place: Array) -> Callable[[Array], Array]:
        """The cost at a place (2,), for all parameters: what lies there is parallel to the floor.

        From above, angles and lengths on one such level are as they are on the floor.
        """
        level = self.view.loss(place)
        return lambda theta: np.broadcast_to(level, np.shape(theta)[:-1])

    def seen(self, place: Array, theta: Array) -> Array:
        """Where parameters (..., 2) are in the frame on the level of a place."""
        return self.view.at(theta, self.flat(place)(theta))

    def add_arrow(self, place: Array, vector: Array, colour: str, bold: float = 1.0) -> Part:
        """A vector of gradients at a place, as long as all are drawn."""
        arrow = SurfaceArrow(self.view.surface, self.flat(place), colour, self.scene.theme, bold)
        arrow.show(place, self.times * vector)
        return self.scene.add_part(arrow, with_view(self.view.surface), layer=Layer.GROUND)

    def _add_name(self, code: str, sign: float, colour: str) -> Part:
        """What the gradient (1) or the way against it (-1) is called, plated.

        In the middle above or below its tip, as far as there is room.
        """
        scene, theme = self.scene, self.scene.theme
        label = formula(code, 1.2 * self._size, colour).cased(theme.casing)
        plate = plate_beneath(float(label.width), label.size, theme)
        tip = self.start + sign * self.times * scene.plan.gradients[0]
        ends, clear = np.stack([self.start, tip]), CLEAR + PLATE_HEIGHT / 2 * label.size

        def put(frame: int) -> Hashable:
            start, (x, y) = self.seen(self.start, ends).tolist()
            y += clear if y > start[1] else -clear
            look = self._put(frame, label, x, y - MIDDLE * label.size)
            lie_beneath(plate, label)
            return look

        return scene.add_part(Group(plate, label), put, layer=Layer.NAMES)

    def _put(self, frame: int, label: Label, x: float, baseline: float) -> Hashable:
        """Put a name about x, with its plate within where the bowl is at a frame."""
        room, width = self._rooms.between(self.view.beside.at(frame)), float(label.width)
        beside, card = PLATE_ROOM / 2 * label.size + CLEAR, self.within.at(frame)
        room = replace(
            room,
            left=max(room.left, card.left) + beside,
            right=min(room.right, card.right) - beside,
        )
        low, high = room.bottom + TALL * label.size, room.top - TALL * label.size
        baseline = min(max(baseline, low), high)
        left = min(max(x - width / 2, room.left), room.right - width)
        label.put(left, baseline)
        return room, self.view.surface.view

    @property
    def _size(self) -> float:
        return SIZES.label if self.scene.layout.narrow else SIZES.formula

    def _add_square(self) -> Part:
        """The right angle between the gradient and a tangent of the line of one cost."""
        view, gradient = self.view, self.scene.plan.gradients[0]
        up = gradient / np.hypot(*gradient)
        along = np.array([-up[1], up[0]])
        mark = Dashes(self.scene.theme.text, STROKES.curve, dash=0)
        side, reach = SQUARE / view.unit * np.stack([up, up + along, along]), TANGENT / view.unit
        corner, touching = self.start + side, self.start + reach * np.stack([-along, along])

        def show() -> None:
            mark.show(*(self.seen(self.start, theta) for theta in (corner, touching)))

        return self.scene.add_part(mark, with_view(view.surface, show), layer=Layer.GROUND)
