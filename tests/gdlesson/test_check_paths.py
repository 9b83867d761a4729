"""The rule about the future on paths that go far away: a true path is let pass, a false one is not.

The race over 235 skewed rows has a lens in which most of the shrinking path lies outside, and at a
rate above the limit paths leave for places a million pixels away.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from manim import tempconfig

from gdlesson.check import paths
from gdlesson.check.pictures import Eye
from scenes.catalog import SCENES
from scenes.lesson.file import load_lesson
from scenes.plans.rule_runs import ADAM, MOMENTUM
from scenes.plans.summary import Beats, lane
from scenes.stage.scene import LessonScene
from tests.ordinary_data import write_lesson

PLACES = 400
AHEAD = 4
"""Seconds by which a path that is wrong runs ahead."""
SIZE = {"pixel_width": 854, "pixel_height": 480, "frame_height": 8.0, "frame_rate": 15,
    "frame_width": 8.0 * 16 / 9}  # fmt: skip


@pytest.fixture(params=["", "learning_rate = 1.2"], ids=["lens", "far away"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LessonScene]:
    """The race, small."""
    with tempconfig({**SIZE, "media_dir": str(tmp_path), "dry_run": True}):
        lesson = load_lesson(write_lesson("households", tmp_path, params=request.param))
        made = SCENES["batch_vs_sgd"](lesson)
        made.prepare()
        yield made


def test_a_path_that_goes_far_away_is_not_the_future(scene: LessonScene) -> None:
    eye = Eye(scene)
    for name in ("step_for_step", "same_work", "smaller_steps"):
        beat = scene.score.named(name)
        for frame in np.linspace(beat.start + beat.frames // 5, beat.stop - 1, 5).astype(int):
            shot = eye.shot(int(frame))
            assert [each.measured for each in paths.future(shot)] == []
            assert [each.what for each in paths.step_agreement(shot)] == []


def test_a_path_that_runs_ahead_is_found(scene: LessonScene) -> None:
    runner = next(r for r in scene.runs_shown if r.name == "batch")
    frame = int(np.argmax(runner.track.step >= 2))
    walk = runner.trail_part.update

    def ahead(at: int) -> object:
        return walk(at + AHEAD * scene.score.fps)

    runner.trail_part.update = ahead
    assert "future" in {each.rule for each in paths.future(Eye(scene).shot(frame))}


@pytest.mark.parametrize("seed", range(20))
def test_what_is_left_of_a_line_is_all_that_lies_in_the_box(seed: int) -> None:
    """Against places along each segment, held one by one against the box."""
    rng = np.random.default_rng(seed)
    points = rng.normal(0, 10.0 ** rng.uniform(0, 4), (8, 2))
    points[rng.integers(8)] *= 1e6
    points[3] = points[2] + [0.0, rng.normal()]
    size = (int(rng.integers(20, 400)), 30)
    left = paths.segments_within(points, size, room=0.0)
    share = np.linspace(0.0, 1.0, PLACES)[:, None]
    for start, stop in pairwise(points):
        places = start + share * (stop - start)
        inside = places[((places > 0) & (places < size)).all(axis=1)]
        for place in inside:
            assert min(_away(place, *part) for part in left) < 1e-6 * (1 + np.abs(points).max())
    assert ((left > -1e-3) & (left < np.array(size) + 1e-3)).all()


def _away(place: np.ndarray, start: np.ndarray, stop: np.ndarray) -> float:
    way = stop - start
    along = np.clip((place - start) @ way / max(way @ way, 1e-300), 0.0, 1.0)
    return float(np.hypot(*(start + along * way - place)))


def test_a_part_that_ends_at_no_number_is_left_out() -> None:
    gone = [[np.inf, 5.0], [np.nan, 1.0]]
    points = np.array([[1.0, 1.0], [5.0, 5.0], *gone, [2.0, 2.0], [3.0, 2.0]])
    parts = paths.segments_within(points, (10, 10), room=0.0)
    assert parts.tolist() == [[[1.0, 1.0], [5.0, 5.0]], [[2.0, 2.0], [3.0, 2.0]]]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LessonScene]:
    """The summary, small: on its page a rule's path is as light as that of a kind."""
    media = str(tmp_path_factory.mktemp("page"))
    with tempconfig({**SIZE, "media_dir": media, "dry_run": True}):
        made = SCENES["summary"](load_lesson())
        made.prepare()
        yield made


@pytest.mark.parametrize("names", ["its own", "none", "another's"])
def test_a_path_is_told_apart_by_the_name_beside_it(page: LessonScene, names: str) -> None:
    adam, momentum = (
        [r for r in page.runs_shown if r.name == lane(rule)] for rule in (ADAM, MOMENTUM)
    )
    called = [runner.called for runner in adam]
    given = {
        "its own": called,
        "none": [None] * len(adam),
        "another's": [r.called for r in momentum],
    }
    try:
        for runner, name in zip(adam, given[names], strict=True):
            runner.called = name
        shot = Eye(page).shot(page.score[Beats.page].stop - 1)
        found = [each.what for each in paths.methods_apart(shot)]
    finally:
        for runner, name in zip(adam, called, strict=True):
            runner.called = name
    assert bool(found) == (names != "its own")
    assert all(lane(ADAM) in each for each in found)


@pytest.mark.parametrize("blanks", ["in their places", "unread", "none", "another's"])
def test_a_path_is_told_apart_by_what_is_where_its_name_has_been_read(
    page: LessonScene, blanks: str
) -> None:
    eye, ends = Eye(page), (page.score[Beats.page].stop, page.score[Beats.own_words].stop)
    runners = [r for r in page.runs_shown if r.blank is not None]
    own = [runner.blank for runner in runners]
    given = {"none": [None] * len(own), "another's": own[::-1]}.get(blanks, own)
    try:
        for runner, blank in zip(runners, given, strict=True):
            runner.blank = blank
        for end in ends[blanks == "unread" :]:
            shot = eye.shot(end - 1)
            found = [*paths.methods_apart(shot)]
    finally:
        for runner, blank in zip(runners, own, strict=True):
            runner.blank = blank
    assert bool(found) == (blanks != "in their places")
