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
from scenes.plans.batch_vs_sgd import Racers
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
    "only stochastic diverges": ("outlier", "learning_rate = 0.9"),
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


def test_loss_axes_ascend_and_a_falling_loss_falls(race: Any) -> None:
    for axes in (race.plot.step_axes, race.plot.work_axes):
        assert 0 < axes.y[0] < axes.y[1]
        assert (np.diff(axes.y_ticks) > 0).all()
        low, high = axes.at(np.zeros(2), np.array([axes.y_ticks[0], axes.y_ticks[0] * 10.0]))
        assert low[1] < high[1]
    slot = race.plot.step_axes.slot
    start = race.plot.step_axes.at(np.zeros(()), np.asarray(race.plan.excess(Racers.batch)[0]))
    assert slot.bottom - 1e-9 <= start[1] <= slot.top


def test_the_noise_floor_lies_in_the_plot_or_is_not_drawn(race: Any) -> None:
    plan, slot = race.plan, race.plot.work_axes.slot
    *band, name = race.plot.floor
    assert len(band) == (plan.floor is not None)
    label = name.mobject
    assert slot.bottom <= label.baseline <= slot.top
    assert label.get_left()[0] >= slot.left - 1e-9
    if plan.floor is not None:
        left, bottom, right, top = band[0].mobject.extent()
        assert slot.left <= left < right <= slot.right
        assert slot.bottom <= bottom < top <= slot.top
        late = plan.excess(Racers.stochastic_by_work)
        late = late[len(late) // 2 :]
        share = np.mean((late >= plan.floor[0]) & (late <= plan.floor[1]))
        assert share == pytest.approx(0.8, abs=0.06)


@pytest.mark.parametrize("beat", ["step_for_step", "count_the_work", "same_work", "takeaway"])
def test_each_number_of_the_axis_stands_at_its_tick(race: Any, beat: str) -> None:
    """And says what the curves there have reached: steps, or gradient evaluations."""
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


def test_the_counts_are_the_evaluations_of_the_runs(race: Any) -> None:
    for beat, racers in {
        "step_for_step": (Racers.batch, Racers.stochastic),
        "same_work": (Racers.batch_by_work, Racers.stochastic_by_work),
    }.items():
        shown(race, beat)
        for racer in racers:
            run, product = race.plan.runs[racer.name], race.counters[racer].mobject
            told = product.count.text.replace(",", "").replace("=", "×").split("×")
            steps, samples, evaluations = map(int, told)
            assert steps * samples == evaluations == run.gradient_evaluations[run.steps]
            ended = product.submobjects[1].text.endswith("diverged")
            assert ended == (run.status == "diverged")
            assert product.get_right()[0] <= race.layout.panel.right + 1e-6


def test_a_race_that_is_cut_says_so(race: Any) -> None:
    plan, parts = race.plan, shown(race, "same_work")
    told = f"{plan.work_steps:,} of {race.params.steps:,} steps"
    assert plan.is_cut == (plan.work_steps < race.params.steps)
    assert any(told in label.text for label in labels(parts)) == plan.is_cut
    bold = any("bold: mean of" in label.text for label in labels(parts))
    faint = any(curve.faint for runner in race.race.runners.values() for curve, _ in runner.curves)
    assert bold == faint


def test_no_words_leave_the_frame_or_lie_on_one_another(race: Any) -> None:
    """Departures too, of all that may be on the screen at once."""
    racers = (Racers.batch_by_work, Racers.stochastic_by_work, Racers.decaying)
    parts = [race.race.runners[racer].departure_part for racer in racers]
    for one, other in combinations(labels(parts), 2):
        assert abs(one.baseline - other.baseline) >= one.size
    for beat in race.score.beats:
        for label in labels(shown(race, beat.name)):
            if label.get_left()[0] < race.layout.frame.right:
                assert label.get_right()[0] <= race.layout.safe.right + 1e-6, label.text


def test_in_the_lens_nothing_flashes(race: Any) -> None:
    """A ball, and the end of its path, are drawn once the ball leaves the lens no more."""
    for close in [runner for runner in race.runs_shown if runner not in race.race.runners.values()]:
        inside = close.ground.contains(close.track.theta)
        stays = np.logical_and.accumulate(inside[::-1])[::-1]
        beat = race.score.named("smaller_steps")
        for frame in range(beat.start, beat.stop, 7):
            if close.trail_part.set(frame) is not None:
                assert close.trail.ends == stays[frame]
            assert stays[frame] or close.ball_part.set(frame) is None


def test_what_the_lens_says_is_what_it_does(race: Any) -> None:
    (name,) = [label for label in labels(list(race.lens)) if "magnified" in label.text] or [None]
    assert (name is None) == (not race.lens)
    if name is not None:
        lens = race.lens[1].mobject
        race.view.look(-90.0, 89.0)
        half = race.view.domain.radius / 20
        ends = race.plan.minimum + half * np.array([[-1.0, 0.0], [1.0, 0.0]])
        on_surface, in_lens = (
            float(np.ptp(ground.at(ends, race.plan.problem.loss(ends))[:, 0]))
            for ground in (race.view.surface, lens)
        )
        told = float(name.text.split()[1])
        assert told == pytest.approx(in_lens / on_surface, rel=0.15)
        assert 2 <= told <= 1000


def test_pictures_are_drawn_of_every_beat(race: Any) -> None:
    """The plot's area has ink of every curve that is shown in it, and no picture is empty."""
    for beat in ("same_start", "same_work", "takeaway"):
        picture = race.picture(race.score.named(beat).stop - 2)
        height, width = picture.shape[:2]
        slot = race.layout.stage
        x0, x1 = (round(width / 2 + x * height / 8) for x in (slot.left, slot.right))
        assert len(np.unique(picture[:, x0:x1].reshape(-1, 4), axis=0)) > 500


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
