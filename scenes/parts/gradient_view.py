"""A bowl over the floor of its two parameters, the line of one cost, and the gradient."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial

import numpy as np

from gdcore.typing import Array
from scenes.components.path.arrow import SurfaceArrow
from scenes.components.path.dashes import Dashes
from scenes.components.surface.domain import fit_domain
from scenes.components.surface.floor import Floor
from scenes.components.text.label import Label, formula
from scenes.parts.landmark import with_view
from scenes.parts.next_step import NextStep
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.plans.gradient import DIGITS, WALK
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES

FROM_THE_SIDE = (-62.0, 36.0)
HEIGHT = 0.56
LONG = 0.45
"""Length of the gradient at the start, as it is drawn, in the radius of the disc."""
POINTS = 181
"""Of the line of one cost, and of the cut."""
EDGE = 0.4
"""How far lines keep off the sides of the stage, where the bowl fades out."""
SQUARE = 0.17
"""Side of the mark of a right angle, in frame units."""
TALL = 1.5
"""How far a fraction reaches above its baseline, and about below, in em."""
CLEAR = 0.17
"""From an arrow's tip to its name."""
BEYOND, BELOW = 0.5, 1.2
"""From the ball, outward, to the numbers of both slopes; and how far that along w is from its
arrow, in em."""


