"""A small network that learns to part two moons: boundary, weights and path, in step."""

from __future__ import annotations

from scenes.components.network import MOST
from scenes.components.text.label import Label, formula
from scenes.layout import Slot
from scenes.parts.network_views import WAITING, NetworkViews
from scenes.parts.update_rule import update_rule
from scenes.plans.neural_network import Moons
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue, linear
from scenes.theme import SIZES, TIMES

FOOT, TALL, SQUARE = 0.9, 0.66, 1.1
"""Room for a line below both pictures in a wide frame and in a tall one; and for two in a square.
"""
LARGE = 1.3
"""Size of the rule, in formulas'."""
GUESSES, COUNT, ONE, ALL, NEW, ENDS = 0.4, 0.61, 0.3, 0.7, 0.35, 0.5
"""Of a beat, when the network comes, layers are counted, one line is seen alone, all slopes come,
new points come, and the end is judged, if words do not say when."""
SETS_OFF, ENTERS, COMES_OUT = 0.1, 0.26, 0.58
"""Of what is left of a beat then, when a point's numbers set off, are at the inputs, and its kind
comes out."""
WORKS, WORKED = 0.04, 0.04
"""Of a beat, when one disc is seen at work; and how long before layers are counted that goes."""
APART = 0.055
"""Of a beat, how long after the first layer the next one is counted, at most."""
STANDS_FIRST = 1.0
"""Seconds for which points are seen before the network."""
SUMMED = 1.0
"""Seconds for which their sum is seen, at least."""
COMES_BACK = 0.1
"""Of a beat, how long after one line is seen something sets off from the end towards it."""
BACK, AGAIN = 0.02, 0.1
"""Of a beat, how long before their words slopes set off from the end, and those of the next layer
after that."""
COUNTED = 2.4
"""How brightly a layer is lit while it is counted."""
RUNS = 0.09
"""Of a beat, for which slopes of a layer are on their way."""


