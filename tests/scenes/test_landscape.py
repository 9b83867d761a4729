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
from scenes.painting.colour import rgb
from scenes.parts.rain_view import SHAKEN
from scenes.plans.landscape import HELPFUL, QUIET, TOO_MUCH, Beats, Params, Plan
from scenes.plans.rain import REPEATS, SETTLES
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
    """Those on their way lie at projections of their landings; the others in their heaps."""
    for name, beat in FRAMES:
        timed = scene.score[beat]
        for share in (0.75, 0.9, 0.99):
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
            heaped = sum(len(lying) for lying in scene.heaps[name].mobject.lying)
            ended = scene.rain.ranks(name, scene.rain.landed(name, frame)) >= 0
            assert heaped == ended.sum()
            assert (
                200 - scene.rain.away(name)[scene.rain.landed(name, frame)] >= len(places) + heaped
            )
            assert len(places) + heaped > 20
            assert nearest.max(initial=0.0) < 0.008


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
    scene.mobjects_at(scene.score[Beats.starts].stop - 1)
    near = [np.flatnonzero((plan.weather.starts == one).all(axis=1))[0] for one in marks.theta]
    assert sorted(near) == [*range(200)]
    last = plan.shown[QUIET].paths[-1][near]
    nearest = np.linalg.norm(last[:, None] - plan.surface.minima, axis=-1).argmin(axis=1)
    assert [*marks.ranks] == [ways[k] for k in nearest]


def test_as_many_balls_lie_in_each_valley_as_have_ended_there(scene: Landscape) -> None:
    """They lie side by side about its bottom, none on another one: heaps have areas as counts."""
    plan, last = scene.plan, scene.score[Beats.sizes].stop - 1
    for frame, name, rain in (
        (scene.score[Beats.helpful].stop - 1, HELPFUL, plan.shown[HELPFUL]),
        (last, TOO_MUCH, plan.shown[TOO_MUCH]),
    ):
        scene.mobjects_at(frame)
        heaps = scene.heaps[name].mobject
        *_, first, second, third = scene.ends[name].mobject.submobjects
        ends = np.linalg.norm(rain.paths[-1][:, None] - plan.surface.minima, axis=-1)
        counts = np.bincount(ends.argmin(axis=1), minlength=3)[list(plan.ranked)]
        assert [len(lying) for lying in heaps.lying] == [*counts]
        assert [int(number.text) for number in (first, second, third)] == [*counts]
        lying = np.concatenate(heaps.lying)
        apart = np.linalg.norm(lying[:, None] - lying, axis=-1) + 9.0 * np.eye(len(lying))
        assert apart.min() > 2 * heaps.radius
        each = zip(heaps.lying, scene.rain.now(), strict=True)
        far = np.array([np.linalg.norm(some - bottom, axis=1).max() for some, bottom in each])
        np.testing.assert_allclose(far**2 / far[0] ** 2, counts / counts[0], rtol=0.08)


@pytest.mark.parametrize("name", [HELPFUL, TOO_MUCH])
def test_counts_are_those_of_the_heaps_and_the_dot_comes_when_they_stand(
    scene: Landscape, name: str
) -> None:
    walks, then = {
        HELPFUL: (Beats.shake, Beats.helpful), TOO_MUCH: (Beats.more, Beats.sizes),
    }[name]  # fmt: skip
    plan, last = scene.plan, scene.plan.shown[name].ends_in(scene.plan.deepest)
    told = []
    for frame in range(scene.score[walks].start, scene.score[then].stop):
        if frame < scene.score[then].start:
            assert not scene.ends[name].shown(frame)
            continue
        scene.mobjects_at(frame)
        if not scene.ends[name].shown(frame):
            assert not scene.plot.dots[name].shown(frame)
            continue
        *_, first, second, third = scene.ends[name].mobject.submobjects
        counts = [int(each.text) for each in (first, second, third)]
        assert counts == [len(lying) for lying in scene.heaps[name].mobject.lying]
        told.append(sum(counts[plan.ranked.index(k)] for k in plan.deepest))
        if scene.plot.dots[name].shown(frame):
            dot, number = scene.plot.dots[name].mobject.submobjects
            assert dot.value[1] == told[-1] == int(number.text) == last
    assert {*told} == {last}


def test_starts_of_the_deepest_valley_are_marked_first_from_the_bottoms_outwards(
    scene: Landscape,
) -> None:
    timed, plan = scene.score[Beats.starts], scene.plan
    ways = np.linalg.norm(plan.weather.starts - plan.shown[QUIET].paths[-1], axis=1)
    others = ~np.isin(plan.shown[QUIET].valleys, plan.deepest)
    seen = []
    for frame in range(timed.start, timed.stop):
        scene.mobjects_at(frame)
        if not scene.rain.starts.shown(frame):
            continue
        marked = scene.rain.starts.mobject.theta
        seen.append(len(marked))
        near = plan.weather.starts[np.lexsort((ways, others))[: len(marked)]]
        assert {*map(tuple, marked)} == {*map(tuple, near)}
    assert seen[0] < 100
    assert seen[-1] == 200
    assert seen == sorted(seen)


