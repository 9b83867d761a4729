"""Five rules in a ravine: rates are searched alike, and what explains them is the runs' own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from gdcore import datasets
from scenes.components.path.mark import SIZE
from scenes.optimizers import Optimizers
from scenes.parts.rule_table import LEAST
from scenes.parts.step_plot import apart
from scenes.plans.common import KeyedError
from scenes.plans.optimizers import ALONE, DEGREES, FAR, RISES, Beats, Params, Plan
from scenes.plans.rule_runs import (
    ADAM,
    LIMITS,
    MOMENTUM,
    NESTEROV,
    NEW,
    PLAIN,
    RATES,
    RMSPROP,
    RULES,
    TURNED,
)
from scenes.reading.inputs import Inputs
from tests.scenes.settings import formula
from tests.scenes.test_honesty import Drawn
from tests.scenes.truths.optimizers import Ravine, end_of, strays, walk

ALONE_IN = (Beats.momentum, Beats.nesterov, Beats.rmsprop, Beats.adam)
"""The beats in which the new rules are shown by themselves."""
ALIKE = (PLAIN, MOMENTUM, NESTEROV)
"""Those that are compared there."""
FIRST_STEPS = dict.fromkeys(RULES, ALONE) | dict.fromkeys(ALIKE, FAR)
"""How many steps each rule takes there."""


@pytest.fixture
def scene(drawn: Drawn) -> Optimizers:
    made = drawn("optimizers")
    assert isinstance(made, Optimizers)
    return made


def test_each_rule_has_the_best_of_the_rates_that_were_tried(scene: Optimizers) -> None:
    """Each of them walked anew with plain numbers; also in the ravine that is turned."""
    plan = scene.plan
    for where in ("", TURNED):
        ravine = Ravine(plan, turned=bool(where))
        for rule in RULES:
            rates = plan.tried[where + rule]
            assert len(rates) == RATES
            assert rates[1:] / rates[:-1] == pytest.approx(rates[1] / rates[0], rel=1e-9)
            ends = [end_of(ravine, rule, float(rate), plan.asked.steps) for rate in rates]
            own = float(plan.runs[where + rule].learning_rate[0])
            assert own == pytest.approx(float(rates[int(np.argmin(ends))]), rel=1e-12), where + rule


def test_all_start_at_one_line_with_as_many_steps(scene: Optimizers) -> None:
    plan = scene.plan
    lines = {
        tuple(np.round(plan.own.line_in_units(plan.original(name)[0]), 9).tolist())
        for name in plan.runs
    }
    assert len(lines) == 1
    assert {run.steps for run in plan.runs.values()} == {plan.asked.steps}


def test_momentum_and_nesterov_step_as_their_formulas_say(scene: Optimizers) -> None:
    """0.9 of the last step, minus alpha times the slope: Nesterov's is that ahead, by 0.9 of it."""
    plan, ravine = scene.plan, Ravine(scene.plan, turned=False)
    for rule in (MOMENTUM, NESTEROV):
        run = plan.runs[plan.alone(rule)]
        alpha, last = run.learning_rate[0], np.zeros(2)
        for theta, then in pairwise(run.theta[: FAR + 1]):
            measured = theta + 0.9 * last * (rule == NESTEROV)
            last = 0.9 * last - alpha * np.array(ravine.slope(measured - ravine.best))
            assert then - theta == pytest.approx(last, rel=1e-6)


def test_bars_tell_how_far_momentum_and_nesterov_stray(scene: Optimizers) -> None:
    """Walked anew with plain numbers: how far first steps end from the floor, on average."""
    far = {rule: strays(scene.plan, rule) for rule in (MOMENTUM, NESTEROV)}
    longs = [float(np.diff(bar.lines[0], axis=0)[0, 0]) for bar in scene.strays.bars]
    assert longs[0] / longs[1] == pytest.approx(far[MOMENTUM] / far[NESTEROV], rel=1e-6)


