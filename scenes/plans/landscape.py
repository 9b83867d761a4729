"""Many starts on a landscape of several valleys; a pass, a plateau; and noise of many sizes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from gdcore import Descent, FrameTable, Stretch, frame_table
from gdcore.errors import GDError, HyperparameterError
from gdcore.surfaces import Surface
from scenes.plans.base import Beat, ScenePlan, Sign, Value
from scenes.plans.claims import Claim, Claims, otherwise
from scenes.plans.common import Rate, SceneParams, Seconds
from scenes.plans.crest import Crest, Crests
from scenes.plans.hills import Disc, is_lowest
from scenes.plans.own_surface import (
    SurfaceChoice,
    chosen_surface,
    refuse_gaps,
    refuse_one_valley,
    told_of,
)
from scenes.plans.questions import Questions, which
from scenes.plans.rain import BALLS, REPEATS, Rain, Shaking, spread, usual_rate
from scenes.plans.told import in_figures, rounded_to
from scenes.reading.inputs import Inputs
from scenes.theme import TIMES
from scenes.timing.score import Score

Array = NDArray[np.float64]

QUIET, HELPFUL, TOO_MUCH = "quiet", "helpful", "too_much"
CREST, STRAY = "crest", "stray"
"""Runs and tracks: all balls without noise, with noise of two sizes; and one ball alone, without
noise and with some."""
ROOM = 1.06
"""Radius of what is drawn, in half of the view's longer side."""
MARGIN = BALLS // 10
"""By how many balls counts differ that are not about the same."""
FEWEST, HALVED = 3, 6
"""How many sizes of noise there are at least, that of none included; and how many rates are tried,
each half of the one before, where none is given."""
FALL = 1.2
"""Seconds from the beginning of its beat until the rain sets off: first all balls are seen."""
FEW, SLOW = 6, 1.4
"""Steps of a rain that are shown one by one, and the seconds that they take."""
MOST, QUICK = 60, 1.2
"""Steps after which most balls are there, and the seconds from those before until then."""
COMES, STAYS, WAITS, STANDS, GOES = 0.7, 0.7, 1.0, 0.3, 1.1
"""Seconds of the way down to a pass, of each half of the stay there, between these, while how
long it stays is told, and of the rest of the way."""
ARRIVES = TIMES.change + COMES
TOLD = ARRIVES + STAYS + WAITS + STAYS
LEAVES = TOLD + STANDS
"""Seconds from the beginning of its beat until the ball comes to the pass, how long it stays there
is told, and it leaves."""
ENDS = 0.8
"""Seconds for which it is then seen where it has come to, at least."""
TURNS = ("better", "same", "worse")
"""What may come of another size of the noise."""
CALM, AT_REST = 0.5, 60
"""Share of a noisy walk's seconds after which its noise is off; and the steps without noise after
which most balls are there, halfway from then to the end."""
ASKED, AGAIN = 2.0, 0.9
"""Seconds that a question stands before the balls answer it, and one that is asked again."""
SETS_OFF, STRAYS = 0.35, 0.95
"""Seconds from when one ball comes until it sets off, and in which it is shaken out of its valley,
before all balls come."""
RESTS = 1.1
"""Seconds at the end of the second walk with noise in which its balls rest."""


class Params(SceneParams):
    """What a lesson file may set.

    Balls with noise walk ``steps`` steps, and some more without.  A learning rate that is not given
    is half of 1/L, L being the largest curvature at the bottom of a valley.
    """

    surface: SurfaceChoice = "highland"
    learning_rate: Rate | None = None
    steps: Annotated[int, Field(ge=100, le=600)] = 300
    seconds: Seconds = 2.0

    def remarks(self, inputs: Inputs) -> tuple[str, ...]:
        """What to know of a formula."""
        del inputs
        return told_of(chosen_surface(self.surface))


def _rain(params: Params) -> float:
    return FALL + SLOW + QUICK + 0.4 * params.seconds + TIMES.settle


