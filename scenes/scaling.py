"""The same samples in their own units and scaled: two bowls, and why one takes so much longer."""

from __future__ import annotations

from scenes.parts.basin_words import count_size
from scenes.parts.bowl import Bowl
from scenes.parts.bowl_slots import below, bowl_slots
from scenes.parts.distances import ACROSS, Distances
from scenes.parts.lit_trench import LitTrench
from scenes.parts.own_axes import add_turned
from scenes.parts.samples_twice import SamplesTwice
from scenes.plans.scaling import BOWLS, OWN, SCALED, Beats, Params, Plan
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import TIMES

SCALES, LINE = 0.3, 0.72
"""Shares of its beat at which a plot is scaled, where the words do not say when, and at which the
line comes."""
COMES, TAKES, OPENS, SECOND = 0.6, 0.8, 0.6, 0.65
"""Seconds until a bowl is there, in which the other one comes out of it, and in which its lens
opens; and the share of its beat at which the other comes, where the words do not say when."""
RISES, STANDS = 0.7, 0.3
"""Seconds in which the eye rises from lit ground until that is a map; and for which the map of a
trench in its true shape stands before it finds its place."""
SETTLES, BEFORE = 0.5, 1.3
"""Seconds in which one finds its place that is as wide as the picture; and before the other one
comes at which it sets off."""
READ = 1.0
"""Seconds for which shapes still stand when it is asked how long both take."""
GROWS = 1.6
"""Seconds in which it is drawn what steps leave of a distance."""
ALONG, SLOWLY = 0.55, 0.75
"""Shares of its beat at which this is drawn along either bowl, where the words do not say when."""
ASKED, ONE_BY_ONE, DRAWN = 0.3, 1.2, 0.7
"""The share of its beat at which it is told how much bowls bend, where the words do not say when;
seconds from that to the limit, and in which the axes are drawn."""


