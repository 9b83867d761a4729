"""A neural network in training: the rule unchanged, with many parameters in place of two."""

from __future__ import annotations

from scenes.parts.moons_training import MoonsTraining
from scenes.parts.saved_training import SavedTraining
from scenes.plans.neural_network import Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue


class NeuralNetwork(LessonScene[Params, Plan]):
    """A small network of ours, seen in three ways; or one of a user's, as it was saved."""

    plan_class = Plan

    def build(self) -> None:
        """What shows the network that the plan is about."""
        plan = self.plan
        self.training: MoonsTraining | SavedTraining
        if plan.saved is not None:
            self.training = SavedTraining(self, plan.saved)
        else:
            assert plan.moons is not None
            self.training = MoonsTraining(self, plan.moons)

    @beat(Beats.points)
    def points(self, cue: Cue) -> None:
        """What is learned from, or where a saved run begins."""
        self.training.points(cue)

    @beat(Beats.parameters)
    def parameters(self, cue: Cue) -> None:
        """How many numbers there are."""
        self.training.parameters(cue)

    @beat(Beats.backwards)
    def backwards(self, cue: Cue) -> None:
        """The gradient, layer by layer; or the plane on which a saved run is seen."""
        self.training.backwards(cue)

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """The first steps."""
        self.training.steps(cue)

    @beat(Beats.walk)
    def walk(self, cue: Cue) -> None:
        """The rest of the way."""
        self.training.walk(cue)

    @beat(Beats.unseen)
    def unseen(self, cue: Cue) -> None:
        """A question."""
        self.training.unseen(cue)

    @beat(Beats.answer)
    def answer(self, cue: Cue) -> None:
        """The costs."""
        self.training.answer(cue)

    @beat(Beats.judged)
    def judged(self, cue: Cue) -> None:
        """What points say that had no part in anything before; or where to stop."""
        self.training.judged(cue)
