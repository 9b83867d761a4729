"""Gradient descent on a landscape with a deep and a shallow valley, under fog."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Self

import numpy as np

from gdcore import Descent, FrameTable, Stretch, descend, frame_table
from gdcore.checks import check_gradient
from gdcore.errors import GDError
from gdcore.optimizers import gradient_descent
from gdcore.surfaces import Surface
from gdcore.typing import Array
from scenes.plans.base import Beat, ScenePlan, Sign, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import Rate, SceneParams, Seconds, Start, Steps
from scenes.plans.found_walks import found_walks
from scenes.plans.hills import (
    LEFT,
    PLACES,
    Departure,
    Disc,
    Minimum,
    Sweep,
    departure,
    drawn_disc,
    first_slope,
    first_step,
    found,
    is_lowest,
    sweep,
)
from scenes.plans.own_surface import SurfaceChoice, chosen_surface, refuse_gaps, told_of
from scenes.plans.questions import Questions, which
from scenes.plans.told import in_figures, place
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

WALK, OTHER_WALK = "gradient_descent", "other_start"
"""What the trace calls the two walks."""
SLOW_STEPS, SLOW = 2, 2.1
"""How many steps are worked out in numbers, at first, and the seconds of each."""
LAST_DIGITS = 1e-12
"""Share of the highest costs by which one may rise and count as the same."""
AWAY, SETS_OFF = 1.2, 1.0
"""Seconds of a beat before the ball goes on, its plot being there, and another ball sets off."""
FIGURES = 3
"""In how many figures costs are said."""
ASKED = 3.4
"""Seconds of its beat after which the question has stood and the fog clears."""
GRID = 201
"""Places along each side of the square about the disc, at which its lowest cost is looked for."""
LEVEL = 1e-3
"""What share of the slopes about the view a slope is that counts as none."""
REST = 0.9
"""Seconds after a walk in which its end can be looked at."""


class Params(SceneParams):
    """What a lesson file may set; ``start`` is (theta_1, theta_2).

    From ``other_start``, if there is one, a second ball walks when the fog has lifted.  A start or
    a learning rate that is not given is found, and so is another start that is "auto".
    ``seconds`` is how long the walk takes after its first steps.
    """

    surface: SurfaceChoice = "mountain"
    start: Start | None = None
    other_start: Start | Literal["auto"] | None = None
    learning_rate: Rate | None = None
    steps: Steps = 11
    seconds: Seconds = 2.4

    def remarks(self, inputs: Inputs) -> tuple[str, ...]:
        """What was found for a formula, and what to know of it."""
        del inputs
        surface = chosen_surface(self.surface)
        if not surface.searched:
            return ()
        whole = self.settled(surface)
        found = [
            f"{name} = {list(value) if isinstance(value, tuple) else value}"
            for name, value in whole.model_dump(
                include={"start", "other_start", "learning_rate"}
            ).items()
            if value is not None and value != getattr(self, name)
        ]
        told = (f"Found for this surface: {', '.join(found)}.",) if found else ()
        return (*told, *told_of(surface))

    def settled(self, surface: Surface) -> Params:
        """The same with all starts and the learning rate, those that were to be found found."""
        asked = self.start is None or self.learning_rate is None or self.other_start == "auto"
        if not asked:
            return self
        found = found_walks(surface, self.steps, self.learning_rate, self.start)
        other = found.other if self.other_start == "auto" else self.other_start
        return self.model_copy(
            update={"start": found.start, "learning_rate": found.rate, "other_start": other}
        )


GROUND: Claims[Plan] = {
    "formula": Claim("the surface is a formula", lambda plan: plan.surface.searched),
    "invented": Claim("the surface is one of those that come with the program", otherwise),
}
"""Whose landscape it is."""
SLOPE: Claims[Plan] = {
    "steep": Claim(
        "there is a slope where this walk starts", lambda plan: plan.gradient is not None
    ),
    "flat": Claim("this walk starts on level ground, and stays there", otherwise),
}
"""What may be said of the ground at the start, and of steps from it."""
FIRST: Claims[Plan] = {
    "flat": Claim("there is no step to take", lambda plan: plan.gradient is None),
    "several": Claim("several steps are taken", lambda plan: plan.runs[WALK].steps > 1),
    "one": Claim("one step is taken", otherwise),
}
"""What may be said of the first steps."""
QUESTION: Claims[Plan] = {
    "left": Claim("this walk leaves the picture", lambda plan: WALK in plan.departures),
    "stays": Claim("the cost ends as it began", lambda plan: plan.rise == 0),
    "falls": Claim("no step raises the cost", lambda plan: plan.never_rises),
    "ends_lower": Claim(
        "the cost ends lower than it began, but some step raises it", lambda plan: plan.rise < 0
    ),
    "rises": Claim("the cost ends higher than it began", otherwise),
}
"""What may be said of the cost along the walk, and asked of its end, before the fog clears."""
LIFT: Claims[Plan] = {
    "left": Claim("this walk leaves the picture", lambda plan: WALK in plan.departures),
    "lowest_found": Claim(
        "this walk ends at the lowest minimum that was found, and no lower point was",
        lambda plan: plan.is_searched and plan.is_lowest(WALK) and plan.is_low(WALK),
    ),
    "lower_elsewhere": Claim(
        "this walk ends at the lowest minimum that was found, but the ground is lower elsewhere",
        lambda plan: plan.is_searched and plan.is_lowest(WALK),
    ),
    "deepest": Claim("this walk ends at the lowest minimum", lambda plan: plan.is_lowest(WALK)),
    "another": Claim(
        "this walk ends at a minimum that is not the lowest",
        lambda plan: plan.ends_at(WALK) is not None,
    ),
    "level": Claim(
        "this walk ends where the ground is about level, at no minimum that was found",
        lambda plan: plan.is_searched and plan.is_level(WALK),
    ),
    "nowhere": Claim("this walk does not end at a minimum", otherwise),
}
"""What may be said of where the walk ends, once the fog has cleared."""
AGAIN: Claims[Plan] = {
    "there": Claim("there is another start", lambda plan: OTHER_WALK in plan.runs),
    "none": Claim("there is no other start", otherwise),
}
"""Whether there is a walk from another start."""
WISH: Claims[Plan] = {
    "none": Claim("there is no other start", lambda plan: OTHER_WALK not in plan.runs),
    "left": Claim("the other walk leaves the picture", lambda plan: OTHER_WALK in plan.departures),
    "level": Claim(
        "the other walk ends where the ground is about level, at no minimum that was found",
        lambda plan: (
            plan.is_searched and plan.ends_at(OTHER_WALK) is None and plan.is_level(OTHER_WALK)
        ),
    ),
    "nowhere": Claim(
        "the other walk does not end at a minimum", lambda plan: plan.ends_at(OTHER_WALK) is None
    ),
    "alone": Claim(
        "the other walk alone ends at a minimum", lambda plan: plan.ends_at(WALK) is None
    ),
    "same": Claim(
        "both walks end at the same minimum",
        lambda plan: plan.ends_at(OTHER_WALK) == plan.ends_at(WALK),
    ),
    "another": Claim("the other walk ends at another minimum than the first", otherwise),
}
"""What may be said of where the walk from another start has ended."""


STAYS: Claims[Plan] = {
    "left": Claim("the walk leaves the picture", lambda plan: WALK in plan.departures),
    "stays": Claim("it stays there", otherwise),
}
"""Whether the ball is still to be seen."""
COMPARED: Claims[Plan] = {
    "left": Claim("the walk leaves the picture", lambda plan: WALK in plan.departures),
    "level": Claim(
        "it ends where the ground is about level, at no minimum that was found",
        lambda plan: plan.is_searched and plan.ends_at(WALK) is None and plan.is_level(WALK),
    ),
    "nowhere": Claim("it does not end at a minimum", lambda plan: plan.ends_at(WALK) is None),
    "compared": Claim("there is another minimum to be seen", lambda plan: plan.rival is not None),
    "alone": Claim("there is no other", otherwise),
}
"""What there is to see of valleys."""
OTHER: Claims[Plan] = {
    "none": Claim("there is no other start", lambda plan: OTHER_WALK not in plan.runs),
    "left": Claim("the other walk leaves the picture", lambda plan: OTHER_WALK in plan.departures),
    "stays": Claim("the other walk stays there", otherwise),
}
"""What becomes of the other ball."""


class Beats:
    """What the scene plays, in order."""

    height = Beat[Params]("the mountain from low down, which hides its valleys", 4.0)
    fog = Beat[Params]("fog rises, and the eye with it; a ball", 4.0, outcomes=GROUND)
    parameters = Beat[Params]("the ground cut open; where the ball is, on two axes below it", 4.0)
    cost = Beat[Params]("how high it is, on a scale from the floor up", 4.0)
    slope = Beat[Params]("the steepest way up, and the way down", 5.0, outcomes=SLOPE)
    step_length = Beat[Params](
        "the gradient as long as it is, and the share of it that a step is", 4.0, outcomes=SLOPE
    )
    knows = Beat[Params]("the dark, the ground underfoot, three numbers", 4.0)
    first_steps = Beat[Params](
        "the first steps, each with its numbers in the rule",
        lambda p: slow_steps(p) * SLOW + 2 * TIMES.settle + REST / 2,
        outcomes=FIRST,
    )
    descent = Beat[Params](
        "a plot of the cost comes; the ball walks on",
        lambda p: AWAY + p.seconds + TIMES.settle,
        sights=STAYS,
    )
    question = Beat[Params](
        "the question; then the fog clears, and the eye goes round",
        5.0,
        outcomes=QUESTION,
        sights=COMPARED,
    )
    lift = Beat[Params]("the answer; valleys are compared", 3.0, outcomes=LIFT, sights=COMPARED)
    other = Beat[Params](
        "another ball, from another start; without one, the eye rises already",
        lambda p: 2.0 if p.other_start is None else 4.0,
        outcomes=AGAIN,
        sights=OTHER,
    )
    wish = Beat[Params]("the eye rises: the landscape as a map", 5.0, outcomes=WISH)


def minimum(which: int) -> str:
    """What the sign about one of the surface's minima is called."""
    return f"minimum {which}"


