"""Adam's step in one line of two halves: what is momentum's, and what is RMSProp's."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.text.label import Label, formula, tint, words
from scenes.layout import LEADING, Slot
from scenes.parts.rule_in_words import APART, NARROW, WIDE, colour_of, idea_of
from scenes.plans.rule_runs import ADAM, MOMENTUM, RMSPROP
from scenes.stage.scene import AnyScene, Part
from scenes.theme import SIZES, STROKES

SPACE = 0.28
"""Between the pieces of a step, in em."""
LINE, NAME = 0.4, 1.35
"""From the baseline of a half down to the line below it, in em of it; and on to that of its name,
in em of that."""


class JoinedRule(NamedTuple):
    """In the order in which it comes."""

    idea: Part
    memory: Part
    """That a step is the mean slope, which is momentum's."""
    scaling: Part
    """Times what RMSProp makes the rate."""


def add_joined(scene: AnyScene, slot: Slot, colour: str) -> JoinedRule:
    """The idea in Adam's colour; below it the step, with a line and a name under each half."""
    ideas = idea_of(scene, slot, ADAM, colour)
    apart = APART * SIZES.formula
    for large, small in NARROW if scene.layout.narrow else WIDE:
        pieces, names = _pieces(scene, large), _names(scene, small)
        lefts = slot.left + np.cumsum([0.0, *(float(x.width) + SPACE * large for x in pieces)])
        right = max(lefts[-1], lefts[3] + (float(pieces[3].width) + float(names[1].width)) / 2)
        below = LINE * large + NAME * small
        high = LEADING * (sum(float(line.size) for line in ideas) + large) + apart + below
        if right <= slot.right and high <= slot.height:
            break
    level = float(slot.centre[1]) + high / 2
    for line in ideas:
        level -= LEADING * line.size
        line.put(slot.left, level + (LEADING - 1) * line.size)
    level -= LEADING * large + apart - (LEADING - 1) * large
    for piece, left in zip(pieces[1:], lefts[1:].tolist(), strict=False):
        piece.put(left + float(piece.width) / 2, level, "centre")
    pieces[0].put(slot.left, level)
    lines = [
        _line(pieces[k], level - LINE * large, colour_of(scene, rule))
        for k, rule in ((1, MOMENTUM), (3, RMSPROP))
    ]
    for name, half in zip(names, (pieces[1], pieces[3]), strict=True):
        name.put(float(half.get_center()[0]), level - below, "centre")
    return JoinedRule(
        scene.add_part(Group(*ideas)),
        scene.add_part(Group(*pieces[:2], lines[0], names[0])),
        scene.add_part(Group(*pieces[2:], lines[1], names[1])),
    )


def _pieces(scene: AnyScene, size: float) -> list[Label]:
    """What a step is, momentum's half, times, and RMSProp's half."""
    say, text = scene.say, scene.theme.text
    rate, scale = tint("alpha", scene.theme.rate), tint("r", scene.theme.gradient)
    return [
        formula(say("ravine.adam"), size, text),
        words(say("ravine.mean_slope"), size, scene.theme.gradient),
        formula("$times$", size, text),
        formula(f"${rate} \\/ {scale}$", size, text),
    ]


def _names(scene: AnyScene, size: float) -> list[Label]:
    """Whose the halves are."""
    return [
        words(scene.say(f"rules.{rule}"), size, colour_of(scene, rule))
        for rule in (MOMENTUM, RMSPROP)
    ]


def _line(half: Label, level: float, colour: str) -> Dashes:
    """As long as a half."""
    line = Dashes(colour, STROKES.axis, dash=0)
    left, right = float(half.get_left()[0]), float(half.get_right()[0])
    line.show(np.array([[left, level], [right, level]]))
    return line
