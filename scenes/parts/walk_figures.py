"""What the gradient is where a walk has landed."""

from __future__ import annotations

from collections.abc import Hashable

from manim import Group

from scenes.components.text.digits import Digits, width_of
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

GAP = 0.3
"""From what the figure is called to it, in em."""
LARGE = 1.6 * SIZES.formula
"""Size of the gradient at most, where there is room."""


def add_gradient(
    scene: AnyScene, runner: Runner, slot: Slot, decimals: int, at: float = 0.5
) -> Part:
    """The gradient at a ball's last landing, as large as fits, at the foot of a slot.

    Args:
        scene: the scene it belongs to.
        runner: whose gradient it is.
        slot: where it stands.
        decimals: in which it is written.
        at: share of what is free beside it that lies left of it.
    """
    numerals, theme, run = scene.say.numerals, scene.theme, runner.run
    texts = [
        numerals.pair(*(numerals.placed(float(slope), decimals) for slope in slopes))
        for slopes in run.problem.gradient(run.theta)
    ]
    widest = max(width_of(text, 1.0) for text in texts)
    named = float(formula("$nabla J =$", 1.0, theme.gradient).width) + GAP
    most = SIZES.formula if scene.layout.narrow else LARGE
    size = min(most, slot.width / (named + widest))
    name, number = formula("$nabla J =$", size, theme.gradient), Digits(size, theme.gradient)
    left = slot.left + at * (slot.width - named * size - width_of(texts[-1], size))
    name.put(left, slot.bottom)

    def tell(frame: int) -> Hashable:
        landed = runner.landed(frame)
        number.show(texts[landed], left + named * size, slot.bottom)
        return landed

    return scene.add_part(Group(name, number), tell, layer=Layer.NAMES)
