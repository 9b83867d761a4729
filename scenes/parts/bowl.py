"""A bowl of data in a lane, with its words."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from manim import Group

from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords
from scenes.parts.bowl_slots import LINE, BowlSlots
from scenes.plans.scaling import BEND_FIGURES, RATE_FIGURES, TRENCH, Plan, two_figures
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

WAYS = ("across", "L"), ("along", "lambda")
"""What they are called and the letters of their curvatures, the sharp one first."""
ASIDE, ABOVE, BELOW = 0.42, 0.38, 1.1
"""From the short axis to what is written on both sides of it, and from the long one to the
baselines above and below it, in em."""
TALL = 0.8
"""Height of a line, in em."""
CASED = 1.35
"""How much wider than others the casing of large type there is, in that of formulas."""
BEND_SIZES = 1.25 * SIZES.formula, SIZES.formula, SIZES.caption, SIZES.name, SIZES.small
"""Of what is written on a map; the largest for which there is room is taken."""


class Bowl:
    """The map of a bowl with its walk and words.

    Args:
        scene: the scene it belongs to.
        slots: the slots it fills.
        name: of the bowl, by which the plan knows it.
        called: what it is called on the screen.
        colour: of its walk.
        out_of: the map of the bowl that it comes out of, where it does.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: BowlSlots,
        name: str,
        called: str,
        colour: str,
        *,
        out_of: BasinView | None = None,
    ) -> None:
        plan: Plan = scene.plan
        self.scene, told = scene, scene.say.numerals
        problem, axes, run = plan.problems[name], plan.axes[name], plan.runs[name]
        self.view = BasinView(
            scene, slots.ground, problem, axes, plan.lying[name], (name, run, colour),
            opens=plan.ratio[name] >= TRENCH, out_of=out_of, whole=slots.whole,
        )  # fmt: skip
        rate = told.in_formula(float(run.learning_rate[0]), RATE_FIGURES)
        shape = scene.say("bowls.shape", times=told.significant(two_figures(plan.ratio[name])))
        down = [
            scene.say("kinds.percent", share=told.placed(percent, plan.decimals))
            for percent in plan.down(name).tolist()
        ]
        self.words = BasinWords(
            scene, slots.words, self.view.runner, called, shape,
            f"{told.in_formula(plan.asked.times)}\\/ L = {rate}", down,
        )  # fmt: skip
        sizes = [told.in_formula(bend, BEND_FIGURES) for bend in axes.curvatures[::-1].tolist()]
        self.bends = {
            scene.say(f"own_axes.{way}"): f"${letter} = {size}$"
            for (way, letter), size in zip(WAYS, sizes, strict=True)
        }
        """How much it bends each way, by what that is called: across it, and along it."""
        self.wide = self._add_wide(slots.note)
        """How wide it is drawn."""

    def _add_wide(self, slot: Slot) -> tuple[Part, ...]:
        """How many times as wide it is drawn as it is; nothing where it is not."""
        scene, view = self.scene, self.view
        if view.times == 1.0:
            return ()
        note, most = _Told(), two_figures(view.times)

        def tell(frame: int) -> Hashable:
            wide = view.drawn_wider(frame)
            text = scene.say.numerals.significant(most if wide == view.times else np.floor(wide))
            if text not in note.lines:
                (note.lines[text],) = fitted(
                    scene.say("bowls.stretched", times=text), slot.width, 1, SIZES.name,
                    lambda text, *, size: words(text, size, scene.theme.text),
                )  # fmt: skip
                note.lines[text].put(float(slot.centre[0]), slot.bottom + LINE / 3, "centre")
            note.show(text)
            return text

        tell(0)
        return (scene.add_part(note, tell, layer=Layer.NAMES),)


def add_bends(scene: AnyScene, bowls: Sequence[Bowl]) -> list[tuple[Part, Part]]:
    """How much each bends, on its map about its axes: across it, and along it; all in one size."""
    theme = scene.theme
    for size in BEND_SIZES:
        told = [
            [(words(name, size, theme.text), formula(code, size, theme.text))
             for name, code in bowl.bends.items()]
            for bowl in bowls
        ]  # fmt: skip
        widest = [max(float(each.width) for two in ways for each in two) for ways in told]
        if all(_room(bowl, size) >= most for bowl, most in zip(bowls, widest, strict=True)):
            break
    parts = []
    for bowl, ways in zip(bowls, told, strict=True):
        x, y = bowl.view.slot.centre.tolist()
        levels = y + ABOVE * size, y - BELOW * size
        for (name, bend), level in zip(ways, levels, strict=True):
            for side, each in ((-1.0, name), (1.0, bend)):
                away = ASIDE * size + float(each.width) / 2
                casing = STROKES.casing * max(1.0, CASED * size / SIZES.formula)
                each.cased(theme.casing, casing).put(x + side * away, level, "centre")
        across, along = (scene.add_part(Group(*two), layer=Layer.NAMES) for two in ways)
        parts.append((across, along))
    return parts


def _room(bowl: Bowl, size: float) -> float:
    """On a map, for what is written on one side of its short axis."""
    long, wide = bowl.view.halves.tolist()
    high = min(1.0, max(ABOVE + TALL, BELOW) * size / wide)
    return float(long * np.sqrt(1.0 - high * high) - 2 * ASIDE * size)


class _Told(Group):
    """A line whose number changes."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, Label] = {}
        self.text = ""

    def show(self, text: str) -> None:
        """Have that one of its lines."""
        line = self.lines[text]
        self.submobjects, self.text = [line], line.text