def test_rates_of_rmsprop_grow_as_they_are_told_of(scene: Optimizers) -> None:
    """After recent slopes and the rule; whole before how many times one is the other."""
    timed, (_, step) = scene.score[Beats.rmsprop], scene.ideas[RMSPROP]
    bars = scene.knobs.rules[RMSPROP]
    frames = range(timed.start, timed.stop)
    come = [next(k for k in frames if part.shown(k) == 1.0)
            for part in (bars.slopes, step, bars.times)]  # fmt: skip
    grows = [k for k in frames if 0.0 < bars.grown.at(k) < 1.0]
    assert come[0] < come[1] < grows[0] < grows[-1] < come[2]


def test_the_ring_is_where_nesterov_measures(scene: Optimizers) -> None:
    """Ahead of its last landing by 0.9 of the last step, where its next slope is the one it had."""
    run, shown = scene.plan.runs[scene.plan.alone(NESTEROV)], scene.place_ahead
    timed, basin = scene.score[Beats.nesterov], scene.ravine.basin
    ravine = Ravine(scene.plan, turned=False)
    track = scene.table[scene.plan.alone(NESTEROV)]
    (flies, *_) = np.flatnonzero((track.step == 2) & (track.phase > 0.0)).tolist()
    for frame in (flies, timed.stop - 1):
        scene.mobjects_at(frame)
        step = int(track.step[frame])
        ahead = run.theta[step] + 0.9 * (run.theta[step] - run.theta[step - 1])
        assert ravine.slope(ahead - ravine.best) == pytest.approx(run.gradient[step], rel=1e-6)
        assert shown.ring.centre == pytest.approx(basin.at(ahead, np.zeros(()))[:2], abs=1e-9)
        slope = np.array(ravine.slope(ahead - ravine.best))
        lands = ahead - run.learning_rate[0] * slope
        assert lands == pytest.approx(run.theta[step + 1], rel=1e-9)
        ends = basin.at(np.stack([ahead, lands]), np.zeros(2))[:, :2]
        far = float(np.hypot(*np.diff(ends, axis=0)[0]))
        assert (far > SIZE) == (frame != timed.stop - 1)
        assert shown.arrow.ends == pytest.approx(ends if far > SIZE else ends[[0, 0]], abs=1e-6)


def test_the_line_ahead_comes_before_the_slope_is_measured(scene: Optimizers) -> None:
    """In a slow step: nothing at first, then the line alone, and both before the ball sets off."""
    track, timed = scene.table[scene.plan.alone(NESTEROV)], scene.score[Beats.nesterov]
    beat = np.arange(timed.start, timed.stop)
    standing = beat[(track.step[beat] == 2) & (track.phase[beat] == 0.0)]
    seen = []
    for frame in standing.tolist():
        scene.mobjects_at(frame)
        line, arrow = scene.place_ahead.line.lines, scene.place_ahead.arrow.ends
        seen.append((bool(line), bool(np.hypot(*(arrow[1] - arrow[0])) > 0.0)))
    assert sorted(set(seen)) == [(False, False), (True, False), (True, True)]
    assert seen == sorted(seen)


def test_knobs_have_the_steps_that_adam_takes(scene: Optimizers) -> None:
    """A step is minus the mean slope, in each parameter times what is drawn as its arrow."""
    plan = scene.plan
    for name in (ADAM, TURNED + ADAM):
        run, mean = plan.runs[name], np.zeros(2)
        for step, size in enumerate(plan.step_sizes(name)[:ALONE]):
            mean = 0.9 * mean + 0.1 * run.gradient[step]
            taken = run.theta[step + 1] - run.theta[step]
            assert taken == pytest.approx(-size * mean / (1 - 0.9 ** (step + 1)), rel=1e-9)


