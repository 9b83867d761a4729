"""A bowl of data in a lane, with its words."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords
from scenes.parts.bowl_slots import LINE, BowlSlots
from scenes.parts.knob_ways import add_knob_ways
from scenes.plans.scaling import BEND_FIGURES, RATE_FIGURES, TRENCH, Plan, two_figures
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

WAYS = ("across", "L"), ("along", "lambda")
"""What they are called and the letters of their curvatures, the sharp one first."""
ARROWS, INSIDE = 1.6, 0.3
"""How long the arrows of the parameters are, and how far within their slot, in em."""


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
        sizes = [told.in_formula(bend, BEND_FIGURES) for bend in axes.curvatures[::-1].tolist()]
        bends = [
            scene.say("own_axes.bend", way=scene.say(f"own_axes.{way}"), letter=letter, size=size)
            for (way, letter), size in zip(WAYS, sizes, strict=True)
        ]
        self.words = BasinWords(
            scene, slots.words, self.view.runner, called, shape,
            f"{told.in_formula(plan.asked.times)}\\/ L = {rate}", down,
            bends=bends,
        )  # fmt: skip
        self.ways = add_knob_ways(scene, self.view.basin, slots.ways, plan.letters, ARROWS, INSIDE)
        """Which way each parameter grows."""
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
