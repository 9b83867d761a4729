"""What new data say of a network in training, small: their cost beside that of those it knows."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from scenes.components.plot.axes import Axes, plot_area
from scenes.components.plot.curve import Curve
from scenes.layout import Slot
from scenes.parts.axis_names import add_axis_names
from scenes.parts.two_costs import TOP, add_lowest, two_hues
from scenes.plans.neural_network import Moons
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.stage.timeline import Animated
from scenes.theme import SIZES, STROKES


class SmallCosts:
    """Both costs, step by step; that of new points is drawn later.

    No words but the names of its axes.

    Args:
        scene: the scene they belong to.
        moons: the network and its run.
        slot: the slot it fills.
        named: whether its axes have names.
    """

    def __init__(self, scene: AnyScene, moons: Moons, slot: Slot, *, named: bool = False) -> None:
        theme = scene.theme
        steps = moons.run.steps
        lines = np.stack([moons.run.loss, moons.fresh])
        y = 0.0, TOP * float(lines.max())
        slot = plot_area(slot, numbers=False) if named else slot
        axes = Axes(slot, (0.0, float(steps)), y, theme, size=SIZES.name)
        known, fresh = (
            Curve(axes, line, colour, theme, STROKES.thin)
            for line, colour in zip(lines, two_hues(theme)[::-1], strict=True)
        )
        known.show(steps)
        self.drawn = Animated(0.0)
        """Of the run, the share up to which the cost of new points is drawn."""

        def grow(frame: int) -> Hashable:
            fresh.show(int(self.drawn.at(frame) * steps))
            return fresh.landed

        self.parts: tuple[Part, ...] = (
            scene.add_part(axes), scene.add_part(known, layer=Layer.GROUND),
            scene.add_part(fresh, grow, layer=Layer.GROUND),
        )  # fmt: skip
        if named:
            self.parts += (add_axis_names(scene, axes, "axes.steps", "network.cost"),)
        best = int(moons.fresh.argmin())
        place = axes.at(np.array(float(best)), np.array(moons.fresh[best]))
        self.lowest, _ = add_lowest(scene, axes, place)
        """A ring where the cost of new points is lowest."""
