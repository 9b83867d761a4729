"""How five rules end in a ravine: each walked anew with plain numbers, at the rate that it had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import atan2, cos, degrees, pi, sin, sqrt
from statistics import mean

import numpy as np

from gdcore import datasets
from scenes.plans.optimizers import Plan
from scenes.plans.rule_runs import ADAM, MOMENTUM, NESTEROV, PLAIN, RMSPROP, RULES, TURNED
from tests.scenes.settings import Setting, formula, ordinary
from tests.scenes.truths.scaling import bowl

Numbers = tuple[float, float]
DONE = 1e-9
"""What share of the start's cost is next to nothing."""


class Ravine:
    """Half of d^T H d, with H as plain numbers p, q, r; turned or not."""

    def __init__(self, plan: Plan, *, turned: bool) -> None:
        x, y = np.asarray(plan.own.x, dtype=float), np.asarray(plan.own.y, dtype=float)
        mean = float(x.mean())
        w = float(np.mean((x - mean) * (y - y.mean())) / np.mean((x - mean) ** 2))
        self.best = w, float(y.mean()) - w * mean
        self.p, self.q, self.r = 2 * float(np.mean(x * x)), 2 * mean, 2.0
        start = plan.runs[PLAIN].theta[0]
        away = float(start[0]) - self.best[0], float(start[1]) - self.best[1]
        if turned:
            c, s = cos(pi / 4), sin(pi / 4)
            p, q, r = self.p, self.q, self.r
            self.p = c * c * p - 2 * c * s * q + s * s * r
            self.r = s * s * p + 2 * c * s * q + c * c * r
            self.q = c * s * (p - r) + (c * c - s * s) * q
            away = c * away[0] - s * away[1], s * away[0] + c * away[1]
        self.start: Numbers = away

    def slope(self, d: Numbers) -> Numbers:
        """Of the cost."""
        return self.p * d[0] + self.q * d[1], self.q * d[0] + self.r * d[1]

    def cost(self, d: Numbers) -> float:
        """Above the lowest."""
        g = self.slope(d)
        return (g[0] * d[0] + g[1] * d[1]) / 2


class OwnValley(Ravine):
    """The same of a formula: its cost from its lowest valley, and slopes by differences."""

    def __init__(self, plan: Plan, *, turned: bool) -> None:
        self.surface = plan.surface
        assert self.surface is not None
        values = np.asarray(self.surface.minimum_values)
        self.best = tuple(np.asarray(self.surface.minima)[int(values.argmin())].tolist())
        start = plan.runs[PLAIN].theta[0]
        away = float(start[0]) - self.best[0], float(start[1]) - self.best[1]
        self.c, self.s = (cos(pi / 4), sin(pi / 4)) if turned else (1.0, 0.0)
        self.start = self.c * away[0] - self.s * away[1], self.s * away[0] + self.c * away[1]

    def cost(self, d: Numbers) -> float:
        """Above that of the valley."""
        x = self.c * d[0] + self.s * d[1] + self.best[0]
        y = self.c * d[1] - self.s * d[0] + self.best[1]
        assert self.surface is not None
        return float(self.surface.loss([x, y])) - float(self.surface.loss(list(self.best)))

    def slope(self, d: Numbers) -> Numbers:
        """Of the cost."""
        e = 1e-6
        return (
            (self.cost((d[0] + e, d[1])) - self.cost((d[0] - e, d[1]))) / e / 2,
            (self.cost((d[0], d[1] + e)) - self.cost((d[0], d[1] - e))) / e / 2,
        )


def ground(plan: Plan, *, turned: bool) -> Ravine:
    """What the rules walk on."""
    return Ravine(plan, turned=turned) if is_data(plan) else OwnValley(plan, turned=turned)


def is_data(plan: Plan) -> bool:
    """Whether no formula is asked for."""
    return plan.asked.surface is None


def end_of(ravine: Ravine, rule: str, rate: float, steps: int) -> float:
    """What share of the start's cost is left after so many steps of a rule."""
    *_, last = walk(ravine, rule, rate, steps)
    return ravine.cost(last) / ravine.cost(ravine.start)


