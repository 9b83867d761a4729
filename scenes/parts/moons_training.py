"""A small network that learns to part two moons: boundary, weights and path, in step."""

from __future__ import annotations

from scenes.components.text.label import Label, formula
from scenes.layout import LEADING, Slot
from scenes.parts.network_views import WAITING, NetworkViews
from scenes.parts.update_rule import update_rule
from scenes.plans.neural_network import Moons
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue, linear
from scenes.theme import SIZES, TIMES

NARROW = 1.0, 1.1
"""Heights of the points, and of what is below them, where words have little room."""
ASIDE = 1.0, 1.4
"""The same while the network is below, and as large as it can be; points and rule above it."""
UPPER, KEPT = (5.4, 1.0), 0.15
"""Heights of points and network, and of the rule below them, where words have room; and what is
kept free below the rule."""
HERO, LEARNS, WRITTEN = (1.0, 1.35), (1.15, 1.0), (1.5, 1.0)
"""Widths there of points and network, at first and while it learns; and of the rule and what is
said of the gradient."""
LARGE = 1.5
"""Size of the rule there, in that of a formula."""
GLIDE = 1.1
"""Seconds in which network and points change their sizes."""
SPACED = 1.5
"""From line to line of rule and gradient, in lines of such type."""
SETS_OFF, ENTERS, COMES_OUT = 0.3, 0.42, 0.8
"""Of a beat, when a point's numbers set off, are at the inputs, and its kind comes out."""
COUNT, APART = 0.22, 0.17
"""Of a beat, when the first layer is counted, and how long after it the next one is."""
COUNTED = 2.4
"""How brightly a layer is lit while it is counted."""
LINES = 3
"""Where words have little room: of how many steps are taken, of the rule below that, and of what is
said of the gradient."""


