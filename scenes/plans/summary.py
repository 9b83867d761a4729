"""The whole film on one page, from what was computed; then the line that was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self, TypeVar

from gdcore import Descent, FrameTable, Stretch, frame_table
from scenes.plans import (
    hook,
    landscape,
    learning_rate,
    mini_batch,
    neural_network,
    optimizers,
    scaling,
)
from scenes.plans.base import Beat, ScenePlan, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import DataParams
from scenes.plans.data_plan import DataPlan
from scenes.plans.rule_runs import ADAM, MOMENTUM, PLAIN
from scenes.plans.said_line import SaidLine
from scenes.plans.summary_pictures import Computed
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

ON_BOWL = "on_bowl"
"""The ball on the bowl of the cost, which takes the steps of `hook`."""
WALKS = {mini_batch.SINGLE: (0.8, 1.0), mini_batch.FEW: (1.9, 0.7), mini_batch.ALL: (2.7, 0.6)}
"""When in their beat the three kinds set off, one after another, and the seconds of their walks."""
SHOWN, LED = (PLAIN, MOMENTUM, ADAM), 1.6
"""The rules that are seen, the plain one to compare others with, and the seconds of their walks."""
SECOND = 0.5
"""Share of its beat at which the second picture comes where words do not tell it."""
STEP, TAKEN = 1.0, 1.7
"""Seconds of the first step on the bowl, and when in its beat it is taken."""
AHEAD, AGAIN, REST = 1.2, 0.7, 1.2
"""When in their beat others are taken, the seconds of each that is slow, and of all that follow."""
TAIL = 0.1
"""Seconds of the way of the light that goes round the cycle, which its tail is."""
GUESSED, SWUNG = 0.8, 1.5
"""Seconds for which the line is seen as it was guessed, at least; and of its walk."""
SLOW, LONG = 3, 0.6
"""Steps in which the line swings slowly, and the share of its walk that they take."""

STEPS = "many", "fewer", "fewest"
"""What sentences call the steps of the three kinds, of samples one by one first."""

Other = TypeVar("Other", bound=ScenePlan)  # type: ignore[type-arg]  # of whatever parameters


KINDS: Claims[Plan] = {
    "between": Claim(
        "samples differ in what they ask for, and a mini-batch is not all of them",
        lambda plan: plan.shown.kinds.spread > 0.0 and plan.shown.kinds.is_between,
    ),
    "counts": Claim("something else", otherwise),
}
"""What the walks of the three kinds are like."""


def lane(rule: str) -> str:
    """What the trace calls a rule's walk: that of the line is the plain rule's, too."""
    return f"ravine_{rule}"


class Params(DataParams):
    """What a lesson file may set."""


class Beats:
    """What the scene plays, in order."""

    ingredients = Beat[Params]("the three ingredients, each with its picture", 4.0)
    cycle = Beat[Params]("the ring of the cycle about the bowl, and the rule", 4.0)
    kinds = Beat[Params](
        "the paths of the three kinds, one after another", 5.0, outcomes=KINDS, sights={}
    )
    limit = Beat[Params]("the cost over the learning rate, and its limit", 4.0)
    helps = Beat[Params]("the bowls of two scales, and the paths of three rules", 4.0)
    beyond = Beat[Params](
        "a landscape with the valley of each start, and costs on points not seen", 4.0
    )
    page = Beat[Params]("all pictures with their names, the rule and its ingredients", 3.0)
    own_words = Beat[Params]("the rule with its pictures, in silence", 5.0)
    found = Beat[Params]("the line, large, from its first guess to its place; then sources", 5.0)


@dataclass(frozen=True)
class Plan(SaidLine, DataPlan[Params]):
    """What the scene draws: what other scenes have computed."""

    name = "summary"
    params = Params
    beats = Beats
    formulas = ("step",)

    shown: Computed
    valleys: landscape.Plan
    network: neural_network.Moons
    rules: optimizers.Plan
    run: Descent
    """Of the line that walks once more."""

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        kinds = self.shown.kinds
        said = {"bad": self.said(0), "good": self.said(-1)}
        steps = {
            name: kinds.steps(kind) for name, kind in zip(STEPS, mini_batch.KINDS, strict=True)
        }
        return {
            **self.named, "at": self.at, **said, **steps, "few": kinds.size, "looks": kinds.looks
        }  # fmt: skip

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """What the scenes compute of the same data."""
        data = {key: getattr(params, key) for key in DataParams.model_fields}

        def of(plan: type[Other]) -> Other:
            return plan.computed(plan.params(**data), seed, inputs)

        shown = Computed(
            of(hook.Plan), of(mini_batch.Plan), of(learning_rate.Plan), of(scaling.Plan)
        )
        valleys = landscape.Plan.computed(landscape.Params(), seed, inputs)
        network = neural_network.Plan.computed(neural_network.Params(), seed, inputs).moons
        assert network is not None
        return cls(
            params, *cls.check(params, inputs), shown, valleys, network, of(optimizers.Plan),
            shown.line.run,
        )  # fmt: skip

    def timed(self, score: Score) -> FrameTable:
        """The ball on the bowl; the three kinds; in the end the line, slowly at first."""
        runs = {ON_BOWL: self.run, **self.shown.kinds.runs, hook.WALK: self.run}
        runs |= {lane(rule): self.rules.runs[rule] for rule in SHOWN}
        swings = self._swings(score)
        on_bowl = [*self._on_bowl(score), *self._to_the_bottom(score)]
        stretches = {ON_BOWL: on_bowl, hook.WALK: swings}
        begin, helps = float(score[Beats.kinds].start / score.fps), score[Beats.helps]
        stretches |= {
            kind: [Stretch(begin + at, begin + at + lasts)] for kind, (at, lasts) in WALKS.items()
        }
        comes = [*helps.turns[1:2], helps.start + round(SECOND * helps.frames)][0]
        led = float(comes / score.fps) + TIMES.enter
        stretches |= {lane(rule): [Stretch(led, led + LED)] for rule in SHOWN}
        return frame_table(runs, fps=score.fps, seconds=score.seconds, stretches=stretches)

    def turns(self, score: Score, frame: int) -> tuple[float, float]:
        """How often the cycle has gone round, once for each step on the bowl; and its tail."""
        second = float(frame / score.fps)
        now, before = (self._turned(score, at) for at in (second, second - TAIL))
        return now, min(now - before, 1.0)

    def _turned(self, score: Score, second: float) -> float:
        turns = 0.0
        for each in (*self._on_bowl(score), *self._to_the_bottom(score)):
            last = self.run.steps if each.last is None else each.last
            share = (second - each.begin) / (each.end - each.begin)
            turns += min(max(share, 0.0), 1.0) * (last - each.first)
        return turns

    def _on_bowl(self, score: Score) -> list[Stretch]:
        """A step while the learning rate is spoken of, and two while the cycle is."""
        found, taken = [], 0
        for beat, steps, before, each in (
            (Beats.ingredients, 1, TAKEN, STEP),
            (Beats.cycle, hook.FIRST - 1, AHEAD, AGAIN),
        ):
            begin = float(score[beat].start / score.fps) + before
            found.append(Stretch(begin, begin + steps * each, taken, taken + steps))
            taken += steps
        return found

    def _to_the_bottom(self, score: Score) -> list[Stretch]:
        """Those that are left on the bowl, quickly, until the gradient is near zero."""
        *_, slow = self._on_bowl(score)
        return [Stretch(slow.end, slow.end + REST, hook.FIRST)]

    def lands(self, score: Score) -> float:
        """When the line has found its place, in seconds: as the words come that tell what it says.

        These are the last ones, unless all are there at once.
        """
        said = [each.start for each in score[Beats.found].captions][1:]
        return max(
            [self._seen(score) + GUESSED + SWUNG, *(float(at / score.fps) for at in said[-1:])]
        )

    def _seen(self, score: Score) -> float:
        return float(score[Beats.found].start / score.fps) + TIMES.change + TIMES.settle

    def _swings(self, score: Score) -> list[Stretch]:
        """Of the line: its first steps slowly."""
        end = self.lands(score)
        begin = end - SWUNG
        if self.run.steps_asked <= SLOW:
            return [Stretch(begin, end)]
        turn = begin + LONG * (end - begin)
        return [Stretch(begin, turn, 0, SLOW), Stretch(turn, end, SLOW)]
