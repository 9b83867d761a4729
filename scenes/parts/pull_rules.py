"""The gradient as an average of gradients, the step after one of them, and what each costs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from manim import Group

from scenes.components.text.label import Label, formula, tint
from scenes.components.text.lines import fitted, wrapped
from scenes.layout import LEADING, Slot
from scenes.parts.update_rule import update_rule
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

LARGE, LARGEST = 1.3 * SIZES.formula, 1.5 * SIZES.formula
"""Size of formulas, where words have room; and of short ones."""
BELOW, MORE = 0.7, 0.4
"""From a formula to the note below it, and between notes more than between their lines, in em."""


class PullRules:
    """Formulas and notes that take turns in a slot.

    Args:
        scene: the scene they belong to; its plan is that of `pulls`.
        slot: the slot they fill.
        nearer: whether arrows at the start are seen from nearer than the walks.
        farther: whether arrows are seen from farther once they are laid head to tail.
    """

    def __init__(self, scene: AnyScene, slot: Slot, *, nearer: bool, farther: bool) -> None:
        self.scene, self.slot = scene, slot
        plan, say, theme = scene.plan, scene.say, scene.theme
        count, noun = len(plan.data), plan.noun
        quiet, narrow = theme.quiet, scene.layout.narrow
        large = partial(formula, colour=theme.text)
        size, largest = (SIZES.label, SIZES.label) if narrow else (LARGE, LARGEST)
        scale = (
            say(
                "pulls.scale" if nearer else "pulls.steps",
                rate=say.numerals.significant(plan.asked.learning_rate),
            ),
            theme.text,
        )
        one, scaled = ((say(f"methods.{noun}_{key}"), quiet) for key in ("one", "scaled"))
        order = say(f"card.{noun}_order"), quiet
        told = say.numerals.in_formula(plan.asked.learning_rate)
        each, whole = (tint(code, theme.gradient) for code in ("nabla J_i", "nabla J"))
        rate = tint("alpha", theme.rate)
        steps = f"1 / {count} sum_(i=1)^({count}) (-{rate} {each})"
        (average,) = fitted(f"$display(-{rate} {whole} = {steps})$", slot.width, 1, size, large)
        (pull,) = fitted(f"$-{rate} {each}$", slot.width, 1, largest, large)
        (zero,) = fitted(f"$display({steps} = 0)$", slot.width, 1, largest, large)
        rule = update_rule(say, theme, size, "J_i ", most=slot.width)
        self.pull = self._add(pull, [one, scaled, scale])
        self.average = self._add(average, [one])
        self.zero = self._add(zero, [(say("pulls.farther"), theme.text)] if farther else [])
        self.single = self._add(rule, [(f"$alpha = {told}$", theme.rate), order])
        every, single = say(f"pulls.{noun}_all", count=count), say(f"pulls.{noun}_one")
        costs = (every, theme.batch), (single, theme.stochastic)
        self.costs = self._add(None, costs, SIZES.label if narrow else SIZES.formula)

    def _add(
        self, above: Label | None, notes: Sequence[tuple[str, str]], size: float | None = None
    ) -> Part:
        """A formula, and below it notes in their colours, on as many lines as they need."""
        slot, shown, baseline = self.slot, Group(), self.slot.top
        size = size or (SIZES.small if self.scene.layout.narrow else SIZES.name)
        if above is not None:
            above.put(slot.left, 0.0)
            above.put(slot.left, slot.top - float(above.get_top()[1]))
            shown.add(above)
            baseline = float(above.get_bottom()[1]) - BELOW * size
        for text, colour in notes:
            for line in wrapped(text, slot.width, partial(formula, size=size, colour=colour)):
                baseline -= LEADING * size
                shown.add(line.put(slot.left, baseline))
            baseline -= MORE * size
        return self.scene.add_part(shown)