def slow_steps(params: Params) -> int:
    """How many steps are shown slowly."""
    return min(SLOW_STEPS, params.steps)


@dataclass(frozen=True)
class Plan(ScenePlan[Params]):
    """What the scene draws of its runs, and what it says of them."""

    name = "mountain"
    params = Params
    beats = Beats
    formulas = ("step",)

    surface: Surface
    runs: dict[str, Descent]
    """``WALK``, and ``OTHER_WALK`` where a lesson asks for it."""
    disc: Disc
    gradient: Array | None
    """That the first step used, (2,); None where it is zero."""
    sweep: Sweep | None
    """Other rates for the first step; None where the gradient is zero."""
    left: dict[str, Departure | None]
    """How each run left what is drawn, None for one that did not."""
    slow: int
    """How many steps are shown slowly, at first."""
    seconds: float
    """How long the others take."""

    def ends_at(self, walk: str) -> int | None:
        """Which of the surface's minima a walk has come to, None where it has to none."""
        run = self.runs.get(walk)
        return None if run is None else found(run, self.surface, self.disc)

    @property
    def is_searched(self) -> bool:
        """Whether minima were searched for, so that there may be others."""
        return self.surface.searched

    @cached_property
    def _ground(self) -> tuple[Array, Array]:
        """Costs and slopes all over the disc."""
        side = np.linspace(-1.0, 1.0, GRID)
        places = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
        places = self.disc.centre + self.disc.radius * places[np.hypot(*places.T) <= 1.0]
        slopes = np.hypot(*self.surface.gradient(places).T)
        return np.asarray(self.surface.loss(places)), slopes

    def is_low(self, walk: str) -> bool:
        """Whether nothing on the disc lies lower than the minimum that a walk has come to."""
        at = self.ends_at(walk)
        costs = self._ground[0]
        return at is not None and bool(
            self.surface.minimum_values[at] <= costs.min() + LAST_DIGITS * np.ptp(costs)
        )

    def is_level(self, walk: str) -> bool:
        """Whether there is next to no slope where a walk ends."""
        end = self.runs[walk].theta[-1]
        if not np.isfinite(end).all():
            return False
        slope = float(np.hypot(*self.surface.gradient(end)))
        return slope <= LEVEL * float(np.sqrt((self._ground[1] ** 2).mean()))

    def is_lowest(self, walk: str) -> bool:
        """Whether a walk has come to a minimum than which none is lower."""
        at = self.ends_at(walk)
        return at is not None and is_lowest(at, self.surface)

    @property
    def rival(self) -> int | None:
        """The minimum that the walk's is compared with: the lowest of the others that are drawn."""
        at, minima = self.ends_at(WALK), self.surface.minima
        drawn = self.disc.contains(minima) if len(minima) else np.zeros(0, dtype=bool)
        others = [k for k in np.flatnonzero(drawn).tolist() if k != at]
        if at is None or not others:
            return None
        return min(others, key=lambda k: float(self.surface.minimum_values[k]))

    @property
    def signs(self) -> dict[str, Sign]:
        """Why walks left the picture, and what the minima are called."""
        minima = [Minimum(self.surface, which) for which in range(len(self.surface.minima))]
        places = {minimum(place.which): Sign(PLACES, place) for place in minima}
        left = {walk: Sign(LEFT, left) for walk, left in self.left.items()}
        return {**left, **places}

    @property
    def departures(self) -> dict[str, str]:
        """By walk that left what is drawn, the key of the words for why."""
        return {walk: self.sign(walk) for walk, left in self.left.items() if left is not None}

    @property
    def never_rises(self) -> bool:
        """Whether no step of the walk raises its cost by more than its last digits."""
        return bool((np.diff(self.runs[WALK].loss) <= self._last_digits).all())

    @property
    def rise(self) -> float:
        """By how much the walk ends higher than it began; 0 where that is in the last digits."""
        loss = self.runs[WALK].loss
        rise = float(loss[-1] - loss[0])
        return 0.0 if abs(rise) <= self._last_digits else rise

    @property
    def _last_digits(self) -> float:
        corner = np.asarray(self.surface.view)[:, 0]
        return LAST_DIGITS * max(
            abs(float(self.surface.loss(corner))), float(self.runs[WALK].loss[0])
        )

    @property
    def values(self) -> dict[str, Value]:
        """The steps of the walk, and the costs that both begin and end with."""
        walk, other = self.runs[WALK], self.runs.get(OTHER_WALK)
        return {
            "steps": walk.steps,
            "rate": float(walk.learning_rate[0]),
            "first_cost": _in_figures(walk.loss[0]),
            "last_cost": _in_figures(walk.loss[-1]),
            "other_cost": None if other is None else _in_figures(other.loss[-1]),
        }

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        walk, other = self.runs[WALK], self.runs.get(OTHER_WALK, self.runs[WALK])
        slow, slope = min(self.slow, walk.steps), walk.gradient[0]
        at, rival = self.ends_at(WALK), self.rival
        return {
            **place("start", walk.theta[0], 2), **place("slope", slope, 2),
            **place("slow", walk.theta[slow], 2), **place("last", walk.theta[-1], 2),
            **place("other", other.theta[0], 2), **place("other_last", other.theta[-1], 2),
            "slow": slow,
            "slow_cost": in_figures(walk.loss[slow]), "other_first": in_figures(other.loss[0]),
            "here": None if at is None else self._lowest_cost(at),
            "rival": None if rival is None else self._lowest_cost(rival),
        }  # fmt: skip

    def _lowest_cost(self, which: int) -> float:
        """That at the bottom of a valley, as it is written there."""
        return round(float(self.surface.minimum_values[which]), 2)

    @property
    def questions(self) -> Questions:
        """Whether the ball has come to the lowest point, if it has not left the picture."""
        outcomes = ("deepest", "another", "nowhere")
        return which(Beats.question, outcomes, self.outcomes["lift"], at=ASKED)

    @classmethod
    def check(cls, params: Params, inputs: Inputs) -> Surface:
        """The surface, its gradient checked against finite differences, and the start on its view.

        Raises:
            GDError: no such surface, or a start outside its view.
        """
        del inputs
        surface = chosen_surface(params.surface)
        for name, start in (("start", params.start), ("other_start", params.other_start)):
            if isinstance(start, tuple):
                _check_start(surface, name, start)
        return surface

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Run gradient descent from each start."""
        surface = cls.check(params, inputs)
        params = params.settled(surface)
        rule = gradient_descent(learning_rate=params.learning_rate or 0.0)
        starts = {WALK: params.start, OTHER_WALK: params.other_start}
        runs = {
            name: descend(surface, rule, start=start, steps=params.steps, seed=seed)
            for name, start in starts.items()
            if isinstance(start, tuple)
        }
        disc = drawn_disc(surface, list(runs.values()))
        refuse_gaps(surface, disc)
        gradient, step = first_slope(runs[WALK]), first_step(runs[WALK], disc)
        left = {name: departure(run, disc) for name, run in runs.items()}
        swept = sweep(runs[WALK], disc, step) if step is not None else None
        slow = slow_steps(params)
        return cls(surface, runs, disc, gradient, swept, left, slow, params.seconds)

    def timed(self, score: Score) -> FrameTable:
        """The first steps slowly, the others faster; the other walk in its beat."""

        def seconds(beat: Beat[Params]) -> float:
            return float(score[beat].start / score.fps)

        first = seconds(Beats.first_steps) + TIMES.settle
        stretches = {WALK: [Stretch(first, first + SLOW * self.slow, 0, self.slow)]}
        if self.runs[WALK].steps_asked > self.slow:
            begin = seconds(Beats.descent) + AWAY
            stretches[WALK].append(Stretch(begin, begin + self.seconds, self.slow))
        if OTHER_WALK in self.runs:
            ends = float(score[Beats.other].stop / score.fps) - REST
            stretches[OTHER_WALK] = [Stretch(seconds(Beats.other) + SETS_OFF, ends)]
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, stretches=stretches)


def _in_figures(value: float) -> float:
    """A cost as it is said."""
    return float(f"{float(value):.{FIGURES}g}")


def _check_start(surface: Surface, name: str, start: Start) -> None:
    for value, (low, high) in zip(start, surface.view, strict=True):
        if not low <= value <= high:
            raise GDError(
                f"{name} {list(start)} lies outside what is drawn of {surface.name}: "
                f"choose theta_1 in {list(surface.view[0])} and theta_2 in {list(surface.view[1])}."
            )
    check_gradient(surface, start)
