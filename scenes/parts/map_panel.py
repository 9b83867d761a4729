"""A path on a map of its own, under a heading that tells its learning rate and its cost."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from gdcore import Descent
from scenes.components.contour_map import ContourMap
from scenes.components.path.mark import Mark
from scenes.components.text.digits import Digits
from scenes.components.text.label import formula
from scenes.components.text.lines import below_one_another
from scenes.layout import LEADING, Slot
from scenes.numerals import Numerals
from scenes.parts.runner import Runner, departure_lines
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES

INSET = 0.16
"""Room between a map's edge and words on it."""
HEADING = 0.42
"""Height of a line of a panel's heading."""
ONE_LINE = 2.6
"""Width of a panel from which its heading has one line: the rate, and the cost at its end."""


def map_area(slot: Slot) -> Slot:
    """The map in a panel, below its heading."""
    return slot.inset(top=HEADING * heading_lines(slot))


def heading_lines(slot: Slot) -> int:
    """How many lines the heading of a panel has: the cost stands below the rate in a narrow one."""
    return 1 if slot.width >= ONE_LINE else 2


class MapPanel:
    """One run on a flat map about the minimum, which lies at the origin.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        name: of the run in the plan's table.
        run: that is shown.
        times: its learning rate in units of 1/L.
        half: half height of the map, in parameters.
        colour: of path and heading.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        name: str,
        run: Descent,
        times: float,
        half: float,
        colour: str,
    ) -> None:
        self.scene, self.run, problem = scene, run, run.problem
        area, centre = map_area(slot), np.zeros(2)
        self.map = ContourMap(problem.loss, problem.gradient, centre, half, area, scene.theme)
        self.ground = scene.add_part(self.map)
        self.runner = Runner(scene, name, run, self.map, self.map.unit, colour, thin=True)
        self.runner.add_trail()
        low = float(problem.loss(centre))
        mark = Mark(self.map, centre, low, scene.theme.minimum, scene.theme, ring=False)
        self.minimum = scene.add_part(mark, layer=Layer.GROUND)
        self.runner.add_ball()
        self.path, self.ball = self.runner.trail_part, self.runner.ball_part
        left = departure_lines(scene.say("left.map"), area.width - 2 * INSET, scene.theme)
        below_one_another(left, area.left + INSET, area.bottom + INSET)
        self.gone = self.runner.add_departure(left)
        baseline = slot.top - 0.8 * SIZES.label
        rate = scene.say.numerals.in_formula(times)
        title = formula(f"$alpha = {rate}\\/ L$", SIZES.label, colour)
        self.heading = scene.add_part(title.put(slot.left, baseline))
        self.cost = self._add_cost(
            slot, baseline - LEADING * SIZES.label * (heading_lines(slot) - 1)
        )

    def _add_cost(self, slot: Slot, baseline: float) -> Part:
        """The loss after the last whole step, at the end of the heading or in its second line."""
        theme, run, track = self.scene.theme, self.run, self.runner.track
        numerals = self.scene.say.numerals
        loss, symbol = Digits(SIZES.small, theme.text), formula("$J =$", SIZES.small, theme.quiet)

        def update(frame: int) -> Hashable:
            value = _short(numerals, float(run.loss[track.step[frame]]))
            if value != loss.text and heading_lines(slot) == 1:
                loss.show(value, slot.right, baseline, "right")
                left = float(loss.get_left()[0]) - SIZES.small / 3
                symbol.put(left, baseline, "right")
            elif value != loss.text:
                symbol.put(slot.left, baseline)
                loss.show(value, float(symbol.get_right()[0]) + SIZES.small / 3, baseline)
            return value

        return self.scene.add_part(Group(symbol, loss), update)


def _short(numerals: Numerals, value: float) -> str:
    """Three or four figures, and six decimals at most."""
    steps = ((1000, 0), (100, 0), (10, 1), (1, 2), (1e-3, 4))
    return numerals.running(
        value, next((decimals for least, decimals in steps if value >= least), 6)
    )
