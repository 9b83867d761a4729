"""A line that finds its place, before anyone says how; and the title of the film."""

from __future__ import annotations

from scenes.parts.fitting_view import FittingView
from scenes.parts.ringed_bowl import RingedBowl
from scenes.parts.title_card import add_title_card
from scenes.plans.hook import Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue

PAST = 0.7
"""How much of the lines that it has been is seen while it walks."""
BEHIND = 0.22
"""Opacity of the bowl behind the title."""
TILT = 2.8
"""Seconds in which the bowl tilts."""


class Hook(LessonScene[Params, Plan]):
    """The data, one line, and its way down the bowl of their cost."""

    plan_class = Plan

    def build(self) -> None:
        """The data, as large as can be; the bowl of their cost; and the card."""
        self.heading = self.parts[-1]
        self.view = FittingView(self, self.layout.body)
        self.view.past.first = PAST
        self.bowl = RingedBowl(self, self.layout.body)
        self.card = add_title_card(self, self.layout.body)

    @beat(Beats.guess)
    def guess(self, cue: Cue) -> None:
        """Samples, line, and what it says."""
        cue.show(*self.view.furniture, self.view.samples)
        cue.show(self.view.line, at=0.4)
        cue.show(*self.view.reading, at=0.55)

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """It steps, as the table says."""

    @beat(Beats.found)
    def found(self, cue: Cue) -> None:
        """What it has come to say stays."""

    @beat(Beats.down)
    def down(self, cue: Cue) -> None:
        """Its way, on a map that turns out to be a bowl."""
        runner = self.bowl.runner
        cue.only(self.bowl.view.part, runner.trail_part, runner.ball_part)
        self.bowl.tilt(cue, at=0.25, until=0.25 + cue.share(TILT))

    @beat(Beats.title)
    def title(self, cue: Cue) -> None:
        """The card, before what the bowl is dimmed to."""
        cue.hide(self.heading)
        cue.only(self.card, self.bowl.view.part)
        cue.dim(self.bowl.view.part, to=BEHIND)
