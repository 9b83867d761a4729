"""Learning rates on a line in units of 1/L, and the limit beyond which descent diverges."""

from __future__ import annotations

from collections.abc import Mapping

from manim import Group

from scenes.components.number_line import NumberLine, Pointer
from scenes.components.plot.axes import BELOW
from scenes.components.text.label import Align, formula
from scenes.components.text.lines import wrapped
from scenes.layout import LEADING, Slot
from scenes.numerals import nice_ticks
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

LIMIT = 2.0
"""In units of 1/L."""
ABOVE, ASCENT = 0.12, 0.75
"""Of the words about the limit above its line, and of their capitals, in em."""
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
        size = numerals.in_formula(curvature, 3)
        title = wrapped(
            scene.say("rates.line", curvature=size), slot.width,
            lambda code: formula(code, SIZES.small, theme.quiet),
        )  # fmt: skip
        more = LEADING * SIZES.small * (len(title) - 1)
        slot = slot.inset(bottom=more)
        line = NumberLine(slot, (0.0, most), nice_ticks(0.0, most, 6), theme, numerals)
        for row, part in enumerate(title):
            part.put(slot.right, line.level - BELOW - LEADING * SIZES.small * row, "right")
        names = Group(*title, line.numbers())
        self.parts: tuple[Part, ...] = (
            scene.add_part(line),
            scene.add_part(names),
        )
        self.pointers = {
            name: scene.add_part(Pointer(line, rate, colour))
            for name, (rate, colour) in rates.items()
        }
        x = float(line.at(LIMIT)[0])
        end: Align = "right" if x > slot.centre[0] else "left"
        room = x - slot.left if end == "right" else slot.right - x
        said = wrapped(limit, room, lambda code: formula(code, SIZES.label, theme.text))
        line.room = ABOVE + SIZES.label * (LEADING * (len(said) - 1) + ASCENT)
        _, y = line.limit_top(LIMIT)
        for row, part in enumerate(reversed(said)):
            part.put(x, y + ABOVE + LEADING * SIZES.label * row, end)
        self.limit: tuple[Part, ...] = (
            scene.add_part(line.limit(LIMIT, theme.text)),
            scene.add_part(Group(*said)),
        )
