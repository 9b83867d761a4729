"""What the scene of many walks draws: balls where the table says, marks and counts as they end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from gdcore import descend
from gdcore.errors import GDError
from gdcore.optimizers import gradient_descent
from scenes.landscape import Landscape
from scenes.plans.landscape import HELPFUL, QUIET, TOO_MUCH, Beats, Params, Plan
from scenes.plans.rain import SETTLES
from scenes.reading.inputs import Inputs
from scenes.stage.scene import LessonScene
from tests.scenes.test_honesty import seen_by_pinhole

Drawn = Callable[..., LessonScene]
FRAMES = ((QUIET, Beats.rain), (HELPFUL, Beats.shake), (TOO_MUCH, Beats.more))


@pytest.fixture
def scene(drawn: Drawn) -> Landscape:
    made = drawn("landscape")
    assert isinstance(made, Landscape)
    return made


def test_each_ball_walks_as_it_would_alone(scene: Landscape) -> None:
    plan, rule = scene.plan, gradient_descent(scene.plan.weather.rate)
    quiet = plan.shown[QUIET].paths
    for ball in (0, 77, 199):
        alone = descend(plan.surface, rule, plan.weather.starts[ball], len(quiet) - 1)
        np.testing.assert_array_equal(quiet[:, ball], alone.theta)
    noisy = plan.shown[HELPFUL].paths
    rest = descend(plan.surface, rule, noisy[plan.asked.steps, 5], SETTLES)
    np.testing.assert_array_equal(noisy[plan.asked.steps :, 5], rest.theta)


def test_noise_is_as_large_as_is_said_and_another_for_each_ball(scene: Landscape) -> None:
    plan = scene.plan
    slopes = np.linalg.norm(plan.surface.gradient(plan.weather.starts), axis=-1)
    usual = float(np.sqrt(np.mean(slopes**2)))
    for name in (HELPFUL, TOO_MUCH):
        rain = plan.shown[name]
        paths = rain.paths[: plan.asked.steps + 1]
        steps = -np.diff(paths, axis=0) / plan.weather.rate
        noise = steps - plan.surface.gradient(paths[:-1])
        assert noise.std() == pytest.approx(rain.size * usual, rel=0.02)
        alike = np.corrcoef(noise.reshape(len(noise), -1)[:, :40], rowvar=False) - np.eye(40)
        assert np.abs(alike).max() < 6 / np.sqrt(len(noise))


def test_balls_are_where_the_table_says(scene: Landscape) -> None:
    """Those that are drawn lie at projections of their landings; none lies anywhere else."""
    for name, beat in FRAMES:
        timed = scene.score[beat]
        for share in (0.45, 0.7, 0.99):
            frame = timed.start + int(share * timed.frames)
            scene.mobjects_at(frame)
            theta = scene.table[name].theta[frame].reshape(-1, 2)
            drops = scene.rain.balls[name].mobject
            places = drops.places()[0][:, :2]
            cost = scene.plan.surface.loss(theta)
            seen = np.array(
                [
                    seen_by_pinhole(scene.view.surface, one, float(height))
                    for one, height in zip(theta, cost, strict=True)
                ]
            )
            nearest = np.linalg.norm(places[:, None] - seen, axis=-1).min(axis=1)
            assert len(places) > 20
            assert nearest.max() < 0.008


def test_marks_and_counts_are_those_of_the_valleys_where_balls_end(scene: Landscape) -> None:
    plan = scene.plan
    for name, beat in FRAMES:
        frame = scene.score[beat].stop - 1
        last = scene.table[name].theta[frame].reshape(-1, 2)
        away = np.linalg.norm(last[:, None] - plan.surface.minima[list(plan.ranked)], axis=-1)
        settled = away.min(axis=1) < 0.05 * plan.disc.radius
        told = scene.key.now(name, frame)
        expected = [int((settled & (away.argmin(axis=1) == k)).sum()) for k in range(3)]
        assert [told[k] for k in range(3)] == expected
        assert told[-1] == 200 - sum(expected)
        assert expected[0] == plan.shown[name].ends_in(plan.deepest)
    assert plan.values["deepest"] == scene.key.now(QUIET, scene.score[Beats.rain].stop - 1)[0]


def test_each_start_has_the_mark_of_the_valley_to_which_its_ball_walks(scene: Landscape) -> None:
    plan = scene.plan
    ways = {plan.ranked[rank]: rank for rank in range(3)}
    marks = scene.rain.starts.mobject
    np.testing.assert_array_equal(marks.theta, plan.weather.starts)
    last = plan.shown[QUIET].paths[-1]
    nearest = np.linalg.norm(last[:, None] - plan.surface.minima, axis=-1).argmin(axis=1)
    assert [*marks.ranks] == [ways[k] for k in nearest]


def test_discs_have_the_areas_of_counts_and_do_not_meet(scene: Landscape) -> None:
    plan, last = scene.plan, scene.score[Beats.sizes].stop - 1
    for frame, part, rain in (
        (scene.score[Beats.helpful].stop - 1, scene.ends[HELPFUL], plan.shown[HELPFUL]),
        (scene.score[Beats.more].stop - 1, scene.ends[TOO_MUCH], plan.shown[TOO_MUCH]),
        (last, scene.all_ends, plan.rains[-1]),
    ):
        scene.mobjects_at(frame)
        discs = part.mobject.submobjects[0]
        ends = np.linalg.norm(rain.paths[-1][:, None] - plan.surface.minima, axis=-1)
        counts = np.bincount(ends.argmin(axis=1), minlength=3)[list(plan.ranked)]
        np.testing.assert_allclose(discs.radii**2 / discs.radii[0] ** 2, counts / counts[0])
        for k, one in enumerate(discs.places):
            for other, radius in zip(discs.places[:k], discs.radii[:k], strict=True):
                assert np.hypot(*(one - other)) > discs.radii[k] + radius


def test_while_the_line_is_drawn_discs_are_those_of_the_size_it_has_come_to(
    scene: Landscape,
) -> None:
    timed, plan = scene.score[Beats.sizes], scene.plan
    seen = []
    for frame in range(timed.start, timed.stop):
        size = scene.plot.rain_at(frame).size
        assert size <= scene.plot.drawn.at(frame) + 1e-9
        seen.append(size)
    assert [*dict.fromkeys(seen)] == [rain.size for rain in plan.rains]


def test_balls_off_the_map_are_counted(scene: Landscape) -> None:
    plan = scene.plan
    for name in (HELPFUL, TOO_MUCH):
        away, disc = scene.rain.away(name), plan.disc
        for step in (0, 30, plan.asked.steps, plan.shown[name].run.steps):
            out = np.hypot(*(plan.shown[name].paths[step] - disc.centre).T) > disc.radius
            assert away[step] == out.sum()
    assert max(scene.rain.away(TOO_MUCH)) > 100


def test_words_on_valleys_stand_on_the_map_clear_of_one_another(scene: Landscape) -> None:
    scene.mobjects_at(scene.score[Beats.invented].stop - 1)
    plates = [part.mobject.submobjects[1] for part in scene.rain.valleys[:3]]
    edge = scene.view.surface.edge()
    low, high = edge.min(axis=0), edge.max(axis=0)
    for k, plate in enumerate(plates):
        assert (plate.get_corner([-1, -1, 0])[:2] > low).all()
        assert (plate.get_corner([1, 1, 0])[:2] < high).all()
        for other in plates[:k]:
            apart = np.abs(plate.get_center() - other.get_center())[:2]
            room = np.array([plate.width + other.width, plate.height + other.height]) / 2
            assert (apart > room).any()


def test_no_ball_has_a_mark_before_it_has_come_to_stay(scene: Landscape) -> None:
    for name, _ in FRAMES:
        rain = scene.plan.shown[name]
        for step in (0, 10, 60, 200):
            ranks = scene.rain.ranks(name, step)
            later = scene.plan.weather.valleys(rain.paths[step:])
            stays = (later == later[-1]).all(axis=0) & (later[-1] >= 0)
            assert ((ranks >= 0) == stays).all()


def test_surfaces_with_one_valley_are_refused() -> None:
    with pytest.raises(GDError, match="bowl does not have several valleys"):
        Plan.check(Params(surface="bowl"), Inputs(Path()))