def _noisy(params: Params) -> float:
    return ASKED + 2 * SETS_OFF + STRAYS + params.seconds + TIMES.settle / 2


def _noisier(params: Params) -> float:
    return AGAIN + params.seconds + RESTS


VALLEYS: Claims[Plan] = {
    "found": Claim(
        "in this formula {valleys} valleys were found, and one is the deepest of them",
        lambda plan: plan.surface.searched and plan.deepest_alone,
    ),
    "several_found": Claim(
        "in this formula {valleys} valleys were found, and several are the deepest of them",
        lambda plan: plan.surface.searched,
    ),
    "one": Claim("one of the {valleys} valleys is the deepest", lambda plan: plan.deepest_alone),
    "several": Claim("several of the {valleys} valleys are the deepest", otherwise),
}
"""How many valleys are as deep as any."""
STARTS: Claims[Plan] = {
    "deepest": Claim(
        "of {count} starts, {deepest} lead to the deepest valley", lambda plan: plan.deepest_alone
    ),
    "several": Claim("of {count} starts, {deepest} lead to one of the deepest valleys", otherwise),
}
"""Where starts lead."""
PASSES: Claims[Plan] = {
    "pass": Claim(
        "a ball from a crest stays on a pass for {dwell} steps", lambda plan: plan.crest is not None
    ),
    "none": Claim("no start was found that leads to a pass", otherwise),
}
"""Whether a ball stays on a pass."""
HELPS: Claims[Plan] = {
    "shakes": Claim(
        "with noise of the best size, {helped} end in a deepest valley, not {deepest}, and as many "
        "as it brings there have come out of other valleys",
        lambda plan: plan.helps and plan.escaped >= plan.counts[plan.best] - plan.counts[0],
    ),
    "helps": Claim(
        "with noise of the best size, {helped} end in a deepest valley, not {deepest}",
        lambda plan: plan.helps,
    ),
    "same": Claim(
        "noise of no size brings many more to a deepest valley: {helped} at most, not {deepest}",
        otherwise,
    ),
}
"""What noise does for the balls."""
SHAKES: Claims[Plan] = {
    "first": Claim(
        "noise of the best size shakes a ball out of its valley into a deepest one",
        lambda plan: plan.stray is not None,
    ),
    "all": Claim("noise of no size does so, or helps", otherwise),
}
"""Whether one ball is seen before all are."""
MORE: Claims[Plan] = {
    "more": Claim(
        "no ball explodes with {times} times as much noise",
        lambda plan: plan.rains[-1].size > plan.rains[plan.best].size,
    ),
    "largest": Claim("with more noise than that a ball explodes", otherwise),
}
"""Whether there is more noise to try."""
SIZES_TOLD: Claims[Plan] = {
    "no_gain": Claim(
        "noise of the right size helps, too much does not: with the most, {hurt} end in a deepest "
        "valley, {deepest} without, and so it is in {repeats} repeats",
        lambda plan: plan.helps and plan.hurts and not plan.gains,
    ),
    "right": Claim(
        "noise of the right size helps most: with the most noise, {hurt} end in a deepest valley",
        lambda plan: plan.helps and plan.hurts,
    ),
    "helps": Claim("noise helps, more of it does not hurt", lambda plan: plan.helps),
    "hurts": Claim("noise does not help, and much of it hurts", lambda plan: plan.hurts),
    "same": Claim("noise changes little", otherwise),
}
"""What there is to say of noise of all sizes."""
DEPTH: Claims[Plan] = {
    "valleys.lowest_found": Claim(
        "of the valleys that were found, one is the deepest",
        lambda plan: plan.surface.searched and plan.deepest_alone,
    ),
    "valleys.as_low_as_found": Claim(
        "of the valleys that were found, several are the deepest",
        lambda plan: plan.surface.searched,
    ),
    "valleys.deepest": Claim("one valley is the deepest", lambda plan: plan.deepest_alone),
    "valleys.as_deep": Claim("several valleys are the deepest", otherwise),
}
"""What the first row of the key is called."""
COUNTED: Claims[Plan] = {
    "valleys.count_found": Claim(
        "what is counted is how many end in the deepest of the valleys that were found",
        lambda plan: plan.surface.searched,
    ),
    "valleys.count": Claim("what is counted is how many end in a deepest valley", otherwise),
}
"""What the counts with noise are called."""

