"""How a network does on points that it has not seen, with its outputs written out anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gdcore.datasets import LabelledDataset
from scenes.plans.neural_network import FLAT, RISES, Plan
from tests.saved_runs import RUNS
from tests.scenes.settings import Setting


def right(plan: Plan, of: LabelledDataset, theta: np.ndarray) -> np.ndarray:
    """The log odds of what each point there is, for each theta, by matrix products by layers."""
    units = plan.asked.units
    values = np.broadcast_to(of.points, (len(theta), *of.points.shape))
    for size in (units, units, 1):
        inputs = values.shape[-1]
        weights = theta[:, : inputs * size].reshape(-1, inputs, size)
        sums = values @ weights + theta[:, None, inputs * size : (inputs + 1) * size]
        values, theta = np.tanh(sums), theta[:, (inputs + 1) * size :]
    return sums[..., 0] * np.where(of.labels == 1, 1.0, -1.0)


LAST = list[tuple[Plan, np.ndarray]]()
"""The plan that was asked about last, and what `fresh` has found: many claims are about that."""


def fresh(plan: Plan) -> np.ndarray:
    """The mean log loss there after each step."""
    if not (LAST and LAST[0][0] is plan):
        odds = right(plan, plan.moons.new, plan.moons.run.theta)
        LAST[:] = [(plan, np.logaddexp(0.0, -odds).mean(axis=1))]
    return LAST[0][1]


def fewer(plan: Plan) -> bool:
    """Whether of points that neither taught nor chose, fewer are wrong at the lowest of `fresh`."""
    moons = plan.moons
    for other in (moons.seen, moons.new):
        assert not (moons.kept.points[:, None] == other.points).all(axis=-1).any()
    odds = right(plan, moons.kept, moons.run.theta[[fresh(plan).argmin(), -1]])
    best, end = (odds <= 0.0).sum(axis=1).tolist()
    return bool(best < end)


def bends_down(plan: Plan) -> bool:
    """Whether somewhere on the map the cost is higher than halfway between those beside it."""
    (u, v, _), plane = plan.moons.heights, plan.moons.plane
    places = np.stack(np.meshgrid(u, v), axis=-1)
    theta = plane.origin + places.reshape(-1, 2) @ plane.axes
    odds = right(plan, plan.moons.seen, theta)
    costs = np.logaddexp(0.0, -odds).mean(axis=1).reshape(places.shape[:2])
    above = (each[1:-1] - (each[2:] + each[:-2]) / 2 for each in (costs, costs.T))
    return bool(max(each.max() for each in above) > FLAT * np.ptp(costs) / 2)


def elsewhere(plan: Plan) -> np.ndarray | None:
    """The costs on what is not learned from, None where the file does not have them."""
    if plan.asked.run is None:
        return fresh(plan)
    return saved(plan).get("fresh_losses")


def saved(plan: Plan) -> dict[str, np.ndarray]:
    """What was written into the file."""
    return RUNS[Path(str(plan.asked.run)).stem]()


def turns(plan: Plan) -> bool:
    """Whether it falls, and ends above its lowest by a tenth."""
    return ends_higher(plan) and int(elsewhere(plan).argmin()) > 0


def ends_higher(plan: Plan) -> bool:
    """Whether it ends above its lowest by a tenth."""
    costs = elsewhere(plan)
    return costs is not None and bool(costs[-1] > RISES * costs.min())


def overfits(plan: Plan) -> bool:
    """Whether in a network of ours the cost on points seen falls on while that elsewhere rises."""
    if is_saved(plan) or not turns(plan):
        return False
    odds = right(plan, plan.moons.seen, plan.moons.run.theta[[fresh(plan).argmin(), -1]])
    then, end = np.logaddexp(0.0, -odds).mean(axis=1).tolist()
    return bool(end < then)


def gains(plan: Plan) -> bool:
    """Whether it ends below its start by a tenth."""
    costs = elsewhere(plan)
    return costs is not None and bool(RISES * costs[-1] < costs[0])


def is_saved(plan: Plan) -> bool:
    """Whether it is the run of a file."""
    return plan.asked.run is not None


def asks_a_few(plan: Plan) -> bool:
    """Whether the first step of the run asks more than one of the points, but not all."""
    return 1 < len({*plan.moons.run.batches[0].tolist()}) < len(plan.moons.seen.points)


def has(plan: Plan, key: str) -> bool:
    """Whether that file has an array."""
    return is_saved(plan) and key in saved(plan)


def comes_down(plan: Plan) -> bool:
    """Whether the cost of a file ends lower than it begins."""
    return is_saved(plan) and bool(np.diff(saved(plan)["losses"][[0, -1]])[0] < 0)


TRUE = {
    **{(beat, "saved"): is_saved for beat in ("points", "parameters", "backwards", "steps")},
    ("backwards", "mini"): lambda plan: not is_saved(plan) and asks_a_few(plan),
    ("backwards", "moons"): lambda plan: not is_saved(plan) and not asks_a_few(plan),
    **{
        (beat, "moons"): lambda plan: not is_saved(plan)
        for beat in ("points", "parameters", "steps", "unseen")
    },
    ("walk", "no_bowl"): lambda plan: not is_saved(plan) and bends_down(plan),
    ("walk", "moons"): lambda plan: not is_saved(plan) and not bends_down(plan),
    ("walk", "ground"): lambda plan: has(plan, "grid_losses"),
    ("walk", "bare"): lambda plan: is_saved(plan) and not has(plan, "grid_losses"),
    ("unseen", "saved"): lambda plan: has(plan, "fresh_losses"),
    ("unseen", "alone"): lambda plan: is_saved(plan) and not has(plan, "fresh_losses"),
    ("answer", "lower"): comes_down,
    ("answer", "no_lower"): lambda plan: is_saved(plan) and not comes_down(plan),
    ("answer", "overfits"): overfits,
    ("answer", "turns"): lambda plan: turns(plan) and not overfits(plan),
    ("answer", "rises"): lambda plan: ends_higher(plan) and not turns(plan),
    ("answer", "gains"): gains,
    ("answer", "stays"): lambda plan: not gains(plan) and not ends_higher(plan),
    ("judged", "saved_turns"): lambda plan: is_saved(plan) and turns(plan),
    ("judged", "saved"): lambda plan: is_saved(plan) and not turns(plan),
    ("judged", "fewer"): lambda plan: not is_saved(plan) and turns(plan) and fewer(plan),
    ("judged", "no_fewer"): lambda plan: not is_saved(plan) and turns(plan) and not fewer(plan),
    ("judged", "end"): lambda plan: not is_saved(plan) and not turns(plan),
}

SETTINGS = [
    Setting("neural_network", tuple(params.items()))
    for params in (
        {},
        {"noise": 0.1, "points": 200, "steps": 300},
        {"learning_rate": 0.01, "steps": 10},
        {"points": 20, "noise": 0.2, "learning_rate": 0.5, "steps": 1000},
        {"points": 20, "noise": 0.5, "steps": 2000, "units": 12, "learning_rate": 1.0},
        {
            "points": 30,
            "noise": 0.5,
            "steps": 30,
            "units": 12,
            "learning_rate": 1.0,
            "batch_size": 1,
        },
        *({"run": f"{name}.npz"} for name in RUNS),
    )
]