def walk(ravine: Ravine, rule: str, rate: float, steps: int) -> Iterator[Numbers]:
    """Where each of so many steps of a rule ends, written out anew."""
    d, kept, squares = list(ravine.start), [0.0, 0.0], [0.0, 0.0]
    for t in range(1, steps + 1):
        g = ravine.slope((d[0], d[1]))
        for k in range(2):
            if rule == PLAIN:
                step = g[k]
            elif rule == MOMENTUM:
                kept[k] = 0.9 * kept[k] + g[k]
                step = kept[k]
            elif rule == NESTEROV:
                kept[k] = 0.9 * kept[k] + g[k]
                step = g[k] + 0.9 * kept[k]
            elif rule == RMSPROP:
                squares[k] = 0.9 * squares[k] + 0.1 * g[k] * g[k]
                step = g[k] / (sqrt(squares[k]) + 1e-8)
            else:
                kept[k] = 0.9 * kept[k] + 0.1 * g[k]
                squares[k] = 0.999 * squares[k] + 0.001 * g[k] * g[k]
                first, spread = kept[k] / (1 - 0.9**t), squares[k] / (1 - 0.999**t)
                step = first / (sqrt(spread) + 1e-8)
            d[k] -= rate * step
        yield d[0], d[1]


def led(ravine: Ravine, rate: float, steps: int) -> Iterator[Numbers]:
    """Where so many of Nesterov's steps lead to: it measures ahead, by 0.9 of the last step."""
    d, last = list(ravine.start), [0.0, 0.0]
    for _ in range(steps):
        g = ravine.slope((d[0] + 0.9 * last[0], d[1] + 0.9 * last[1]))
        last = [0.9 * last[k] - rate * g[k] for k in range(2)]
        d = [d[k] + last[k] for k in range(2)]
        yield d[0], d[1]


KNOWN: dict[tuple[int, str], tuple[Plan, dict[str, float]]] = {}
"""What was found of a plan; each is kept, so that no other comes to have its number."""


def ends(plan: Plan, where: str) -> dict[str, float]:
    """What is left by rule, in the ravine or in the one that is turned."""
    if (id(plan), where) not in KNOWN:
        ravine, found = ground(plan, turned=where == TURNED), {}
        for rule in RULES:
            rate = float(plan.runs[where + rule].learning_rate[0])
            found[rule] = end_of(ravine, rule, rate, plan.asked.steps)
        KNOWN[id(plan), where] = plan, found
    return KNOWN[id(plan), where][1]


def leads(plan: Plan, rule: str, where: str = "") -> bool:
    """Whether it ends lowest of all, alone."""
    left = ends(plan, where)
    others = min(value for name, value in left.items() if name != rule)
    return left[rule] <= others * (1 + 1e-6) and not several(plan, where)


def several(plan: Plan, where: str = "") -> bool:
    """Whether more than one of them has next to nothing left."""
    return sorted(ends(plan, where).values())[1] < DONE


def parted(plan: Plan) -> bool:
    """Whether at most one of them has next to nothing left in either race."""
    return not several(plan) and not several(plan, TURNED)


def alike(plan: Plan) -> bool:
    """Whether the two lowest end within a hundredth of each other, in one of the races."""
    lowest = (sorted(ends(plan, where).values())[:2] for where in ("", TURNED))
    return any(second - first <= 0.01 * first + DONE for first, second in lowest)


def leader(plan: Plan, where: str = "") -> str:
    """Which of all ends lowest."""
    left = ends(plan, where)
    return min(left, key=left.__getitem__)


def swings(plan: Plan) -> float:
    """How far momentum goes over the floor and back, in how far from it it began."""
    p, q, r = (getattr(ground(plan, turned=False), name) for name in "pqr")
    turn = atan2(2 * q, p - r) / 2  # of the steepest bend
    ravine = ground(plan, turned=False)
    places = [ravine.start, *walk(ravine, MOMENTUM, least_rate(plan), 30)]
    across = [x * cos(turn) + y * sin(turn) for x, y in places]
    if abs(across[0]) < 1e-6 * float(np.hypot(*ravine.start)):
        return 0.0
    shares = [each / across[0] for each in across]
    return min(-min(shares), max(shares[shares.index(min(shares)) :]))


def is_slanted(plan: Plan) -> bool:
    """Whether the narrow bowl's length is nearer to an axis before the turn than after it."""
    ravine = ground(plan, turned=False)
    turn = degrees(atan2(2 * ravine.q, ravine.p - ravine.r) / 2)  # of the steepest bend
    before, after = (abs((turn + by + 45) % 90 - 45) for by in (0, 45))
    return before < after and not is_round(plan)


def wins_change(plan: Plan) -> bool:
    """Whether another one is lowest once the ravine is turned, clearly."""
    clear = parted(plan) and (is_data(plan) or not alike(plan))
    return clear and leader(plan) != leader(plan, TURNED)


def goes_to_momentum(plan: Plan) -> bool:
    """Whether Adam is lowest, and momentum once the ravine is turned."""
    return (leader(plan), leader(plan, TURNED)) == (ADAM, MOMENTUM)