def test_ways_of_parameters_are_those_of_the_map(scene: Optimizers) -> None:
    """Where it is laid level and drawn wider, where rules walk by themselves, and in all lanes."""
    ravine = scene.ravine.basin
    shown = (
        (Beats.rmsprop, scene.ways, ravine),
        *(
            (beat, lanes.ways, view.basin)
            for beat, lanes in ((Beats.race, scene.race), (Beats.again, scene.again))
            for view in lanes.views.values()
        ),
    )
    for beat, part, basin in shown:
        scene.mobjects_at(scene.score[beat].stop - 1)
        for arrow, way in zip(part.mobject[:2], basin.linear.T, strict=True):
            pointed = np.diff(arrow.ends, axis=0)[0]
            assert pointed / np.hypot(*pointed) == pytest.approx(way / np.hypot(*way), abs=1e-9)


@pytest.mark.parametrize("where", ["", TURNED])
def test_bars_before_and_after_the_turn_are_of_adams_walks(scene: Optimizers, where: str) -> None:
    """Slopes and rates of both parameters, walked with plain numbers, and how many times is one."""
    row = scene.pairs.after if where else scene.pairs.before
    ravine = Ravine(scene.plan, turned=bool(where))
    alpha = float(scene.plan.runs[where + ADAM].learning_rate[0])
    places = [ravine.start, *walk(ravine, ADAM, alpha, ALONE - 1)]
    slopes = np.array([ravine.slope(place) for place in places])
    recent = np.sqrt(0.999 ** np.arange(ALONE - 1, -1, -1) @ slopes**2)
    w, b = (float(np.diff(bar, axis=0)[0, 0]) for bar in row.slopes.mobject.lines)
    assert w / b == pytest.approx(recent[0] / recent[1], rel=1e-6)
    w, b = (float(np.diff(bar, axis=0)[0, 0]) for bar in row.rates.mobject.lines)
    assert w / b == pytest.approx(recent[1] / recent[0], rel=1e-6)
    _, told, *values = row.times.mobject
    assert told.text == f"× {float(f'{max(w / b, b / w):.2g}'):g}"
    mean = np.sqrt(recent**2 / np.sum(0.999 ** np.arange(ALONE)))
    for label, known in zip([*row.name.mobject[-2:], *values], [*mean, *alpha / mean], strict=True):
        assert float(label.text) == pytest.approx(known, rel=0.05)


def test_bars_of_a_parameter_lie_in_one_line_before_the_turn_and_after_it(
    scene: Optimizers,
) -> None:
    """The upper one is the same in both rows, and what comes last is how alike the rates are."""
    timed, rows = scene.score[Beats.knobs], (scene.pairs.before, scene.pairs.after)
    uppermost = set()
    for row in rows:
        w, b = (float(bar[0, 1]) for bar in row.rates.mobject.lines)
        assert [w, b] == [float(bar[0, 1]) for bar in row.slopes.mobject.lines]
        uppermost.add(w > b)
    assert len(uppermost) == 1
    early = timed.start + round(0.6 * timed.frames)
    assert [row.times.shown(early) for row in rows] == [1.0, 0.0]
    assert [row.times.shown(timed.stop - 1) for row in rows] == [1.0, 1.0]


