"""Why turning matters to Adam: its steps of each parameter before the turn, and after."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Group

from scenes.components.text.label import formula
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.knob_arrows import KnobArrows
from scenes.parts.knob_turn import KnobTurn, unit_in
from scenes.parts.ravine_scales import add_note
from scenes.plans.optimizers import ALONE, DEGREES, EVEN, Plan
from scenes.plans.rule_runs import ADAM, TURNED
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

SHARE = 1.0
"""Of the way to the start, the line along a parameter at most."""
LOWEST = 0.56, 0.42
"""Where in a map its lowest point lies, from which the arrows go: in its width and height."""
ASIDE = 0.4
"""Above and below the way to the start, where that is not named, in frame units."""
LINES = 2, 3
"""Above a map: when, how steep the parameters are, and what rates they get; where maps are narrow,
each on a line of its own."""


class KnobPair:
    """The ravine in its true shape, as it was and turned, with an arrow a parameter in each.

    Args:
        scene: the scene it belongs to.
        slots: of the two, alike.
        colour: of Adam.
    """

    def __init__(self, scene: AnyScene, slots: Sequence[Slot], colour: str) -> None:
        self.scene, self.colour = scene, colour
        self._tight = scene.layout.narrow and slots[0].left < slots[-1].left
        """Whether two maps stand side by side where there is little room."""
        self.grounds, self.told = list[Part](), list[Part]()
        foot = LEADING * SIZES.name
        above = LINES[self._tight] * LEADING * SIZES.formula
        maps = [slot.inset(bottom=foot, top=above) for slot in slots]
        unit = min(unit_in(scene.plan, each, ASIDE) for each in maps)
        self.views = [
            KnobTurn(scene, slot, turn, unit, LOWEST)
            for slot, turn in zip(maps, (0.0, DEGREES), strict=True)
        ]
        self.arrows = [
            KnobArrows(scene, view, where, colour, SHARE * view.way)
            for view, where in zip(self.views, ("", TURNED), strict=True)
        ]
        for view, arrows in zip(self.views, self.arrows, strict=True):
            self.grounds.append(view.part)
            self.told += arrows.parts
        self.told += self._heads(slots)
        left, right = slots[0], slots[-1]
        below = Slot(left.left, right.bottom, right.right, right.bottom + foot)
        self.told.append(
            add_note(
                scene,
                below,
                scene.say("rules.arrows", rule=scene.say(f"rules.{ADAM}"), steps=ALONE),
            )
        )

    def _heads(self, slots: Sequence[Slot]) -> list[Part]:
        """How steep one parameter is beside the other, and so their rates, all in one size."""
        told = [self._told(where) for where in ("", TURNED)]
        size = min(
            fitted(
                text, slot.width, 1, SIZES.formula,
                lambda text, *, size: formula(text, size, self.colour),
            )[0].size
            for texts, slot in zip(told, slots, strict=True) for text in texts
        )  # fmt: skip
        text = self.scene.theme.text
        colours = [text, text, self.colour][-len(told[0]) :]
        heads = []
        for texts, slot in zip(told, slots, strict=True):
            middle, top = float(slot.centre[0]), slot.top - SIZES.formula
            for k, (text, colour) in enumerate(zip(texts, colours, strict=True)):
                line = formula(text, size, colour)
                heads.append(line.put(middle, top - k * LEADING * SIZES.formula, "centre"))
        return [self.scene.add_part(Group(*heads), layer=Layer.NAMES)]

    def _told(self, where: str) -> list[str]:
        """Of Adam's walk: recent slopes in root mean square, by which it divides the rate."""
        when = self.scene.say("rules.turned" if where else "rules.before")
        what = self._compared(where)
        if self._tight:
            return [when, *what]
        return [f"{when}: {what[0]}", what[1]]

    def _compared(self, where: str) -> tuple[str, str]:
        """How steep one parameter is beside the other, and so its rate."""
        plan: Plan = self.scene.plan
        name = where + ADAM
        say, ratio = self.scene.say, plan.times(name)
        if ratio < EVEN:
            steep = (
                "rules.narrow" if where and plan.is_ravine and not self._tight else "rules.as_steep"
            )
            return say(steep), say("rules.same_rate", rule=say(f"rules.{ADAM}"))
        gentle, steep = np.argsort(-plan.step_sizes(name)[ALONE - 1], kind="stable").tolist()
        times = say.numerals.significant(ratio)
        letters = [f"${letter}$" for letter in plan.letters]
        return (
            say("rules.steeper", letter=letters[steep], times=times),
            say("rules.larger", rule=say(f"rules.{ADAM}"), letter=letters[gentle], times=times),
        )
