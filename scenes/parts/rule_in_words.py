"""What a rule's one idea is, and how it makes a step, in words and symbols."""

from __future__ import annotations

from functools import partial

from manim import Group

from scenes.components.text.label import Label, formula, tint, tinted, words
from scenes.components.text.lines import fitted, wrapped
from scenes.layout import LEADING, Slot
from scenes.plans.rule_runs import ADAPTIVE, KEPT, MOMENTUM, NESTEROV, NEW, RMSPROP
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES

APART = 0.25
"""Between the idea and the step, besides a line's leading, in em of the idea."""
LARGE = 1.2 * SIZES.formula
WIDE = (LARGE, SIZES.name), (SIZES.formula, SIZES.name), (SIZES.formula, SIZES.label)
NARROW = (
    (LARGE, SIZES.name), (SIZES.formula, SIZES.name),
    (SIZES.name, SIZES.label), (SIZES.name, SIZES.small),
)  # fmt: skip
"""Sizes of a step and of what is said below it: the first for which there is room, or the last."""


def add_rule(scene: AnyScene, slot: Slot, key: str, colour: str) -> Part:
    """The idea in the rule's colour, and the step below it, in the middle of a slot.

    Each has as many lines as it needs; below a step with a letter of its own stands what that is,
    and below Nesterov's what the ring in its picture is.
    """
    apart = APART * SIZES.formula
    ideas = wrapped(
        scene.say(f"ideas.{key}"),
        slot.width,
        lambda line: words(line, SIZES.formula, colour, "semibold"),
    )
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
    return scene.add_part(Group(*ideas, *steps))


def _steps(scene: AnyScene, slot: Slot, key: str, large: float, small: float) -> list[Label]:
    """How the rule makes a step, and what else is said of it below that."""
    told = [(_step(scene, key), large, scene.theme.text)]
    lines = [
        line
        for text, size, each in told
        for line in wrapped(text, slot.width, partial(_line, size=size, colour=each))
    ]
    return lines + [
        fitted(text, slot.width, 1, small, partial(_line, colour=each))[0]
        for text, each in _notes(scene, key)
    ]


def _step(scene: AnyScene, key: str) -> str:
    """How the rule makes a step."""
    theme = scene.theme
    return str(
        scene.say(
            f"ravine.{key}",
            kept=scene.say.numerals.in_formula(KEPT),
            slope=tint("nabla J", theme.gradient),
            rate=tint("alpha", theme.rate),
            mean=tinted(scene.say("ravine.mean_slope"), _colour(scene, MOMENTUM)),
            size=tint("r", _colour(scene, RMSPROP)),
        )
    )


def _notes(scene: AnyScene, key: str) -> list[tuple[str, str]]:
    """What else is said of it, and in which colour."""
    if key == NESTEROV:
        return [(scene.say("ravine.measured"), scene.theme.text)]
    return [(scene.say("ravine.size"), _colour(scene, RMSPROP))] if key in ADAPTIVE else []


def _colour(scene: AnyScene, rule: str) -> str:
    return scene.theme.rules[NEW.index(rule)]


def _line(text: str, *, size: float, colour: str) -> Label:
    return formula(text, size, colour)
