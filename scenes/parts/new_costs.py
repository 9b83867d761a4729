"""What new data say of a network in training: their cost, drawn beside that of those it knows."""

from __future__ import annotations

from scenes.layout import Slot
from scenes.parts.two_costs import HEAD, TwoCosts
from scenes.plans.neural_network import Moons
from scenes.stage.scene import AnyScene
from scenes.stage.timeline import Animated


class NewCosts:
    """The plot of both costs, in which that of new points is drawn.

    Args:
        scene: the scene they belong to.
        moons: the network and its run.
        slot: the slot it fills.
    """

    def __init__(self, scene: AnyScene, moons: Moons, slot: Slot) -> None:
        self.drawn = Animated(0.0)
        """Of the run, the share up to which it is drawn."""
        layout = scene.layout
        plot = TwoCosts(
            scene, moons, slot, slot.inset(top=HEAD),
            lambda frame: int(self.drawn.at(frame) * moons.run.steps),
            upright=layout.narrow and not layout.beside,
        )  # fmt: skip
        self.parts, self.names, self.lowest = plot.parts, plot.names, plot.lowest
