"""A method by its name and its rule, and what a step looks at."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Group

from scenes.components.text.label import Label, formula, words
from scenes.layout import Slot
from scenes.parts.update_rule import update_rule
from scenes.stage.scene import AnyScene
from scenes.theme import SIZES, Theme
from scenes.wording import Wording

NAMES = ("methods.batch", "methods.stochastic", "methods.shrinking")
NAME_WIDTH = 1.42
"""Least room for a method's name in a column of rules."""
RULE_WIDTH = 2.9
"""Room for a rule; where there is less beside the name, it stands below it."""


def name_room(say: Wording, theme: Theme) -> float:
    """Room for the names of all methods, so that their rules stand below one another."""
    names = [words(say(key), SIZES.label, theme.text, "semibold") for key in NAMES]
    return max(NAME_WIDTH, *(float(name.width) + SIZES.label / 2 for name in names))


def rule_slots(slot: Slot, gap: float) -> tuple[Slot, Slot, Slot]:
    """Slots below one another for two methods, and for a third that has only a name and a rule."""
    wide = _is_wide(slot)
    first, second, third = slot.rows(2, 2, 1, gap=gap) if wide else slot.blocks(3, 3, 2)
    return first, second, third


def named_rule(slot: Slot, name: Label, rule: Label, room: float) -> Group:
    """Name and rule on a line, with this room for the name, or one below the other."""
    return _put(slot, _lines(slot, 1), name, rule, room)


def _put(slot: Slot, lines: Sequence[float], name: Label, rule: Label, room: float) -> Group:
    """On the first of these lines, or on the first two."""
    name.put(slot.left, lines[0])
    if _is_wide(slot):
        return Group(name, rule.put(slot.left + room, lines[0]))
    return Group(name, rule.put(slot.left, lines[1]))


def _lines(slot: Slot, count: int) -> tuple[float, ...]:
    """Baselines of so many lines, and of one more where a rule stands below its name."""
    if _is_wide(slot):
        return slot.lines(count, SIZES.label)
    return slot.block_lines(count + 1)


def _is_wide(slot: Slot) -> bool:
    return slot.width >= NAME_WIDTH + RULE_WIDTH


class MethodRule:
    """Name and rule, and under the rule a note.

    Args:
        scene: that it belongs to.
        slot: that it fills.
        name: of the method.
        colour: of the name.
        loss: whose gradient a step takes.
        note: what a step looks at, as a formula.
    """

    def __init__(
        self, scene: AnyScene, slot: Slot, name: str, colour: str, loss: str, note: str
    ) -> None:
        self.scene, self.slot = scene, slot
        *lines, self._last = _lines(slot, 2)
        room = name_room(scene.say, scene.theme)
        self._indent = slot.left + (room if _is_wide(slot) else 0.0)
        title = words(name, SIZES.label, colour, "semibold")
        most = slot.right - self._indent
        rule = update_rule(scene.say, scene.theme, SIZES.label, loss, most=most)
        about = formula(note, SIZES.small, scene.theme.quiet).put(self._indent, self._last)
        self.rule = scene.add_part(_put(slot, lines, title, rule, room))
        self.note = scene.add_part(about)
