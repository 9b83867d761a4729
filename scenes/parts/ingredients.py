"""Parameters, cost and learning rate of a run, and the rule that makes a step of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from scenes.components.readout import heading_room
from scenes.layout import Slot
from scenes.parts.panel import add_readout
from scenes.parts.runner import Runner
from scenes.parts.update_rule import update_rule
from scenes.stage.scene import AnyScene
from scenes.theme import SIZES


class Ingredients:
    """A readout each, and the rule below them.

    Args:
        scene: that they belong to.
        slots: of the three readouts and of the rule.
        runner: of the run.
    """

    def __init__(self, scene: AnyScene, slots: Sequence[Slot], runner: Runner) -> None:
        first, second, third, fourth = slots
        loss, numerals, theme = runner.track.loss, scene.say.numerals, scene.theme

        def place(frame: int) -> str:
            x, y = runner.theta(frame)
            return numerals.pair(numerals.placed(x, 2), numerals.placed(y, 2))

        def cost(frame: int) -> str:
            return numerals.running(float(loss[frame]), 3)

        rate = numerals.significant(float(runner.run.learning_rate[0]))
        keys = ("parameters", "cost", "learning_rate")
        names = [scene.say(f"ingredients.{key}") for key in keys]
        add = partial(add_readout, scene, room=heading_room(names, theme))
        self.parameters = add(first, names[0], "$theta =$", place)
        self.cost = add(second, names[1], "$J(theta) =$", cost)
        self.rate = add(third, names[2], "$alpha =$", rate, theme.rate)
        rule = update_rule(scene.say, theme, SIZES.formula, most=fourth.width)
        narrow = scene.layout.narrow
        (baseline,) = fourth.block_lines(1) if narrow else fourth.lines(1, rule.size)
        self.rule = scene.add_part(rule.put(fourth.left, baseline))