@pytest.mark.parametrize(("beat", "rule"), [(Beats.rmsprop, RMSPROP), (Beats.adam, ADAM)])
def test_bars_of_a_rule_by_itself_are_as_long_as_its_steps(scene: Optimizers, beat, rule) -> None:
    """For each unit of the slope, or of the mean slope: told from the steps that were taken."""
    run, knobs, timed = scene.plan.runs[rule], scene.knobs.rules[rule], scene.score[beat]
    for frame in (timed.stop - 1, timed.start + round(0.65 * timed.frames)):
        scene.mobjects_at(frame)
        step = int(scene.table[rule].step[frame])
        assert 0 < step <= ALONE
        slope = run.gradient[step - 1]
        if rule == ADAM:
            kept = 0.9 ** np.arange(step - 1, -1, -1)
            slope = kept @ run.gradient[:step] / kept.sum()
        sizes = -(run.theta[step] - run.theta[step - 1]) / slope
        w, b = (float(np.diff(bar, axis=0)[0, 0]) for bar in knobs.rates.mobject.lines)
        assert w / b == pytest.approx(sizes[0] / sizes[1], rel=1e-6)
        weights = {RMSPROP: 0.9, ADAM: 0.999}[rule] ** np.arange(step - 1, -1, -1)
        recent = np.sqrt(weights @ run.gradient[:step] ** 2)
        w, b = (float(np.diff(bar, axis=0)[0, 0]) for bar in knobs.slopes.mobject.lines)
        assert w / b == pytest.approx(recent[0] / recent[1], rel=1e-6)
        if step == ALONE:
            _, told, *values = knobs.times.mobject
            assert float(values[2].text) == pytest.approx(abs(sizes[0]), rel=0.06)
            assert told.text == f"× {float(f'{max(w / b, b / w):.2g}'):g}"
            assert knobs.times.shown(frame) == 1.0
        else:
            assert knobs.times.shown(frame) == 0.0