RETURNS: Claims[Plan] = {
    "valleys.back": Claim(
        "all balls that are off the map when the noise ends come back on it",
        lambda plan: plan.all_return,
    ),
    "": Claim("some balls that are off the map when the noise ends stay off it", otherwise),
}
"""What balls do that are off the map when the noise is off."""


class Beats:
    """What the scene plays, in order."""

    invented = Beat[Params](
        "a map that turns out to be a landscape of several valleys", 4.0, outcomes=VALLEYS
    )
    rain = Beat[Params]("balls all over it walk downhill", _rain)
    starts = Beat[Params]("every start, marked by the valley it leads to", 4.0, outcomes=STARTS)
    crest = Beat[Params](
        "a ball from a crest comes to a pass; a question; then it goes on",
        LEAVES + GOES + ENDS,
        outcomes=PASSES,
    )
    shake = Beat[Params](
        "a question; a ball with noise, out of its valley; then all, with that noise", _noisy,
        sights=SHAKES,
    )  # fmt: skip
    helpful = Beat[Params]("where each of them has ended", 3.0, outcomes=HELPS)
    more = Beat[Params](
        "a question; the balls with too much noise", _noisier,
        outcomes=MORE,
    )  # fmt: skip
    sizes = Beat[Params]("the count against the size of the noise", 5.0, outcomes=SIZES_TOLD)


