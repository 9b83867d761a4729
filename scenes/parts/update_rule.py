"""The rule by which a step is taken, its symbols in their colours."""

from __future__ import annotations

from scenes.components.text.label import Label, formula
from scenes.theme import Theme
from scenes.wording import Wording


def update_rule(say: Wording, theme: Theme, size: float, loss: str = "J") -> Label:
    """The new parameters: the old ones less the learning rate times the gradient of ``loss``."""
    new, old = say("rule.new"), say("rule.old")
    step = f'#text(fill: rgb("{theme.gradient}"), $nabla {loss}(theta_"{old}")$)'
    alpha = f'#text(fill: rgb("{theme.rate}"), $alpha$)'
    return formula(f'$theta_"{new}" = theta_"{old}" - {alpha} thin {step}$', size, theme.text)
