"""A training run out of a user's file: an input like any other, drawn and told as it is."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from scenes.lesson.file import Lesson, load_lesson
from scenes.lesson.seeing import descriptions
from scenes.plans.neural_network import ON_PLANE, Plan
from scenes.reading.report import LessonError
from tests.saved_runs import RUNS, write_run

TEXT = """title = "T"
slug = "t"
extends = "gradient-descent"
scenes = ["neural_network"]
[[scene]]
name = "neural_network"
[scene.params]
run = "{run}"
"""


def lesson(folder: Path, run: str) -> Lesson:
    """A lesson about a file in its folder."""
    path = folder / "mine.toml"
    path.write_text(TEXT.format(run=run), encoding="utf-8")
    return load_lesson(path)


def computed(made: Lesson) -> Plan:
    plan = Plan.computed(made.scene("neural_network").params, made.seed, made.inputs)
    assert isinstance(plan, Plan)
    return plan


def test_the_file_is_an_input_and_its_state_counts(tmp_path: Path) -> None:
    write_run("falls", tmp_path / "run.npz")
    made = lesson(tmp_path, "run.npz")
    content = (tmp_path / "run.npz").read_bytes()
    assert made.inputs.digests()["run.npz"] == hashlib.sha256(content).hexdigest()
    assert made.inputs.changed() == []
    first = computed(made).values
    write_run("rises", tmp_path / "run.npz")
    assert made.inputs.changed() == ["run.npz"]
    assert computed(lesson(tmp_path, "run.npz")).values != first


@pytest.mark.parametrize("run", ["falls", "ground"])
def test_the_ball_is_where_the_parameters_are_nearest_on_the_plane(
    run: str, tmp_path: Path
) -> None:
    write_run(run, tmp_path / "run.npz")
    made = lesson(tmp_path, "run.npz")
    plan = computed(made)
    track = plan.timed(made.scene("neural_network").score(10))[ON_PLANE]
    arrays = RUNS[run]()
    away = arrays["parameters"] - arrays["parameters"][-1]
    assert plan.saved is not None
    ways = plan.saved.told.plane.axes
    np.testing.assert_allclose(ways @ ways.T, np.eye(2), atol=1e-9)
    expected = (away @ ways.T)[track.step]
    np.testing.assert_allclose(track.theta, expected, atol=1e-9)
    np.testing.assert_array_equal(track.loss, arrays["losses"][track.step])


@pytest.mark.parametrize("run", RUNS)
def test_what_is_seen_is_told_whatever_the_file_has(run: str, tmp_path: Path) -> None:
    write_run(run, tmp_path / "run.npz")
    made = lesson(tmp_path, "run.npz")
    for beat, text in descriptions(made, made.scene("neural_network")).items():
        assert text.endswith("."), beat
        assert not {"{", "}", "nan", "None"} & {*text, *text.split()}, text


@pytest.mark.parametrize(
    ("run", "why"),
    [
        ("none.npz", "none.npz: the file cannot be read"),
        ("../run.npz", "it must lie beside the fi"),
    ],
)
def test_a_file_that_is_not_there_is_said_with_its_key(run: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(LessonError) as caught:
        lesson(tmp_path, run)
    (told,) = caught.value.problems
    assert 'line 8: scene "neural_network", params.run: ' in told
    assert why in told
