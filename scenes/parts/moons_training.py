"""A small network that learns to part two moons: boundary, weights and path, in step."""

from __future__ import annotations

from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.network_views import NetworkViews
from scenes.parts.update_rule import update_rule
from scenes.plans.neural_network import Moons
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue
from scenes.theme import SIZES, TIMES

NARROW = 1.25, 1.0
"""Heights of the points, and of what is below them, where words have little room."""


class MoonsTraining:
    """Points with network and rule; in the place of these the path, and then a plot.

    Args:
        scene: that they belong to.
        moons: the network and its run.
    """

    def __init__(self, scene: AnyScene, moons: Moons) -> None:
        self.scene, self.moons = scene, moons
        self.layout = scene.layout = scene.layout.with_wide_panel()
        kinds, network, rule, large = self._slots()
        self.views = NetworkViews(scene, moons, kinds, network, large, large)
        self.rule, self.numbers, self.slopes = self._add_rule(rule)

    def _slots(self) -> tuple[Slot, Slot, Slot, Slot]:
        """For the points, the network, the rule, and what takes the last two's place by turns."""
        layout = self.layout
        if layout.narrow:
            above, below = layout.body.rows(*NARROW, gap=layout.gap)
            left, right = below.columns(2, layout.gap)
            return above, left, right, below
        above, below = layout.panel.rows(1, 1, gap=layout.gap)
        return layout.stage, above, below, layout.panel

    def _add_rule(self, slot: Slot) -> tuple[Part, ...]:
        """The rule, and how many numbers each of its symbols is."""
        scene, count = self.scene, self.moons.problem.dimension
        theme = scene.theme
        rule = update_rule(scene.say, theme, SIZES.formula, most=slot.width)
        lines = [
            formula(
                f"$theta$: {scene.say('network.parameters', count=count)}", SIZES.name, theme.text
            ),
            formula(
                f"$nabla J$: {scene.say('network.slopes', count=count)}", SIZES.name, theme.gradient
            ),
        ]
        for line, baseline in zip((rule, *lines), slot.lines(3, 2 * SIZES.name), strict=True):
            line.put(slot.left, baseline)
        return tuple(scene.add_part(each) for each in (rule, *lines))

    # Beats

    def points(self, cue: Cue) -> None:
        """The points; the network, and how it parts them before it has learned."""
        heading, ground = self.views.parting
        cue.show(heading, self.views.seen)
        cue.show(self.views.network[1], at=0.3)
        cue.show(ground, at=0.5)

    def parameters(self, cue: Cue) -> None:
        """How many numbers it has."""
        cue.show(self.views.network[0], self.numbers, at=0.3)

    def backwards(self, cue: Cue) -> None:
        """The gradient, layer by layer from the end."""
        cue.move(self.views.slopes_shown, 1.0, at=0.1, until=0.12)
        cue.move(self.views.back, 3.0, at=0.15, until=0.7)
        cue.show(self.slopes, at=0.5)
        cue.show(self.rule, at=0.62)

    def steps(self, cue: Cue) -> None:
        """Three steps by the rule."""

    def walk(self, cue: Cue) -> None:
        """The path takes the place of network and rule."""
        cue.move(self.views.slopes_shown, 0.0, at=0.0, until=cue.share(TIMES.leave))
        cue.hide(*self.views.network, self.rule, self.numbers, self.slopes)
        cue.show(*self.views.plane, at=cue.share(TIMES.away))

    def unseen(self, cue: Cue) -> None:
        """Points that it has not seen."""
        cue.show(self.views.fresh, at=0.2)

    def answer(self, cue: Cue) -> None:
        """Both costs."""
        cue.hide(*self.views.plane)
        begin = cue.share(TIMES.away)
        cue.show(*self.views.costs, at=begin)
        cue.move(self.views.drawn, 1.0, at=begin + cue.share(TIMES.enter), until=0.5)
        cue.show(*self.views.names, self.views.lowest, at=0.5)
