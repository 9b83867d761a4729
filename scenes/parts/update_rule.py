"""The rule by which a step is taken, its symbols in their colours."""

from __future__ import annotations

import math
from typing import NamedTuple

from scenes.components.text.label import Label, formula, tint
from scenes.theme import SIZES, Theme
from scenes.wording import Wording


class Symbols(NamedTuple):
    """Symbols of the rule: among its runs of one colour, and among the letters of that run."""

    new: tuple[int, int]
    old: tuple[int, int]
    rate: tuple[int, int]
    gradient: tuple[int, int]
    cost: tuple[int, int]
    """The cost within its gradient."""


def symbols(say: Wording) -> Symbols:
    """Where they are: what is new and what is old is told in words, so that places differ."""
    equal = 1 + len(say("rule.new"))
    return Symbols((0, 0), (0, equal + 1), (1, 0), (2, 0), (2, 1))


def update_rule(
    say: Wording,
    theme: Theme,
    size: float,
    loss: str = "J",
    *,
    most: float = math.inf,
) -> Label:
    """The new parameters: the old ones less the learning rate times the gradient of ``loss``.

    It is set smaller where it would be wider than ``most``.  Rate and gradient have their colours;
    parameters are as text, whichever method's they are.
    """
    new, old = say("rule.new"), say("rule.old")
    step = tint(f'nabla {loss}(theta_"{old}")', theme.gradient)
    alpha = tint("alpha", theme.rate)
    code = f'$theta_"{new}" = theta_"{old}" - {alpha} thin {step}$'
    sizes = [size, *(each for each in (SIZES.label, SIZES.small) if each < size)]
    rules = [formula(code, each, theme.text) for each in sizes]
    return next((rule for rule in rules if rule.width <= most), rules[-1])
