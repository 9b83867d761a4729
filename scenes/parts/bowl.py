"""A bowl of data with its words: beside another bowl, in a lane, and with its own two axes."""

from __future__ import annotations

from manim import Group

from scenes.components.text.label import formula, tint, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords, named
from scenes.parts.bowl_slots import LINE, BowlSlots
from scenes.parts.own_axis import OwnAxis
from scenes.plans.scaling import FIGURES, KNIFE, Plan, two_figures
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

AXES = (("along", "lambda"), ("across", "L"))
"""By curvature, the gentle one first: what an axis is called, and the letter of its curvature."""


class Bowl:
    """The map of a bowl with its walk and words; and a line of numbers, for across it and along.

    Args:
        scene: the scene it belongs to.
        slots: the slots it fills.
        name: of the bowl, by which the plan knows it.
        called: what it is called on the screen.
        colour: of its walk.
    """

    def __init__(
        self, scene: AnyScene, slots: BowlSlots, name: str, called: str, colour: str
    ) -> None:
        plan: Plan = scene.plan
        self.scene, self.slots, told = scene, slots, scene.say.numerals
        self.small = SIZES.small if scene.layout.narrow else SIZES.label
        problem, axes, run = plan.problems[name], plan.axes[name], plan.runs[name]
        lying, walk = plan.lying[name], (name, run, colour)
        opens = plan.ratio[name] >= KNIFE
        self.view = BasinView(scene, slots.grounds, problem, axes, lying, walk, opens=opens)
        rate = told.in_formula(float(run.learning_rate[0]), FIGURES)
        shape = scene.say("bowls.shape", times=told.significant(two_figures(plan.ratio[name])))
        self.title = self._add_title(called, shape)
        """Its name and its shape, above it."""
        self.words = BasinWords(
            scene, slots.words, self.view.runner, called, shape,
            f"{told.in_formula(plan.asked.times)}\\/ L = {rate}",
        )  # fmt: skip
        self.head = self._add_head(called, rate)
        """Its name and its learning rate, above the map with its axes."""
        self.wide = [self._add_wide(slot) for slot in slots.notes]
        """How wide it is drawn in its lane, and with its axes."""
        self.along, self.across = (
            OwnAxis(
                scene, slots.cell, scene.say(f"own_axes.{key}"), problem, direction,
                float(curvature), walk, letter=letter, figures=plan.figures(name, axis),
            )
            for axis, ((key, letter), direction, curvature) in enumerate(
                zip(AXES, lying, axes.curvatures, strict=True)
            )
        )  # fmt: skip
        lasting = plan.lasting[name]
        self.power = (self.along, self.across)[lasting.axis].add_power(lasting.left)
        """What all steps leave of the distance that lasts longest."""

    def _add_title(self, called: str, shape: str) -> tuple[Part, Part]:
        scene, slot = self.scene, self.slots.title
        name = named(called, slot.width, SIZES.name, self.view.runner.colour)
        (told,) = fitted(
            shape, slot.width, 1, self.small,
            lambda text, *, size: words(text, size, scene.theme.text),
        )  # fmt: skip
        level = slot.top - SIZES.name
        placed = name.put(slot.left, level), told.put(slot.left, level - LINE)
        first, last = (scene.add_part(each, layer=Layer.NAMES) for each in placed)
        return first, last

    def _add_head(self, called: str, rate: str) -> tuple[Part, Part]:
        scene, slot = self.scene, self.slots.head
        code = f"${tint('alpha', scene.theme.rate)} = {rate}$"
        label = formula(code, self.small, scene.theme.text)
        baseline = slot.bottom + LINE / 3
        name = named(
            called, slot.width - float(label.width) - self.small, SIZES.name,
            self.view.runner.colour,
        )  # fmt: skip
        placed = name.put(slot.left, baseline), label.put(slot.right, baseline, "right")
        first, last = (scene.add_part(each, layer=Layer.NAMES) for each in placed)
        return first, last

    def _add_wide(self, slot: Slot) -> tuple[Part, ...]:
        """How many times as wide it is drawn as it is, below the map; nothing where it is not."""
        scene, times = self.scene, self.view.times
        if times == 1.0:
            return ()
        told = scene.say.numerals.significant(two_figures(times))
        lines = fitted(
            scene.say("ravine.wide", times=told), slot.width, round(slot.height / LINE), self.small,
            lambda text, *, size: words(text, size, scene.theme.quiet),
        )  # fmt: skip
        for line, baseline in zip(lines, slot.lines(len(lines), self.small), strict=True):
            line.put(float(slot.centre[0]), baseline, "centre")
        return (scene.add_part(Group(*lines), layer=Layer.NAMES),)
