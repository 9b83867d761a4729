"""The cost of a line, its gradient as an average, the step after one sample, and what each asks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

from manim import Group

from scenes.components.text.digits import Digits
from scenes.components.text.label import Label, formula, tint
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.runner import Runner
from scenes.parts.update_rule import update_rule
from scenes.plans.gradient import DIGITS
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

LARGE, LARGEST = 1.1 * SIZES.formula, 1.3 * SIZES.formula
"""Size of formulas, where words have room; and of short ones."""
APART = 0.25
"""From the name of the cost to its digits, in em."""
BELOW, MORE = 0.4, 0.4
"""From a formula to the note below it, and between notes more than between their lines, in em."""


class PullRules:
    """Formulas and notes that take turns in a slot.

    Args:
        scene: the scene they belong to; its plan is that of `pulls`.
        slot: the slot they fill.
        walk: the run whose cost is told there.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        walk: Runner,
    ) -> None:
        self.scene, self.slot = scene, slot
        self.cost = self._add_cost(slot, walk)
        """Of the line that the ball stands for."""
        plan, say, theme = scene.plan, scene.say, scene.theme
        count, noun = len(plan.data), plan.noun
        quiet, narrow = theme.quiet, scene.layout.narrow
        large = partial(formula, colour=theme.text)
        size, largest = (SIZES.label, LARGE) if narrow else (LARGE, LARGEST)
        told = say.numerals.in_formula(plan.asked.learning_rate)
        rate_told = say("pulls.rate", rate=tint(f"alpha = {told}", theme.rate)), theme.quiet
        one, order = say(f"methods.{noun}_one"), say(f"card.{noun}_order")
        each, whole = (tint(code, theme.gradient) for code in ("nabla J_i", "nabla J"))
        rate = tint("alpha", theme.rate)
        steps = f"1 / {count} sum_(i=1)^({count}) (-{rate} {each})"
        (average,) = fitted(f"$display(-{rate} {whole} = {steps})$", slot.width, 1, size, large)
        told = say(f"pulls.{noun}_pull", pull=f"$-{rate} {each}$")
        (pull,) = fitted(told, slot.width, 1, largest, large)
        (zero,) = fitted(f"${steps} = 0$", slot.width, 1, LARGE, large)
        rule = update_rule(say, theme, size, "J_i ", most=slot.width)
        self.pull = self._add(pull, [(one, quiet)])
        self.average = self._add(average, [(one, quiet)])
        self.zero = scene.add_part(zero.put(slot.left, slot.top - LEADING * LARGE))
        self.single = self._add(rule, [])
        self.rate = self._add(None, [rate_told], under=rule)
        self.order = self._add(None, [(order, quiet)], under=rule)
        """How samples come after one another."""
        every, alone = say(f"pulls.{noun}_all", count=count), say(f"pulls.{noun}_one")
        costs = (every, theme.batch), (alone, theme.stochastic)
        self.costs = self._add(None, costs, SIZES.label if narrow else LARGEST)

    def _add_cost(self, slot: Slot, walk: Runner) -> Part:
        """The cost in figures: at the top, or, beside the data, as high as their middle."""
        scene, theme = self.scene, self.scene.theme
        size = SIZES.formula if scene.layout.narrow else LARGE
        name = formula(f"{scene.say('turn.cost')} $=$", size, theme.text)
        top = slot.top - LEADING * LARGE
        name.put(slot.left, float(slot.centre[1]) if scene.layout.beside else top)
        digits, placed = Digits(size, theme.text), scene.say.numerals.placed
        place = float(name.get_right()[0]) + APART * size, name.baseline

        def tell(frame: int) -> Hashable:
            step = walk.landed(frame)
            digits.show(placed(float(walk.run.loss[step]), DIGITS), *place)
            return step

        return scene.add_part(Group(name, digits), tell, layer=Layer.NAMES)

    def _add(
        self,
        above: Label | None,
        notes: Sequence[tuple[str, str]],
        size: float | None = None,
        *,
        under: Label | None = None,
    ) -> Part:
        """A formula, and below it notes in their colours, each on a line, or two if narrow.

        Notes without a formula of their own may stand ``under`` another one.
        """
        slot, shown = self.slot, Group()
        baseline = slot.top
        narrow = self.scene.layout.narrow
        size, most = size or (SIZES.name if narrow else SIZES.caption), 1 + narrow
        if above is not None:
            above.put(slot.left, 0.0)
            above.put(slot.left, slot.top - float(above.get_top()[1]))
            shown.add(above)
        over = under if above is None else above
        if over is not None:
            baseline = float(over.get_bottom()[1]) - BELOW * size
        for text, colour in notes:
            lines = fitted(text, slot.width, most, size, partial(formula, colour=colour))
            for line in lines:
                baseline -= LEADING * size
                shown.add(line.put(slot.left, baseline))
            baseline -= MORE * size
        return self.scene.add_part(shown)
