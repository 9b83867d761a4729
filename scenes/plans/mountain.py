"""Gradient descent on a landscape with a deep and a shallow valley, under fog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, cast

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent, FrameTable, descend, frame_table, surfaces
from gdcore.checks import check_gradient
from gdcore.errors import GDError
from gdcore.optimizers import gradient_descent
from gdcore.surfaces import Surface
from scenes.plans.base import Beat, ScenePlan
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import Arrow, Rate, SceneParams, Seconds, Start, Steps
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

WALK, OTHER_WALK = "gradient_descent", "other_start"
"""What the trace calls the two walks."""
OTHER_SETS_OFF = 0.55
"""Share of the last beat at which the second ball sets off."""
REACH = 1.5
"""How far from its middle a path is followed, in halves of the view's longer side."""
ROOM = 1.08
"""Radius of what is drawn in distances of the farthest place on it."""
ARROW, LEAST_ARROW = 0.30, 0.15
"""Length of the gradient's arrow at the start, and the least that there is room for, in radii."""
NEAR = 0.05
"""How far from a minimum a walk may end that is said to end there, in radii of what is drawn."""
SAME_HEIGHT = 1e-9
"""By how much minima differ that are said to be equally low, in parts of how high
a corner of the view lies above them."""
NO_SLOPE = 1e-100
"""Length of a gradient, and a learning rate, below which nothing can be drawn to any scale."""
SHORT_STEP, SEEN_STEP, LONG_STEP = 0.06, 0.15, 0.45
"""Where a step's arrow is drawn to the scale of the gradient's, in radii: between the first and
the last. One that were shorter is drawn as long as the second."""


class Params(SceneParams):
    """What a lesson file may set; ``start`` is (theta_1, theta_2).

    From ``other_start``, if there is one, a second ball walks when the fog has lifted.
    """

    surface: str = "mountain"
    start: Start = (1.2, 0.4)
    other_start: Start | None = None
    learning_rate: Rate = 0.2
    steps: Steps = 14
    seconds: Seconds = 9.0


def _lift(params: Params) -> float:
    return 6.0 if params.other_start is None else params.seconds


LIFT: Claims[Plan] = {
    "deepest_and_another": Claim(
        "this walk ends at the lowest minimum, the other start's at another",
        lambda plan: plan.is_lowest(WALK) and plan.is_parted,
    ),
    "deepest": Claim("this walk ends at the lowest minimum", lambda plan: plan.is_lowest(WALK)),
    "another": Claim(
        "this walk ends at a minimum that is not the lowest",
        lambda plan: plan.ends_at(WALK) is not None,
    ),
    "nowhere": Claim("this walk does not end at a minimum", otherwise),
}
"""What may be said when the fog has lifted."""


class Beats:
    """What the scene plays, in order."""

    fog = Beat[Params]("a landscape under fog, and a ball", 4.0)
    parameters = Beat[Params]("where the ball is: the parameters", 4.0)
    cost = Beat[Params]("how high it is: the cost", 4.0)
    slope = Beat[Params]("the gradient underfoot", 4.0)
    step_length = Beat[Params]("one step: the learning rate times the gradient", 4.0)
    descent = Beat[Params]("the ball walks down", lambda p: p.seconds + 2 * TIMES.settle)
    lift = Beat[Params]("the fog lifts", _lift, outcomes=LIFT)


Array = NDArray[np.float64]


@dataclass(frozen=True)
class Disc:
    """The disc of parameters that is drawn."""

    centre: Array
    radius: float

    def contains(self, theta: Array) -> NDArray[np.bool_]:
        """Whether parameters (..., 2) lie on it."""
        offset = (theta - self.centre) / self.radius
        return np.asarray(np.hypot(offset[..., 0], offset[..., 1]) <= 1.0)

    def room(self, theta: Array, direction: Array) -> float:
        """How far it reaches from a place on it, in radii, along a unit vector."""
        offset = (theta - self.centre) / self.radius
        along = float(offset @ direction)
        return float(-along + np.sqrt(max(along * along + 1.0 - float(offset @ offset), 0.0)))


