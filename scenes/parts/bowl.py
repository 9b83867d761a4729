"""A bowl of data in a lane, with its words."""

from __future__ import annotations

from scenes.components.text.label import tint
from scenes.parts.basin_view import BasinView
from scenes.parts.basin_words import BasinWords, CountSize
from scenes.parts.bowl_slots import BowlSlots
from scenes.parts.own_axes import add_own_axes
from scenes.parts.trench_lens import TrenchLens
from scenes.plans.scaling import (
    ACROSS_WAY,
    BEND_FIGURES,
    LIMIT_FIGURES,
    TIMES_FIGURES,
    Plan,
    two_figures,
)
from scenes.stage.scene import AnyScene, Part


class Bowl:
    """The map of a bowl with its walk and words.

    Args:
        scene: the scene it belongs to.
        slots: the slots it fills.
        name: of the bowl, by which the plan knows it.
        called: what it is called on the screen.
        colour: of its walk.
        large: how large the count of its steps is.
        out_of: the map of the bowl that it comes out of, where it does.
    """

    def __init__(
        self,
        scene: AnyScene,
        slots: BowlSlots,
        name: str,
        called: str,
        colour: str,
        large: CountSize,
        *,
        out_of: BasinView | None = None,
    ) -> None:
        plan: Plan = scene.plan
        self.scene, told = scene, scene.say.numerals
        problem, axes, run = plan.problems[name], plan.axes[name], plan.runs[name]
        self.view = BasinView(
            scene, slots.ground, problem, axes, plan.lying[name], (name, run, colour),
            begun=slots.lens, drawn=slots.wide, out_of=out_of,
        )  # fmt: skip
        shape = (
            scene.say("bowls.times", times=told.significant(two_figures(plan.ratio[name]))),
            scene.say("bowls.shape"),
        )
        done = plan.percent if plan.arrived[name] is not None else None
        self.lens = None if slots.lens is None else TrenchLens(scene, slots.lens, self.view, done)
        """What of a trench is seen larger."""
        sharpest = float(axes.curvatures[ACROSS_WAY])
        curvature = scene.say("own_axes.curvature", value=told.in_formula(sharpest, BEND_FIGURES))
        limit = told.in_formula(2.0 / sharpest, LIMIT_FIGURES)
        alpha = tint("alpha", scene.theme.rate)
        rate = told.in_formula(plan.asked.times / sharpest, LIMIT_FIGURES)
        share = told.in_formula(50.0 * plan.asked.times, TIMES_FIGURES)
        self.words = BasinWords(
            scene, slots.words, self.view.runner, called, shape,
            (
                scene.say("bowls.rate", alpha=alpha, share=share, rate=rate),
                curvature,
                f"${alpha} < 2\\/ L = {limit}$",
            ),
            large,
        )  # fmt: skip
        seen = self.view if self.lens is None else self.lens
        self.axes = add_own_axes(scene, seen.basin, self.view.drawn)
        """Its own axes, where it is large."""

    @property
    def whole(self) -> tuple[Part, ...]:
        """All of the map, and the ball."""
        return *self.view.ground, self.view.runner.ball_part

    @property
    def walk(self) -> tuple[Part, ...]:
        """Path and ball, and the same in the lens."""
        return self.view.walk if self.lens is None else (*self.view.walk, *self.lens.walk)
