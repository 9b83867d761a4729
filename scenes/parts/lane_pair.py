"""Two lanes of the second race that grow until they have the picture, and stand out in turn."""

from __future__ import annotations

from scenes.parts.knob_arrows import KnobArrows
from scenes.parts.rule_lanes import PAIR, LaneWords, RuleLanes
from scenes.plans.optimizers import ADAM, RULES
from scenes.stage.scene import Part
from scenes.stage.timeline import Cue
from scenes.theme import DIMMED, TIMES


class LanePair:
    """The lanes of the second race, with a ring where each walk has ended in the first.

    Args:
        lanes: of that race.
        words: beside them.
    """

    def __init__(self, lanes: RuleLanes, words: LaneWords) -> None:
        self.lanes, self.words = lanes, words
        self.ends = lanes.add_ends("")
        self.arrows = KnobArrows(lanes.scene, lanes.views[ADAM], lanes.where)
        """Adam's steps of each parameter."""

    def lane(self, rule: str) -> list[Part]:
        """The lane of a rule with its ring."""
        return [*self.lanes.lane(rule), self.ends[rule]]

    def rows(self, *rules: str) -> list[Part]:
        """The lanes of some rules, with all that is said of them."""
        return [part for rule in rules for part in (*self.lane(rule), *self.words.row(rule))]

    @property
    def rest(self) -> list[Part]:
        """The same of the rules that are not of the pair."""
        return self.rows(*(rule for rule in RULES if rule not in PAIR))

    def grow(self, cue: Cue, seconds: float) -> None:
        """Give the picture to the pair."""
        cue.hide(*self.rest)
        for rule in PAIR:
            cue.move(self.lanes.views[rule].place.where, 1.0, seconds=seconds)

    def shrink(self, cue: Cue, at: float, seconds: float) -> None:
        """Have all lanes back, none of them brighter than another."""
        cue.hide(*self.arrows.parts, at=at)
        for rule in PAIR:
            cue.dim(*self.lane(rule), to=1.0, at=at)
            cue.move(self.lanes.views[rule].place.where, 0.0, at=at, seconds=seconds)
        cue.show(*self.rest, at=at + cue.share(seconds - TIMES.change))

    def light(self, cue: Cue, rule: str, at: float) -> None:
        """Have one lane of the pair stand out; Adam's has arrows then."""
        for each in PAIR:
            cue.dim(*self.lane(each), to=1.0 if each == rule else DIMMED, at=at)
        if rule == ADAM:
            cue.show(*self.arrows.parts, at=at - cue.share(TIMES.away))
        else:
            cue.hide(*self.arrows.parts, at=at)
