"""In Nesterov's lane of a race: below which rate it has to stay, and below which momentum."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from manim import Group

from scenes.components.text.label import Label, formula, tint
from scenes.components.text.lines import fitted
from scenes.layout import LEADING, Slot
from scenes.parts.ravine_view import RavineView
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import MOMENTUM, NESTEROV
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import SIZES, STROKES

AWAY, TALL = 0.9, 0.94
"""How far it is from the walk, from the lowest point and from the lane's ends, in em, and what
share of the lane's height its lines may have."""
CASED = 1.6
"""How wide its casing is, in that of others: fine lines of one cost lie below it."""


def add_held_back(scene: AnyScene, view: RavineView) -> list[Part]:
    """In the widest free part of the lane, without momentum's where there is little room.

    Nothing where it does not hold, or has no room at all.
    """
    plan: Plan = scene.plan
    if not plan.is_held_back:
        return []
    narrow, told = scene.layout.narrow, scene.say.numerals.significant
    limits = {key: told(plan.limit(rule), 2) for key, rule in
              (("limit", NESTEROV), ("other", MOMENTUM))}  # fmt: skip
    size = SIZES.small if narrow else SIZES.label
    free = _widest(view, AWAY * size)
    most = 2 if 2 * LEADING * size <= TALL * free.height else 1
    make = partial(_line, colour=scene.theme.text)
    rate = tint("alpha", scene.theme.rate)
    said = [scene.say(f"rules.{key}", rate=rate, **limits) for key in ("held", "held_shortly")]
    tries = [fitted(text, free.width, most, size, make) for text in said]
    lines = next((lines for lines in tries if _is_read(lines, free.width)), [])
    if not lines:
        return []
    levels = free.lines(len(lines), float(lines[0].size))
    for line, level in zip(lines, levels, strict=True):
        line.cased(scene.theme.casing, CASED * STROKES.casing)
        line.put(float(free.centre[0]), level, "centre")
    return [scene.add_part(Group(*lines), layer=Layer.NAMES)]


def _widest(view: RavineView, away: float) -> Slot:
    """The widest part of a lane beside its walk and the lowest point."""
    plan, (lane,) = view.plan, view.place.slots
    walk = view.basin.at(plan.runs[NESTEROV].theta, np.zeros(plan.asked.steps + 1))[:, 0]
    low = float(view.basin.at(plan.ravine.minimum(), np.zeros(()))[0])
    first, last = float(walk.min()), float(walk.max())
    taken = sorted([(lane.left, lane.left), (first, last), (low, low), (lane.right, lane.right)])
    ends = np.maximum.accumulate([right for _, right in taken])[:-1].tolist()
    gaps = [(left, right) for left, (right, _) in zip(ends, taken[1:], strict=True)]
    left, right = max(gaps, key=lambda gap: gap[1] - gap[0])
    return Slot(left + away, lane.bottom, right - away, lane.top)


def _is_read(lines: Sequence[Label], width: float) -> bool:
    """Whether they are large enough, and not too wide."""
    return lines[0].size >= SIZES.small and max(float(line.width) for line in lines) <= width


def _line(text: str, *, size: float, colour: str) -> Label:
    return formula(text, size, colour)