@dataclass(frozen=True)
class Plan(ScenePlan[Params]):
    """What the scene draws of its runs, and what it says of them."""

    name = "mountain"
    params = Params
    beats = Beats

    surface: Surface
    runs: dict[str, Descent]
    """``WALK``, and ``OTHER_WALK`` where a lesson asks for it."""
    disc: Disc
    gradient: Arrow | None
    """Of the first step; None where it is zero."""
    step: Arrow | None
    """None where the gradient is."""
    departures: dict[str, str]
    """By run, the words for why it has left what is drawn; runs that do not are left out."""
    seconds: float
    """Of the first walk."""

    def ends_at(self, walk: str) -> int | None:
        """Which of the surface's minima a walk has come to, None where it has to none."""
        if walk not in self.runs or not len(self.surface.minima):
            return None
        away = np.hypot(*(self.surface.minima - self.runs[walk].theta[-1]).T)
        return int(away.argmin()) if away.min() <= NEAR * self.disc.radius else None

    def is_lowest(self, walk: str) -> bool:
        """Whether a walk has come to a minimum than which none is lower."""
        values, at = self.surface.minimum_values, self.ends_at(walk)
        if at is None:
            return False
        least, corner = values.min(), self.surface.loss(np.asarray(self.surface.view)[:, 0])
        return bool(values[at] - least <= SAME_HEIGHT * abs(corner - least))

    @property
    def is_parted(self) -> bool:
        """Whether both walks have come to minima of which one is higher."""
        there = None not in (self.ends_at(WALK), self.ends_at(OTHER_WALK))
        return there and self.is_lowest(WALK) != self.is_lowest(OTHER_WALK)

    @classmethod
    def check(cls, params: Params, inputs: Inputs) -> Surface:
        """The surface, its gradient checked against finite differences, and the start on its view.

        Raises:
            GDError: no such surface, or a start outside its view.
        """
        del inputs
        surface = surfaces.get(params.surface, dimension=2)
        _check_start(surface, "start", params.start)
        if params.other_start is not None:
            _check_start(surface, "other_start", params.other_start)
        return surface

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Run gradient descent from each start."""
        surface = cls.check(params, inputs)
        rule = gradient_descent(learning_rate=params.learning_rate)
        starts = {WALK: params.start, OTHER_WALK: params.other_start}
        runs = {
            name: descend(surface, rule, start=start, steps=params.steps, seed=seed)
            for name, start in starts.items()
            if start is not None
        }
        disc = drawn_disc(surface, list(runs.values()))
        gradient, step = _first_arrows(runs[WALK], disc)
        left = {name: departure(run, disc) for name, run in runs.items()}
        departures = {name: why for name, why in left.items() if why is not None}
        return cls(surface, runs, disc, gradient, step, departures, params.seconds)

    def timed(self, score: Score) -> FrameTable:
        """One walk in its beat, the other when the fog has lifted."""
        descent, lift = score[Beats.descent].start / score.fps, score[Beats.lift]
        begin = {WALK: descent + TIMES.settle}
        end = {WALK: begin[WALK] + self.seconds}
        if OTHER_WALK in self.runs:
            begin[OTHER_WALK] = (lift.start + OTHER_SETS_OFF * lift.frames) / score.fps
            end[OTHER_WALK] = lift.stop / score.fps - TIMES.settle
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, begin=begin, end=end)


def _check_start(surface: Surface, name: str, start: Start) -> None:
    for value, (low, high) in zip(start, surface.view, strict=True):
        if not low <= value <= high:
            raise GDError(
                f"{name} {list(start)} lies outside what is drawn of {surface.name}: "
                f"choose theta_1 in {list(surface.view[0])} and theta_2 in {list(surface.view[1])}."
            )
    check_gradient(surface, start)


def drawn_disc(surface: Surface, runs: Sequence[Descent]) -> Disc:
    """The disc about the view's middle that holds what there is to see.

    It holds the view's longer side; of the view the minima, and the starts with room for arrows;
    and each path that stays within ``REACH``.
    """
    corners = np.asarray(surface.view)
    centre, half = corners.mean(axis=1), float(np.ptp(corners, axis=1).max() / 2)
    viewed = ((surface.minima >= corners[:, 0]) & (surface.minima <= corners[:, 1])).all(axis=1)
    held = [ROOM * (surface.minima[viewed] - centre)]
    for run in runs:
        path = run.theta - centre
        arrow = LEAST_ARROW * half * _unit(surface.gradient(run.theta[0]))
        held += [ROOM * path[:1], path[0] + arrow[None], path[0] - arrow[None]]
        if (np.hypot(*path.T) <= REACH * half).all():
            held.append(ROOM * path)
    farthest = float(np.hypot(*np.concatenate(held).T).max())
    return Disc(centre, max(half, farthest))


def _unit(vector: Array) -> Array:
    length = float(np.hypot(*vector))
    return np.asarray(vector / length if length > 0 else np.zeros(2))


def _first_arrows(run: Descent, disc: Disc) -> tuple[Arrow | None, Arrow | None]:
    """The gradient that the first step used, and the step, drawn so long that both can be seen."""
    start, gradient = run.theta[0], run.gradient[0]
    if not np.hypot(*gradient) > NO_SLOPE:
        return None, None
    step = -run.learning_rate[0] * gradient
    uphill = _unit(gradient)
    up, down = disc.room(start, uphill), disc.room(start, -uphill)
    times = min(ARROW, up, down) * disc.radius / float(np.hypot(*gradient))
    length = float(np.hypot(*step)) / disc.radius
    longest = min(LONG_STEP, down)
    if SHORT_STEP <= times * length <= longest:
        return Arrow(gradient, times), Arrow(step, times)
    drawn = min(SEEN_STEP, longest) if times * length < SHORT_STEP else longest
    return Arrow(gradient, times), Arrow(step, drawn / length)


def departure(run: Descent, disc: Disc) -> str | None:
    """The words for why a path left what is drawn, None where it did not.

    Its steps are too long where it ends higher than where it left, or where the curvature there
    throws it to and fro; a single one was, where it came down again.
    """
    outside = np.flatnonzero(~disc.contains(run.theta))
    if not outside.size:
        return None
    surface = cast("Surface", run.problem)
    last_inside = int(outside[0]) - 1
    held = len(surface.minima) > 0
    curvature = np.linalg.eigvalsh(surface.hessian(run.theta[last_inside]))[-1]
    thrown = not held and run.learning_rate[last_inside] * curvature > 2
    raised = run.loss[last_inside + 1] > run.loss[last_inside]
    if run.loss[-1] > run.loss[last_inside] or (raised and thrown):
        return "left.steps_too_long"
    if raised:
        return "left.step_too_long"
    if held:
        return "left.led_out"
    return "left.no_valley_and_steps_too_long" if thrown else "left.no_valley"
