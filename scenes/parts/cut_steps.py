"""Steps on a cut through a bowl: the bowl, the cut, and the rule of a step."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.parts.cut_bowl import CutBowl
from scenes.parts.cut_view import AHEAD, CutView, hop_rates
from scenes.parts.step_rule import SlopeLaw, StepRule
from scenes.plans.learning_rate import HOP, SEEN
from scenes.stage.scene import AnyScene
from scenes.stage.timeline import Cue
from scenes.theme import TIMES

CUT, CUT_LAST, OPEN = 0.47, 0.58, 0.88
"""Shares of the beat about the bowl at which it is cut if no words tell it, and at the latest; and
at which it is open."""
GLIDES, GLIDES_LAST, GLIDE = 0.42, 0.62, 0.16
"""The same of that about the slope, at which the line that touches sets off; and the share that it
takes."""
TOUCHES, FIRST, NEXT = 0.1, 0.2, 0.15
"""Of that, when a line touches the curve, when its slope comes as a formula, and how long after
that the next row."""
STEP = 0.06
"""Share of the next one at which the slope and the step come."""
HALF = 0.5
"""Where the slope is read once more, in the distance of the start."""


class CutSteps:
    """The cut with its words and figures, and the bowl that it comes from.

    Args:
        scene: the scene it belongs to; its plan is that of `learning_rate`.
        hero: the slot of the cut.
        law: that of the slope.
        rule: that of the rule of a step.
    """

    def __init__(self, scene: AnyScene, hero: Slot, law: Slot, rule: Slot) -> None:
        self.scene, theme = scene, scene.theme
        rates = hop_rates(theme)
        cut = self.cut = CutView(scene, hero, rates)
        self.law = SlopeLaw(scene, law, cut.slope.figures)
        told = self.rule = StepRule(scene, rule, rates)
        cut.accompany(
            {name: (told.rates[name], told.lengths[name]) for name in rates}, (told.whole,)
        )
        bowl = self.bowl = CutBowl(scene, cut.section, cut.start, theme.batch)
        for part in bowl.first:
            part.opacity.first = 1.0

    def open(self, cue: Cue) -> None:
        """A map turns out to be a bowl; it is cut, and the cut becomes a curve."""
        bowl = self.bowl
        bowl.turn_aside(cue, at=0.08, until=0.42)
        cue.show(*bowl.view.triad, at=0.3)
        cue.hide(*bowl.view.triad, at=0.46)
        cut = min(cue.at_turn(1, otherwise=CUT), CUT_LAST)
        bowl.open(cue, at=cut, until=OPEN)
        bowl.line.lay(cue, at=0.87, until=0.97)
        cue.show(self.cut.face, at=OPEN)
        cue.hide(bowl.view.part, at=0.93)

    def bend(self, cue: Cue) -> None:
        """On the curve, half as far from its lowest point, there is half the slope.

        The figures go along with the line that touches.
        """
        slope = self.cut.slope
        cue.hide(self.bowl.line.part)
        cue.show(*self.cut.axes, slope.distance)
        cue.show(slope.tangent, slope.told, at=TOUCHES)
        cue.show(self.law.law, at=FIRST)
        cue.show(self.law.figures, at=FIRST + NEXT)
        cue.show(self.law.note, at=FIRST + 2 * NEXT)
        glides = min(cue.at_turn(1, otherwise=GLIDES), GLIDES_LAST)
        cue.hide(slope.told, at=glides - cue.share(TIMES.leave))
        cue.move(slope.along, HALF, at=glides, until=glides + GLIDE)
        cue.show(slope.told, at=glides + GLIDE - cue.share(TIMES.away))

    def to_the_bottom(self, cue: Cue) -> float:
        """The rule of a step, and the rate at which it is all the way.

        Returns:
            The share of the beat at which a ball takes the place of that on the bowl.
        """
        cut, rule, slope = self.cut, self.rule, self.cut.slope
        cue.hide(self.law.law, self.law.note, self.law.figures)
        cue.move(slope.along, 1.0, at=0.0, until=0.14)
        cue.show(rule.slope, rule.step, at=STEP)
        said = cue.at_word("bottom", otherwise=0.5)
        soon = min(said, 1.0 - cue.share(HOP + SEEN)) - cue.share(AHEAD)
        cue.hide(rule.slope, rule.step, at=soon - cue.share(TIMES.away))
        cue.hide(slope.tangent, slope.told, slope.distance, at=soon)
        cue.hide(self.bowl.line.ball_part, at=soon + cue.share(TIMES.enter))
        cue.show(cut.begin, cut.start_name, at=soon)
        cue.show(rule.whole)
        self.hop(cue, "bottom")
        return soon

    def leave(self, cue: Cue, *names: str) -> None:
        """Where the steps at some rates have landed goes, for others to come."""
        cue.hide(*(self.cut.landings[name] for name in names))

    def hop(self, cue: Cue, *names: str) -> None:
        """The steps at some rates, of which each comes and goes at its time."""
        cut, rule = self.cut, self.rule
        for name in names:
            ball, told = cut.runners[name].ball_part, (rule.rates[name], rule.lengths[name])
            cue.show(ball, *told, cut.arrows[name], cut.leaps[name], cut.landings[name])
