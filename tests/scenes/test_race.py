"""The race of batch and stochastic steps on other people's data and settings: its pictures hold.

The data sets are those of ``tests/ordinary_data.py``; ``python -m tests.gdlesson.check_data`` has
all of them looked at.  Here are a few, small, with settings that have broken the scene before.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdcore.errors import GDError
from scenes.components.plot.axes import Axes, Ticks, Uprights
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label
from scenes.parts.many_samples import MOST
from scenes.parts.race_axes import MOST_ROUNDS
from scenes.plans.batch_vs_sgd import MOST_LOOKS
from scenes.plans.race import Method, between_size, grown_size
from scenes.plans.registry import PLANS
from scenes.reading.inputs import Inputs
from scenes.stage.scene import LessonScene, Part
from tests import extent
from tests.ordinary_data import SETS, write_csv, write_lesson

Drawn = Callable[..., LessonScene]

# the data set, further parameters
RACES = {
    "households": ("households", ""),
    "2,000 rows": ("many_rows", ""),
    "2,000 rows, 1,000 steps": ("many_rows", "steps = 1000\nseconds = 2"),
    "two rows": ("two_rows", ""),
    "an exact line": ("exact_line", ""),
    "all diverges": ("decreasing", "learning_rate = 2.5"),
    "only stochastic diverges": ("outlier", "stochastic_rate = 0.9"),
    "only batch diverges": ("outlier", "batch_rate = 2.5"),
    "hardly moving": ("households", "learning_rate = 0.001"),
    "one step": ("eruptions", "steps = 1"),
    "a far start": ("decreasing", "start = [900, -3000]"),
    "a start near the minimum": ("no_relation", "start = [0.01, -0.2]"),
    "37 steps of 60 rows": ("negative", "steps = 37"),
}
TRIED = dict([*RACES.items()][:: extent.of(2, 1)])
"""Every other one, as a sample."""


@pytest.fixture(scope="module", params=TRIED.values(), ids=TRIED)
def race(
    request: pytest.FixtureRequest, drawn: Drawn, tmp_path_factory: pytest.TempPathFactory
) -> Any:
    """The scene, ready to draw; its lesson has no words, so that few frames are computed."""
    name, params = request.param
    folder = tmp_path_factory.mktemp("race")
    return drawn("batch_vs_sgd", write_lesson(name, folder, params=params, words=False))


def shown(scene: LessonScene, beat: str) -> list[Part]:
    """The parts that are seen at the end of a beat."""
    frame = scene.score.named(beat).stop - 2
    return [part for part in scene.parts if part.set(frame) is not None]


def labels(parts: list[Part]) -> list[Label]:
    """The words in some parts."""
    return [m for part in parts for m in part.mobject.get_family() if isinstance(m, Label)]


def test_the_cost_axis_ascends_and_holds_the_start(race: Any) -> None:
    axes = race.plot.axes
    assert 0 < axes.y[0] < axes.y[1]
    assert (np.diff(axes.y_ticks) > 0).all()
    low, high = axes.at(np.zeros(2), np.array([axes.y_ticks[0], axes.y_ticks[0] * 10.0]))
    assert low[1] < high[1]
    start = axes.at(np.zeros(()), np.asarray(race.plan.excess(Method.BATCH)[0]))
    assert axes.slot.bottom - 1e-9 <= start[1] <= axes.slot.top


BEATS = ["step_for_step", "same_work", "other_orders", "noise_floor"]


@pytest.mark.parametrize("beat", BEATS)
def test_each_number_of_the_axis_stands_at_its_tick(race: Any, beat: str) -> None:
    """And says what the curves there have reached: steps, or looks."""
    parts = shown(race, beat)
    (ticks,) = (m for p in parts for m in p.mobject.get_family() if isinstance(m, Ticks))
    axes: Axes = ticks.axes
    numbers = [m for m in labels(parts) if abs(m.baseline - (axes.slot.bottom - 0.32)) < 1e-6]
    assert all(run.strength == 1.0 for number in numbers for run in number.runs)
    per_number = len(race.plan.data) if beat == "step_for_step" else 1
    told = [float(m.text.replace(",", "")) * per_number for m in numbers]
    assert told == pytest.approx([*axes.x_ticks])
    assert axes.x_ticks[-1] <= axes.x[1] * (1 + 1e-9)
    for runner in race.bowl.race.runners.values():
        for curve, part in runner.curves:
            if part in parts:
                assert curve.axes.x == axes.x
                reached = curve.axes.at(curve.landed * curve.per_step, np.ones(()))[0]
                assert curve.line()[-1][0] == pytest.approx(reached)


def test_stairs_are_level_until_a_step_has_landed(race: Any) -> None:
    """Batch's last tread reaches as far as looks are done, and never beyond its next landing."""
    plan, curve = race.plan, race.bowl.race.runners[Method.BATCH].curves[0][0]
    beat = race.score.named("same_work")
    for frame in range(beat.start + beat.frames // 4, beat.stop, 7):
        race.mobjects_at(frame)
        looks = race.table["stochastic"].step[frame]
        path = curve.path()
        treads, risers = path[1::2] - path[:-1:2], path[2::2] - path[1:-1:2]
        assert np.abs(treads[:, 1]).max(initial=0.0) < 1e-9
        assert np.abs(risers[:, 0]).max(initial=0.0) < 1e-9
        landed = race.table["batch"].step[frame]
        far = curve.axes.at(np.asarray(float(max(landed * len(plan.data), looks))), np.ones(()))[0]
        assert path[-1][0] == pytest.approx(far)
        if not plan.diverged(Method.STOCHASTIC) and not plan.diverged(Method.BATCH):
            assert landed * len(plan.data) <= looks + 1
            assert looks <= (landed + 1) * len(plan.data)


def test_the_key_counts_the_looks_of_the_runs(race: Any) -> None:
    for beat in ("count_the_work", "same_work"):
        parts = shown(race, beat)
        frame = race.score.named(beat).stop - 2
        for method in (Method.BATCH, Method.STOCHASTIC):
            runner, (name, looks) = race.bowl.race.runners[method], race.key.rows(method)
            assert {name, looks} <= set(parts)
            step = int(race.table[method.value].step[frame])
            told = int(looks.mobject.number.text.replace(",", ""))
            assert told == int(runner.run.gradient_evaluations[step])
            assert looks.mobject.get_right()[0] <= race.layout.safe.right + 1e-6


def test_both_have_had_as_many_looks_at_every_moment_of_the_race(race: Any) -> None:
    """They are counted as they are taken, as far as each method walks, and as the curves go on."""
    plan, beat = race.plan, race.score.named("same_work")
    if plan.diverged(Method.STOCHASTIC):
        return
    told = dict[Method, list[int]]()
    for method in (Method.BATCH, Method.STOCHASTIC):
        (count,), run = race.key.looks(method), plan.run(method)
        told[method] = []
        for frame in range(beat.start + beat.frames // 4, beat.stop - 1, 3):
            race.mobjects_at(frame)
            told[method].append(int(count.mobject.number.text.replace(",", "")))
        assert told[method][-1] == min(plan.first_looks, run.gradient_evaluations[-1])
    most = plan.run(Method.BATCH).gradient_evaluations[-1]
    assert len({*told[Method.STOCHASTIC]}) >= min(5, plan.first_looks)
    assert told[Method.BATCH] == [min(looks, most) for looks in told[Method.STOCHASTIC]]


def test_with_more_samples_no_counts_of_the_race_stand_beside_them(race: Any) -> None:
    """It is said how the samples were made, and at which look batch's first step comes."""
    parts, key, plan = shown(race, "many_samples"), race.key, race.plan
    assert not {
        part for method in (Method.BATCH, Method.STOCHASTIC) for part in key.rows(method)
    } & set(parts)
    many = race.many
    assert {*many.parts} <= {*parts}
    assert many.heading not in parts
    told = " ".join(label.text for label in labels(parts))
    assert race.say.numerals.count(plan.grown.samples) in told


def test_with_more_samples_each_curve_is_that_of_a_run_with_so_many(race: Any) -> None:
    """And batch's line goes on to the end of the plot, whether it has landed there or not."""
    beat, many, grown = race.score.named("many_samples"), race.many, race.plan.grown
    race.mobjects_at(beat.stop - 2)
    mean, stairs = many.mean.mobject, many.stairs.mobject
    assert (mean.values == grown.crowd.mean).all()
    assert (stairs.values == grown.batch).all()
    assert stairs.per_step == pytest.approx(grown.samples)
    assert stairs.path()[-1][0] >= stairs.axes.slot.right - 1e-9
    before, between = many.before, race.plan.between
    assert race.plan.looks < between.samples < grown.samples
    race.mobjects_at(round(beat.start + MOST * beat.frames))
    assert (before.mean.mobject.values == between.crowd.mean).all()
    assert (before.stairs.mobject.values == between.batch).all()
    assert before.stairs.mobject.per_step == pytest.approx(between.samples)


@pytest.mark.parametrize("samples", [2, 50, 100, 101, 272, 5000])
def test_more_samples_put_the_first_step_of_batch_beyond_the_looks(samples: int) -> None:
    for steps in (1, 8, max(1, MOST_LOOKS // samples)):
        looks = steps * samples
        assert looks < between_size(samples, looks) < grown_size(samples)
    assert between_size(50, 400) == 5000


def test_with_more_samples_both_curves_are_drawn_at_one_pace(race: Any) -> None:
    """A step of batch takes as many looks as there are samples from when they are said to be."""
    beat, many = race.score.named("many_samples"), race.many.before
    reached = set()
    for frame in range(beat.start, round(beat.start + MOST * beat.frames)):
        if many.stairs.opacity.at(frame) <= 0.0:
            continue
        race.mobjects_at(frame)
        mean, stairs = many.mean.mobject, many.stairs.mobject
        assert stairs.per_step == many.more.samples
        assert stairs.reach == mean.landed
        assert race.plot.curves(Method.BATCH)[0].opacity.at(frame) == 0.0
        reached.add(stairs.reach)
    assert {0.0, float(race.plan.looks)} <= reached


def test_the_end_of_each_round_is_drawn_where_few_are(race: Any) -> None:
    """With as many samples as there are; with more, a round is far longer."""
    n, looks = len(race.plan.data), race.plan.looks
    for beat in ("noise_floor", "smaller_steps", "many_samples"):
        parts = shown(race, beat)
        lines = [m for p in parts for m in p.mobject.get_family() if isinstance(m, Uprights)]
        ends = [[*each.axes.x_ticks] for each in lines]
        drawn = beat != "many_samples" and looks // n <= MOST_ROUNDS
        assert ends in ([[*range(n, looks + 1, n)]] if drawn else [], [])
        told = " ".join(label.text for label in labels(parts))
        assert (race.say(f"axes.{race.plan.noun}_rounds", count=n) in told) == bool(ends)


def test_further_samples_are_seen_where_they_are(race: Any) -> None:
    """Scaled as the data: each that is within the plot is in one of its dots."""
    grown = race.plan.grown
    race.mobjects_at(race.score.named("many_samples").stop - 2)
    cloud = race.many.cloud.mobject
    assert cloud.data[0] == pytest.approx(grown.problem.x)
    assert cloud.data[1] == pytest.approx(grown.problem.y)
    places, counts = cloud.cells()
    slot, seen = cloud.axes.slot, cloud.axes.at(*cloud.data)
    assert counts.sum() == slot.holds(seen).sum()
    assert len(np.unique(places, axis=0)) == len(places)


def test_the_plot_stays_where_it_is(race: Any) -> None:
    """From beat to beat its horizontal axis is another one; names have room at its end."""
    places = set()
    for beat in race.score.beats:
        axes = race.plot.axes
        if race.plot.frame[1] in shown(race, beat.name):
            places.add((axes.slot.extent, axes.y, tuple(axes.y_ticks)))
    assert len(places) == 1


def test_the_name_of_a_curve_is_beside_its_end(race: Any) -> None:
    """About as high as its last costs, or beside the other name, which it never lies on."""
    plot = race.plot
    for name in ("step_for_step", "same_work", "noise_floor"):
        beat = race.score.named(name)
        for frame in range(beat.start + beat.frames // 8, beat.stop, 5):
            race.mobjects_at(frame)
            if not all(part.shown(frame) for part in plot.tips()):
                continue
            batch, single = (part.mobject for part in plot.tips())
            apart = batch.baseline - single.baseline
            plain = {run.strength for label in (batch, single) for run in label.submobjects}
            assert abs(apart) >= 0.99 * plot.size or max(plain) < 1.0
            assert batch.get_left()[0] > plot.axes.slot.right
            assert batch.get_right()[0] <= race.layout.safe.right + 1e-6
        ends = [plot.tip(method, beat.stop - 2)[1] for method in (Method.BATCH, Method.STOCHASTIC)]
        if np.isfinite(ends).all() and abs(ends[0] - ends[1]) > 3 * plot.size:
            assert (apart > 0) == (ends[0] > ends[1])


def test_other_orders_end_where_their_costs_say(race: Any) -> None:
    """As many dots as lines, on the surface at the costs that the plot has at its end."""
    plan, beat = race.plan, race.score.named("other_orders")
    costs = plan.crowd.every[:, plan.first_looks]
    fine = costs < plan.excess(Method.BATCH)[0] * 1e6
    away = plan.crowd.places[fine] - plan.minimum
    x = np.stack([plan.scaled.x, np.ones(len(plan.data))], axis=1)
    assert ((away @ x.T) ** 2).mean(axis=1) == pytest.approx(costs[fine], rel=1e-6, abs=1e-12)
    for share in (0.5, 0.7, 0.99):
        race.mobjects_at(beat.start + round(share * beat.frames))
        dots = race.bowl.ends.mobject
        assert len(dots.theta) == race.plot.fan.mobject.count
        assert dots.loss == pytest.approx(plan.least + costs[: len(dots.loss)])


def test_the_last_looks_are_seen_one_by_one(race: Any) -> None:
    """Each takes the same time, and longer than those before; batch lands with the last one."""
    track, plan = race.table["stochastic"], race.plan
    beat = race.score.named("noise_floor")
    steps = track.step[beat.start : beat.stop]
    if plan.diverged(Method.STOCHASTIC) or plan.looks - plan.first_looks < 20:
        return
    frames = [int((steps == plan.looks - k).sum()) for k in (4, 3, 2, 1)]
    assert max(frames) - min(frames) <= 1
    assert min(frames) > (steps < plan.looks - 5).sum() / (plan.looks - plan.first_looks)
    if not plan.diverged(Method.BATCH):
        assert race.table["batch"].step[beat.start + np.argmax(steps == plan.looks)] == plan.steps


def test_the_lines_of_other_orders_are_those_that_were_walked(race: Any) -> None:
    """Later in the beat there are more, and at its end all, with what they come to."""
    plan, plot, beat = race.plan, race.plot, race.score.named("other_orders")
    shares, orders = (0.2, 0.3, 0.99), race.bowl.orders
    drawn = [orders(beat.start + round(share * beat.frames)) for share in shares]
    assert drawn[0] < drawn[1] < drawn[2] == len(plan.crowd.every)
    parts = shown(race, "other_orders")
    assert race.orders in parts
    lines = plot.fan.mobject.lines(0, 3)
    high = plot.axes.slot.top + plot.axes.slot.height
    for line, costs in zip(lines, plan.crowd.every, strict=False):
        within = costs[: plan.first_looks + 1]
        expected = plot.axes.at(np.arange(len(within)), within)
        assert line == pytest.approx(np.minimum(expected, [np.inf, high]))
    low, high = plot.first_mean[0].mobject.values
    for look in (0, plan.first_looks // 2, plan.first_looks):
        costs, tenth = np.sort(plan.crowd.every[:, look]), len(plan.crowd.every) // 10
        assert (low[look], high[look]) == (costs[tenth - 1], costs[-tenth - 1])
    digits = [m.text for m in race.orders.mobject.get_family() if isinstance(m, Digits)]
    assert digits == [race.say.numerals.count(len(plan.crowd.every))]


def test_the_pulls_of_all_samples_come_to_nothing(race: Any) -> None:
    """They are minus the gradients of single samples at the lowest cost, drawn to one scale."""
    plan = race.plan
    x, y = plan.scaled.x, plan.scaled.y
    miss = plan.minimum[0] * x + plan.minimum[1] - y
    assert plan.pulls == pytest.approx(-2 * miss[:, None] * np.stack([x, np.ones(len(x))], 1))
    assert plan.pulls.sum(axis=0) == pytest.approx(0.0, abs=1e-9 * len(x))
    assert bool(race.lens.pulls) != plan.is_exact
    if race.lens.pulls:
        shown(race, "noise_floor")
        cloud, away = race.lens.pulls[0].mobject, race.lens.map.away
        drawn, true = cloud.tips - cloud.start, away(plan.minimum + plan.pulls)
        factor = np.abs(drawn).max() / np.abs(true).max()
        assert drawn == pytest.approx(factor * true)


def test_the_level_is_the_mean_of_all_orders_later_costs(race: Any) -> None:
    """As the line lies, and as is said of it; there is none where orders do not stall."""
    plan, stalls = race.plan, race.stalls
    assert (stalls.cost is None) == (plan.level is None)
    if stalls.cost is None:
        return
    shown(race, "noise_floor")
    line, (tie, label) = stalls.parts[0].mobject, stalls.parts[1].mobject.submobjects
    assert stalls.cost == pytest.approx(plan.crowd.every[:, (plan.looks + 1) // 2 :].mean())
    for x, y in (line.lines[0][0], line.lines[0][-1]):
        assert race.plot.axes.at(np.array(0.0), np.array(stalls.cost))[1] == pytest.approx(y)
        assert race.plot.axes.slot.left < x < race.plot.axes.slot.right + 1e-6
    assert label.text == race.say(
        "orders.level", cost=race.say.numerals.significant(stalls.cost, 1)
    )
    if tie.lines:
        assert tie.lines[0][-1][1] == pytest.approx(y)
        return
    assert 0.0 < y - label.baseline < 0.5 * label.size  # it stands before the line, on its height
    assert 0.0 < line.lines[0][0][0] - label.get_right()[0] < label.size


def test_the_look_at_which_it_is_level_is_one_from_which_on_it_is(race: Any) -> None:
    crowd = race.plan.grown.crowd
    half, settled = len(crowd.mean) // 2, crowd.settled
    assert (settled is None) == (crowd.level is None)
    if settled is not None:
        assert 0 <= settled <= half
        assert (crowd.mean[settled:half] <= 1.25 * crowd.level).all()


def test_the_ring_is_where_batch_passes(race: Any) -> None:
    plan, plot = race.plan, race.plot
    assert bool(plot.ring) == (plan.passes_at is not None)
    if plan.passes_at is not None:
        after = slice(plan.passes_at, None)
        assert (plan.batch_by_look[after] < plan.crowd.mean[after]).all()
        assert plan.batch_by_look[plan.passes_at - 1] >= plan.crowd.mean[plan.passes_at - 1]


def test_no_words_leave_the_frame_or_lie_on_one_another(race: Any) -> None:
    """Departures too, of all that may be on the screen at once."""
    parts = [runner.departure_part for runner in race.bowl.race.runners.values()]
    for one, other in combinations(labels(parts), 2):
        assert abs(one.baseline - other.baseline) >= one.size
    for beat in race.score.beats:
        for label in labels(shown(race, beat.name)):
            if label.get_left()[0] < race.layout.frame.right:
                assert label.get_right()[0] <= race.layout.safe.right + 1e-6, label.text


def test_pictures_are_drawn_of_every_beat(race: Any) -> None:
    """The stage has ink of what is on it, and no picture is empty."""
    for beat in race.score.beats:
        pixels = race.picture(beat.stop - 2).view(np.uint32)[..., 0]
        height, width = pixels.shape
        slot = race.layout.stage
        x0, x1 = (round(width / 2 + x * height / 8) for x in (slot.left, slot.right))
        assert len(np.unique(pixels[::3, x0:x1:3])) > 100


# the data, further parameters, a beat; what is said to come of it
CLAIMED = {
    "step for step": ("", "count_the_work", "batch"),
    "step for step the other way": ("batch_rate = 0.001", "count_the_work", "stochastic"),
    "step for step the same": ("two_rows", "count_the_work", "even"),
    "step for step exploded": ("batch_rate = 100", "count_the_work", "grows"),
    "no luck": ("", "other_orders", "all"),
    "some luck": ("parabola", "other_orders", "some"),
    "all luck": ("stochastic_rate = 1.5", "other_orders", "none"),
    "stalls": ("", "noise_floor", "stalls"),
    "no noise": ("exact_line", "noise_floor", "exact"),
    "on its way": ("learning_rate = 0.001", "noise_floor", "falls"),
    "too long": ("stochastic_rate = 1.5", "noise_floor", "grows"),
    "leads": ("", "catch_up", "leads"),
    "passes": ("stochastic_rate = 0.01", "catch_up", "passes"),
    "does not": ("eruptions", "catch_up", "behind"),
    "passed from the start": ("stochastic_rate = 1.5", "catch_up", "ahead"),
    "explodes": ("batch_rate = 1.5", "catch_up", "grows"),
    "sinks": ("", "smaller_steps", "lower"),
    "sinks no more": ("exact_line", "smaller_steps", "shorter"),
    "shrinks too late": ("shrinking_rate = 900", "smaller_steps", "grows"),
    "levels off": ("", "many_samples", "cars"),
    "stays": ("stochastic_rate = 0.005", "many_samples", "stays"),
    "levels off otherwise": ("eruptions", "many_samples", "samples"),
    "moves": ("parabola", "many_samples", "moves"),
    "cars": ("", "batch_step", "cars"),
    "samples": ("wave", "batch_step", "samples"),
}


@pytest.mark.parametrize(("given", "beat", "outcome"), CLAIMED.values(), ids=CLAIMED)
def test_what_is_said_follows_from_the_runs(
    tmp_path: Path, given: str, beat: str, outcome: str
) -> None:
    """``given`` is a data set, or a parameter."""
    assert computed(given, tmp_path).outcomes[beat] == outcome


def computed(given: str, folder: Path) -> Any:
    """The plan of a data set, or of a parameter."""
    plan = PLANS["batch_vs_sgd"]
    params: dict[str, Any] = {}
    if "=" in given:
        key, _, value = given.partition(" = ")
        params = {key: float(value)}
    elif given:
        x, y = write_csv(given, folder / "a.csv")
        params = {"data": "a.csv", "x": x, "y": y}
    return plan.compute(plan.params(**params), 7, Inputs(folder))


def test_numbers_that_are_said_are_computed() -> None:
    plan = PLANS["batch_vs_sgd"]
    computed = plan.compute(plan.params(), 7, Inputs(Path()))
    values, n = computed.values, 50
    batch = computed.run(Method.BATCH).loss[2] - computed.least
    assert (values["count"], values["first"], values["looks"]) == (n, 100, 400)
    assert values["ahead"] == int((computed.crowd.every[:, 100] < batch).sum())


def test_a_rate_that_the_lesson_gives_is_not_searched() -> None:
    plan = PLANS["batch_vs_sgd"]
    one = plan.compute(plan.params(batch_rate=0.2), 7, Inputs(Path()))
    assert (one.sign("rates"), one.rates.rates[Method.BATCH]) == ("race.mixed", 0.2)
    every = plan.compute(plan.params(learning_rate=0.2), 7, Inputs(Path()))
    assert (every.sign("rates"), {*every.rates.rates.values()}) == ("race.given", {0.2})


@pytest.mark.parametrize("name", ["exact_line", "no_relation"])
def test_a_start_at_the_minimum_is_refused(tmp_path: Path, name: str) -> None:
    x, y = write_csv(name, tmp_path / "a.csv")
    plan = PLANS["batch_vs_sgd"]
    given = {"data": "a.csv", "x": x, "y": y}
    minimum = np.linalg.lstsq(*_scaled(name), rcond=None)[0]
    with pytest.raises(GDError, match="start lies at the minimum"):
        plan.check(plan.params(**given, start=tuple(minimum)), Inputs(tmp_path))
    plan.check(plan.params(**given, start=tuple(minimum + 0.01)), Inputs(tmp_path))


def _scaled(name: str) -> tuple[np.ndarray, np.ndarray]:
    _, x, _, y = SETS[name](np.random.default_rng(1))
    across, up = (2 * (np.asarray(v, float) - np.min(v)) / np.ptp(v) - 1 for v in (x, y))
    return np.stack([across, np.ones(len(across))], axis=1), up


def test_the_rate_that_shrinks_begins_as_that_of_stochastic_unless_the_lesson_gives_it() -> None:
    plan = PLANS["batch_vs_sgd"]
    found, given = (
        plan.compute(plan.params(**params), 7, Inputs(Path()))
        for params in ({}, {"shrinking_rate": 0.2})
    )
    assert found.rates.schedule(Method.SHRINKING)(0) == found.rates.rates[Method.STOCHASTIC]
    assert given.rates.rates[Method.SHRINKING] == 0.2
    assert given.sign("rates") == found.sign("rates") == "race.searched"