@dataclass(frozen=True)
class Plan(ScenePlan[Params]):
    """What the scene draws of its runs."""

    name = "landscape"
    params = Params
    beats = Beats
    formulas = ("step",)

    asked: Params
    surface: Surface
    disc: Disc
    weather: Shaking
    rains: tuple[Rain, ...]
    """With noise of each size, the first without."""
    crest: Crest | None
    runs: dict[str, Descent]

    # Valleys

    @cached_property
    def ranked(self) -> tuple[int, ...]:
        """The minima that are drawn, the lowest first."""
        return _ranked(self.surface, self.disc)

    @cached_property
    def deepest(self) -> tuple[int, ...]:
        """Those that none is lower than."""
        return _deepest(self.surface, self.disc)

    def ranks(self, most: int) -> NDArray[np.intp]:
        """Of each minimum, its rank among those that are drawn, up to ``most``; -1 of others.

        The last entry is that of none; the deepest ones all have rank 0.
        """
        found = np.full(len(self.surface.minima) + 1, -1)
        found[list(self.ranked)] = np.minimum(np.arange(len(self.ranked)), most)
        found[list(self.deepest)] = 0
        return found

    @property
    def outwards(self) -> NDArray[np.intp]:
        """The starts in order, those first that are nearest to the bottom of their valley."""
        starts, valleys = self.weather.starts, self.rains[0].valleys
        away = np.linalg.norm(starts - self.surface.minima[valleys], axis=-1)
        return np.argsort(away, kind="stable")

    @property
    def deepest_alone(self) -> bool:
        """Whether there is one such."""
        return len(self.deepest) == 1

    # Noise

    @cached_property
    def counts(self) -> Array:
        """How many balls end in a deepest valley, with noise of each size: the middle repeat's."""
        return np.array([rain.ends_in(self.deepest) for rain in self.rains])

    @cached_property
    def spread(self) -> Array:
        """The fewest and the most that do in all repeats, (sizes, 2)."""
        return np.array([rain.spread_in(self.deepest) for rain in self.rains])

    @cached_property
    def best(self) -> int:
        """Which of the sizes above none brings most there."""
        return 1 + int(self.counts[1:].argmax())

    @property
    def shown(self) -> dict[str, Rain]:
        """The rains that are seen."""
        return {QUIET: self.rains[0], HELPFUL: self.rains[self.best], TOO_MUCH: self.rains[-1]}

    @property
    def noise(self) -> dict[str, list[float]]:
        """By rain, the size of the noise at each step; none while balls settle."""
        steps = self.asked.steps
        return {
            name: [rain.size] * steps + [0.0] * (rain.run.steps + 1 - steps)
            for name, rain in self.shown.items()
        }

    @property
    def helps(self) -> bool:
        """Whether noise brings many more there, in each repeat."""
        return bool(self._fewest >= self.counts[0] + MARGIN)

    @property
    def hurts(self) -> bool:
        """Whether the most noise brings many fewer there than the best, or than none.

        That is so in each repeat.
        """
        return bool(self._most <= max(self.counts[0], self._fewest) - MARGIN)

    @property
    def _fewest(self) -> int:
        """The fewest that noise of the best size brings there, in all repeats."""
        return int(self.spread[self.best, 0])

    @property
    def _most(self) -> int:
        """The most that the largest noise brings there, in all repeats."""
        return int(self.spread[-1, 1])

    @cached_property
    def escaped(self) -> int:
        """With noise of the best size, those that end in a deepest valley out of another one."""
        places, ends = self._shaken_places(self.rains[self.best]), self.rains[self.best].valleys
        others = (places >= 0) & ~np.isin(places, self.deepest)
        return int((others.any(axis=0) & np.isin(ends, self.deepest)).sum())

    @cached_property
    def stray(self) -> Descent | None:
        """With noise of the best size, the ball that is first in a deepest valley out of another.

        It is walked until it is there, and it is one that ends there, and without noise does not.
        """
        rain, quiet = self.rains[self.best], self.rains[0]
        ways = self._shaken_places(rain)
        deep = np.isin(ways, self.deepest)
        before = np.logical_or.accumulate((ways >= 0) & ~deep)
        comes = deep & before & np.isin(rain.valleys, self.deepest)
        comes &= ~np.isin(quiet.valleys, self.deepest)
        if not self.helps or not comes.any():
            return None
        step = int(comes.any(axis=1).argmax())
        return self._alone(rain, int(comes[step].argmax()), step)

    def _alone(self, rain: Rain, ball: int, steps: int) -> Descent:
        """The first steps of one of the balls."""
        run, theta = rain.run, rain.paths[: steps + 1, ball]
        return replace(
            run, problem=self.surface, theta=theta, loss=self.surface.loss(theta),
            gradient=run.gradient[:steps].reshape(steps, -1, 2)[:, ball],
            learning_rate=run.learning_rate[:steps], batches=run.batches[:steps],
            gradient_evaluations=run.gradient_evaluations[: steps + 1], steps_asked=steps,
        )  # fmt: skip

    @property
    def gains(self) -> bool:
        """Whether the most noise still brings many more there than none, in some repeat."""
        return bool(self._most >= self.counts[0] + MARGIN)

    @cached_property
    def all_return(self) -> bool:
        """Whether no ball that is off the map when the noise ends is off it in the end."""
        noisy = self.rains[self.best], self.rains[-1]
        return not any(
            (~self.disc.contains(rain.paths[[self.asked.steps, -1]])).all(axis=0).any()
            for rain in noisy
        )

    def _shaken_places(self, rain: Rain) -> NDArray[np.intp]:
        """In which valley each ball is while there is noise, (steps + 1, BALLS); -1 in none."""
        return self.weather.valleys(rain.paths[: self.asked.steps + 1])

    # What is said

    @property
    def signs(self) -> dict[str, Sign]:
        """What the deepest valleys are called, their counts, and what balls off the map do."""
        return {
            "deepest": Sign(DEPTH, self),
            "count": Sign(COUNTED, self),
            "back": Sign(RETURNS, self),
        }

    @property
    def values(self) -> dict[str, Value]:
        """What sentences may name."""
        times = self.rains[-1].size / self.rains[self.best].size
        return {
            "valleys": len(self.ranked), "count": BALLS, "deepest": int(self.counts[0]),
            "dwell": None if self.crest is None else self.crest.dwell,
            "helped": int(self.counts[self.best]), "hurt": int(self.counts[-1]),
            "times": float(f"{times:.2g}"), "sizes": len(self.rains) - 1,
            "repeats": REPEATS,
            "size": float(f"{self.rains[self.best].size:.2g}"),
            "noisy": self.asked.steps,
        }  # fmt: skip

    @property
    def pictured(self) -> dict[str, Value]:
        """What descriptions may name besides."""
        settled = int((self.rains[0].valleys >= 0).sum())
        least, most = self.spread[self.best].tolist()
        return {"settled": settled, "least": least, "most": most, **self._on_the_pass}

    @property
    def _on_the_pass(self) -> dict[str, Value]:
        """Where the ball from a crest is in the middle of its stay, and in the end."""
        if self.crest is None:
            names = ("pass_step", "pass_slope", "pass_cost", "crest_steps", "crest_cost")
            return dict.fromkeys(names)
        (first, last, _), run = self.crest.stay, self.crest.run
        middle = (first + last) // 2
        return {
            "pass_step": middle,
            "pass_slope": rounded_to(float(np.linalg.norm(run.gradient[middle])), 4),
            "pass_cost": in_figures(run.loss[middle]),
            "crest_steps": run.steps, "crest_cost": in_figures(run.loss[-1]),
        }  # fmt: skip

    @property
    def questions(self) -> Questions:
        """What becomes of a ball on a pass, and what noise does for the balls."""
        counts, pause = self.counts, TIMES.change + COMES + STAYS
        on_pass = self.outcomes["crest"] == "pass"
        more = self.outcomes["more"] == "more"
        return (
            *which(Beats.crest, ("stuck", "at_once", "pass"), "pass" if on_pass else "", at=pause),
            *which(Beats.shake, TURNS, _turn(counts[0], counts[self.best]), at=ASKED),
            *which(
                Beats.more, TURNS, _turn(counts[self.best], counts[-1]) if more else "", at=AGAIN
            ),
        )

    @classmethod
    def check(cls, params: Params, inputs: Inputs) -> Surface:
        """The landscape.

        Raises:
            GDError: there is none of that name, or it has one valley.
        """
        del inputs
        surface = chosen_surface(params.surface)
        refuse_one_valley(surface)
        return surface

    @classmethod
    def compute(cls, params: Params, seed: int, inputs: Inputs) -> Self:
        """Have it rain with noise of each size; look for a pass."""
        surface = cls.check(params, inputs)
        view = np.asarray(surface.view)
        disc = Disc(view.mean(axis=1), ROOM * float(np.ptp(view, axis=1).max()) / 2)
        refuse_gaps(surface, disc)
        weather, rains = _weather(surface, disc, params, seed)
        rate, starts = weather.rate, weather.starts
        if len({*rains[0].valleys.tolist()} - {-1}) < 2:
            raise GDError(
                f"All balls that arrive on {surface.name} at a learning rate of {rate:.3g} do so "
                "in one valley, and this scene is about several: take another learning_rate, or "
                "another surface."
            )
        crest = Crests(surface, rate, disc.radius, starts, rains[0].valleys).best()
        found = cls(params, surface, disc, weather, rains, crest, {})
        found.runs.update({name: rain.run for name, rain in found.shown.items()})
        if crest is not None:
            found.runs[CREST] = crest.run
        if found.stray is not None:
            found.runs[STRAY] = found.stray
        return found

    # When

    def timed(self, score: Score) -> FrameTable:
        """Each rain slowly first; the others in their beats."""

        def since(beat: Beat[Params]) -> float:
            return float(score[beat].start / score.fps) + TIMES.change

        seconds, begin = self.asked.seconds, since(Beats.rain) - TIMES.change + FALL
        turn, then = begin + SLOW, begin + SLOW + QUICK
        most = min(MOST, self.rains[0].run.steps)
        stretches = {
            QUIET: [
                Stretch(begin, turn, 0, FEW),
                Stretch(turn, then, FEW, most),
                Stretch(then, then + 0.4 * seconds, most),
            ],
        }
        for name in (HELPFUL, TOO_MUCH):
            stretches[name] = self._shaken(*self._noisy(name, score))
        if self.crest is not None:
            stretches[CREST] = self._over_the_pass(since(Beats.crest))
        if self.stray is not None:
            off = float(score[Beats.shake].start / score.fps) + ASKED + SETS_OFF
            stretches[STRAY] = [Stretch(off, off + STRAYS, 0, self.stray.steps)]
        return frame_table(self.runs, fps=score.fps, seconds=score.seconds, stretches=stretches)

    def _noisy(self, name: str, score: Score) -> tuple[float, float]:
        """When a walk with noise begins, and how long it lasts, in seconds."""
        beat, before, after = {
            HELPFUL: (Beats.shake, self.all_shake + SETS_OFF, TIMES.settle / 2),
            TOO_MUCH: (Beats.more, AGAIN, RESTS),
        }[name]
        timed = score[beat]
        begin = float(timed.start / score.fps) + before
        return begin, float(timed.stop / score.fps) - after - begin

    def _shaken(self, begin: float, seconds: float) -> list[Stretch]:
        """With noise; without it slowly at first, and the rest of the way for the last balls."""
        noisy, calm = self.asked.steps, begin + CALM * seconds
        turn, ends = begin + (1.0 + CALM) / 2 * seconds, begin + seconds
        return [
            Stretch(begin, calm, 0, noisy),
            Stretch(calm, turn, noisy, noisy + AT_REST),
            Stretch(turn, ends, noisy + AT_REST),
        ]

    @property
    def all_shake(self) -> float:
        """Seconds from the beginning of its beat until all balls come, to be shaken."""
        return ASKED + (SETS_OFF + STRAYS if self.stray is not None else 0.0)

    def _over_the_pass(self, begin: float) -> list[Stretch]:
        """Down to the pass; half of the stay there; after a while the other half; then on."""
        assert self.crest is not None
        first, last, _ = self.crest.stay
        middle = (first + last) // 2
        there, rest = begin + COMES, begin + COMES + STAYS + WAITS
        goes = rest + STAYS + STANDS
        return [
            Stretch(begin, there, 0, first),
            Stretch(there, there + STAYS, first, middle),
            Stretch(rest, rest + STAYS, middle, last),
            Stretch(goes, goes + GOES, last),
        ]


