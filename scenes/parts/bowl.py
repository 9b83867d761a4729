"""A bowl of data in a lane, with its words."""

from __future__ import annotations

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords
from scenes.parts.bowl_slots import LINE, BowlSlots
from scenes.plans.scaling import BEND_FIGURES, RATE_FIGURES, TRENCH, Plan, two_figures
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

WAYS = ("sharp", "L"), ("gentle", "lambda")
"""What they are called and the letters of their curvatures, the sharp one first."""


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
            opens=plan.ratio[name] >= TRENCH, out_of=out_of,
        )  # fmt: skip
        rate = told.in_formula(float(run.learning_rate[0]), RATE_FIGURES)
        shape = scene.say("bowls.shape", times=told.significant(two_figures(plan.ratio[name])))
        bends = [
            f"{scene.say(f'own_axes.{way}')} ${letter} = {told.in_formula(bend, BEND_FIGURES)}$"
            for (way, letter), bend in zip(WAYS, axes.curvatures[::-1].tolist(), strict=True)
        ]
        self.words = BasinWords(
            scene, slots.words, self.view.runner, called, shape,
            f"{told.in_formula(plan.asked.times)}\\/ L = {rate}", bends,
        )  # fmt: skip
        self.wide = self._add_wide(slots.note)
        """How wide it is drawn."""

    def _add_wide(self, slot: Slot) -> tuple[Part, ...]:
        """How many times as wide it is drawn as it is; nothing where it is not."""
        scene, times = self.scene, self.view.times
        if times == 1.0:
            return ()
        told = scene.say.numerals.significant(two_figures(times))
        (line,) = fitted(
            scene.say("bowls.stretched", times=told), slot.width, 1, SIZES.name,
            lambda text, *, size: words(text, size, scene.theme.text),
        )  # fmt: skip
        line.put(float(slot.centre[0]), slot.bottom + LINE / 3, "centre")
        return (scene.add_part(line, layer=Layer.NAMES),)
