"""What is drawn equals the table, and the table the runs, on the scenes themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scenes.components.basin import Basin
from scenes.components.bowl_map import BowlMap
from scenes.components.contour_map import ContourMap
from scenes.components.path.flight import Flight
from scenes.components.section import Section
from scenes.components.surface.surface3d import Surface3D
from scenes.components.surface.view import PERSPECTIVE
from scenes.components.swept import Swept
from scenes.parts.runner import Runner
from scenes.plans.ground import LaidDomain
from scenes.plans.registry import PLANS
from scenes.stage.scene import LessonScene
from tests import extent

FRAME_HEIGHT = 8.0
THOUSANDTH = FRAME_HEIGHT / 1000
RANDOM_FRAMES = 50
MOST_CHANGES_OF_PACE = 4

Drawn = Callable[..., LessonScene]


def runner_of(scene: LessonScene, name: str) -> Runner:
    """The first runner of a run: others may show it again, as a lens does."""
    return next(runner for runner in scene.runs_shown if runner.name == name)


def seen_by_pinhole(surface: Surface3D, theta: np.ndarray, loss: float) -> np.ndarray:
    """The projection written out anew: turn, tilt, divide by the distance, fit."""
    domain, view = surface.domain, surface.view
    laid = np.array(domain.laid) if isinstance(domain, LaidDomain) else np.eye(2)
    x, y = laid @ (theta - np.array(domain.centre)) / domain.radius
    z = domain.height * (loss - domain.low) / (domain.high - domain.low) - 0.25
    azimuth, elevation = np.deg2rad(view.azimuth), np.deg2rad(view.elevation)
    right = -x * np.sin(azimuth) + y * np.cos(azimuth)
    forward = x * np.cos(azimuth) + y * np.sin(azimuth)
    up = z * np.cos(elevation) - forward * np.sin(elevation)
    towards = forward * np.cos(elevation) + z * np.sin(elevation)
    enlarged = view.scale * PERSPECTIVE / (PERSPECTIVE - towards)
    return np.array([right, up]) * enlarged + np.array(view.shift)


def on_map(ground: ContourMap | BowlMap, theta: np.ndarray) -> np.ndarray:
    """The place on a flat map, written out anew: in its directions, or as parameters lie."""
    half = np.array([ground.slot.right - ground.slot.left, ground.slot.top - ground.slot.bottom])
    middle = np.array([ground.slot.left, ground.slot.bottom]) + half / 2
    away = theta - ground.centre
    if isinstance(ground, BowlMap):
        away = np.array([np.dot(away, way) for way in ground.lying])
    return middle + ground.unit * away


def on_section(ground: Section, theta: np.ndarray, loss: float) -> np.ndarray:
    """The place on a cut, written out anew: distance along it, and height."""
    slot = ground.view if isinstance(ground, Swept) else ground.slot
    along = np.dot(theta - ground.origin, ground.axis)
    x = (slot.left + slot.right) / 2 + along / ground.reach * (slot.right - slot.left) / 2
    return np.array([x, slot.bottom + loss / ground.high * (slot.top - slot.bottom)])


def on_basin(ground: Basin, theta: np.ndarray) -> np.ndarray:
    """The place on a basin, written out anew: as far from the middle as its parameters are."""
    slot, (right, up) = ground.slot, theta - ground.centre - ground.middle
    middle = np.array([slot.left + slot.right, slot.bottom + slot.top]) / 2
    return middle + right * ground.linear[:, 0] + up * ground.linear[:, 1]


@pytest.mark.parametrize("name", PLANS)
def test_balls_stand_where_the_table_says(drawn: Drawn, name: str) -> None:
    """Rule 1, at 50 random frames: the ball's centre is the projection of theta and loss."""
    scene = drawn(name)
    for frame in np.random.default_rng(1).integers(0, scene.frames, RANDOM_FRAMES):
        scene.mobjects_at(int(frame))
        for runner in scene.runs_shown:
            if runner.ball_part.shown(frame) <= 0:
                continue
            track = scene.table[runner.name]
            theta, loss = track.theta[frame], float(track.loss[frame])
            assert (theta == runner.run.theta[track.step[frame]]).all()
            assert loss == pytest.approx(float(runner.run.problem.loss(theta)), rel=1e-12)
            if track.phase[frame] == 0.0:
                expected = place_of(runner, theta, loss)
                assert np.abs(runner.ball.centre - expected).max() < THOUSANDTH


