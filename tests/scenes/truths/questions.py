"""Which answer is the right one, computed in another way: the name of one, or its number."""

from __future__ import annotations

import numpy as np

from scenes.plans.landscape import MARGIN
from scenes.plans.rule_runs import ADAM
from scenes.plans.scaling import OWN, SCALED
from tests.scenes.truths import (
    batch_vs_sgd,
    gradient,
    hook,
    landscape,
    learning_rate,
    loop,
    mountain,
    neural_network,
    optimizers,
    pulls,
    scaling,
    slope,
)
from tests.scenes.truths.mini_batch import TRUE as SIZES


def felt(plan) -> str:
    """Which way the count of misses falls from the ball, by turning the line a little."""
    tilt, reach = float(plan.tilts[plan.start]), 0.25 * plan.tread
    sides = [missed(plan, tilt + side) for side in (-reach, 0.0, reach)]
    return {0: "level", 1: "right", -1: "left"}[int(np.sign(sides[0] - sides[2]))]


def missed(plan, tilt: float) -> int:
    """How many samples the line misses by more than the tolerance."""
    x, y = plan.scaled.x, plan.scaled.y
    tolerance = plan.tolerance / (np.ptp(plan.data.y) / 2)
    return int((np.abs(tilt * x + plan.b - y) > tolerance).sum())


def down(plan) -> str:
    return "left" if slope.slope(plan, plan.asked.start_on(plan.problem)) > 0 else "right"


def deepest(plan) -> str:
    names = ("deepest", "another", "nowhere")
    return next(name for name in names if mountain.TRUE["lift", name](plan))


def steps(plan) -> float:
    """Until the gradient is short, by the walk in closed form; to two figures."""
    lengths = [
        float((gradient.gradient(plan, step) ** 2).sum()) ** 0.5 for step in range(plan.asked.steps)
    ]
    short = [step for step, length in enumerate(lengths) if length < plan.asked.nearly]
    assert bool(short) is loop.is_short(plan)
    return two_figures(short[0] if short else plan.asked.steps)


def beyond(plan) -> str:
    """One step at 2.1/L on a parabola multiplies the distance by -1.1."""
    del plan
    return "higher" if abs(1 - 2.1) > 1 else "lower"


def how_many_explode(plan) -> str:
    count = sum(times in learning_rate.exploding(plan) for times in plan.asked.rates)
    return ("none", "one", "two", "three", "all")[count]


def best_rate(plan) -> float:
    return min(plan.asked.rates, key=lambda times: learning_rate.costs(plan, times)[-1])


def longer(plan) -> str:
    own, scaled = (scaling.arrival(plan, name) for name in (OWN, SCALED))
    return "same" if own == scaled else "own_units" if own > scaled else "scaled"


def slower(plan) -> float:
    return two_figures(max(scaling.arrival(plan, name) for name in (OWN, SCALED)))


def adam_turned(plan) -> set[str]:
    """Where the ravine is turned; several where it is close."""
    true = {
        "less": optimizers.higher(plan, ADAM),
        "more": optimizers.lower(plan, ADAM),
        "as_before": optimizers.as_before(plan),
    }
    return {name for name, holds in true.items() if holds}


def on_its_way(plan) -> str:
    if batch_vs_sgd.stalls(plan):
        return "level"
    names, true = {"exact": "on", "falls": "on", "grows": "grows"}, batch_vs_sgd.TRUE
    return next(way for name, way in names.items() if true["noise_floor", name](plan))


def width(plan) -> float:
    """Of means of so many of the samples, none of them twice."""
    n, k = len(plan.data), plan.size
    return float(round(100 * ((n - k) / (k * (n - 1))) ** 0.5))


def ends(plan) -> str:
    names = ("longer", "as_single", "lowest", "even", "single", "batch")
    found = next(name for name in names if SIZES["ends", name](plan))
    return "as_single" if found == "longer" else found


def turned(before: int, after: int) -> set[str]:
    """What may be said of two counts, each of which another rounding changes by a few."""
    changes = (after - before - landscape.SLACK, after - before + landscape.SLACK)
    return {
        "same" if abs(change) < MARGIN else "better" if change > 0 else "worse"
        for change in changes
    }


def two_figures(value: float) -> float:
    return float(f"{value:.2g}")


RIGHT = {
    "hook.guess": lambda plan: hook.said(plan, -1),
    "cost.count": felt,
    "slope.curve": down,
    "mountain.question": deepest,
    "loop.run": steps,
    "learning_rate.beyond": beyond,
    "learning_rate.which": how_many_explode,
    "learning_rate.sweep": best_rate,
    "scaling.question": longer,
    "scaling.runs": slower,
    "optimizers.race": optimizers.leader,
    "optimizers.turn": adam_turned,
    "pulls.agree": lambda plan: "exact" if pulls.TRUE["zero", "exact"](plan) else "cancel",
    "batch_vs_sgd.step_for_step": lambda plan: batch_vs_sgd.lead(plan, plan.steps),
    "batch_vs_sgd.count_the_work": batch_vs_sgd.at_first,
    "batch_vs_sgd.other_orders": on_its_way,
    "batch_vs_sgd.smaller_steps": lambda plan: "stays" if batch_vs_sgd.stays(plan) else "moves",
    "mini_batch.one": width,
    "mini_batch.which": ends,
    "landscape.crest": lambda plan: "pass" if landscape.passes(plan) else "none",
    "landscape.shake": lambda plan: turned(*landscape.counts(plan)[:2]),
    "landscape.more": lambda plan: turned(*landscape.counts(plan)[1:]),
    "neural_network.unseen": lambda plan: (
        "turns" if neural_network.turns(plan) else "gains" if neural_network.gains(plan)
        else "stays"
    ),
}  # fmt: skip
"""By scene and beat."""
ALWAYS = {
    "cost.count": "the ball is put on a level step, whatever the data",
    "learning_rate.beyond": "a step beyond 2/L ends higher on every parabola",
    "batch_vs_sgd.smaller_steps": "it is asked only where stochastic stays as it was",
    "landscape.crest": "it is asked only where a ball comes to a pass",
}
"""Questions that have the same right answer whenever they are asked, and why."""
