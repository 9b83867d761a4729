"""What a rule's one idea is, and how it makes a step, in words and symbols."""

from __future__ import annotations

from functools import partial

from manim import Group

from scenes.components.text.label import Label, formula, tint, tinted, words
from scenes.components.text.lines import fitted, wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.rule_runs import KEPT, MOMENTUM, NESTEROV, NEW, RMSPROP
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

APART = 0.25
"""Between the idea and the step, besides a line's leading, in em of the idea."""
LARGE = 1.2 * SIZES.formula
WIDE = (LARGE, SIZES.name), (SIZES.formula, SIZES.name), (SIZES.formula, SIZES.label)
NARROW = (
    (LARGE, SIZES.name), (SIZES.formula, SIZES.name), (SIZES.formula, SIZES.label),
    (SIZES.name, SIZES.label), (SIZES.name, SIZES.small),
)  # fmt: skip
"""Sizes of a step and of what is said below it: the first for which there is room, or the last."""


def add_rule(scene: AnyScene, slot: Slot, key: str, colour: str) -> tuple[Part, Part]:
    """The idea in the rule's colour, and the step below it, in the middle of a slot.

    Each has as many lines as it needs; below a step with a letter of its own stands what that is,
    and below Nesterov's, which is momentum's, where it has the gradient from.
    """
    apart = APART * SIZES.formula
    ideas = idea_of(scene, slot, key, colour)
    for large, small in NARROW if scene.layout.narrow else WIDE:
        steps = _steps(scene, slot, key, large, small)
        heights = [LEADING * line.size for line in (*ideas, *steps)]
        widest = max(float(line.width) for line in steps)
        if sum(heights) + apart <= slot.height and widest <= slot.width:
            break
    level = float(slot.centre[1]) + (sum(heights) + apart) / 2
    for k, (line, height) in enumerate(zip((*ideas, *steps), heights, strict=True)):
        level -= height + apart * (k == len(ideas))
        line.put(slot.left, level + (LEADING - 1) * line.size)
    return scene.add_part(Group(*ideas)), scene.add_part(Group(*steps))


def idea_of(scene: AnyScene, slot: Slot, key: str, colour: str) -> list[Label]:
    """A rule's idea in its colour, in as many lines as it needs."""
    make = partial(words, size=SIZES.formula, colour=colour, weight="semibold")
    return wrapped(scene.say(f"ideas.{key}"), slot.width, make)


def _steps(scene: AnyScene, slot: Slot, key: str, large: float, small: float) -> list[Label]:
    """How the rule makes a step, and what else is said of it below that."""
    told = [(_step(scene, key), large, scene.theme.text)]
    lines = [
        line
        for text, size, each in told
        for line in wrapped(text, slot.width, partial(_line, size=size, colour=each))
    ]
    most = large if key == NESTEROV else small
    return lines + [
        fitted(text, slot.width, 1, most, partial(_line, colour=each))[0]
        for text, each in _notes(scene, key)
    ]


def _step(scene: AnyScene, key: str) -> str:
    """How the rule makes a step."""
    return str(
        scene.say(
            f"ravine.{MOMENTUM if key == NESTEROV else key}",
            kept=scene.say.numerals.in_formula(KEPT),
            slope=tint("nabla J", scene.theme.gradient),
            rate=tint("alpha", scene.theme.rate),
            word=tinted(scene.say("ravine.slope"), scene.theme.gradient),
            size=tint("r", scene.theme.gradient),
        )
    )


def _notes(scene: AnyScene, key: str) -> list[tuple[str, str]]:
    """What else is said of it, and in which colour."""
    if key == NESTEROV:
        kept = scene.say.numerals.in_formula(KEPT)
        slope = tint("nabla J", scene.theme.gradient)
        return [(scene.say("ravine.nesterov", kept=kept, slope=slope), scene.theme.text)]
    size = tint("r", scene.theme.gradient)
    return [(scene.say("ravine.size", size=size), scene.theme.quiet)] if key == RMSPROP else []


def colour_of(scene: AnyScene, rule: str) -> str:
    """Of one of the new rules."""
    return scene.theme.rules[NEW.index(rule)]


def _line(text: str, *, size: float, colour: str) -> Label:
    return formula(text, size, colour)