def cannot_tell(plan: Plan) -> bool:
    """Whether rules that have no axes of their own end as before, next to nothing apart."""
    before, after = ends(plan, ""), ends(plan, TURNED)
    return all(
        abs(before[rule] - after[rule]) <= 0.01 * before[rule] + DONE
        for rule in (PLAIN, MOMENTUM, NESTEROV)
    )


def least_rate(plan: Plan) -> float:
    """The least of the rates of the three that have no axes of their own."""
    rules = (PLAIN, MOMENTUM, NESTEROV)
    return min(float(plan.runs[rule].learning_rate[0]) for rule in rules)


def strays(plan: Plan, rule: str) -> float:
    """How far across the ravine a rule's first 30 steps end, on average; slopes tell the way."""
    ravine, e = ground(plan, turned=False), 1e-4
    (p, q), (_, r) = ravine.slope((e, 0.0)), ravine.slope((0.0, e))
    turn = atan2(2 * q, p - r) / 2  # of the steepest bend
    rate = least_rate(plan)
    ends = led(ravine, rate, 30) if rule == NESTEROV else walk(ravine, rule, rate, 30)
    return mean(abs(x * cos(turn) + y * sin(turn)) for x, y in ends)


def looks_ahead(plan: Plan) -> float:
    """How many times as far Nesterov strays as momentum; where neither does, either may be said."""
    nesterov, momentum = strays(plan, NESTEROV), strays(plan, MOMENTUM)
    far = float(np.hypot(*ground(plan, turned=False).start))
    return nesterov / momentum if momentum > 1e-9 * far else 0.9


def turning(plan: Plan, rule: str) -> float:
    """How many times as much a rule has left once the ravine is turned; DONE stands for less."""
    after, before = (max(ends(plan, where)[rule], DONE) for where in (TURNED, ""))
    return after / before


def higher(plan: Plan, rule: str) -> bool:
    """Whether it ends higher then; where it is close, either may be said."""
    return turning(plan, rule) > 1.1


def lower(plan: Plan, rule: str) -> bool:
    """Whether it ends lower."""
    return turning(plan, rule) < 0.901


def both(plan: Plan, ways: Callable[[Plan, str], bool]) -> bool:
    """Whether it is so of Adam and of RMSProp."""
    return ways(plan, ADAM) and ways(plan, RMSPROP)


def as_before(plan: Plan) -> bool:
    """Whether Adam ends about as low as before."""
    return 0.899 <= turning(plan, ADAM) <= 1.112


def adam_alone(plan: Plan, ways: Callable[[Plan, str], bool]) -> bool:
    """Whether it is so of Adam, and not clearly of RMSProp."""
    clearly = turning(plan, RMSPROP)
    same = clearly > 1.112 if ways is higher else clearly < 0.899
    return ways(plan, ADAM) and not same


def steepness(plan: Plan, rule: str, where: str = "") -> float:
    """How many times as steep one parameter is as the other on a rule's walk.

    Told by the mean squares of the slopes of 15 steps, which each rule weighs as it does.
    """
    ravine, kept = ground(plan, turned=where == TURNED), 0.999 if rule == ADAM else 0.9
    rate = float(plan.runs[where + rule].learning_rate[0])
    places = [ravine.start, *walk(ravine, rule, rate, 14)]
    weights = [kept ** (14 - k) for k in range(15)]
    squares = [np.square(ravine.slope((x, y))) for x, y in places]
    w, b = np.sqrt(sum(each * weight for each, weight in zip(squares, weights, strict=True)))
    return float(max(w, b) / min(w, b))


def uneven(plan: Plan) -> float:
    """The same once it is turned, on the more uneven of two walks."""
    return max(steepness(plan, rule, TURNED) for rule in (ADAM, RMSPROP))


def ratio(x: np.ndarray, y: np.ndarray) -> float:
    """How many times as long as wide the bowl of samples is."""
    return bowl(tuple(x.tolist()), tuple(y.tolist()), (0.0, 1.0)).ratio ** 0.5


def is_counted(plan: Plan) -> bool:
    """Whether the samples' bowl is too narrow, or they range over too much or too little."""
    ranges = [float(np.ptp(each)) for each in (plan.data.x, plan.data.y)]
    return ratio(plan.data.x, plan.data.y) > 1e3 or min(ranges) < 1e-6 or max(ranges) > 1e6


def is_round(plan: Plan) -> bool:
    """Whether the bowl is not much longer than wide."""
    return ratio(plan.own.x, plan.own.y) <= 4


def is_cars(plan: Plan) -> bool:
    """Whether the data are the cars, by their numbers."""
    cars = datasets.load("stopping-distance")
    return plan.data.y.shape == cars.y.shape and bool((plan.data.y == cars.y).all())


