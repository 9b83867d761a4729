"""A bowl of data in a lane, with its words."""

from __future__ import annotations

from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords
from scenes.parts.bowl_slots import BowlSlots
from scenes.parts.knob_ways import add_knob_ways
from scenes.parts.trench_lens import TrenchLens
from scenes.plans.scaling import (
    ACROSS_WAY,
    ALONG_WAY,
    BEND_FIGURES,
    RATE_FIGURES,
    Plan,
    two_figures,
)
from scenes.stage.scene import AnyScene, Part

WAYS = ("across", "L"), ("along", "lambda")
"""What they are called and the letters of their curvatures, the sharp one first."""
WAY = {"across": ACROSS_WAY, "along": ALONG_WAY}
"""Which way that is, by the order of curvatures."""
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
            thin=slots.lens is not None, out_of=out_of, whole=slots.whole,
            beyond=slots.beyond,
        )  # fmt: skip
        rate = told.in_formula(float(run.learning_rate[0]), RATE_FIGURES)
        shape = (
            scene.say("bowls.times", times=told.significant(two_figures(plan.ratio[name]))),
            scene.say("bowls.shape"),
        )
        limit = told.in_formula(2.0 / float(axes.curvatures[ACROSS_WAY]), RATE_FIGURES)
        rates = f"{told.in_formula(plan.asked.times)}\\/ L = {rate}", f"2\\/ L = {limit}"
        down = [
            scene.say("kinds.percent", share=told.placed(percent, plan.decimals))
            for percent in plan.down(name).tolist()
        ]
        self.lens = (
            None if slots.lens is None else TrenchLens(scene, slots.lens, self.view, slots.note)
        )
        """What of a trench is seen larger."""
        sizes = [told.in_formula(bend, BEND_FIGURES) for bend in axes.curvatures[::-1].tolist()]
        ways = [self._called(name, way) for way, _ in WAYS]
        if not (slots.bends and scene.layout.narrow):
            ways = [scene.say("own_axes.bend", way=way) for way in ways]
        bends = [
            (way, f"${letter} = {size}$")
            for way, (_, letter), size in zip(ways, WAYS, sizes, strict=True)
        ]
        self.words = BasinWords(
            scene, slots.words, self.view.runner, called, shape,
            rates, down,
            bends=bends, beside=slots.bends, aside=slots.aside,
        )  # fmt: skip
        self.bends_beside = bool(slots.bends)
        """Whether it is told at the axes how much it bends."""
        self.ways = add_knob_ways(scene, self.view.basin, slots.ways, plan.letters, ARROWS, INSIDE)
        """Which way each parameter grows."""

    def _called(self, name: str, way: str) -> str:
        """A way of a bowl, and the parameter that nearly alone grows there, if one does."""
        along, said = self.scene.plan.nearly(name, WAY[way]), self.scene.say(f"own_axes.{way}")
        if along is None:
            return said
        return self.scene.say("own_axes.nearly", way=said, letter=along)

    @property
    def magnified(self) -> tuple[Part, ...]:
        """The lens with path and ball, where there is one."""
        return () if self.lens is None else (*self.lens.ground, *self.lens.walk)

    @property
    def walk(self) -> tuple[Part, ...]:
        """Path and ball, and the same in the lens."""
        return self.view.walk if self.lens is None else (*self.view.walk, *self.lens.walk)

    @property
    def along(self) -> tuple[Part, ...]:
        """The own axis along it, and the same in the lens."""
        return (self.view.along,) if self.lens is None else (self.view.along, self.lens.along)

    @property
    def across(self) -> Part:
        """The own axis across, where it is large."""
        return self.view.across if self.lens is None else self.lens.across
