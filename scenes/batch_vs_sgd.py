"""The flagship: batch and stochastic gradient descent on the same line through the same data."""

from __future__ import annotations

from scenes.components.plot.axes import plot_area
from scenes.parts.many_samples import ManySamples
from scenes.parts.race_bowl import RaceBowl
from scenes.parts.race_card import add_card
from scenes.parts.race_data import RaceData
from scenes.parts.race_key import RaceKey
from scenes.parts.race_legend import add_legend
from scenes.parts.race_lens import RaceLens
from scenes.parts.race_orders import add_orders
from scenes.parts.race_plot import RacePlot
from scenes.parts.race_rules import RaceRules
from scenes.parts.race_schedule import add_schedule
from scenes.parts.race_verdict import add_verdict
from scenes.plans.batch_vs_sgd import Beats, Params, Plan
from scenes.plans.race import Method
from scenes.plans.race_clock import BACK, BY_LOOK, ON
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import TIMES

GLIDE = 1.2
"""Seconds in which data and plot go to another place."""
CLEAR = 0.7
"""Share of that after which what they leave is clear."""
ASIDE = 0.42
"""Share of the first beat at which the data go aside."""
LEGEND_AND_SCHEDULE = 1.0, 1.6
"""Shares of a picture's height, where they stand below one another."""
NEXT, ANSWERS = 0.5, (0.2, 0.27, 0.34)
"""Seconds from one sentence on the card to the next; when answers come, as shares of their beat."""
BATCH, SINGLE, SHRINKING = Method.BATCH, Method.STOCHASTIC, Method.SHRINKING


