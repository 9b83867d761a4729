"""How many looks each method of a race has taken so far, in its colour."""

from __future__ import annotations

from collections.abc import Hashable

from scenes.components.readout import Count
from scenes.components.text.label import Label, words
from scenes.layout import LEADING, Slot
from scenes.parts.race import Race
from scenes.parts.runner import Runner
from scenes.plans.race import Method
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

APART = 1.5
"""From the names to the looks, in em."""
ROWS = (Method.BATCH, Method.STOCHASTIC)


def baselines_above(slot: Slot, rows: int, size: float, *, narrow: bool) -> list[float]:
    """Those of rows over a plot of a race, of which the first is that of the title beside it."""
    top, *_ = slot.lines(rows, SIZES.small if narrow else SIZES.label)
    return [top - row * LEADING * size for row in range(rows)]


class RaceKey:
    """Rows below one another, in the columns name and looks.

    Args:
        scene: the scene it belongs to.
        slot: the slot it fills.
        race: the runners.
    """

    def __init__(self, scene: AnyScene, slot: Slot, race: Race[Method]) -> None:
        self.scene = scene
        self._parts: dict[Method, tuple[Part, Part]] = {}
        self.size = SIZES.small if scene.layout.narrow else SIZES.formula
        names = {method: self._name(method, race.runners[method].colour) for method in ROWS}
        second = slot.left + max(float(name.width) for name in names.values()) + APART * self.size
        baselines = baselines_above(slot, len(ROWS), self.size, narrow=scene.layout.narrow)
        for method, baseline in zip(ROWS, baselines, strict=True):
            runner, name = race.runners[method], names[method].put(slot.left, baseline)
            self._parts[method] = (
                scene.add_part(name),
                self._count(runner, race.runners[Method.STOCHASTIC], second, baseline),
            )

    def _name(self, method: Method, colour: str) -> Label:
        return words(self.scene.say(f"methods.{method.value}"), self.size, colour, "semibold")

    def rows(self, *methods: Method) -> list[Part]:
        """The rows of some methods, names and looks."""
        return [part for method in methods for part in self._parts[method]]

    def looks(self, *methods: Method) -> list[Part]:
        """The looks of some methods, without their names."""
        return [self._parts[method][1] for method in methods]

    def _count(self, runner: Runner, single: Runner, x: float, baseline: float) -> Part:
        """Its looks so far; in a race ``single``, which takes one a step, is the clock."""
        say = self.scene.say
        count = Count(say.forms("counts.looks"), self.size, runner.colour, say.numerals)

        def show(frame: int) -> Hashable:
            now = runner.looks(frame, single.landed(frame))
            count.show(now, x, baseline)
            return now

        return self.scene.add_part(count, show, layer=Layer.GROUND)
