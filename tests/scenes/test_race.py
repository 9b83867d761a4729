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
from scenes.components.plot.axes import Axes, Ticks
from scenes.components.text.label import Label
from scenes.plans.race import Method
from scenes.plans.registry import PLANS
from scenes.reading.inputs import Inputs
from scenes.stage.scene import LessonScene, Part
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


@pytest.fixture(scope="module", params=RACES.values(), ids=RACES)
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


@pytest.mark.parametrize("beat", ["step_for_step", "count_the_work", "same_work", "noise_floor"])
def test_each_number_of_the_axis_stands_at_its_tick(race: Any, beat: str) -> None:
    """And says what the curves there have reached: steps, or looks."""
    parts = shown(race, beat)
    (ticks,) = (m for p in parts for m in p.mobject.get_family() if isinstance(m, Ticks))
    axes: Axes = ticks.axes
    numbers = [m for m in labels(parts) if abs(m.baseline - (axes.slot.bottom - 0.32)) < 1e-6]
    per_number = len(race.plan.data) if beat == "step_for_step" else 1
    told = [float(m.text.replace(",", "")) * per_number for m in numbers]
    assert told == pytest.approx([*axes.x_ticks])
    assert axes.x_ticks[-1] <= axes.x[1] * (1 + 1e-9)
    for runner in race.race.runners.values():
        for curve, part in runner.curves:
            if part in parts:
                assert curve.axes.x == axes.x
                reached = curve.axes.at(curve.landed * curve.per_step, np.ones(()))[0]
                assert curve.line()[-1][0] == pytest.approx(reached)


def test_stairs_are_level_until_a_step_has_landed(race: Any) -> None:
    """Batch's last tread reaches as far as looks are done, and never beyond its next landing."""
    plan, curve = race.plan, race.race.runners[Method.BATCH].curves[0][0]
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
    for beat in ("count_the_work", "same_work", "smaller_steps"):
        parts = shown(race, beat)
        frame = race.score.named(beat).stop - 2
        for method in Method:
            runner, (_, steps, looks) = race.race.runners[method], race.key.rows(method)
            if looks not in parts:
                continue
            step = int(race.table[method.value].step[frame])
            told = [int(part.mobject.number.text.replace(",", "")) for part in (steps, looks)]
            assert told == [step, int(runner.run.gradient_evaluations[step])]
            assert looks.mobject.get_right()[0] <= race.layout.safe.right + 1e-6


def test_with_more_samples_no_counts_of_the_race_stand_beside_them(race: Any) -> None:
    """Batch has taken no step there; it is said how the samples were made."""
    parts, key = shown(race, "many_samples"), race.key
    both = (Method.BATCH, Method.STOCHASTIC)
    assert not set(key.counts(*both)) & set(parts)
    assert {key.rows(method)[0] for method in both} <= set(parts)
    assert race.many.made in parts