@pytest.mark.parametrize("name", PLANS)
def test_balls_in_flight_are_on_a_plain_arc_and_their_trail_ends_below(
    drawn: Drawn, name: str
) -> None:
    """Rule 1: a parabola on the line between two landings, as seen then; on a map, that line."""
    scene = drawn(name)
    rng = np.random.default_rng(4)
    found, seen = 0, False
    for runner in scene.runs_shown:
        track = scene.table[runner.name]
        flying = np.flatnonzero((track.phase > 0.05) & (track.phase < 0.95))
        seen = seen or any(runner.ball_part.shown(int(frame)) > 0 for frame in flying)
        for frame in rng.choice(flying, min(len(flying), RANDOM_FRAMES // 5), replace=False):
            scene.mobjects_at(int(frame))
            if runner.ball_part.shown(frame) <= 0:
                continue
            step, phase = int(track.step[frame]), float(track.phase[frame])
            run = runner.run
            ends = [place_of(runner, run.theta[k], float(run.loss[k])) for k in (step, step + 1)]
            rises = []
            for share in (phase, 0.25, 0.5):  # the eye rests meanwhile
                flight = Flight(run.theta[step], run.theta[step + 1], run.problem.loss, share)
                ball = flight.ball(runner.ground)[:2]
                away = ball - (ends[0] + share * (ends[1] - ends[0]))
                assert abs(away[0]) < THOUSANDTH
                rises.append(away[1] / (share * (1.0 - share)))
            assert rises == pytest.approx([rises[0]] * 3, abs=8 * THOUSANDTH)
            if runner.ground.from_above:
                assert rises[0] == pytest.approx(0.0, abs=1e-9)
            else:
                assert rises[0] > 0.0
            drawn_at = Flight(run.theta[step], run.theta[step + 1], run.problem.loss, phase)
            assert runner.ball.centre == pytest.approx(drawn_at.ball(runner.ground)[:2], abs=1e-9)
            found += 1
            if not is_trailed(runner, frame):
                continue
            below = (1.0 - phase) * run.theta[step] + phase * run.theta[step + 1]
            assert runner.trail.tip[1] == pytest.approx(below, rel=1e-12, abs=1e-15)
            assert runner.trail.tip[2] == pytest.approx(float(run.problem.loss(below)), rel=1e-9)
    assert found or not seen


def is_trailed(runner: Runner, frame: int) -> bool:
    """Whether its path on the ground is seen: some show the arcs of its hops in its place."""
    part = getattr(runner, "trail_part", None)
    return part is not None and part.shown(frame) > 0


def place_of(runner: Runner, theta: np.ndarray, loss: float) -> np.ndarray:
    """Where a ball that stands is in the frame."""
    if isinstance(runner.ground, Surface3D):
        return seen_by_pinhole(runner.ground, theta, loss)
    if isinstance(runner.ground, Section):
        return on_section(runner.ground, theta, loss)
    if isinstance(runner.ground, Basin):
        return on_basin(runner.ground, theta)
    return on_map(runner.ground, theta)


def pixels_of(scene: LessonScene, part: object, frame: int) -> np.ndarray:
    """Which pixels (h, w) a part changes in the picture of a frame."""
    whole = scene.picture(frame).astype(int).copy()
    scene.parts.remove(part)
    without = scene.picture(frame).astype(int).copy()
    scene.parts.append(part)
    scene.parts.sort(key=lambda other: other.layer)
    return np.abs(whole - without).max(axis=-1)


@pytest.mark.parametrize(
    ("name", "runner", "beat"),
    [("mountain", None, "descent"), ("batch_vs_sgd", "stochastic", "step_for_step")],
)
def test_the_pixels_of_a_ball_are_round_its_centre(
    drawn: Drawn, name: str, runner: str | None, beat: str
) -> None:
    """The ball's disc, found by leaving it out of the picture, is centred on the projection."""
    scene = drawn(name)
    one = scene.runs_shown[0] if runner is None else runner_of(scene, runner)
    frame = (scene.score.named(beat).start + scene.score.named(beat).stop) // 2
    order = list(scene.parts)
    changed = pixels_of(scene, one.ball_part, frame)
    scene.parts[:] = order
    scene.picture(frame)
    height, width = changed.shape
    x, y = one.ball.centre
    column, row = width / 2 + x * height / 8, height / 2 - y * height / 8
    rows, columns = np.nonzero(changed > 0.5 * changed.max())
    radius = one.ball.radius * height / 8
    assert abs(columns.mean() - column) < 0.5 * radius
    assert abs(rows.mean() - row) < 0.5 * radius


@pytest.mark.parametrize("name", PLANS)
def test_every_vertex_of_a_trail_lies_on_the_surface(drawn: Drawn, name: str) -> None:
    """Each vertex has the loss of its parameters, and the steps' own points are among them."""
    for runner in drawn(name).runs_shown:
        line = runner.line
        assert line.loss == pytest.approx(runner.run.problem.loss(line.theta), rel=1e-12)
        whole = np.isin(line.position, np.arange(len(runner.run.theta)))
        assert line.theta[whole] == pytest.approx(runner.run.theta, abs=1e-12)


@pytest.mark.parametrize("name", PLANS)
def test_each_step_takes_the_same_time(drawn: Drawn, name: str) -> None:
    """Rule 2: the landings of a stretch are as far apart in time as frames allow.

    A path may be walked slowly first and quickly then, or again from its start, where it may wait.
    """
    scene = drawn(name)
    for track in scene.table.values():
        landed = np.flatnonzero(np.diff(track.step)) + 1
        assert landed.size
        steps = track.step[landed]
        times = np.diff(landed)[(np.diff(steps) == 1) & (steps[:-1] > 0)]
        other_pace = np.abs(np.diff(times)) > 1
        assert np.count_nonzero(other_pace) <= MOST_CHANGES_OF_PACE


@pytest.mark.parametrize("name", PLANS)
def test_ball_trail_and_cursor_are_at_the_same_step(drawn: Drawn, name: str) -> None:
    """Nothing runs ahead or behind, and nothing of the future is drawn."""
    scene = drawn(name)
    for frame in np.random.default_rng(2).integers(0, scene.frames, RANDOM_FRAMES):
        scene.mobjects_at(int(frame))
        for runner in scene.runs_shown:
            track = scene.table[runner.name]
            step, phase = int(track.step[frame]), float(track.phase[frame])
            if is_trailed(runner, frame):
                assert runner.trail.tip[0] == step + phase
                if runner.ball_part.shown(frame) > 0 and phase == 0.0:
                    assert runner.trail.tip[1] == pytest.approx(runner.ball.theta)
            for curve, part in runner.curves:
                if part.opacity.at(frame) > 0:
                    assert curve.landed == step
                    assert len(curve.line()) == step + 1


TOO_LONG = """
title = "Too long"
slug = "too-long"
[[scene]]
name = "learning_rate"
[scene.params]
rates = [0.5, 1.5, 2.5, 4.0]
[[scene]]
name = "batch_vs_sgd"
[scene.params]
learning_rate = 1.0
"""
TOO_LONG_FOR_ONE, FAR_ONCE = "learning_rate = 1.0", "learning_rate = 0.825\nsteps = 16"
"""Of the race: a sample's steps go astray; one of them does, and the next are back."""


@pytest.mark.parametrize(
    ("name", "runner", "beat", "leaves"),
    [
        ("batch_vs_sgd", "stochastic", "same_work", True),
        ("batch_vs_sgd", "batch", "same_work", False),
    ],
)
def test_a_diverging_path_leaves_the_picture_and_says_so(
    drawn: Drawn,
    tmp_path_factory: pytest.TempPathFactory,
    *,
    name: str,
    runner: str,
    beat: str,
    leaves: bool,
) -> None:
    """Rule 3: never clamped."""
    lesson = Path(tmp_path_factory.getbasetemp()) / "too_long.toml"
    lesson.write_text(TOO_LONG, encoding="utf-8")
    scene = drawn(name, lesson)
    frame = scene.score.named(beat).stop - 1
    states = {id(mobject) for state, mobject in scene.mobjects_at(frame)}
    one = runner_of(scene, runner)
    slot = one.ground.slot
    x, y = one.ball.centre
    inside = slot.left <= x <= slot.right and slot.bottom <= y <= slot.top
    assert inside == (not leaves)
    assert (id(one.departure_part.mobject) in states) == leaves


@pytest.mark.parametrize("runner", ["third", "fourth"])
def test_the_eye_goes_away_with_diverging_paths(
    drawn: Drawn, tmp_path_factory: pytest.TempPathFactory, *, runner: str
) -> None:
    """On the map of all rates they stay in sight, at their places."""
    lesson = Path(tmp_path_factory.getbasetemp()) / "too_long.toml"
    lesson.write_text(TOO_LONG, encoding="utf-8")
    scene = drawn("learning_rate", lesson)
    scene.mobjects_at(scene.score.named("which").stop - 1)
    one = runner_of(scene, runner)
    assert one.ground.zoom > 1.0
    assert one.ground.slot.holds(np.asarray(one.ball.centre))


@pytest.mark.parametrize(("name", "returns"), [("learning_rate", False), ("batch_vs_sgd", True)])
def test_what_has_left_the_picture_has_left_it(
    drawn: Drawn, tmp_path: Path, *, name: str, returns: bool
) -> None:
    """Said once a walk, though a path may land in the picture again."""
    lesson = tmp_path / "too_long.toml"
    lesson.write_text(TOO_LONG.replace(TOO_LONG_FOR_ONE, FAR_ONCE), encoding="utf-8")
    scene = drawn(name, lesson)
    came_back = 0
    for runner in scene.runs_shown:
        track = scene.table[runner.name]
        step = track.step
        inside = runner.ground.contains(track.theta)
        if not hasattr(runner, "departure_part"):
            continue  # the eye follows, or it cannot leave
        said = np.array([runner.departure_part.presence.at(f) for f in range(scene.frames)])
        for walk in np.split(np.arange(scene.frames), np.flatnonzero(np.diff(step) < 0) + 1):
            outside = np.flatnonzero(~inside[walk])
            rises = np.count_nonzero(np.diff((said[walk] > 0).astype(int)) > 0)
            assert rises == (1 if len(outside) else 0)
            if len(outside):
                came_back += int(inside[walk][outside[0] :].sum())
                assert not said[walk][: outside[0] + 1].any()
    assert (came_back > 0) == returns


@pytest.mark.parametrize("name", PLANS)
def test_a_frame_is_the_same_however_it_is_reached(drawn: Drawn, name: str) -> None:
    """Rule 5: drawn alone, after others, or again by another scene, a frame has the same pixels."""
    scene, again = drawn(name), drawn.__wrapped__(name)
    frames = np.random.default_rng(3).integers(0, scene.frames, extent.of(2, 4))
    first = {int(frame): scene.picture(int(frame)).copy() for frame in frames}
    for frame in reversed(frames):
        for before in (int(frame) - 1, int(frame)):
            picture = scene.picture(max(before, 0))
        assert np.array_equal(picture, first[int(frame)])
    assert all(np.array_equal(again.picture(f), first[f]) for f in first)


def walks(scene: LessonScene) -> list[int]:
    """Frames to draw one after the other: forward, backward, from beat to beat, anywhere.

    As a sample, a beat is walked through forward or backward, by turns.
    """
    rng = np.random.default_rng(5)
    frames = []
    for k, beat in enumerate(scene.score.beats):
        forward, backward = rng.integers(beat.start, beat.stop - 3, 2)
        ways = [[beat.start, forward, forward + 1], [beat.stop - 1, backward + 1, backward]]
        frames += [*ways[0], *ways[1]] if extent.is_whole else ways[k % 2]
    return [int(frame) for frame in [*frames, *rng.integers(0, scene.frames, 4)]]


@pytest.mark.parametrize("name", PLANS)
def test_drawing_only_what_changes_draws_what_plain_manim_draws(drawn: Drawn, name: str) -> None:
    """Bit for bit, in every beat; and no pixel changes outside of what is said to have changed."""
    scene, plain = drawn(name), drawn.__wrapped__(name)
    before = scene.picture(0).copy()
    for frame in walks(scene):
        picture = scene.picture(frame)
        plain.camera.reset()
        plain.camera.capture_mobjects([mobject for _, mobject in plain.mobjects_at(frame)])
        assert np.array_equal(picture, plain.camera.pixel_array), frame
        differs = (picture != before).any(axis=-1)
        for left, top, right, bottom in scene.changed:
            differs[top:bottom, left:right] = False
        assert not differs.any(), frame
        before = picture.copy()


@pytest.mark.parametrize("name", PLANS)
def test_nothing_is_drawn_where_nothing_changes(drawn: Drawn, name: str) -> None:
    scene = drawn(name)
    scene.picture(5)
    scene.picture(5)
    assert scene.changed == ()


@pytest.mark.parametrize(
    ("name", "played"), [("learning_rate", "which"), ("batch_vs_sgd", "step_for_step")]
)
def test_while_the_eye_rests_only_the_ends_of_what_moves_are_drawn(
    drawn: Drawn, name: str, played: str
) -> None:
    scene = drawn(name)
    beat = scene.score.named(played)
    flies = np.any([t.phase[beat.start : beat.stop] > 0 for t in scene.table.values()], axis=0)
    moments = np.flatnonzero(flies) if flies.any() else np.array([beat.frames // 2])
    first = beat.start + int(moments[len(moments) // 2]) - 1
    for step in range(3):
        scene.picture(first + step)
    areas = [(c - a) * (d - b) for a, b, c, d in scene.changed]
    assert 0 < sum(areas) < 854 * 480 / 5
