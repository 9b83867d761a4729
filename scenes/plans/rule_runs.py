"""Five rules of a step, and the walks of each at the best of its rates, upright and turned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gdcore import Descent, descend, optimizers, theory
from gdcore import search_learning_rate as search
from gdcore.optimizers import Optimizer
from gdcore.problems import LinearRegression, Turned

Array = NDArray[np.float64]

PLAIN, MOMENTUM, NESTEROV, RMSPROP, ADAM = RULES = (
    "gradient_descent", "momentum", "nesterov", "rmsprop", "adam",
)  # fmt: skip
"""The rules, as `gdcore.optimizers` calls them; each is the name of its run and track."""
NEW = RULES[1:]
"""Those beside plain descent."""
FIRST_THREE = RULES[:3]
"""Those that have no axes of their own: they cannot tell a turn."""
TURNED = "turned_"
"""Before the names of the runs in the ravine that is turned."""
SAME = "same_"
"""Before the names of the runs of the first three at one rate."""
NARROWEST = 1e3
"""How many times as long as wide a ravine is at most: of a longer one that is turned, the width
would be lost in the rounding of numbers.  Of such data, x is counted anew."""
KEPT = 0.9
"""Of the last step, and of the squares in RMSProp: what each rule keeps that keeps anything."""
ADAPTIVE = {RMSPROP, ADAM}
"""The rules that scale each parameter by itself."""
LIMITS = {
    PLAIN: 2.0,
    MOMENTUM: 2.0 * (1.0 + KEPT),
    NESTEROV: 2.0 * (1.0 + KEPT) / (1.0 + 2.0 * KEPT),
}
"""By rule, the rate from which it no longer converges, in units of 1/L."""
SHORT, BELOW = 0.005, 0.9
"""Least and greatest rate that is tried for these, in that limit."""
NEAREST = 0.01
"""Least one that is tried for the others, in the start's distance from the floor of the ravine; the
greatest is its distance from the lowest point."""
RATES = 41
"""Rates that are tried for each rule, a constant factor apart."""


def raced(
    ravine: LinearRegression, askew: Turned, start: Array, steps: int, seed: int, looks: int
) -> tuple[dict[str, Descent], dict[str, Array]]:
    """All walks, and the rates that were tried, by name; a step has so many looks.

    The first three walk once more at the least of their rates, which each of them can bear; there
    Nesterov is told by the places that its steps lead to.
    """
    runs, tried = {}, {}
    for name, rates in _ranges(ravine, start).items():
        rule = _rule(name)
        for where, problem, first in (
            ("", ravine, start), (TURNED, askew, askew.turn(start)),
        ):  # fmt: skip
            if not where or name in ADAPTIVE:  # the others would be found the same once more
                found = search(
                    problem, rule, first, low=rates[0], high=rates[1], count=RATES,
                    evaluations=steps * (1 if where else looks),
                )  # fmt: skip
            tried[where + name] = found.rates
            runs[where + name] = descend(
                problem, found.optimizer, start=first, steps=steps, seed=seed
            )
    rate = min(float(runs[name].learning_rate[0]) for name in FIRST_THREE)
    alike = {
        SAME + name: descend(ravine, _rule(name, rate), start=start, steps=steps, seed=seed)
        for name in FIRST_THREE
    }
    alike[SAME + NESTEROV] = led(alike[SAME + NESTEROV])
    raced = {where + name: runs[where + name] for where in ("", TURNED) for name in RULES}
    return {**raced, **alike}, tried


def led(run: Descent) -> Descent:
    """A walk of Nesterov's by the places that its steps lead to: the parameters of the textbooks.

    `gdcore.optimizers.nesterov` has those where it measures, ahead by what is kept of a step.
    """
    last = -run.learning_rate[:, None] * run.state["velocity"]
    theta = run.theta - KEPT * np.concatenate([np.zeros_like(run.theta[:1]), last])
    return replace(run, theta=theta, loss=run.problem.loss(theta))


def ahead(run: Descent) -> Array:
    """Of such a walk, where it measures after each step, (steps + 1, 2)."""
    return np.asarray(run.theta + KEPT * np.diff(run.theta[[0, *range(run.steps + 1)]], axis=0))


def _rule(name: str, rate: float = 1.0) -> Optimizer:
    """With what it keeps; a search replaces the rate."""
    given = {RMSPROP: {"rho": KEPT}, ADAM: {"beta1": KEPT}}.get(name, {})
    if name in {MOMENTUM, NESTEROV}:
        given = {"beta": KEPT}
    return optimizers.get(name, learning_rate=rate, **given)


def _ranges(ravine: LinearRegression, start: Array) -> dict[str, tuple[float, float]]:
    """By rule, the least and the greatest rate that is tried."""
    low = ravine.minimum()
    axes = theory.principal_axes(ravine, low)
    along, across = np.abs(axes.directions @ (start - low))
    far = float(np.hypot(along, across))
    near = max(NEAREST * float(across), NEAREST**3 * far)
    found = dict.fromkeys(RULES, (near, far))
    for name, limit in LIMITS.items():
        most = limit / float(axes.curvatures[1])
        found[name] = SHORT * most, BELOW * most
    return found
