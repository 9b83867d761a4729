"""A bowl of data in a lane, with its words."""

from __future__ import annotations

from scenes.components.text.label import tint
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords
from scenes.parts.bowl_slots import BowlSlots
from scenes.parts.knob_ways import add_knob_ways
from scenes.parts.trench_lens import TrenchLens
from scenes.plans.scaling import (
    ACROSS_WAY,
    BEND_FIGURES,
    LIMIT_FIGURES,
    Plan,
    two_figures,
)
from scenes.stage.scene import AnyScene, Part

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
        shape = (
            scene.say("bowls.times", times=told.significant(two_figures(plan.ratio[name]))),
            scene.say("bowls.shape"),
        )
        self.lens = (
            None if slots.lens is None else TrenchLens(scene, slots.lens, self.view, slots.note)
        )
        """What of a trench is seen larger."""
        sharpest = float(axes.curvatures[ACROSS_WAY])
        bend = scene.say("own_axes.bend", value=told.in_formula(sharpest, BEND_FIGURES))
        limit = told.in_formula(2.0 / sharpest, LIMIT_FIGURES)
        self.words = BasinWords(
            scene, slots.words, self.view.runner, called, shape,
            (bend, f"${tint('alpha', scene.theme.rate)} < 2\\/ L = {limit}$"),
            stacked=slots.stacked,
        )  # fmt: skip
        seen = self.view if self.lens is None else self.lens
        self.ways = () if slots.ways is None else (
            add_knob_ways(scene, seen.basin, slots.ways, plan.letters, ARROWS, INSIDE),
        )  # fmt: skip
        """Which way each parameter grows."""

    @property
    def window(self) -> tuple[Part, ...]:
        """The sides of the lens, where all of the bowl is first seen through it."""
        through = self.lens is not None and self.view.place.slots[2] == self.lens.slot
        return (self.lens.edge,) if self.lens is not None and through else ()

    @property
    def magnified(self) -> tuple[Part, ...]:
        """The lens with path and ball, where there is one."""
        return () if self.lens is None else (*self.lens.ground, *self.lens.walk)

    @property
    def walk(self) -> tuple[Part, ...]:
        """Path and ball, and the same in the lens."""
        return self.view.walk if self.lens is None else (*self.view.walk, *self.lens.walk)

    @property
    def across(self) -> Part:
        """The own axis across, where it is large."""
        return self.view.across if self.lens is None else self.lens.across
