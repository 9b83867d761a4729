"""A line that finds its place, before anyone says how; and the title of the film."""

from __future__ import annotations

from dataclasses import replace

from gdcore.typing import Array
from scenes.layout import Slot
from scenes.parts.data_inset import DataInset
from scenes.parts.fitting_view import FittingView
from scenes.parts.height_key import add_height_key
from scenes.parts.one_sample import add_one_sample
from scenes.parts.ringed_bowl import RingedBowl
from scenes.parts.title_card import add_title_card
from scenes.plans.hook import DOWNHILL, FOLD, SETS_OFF, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import SIZES, TIMES

SOME, COME, DRAWN = 0.2, 1.3, 0.5
"""How many of the samples are there in the first frame; seconds in which the rest come, and then
the line is drawn.
"""
PAST, LEARNT = 1.0, 0.6
"""How much of the lines that it has been is seen while it walks; and the share of that beat from
which they go, where no words say when."""
READS, SAID = 0.5, 0.4
"""Seconds in which what it says is read off; and the share of its beat at which that begins,
where no words say when."""
LOW_POSTER = (1.6, 1.0)
"""Of the body and the room of the scene's title, in a tall frame and in a square, the bowl and the
title of the film below it."""
LOWER_TITLE = 0.5
"""Of its slot, beside the bowl, what is free above: so it is level with the middle of that."""
EYE, TILT = (-96.0, 62.0), 3.4
"""From where the bowl is seen at first, and the seconds in which the eye sinks."""
WIDE, TALL, SQUARE = (2.1, 1.0), (1.15, 1.0), (1.6, 1.0)
"""Of the body's width, or its height at 9:16 or in a square: the bowl, and data beside or below it.
"""
LOW = 0.2, 3.0, 0.1
"""Of the body's height, what is free above data beside the bowl, which are as wide as high at
least, they, and below."""
NUMBER, DOTS = 1.1 * SIZES.title, 1.3
"""Size of what the line says; and how many times as large as usual samples are, alone and large."""
ASIDE, BELOW = 0.3, 0.8
"""From the left of its slot to the bowl, where what its height says stands, and from its top."""
GONE, FOLLOWS = 0.65, 0.6
"""Of the time in which lines become places: when these have faded, and when the ball and the data
come, the line being where it was at first."""
BACK, TITLED = 1.6, 0.6
"""Seconds in which the bowl goes to its place on the poster, and after which the title comes."""