def test_the_level_is_the_late_mean_and_the_ring_where_batch_passes(race: Any) -> None:
    plan, plot = race.plan, race.plot
    assert bool(plot.level) == (plan.crowd.level is not None)
    if plot.level:
        late = plan.crowd.every[:, plan.looks // 2 :]
        assert plan.crowd.level == pytest.approx(late.mean())
        shown(race, "noise_floor")
        line = plot.level[0].mobject.ends
        level = plot.axes.at(np.asarray(float(plan.looks)), np.asarray(plan.crowd.level))[1]
        assert line[:, 1] == pytest.approx([level] * 2)
    assert bool(plot.ring) == (plan.passes_at is not None)
    if plan.passes_at is not None:
        after = slice(plan.passes_at, None)
        assert (plan.batch_by_look[after] < plan.crowd.mean[after]).all()
        assert plan.batch_by_look[plan.passes_at - 1] >= plan.crowd.mean[plan.passes_at - 1]


def test_eight_of_ten_orders_lie_in_the_ribbon(race: Any) -> None:
    crowd = race.plan.crowd
    if np.isfinite(crowd.every).all():
        inside = (crowd.every >= crowd.low) & (crowd.every <= crowd.high)
        assert np.abs(inside.mean(axis=0)[1:] - 0.8).max() < 0.21  # few samples give equal costs
        assert inside.mean() > 0.79


def test_no_words_leave_the_frame_or_lie_on_one_another(race: Any) -> None:
    """Departures too, of all that may be on the screen at once."""
    parts = [runner.departure_part for runner in race.race.runners.values()]
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
    "ahead": ("", "same_work", "stochastic"),
    "far ahead": ("households", "same_work", "far"),
    "behind": ("twelve_hundred_rows", "same_work", "batch"),
    "even": ("two_clusters", "same_work", "even"),
    "exploded": ("learning_rate = 1.5", "same_work", "grows"),
    "step for step": ("", "step_for_step", "batch"),
    "step for step the other way": ("decreasing_line", "step_for_step", "stochastic"),
    "step for step the same": ("two_rows", "step_for_step", "even"),
    "step for step exploded": ("batch_rate = 100", "step_for_step", "grows"),
    "no luck": ("", "other_orders", "all"),
    "some luck": ("river_flow", "other_orders", "some"),
    "all luck": ("stochastic_rate = 1.5", "other_orders", "none"),
    "stalls": ("", "noise_floor", "stalls"),
    "no noise": ("exact_line", "noise_floor", "exact"),
    "on its way": ("learning_rate = 0.001", "noise_floor", "falls"),
    "too long": ("stochastic_rate = 1.5", "noise_floor", "grows"),
    "passes": ("", "catch_up", "passes"),
    "does not": ("eruptions", "catch_up", "behind"),
    "passed from the start": ("stochastic_rate = 1.5", "catch_up", "ahead"),
    "explodes": ("batch_rate = 1.5", "catch_up", "grows"),
    "sinks": ("", "smaller_steps", "lower"),
    "sinks no more": ("exact_line", "smaller_steps", "shorter"),
    "shrinks too late": ("shrinking_rate = 900", "smaller_steps", "grows"),
    "stays": ("", "many_samples", "stays"),
    "moves": ("parabola", "many_samples", "moves"),
    "cars": ("", "batch_step", "cars"),
    "samples": ("wave", "batch_step", "samples"),
}


@pytest.mark.parametrize(("given", "beat", "outcome"), CLAIMED.values(), ids=CLAIMED)
def test_what_is_said_follows_from_the_runs(
    tmp_path: Path, given: str, beat: str, outcome: str
) -> None:
    """``given`` is a data set, or a parameter."""
    plan = PLANS["batch_vs_sgd"]
    params: dict[str, Any] = {}
    if "=" in given:
        key, _, value = given.partition(" = ")
        params = {key: float(value)}
    elif given:
        x, y = write_csv(given, tmp_path / "a.csv")
        params = {"data": "a.csv", "x": x, "y": y, "start": (-0.9, 0.35)}
    computed = plan.compute(plan.params(**params), 7, Inputs(tmp_path))
    assert computed.outcomes[beat] == outcome


def test_numbers_that_are_said_are_computed() -> None:
    plan = PLANS["batch_vs_sgd"]
    computed = plan.compute(plan.params(), 7, Inputs(Path()))
    values, n = computed.values, 50
    first = computed.run(Method.STOCHASTIC).loss[100] - computed.least
    batch = computed.run(Method.BATCH).loss[2] - computed.least
    assert (values["count"], values["first"], values["looks"]) == (n, 100, 400)
    assert values["times"] == round(batch / first)
    assert values["ahead"] == int((computed.crowd.every[:, 100] < batch).sum())
    speeds, distances = computed.data.x, computed.data.y
    slope, intercept = np.polyfit(speeds, distances, 1)
    assert values["good"] == round(slope * 10 + intercept)
    x, y = computed.scaled.x_scale, computed.scaled.y_scale
    assert values["bad"] == round(float(y.unscale(-0.9 * x.scale(10.0) + 0.35)))


def test_a_rate_that_the_lesson_gives_is_not_searched() -> None:
    plan = PLANS["batch_vs_sgd"]
    one = plan.compute(plan.params(batch_rate=0.2), 7, Inputs(Path()))
    assert (one.sign("rates"), one.rates.rates[Method.BATCH]) == ("card.mixed", 0.2)
    every = plan.compute(plan.params(learning_rate=0.2), 7, Inputs(Path()))
    assert (every.sign("rates"), {*every.rates.rates.values()}) == ("card.given", {0.2})


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