class MoonsTraining:
    """Points, which stay where they are, and beside them the network, then the path, then a plot.

    Args:
        scene: the scene they belong to.
        moons: the network and its run.
    """

    def __init__(self, scene: AnyScene, moons: Moons) -> None:
        self.scene, self.moons = scene, moons
        self.layout = layout = scene.layout
        foot = (TALL if layout.beside else SQUARE) if layout.narrow else FOOT
        self.slots = self._halves()
        self.views = NetworkViews(scene, moons, *self.slots, foot)
        self.rule, self.slopes = self._add_rule()
        self.judges = self._add_judges()

    def _halves(self) -> tuple[Slot, Slot]:
        """Of the points, and of what is beside them or below."""
        body, gap = self.layout.body, self.layout.gap
        if self.layout.beside:
            first, second = body.rows(1.0, 1.0, gap=gap)
        else:
            first, second = body.columns(2, gap if self.layout.narrow else 2 * gap)
        return first, second

    def _add_judges(self) -> list[tuple[Part, ...]]:
        """The points kept where it was to stop, if that is before the end, and at the end."""
        steps, lowest = self.moons.run.steps, self.scene.plan.lowest
        if not self.scene.plan.turns:
            return [self.views.add_judged(self.layout.body, steps, "ended")]
        told = (lowest, "stopped"), (steps, "ended")
        return [
            self.views.add_judged(slot, *each) for slot, each in zip(self.slots, told, strict=True)
        ]

    def _add_rule(self) -> tuple[Part, Part]:
        """The rule, below the points; and how many slopes there are, beside it or below."""
        scene, views = self.scene, self.views
        place = views.given_foot
        beside = views.written
        rule = update_rule(scene.say, scene.theme, LARGE * SIZES.formula, "J ", most=place.width)
        slopes = self._slopes(SIZES.name if views.upright else views.told_size, beside.width)
        larger = max(0.0, float(rule.size) - SIZES.formula)
        rule.put(place.left, views.line(place) - larger)
        slopes.put(beside.left, views.line(beside))
        return scene.add_part(rule), scene.add_part(slopes)

    def _slopes(self, size: float, most: float) -> Label:
        """How many slopes the gradient has, and how they are drawn, if there is room."""
        say, hue = self.scene.say, self.scene.theme.gradient
        told = say(
            "network.gradient", slopes=say("network.slopes", count=self.moons.problem.dimension)
        )
        both = f"{told}, {say('network.thick', count=MOST)}"
        sizes = sorted({size, min(size, SIZES.caption)}, reverse=True)
        labels = [*(formula(both, each, hue) for each in sizes), formula(told, size, hue)]
        return next((label for label in labels if label.width <= most), labels[-1])

    # Beats

    def points(self, cue: Cue) -> None:
        """The points and the network; one point goes through it; then what it takes all for."""
        views, layers = self.views, len(self.views.counted)
        heading, ground, directions = views.parting
        cue.show(heading, views.frame, views.seen, directions)
        guesses, away = cue.at_turn(1, otherwise=GUESSES), cue.share(TIMES.away)
        off, enters, out = (
            guesses + share * (1.0 - guesses) for share in (SETS_OFF, ENTERS, COMES_OUT)
        )
        cue.show(*views.network[1:], at=cue.share(STANDS_FIRST))
        cue.show(views.sent, *views.given, at=off - away)
        cue.show(views.passes, at=enters - away)
        cue.hide(views.passes, at=out)
        cue.move(views.passed, 0.0, at=off, until=enters)
        cue.move(views.passed, float(layers), at=enters, until=out, ease=linear)
        cue.show(ground, at=out - away)
        cue.show(views.guessed, at=out)

    def parameters(self, cue: Cue) -> None:
        """One disc at work; then layer by layer, how many numbers the network has."""
        views = self.views
        _, ground, _ = views.parting
        begins = ends = cue.at_turn(1, otherwise=COUNT)
        worked = begins - WORKED
        cue.hide(*views.given, views.guessed, ground)
        cue.hide(views.sent, at=0.0 if self.layout.beside else worked)
        cue.move(views.signalled, 0.0, seconds=TIMES.change)
        cue.show(views.unit, views.worked, at=WORKS)
        cue.hide(views.unit, views.worked, at=worked)
        apart = min(APART, (1.0 - cue.share(SUMMED) - begins) / len(views.counted))
        for k, layer in enumerate(views.counted):
            cue.move(layer, WAITING, seconds=TIMES.change)
            cue.move(layer, COUNTED, at=begins + k * apart, seconds=TIMES.enter)
            cue.move(layer, 1.0, at=begins + (k + 1) * apart, seconds=TIMES.change)
            ends = begins + (k + 1) * apart
        cue.show(views.each, views.counts, at=begins)
        cue.show(views.total, at=ends)

    def backwards(self, cue: Cue) -> None:
        """What a point costs; the slope by one line, a product, from the error at the output on.

        Then the gradient, layer by layer from there.
        """
        views, layers = self.views, len(self.views.counted)
        line, ring, rule = views.chain
        one, every = cue.at_turn(1, otherwise=ONE), cue.at_turn(-1, otherwise=ALL)
        cue.hide(views.each, views.counts, views.total)
        cue.show(*views.priced, ring)
        cue.hide(*views.priced, at=one - cue.share(TIMES.away))
        for layer in views.counted:
            cue.move(layer, WAITING, at=one, seconds=TIMES.change)
            cue.move(layer, 1.0, at=every, seconds=TIMES.change)
        cue.show(line, rule, views.error, at=one)
        comes = one + COMES_BACK
        cue.move(views.came_back, 1.0, at=comes, seconds=TIMES.change)
        cue.show(views.product, at=comes + cue.share(TIMES.change))
        cue.hide(*views.chain, views.product, views.error, at=every - cue.share(TIMES.away))
        for k in range(layers + 1):
            begins = every + BACK + k * AGAIN
            cue.move(views.told, k + 1.0, at=begins, until=min(begins + RUNS, 1.0))
        cue.show(views.network[0], self.slopes, at=every)

    def steps(self, cue: Cue) -> None:
        """The rule, and what first steps by it do to the boundary, now back."""
        views = self.views
        cue.hide(self.slopes)
        _, ground, _ = views.parting
        cue.show(self.rule, ground, views.count)

    def walk(self, cue: Cue) -> None:
        """The path takes the place of the network, and the cost that of the rule."""
        views = self.views
        cue.hide(*views.network, self.rule)
        cue.show(*views.plane)

    def unseen(self, cue: Cue) -> None:
        """Points that it has not seen, and the cost on those that it has; then all of it once more.

        It halts before the cost on the new points rises, if it does.
        """
        views, plan, score = self.views, self.scene.plan, self.scene.score
        heading, ground, _ = views.parting
        *plot, of_new = views.costs
        again = cue.share(self._since(cue, plan.begin(score)) - TIMES.change)
        new = min(cue.at_turn(1, otherwise=NEW), again)
        cue.hide(*views.plane, views.count)
        cue.show(*plot, views.names[1])
        cue.hide(heading, at=new)
        cue.hide(views.seen, at=new + cue.share(TIMES.away))
        cue.show(views.fresh, views.unseen, at=new)
        cue.hide(ground, at=again)
        cue.show(ground, views.border, at=again)
        cue.show(views.count, of_new, views.cost_of_new, at=again)

    def answer(self, cue: Cue) -> None:
        """The rest of that, the lowest of the cost on new points, and what that curve is."""
        plan, score = self.scene.plan, self.scene.score
        _, ends = plan.goes_on(score)
        cue.show(*self.views.lowest, at=cue.share(self._since(cue, plan.turn(score))))
        cue.show(self.views.names[0], at=cue.share(self._since(cue, ends) - TIMES.away))

    def judged(self, cue: Cue) -> None:
        """Points that had no part in anything before: where it was to stop, and at the end.

        Both are one picture where it is best at the end; else the first stands beside the plot
        until the second takes its place.
        """
        views, (first, *second) = self.views, self.judges
        beside = (*views.costs, *views.names, *views.lowest) if second else ()
        cue.only(*beside)
        cue.show(*first)
        for judged in second:
            ends = cue.at_turn(-1, otherwise=ENDS)
            cue.hide(*beside, at=ends - cue.share(TIMES.away))
            cue.show(*judged, at=ends - cue.share(TIMES.away))

    def _since(self, cue: Cue, seconds: float) -> float:
        """How long after the beginning of a beat that is."""
        return seconds - float(cue.beat.start / self.scene.score.fps)