class Hook(LessonScene[Params, Plan]):
    """The data, one line, and its way down the bowl of their cost."""

    plan_class = Plan

    def build(self) -> None:
        """The data, as large as can be; the bowl of their cost, with them beside it; the card."""
        stage, panel = self._slots()
        poster, title = self._poster()
        self.bowl = RingedBowl(
            self, self._beside_key(stage), poster, walk=DOWNHILL, eye=EYE, hops=True, felt=True
        )
        self.bowl.view.beside.first = 1.0
        self.height = add_height_key(
            self,
            self.bowl.view,
            self.bowl.aside,
            stage.left,
            (self.say("axes.one_line"), self.say("axes.how_wrong")),
        )
        self.view = FittingView(self, self.layout.body, number=NUMBER, told=True, dots=DOTS)
        self.one = add_one_sample(self, self.view.axes)
        self._add_inset(panel)
        self.view.past.first = PAST
        self.view.places = self._places
        self.view.come.first, self.view.drawn.first = SOME, 0.0
        self.view.read.first = 0.0
        self.view.samples.opacity.first = self.view.line.opacity.first = 1.0
        self.card = add_title_card(self, title)

    def _beside_key(self, stage: Slot) -> Slot:
        """Of the bowl: right of the arrow of its height, and if it is narrow below its words."""
        return stage.inset(left=ASIDE, top=BELOW * self.layout.narrow)

    def _slots(self) -> tuple[Slot, ...]:
        """For the bowl, and for the data beside it, or below it where it is narrow."""
        layout = self.layout
        if layout.narrow:
            return layout.body.rows(*(TALL if layout.beside else SQUARE), gap=layout.gap)
        bowl, data = layout.body.shares(*WIDE, gap=layout.gap)
        return bowl, data.rows(*LOW, gap=0.0)[1]

    def _poster(self) -> tuple[Slot, ...]:
        """For the bowl and the title of the film in the end, when that of the scene has gone."""
        gap = self.layout.gap
        body = replace(self.layout.body.inset(bottom=gap), top=self.layout.title.top)
        if self.layout.narrow:
            return body.rows(*LOW_POSTER, gap=gap)
        edge = self.layout.panel.left
        bowl = replace(self.layout.body, right=edge - gap / 2)
        return bowl, replace(body, left=edge).inset(top=LOWER_TITLE)

    def _add_inset(self, slot: Slot) -> None:
        """The data with the line of the ball, to the same scale as before.

        Without numbers where there is little room.
        """
        plan, narrow, spans = self.plan, self.layout.narrow, (self.view.axes.x, self.view.axes.y)
        bare = 0 if narrow else ()
        inset = DataInset(
            self, (slot,), plan.data, plan.scaled.line_in_units, bare=bare, spans=spans
        )
        inset.runners = [self.bowl.runner]
        self.inset = inset.bare if narrow else inset.parts

    def _places(self, frame: int) -> Array:
        """Where each line is on the bowl, as the eye sees it at a frame."""
        self.bowl.view.look_at(frame)
        return self.bowl.view.on_surface(self.plan.run.theta)

    @beat(Beats.guess)
    def guess(self, cue: Cue) -> None:
        """Samples come one by one, from the first frame on; then the line, and what it says.

        Dashes go across to the axis, where that is told.
        """
        view = self.view
        cue.dim(*view.furniture, self.one, to=1.0)
        cue.move(view.come, 1.0, seconds=COME, ease=linear)
        said = cue.at_turn(1, otherwise=SAID)
        cue.move(view.drawn, 1.0, at=said - cue.share(DRAWN), seconds=DRAWN)
        cue.hide(self.one, at=said - cue.share(DRAWN))
        cue.show(view.level, at=said - cue.share(TIMES.away))
        cue.dim(view.across, to=1.0, at=said)
        cue.move(view.read, 1.0, at=said, seconds=READS)
        cue.show(*view.said, at=said)

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """It steps, as the table says, and what it says with it; then no other line is left."""
        cue.move(self.view.past, 0.0, at=cue.at_turn(1, otherwise=LEARNT))

    @beat(Beats.down)
    def down(self, cue: Cue) -> None:
        """Each line becomes its place on the bowl of their cost; a ball walks them, and down.

        Its line turns beside it, step by step.
        """
        view, bowl, runner, folded = (
            self.view,
            self.bowl.view.part,
            self.bowl.runner,
            cue.share(FOLD),
        )
        cue.hide(*view.furniture, view.samples, view.level, *view.said, view.across)
        cue.move(view.past, PAST, at=0.0, until=0.3 * folded)
        cue.move(view.past, 0.0, at=0.45 * folded, until=GONE * folded)
        cue.dim(bowl, to=1.0)
        cue.move(view.folded, 1.0, at=0.0, until=folded)
        cue.hide(view.line, at=folded)
        cue.show(runner.leaps_part, runner.ball_part, self.height, *self.inset, at=FOLLOWS * folded)
        felt = cue.at_turn(1, otherwise=cue.share(SETS_OFF))
        cue.show(self.bowl.slope, at=felt - cue.share(TIMES.away))
        self.bowl.tilt(cue, at=0.0, until=cue.share(TILT))

    @beat(Beats.title)
    def title(self, cue: Cue) -> None:
        """The card, and the bowl with the way down."""
        bowl, runner = self.bowl.view.part, self.bowl.runner
        cue.hide(self.heading)
        cue.only(bowl, runner.leaps_part, runner.ball_part)
        cue.show(self.card, at=cue.share(TITLED))
        cue.move(self.bowl.view.beside, 2.0, seconds=BACK)
