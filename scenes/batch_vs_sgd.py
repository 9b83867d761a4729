"""The flagship: batch and stochastic gradient descent on the same line through the same data."""

from __future__ import annotations

from scenes.parts.many_samples import ManySamples
from scenes.parts.race_bowl import ASIDE_BY, RaceBowl
from scenes.parts.race_data import RaceData
from scenes.parts.race_key import RaceKey
from scenes.parts.race_legend import RaceLegend
from scenes.parts.race_lens import RaceLens, lens_area
from scenes.parts.race_orders import add_orders
from scenes.parts.race_plot import RacePlot
from scenes.parts.race_rules import RaceRules
from scenes.parts.stall_level import StallLevel
from scenes.plans.batch_vs_sgd import Beats, Params, Plan
from scenes.plans.race import SEARCHED, Method
from scenes.plans.race_clock import ON, SHRINKING, asked
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import TIMES

FOUND = 0.4
"""Share of its beat at which it is told how rates were found."""
FAINT = 0.28
"""Opacity of the single order's curve while pulls are looked at, and its level lies on it."""
GLIDE = 1.0
"""Seconds until the eye is near at least, or the axis spans all looks."""
MEANT = 1.4
"""Seconds for which the mean of many orders is looked at before where batch passes it is ringed."""
DRAWN = 1.1
"""Seconds in which other orders are drawn and counted."""
POINT = 0.4
"""Share of the first beat at which the first line is a point of the surface."""
SPREAD = 0.6
"""Share of the way to the first looks after which their numbers have room beside one another."""
COUNTED, TURNED = 0.4, 0.75
"""Of the time that both have until the start comes back, when looks are counted at the latest, and
when the axis counts them."""
EXPLAINED = 1.3
"""Seconds for which pulls at the lowest cost are looked at before their level comes."""
BATCH, SINGLE, SHRUNK = Method.BATCH, Method.STOCHASTIC, Method.SHRINKING


