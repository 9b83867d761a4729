"""Learning rates on a line in units of 1/L, and the limit beyond which descent diverges."""

from __future__ import annotations

from collections.abc import Mapping

from manim import Group

from scenes.components.number_line import NumberLine, Pointer
from scenes.components.plot.axes import BELOW
from scenes.components.text.label import formula
from scenes.layout import Slot
from scenes.numerals import nice_ticks
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, WAITING

LIMIT = 2.0
"""In units of 1/L."""
LEAST, ROOM = 2.4, 1.1
"""To where the line goes at least, and by what it goes beyond its last rate."""


class RateLine:
    """A number line with a pointer for each rate.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        curvature: L, the largest curvature.
        rates: by name, in units of 1/L, with their colours.
        limit: what is said of the limit, as a formula.
    """

    def __init__(
        self,
        scene: AnyScene,
        slot: Slot,
        curvature: float,
        rates: Mapping[str, tuple[float, str]],
        limit: str,
    ) -> None:
        theme, numerals = scene.theme, scene.say.numerals
        most = max(LEAST, ROOM * max(rate for rate, _ in rates.values()))
        line = NumberLine(slot, (0.0, most), nice_ticks(0.0, most, 6), theme, numerals)
        size = numerals.in_formula(curvature, 3)
        title = formula(scene.say("rates.line", curvature=size), SIZES.small, theme.quiet)
        names = Group(title.put(slot.right, line.level - BELOW, "right"), line.numbers())
        self.parts: tuple[Part, ...] = (
            scene.add_part(line, opacity=WAITING),
            scene.add_part(names, opacity=WAITING),
        )
        self.pointers = {
            name: scene.add_part(Pointer(line, rate, colour))
            for name, (rate, colour) in rates.items()
        }
        label = formula(limit, SIZES.label, theme.text)
        x, y = line.limit_top(LIMIT)
        self.limit: tuple[Part, ...] = (
            scene.add_part(line.limit(LIMIT, theme.text)),
            scene.add_part(label.put(x, y + 0.12, "right" if x > slot.centre[0] else "left")),
        )
