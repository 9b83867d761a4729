"""What may be said of a race, and when it is true."""

from __future__ import annotations

from typing import Any

from scenes.plans import verdicts
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.race import ORDERS, SEARCHED, Method, Rates
from scenes.plans.race_runs import RaceRuns

Race = RaceRuns[Any]

# What beats say

STEPS: Claims[Race] = {
    "batch": Claim("step for step, batch is lower", lambda race: race.after_steps == "batch"),
    "stochastic": Claim(
        "step for step, stochastic is lower", lambda race: race.after_steps == "stochastic"
    ),
    "even": Claim("step for step, both are as low", lambda race: race.after_steps == "even"),
    "grows": Claim("a path explodes", otherwise),
}
LUCK: Claims[Race] = {
    "all": Claim("so it is in all other orders", lambda race: race.ahead == ORDERS),
    "some": Claim("stochastic is lower in some other orders", lambda race: race.ahead > 0),
    "none": Claim("in no other order is stochastic lower", otherwise),
}
STALLS: Claims[Race] = {
    "stalls": Claim(
        "stochastic stalls at a level, since samples pull apart",
        lambda race: race.crowd.level is not None and not race.is_exact,
    ),
    "exact": Claim(
        "stochastic has no noise, since one line fits every sample",
        lambda race: race.falls and race.is_exact and race.crowd.level is None,
    ),
    "falls": Claim(
        "stochastic is still falling", lambda race: race.falls and race.crowd.level is None
    ),
    "grows": Claim("the cost of stochastic grows, or stalls although there is no noise", otherwise),
}
PASSES: Claims[Race] = {
    "leads": Claim(
        "the mean of stochastic is below batch after the first looks, and batch passes it later",
        lambda race: race.mean_leads and race.passes_at is not None,
    ),
    "passes": Claim("batch passes the mean of stochastic", lambda race: race.passes_at is not None),
    "grows": Claim("the cost of batch grows", lambda race: not race.batch_falls),
    "ahead": Claim(
        "batch is lower than the mean of stochastic all the way",
        lambda race: bool((race.batch_by_look[1:] < race.crowd.mean[1:]).all()),
    ),
    "even": Claim(
        "batch ends as low as the mean of stochastic",
        lambda race: abs(race.batch_by_look[-1] - race.crowd.mean[-1]) <= verdicts.ROUNDING,
    ),
    "behind": Claim("batch does not pass the mean of stochastic for good", otherwise),
}
SHRINKS: Claims[Race] = {
    "tames": Claim(
        "with a rate that shrinks the cost falls, without it grows",
        lambda race: race.shrinking_falls and not race.falls and race.crowd.level is None,
    ),
    "lower": Claim(
        "a rate that shrinks leads lower, and still falls",
        lambda race: race.sinks and race.falls_on and not race.is_exact,
    ),
    "shorter": Claim(
        "a rate that shrinks leads not much lower, or no lower at last, or there is no noise that "
        "shrinks with it",
        lambda race: race.shrinking_falls,
    ),
    "grows": Claim("the cost grows with a rate that shrinks, too", otherwise),
}
MORE: Claims[Race] = {
    "cars": Claim(
        "with more cars stochastic is as low as soon, and on its level before batch's first step",
        lambda race: race.noun == "cars" and race.stays_put and race.levels_off,
    ),
    "samples": Claim(
        "with more samples stochastic is as low as soon, and on its level before batch's first "
        "step",
        lambda race: race.stays_put and race.levels_off,
    ),
    "stays": Claim("with more samples stochastic is as low as soon", lambda race: race.stays_put),
    "moves": Claim("with more samples stochastic is lower or higher", otherwise),
}
# What the scene writes by itself

FOUND: Claims[Rates] = {
    "race.searched": Claim(
        "the rates of batch and of stochastic are searched",
        lambda rates: not any(rates.given(method) for method in SEARCHED),
    ),
    "race.given": Claim(
        "the lesson gives both of these rates",
        lambda rates: all(rates.given(method) for method in SEARCHED),
    ),
    "race.mixed": Claim("the lesson gives one of these rates", otherwise),
}
"""How the learning rates were found."""


def left_by(method: Method) -> Claims[Race]:
    """Why a path left the picture, if it did."""
    return {
        f"left.{method.value}_diverged": Claim(
            "its steps are too long", lambda race: race.ends_higher(method)
        ),
        f"left.{method.value}": Claim("it ends below its start", otherwise),
    }
