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
    most: float = math.inf,
    parameters: str | None = None,
) -> Label:
    """The new parameters: the old ones less the learning rate times the gradient of ``loss``.

    It is set smaller where it would be wider than ``most``.  New and old parameters may have a
    colour of their own.
    """
    new, old = say("rule.new"), say("rule.old")
    step = f'#text(fill: rgb("{theme.gradient}"), $nabla {loss}(theta_"{old}")$)'
    alpha = f'#text(fill: rgb("{theme.rate}"), $alpha$)'
    before, after = (f'theta_"{each}"' for each in (old, new))
    if parameters is not None:
        before, after = (tint(each, parameters) for each in (before, after))
    code = f"${after} = {before} - {alpha} thin {step}$"
    sizes = [size, *(each for each in (SIZES.label, SIZES.small) if each < size)]
    rules = [formula(code, each, theme.text) for each in sizes]
    return next((rule for rule in rules if rule.width <= most), rules[-1])
