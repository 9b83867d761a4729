"""What the cost is where a walk has landed, on its map; and what the gradient is there."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from manim import Group

from gdcore.typing import Array
from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.parts.size_map import INSET
from scenes.parts.slope_arrows import MIDDLE, PLATE_HEIGHT, plate_beneath
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

GAP = 0.3
"""From what a figure is called to it, in em."""
LARGE = 1.2 * SIZES.formula
"""Size of the gradient at most, where there is room."""


class WalkFigures:
    """Figures of a run at its ball's last landing.

    Args:
        scene: the scene it belongs to.
        runner: whose figures they are.
        decimals: in which they are written.
    """

    def __init__(self, scene: AnyScene, runner: Runner, decimals: int) -> None:
        self.scene, self.runner, self.decimals = scene, runner, decimals

    def _written(self, values: Array) -> list[str]:
        return [self.scene.say.numerals.placed(float(each), self.decimals) for each in values]

    def add_cost(self, area: Slot) -> Part:
        """The cost, plated, in the upper right corner of a map."""
        theme, texts = self.scene.theme, self._written(self.runner.run.loss)
        size = SIZES.caption if self.scene.layout.narrow else SIZES.formula
        told = f"{self.scene.say('slope.cost')} $=$"
        name, number = formula(told, size, theme.text), Digits(size, theme.text)
        named = float(name.width) + GAP * size
        whole = named + max(width_of(text, size) for text in texts)
        plate = plate_beneath(whole, size, theme)
        right, high = area.right - INSET - float(plate.width) / 2, area.top - INSET
        right, middle = right + whole / 2, high - PLATE_HEIGHT / 2 * size
        level = middle - MIDDLE * size
        plate.move_to((right - whole / 2, middle, 0.0))
        name.put(right - whole, level)
        return self._add(Group(plate, name), number, texts, right - whole + named, level)

    def add_gradient(self, slot: Slot) -> Part:
        """The gradient, as large as fits, in the middle of the foot of a slot."""
        say, theme, run = self.scene.say, self.scene.theme, self.runner.run
        pairs = [self._written(each) for each in run.problem.gradient(run.theta)]
        texts = [say.numerals.pair(*pair) for pair in pairs]
        widest = max(width_of(text, 1.0) for text in texts)
        named = float(formula("$nabla J =$", 1.0, theme.gradient).width) + GAP
        most = SIZES.formula if self.scene.layout.narrow else LARGE
        size = min(most, slot.width / (named + widest))
        name, number = formula("$nabla J =$", size, theme.gradient), Digits(size, theme.gradient)
        last = width_of(texts[-1], size)
        left = float(slot.centre[0]) - (named * size + last) / 2
        name.put(left, slot.bottom)
        return self._add(Group(name), number, texts, left + named * size, slot.bottom)

    def _add(
        self, still: Group, number: Digits, texts: Sequence[str], x: float, baseline: float
    ) -> Part:
        """What stands still, and a figure that follows the ball."""

        def tell(frame: int) -> Hashable:
            landed = self.runner.landed(frame)
            number.show(texts[landed], x, baseline)
            return landed

        return self.scene.add_part(Group(*still, number), tell, layer=Layer.NAMES)