def test_axes_turn_over_the_ravine_in_its_true_shape(scene: Optimizers) -> None:
    """About the start, to where lanes have them; the ravine lies level with its floor."""
    timed, ways, shown = scene.score[Beats.turn], [], scene.turn_view
    start = scene.plan.runs[PLAIN].theta[0]
    for frame in (timed.start + timed.frames // 4, timed.stop - 1):
        scene.mobjects_at(frame)
        linear = shown.basin.linear
        gram = linear.T @ linear
        assert gram == pytest.approx(gram[0, 0] * np.eye(2), abs=1e-9 * gram[0, 0])
        assert (linear @ scene.plan.axes.directions[0])[1] == pytest.approx(0.0, abs=1e-9)
        assert shown.mark.mobject.centre == pytest.approx(shown.start, abs=1e-9)
        assert shown.basin.at(start, np.zeros(()))[:2] == pytest.approx(shown.start, abs=1e-9)
        axes = [np.diff(axis, axis=0)[0] for axis in shown.knobs.mobject[0].lines]
        ways.append([axis / np.hypot(*axis) for axis in axes])
        (dashed,) = shown.floor[0].mobject[0].lines
        low = shown.basin.at(scene.plan.ravine.minimum(), np.zeros(()))[:2]
        assert dashed[:, 1] == pytest.approx(low[1], abs=1e-6)
    scene.mobjects_at(scene.score[Beats.again].stop - 1)
    for own, lanes in zip(ways, (scene.race, scene.again), strict=True):
        known = lanes.views[PLAIN].basin.linear.T
        for axis, way in zip(own, known, strict=True):
            assert axis == pytest.approx(way / np.hypot(*way), abs=1e-9)
    for before, after in zip(*ways, strict=True):
        assert np.degrees(np.arccos(before @ after)) == pytest.approx(DEGREES)
    (was, arc, told) = shown.arc[0].mobject
    for line, way in zip(was.lines, ways[0], strict=True):
        assert np.diff(line, axis=0)[0] / np.hypot(*np.diff(line, axis=0)[0]) == pytest.approx(way)
    bent = np.degrees(np.arctan2(*(arc.lines[0][[0, -1]] - shown.start).T[::-1]))
    assert abs(bent[1] - bent[0]) == pytest.approx(DEGREES)
    assert told.text.split()[0].strip("$") == f"{DEGREES:g}"


@pytest.mark.parametrize("turned", [False, True])
def test_the_arrow_up_has_of_each_axis_what_the_gradient_has(
    scene: Optimizers, turned: bool
) -> None:
    """Of w and b, before the turn and after it, by slopes as plain numbers."""
    timed, shown = scene.score[Beats.turn], scene.turn_view
    scene.mobjects_at(timed.stop - 1 if turned else timed.start + timed.frames // 4)
    ravine = Ravine(scene.plan, turned=turned)
    slopes = np.abs(ravine.slope(ravine.start))
    parts = [float(np.hypot(*np.diff(line, axis=0)[0])) for line in shown.knobs.mobject[2].lines]
    assert parts[0] / parts[1] == pytest.approx(slopes[0] / slopes[1], rel=1e-6)
    assert np.hypot(*parts) == pytest.approx(np.hypot(*shown.up), rel=1e-9)
    assert (max(parts) / min(parts) < 2) == turned


def test_the_ravine_is_as_many_times_as_wide_as_is_said(scene: Optimizers) -> None:
    """Across, a parameter has so many times the frame units that it has along."""
    view = scene.ravine
    for beat, place in ((Beats.ravine, 0), (Beats.adam, 1)):
        note, _ = scene.drawn[place]
        last = scene.score[beat].stop - 1
        scene.mobjects_at(last)
        along, across = (np.hypot(*(view.basin.linear @ way)) for way in view.basin.directions)
        assert across > along
        (line,) = note.mobject
        assert line.text == f"stretched {float(f'{across / along:.2g}'):g} times across"
        assert note.shown(last) == 1.0


def test_first_steps_are_all_seen(scene: Optimizers) -> None:
    """Where each new rule is shown by itself: all on one map, so that swings can be compared."""
    looks = []
    for beat, rule in zip(ALONE_IN, NEW, strict=True):
        scene.mobjects_at(scene.score[beat].stop - 1)
        looks.append(scene.ravine.basin.view)
        theta = scene.plan.runs[scene.plan.alone(rule)].theta[: FIRST_STEPS[rule] + 1]
        assert scene.ravine.basin.contains(theta).all(), rule
    assert len(set(looks)) == 1


@pytest.mark.parametrize("turned", [False, True])
def test_each_lane_is_ground_that_its_rule_walks_on(scene: Optimizers, turned: bool) -> None:
    """Each step has on its map the cost of the ground that is drawn there; all have one scale."""
    lanes, beat = (scene.again, Beats.again) if turned else (scene.race, Beats.race)
    scene.mobjects_at(scene.score[beat].stop - 1)
    problem = scene.plan.askew if turned else scene.plan.ravine
    for rule in RULES:
        view, name = lanes.views[rule], TURNED * turned + rule
        basin, run, runner = view.basin, scene.plan.runs[name], view.race.runners[rule]
        assert runner.run is run
        assert basin.linear == pytest.approx(lanes.views[PLAIN].basin.linear, rel=1e-9)
        places = runner.ground.at(run.theta, run.loss)[:, :2]
        back = np.linalg.inv(basin.linear) @ (places - basin.slot.centre).T
        drawn = back.T + basin.centre + basin.middle
        assert problem.loss(drawn) == pytest.approx(run.loss, rel=1e-6)
        assert basin.slot.holds(places).all()


def test_rings_stand_where_walks_ended_before_the_turn(scene: Optimizers) -> None:
    """As far along their lanes as in the first race, of those alone that can tell it."""
    scene.mobjects_at(scene.score[Beats.again].stop - 1)
    assert set(scene.again.ends) == set(RULES) - set(ALIKE)
    for rule, part in scene.again.ends.items():
        view, ring = scene.again.views[rule], part.mobject
        run = scene.plan.runs[TURNED + rule]
        assert float(scene.plan.askew.loss(ring.theta)) == pytest.approx(
            float(scene.plan.runs[rule].loss[-1]), rel=1e-6
        )
        ball = view.basin.at(run.theta[-1], run.loss[-1])[:2]
        assert np.hypot(*(ball - ring.centre)) > 1e-3, rule


def test_plain_descent_first_walks_as_in_the_race(scene: Optimizers) -> None:
    """All of its steps, at the best of its rates."""
    timed, track = scene.score[Beats.ravine], scene.table[PLAIN]
    steps = track.step[timed.start : timed.stop]
    assert (steps[0], steps[-1]) == (0, scene.plan.asked.steps)
    assert scene.relief is not None
    scene.mobjects_at(timed.stop - 1)
    assert {part.shown(timed.stop - 1) for part in scene.relief.parts} == {1.0}


def test_lit_ground_comes_to_lie_as_the_map(scene: Optimizers) -> None:
    """Seen from above, the lowest place and a ball on the floor are where the map has them."""
    timed, basin, relief = scene.score[Beats.momentum], scene.ravine.basin, scene.relief
    assert relief is not None
    frame = timed.start + round(RISES * scene.score.fps)
    scene.mobjects_at(frame)
    assert relief.part.shown(frame) == 1.0
    theta = np.stack([basin.centre, scene.plan.runs[PLAIN].theta[-1]])
    places = relief.surface.at(theta, scene.plan.ravine.loss(theta))[:, :2]
    assert places == pytest.approx(basin.at(theta, np.zeros(2))[:, :2], abs=0.02)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("share", [0.6, 1.0])
def test_what_is_still_to_go_is_in_percent_of_the_starts(
    scene: Optimizers, turned: bool, share: float
) -> None:
    """At the end, and while it counts."""
    cars = datasets.load("stopping-distance")
    best = np.polyfit(cars.x, cars.y, 1)
    least = np.mean((np.polyval(best, cars.x) - cars.y) ** 2)
    timed = scene.score[Beats.again if turned else Beats.race]
    frame = timed.start + round(share * (timed.frames - 1))
    scene.mobjects_at(frame)
    again, race = scene.again.table, scene.race.table
    for rule in RULES:
        name = TURNED * turned + rule
        step = int(scene.table[name].step[frame])
        assert (step == scene.plan.asked.steps) == (share == 1.0)
        columns = [(again.left, step)] if turned else [(race.left, step), (again.before, -1)]
        for column, at in columns:
            w, b = scene.plan.original(name)[[0, at]].T
            costs = np.mean((w[:, None] * cars.x + b[:, None] - cars.y) ** 2, axis=1)
            known = 100 * (costs[1] - least) / (costs[0] - least)
            (label,) = column[rule].mobject
            shown = label.text
            if known < LEAST:
                assert shown == "< 0.01%"
            else:
                assert float(shown.removesuffix("%")) == pytest.approx(known, rel=0.05)


def test_the_rate_of_each_rule_is_told_at_its_name_in_the_first_race(scene: Optimizers) -> None:
    """Nesterov's is smaller than momentum's."""
    timed, told = scene.score[Beats.race], {}
    assert list(scene.race.table.rates) == list(RULES)
    for rule, part in scene.race.table.rates.items():
        (label,) = part.mobject
        told[rule] = float(label.text.split("=")[1].strip(" $"))
        rate = float(scene.plan.runs[rule].learning_rate[0])
        assert told[rule] == pytest.approx(rate, rel=0.05), rule
        assert part.shown(timed.start - scene.score.fps) == 0.0
        assert part.shown(timed.start + scene.score.fps) == part.shown(timed.stop - 1) == 1.0
    assert told[NESTEROV] < told[MOMENTUM]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 1.0])