def test_while_the_line_is_drawn_the_heaps_stay_those_that_are_told_of(scene: Landscape) -> None:
    timed, rain = scene.score[Beats.sizes], scene.plan.rains[-1]
    told = [rain.ends_in([k]) for k in scene.plan.ranked]
    for frame in range(timed.start, timed.stop, 10):
        scene.mobjects_at(frame)
        heaps = scene.heaps[TOO_MUCH].mobject
        assert scene.heaps[TOO_MUCH].shown(frame) == 1.0
        assert [len(lying) for lying in heaps.lying] == told


def test_bars_reach_over_the_counts_of_walks_with_other_draws(scene: Landscape) -> None:
    """Balls are walked anew, so often that their counts fill a bar, and seldom leave it far."""
    plan = scene.plan
    for which in (4, plan.best, len(plan.rains) - 1):
        rain, rng = plan.rains[which], np.random.default_rng(which)
        theta = np.tile(plan.weather.starts, (6, 1, 1))
        for step in range(plan.asked.steps + SETTLES):
            noise = rain.size * plan.weather.steep * rng.normal(size=theta.shape)
            slope = plan.surface.gradient(theta)
            shaken = slope + noise if step < plan.asked.steps else slope
            theta = theta - plan.weather.rate * shaken
        away = np.linalg.norm(theta - plan.surface.minima[plan.deepest[0]], axis=-1)
        counts = (away < 0.05 * plan.disc.radius).sum(axis=1)
        low, high = plan.spread[which]
        assert low < high
        assert abs(counts.mean() - _deepest(plan, which) / REPEATS) < 8
        assert low - 12 < counts.min()
        assert counts.max() < high + 12
    assert plan.spread[plan.best, 0] >= plan.counts[0] + 20
    assert plan.spread[-1, 1] <= plan.spread[plan.best, 0] - 20
    np.testing.assert_array_equal(plan.spread[0], plan.counts[0])


def _deepest(plan: Plan, which: int) -> int:
    """How many balls have ended in the deepest valley in all repeats together."""
    return int(np.isin(plan.rains[which].repeats, plan.deepest).sum())


def test_balls_outside_are_told_of_while_they_are_many(scene: Landscape) -> None:
    for name, many in ((HELPFUL, False), (TOO_MUCH, True)):
        _, told = scene.noise[name]
        away, seen = np.array(scene.rain.away(name)), False
        assert max(away) > 0
        for frame in range(scene.score[Beats.shake].start, scene.score.frames):
            if told.shown(frame) == told.shown(frame + 1) == 1.0:
                seen = True
                assert (away[scene.rain.landed(name, frame) :] >= 50).any()
        assert seen == many


def test_balls_off_the_map_are_counted(scene: Landscape) -> None:
    plan = scene.plan
    for name in (HELPFUL, TOO_MUCH):
        away, disc = scene.rain.away(name), plan.disc
        for step in (0, 30, plan.asked.steps, plan.shown[name].run.steps):
            out = np.hypot(*(plan.shown[name].paths[step] - disc.centre).T) > disc.radius
            assert away[step] == out.sum()
    assert max(scene.rain.away(TOO_MUCH)) > 100


def test_two_arrows_about_a_pass_point_downhill_and_two_uphill(scene: Landscape) -> None:
    ways, *_ = scene.saddle
    scene.mobjects_at(scene.score[Beats.crest].start + scene.score[Beats.crest].frames // 2)
    for k, arrow in enumerate(ways.mobject.submobjects):
        along = arrow.theta + np.linspace(0.0, 1.0, 9)[:, None] * arrow.vector
        up, costs = bool(k % 2), np.diff(scene.plan.surface.loss(along))
        assert ((costs > 0) == up).all()
        theme = scene.theme
        assert arrow.rgb == rgb(theme.gradient if up else theme.batch)


def test_balls_with_noise_have_its_colour_until_it_is_off(scene: Landscape) -> None:
    for name in (HELPFUL, TOO_MUCH):
        steps = scene.table[name].step
        noisy = scene.plan.asked.steps
        for step in (noisy // 5, noisy - 1, noisy + 20):
            frame = int(np.searchsorted(steps, step, side="right")) - 1
            scene.mobjects_at(frame)
            shaken = scene.rain.balls[name].mobject.ranks == SHAKEN
            assert len(shaken)
            assert shaken.all() == shaken.any() == (steps[frame] < noisy)


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