def _ranked(surface: Surface, disc: Disc) -> tuple[int, ...]:
    """The minima that are drawn, the lowest first."""
    drawn = np.flatnonzero(disc.contains(surface.minima))
    order = np.argsort(surface.minimum_values[drawn], kind="stable")
    return tuple(drawn[order].tolist())


def _deepest(surface: Surface, disc: Disc) -> tuple[int, ...]:
    """Those that none is lower than."""
    return tuple(k for k in _ranked(surface, disc) if is_lowest(k, surface))


def _turn(before: int, after: int) -> str:
    """What another size of the noise has done to a count."""
    if abs(after - before) < MARGIN:
        return "same"
    return "better" if after > before else "worse"


def _weather(
    surface: Surface, disc: Disc, params: Params, seed: int
) -> tuple[Shaking, tuple[Rain, ...]]:
    """The rains at a learning rate at which no ball explodes for some noise."""
    given = params.learning_rate
    usual = [usual_rate(surface) / 2.0**k for k in range(HALVED)]
    for rate in [given] if given is not None else usual:
        starts = spread(disc.centre, disc.radius)
        weather = Shaking(surface, starts, disc.radius, rate, params.steps, seed)
        try:
            rains = tuple(weather.rains(_deepest(surface, disc)))
        except HyperparameterError:
            if rate in {given, usual[-1]}:
                raise
            continue
        if len(rains) >= FEWEST:
            return weather, rains
    raise GDError(
        f"With noise, balls explode on {surface.name} at a learning rate of {rate:.3g}: take a "
        "smaller learning_rate, or a smaller view."
    )
