"""Learning rates on a cost of one parameter: a curve, four of it beside one another, all rates."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from scenes.components.section import Section
from scenes.components.text.label import Align, Label, formula, words
from scenes.components.text.lines import first_fitting
from scenes.layout import Slot
from scenes.parts.cut_view import AHEAD, FINE, CutView, hop_rates
from scenes.parts.rate_sweep import RateSweep
from scenes.parts.runner import Runner
from scenes.plans.curve_cost import REACH
from scenes.plans.learning_rate import ASKED, DRAWN, WALKS, Beats, Plan
from scenes.stage.scene import AnyScene, Part
from scenes.stage.timeline import Cue
from scenes.theme import SIZES

HEAD = 0.5
"""Height of what stands above a small curve."""
BELOW = 0.24
"""Height of what is seen below the bottom of it: half a ball."""
ROW, ROWS, ASIDE = 0.8, 1.25, 0.3
"""Height of the room at the top of the valley for the formula and the rate of a step, beside one
another or, where that is narrow, below; and their distance from the curve."""
FORMULA = 0.65
"""Of its width, what the formula has where the rate is beside it."""


class CurveRates:
    """What plays the scene where its cost is a formula: a method a beat.

    Args:
        scene: the scene it belongs to.
        colours: of the walks, by name.
    """

    def __init__(self, scene: AnyScene, colours: Mapping[str, str]) -> None:
        self.scene, body = scene, scene.layout.body
        plan = scene.plan
        rates = hop_rates(scene.theme)
        self.cut = CutView(scene, body, rates)
        self._room = self._within(self.cut.section)
        self.told = {name: self._add_rate(*each) for name, each in rates.items()}
        self.cut.accompany({name: (part,) for name, part in self.told.items()})
        self.formula = self._add_formula(plan)
        slots = scene.layout.pictures(len(WALKS))
        self.leaps: dict[str, Part] = {}
        self.small = [
            part
            for name, slot in zip(WALKS, slots, strict=True)
            for part in self._add_walk(name, slot, colours[name])
        ]
        self.slower = [leaps for name, leaps in self.leaps.items() if name != plan.largest]
        """The leaps at all rates but the largest."""
        self.sweep = RateSweep(scene, body, colours, scene.plan)

    def _within(self, section: Section) -> Slot:
        """Room at the top of the valley, between the sides of the curve."""
        slot, height = section.slot, ROWS if self.scene.layout.narrow else ROW
        away = np.linspace(-REACH, REACH, FINE)
        x, y = section.place(away, section.cost(away)).T
        walls = x[y > slot.top - height]
        left = walls[walls < slot.centre[0]].max(initial=slot.left)
        right = walls[walls > slot.centre[0]].min(initial=slot.right)
        return Slot(left + ASIDE, slot.top - height, right - ASIDE, slot.top)

    def _put(self, label: Label, line: int, side: Align) -> Part:
        """At a side of that room or, where it is narrow, on a line in its middle."""
        room = self._room
        if self.scene.layout.narrow:
            label.put(float(room.centre[0]), room.lines(2, SIZES.formula)[line], "centre")
        else:
            x = room.left if side == "left" else room.right
            label.put(x, room.lines(1, SIZES.formula)[0], side)
        return self.scene.add_part(label)

    def _add_rate(self, times: float, colour: str) -> Part:
        """The rate of the step that is taken."""
        told = self.scene.say.numerals.in_formula(times)
        label = formula(f"$alpha = {told}\\/ L$", SIZES.formula, colour)
        return self._put(label, 1, "right")

    def _add_formula(self, plan: Plan) -> Part:
        """The formula as the lesson has it, if there is room; else its beginning."""
        text = plan.problem.surface.formula  # type: ignore[attr-defined]
        size, room = SIZES.label, self._room.width
        if not self.scene.layout.narrow:
            room *= FORMULA
        most = int(room / (0.5 * size))
        texts = (text, f"{text[: most - 1]}…", "")
        label = first_fitting(texts, room, lambda each: words(each, size, self.scene.theme.quiet))
        return self._put(label, 0, "left")

    def _add_walk(self, name: str, slot: Slot, colour: str) -> tuple[Part, ...]:
        """The curve once more, small, with the walk at one rate."""
        scene, plan, area = self.scene, self.scene.plan, slot.inset(top=HEAD)
        section = Section(
            plan.problem.loss, plan.minimum, np.array([1.0, 0.0]), REACH, area, scene.theme,
            high=plan.high_enough(REACH), foot=BELOW,
        )  # fmt: skip
        face = scene.add_part(section)
        runner = Runner(scene, name, plan.runs[name], section, 1.0, colour)
        leaps = self.leaps[name] = runner.add_leaps()
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
        soon = cue.at_word("bottom", otherwise=0.5) - cue.share(AHEAD)
        cue.hide(slope.tangent, slope.told, at=soon)
        self._hop(cue, "bottom")

    def multiples(self, cue: Cue) -> None:
        """A shorter one, and a longer one."""
        cue.hide(self.cut.start_name, self.cut.landings["bottom"])
        self._hop(cue, "lands_short", "far_side")

    def mirror(self, cue: Cue) -> None:
        """Twice as long as the first, and how high the start is."""
        cue.hide(self.cut.landings["lands_short"], self.cut.landings["far_side"])
        cue.show(self.cut.start_name, self.cut.landings["bottom"])
        self._hop(cue, "mirror")
        cue.show(*self.cut.level, at=0.42)

    def beyond(self, cue: Cue) -> None:
        """A question: longer still."""
        cue.hide(self.cut.landings["mirror"], self.cut.landings["bottom"])
        self._hop(cue, "higher")

    def higher(self, cue: Cue) -> None:
        """The steps that answer it."""

    def _hop(self, cue: Cue, *names: str) -> None:
        cut = self.cut
        for name in names:
            ball, told = cut.runners[name].ball_part, self.told[name]
            cue.show(ball, told, cut.arrows[name], cut.leaps[name], cut.landings[name])

    def sharper(self, cue: Cue) -> None:
        """The curve stays, and how high the last step ends."""

    def which(self, cue: Cue) -> None:
        """A question, and four curves with their rates; then a few steps on all."""
        cue.only(*self.small)

    def explode(self, cue: Cue) -> None:
        """All walk on; where the largest leaps to is seen."""
        cue.hide(*self.slower)

    def sweep_all(self, cue: Cue) -> None:
        """A question; then the cost at the end, for all rates."""
        sweep = self.sweep
        cue.only(*sweep.frame, sweep.curve, *sweep.asked)
        sweep.draw(cue, at=cue.share(ASKED), until=cue.share(ASKED + DRAWN))

    def lowest(self, cue: Cue) -> None:
        """What became of each, and a ring round the dot of the lowest."""
        cue.hide(*self.sweep.asked)
        cue.show(*self.sweep.names.values())
        if self.scene.plan.outcomes["lowest"] == "lowest":
            cue.show(*self.sweep.ring)

    def limit(self, cue: Cue) -> None:
        """The limit."""
        cue.show(*self.sweep.limit)

    def write(self, beat: str, cue: Cue) -> None:
        """Have the method of a beat write the timeline."""
        played = {
            Beats.bowl: self.bowl, Beats.bend: self.bend, Beats.bottom: self.bottom,
            Beats.multiples: self.multiples, Beats.mirror: self.mirror,
            Beats.beyond: self.beyond, Beats.higher: self.higher, Beats.sharper: self.sharper,
            Beats.which: self.which, Beats.explode: self.explode,
            Beats.sweep: self.sweep_all, Beats.lowest: self.lowest, Beats.limit: self.limit,
        }  # fmt: skip
        {each.name: method for each, method in played.items()}[beat](cue)
