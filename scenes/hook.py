"""A line that finds its place, before anyone says how; and the title of the film."""

from __future__ import annotations

from scenes.parts.fitting_view import FittingView
from scenes.parts.title_card import add_title_card
from scenes.plans.hook import Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import TIMES

PAST = 0.45
"""How much of the lines that it has been is seen while it walks."""


class Hook(LessonScene[Params, Plan]):
    """The data, one line, and twelve steps."""

    plan_class = Plan

    def build(self) -> None:
        """The data, as large as can be, and the card."""
        self.heading = self.parts[-1]
        self.view = FittingView(self, self.layout.body)
        self.view.past.first = PAST
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
        """All the lines that it has been."""
        cue.hide(*self.view.reading)
        cue.move(self.view.past, 1.0, seconds=2 * TIMES.change)

    @beat(Beats.title)
    def title(self, cue: Cue) -> None:
        """The card alone."""
        cue.hide(self.heading)
        cue.only(self.card)
