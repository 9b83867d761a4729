"""Learning rates on a cost of one parameter: a curve, four of it beside one another, all rates."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scenes.components.section import Section
from scenes.components.text.label import formula, words
from scenes.components.text.lines import first_fitting
from scenes.layout import Slot
from scenes.parts.cut_view import AHEAD, CutView
from scenes.parts.rate_sweep import RateSweep
from scenes.parts.runner import Runner
from scenes.plans.curve_cost import REACH
from scenes.plans.learning_rate import ASKED, DRAWN, HOPS, WALKS, Plan
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue
from scenes.theme import SIZES

HEAD = 0.5
"""Height of what stands above a small curve."""
FORMULA_ROW, RATE_ROW = 1.2, 3.4
"""From the top of the panel to the baselines of the formula and of a rate, in em."""


class CurveRates:
    """What plays the scene where its cost is a formula: a method a beat.

    Args:
        scene: that it belongs to.
        hero: the slot of the curve, and of all rates.
        panel: that of the formula, and of the rate of a step.
        colours: of the walks, by name.
    """

    def __init__(
        self, scene: AnyScene, hero: Slot, panel: Slot, colours: Mapping[str, str]
    ) -> None:
        self.scene, self.panel = scene, panel
        theme, plan = scene.theme, scene.plan
        short, bottom, far, higher = theme.rates
        hues = bottom, short, far, theme.quiet, higher
        rates = {n: (h.times, c) for (n, h), c in zip(HOPS.items(), hues, strict=True)}
        self.cut = CutView(scene, hero, rates)
        self.told = {name: self._add_rate(*each) for name, each in rates.items()}
        self.cut.accompany(self.told)
        self.formula = self._add_formula(plan)
        slots = scene.layout.pictures(len(WALKS))
        self.small = [
            part
            for name, slot in zip(WALKS, slots, strict=True)
            for part in self._add_walk(name, slot, colours[name])
        ]
        self.sweep = RateSweep(scene, hero, colours)

    def _add_rate(self, times: float, colour: str) -> Part:
        """The rate of the step that is taken."""
        told = self.scene.say.numerals.in_formula(times)
        label = formula(f"$alpha = {told}\\/ L$", SIZES.formula, colour)
        return self.scene.add_part(
            label.put(self.panel.left, self.panel.top - RATE_ROW * SIZES.formula)
        )

    def _add_formula(self, plan: Plan) -> Part:
        """The formula as the lesson has it, if there is room; else its beginning."""
        text = plan.problem.surface.formula  # type: ignore[attr-defined]
        size = SIZES.label
        most = int(self.panel.width / (0.5 * size))
        texts = (text, f"{text[: most - 1]}…", "")
        label = first_fitting(
            texts, self.panel.width, lambda each: words(each, size, self.scene.theme.quiet)
        )
        return self.scene.add_part(
            label.put(self.panel.left, self.panel.top - FORMULA_ROW * SIZES.formula)
        )

    def _add_walk(self, name: str, slot: Slot, colour: str) -> tuple[Part, ...]:
        """The curve once more, small, with the walk at one rate."""
        scene, plan, area = self.scene, self.scene.plan, slot.inset(top=HEAD)
        section = Section(
            plan.problem.loss, plan.minimum, np.array([1.0, 0.0]), REACH, area, scene.theme
        )
        face = scene.add_part(section)
        runner = Runner(scene, name, plan.runs[name], section, 1.0, colour)
        leaps = runner.add_leaps()
        runner.add_ball()
        told = scene.say.numerals.in_formula(plan.rates[name])
        heading = formula(f"$alpha = {told}\\/ L$", SIZES.formula, colour)
        heading.put(slot.left, slot.top - 0.7 * HEAD)
        return face, scene.add_part(heading), leaps, runner.ball_part

    # Beats

    def bowl(self, cue: Cue) -> None:
        """The curve, and where all begin."""
        cut = self.cut
        cue.show(cut.face, *cut.axes)
        cue.show(self.formula, at=0.15)
        cue.show(cut.begin, cut.start_name, at=0.5)

    def bend(self, cue: Cue) -> None:
        """The slope, from the start down to the bottom."""
        slope = self.cut.slope
        cue.show(slope.tangent, slope.told)
        cue.move(slope.along, 0.0, at=0.2, until=0.8)

    def bottom(self, cue: Cue) -> None:
        """The first step."""
        slope = self.cut.slope
        cue.move(slope.along, 1.0, at=0.0, until=0.14)
        soon = cue.at_word("1/L", otherwise=0.5) - cue.share(AHEAD)
        cue.hide(slope.tangent, slope.told, at=soon)
        self._hop(cue, "bottom")

    def multiples(self, cue: Cue) -> None:
        """A shorter one, and a longer one."""
        cue.hide(self.cut.start_name)
        self._hop(cue, "lands_short", "far_side")

    def mirror(self, cue: Cue) -> None:
        """Twice as long as the first, and how high the start is."""
        cue.hide(self.cut.landings["lands_short"], self.cut.landings["far_side"])
        self._hop(cue, "mirror")
        cue.show(self.cut.level, at=0.42)

    def beyond(self, cue: Cue) -> None:
        """Longer still."""
        cue.hide(self.cut.landings["mirror"])
        self._hop(cue, "higher")

    def higher(self, cue: Cue) -> None:
        """The further steps at that rate."""

    def _hop(self, cue: Cue, *names: str) -> None:
        cut = self.cut
        for name in names:
            ball, told = cut.runners[name].ball_part, self.told[name]
            cue.show(ball, told, cut.arrows[name], cut.leaps[name], cut.landings[name])

    def which(self, cue: Cue) -> None:
        """Four curves with their rates; then a few steps."""
        cue.only(*self.small)

    def explode(self, cue: Cue) -> None:
        """All walk on."""

    def sweep_all(self, cue: Cue) -> None:
        """A question; then the cost at the end, for all rates."""
        sweep = self.sweep
        cue.only(*sweep.frame, sweep.curve, *sweep.dots.values())
        sweep.draw(cue, at=cue.share(ASKED), until=cue.share(ASKED + DRAWN))

    def lowest(self, cue: Cue) -> None:
        """A ring round its dot."""
        if self.scene.plan.outcomes["lowest"] == "lowest":
            cue.show(*self.sweep.ring)

    def limit(self, cue: Cue) -> None:
        """The limit."""
        cue.show(*self.sweep.limit)

    def write(self, beat: str, cue: Cue) -> None:
        """Have the method of a beat write the timeline."""
        getattr(self, "sweep_all" if beat == "sweep" else beat)(cue)