class BatchVsSgd(LessonScene[Params, Plan]):
    """Same start, same data, as many looks at samples."""

    plan_class = Plan

    def build(self) -> None:
        """The bowl with the paths, the data, the plot, and what stands beside them."""
        self.layout = layout = self.layout.with_wide_panel()
        plan, (data, rules) = self.plan, layout.picture_and_words()
        hero, picture, words = layout.plot_and_asides()
        self.bowl = RaceBowl(self, plan)
        self.view, race = self.bowl.view, self.bowl.race
        self.data = RaceData(self, (layout.solo, data), plan, race)
        self.plot = RacePlot(self, (layout.clear_panel, hero, layout.stage), plan, race)
        self.key = RaceKey(self, layout.key, race, plan.looks)
        self.rules = RaceRules(self, rules, plan)
        self.card = add_card(self, plot_area(layout.clear_panel).inset(left=layout.gap / 2), plan)
        self.orders = add_orders(self, picture, self.plot, plan)
        self.lens = RaceLens(self, layout.clear_stage, plan, race)
        self.legend = add_legend(self, picture)
        under = words if layout.narrow else picture.rows(*LEGEND_AND_SCHEDULE, gap=0.0)[1]
        self.schedule = add_schedule(self, under, plan)
        self.many = ManySamples(self, picture, self.plot, plan)
        self.verdict = add_verdict(self, rules, plan)

    # Beats

    @beat(Beats.same_start)
    def same_start(self, cue: Cue) -> None:
        """Data and line, and what it says of one sample; then it is a point of the surface."""
        bowl, aside = self.bowl, ASIDE + cue.share(GLIDE)
        self.data.show_first(cue)
        cue.hide(*self.data.first_reading, at=ASIDE)
        cue.move(self.data.place.where, 1.0, at=ASIDE, until=aside)
        cue.show(self.view.part, at=ASIDE + cue.share(CLEAR * GLIDE - TIMES.away))
        cue.show(*bowl.start, self.rules.point, *bowl.triad, at=aside)
        cue.show(*bowl.lowest, at=aside + cue.share(TIMES.change))

    @beat(Beats.batch_step)
    def batch_step(self, cue: Cue) -> None:
        """One step over all samples."""
        cue.hide(self.rules.point)
        cue.show(self.rules.batch, *self.bowl.paths(BATCH))
        self.data.hide_first(cue, at=0.1)

    @beat(Beats.one_sample)
    def one_sample(self, cue: Cue) -> None:
        """From near, three steps over one sample each."""
        bowl = self.bowl
        bowl.go_near(cue)
        cue.hide(*bowl.lowest, *bowl.paths(BATCH), *bowl.passing)
        cue.show(self.rules.stochastic, *bowl.paths(SINGLE))

    @beat(Beats.step_for_step)
    def step_for_step(self, cue: Cue) -> None:
        """Both from the start, on an axis of steps; the key comes before the curves."""
        bowl, plot = self.bowl, self.plot
        bowl.go_back(cue)
        cue.hide(*bowl.paths(SINGLE), *self.rules.parts, *self.data.parts)
        cue.show(*bowl.paths(BATCH, SINGLE), *self.key.rows(BATCH, SINGLE, looks=False))
        cue.show(*plot.frame, plot.by_step, *plot.curves(BATCH, SINGLE))

    @beat(Beats.count_the_work)
    def count_the_work(self, cue: Cue) -> None:
        """The axis turns from steps into looks; then the start, what is alike, and a question."""
        plot, back = self.plot, cue.share(BACK)
        cue.hide(plot.by_step, at=0.2 * back)
        cue.show(*self.key.rows(BATCH, SINGLE), plot.by_look, at=0.2 * back)
        cue.move(plot.turn, 1.0, at=0.3 * back, until=0.85 * back)
        empty = () if self.layout.narrow else (*plot.frame, plot.by_look)
        gone = [part for part in plot.parts if part not in empty]
        cue.hide(*self.bowl.paths(BATCH, SINGLE), *gone, at=back)
        cue.show(*self.bowl.paths(BATCH, SINGLE), at=back)
        for k, sentence in enumerate(self.card):
            cue.show(sentence, at=back + cue.share(k * NEXT))
        begin = back + cue.share(TIMES.change)
        plot.zoom(cue, self.plan.first_looks, at=begin, until=min(1.0, begin + 0.1))

    @beat(Beats.same_work)
    def same_work(self, cue: Cue) -> None:
        """Both at the same number of looks, slowly; then how far apart they are."""
        cue.hide(*self.card, self.plot.by_look)
        cue.show(*self.plot.frame, self.plot.by_first, *self.plot.curves(BATCH, SINGLE))
        cue.show(*self.plot.apart, at=1.0 - cue.share(BY_LOOK.after))

    @beat(Beats.other_orders)
    def other_orders(self, cue: Cue) -> None:
        """The plot takes the picture; line by line, the same in other orders."""
        plot, until = self.plot, cue.share(GLIDE)
        both = (*plot.curves(BATCH, SINGLE), *self.key.rows(BATCH, SINGLE))
        cue.only(*plot.frame, plot.by_first, *both)
        cue.move(plot.place.where, 1.0, at=0.0, until=until)
        cue.hide(*plot.curves(SINGLE), at=until)
        cue.show(plot.fan, self.orders, at=until)
        cue.move(plot.fanned, 1.0, at=until + 0.05, until=0.8)

    @beat(Beats.noise_floor)
    def noise_floor(self, cue: Cue) -> None:
        """The plot goes aside, both walk on; large, near the lowest cost, how all samples pull."""
        plot, lens, until = self.plot, self.lens, cue.share(GLIDE)
        cue.hide(plot.by_first, plot.fan, self.orders)
        cue.move(plot.place.where, 0.0, until=until)
        plot.zoom(cue, self.plan.looks, at=cue.share(0.3), until=until)
        cue.show(plot.by_look, *plot.curves(SINGLE))
        clear = cue.share(CLEAR * GLIDE - TIMES.away)
        cue.show(*lens.ground, lens.minimum, *lens.paths, at=clear)
        lens.pull(cue, at=1.0 - cue.share(ON.after))

    @beat(Beats.catch_up)
    def catch_up(self, cue: Cue) -> None:
        """In place of the single order the mean of many; where batch passes it, and its level."""
        plot, until = self.plot, cue.share(GLIDE - TIMES.away)
        cue.hide(*self.lens.parts, *plot.curves(SINGLE))
        cue.move(plot.place.where, 1.0, until=cue.share(GLIDE))
        cue.show(plot.ribbon, *plot.means(SINGLE))
        cue.show(*plot.ring, *self.legend, at=until)
        cue.show(*plot.level, at=0.55)

    @beat(Beats.smaller_steps)
    def smaller_steps(self, cue: Cue) -> None:
        """A third mean, of steps that shrink."""
        plot = self.plot
        cue.hide(*plot.ring, *plot.level)
        cue.show(*self.key.rows(SHRINKING), self.schedule, *plot.means(SHRINKING))

    @beat(Beats.many_samples)
    def many_samples(self, cue: Cue) -> None:
        """Samples are more, and then most: batch's first step leaves the plot."""
        plot = self.plot
        before = [plot.ribbon, *plot.means(SINGLE), *plot.curves(BATCH)]
        cue.only(*plot.frame, plot.by_look, *self.key.names(BATCH, SINGLE), *before)
        self.many.play(cue, before)

    @beat(Beats.takeaway)
    def takeaway(self, cue: Cue) -> None:
        """Who is ahead when; beside it the data with the line that was found."""
        plot = self.plot
        cue.move(plot.place.where, 2.0, at=0.0, until=cue.share(GLIDE))
        curves = (*plot.curves(BATCH), *plot.means(), *plot.ring)
        cue.only(*plot.frame, plot.by_look, *curves)
        cue.show(*plot.names, at=cue.share(GLIDE - TIMES.away))
        self.data.show_last(cue, at=cue.share(GLIDE / 3))
        for answer, at in zip(self.verdict, ANSWERS, strict=True):
            cue.show(answer, at=at)
