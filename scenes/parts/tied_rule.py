"""The rule of a step, its symbols tied by fine lines to the pictures of what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np

from gdcore.typing import Array
from scenes.components.path.dashes import Dashes
from scenes.parts.update_rule import symbols, update_rule
from scenes.stage.gliding import Gliding
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

LARGEST = 2.2 * SIZES.title
"""The rule's size at most."""
TIES = 0.42
"""Height of the ties above the rule."""
HIGH, FOOT = 1.25, 0.4
"""Height of the rule, and of its baseline above the foot of that, in em."""
ASIDE = 0.4
"""How far aside of what it is tied to a symbol may stand for its tie to be straight."""
WHOLE = 100.0
"""Length of a dash that is longer than any tie: one stroke, which no joints are seen in."""
CLEAR = 0.07
"""From the end of a tie to the symbol below it."""

Start = Callable[[int], tuple[float, float, float]]
"""Where a tie may begin at a frame: from a left end on to a right one, at a level."""


class Tie(NamedTuple):
    """What a symbol is tied to."""

    start: Start
    colour: str


class TiedRule:
    """The rule in a slot over time, as large as that lets it be, and a tie for each of its symbols.

    Args:
        scene: the scene it belongs to.
        place: its slot.
        ties: for the old parameters, the learning rate and the cost.
    """

    def __init__(self, scene: AnyScene, place: Gliding, ties: Sequence[Tie]) -> None:
        self.place = place
        self._label = update_rule(scene.say, scene.theme, 1.0)
        self._label.put(0.0, 0.0)
        self._width = float(self._label.width)
        tied = symbols(scene.say)
        self._symbols = [self._symbol(*each) for each in (tied.old, tied.rate, tied.cost)]
        self.part = scene.add_part(self._label, self._put, layer=Layer.GROUND)
        self.ties: tuple[Part, ...] = tuple(
            self._add_tie(scene, tie, symbol)
            for tie, symbol in zip(ties, self._symbols, strict=True)
        )

    def _symbol(self, run: int, letter: int) -> Array:
        """The middle of a symbol and its top, in em from where the rule begins."""
        points = self._label.runs[run].outlines()[letter]
        low, high = points.min(axis=0), points.max(axis=0)
        return np.array([(low[0] + high[0]) / 2, high[1]])

    def _stand(self, frame: int) -> tuple[float, float, float]:
        """Left end, baseline and size of the rule."""
        slot = self.place.at(frame)
        size = min(LARGEST, slot.width / self._width, (slot.height - TIES) / HIGH)
        left = float(slot.centre[0]) - self._width * size / 2
        free = (slot.height - TIES - HIGH * size) / 2
        return left, slot.bottom + free + FOOT * size, size

    def _put(self, frame: int) -> Hashable:
        left, baseline, size = self._stand(frame)
        self._label.sized(size, left, baseline)
        return left, baseline, size

    def _begin(self, tie: Tie, frame: int, x: float) -> tuple[float, float]:
        """Where a tie begins: above its symbol, if that is below the name of what it stands for."""
        left, right, top = tie.start(frame)
        return (x if left - ASIDE <= x <= right + ASIDE else right), top

    def _add_tie(self, scene: AnyScene, tie: Tie, symbol: Array) -> Part:
        """From what a symbol stands for straight down, aside where it must be, and down to it."""
        line = Dashes(tie.colour, STROKES.axis, WHOLE)

        def reach(frame: int) -> Hashable:
            left, baseline, size = self._stand(frame)
            x, y = (np.array([left, baseline + CLEAR]) + size * symbol).tolist()
            begin, top = self._begin(tie, frame, x)
            level = (y + top) / 2
            line.show(np.array([[begin, top], [begin, level], [x, level], [x, y]]))
            return begin, top, x, y

        return scene.add_part(line, reach, layer=Layer.GROUND)