TRUE = {
    ("ravine", "formula"): lambda plan: not is_data(plan),
    ("ravine", "round"): lambda plan: is_data(plan) and is_round(plan),
    ("ravine", "counted"): lambda plan: is_data(plan) and is_counted(plan) and not is_round(plan),
    ("ravine", "cars"): lambda plan: (
        is_data(plan) and is_cars(plan) and not is_counted(plan) and not is_round(plan)
    ),
    ("ravine", "samples"): lambda plan: (
        is_data(plan) and not is_cars(plan) and not is_counted(plan) and not is_round(plan)
    ),
    ("momentum", "swings"): lambda plan: is_data(plan) and swings(plan) > 0.249,
    ("momentum", "adds"): lambda plan: not is_data(plan) or swings(plan) < 0.251,
    ("nesterov", "less"): lambda plan: looks_ahead(plan) < 0.901,
    ("nesterov", "as_far"): lambda plan: looks_ahead(plan) > 0.899,
    ("rmsprop", "apart"): lambda plan: steepness(plan, RMSPROP) > 1.45,
    ("rmsprop", "alike"): lambda plan: steepness(plan, RMSPROP) < 1.55,
    ("lowest", "formula"): lambda plan: not is_data(plan),
    ("lowest", "several"): lambda plan: is_data(plan) and several(plan),
    **{
        ("lowest", rule): lambda plan, rule=rule: is_data(plan) and leads(plan, rule)
        for rule in RULES
    },
    ("turn", "formula"): lambda plan: not is_data(plan),
    ("turn", "slanted"): lambda plan: is_data(plan) and is_slanted(plan),
    ("turn", "bowl"): lambda plan: is_data(plan) and not is_slanted(plan),
    ("again", "formula"): lambda plan: not is_data(plan) and cannot_tell(plan),
    ("again", "bowl"): lambda plan: is_data(plan) and cannot_tell(plan),
    ("knobs", "even"): lambda plan: both(plan, higher) and uneven(plan) < 1.55,
    ("knobs", "less"): lambda plan: both(plan, higher) and uneven(plan) > 1.45,
    ("knobs", "more"): lambda plan: both(plan, lower),
    ("knobs", "adam_less"): lambda plan: adam_alone(plan, higher),
    ("knobs", "adam_more"): lambda plan: adam_alone(plan, lower),
    ("knobs", "as_before"): as_before,
    ("end", "formula"): lambda plan: not is_data(plan) and (several(plan) or several(plan, TURNED)),
    ("end", "several"): lambda plan: is_data(plan) and (several(plan) or several(plan, TURNED)),
    ("end", "alike"): lambda plan: not is_data(plan) and parted(plan) and alike(plan),
    ("end", "momentum"): lambda plan: wins_change(plan) and goes_to_momentum(plan),
    ("end", "no_one"): lambda plan: wins_change(plan) and not goes_to_momentum(plan),
    ("end", "one"): lambda plan: (
        leader(plan) == leader(plan, TURNED) and parted(plan) and (is_data(plan) or not alike(plan))
    ),
}
SEVERAL_VALLEYS = "sin(2*x) + cos(2*y) + 0.1*x**2 + 0.2*y**2"
SETTINGS = [
    Setting("optimizers", ()),
    Setting("optimizers", (("surface", formula("x**2 + 3*sin(y)")), ("steps", 60))),
    Setting("optimizers", (("surface", formula("x**2 + 12*y**2 + x*y")), ("steps", 40))),
    Setting("optimizers", (("surface", formula("(1-x)**2 + 5*(y-x**2)**2")), ("steps", 60))),
    Setting("optimizers", (("surface", formula("x**2 + 20*y**2")), ("steps", 30))),
    Setting("optimizers", (("surface", formula("(y-x**2)**2 + 0.1*x**2")), ("steps", 60))),
    Setting("optimizers", (("surface", formula(SEVERAL_VALLEYS)), ("steps", 40))),
    Setting("optimizers", (*ordinary("outlier").items(), ("steps", 30))),
    Setting("optimizers", (*ordinary("many_rows").items(), ("start", (-2, -2)), ("steps", 60))),
    Setting("optimizers", (*ordinary("eruptions").items(), ("steps", 200))),
    Setting("optimizers", tuple(ordinary("households").items())),
    Setting("optimizers", (("data", "noisy-line"), ("steps", 30), ("start", (0, 0)))),
    Setting("optimizers", (*ordinary("eruptions").items(), ("steps", 60), ("start", (-0.9, 0.35)))),
]
