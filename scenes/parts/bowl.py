"""A bowl of data with its words: beside another bowl, in a lane, and with its own two axes."""

from __future__ import annotations

from scenes.components.text.label import words
from scenes.components.text.lines import fitted
from scenes.layout import Slot
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords, named
from scenes.parts.bowl_slots import LINE, BowlSlots
from scenes.parts.own_axis import OwnAxis
from scenes.plans.scaling import KNIFE, RATE_FIGURES, Plan, two_figures
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

WAYS = ("along", "lambda"), ("across", "L")
"""What they are called and the letters of their curvatures, the gentle one first."""


class Bowl:
    """The map of a bowl with its walk and words; and a line for each of its two ways.

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
        self.head = self._add_head(called)
        """Its name, above the map that is beside its ways or above them."""
        self.wide = [self._add_wide(slot) for slot in slots.notes]
        """How wide it is drawn in its lane, and at its ways."""
        self.along, self.across = (
            OwnAxis(
                scene, slot, problem, direction, float(curvature), walk,
                way=way if slots.named else None, letter=letter, figures=plan.figures(name, axis),
            )
            for axis, (slot, (way, letter), direction, curvature) in enumerate(
                zip(slots.ways, WAYS, lying, axes.curvatures, strict=True)
            )
        )  # fmt: skip
        lasting = plan.lasting[name]
        self.deciding = (self.along, self.across)[lasting.axis]
        """The way whose distance lasts longest."""
        self.other = (self.along, self.across)[1 - lasting.axis]
        """The other one."""
        self.power = self.deciding.add_power(lasting.left)
        """What all steps leave of that distance."""

    def _add_title(self, called: str) -> Part:
        slot = self.slots.title
        name = named(called, slot.width, SIZES.name, self.view.runner.colour)
        return self.scene.add_part(name.put(slot.left, slot.top - SIZES.name), layer=Layer.NAMES)

    def _add_head(self, called: str) -> Part:
        slot = self.slots.head
        name = named(called, slot.width, SIZES.name, self.view.runner.colour)
        return self.scene.add_part(name.put(slot.left, slot.bottom + LINE / 3), layer=Layer.NAMES)

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