class MoonsTraining:
    """Points with network and rule; in the place of these the path, and then a plot.

    Args:
        scene: the scene they belong to.
        moons: the network and its run.
    """

    def __init__(self, scene: AnyScene, moons: Moons) -> None:
        self.scene, self.moons = scene, moons
        self.layout = scene.layout = scene.layout.with_wide_panel()
        large, beside, first, tall, small, network, rule = self._slots()
        square = self.layout.narrow and not self.layout.beside
        large, plane = (
            slot.inset(bottom=LEADING * SIZES.small if square else 0.0) for slot in (large, beside)
        )
        points = first, tall, small, large, plane
        self.views = NetworkViews(scene, moons, points, network, plane, large)
        self.rule, self.slopes, self.count = self._add_rule(rule)
        self.judges = self._add_judges()

    def _slots(self) -> tuple[Slot, Slot, Slot, Slot, Slot, tuple[Slot, Slot, Slot], Slot]:
        """Of points, large and beside that; at first, with counts, with the rule; network, rule."""
        layout, gap = self.layout, self.layout.gap
        if layout.narrow:
            large, beside = (
                layout.body.rows(*NARROW, gap=gap) if layout.beside else layout.body.columns(2, gap)
            )
            above, hero = layout.body.rows(*ASIDE, gap=gap)
            small, rule = above.columns(2, gap)
            return large, beside, large, above, small, (beside, hero, hero), rule
        alone, tall = layout.body.shares(*HERO, gap=2 * gap)
        upper, rule = layout.body.rows(*UPPER, gap=gap)
        points, hero = upper.shares(*LEARNS, gap=2 * gap)
        stage, panel = layout.stage, layout.panel
        return stage, panel, alone, alone, points, (tall, tall, hero), rule.inset(bottom=KEPT)

    def _add_judges(self) -> list[tuple[Part, ...]]:
        """The points kept where it was to stop, if that is before the end, and at the end."""
        layout, plan = self.layout, self.scene.plan
        steps = self.moons.run.steps
        if not plan.turns:
            return [self.views.add_judged(layout.body, steps, "ended")]
        rows = layout.narrow and layout.beside
        slots = (
            layout.body.rows(1.0, 1.0, gap=layout.gap)
            if rows
            else layout.body.columns(2, layout.gap)
        )
        told = (plan.lowest, "stopped"), (steps, "ended")
        return [self.views.add_judged(slot, *each) for slot, each in zip(slots, told, strict=True)]

    def _add_rule(self, slot: Slot) -> tuple[Part, Part, Part]:
        """The rule; how many slopes there are; steps taken."""
        scene, theme, narrow = self.scene, self.scene.theme, self.layout.narrow
        size = SIZES.name if narrow else SIZES.formula
        if narrow:
            slopes = self._slopes(size, slot.width)
            rule = update_rule(scene.say, theme, SIZES.formula, most=slot.width)
            highest, middle, lowest = slot.lines(LINES, SPACED * size)
            rule.put(slot.left, middle)
            slopes.put(slot.left, lowest)
            count = self.views.add_steps(lambda _: (slot.left, highest), size)
        else:
            place, beside = slot.shares(*WRITTEN, gap=self.layout.gap)
            rule = update_rule(scene.say, theme, LARGE * SIZES.formula, most=place.width)
            (baseline,) = place.lines(1, rule.size)
            slopes = self._slopes(size, beside.width)
            rule.put(place.left, baseline)
            slopes.put(beside.left, baseline)
            count = self.views.count
        return scene.add_part(rule), scene.add_part(slopes), count

    def _slopes(self, size: float, most: float) -> Label:
        """How many slopes the gradient has, and from how many points, if there is room."""
        say, batch = self.scene.say, self.scene.plan.asked.batch_size
        told = f"$nabla J$: {say('network.slopes', count=self.moons.problem.dimension)}"
        asked = f"{told}, {say('network.asked', count=batch)}"
        both = formula(asked, size, self.scene.theme.gradient)
        return both if both.width <= most else formula(told, size, self.scene.theme.gradient)

    # Beats

    def points(self, cue: Cue) -> None:
        """The points and the network; one point goes through it; then what it takes all for."""
        views, layers = self.views, len(self.views.counts)
        heading, ground, directions = views.parting
        cue.show(heading, views.seen, directions)
        cue.show(*views.network[1:], at=0.1)
        cue.show(views.sent, at=SETS_OFF - cue.share(TIMES.change))
        cue.move(views.passed, 0.0, at=SETS_OFF, until=ENTERS)
        cue.move(views.passed, float(layers), at=ENTERS, until=COMES_OUT, ease=linear)
        cue.show(ground, at=COMES_OUT)

    def parameters(self, cue: Cue) -> None:
        """Layer by layer, how many numbers the network has."""
        views = self.views
        cue.hide(views.sent)
        cue.move(views.signalled, 0.0, seconds=TIMES.change)
        for place in (views.kinds_at, views.network_at):
            cue.move(place.where, 1.0, seconds=GLIDE)
        for k, (layer, count) in enumerate(zip(views.counted, views.counts, strict=True)):
            cue.move(layer, WAITING, seconds=GLIDE)
            cue.move(layer, COUNTED, at=COUNT + k * APART, seconds=TIMES.enter)
            cue.move(layer, 1.0, at=COUNT + (k + 1) * APART, seconds=TIMES.change)
            cue.show(count, at=COUNT + k * APART)
        cue.show(views.network[0], at=COUNT + len(views.counts) * APART)

    def backwards(self, cue: Cue) -> None:
        """The gradient, layer by layer from the end; the points make room for the rule."""
        layers = len(self.views.counts)
        for place in (self.views.kinds_at, self.views.network_at):
            cue.move(place.where, 2.0, seconds=GLIDE)
        cue.hide(self.views.parting[2], *self.views.counts)
        cue.move(self.views.told, layers + 1.0, at=0.12, until=0.85, ease=linear)
        cue.show(self.slopes, at=0.5)
        cue.show(self.rule, at=0.62)

    def steps(self, cue: Cue) -> None:
        """The first steps by the rule."""
        cue.show(self.count, self.views.cost_of_seen)

    def walk(self, cue: Cue) -> None:
        """The path takes the place of network and rule."""
        views = self.views
        cue.hide(*views.network, views.cost_of_seen, self.rule, self.slopes)
        if self.count is not views.count:
            cue.hide(self.count)
            cue.show(views.count)
        cue.move(views.kinds_at.where, 3.0, seconds=GLIDE)
        cue.show(*views.plane, views.parting[2])

    def unseen(self, cue: Cue) -> None:
        """Points that it has not seen, and the cost on those that it has; then all of it once more.

        It halts before the cost on the new points rises, if it does.
        """
        views, begin = self.views, cue.share(TIMES.away)
        heading, ground, directions = views.parting
        *plot, of_new = views.costs
        went = ground, directions, views.count
        cue.hide(*views.plane, heading, views.seen, *went)
        cue.move(views.kinds_at.where, 4.0, at=begin, seconds=0.0)
        cue.show(*plot, views.names[1], *went, views.fresh)
        again = cue.share(self._since(cue, self.scene.plan.begin(self.scene.score)) - TIMES.away)
        cue.show(views.again, of_new, views.cost_of_new, at=again)

    def answer(self, cue: Cue) -> None:
        """The rest of that, the lowest of the cost on new points, and what that curve is."""
        plan, score = self.scene.plan, self.scene.score
        _, ends = plan.goes_on(score)
        cue.show(self.views.lowest, at=cue.share(self._since(cue, plan.turn(score))))
        cue.show(self.views.names[0], at=cue.share(self._since(cue, ends) - TIMES.away))

    def judged(self, cue: Cue) -> None:
        """Points that had no part in anything before: where it was to stop, and at the end.

        Both are one picture where it is best at the end.
        """
        cue.only()
        for judged in self.judges:
            cue.show(*judged)

    def _since(self, cue: Cue, seconds: float) -> float:
        """How long after the beginning of a beat that is."""
        return seconds - float(cue.beat.start / self.scene.score.fps)
