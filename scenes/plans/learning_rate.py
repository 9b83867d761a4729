"""One quadratic, four learning rates: crawl, glide, ring, explode, and the limit 2/L."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, Stretch, descend, frame_table, surfaces
from gdcore.errors import GDError
from gdcore.optimizers import gradient_descent
from gdcore.surfaces import Quadratic
from scenes.plans.base import Beat, ScenePlan
from scenes.plans.common import SceneParams, Seconds, Start, Steps
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

REPLAY = 3.0
"""Seconds in which a path is walked again, alone, in the beat that speaks of it."""
SET_OUT = TIMES.change + TIMES.breath
"""Seconds into that beat at which it sets out: the old path has gone, and the ball has come."""

NEAREST = 1e-60
"""How near to the minimum a start may be, so that its loss is a number above 0."""

TimesL = Annotated[FiniteFloat, Field(gt=0, le=4)]


Rates = Annotated[tuple[TimesL, TimesL, TimesL, TimesL], Field(strict=False)]


class Params(SceneParams):
    """What a lesson file may set.

    ``rates`` are multiples of 1/L, where L is the quadratic's largest curvature; the limit is 2.
    ``condition`` is the ratio of its curvatures, ``angle`` its tilt in degrees.
    """

    rates: Rates = (0.1, 0.9, 1.9, 2.05)
    condition: Annotated[FiniteFloat, Field(ge=1, le=1000)] = 6.0
    angle: Annotated[FiniteFloat, Field(ge=-360, le=360)] = 25.0
    largest_curvature: Annotated[FiniteFloat, Field(gt=0, le=1000)] = 2.0
    start: Start = (-2.1, 1.25)
    steps: Steps = 30
    seconds: Seconds = 10.0


REPLAYED = REPLAY + SET_OUT + 2 * TIMES.settle
"""Seconds of that beat."""


class Beats:
    """What the scene plays, in order."""

    one_start = Beat[Params]("four maps of one quadratic, one start", 4.0)
    four_rates = Beat[Params]("the four learning rates on a line", 4.0)
    walk = Beat[Params]("all four walk in step", lambda p: p.seconds + 2 * TIMES.settle)
    crawl = Beat[Params]("the first is too short", REPLAYED)
    glide = Beat[Params]("the second is right", REPLAYED)
    ring = Beat[Params]("the third overshoots and still arrives", REPLAYED)
    explode = Beat[Params]("the fourth overshoots more each time", REPLAYED)
    limit = Beat[Params]("the limit 2/L", 5.0)


WALKED_AGAIN = {beat.name: beat for beat in (Beats.crawl, Beats.glide, Beats.ring, Beats.explode)}
"""The beats in which one path is walked again, by what its panel is called."""
PANELS = tuple(WALKED_AGAIN)


@dataclass(frozen=True)
class Plan(ScenePlan[Params]):
    """What the scene draws of its runs; runs and tracks are named by panel."""

    name = "learning_rate"
    params = Params
    beats = Beats

    surface: Quadratic
    rates: dict[str, float]
    runs: dict[str, Descent]
    seconds: float
    """In which all four walk in step."""

    @property
    def limit(self) -> float:
        """The learning rate from which gradient descent diverges here: 2/L."""
        return 2.0 / self.surface.largest_curvature

    @property
    def limit_words(self) -> str:
        """The words for the limit, and for which starts it holds where not all runs agree with it.

        On the gentle axis, and for some steps near it, a rate above the limit lowers the loss.
        """
        above = [self.runs[name] for name, rate in self.rates.items() if rate > self.limit]
        held = all(run.loss[-1] > run.loss[0] for run in above)
        return "rates.limit" if held else "rates.limit_for_almost_every_start"

    @classmethod
    def check(cls, params: Params, inputs: Inputs) -> Quadratic:
        """The quadratic.

        Raises:
            GDError: the start is its minimum, where no rate does anything, or too near to it.
        """
        del inputs
        if not np.hypot(*params.start) > 0:
            raise GDError("start [0, 0] is the minimum itself: choose a start away from it.")
        if np.hypot(*params.start) < NEAREST:
            raise GDError(
                f"start {list(params.start)} is nearer to the minimum, [0, 0], than {NEAREST:g}: "
                "choose a start farther away from it."
            )
        return surfaces.quadratic(
            params.condition, np.radians(params.angle), params.largest_curvature
        )

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Run gradient descent at each rate."""
        surface = cls.check(params, inputs)
        rates = {
            name: times / surface.largest_curvature
            for name, times in zip(PANELS, params.rates, strict=True)
        }
        runs = {
            name: descend(
                surface,
                gradient_descent(learning_rate=rate),
                start=params.start,
                steps=params.steps,
                seed=seed,
            )
            for name, rate in rates.items()
        }
        return cls(surface, rates, runs, params.seconds)

    def timed(self, score: Score) -> FrameTable:
        """All four in step, and then each again in its own beat, where it sets out anew."""
        begin = score[Beats.walk].start / score.fps + TIMES.settle
        unseen = TIMES.leave + TIMES.breath / 2
        stretches = {}
        for name in self.runs:
            own = score[WALKED_AGAIN[name]]
            start, stop = own.start / score.fps, own.stop / score.fps
            stretches[name] = (
                Stretch(begin, begin + self.seconds),
                Stretch(start + unseen, start + SET_OUT, last=0),
                Stretch(start + SET_OUT, stop - 2 * TIMES.settle),
            )
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, stretches=stretches)
