"""A method by its name and its rule, what a step looks at, and the work that is done so far."""

from __future__ import annotations

from collections.abc import Hashable

from manim import Group

from scenes.components.readout import Product
from scenes.components.text.label import formula, words
from scenes.layout import Slot
from scenes.parts.runner import Runner
from scenes.parts.update_rule import update_rule
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, WAITING, Theme
from scenes.wording import Wording

NAMES = ("methods.batch", "methods.stochastic", "methods.shrinking")
NAME_WIDTH = 1.42
"""Least room for a method's name in a column of rules."""


def name_room(say: Wording, theme: Theme) -> float:
    """Room for the names of all methods, so that their rules stand below one another."""
    names = [words(say(key), SIZES.label, theme.text, "semibold") for key in NAMES]
    return max(NAME_WIDTH, *(float(name.width) + SIZES.label / 2 for name in names))


class MethodRule:
    """Two lines: name and rule; and under the rule one of a note, a count of the work, a verdict.

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
        first, self._second = slot.lines(2, SIZES.label)
        self._indent = slot.left + name_room(scene.say, scene.theme)
        title = words(name, SIZES.label, colour, "semibold").put(slot.left, first)
        rule = update_rule(scene.say, scene.theme, SIZES.label, loss).put(self._indent, first)
        about = formula(note, SIZES.small, scene.theme.quiet).put(self._indent, self._second)
        self.rule = scene.add_part(Group(title, rule), opacity=WAITING)
        self.note = scene.add_part(about, opacity=WAITING)

    def add_counter(self, runner: Runner, batch_size: int, *, diverged: bool) -> Part:
        """The work of a run so far, which comes and goes with its curves.

        It stands under the rule, or farther left where its longest line has no room there.
        """
        theme, last = self.scene.theme, runner.run.steps
        say = self.scene.say
        units = (say.forms("methods.evaluations"), say.forms("methods.evaluations_diverged"))
        work = Product(self._indent, self._second, batch_size, units, theme, say.numerals)
        widest = work.width_at(last, over=diverged)
        work.x = max(self.slot.left, min(self._indent, self.slot.right - widest))

        def count(frame: int) -> Hashable:
            step = int(runner.track.step[frame])
            over = diverged and step == last
            work.show(step, int(runner.run.gradient_evaluations[step]), over=over)
            return step, over

        counter = self.scene.add_part(work, count)
        runner.parts += (counter,)
        return counter

    def add_verdict(self, text: str) -> Part:
        """How the method went, in a few words."""
        label = words(text, SIZES.label, self.scene.theme.text)
        return self.scene.add_part(label.put(self._indent, self._second))