class GradientView:
    """The bowl with its ball, and all that is drawn on it.

    Args:
        scene: that it belongs to; its plan is that of `gradient`.
    """

    def __init__(self, scene: AnyScene) -> None:
        self.scene, plan, theme = scene, scene.plan, scene.theme
        self.start = plan.run.theta[0]
        domain = fit_domain(plan.problem.loss, plan.minimum, plan.radius, HEIGHT)
        names = ("$w$", "$b$", "$J$")
        self.view = SurfaceView(
            scene, plan.problem.loss, plan.problem.gradient, domain, FROM_THE_SIDE, names,
        )  # fmt: skip
        self.view.surface.stand_on_floor()
        self.times = LONG * plan.radius / float(plan.lengths[0])
        """How many times as long as they are gradients are drawn."""
        ground = self.view.surface
        self.floor = scene.add_part(Floor(ground, theme), self._look, layer=Layer.FURNITURE)
        self.cut = self._add_cut()
        self.level = self._add_level()
        self.height = self._add_height()
        self.runner = Runner(scene, WALK, plan.run, ground, self.view.unit, theme.batch)
        self.runner.add_trail()
        self.sides, self.square = self._add_sides(), self._add_square()
        self.parts = [self._add_part(k) for k in (0, 1)]
        self.gradient = self._add_gradient()
        self.elsewhere = [part for place in plan.places for part in self._add_elsewhere(place)]
        self.downhill = self._add_named("$-nabla J$", -plan.gradients[0], theme.batch)
        self.next_step = NextStep(scene, self.view, self.runner)
        self.runner.add_ball()

    def _look(self, frame: int) -> Hashable:
        """Bring the eye to where it is, also while the bowl is not seen."""
        self.view.look_at(frame)
        return self.view.surface.view

    # Lines on the bowl

    def _add_line(self, theta: Array, colour: str, drawn: Animated) -> Part:
        """A line through parameters (n, 2), where they are on the disc; it grows."""
        line, view = Dashes(colour, STROKES.thick, dash=0), self.view
        inside = view.domain.contains(theta)

        def show(frame: int) -> Hashable:
            places = view.on_surface(theta)
            seen = inside & view.surface.slot.inset(*[EDGE] * 4).holds(places)
            seen[round(drawn.at(frame) * len(theta)) :] = False
            edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(int)))
            line.show(*(places[a:b] for a, b in edges.reshape(-1, 2) if b - a > 1))
            return drawn.at(frame), view.surface.view

        return self.scene.add_part(line, show, layer=Layer.GROUND)

    def _add_cut(self) -> Part:
        """Where only w changes."""
        self.cut_drawn = Animated(0.0)
        across = np.linspace(-1.0, 1.0, POINTS) * 2.0 * self.scene.plan.radius
        theta = np.stack([self.start[0] + across, np.full(POINTS, self.start[1])], axis=-1)
        theta = theta[self.view.domain.contains(theta)]
        return self._add_line(theta, self.scene.theme.text, self.cut_drawn)

    def _add_level(self) -> Part:
        """Where the cost is what it is at the start: an ellipse, from the start on around."""
        self.level_drawn = Animated(0.0)
        plan = self.scene.plan
        values, axes = np.linalg.eigh(plan.problem.hessian())
        root = axes * np.sqrt(values)  # the cost above the lowest is half of |root.T away|^2
        away = root.T @ (self.start - plan.minimum)
        turns = np.arctan2(away[1], away[0]) + np.linspace(0.0, 2.0 * np.pi, POINTS)
        ring = np.hypot(*away) * np.stack([np.cos(turns), np.sin(turns)])
        theta = plan.minimum + np.linalg.solve(root.T, ring).T
        return self._add_line(theta, self.scene.theme.text, self.level_drawn)

    def _add_height(self) -> Part:
        """From the floor up to the bowl, at the start."""
        line, view, plan = Dashes(self.scene.theme.text, STROKES.thin), self.view, self.scene.plan
        ends = np.stack([self.start, self.start])
        cost = np.array([view.domain.low, float(plan.run.loss[0])])
        update = with_view(view.surface, lambda: line.show(view.at(ends, cost)))
        return self.scene.add_part(line, update, layer=Layer.GROUND)

    # Arrows

    def _flat(self, place: Array) -> Callable[[Array], Array]:
        """The cost at a place (2,), for all parameters: what lies there is parallel to the floor.

        From above, angles and lengths on one such level are as they are on the floor.
        """
        level = self.view.loss(place)
        return lambda theta: np.broadcast_to(level, np.shape(theta)[:-1])

    def _seen(self, place: Array, theta: Array) -> Array:
        """Where parameters (..., 2) are in the frame on the level of a place."""
        return self.view.at(theta, self._flat(place)(theta))

    def _add_arrow(self, place: Array, vector: Array, colour: str) -> Part:
        """A vector of gradients at a place, as long as all are drawn."""
        arrow = SurfaceArrow(self.view.surface, self._flat(place), colour, self.scene.theme)
        arrow.show(place, self.times * vector)
        return self.scene.add_part(arrow, with_view(self.view.surface))

    def _add_named(self, code: str, vector: Array, colour: str) -> tuple[Part, Part]:
        """One at the start, with its name beyond its tip."""
        arrow = self._add_arrow(self.start, vector, colour)
        label = formula(code, 1.2 * self._size, colour).cased(self.scene.theme.casing)
        ends = self.start + np.stack([np.zeros(2), self.times * vector])

        def put() -> None:
            start, tip = self._seen(self.start, ends)
            way = (tip - start) / max(float(np.hypot(*(tip - start))), 1e-9)
            x, y = (tip + CLEAR * way).tolist()
            self._put(label, x, y - 0.3 * label.size, rightward=way[0] > 0)

        name = self.scene.add_part(label, with_view(self.view.surface, put), layer=Layer.NAMES)
        return arrow, name

    def _put(self, label: Label, x: float, baseline: float, *, rightward: bool) -> None:
        """Put a name right or left of x, within the stage."""
        room, width = self.scene.layout.stage, float(label.width)
        low, high = room.bottom + TALL * label.size, room.top - TALL * label.size
        baseline = min(max(baseline, low), high)
        if rightward:
            label.put(min(x, room.right - width), baseline)
        else:
            label.put(max(x, room.left + width), baseline, "right")

    def _add_part(self, k: int) -> tuple[Part, Part]:
        """The slope along one parameter at the start, and its number, beyond the rim."""
        plan, theme, view = self.scene.plan, self.scene.theme, self.view
        along = np.diag(plan.gradients[0])
        arrow = self._add_arrow(self.start, along[k], theme.gradient)
        text = self.scene.say.numerals.placed(float(plan.gradients[0][k]), DIGITS)
        code = f'$partial J \\/ partial {"wb"[k]} = "{text}"$'
        label = formula(code, SIZES.label, theme.gradient).cased(theme.casing)
        ends = self.start + self.times * along

        def put() -> None:
            start, tips = self._seen(self.start, self.start), self._seen(self.start, ends)
            outward = float(np.sign(self.start[0] - plan.minimum[0])) or 1.0
            edge, up = outward * float(start[0]) + BEYOND, float(np.sign(tips[1, 1] - start[1]))
            baseline = float(tips[1, 1] if k else start[1] - (up or 1.0) * BELOW * label.size)
            baseline -= 0.3 * label.size
            self._put(label, outward * edge, baseline, rightward=outward > 0)

        name = self.scene.add_part(label, with_view(view.surface, put), layer=Layer.NAMES)
        return arrow, name

    @property
    def _size(self) -> float:
        return SIZES.label if self.scene.layout.narrow else SIZES.formula

    def _add_gradient(self) -> tuple[Part, Part]:
        theme, plan = self.scene.theme, self.scene.plan
        return self._add_named("$nabla J$", plan.gradients[0], theme.gradient)

    def _add_sides(self) -> Part:
        """What makes a rectangle of the two parts, whose diagonal is the gradient."""
        view, along = self.view, self.times * np.diag(self.scene.plan.gradients[0])
        lines = Dashes(self.scene.theme.gradient)
        corner = self.start + along.sum(axis=0)
        ends = [np.stack([self.start + part, corner]) for part in along]
        show = partial(self._show, lines, self.start, ends)
        return self.scene.add_part(lines, with_view(view.surface, show))

    def _show(self, lines: Dashes, place: Array, ends: Sequence[Array]) -> None:
        """Draw lines between parameters (n, 2) on the level of a place."""
        lines.show(*(self._seen(place, theta) for theta in ends))

    def _add_square(self) -> Part:
        """The right angle between the gradient and the line of one cost."""
        view, gradient = self.view, self.scene.plan.gradients[0]
        up = gradient / np.hypot(*gradient)
        along = np.array([-up[1], up[0]])
        mark = Dashes(self.scene.theme.text, STROKES.thin, dash=0)
        side = SQUARE / view.unit
        theta = self.start + side * np.stack([up, up + along, along])
        show = partial(self._show, mark, self.start, [theta])
        return self.scene.add_part(mark, with_view(view.surface, show))

    def _add_elsewhere(self, place: Array) -> list[Part]:
        """The gradient at another place, and its parts."""
        scene, view = self.scene, self.view
        gradient = np.asarray(scene.plan.problem.gradient(place))
        along = self.times * np.diag(gradient)
        parts = Dashes(scene.theme.gradient)
        ends = [np.stack([place, place + part]) for part in along]
        ends += [np.stack([place + part, place + along.sum(axis=0)]) for part in along]
        show = partial(self._show, parts, place, ends)
        dashes = scene.add_part(parts, with_view(view.surface, show))
        return [dashes, self._add_arrow(place, gradient, scene.theme.gradient)]