class BatchVsSgd(LessonScene[Params, Plan]):
    """Same start, same data, as many looks at samples."""

    plan_class = Plan

    def build(self) -> None:
        """What is walked on at the left, the plot at the right, which stays, and rows above it."""
        ends = float(self.heading.mobject.get_right()[0])
        logo = self.theme.logo is not None
        before = self.layout.halves(ends, logo=logo, large=True)
        self.layout = layout = self.layout.halves(ends, logo=logo)
        plan, first = self.plan, before.panel
        data, rules = before.picture_and_lines(len(SEARCHED) + 1)
        heading, large = layout.heading_and_picture()
        self.bowl = bowl = RaceBowl(self, plan, before.stage, lens_area(layout.clear_stage))
        self.view = bowl.view
        self.data = RaceData(self, (first, data, large), plan, bowl.race)
        self.plot = RacePlot(self, layout.clear_panel, plan, bowl.race, bowl.orders)
        self.stalls = StallLevel(self, self.plot, plan)
        self.key = RaceKey(self, layout.key, bowl.race)
        self.rules = RaceRules(self, rules, plan)
        self.legend = RaceLegend(self, layout.key)
        self.orders = add_orders(self, self.legend, bowl.orders, plan)
        self.lens = RaceLens(self, layout.clear_stage, plan, bowl.race)
        self.many = ManySamples(self, heading, self.data, self.plot, plan)

    # Beats

    @beat(Beats.same_start)
    def same_start(self, cue: Cue) -> None:
        """Data and line, and the surface; then the line is a point of that."""
        bowl = self.bowl
        self.data.show_first(cue)
        cue.show(bowl.view.part)
        cue.show(*bowl.start, *bowl.triad, at=POINT)
        cue.show(*bowl.lowest, at=POINT + cue.share(TIMES.change))

    @beat(Beats.batch_step)
    def batch_step(self, cue: Cue) -> None:
        """One step over all samples; the data make room for its rule."""
        until = self.data.make_room(cue)
        cue.show(*self.bowl.paths(BATCH))
        cue.show(self.rules.batch, at=until)
        self.data.hide_first(cue, at=0.1)

    @beat(Beats.one_sample)
    def one_sample(self, cue: Cue) -> None:
        """From near, three steps over one sample each; how the rates of both rules were found."""
        bowl = self.bowl
        bowl.go_near(cue)
        cue.hide(*bowl.lowest, *bowl.paths(BATCH), *bowl.passing)
        cue.show(self.rules.stochastic, *bowl.paths(SINGLE))
        cue.show(*self.rules.note, at=FOUND)

    @beat(Beats.step_for_step)
    def step_for_step(self, cue: Cue) -> None:
        """From nearer, both walk, on an axis of steps; names go with the ends of the curves."""
        bowl, plot = self.bowl, self.plot
        bowl.go_to_walks(cue)
        cue.hide(*bowl.paths(SINGLE), *self.rules.parts, *self.data.parts)
        cue.show(*bowl.paths(BATCH, SINGLE))
        room = cue.share(ASIDE_BY - TIMES.away)
        cue.show(*plot.frame, plot.by_step, *plot.curves(BATCH, SINGLE), *plot.tips(), at=room)

    @beat(Beats.count_the_work)
    def count_the_work(self, cue: Cue) -> None:
        """The lower is ringed; the axis turns from steps into looks; then it is empty again."""
        bowl, plot, back = self.bowl, self.plot, cue.share(asked(cue.beat, cue.fps))
        counted = min(cue.at_turn(1, otherwise=back), COUNTED * back)
        cue.show(*plot.lower)
        cue.hide(*plot.lower, at=counted)
        cue.show(*self.key.rows(BATCH, SINGLE), at=counted)
        cue.hide(plot.by_step, at=counted)
        cue.show(*plot.by_look, at=counted)
        cue.move(plot.turn, 1.0, at=counted + cue.share(TIMES.leave), until=TURNED * back)
        cue.hide(*bowl.paths(BATCH, SINGLE), *plot.curves(BATCH, SINGLE), *plot.tips(), at=back)
        cue.hide(*plot.by_look, at=back)
        cue.show(*bowl.paths(BATCH, SINGLE), at=back)
        left, seen = back + cue.share(TIMES.leave), back + cue.share(TIMES.change + GLIDE)
        plot.zoom(cue, self.plan.first_looks, at=left, until=seen)
        cue.show(*plot.by_first, at=left + SPREAD * (seen - left))

    @beat(Beats.same_work)
    def same_work(self, cue: Cue) -> None:
        """Both at the same number of looks, slowly."""
        plot = self.plot
        cue.hide(self.bowl.lowest_near[1])
        cue.show(*plot.curves(BATCH, SINGLE), *plot.tips())

    @beat(Beats.other_orders)
    def other_orders(self, cue: Cue) -> None:
        """From near, where other orders end; line by line, they come to the plot, too.

        All are there before it is told who leads: then a band and their mean take their place.
        """
        bowl, plot, until = self.bowl, self.plot, cue.share(GLIDE)
        summed = max(cue.at_turn(-1, otherwise=0.0), until + cue.share(DRAWN + TIMES.settle))
        bowl.go_to_ends(cue)
        cue.hide(*self.key.rows(BATCH, SINGLE))
        cue.hide(*bowl.passing, *bowl.start)
        cue.hide(*bowl.paths(SINGLE), *plot.curves(SINGLE), *plot.tips(), at=until)
        cue.show(plot.fan, *bowl.fallen, self.orders, *plot.named_first, at=until)
        cue.move(bowl.fanned, 1.0, at=until, seconds=DRAWN)
        cue.show(*plot.first_mean, at=summed)
        cue.move(plot.lined, 0.0, at=summed)

    @beat(Beats.noise_floor)
    def noise_floor(self, cue: Cue) -> None:
        """Both walk on, on a map of the lowest cost; how all samples pull there."""
        plot, lens, walked = self.plot, self.lens, 1.0 - cue.share(ON.after)
        curves, told = plot.curves(BATCH, SINGLE), self.key.rows(BATCH, SINGLE)
        cue.only(*plot.frame, *curves, *plot.tips(), *told)
        plot.zoom(cue, self.plan.looks, at=cue.share(TIMES.away), until=cue.share(GLIDE))
        cue.show(*plot.by_look, *lens.still, *lens.paths(BATCH, SINGLE))
        pulled = max(cue.at_turn(1, otherwise=walked), walked)
        lens.pull(cue, at=pulled)
        cue.hide(*told, at=pulled)
        if self.stalls.parts:
            cue.dim(*plot.curves(SINGLE), to=FAINT, at=pulled)
            cue.show(*self.stalls.parts, at=pulled + cue.share(EXPLAINED))

    @beat(Beats.catch_up)
    def catch_up(self, cue: Cue) -> None:
        """In place of the single order the mean of many, and where batch passes it."""
        plot, lens, legend = self.plot, self.lens, self.legend
        cue.hide(*lens.pulls, *plot.curves(SINGLE), *self.stalls.parts, *plot.tips())
        cue.show(*plot.means(SINGLE), *plot.names(BATCH, SINGLE), legend.many)
        cue.show(*lens.paths(BATCH, SINGLE), lens.order)
        cue.show(*plot.ring, at=cue.at_turn(1, otherwise=cue.share(MEANT)))

    @beat(Beats.smaller_steps)
    def smaller_steps(self, cue: Cue) -> None:
        """In batch's place on the map another path, and a third mean, of steps that shrink."""
        plot, lens = self.plot, self.lens
        cue.hide(*plot.ring, *lens.paths(BATCH), lens.order)
        cue.show(*lens.shrinks, *plot.means(SHRUNK), *lens.paths(SHRUNK))
        cue.show(*plot.names(SHRUNK), at=cue.share(SHRINKING.before))

    @beat(Beats.many_samples)
    def many_samples(self, cue: Cue) -> None:
        """Samples become many more: batch's first step slides out of the plot."""
        plot = self.plot
        curves = [*plot.means(SINGLE), *plot.curves(BATCH)]
        names, key = plot.names(BATCH, SINGLE), self.legend.many
        cue.only(*plot.frame, plot.by_look[0], plot.looks_name, *curves, *names, key)
        self.data.show_large(cue)
        self.many.play(cue)
