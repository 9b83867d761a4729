"""A scene as CONTRIBUTING says how to add one: a plan, a picture, a method a beat, and its words.

What makes its claims true is computed in another way in ``tests/scenes/truths/toy.py``.  A real
scene has its plan in a file of its own, and its words in the files of each language; besides, it is
named in the registries and told of in ``docs/``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from pydantic import Field, FiniteFloat

from gdcore import Descent, FrameTable, descend, frame_table, surfaces
from gdcore.optimizers import momentum
from gdcore.surfaces import Surface
from scenes.parts.loss_plot import LossPlot, cost_span
from scenes.parts.runner import Runner
from scenes.parts.surface_view import SurfaceView
from scenes.plans.base import Beat, ScenePlan, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import SceneParams
from scenes.plans.ground import fit_domain
from scenes.reading.inputs import Inputs
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import TIMES
from scenes.timing.score import Score

RUN = "momentum"


class Params(SceneParams):
    """What a lesson file may set."""

    learning_rate: Annotated[FiniteFloat, Field(ge=0.01, le=0.5)] = 0.1


def _roll(params: Params) -> float:
    return 3.0 + 0.5 / params.learning_rate


ROLL: Claims[Plan] = {
    "overshoots": Claim(
        "step {passing} takes the ball past the lowest point", lambda plan: plan.passing is not None
    ),
    "creeps": Claim("the ball does not get to the lowest point", otherwise),
}


class Beats:
    """What the scene plays, in order."""

    start = Beat[Params]("a bowl, and a ball on its rim", 3.0)
    roll = Beat[Params]("the ball overshoots and comes back", _roll, outcomes=ROLL)


@dataclass(frozen=True)
class Plan(ScenePlan[Params]):
    """All that the scene draws."""

    name = "toy"
    params = Params
    beats = Beats

    surface: Surface
    run: Descent

    @property
    def passing(self) -> int | None:
        """The step that takes the ball past the lowest point, None where none does."""
        beyond = np.flatnonzero(self.run.theta @ self.run.theta[0] < 0)
        return int(beyond[0]) if beyond.size else None

    @property
    def values(self) -> dict[str, Value]:
        """The step that takes the ball past the lowest point."""
        return {"passing": self.passing}

    @classmethod
    def check(cls, params: Params, inputs: Inputs) -> Surface:
        """The bowl."""
        del params, inputs
        return surfaces.get("bowl", dimension=2)

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Run momentum."""
        surface = cls.check(params, inputs)
        rule = momentum(learning_rate=params.learning_rate, beta=0.8)
        run = descend(surface, rule, start=(1.2, -0.9), steps=12, seed=seed)
        return cls(surface, run)

    def timed(self, score: Score) -> FrameTable:
        """It rolls in its beat."""
        roll, runs = score[Beats.roll], {RUN: self.run}
        begin = roll.start / score.fps + TIMES.change
        end = roll.stop / score.fps - TIMES.settle
        return frame_table(runs, fps=score.fps, seconds=score.seconds, begin=begin, end=end)


class Toy(LessonScene[Params, Plan]):
    """A bowl on the left, the cost on the right."""

    plan_class = Plan

    def build(self) -> None:
        """The bowl, its ball, and the plot."""
        surface, run = self.plan.surface, self.plan.run
        domain = fit_domain(surface.loss, surface.minima[0], 1.7, 0.5)
        names = ("$theta_1$", "$theta_2$", "$J$")
        self.view = SurfaceView(self, surface.loss, surface.gradient, domain, (-72.0, 40.0), names)
        self.runner = Runner(self, RUN, run, self.view.surface, self.view.unit, self.theme.batch)
        self.runner.add_trail()
        self.runner.add_ball()
        span = cost_span(run.loss, domain.low, domain.high)
        self.plot = LossPlot(self, self.layout.panel, run.steps, span, self.say("axes.cost"))
        self.curve = self.runner.add_curve(self.plot.axes)

    @beat(Beats.start)
    def stand(self, cue: Cue) -> None:
        """The ball stands, and the eye goes in to it."""
        cue.show(self.view.part, *self.view.triad)
        cue.show(self.runner.ball_part, at=0.3)
        self.view.go_in(cue, self.plan.run.theta[0], 2.5, at=0.4, until=0.9)

    @beat(Beats.roll)
    def walk(self, cue: Cue) -> None:
        """It walks, and the curve with it, while the eye goes out again."""
        cue.show(*self.plot.parts, self.curve, self.runner.trail_part)
        self.view.go_out(cue, at=0.1, until=0.6)


# What a real scene has in the files of `scenes/words`, `scenes/words/seen` and `scenes/lessons`

WORDS = {
    "en": {"titles": {"toy": "A ball with momentum"}},
    "de": {"titles": {"toy": "Eine Kugel mit Schwung"}},
    "es": {"titles": {"toy": "Una bola con inercia"}},
}

SEEN = {
    "en": {
        "start": "A bowl. A ball in {colour.batch} stands high on its side; the eye goes in to it.",
        "roll": {
            "overshoots": "The eye goes out again. The ball hops down, past the lowest point with "
            "step {passing}. A curve follows its cost.",
            "creeps": "The eye goes out again. The ball hops down in short steps, and does not "
            "get to the lowest point. A curve follows its cost.",
        },
    },
    "de": {
        "start": "Eine Schüssel. Eine Kugel in {colour.batch} steht hoch an ihrer Seite; der Blick "
        "geht nah an sie.",
        "roll": {
            "overshoots": "Der Blick geht zurück. Die Kugel hüpft hinab, mit Schritt {passing} am "
            "tiefsten Punkt vorbei. Eine Kurve folgt ihren Kosten.",
            "creeps": "Der Blick geht zurück. Die Kugel hüpft in kurzen Schritten hinab und "
            "erreicht den tiefsten Punkt nicht. Eine Kurve folgt ihren Kosten.",
        },
    },
    "es": {
        "start": "Un cuenco. Una bola en {colour.batch} está en lo alto de su lado; la vista se "
        "acerca a ella.",
        "roll": {
            "overshoots": "La vista se aleja. La bola baja a saltos y, con el paso {passing}, pasa "
            "el punto más bajo. Una curva sigue su coste.",
            "creeps": "La vista se aleja. La bola baja a saltos cortos, y no llega al punto más "
            "bajo. Una curva sigue su coste.",
        },
    },
}

_SAID = {
    "en": (
        "A ball stands on the rim of a bowl.",
        "It remembers which way it went, and step {passing} takes it too far.",
        "Its steps are so short that it creeps.",
    ),
    "de": (
        "Eine Kugel steht am Rand einer Schüssel.",
        "Sie merkt sich, woher sie kam, und mit Schritt {passing} geht sie zu weit.",
        "Ihre Schritte sind so kurz, dass sie kriecht.",
    ),
    "es": (
        "Una bola está en el borde de un cuenco.",
        "Recuerda por dónde iba, y el paso {passing} la lleva demasiado lejos.",
        "Sus pasos son tan cortos que se arrastra.",
    ),
}
LESSONS = {
    language: f"""\
title = "Toys"
slug = "toys"
language = "{language}"
[[scene]]
name = "toy"
[[scene.beat]]
name = "start"
say = "{start}"
[[scene.beat]]
name = "roll"
[scene.beat.say]
overshoots = "{overshoots}"
creeps = "{creeps}"
"""
    for language, (start, overshoots, creeps) in _SAID.items()
}
