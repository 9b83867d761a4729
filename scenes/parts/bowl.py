"""A bowl of data with its words: beside another bowl, and in a lane, where its ways are named."""

from __future__ import annotations

import math

from gdcore.typing import Array
from scenes.components.text.label import Label, formula, words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords, named
from scenes.parts.bowl_slots import LINE, BowlSlots
from scenes.plans.scaling import BEND_FIGURES, KNIFE, RATE_FIGURES, Plan, two_figures
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

WAYS = ("gentle", "lambda"), ("sharp", "L")
"""What they are called and the letters of their curvatures, the gentle one first."""
ASIDE, ABOVE, HEIGHT = 0.7, 0.4, 0.66
"""From an upright axis to a name, and from a level one, in em of small type; and of capitals."""
TOP = 0.5
"""How high the name of the short way reaches at least, of half a bowl's width."""


class Bowl:
    """The map of a bowl with its walk and words, and the names of its two ways.

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
        rate = told.in_formula(float(run.learning_rate[0]), RATE_FIGURES)
        shape = scene.say("bowls.shape", times=told.significant(two_figures(plan.ratio[name])))
        self.title = self._add_title(called)
        """Its name, above it."""
        self.words = BasinWords(
            scene, slots.words, self.view.runner, called, shape,
            f"{told.in_formula(plan.asked.times)}\\/ L = {rate}",
        )  # fmt: skip
        self.wide = self._add_wide(slots.note)
        """How wide it is drawn in its lane."""
        self.ways = self._add_ways(name)
        """What its two ways are called, and their curvatures: on the map, beside its axes."""

    def _add_title(self, called: str) -> Part:
        slot = self.slots.title
        name = named(called, slot.width, SIZES.name, self.view.runner.colour)
        return self.scene.add_part(name.put(slot.left, slot.top - SIZES.name), layer=Layer.NAMES)

    def _add_wide(self, slot: Slot) -> tuple[Part, ...]:
        """How many times as wide it is drawn as it is; nothing where it is not."""
        scene, times = self.scene, self.view.times
        if times == 1.0:
            return ()
        told = scene.say.numerals.significant(two_figures(times))
        (line,) = fitted(
            scene.say("bowls.stretched", times=told), slot.width, 1, self.small,
            lambda text, *, size: words(text, size, scene.theme.quiet),
        )  # fmt: skip
        line.put(float(slot.centre[0]), slot.bottom + LINE / 3, "centre")
        return (scene.add_part(line, layer=Layer.NAMES),)

    def _add_ways(self, name: str) -> tuple[Part, Part]:
        """Along, below the right half of its axis; across, left of the upper half of that."""
        (x, y), (long, wide) = self.slots.grounds[1].centre.tolist(), self.view.halves
        aside, above = ASIDE * SIZES.small, ABOVE * SIZES.small
        size = SIZES.small if self.scene.layout.narrow else SIZES.name
        top = min(1.0, max(TOP, (above + HEIGHT * size) / wide))
        most = long * math.sqrt(1.0 - top * top) - aside - size  # an em from the rim
        along, across = self._ways(self.scene.plan.axes[name].curvatures, size, most)
        high = HEIGHT * along.size
        along.put(x + aside, y - above - high)
        across.put(x - aside, y + max(above, top * wide - high), "right")
        add, casing = self.scene.add_part, self.scene.theme.casing
        return (
            add(along.cased(casing), layer=Layer.NAMES),
            add(across.cased(casing), layer=Layer.NAMES),
        )

    def _ways(self, curvatures: Array, size: float, most: float) -> list[Label]:
        """Each way with its curvature, in one size; where small type has no room, this alone."""
        scene = self.scene
        told, colour = scene.say.numerals.in_formula, scene.theme.text
        codes = [
            (f"{scene.say(f'own_axes.{way}')} ", f"${letter} = {told(bend, BEND_FIGURES)}$")
            for (way, letter), bend in zip(WAYS, curvatures.tolist(), strict=True)
        ]
        whole = [formula(called + bend, size, colour) for called, bend in codes]
        fits = size * min(1.0, most / max(float(label.width) for label in whole))
        if fits < SIZES.small:
            return [formula(bend, size, colour) for _, bend in codes]
        return [formula(called + bend, fits, colour) for called, bend in codes]