def test_bars_of_the_race_are_as_long_as_their_numbers(scene: Optimizers, share: float) -> None:
    """Up to the start's, for which there is room; a bar that would go beyond that is broken."""
    timed = scene.score[Beats.race]
    lengths = []
    standing = timed.start + timed.frames // 4
    for frame in (standing, timed.start + round(share * (timed.frames - 1))):
        scene.mobjects_at(frame)
        bars = [scene.race.table.bars[rule].mobject.lines for rule in RULES]
        lengths.append([float(bar[-1][1, 0] - bar[0][0, 0]) for bar in bars])
        costs = [scene.plan.to_go(rule)[scene.table[rule].step[frame]] for rule in RULES]
        assert [len(bar) for bar in bars] == [2 if cost > 100.0 else 1 for cost in costs]
    full = lengths[0][0]
    assert lengths[0] == pytest.approx([full] * len(RULES))
    assert lengths[1] == pytest.approx(full * np.minimum(np.array(costs) / 100.0, 1.0), abs=1e-9)


def test_lanes_are_as_wide_in_both_races(scene: Optimizers) -> None:
    for rule in RULES:
        slots = [lanes.views[rule].place.slots[0] for lanes in (scene.race, scene.again)]
        assert slots[0] == slots[1], rule


def test_lanes_that_are_not_spoken_of_stand_back(scene: Optimizers) -> None:
    """The lowest of the first race; those that change; at the end the lowest of each race."""
    first, changed, last = (scene.score[beat] for beat in (Beats.lowest, Beats.knobs, Beats.end))
    for lanes, frame, lit in (
        (scene.race, first.stop - 1, {ADAM}),
        (scene.again, changed.start + changed.frames // 4, {RMSPROP, ADAM}),
        (scene.again, last.stop - 1, {MOMENTUM, ADAM}),
    ):
        for rule in RULES:
            table = lanes.table
            shown = [lanes.views[rule].race.runners[rule].ball_part, lanes.views[rule].part]
            shown += [each[rule] for each in (table.left, table.before) if each]
            assert {part.shown(frame) == 1.0 for part in shown} == {rule in lit}, (rule, frame)
            assert lanes.table.names[rule].shown(frame) == 1.0, rule


def test_steps_and_bars_come_with_their_words(scene: Optimizers) -> None:
    """Plain descent sets off, and momentum's quick steps begin, as the second sentence comes."""
    for beat, name, step in ((Beats.ravine, PLAIN, 0), (Beats.momentum, "same_momentum", 3)):
        timed = scene.score[beat]
        taken = scene.table[name].step
        assert taken[timed.turns[1] - scene.score.fps // 2] <= step
        assert taken[timed.turns[1] + scene.score.fps // 2] > step
    timed = scene.score[Beats.rmsprop]
    rates = scene.knobs.rules[RMSPROP].rates
    assert rates.shown(timed.turns[1] - scene.score.fps // 2) == 0.0
    assert rates.shown(timed.turns[1] + scene.score.fps // 2) == 1.0


@pytest.mark.parametrize("rule", LIMITS)
def test_rules_get_nowhere_from_the_limits_that_the_search_heeds(scene: Optimizers, rule) -> None:
    """In units of 1/L, walked with plain numbers a hundredth below it and above it."""
    ravine, unit = Ravine(scene.plan, turned=False), 1 / _sharpest(scene)
    below, above = (end_of(ravine, rule, k * LIMITS[rule] * unit, 2000) for k in (0.99, 1.01))
    assert below < 1 < above


def test_nesterov_is_told_to_be_held_back_where_momentum_steps_beyond_its_limit(
    scene: Optimizers,
) -> None:
    """Both limits as the note has them; with plain numbers, at momentum's rate it gets nowhere."""
    plan, ravine = scene.plan, Ravine(scene.plan, turned=False)
    best = float(plan.runs[MOMENTUM].learning_rate[0])
    assert plan.is_held_back
    assert scene.held_back
    assert end_of(ravine, NESTEROV, best, plan.asked.steps) > 1
    assert 1 > plan.left(NESTEROV) > plan.left(MOMENTUM)
    for rule in (MOMENTUM, NESTEROV):
        assert plan.limit(rule) == pytest.approx(LIMITS[rule] / _sharpest(scene), rel=1e-9)


def _sharpest(scene: Optimizers) -> float:
    """L, of the ravine as plain numbers."""
    ravine = Ravine(scene.plan, turned=False)
    return float(np.linalg.eigvalsh([[ravine.p, ravine.q], [ravine.q, ravine.r]])[-1])


def test_rules_that_are_compared_by_themselves_have_one_rate(scene: Optimizers) -> None:
    """The least of those that the race gives them."""
    plan = scene.plan
    rates = {float(plan.runs[plan.alone(rule)].learning_rate[0]) for rule in ALIKE}
    assert rates == {min(float(plan.runs[rule].learning_rate[0]) for rule in ALIKE)}


def test_maps_are_not_mirrored(scene: Optimizers) -> None:
    """From w to b it is a turn to the left, also where the ravine lies level, start to the left."""
    for beat in (Beats.ravine, Beats.adam, Beats.turn):
        for share in (0.0, 0.4, 0.97):
            timed = scene.score[beat]
            scene.mobjects_at(timed.start + int(share * timed.frames))
            for basin in (scene.ravine.basin, scene.turn_view.basin):
                assert np.linalg.det(basin.linear) > 0.0
    places = scene.ravine.basin.at(
        np.array([scene.plan.runs[PLAIN].theta[0], scene.ravine.basin.centre]), np.zeros(2)
    )
    assert places[0, 0] < places[1, 0]


def test_the_least_of_each_race_stands_in_a_frame(scene: Optimizers) -> None:
    table = scene.again.table
    scene.mobjects_at(scene.score[Beats.again].stop - 1)
    columns = table.before, table.left
    for column, part, where in zip(columns, table.lowest, ("", TURNED), strict=True):
        ends = {rule: scene.plan.runs[where + rule].loss[-1] for rule in RULES}
        framed = [
            rule for rule in RULES
            if part.mobject.filled.holds(column[rule].mobject.get_all_points()).all()
        ]  # fmt: skip
        assert framed == [min(ends, key=ends.__getitem__)]


def test_each_rule_takes_its_first_steps_in_its_beat(scene: Optimizers) -> None:
    """Plain descent and momentum side by side."""
    for beat, name in zip((Beats.momentum, *ALONE_IN), (PLAIN, *NEW), strict=True):
        timed, track = scene.score[beat], scene.table[scene.plan.alone(name)]
        steps = track.step[timed.start : timed.stop]
        assert (steps[0], steps[-1]) == (0, FIRST_STEPS[name]), name


# formulas of which the race is not told, and why
REFUSED = {
    "no valley": ("x + y", 60, "no valley was found"),
    "no bend": ("x**4 + y**2", 60, "has no bend"),
    "leaps": ("sin(2*x)*cos(2*y) + 0.05*x**2 + 0.08*y**2", 100, "rounding alone"),
}


@pytest.mark.parametrize(("text", "steps", "why"), REFUSED.values(), ids=REFUSED)
def test_a_formula_is_refused_where_words_could_be_false(text: str, steps: int, why: str) -> None:
    params = Params(surface=formula(text), steps=steps)
    with pytest.raises(KeyedError, match=why):
        Plan.compute(params, 7, Inputs(Path()))


def test_on_a_formula_what_is_to_go_is_its_own_cost() -> None:
    params = Params(surface=formula("x**2 + 20*y**2"), steps=30)
    plan = Plan.compute(params, 7, Inputs(Path()))
    for name, run in plan.runs.items():
        x, y = plan.original(name).T
        costs = x * x + 20.0 * y * y
        assert plan.to_go(name) == pytest.approx(100.0 * costs / costs[0], rel=1e-6, abs=1e-9)
        assert run.steps == 30
    assert plan.letters == ("x", "y")


# heights, the least distance, the room, and where names come to stand
APART = {
    "far apart": ([3.0, 1.0, 2.0], 0.5, (0.0, 4.0), [3.0, 1.0, 2.0]),
    "at one height": ([1.0, 1.0, 1.0], 0.5, (0.0, 4.0), [1.0, 1.5, 2.0]),
    "at the top": ([4.0, 4.0], 0.5, (0.0, 4.0), [3.5, 4.0]),
    "beyond the ends": ([9.0, -9.0], 0.5, (0.0, 4.0), [4.0, 0.0]),
}


@pytest.mark.parametrize(("heights", "least", "room", "known"), APART.values(), ids=APART)
def test_names_stand_apart_in_the_order_of_their_curves(heights, least, room, known) -> None:
    assert apart(heights, least, *room) == pytest.approx(known)