class Scaling(LessonScene[Params, Plan]):
    """One line, two bowls; a walk in each at the same share of its limit; their axes."""

    plan_class = Plan

    # Parts

    def build(self) -> None:
        """The bowls with their ways; the data, in their units and scaled."""
        layout, plan, theme = self.layout, self.plan, self.theme
        upper, lower = bowl_slots(layout, [plan.ratio[name] for name in BOWLS])
        called = self.say("bowls.unscaled"), self.say("bowls.scaled")
        slots = {OWN: upper, SCALED: lower}
        large = count_size(self, [(slots[each].words, plan.runs[each].steps) for each in BOWLS])
        self.own = Bowl(self, upper, OWN, called[0], theme.other, large)
        self.round = Bowl(self, lower, SCALED, called[1], theme.batch, large, out_of=self.own.view)
        self.bowls = self.own, self.round
        self.lit = LitTrench(self, below(layout, upper), self.own.view)
        self.lenses = [bowl.lens for bowl in self.bowls if bowl.lens is not None]
        self.turned = [
            add_turned(self, lower.ground, float(lens.note.mobject.baseline))
            for lens in self.lenses
            if not layout.narrow
        ]
        runners = self.own.view.runner, self.round.view.runner
        self.distances = Distances(self, called, (runners[0].colour, runners[1].colour))
        self.samples = SamplesTwice(self, runners, called)

    # Beats

    @beat(Beats.twice)
    def twice(self, cue: Cue) -> None:
        """The data twice; one gets other numbers at its axes; and one line through both."""
        self.samples.begin(cue, scaled=cue.at_turn(1, SCALES), line=LINE)

    @beat(Beats.bowls)
    def two_bowls(self, cue: Cue) -> None:
        """The bowl that the line is a point of, in own units, alone; out of it, the scaled one."""
        samples, (own, scaled) = self.samples, self.bowls
        scaled.view.out.first = 0.0
        away = cue.share(TIMES.away)
        for bowl in self.bowls:
            bowl.view.drawn.first = 0.0
        comes, begins = cue.share(COMES), cue.at_turn(-1, SECOND)
        settles = begins - cue.share(BEFORE)
        cue.hide(*samples.scaled, *samples.plots[0].parts, samples.names[0])
        second = begins - away
        risen = settles - cue.share(STANDS)
        cue.show(*self.lit.parts, own.words.name, at=-away)
        cue.show(*own.words.shape, at=comes)
        cue.move(self.lit.bowl.risen, 1.0, at=risen - cue.share(RISES), until=risen)
        cue.hide(*self.lit.parts, at=risen)
        cue.show(*own.whole, at=risen - away)
        cue.show(*scaled.whole, scaled.words.name, at=second)
        cue.show(*scaled.words.shape, at=begins)
        if own.view.wide != own.view.slot:
            own.view.settled.first = 0.0
            cue.move(own.view.settled, 1.0, at=settles, until=settles + cue.share(SETTLES))
        comes += second
        cue.move(scaled.view.out, 1.0, at=comes, until=comes + cue.share(TAKES))
        for lens in self.lenses:
            opens = settles + cue.share(SETTLES)
            lens.opened.first, opened = 0.0, opens + cue.share(OPENS)
            cue.show(*lens.ground, lens.walk[1], lens.frame, at=opens)
            cue.move(lens.opened, 1.0, at=opens, until=opened)
            cue.show(lens.note, at=opened)

    @beat(Beats.question)
    def question(self, cue: Cue) -> None:
        """No step yet; in place of shapes come counts, and at which rate each walks."""
        away = cue.share(READ)
        for bowl in self.bowls:
            cue.hide(*bowl.words.shape, at=away)
            cue.show(bowl.words.count, bowl.words.rate, at=away)

    @beat(Beats.steps)
    def steps(self, cue: Cue) -> None:
        """Both hop in step."""
        cue.show(*(part for bowl in self.bowls for part in bowl.walk))

    @beat(Beats.runs)
    def runs(self, cue: Cue) -> None:
        """One arrives; the other runs on."""

    @beat(Beats.took)
    def took(self, cue: Cue) -> None:
        """The steps that each took stand out, and how far a ball in a lens has come by them."""
        for bowl in self.bowls:
            cue.move(bowl.words.grown, 1.0, seconds=TIMES.change)
        for lens in self.lenses:
            cue.show(*lens.done, at=cue.share(TIMES.change))

    @beat(Beats.axes)
    def bends(self, cue: Cue) -> None:
        """In place of walks comes the axis across of each, its curvature, and the limit of that."""
        first, told = cue.share(TIMES.away), cue.at_turn(1, ASKED)
        for bowl in self.bowls:
            view, (bend, limit) = bowl.view, bowl.words.limit
            cue.hide(*bowl.walk, bowl.words.count, bowl.words.rate)
            cue.show(bowl.axes, at=first)
            cue.move(view.drawn, 1.0, at=first, until=first + cue.share(DRAWN))
            cue.show(bend, at=told)
            cue.show(limit, at=told + cue.share(ONE_BY_ONE))
        cue.show(*self.turned, at=first)
        for lens in self.lenses:
            cue.hide(*lens.done)
            cue.move(lens.centred, 1.0, seconds=TIMES.change)

    @beat(Beats.factors)
    def factors(self, cue: Cue) -> None:
        """What each step leaves of the distance: across, alike in both, and then along each."""
        shown, after = self.distances, cue.share(TIMES.away + TIMES.enter)
        cue.only(*shown.frame, shown.rule)
        cue.show(*shown.across, at=after)
        steps, most = cue.share(GROWS), float(self.plan.followed)
        cue.move(shown.drawn[ACROSS], most, at=after, until=after + steps, ease=linear)
        along = cue.at_turn(1, ALONG)
        for name, at in ((SCALED, along), (OWN, cue.at_turn(2, SLOWLY))):
            cue.show(*shown.along[name], at=at)
            begin = at + cue.share(TIMES.enter)
            cue.move(shown.drawn[name], most, at=begin, until=begin + steps / 2, ease=linear)
        cue.show(*shown.nearer, at=begin)

    @beat(Beats.shape)
    def shape(self, cue: Cue) -> None:
        """The samples twice again, and both lines take as many steps."""
        cue.hide(*self.distances.parts)
        self.samples.again(cue, at=cue.share(TIMES.leave))
