"""The rule by which a step is taken, its symbols in their colours."""

from __future__ import annotations

import math

from scenes.components.text.label import Label, formula, tint
from scenes.theme import SIZES, Theme
from scenes.wording import Wording


def update_rule(
    say: Wording,
    theme: Theme,
    size: float,
    loss: str = "J",
    *,
    rate: str = "alpha",
    most: float = math.inf,
) -> Label:
    """The new parameters: the old ones less the learning rate times the gradient of ``loss``.

    The rate is a letter or a number, as maths code.  The rule is set smaller where it would be
    wider than ``most``.  Rate and gradient have their colours; parameters are as text, whichever
    method's they are.
    """
    new, old = say("rule.new"), say("rule.old")
    step = tint(f'nabla {loss}(theta_"{old}")', theme.gradient)
    alpha = tint(rate, theme.rate)
    code = f'$theta_"{new}" = theta_"{old}" - {alpha} thin {step}$'
    sizes = [size, *(each for each in (SIZES.label, SIZES.small) if each < size)]
    rules = [formula(code, each, theme.text) for each in sizes]
    return next((rule for rule in rules if rule.width <= most), rules[-1])
