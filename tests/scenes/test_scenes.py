"""Scenes as a whole: their plans, their beats, their words, and plain Manim."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gdcore.errors import GDError
from scenes.catalog import SCENES
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label, words
from scenes.components.text.label import formula as maths
from scenes.layout import LAYOUTS, Slot
from scenes.lesson.file import load_lesson
from scenes.plans.base import Beat, ScenePlan
from scenes.plans.common import SceneParams
from scenes.plans.race import Method
from scenes.plans.registry import PLANS
from scenes.reading.inputs import Inputs
from scenes.stage.scene import LessonScene, beat
from scenes.stage.timeline import Cue
from scenes.theme import FRAME_HEIGHT, SIZES

ROOT = Path(__file__).parents[2]
Drawn = Callable[..., LessonScene]


def test_every_plan_has_its_scene_and_its_default_parameters_are_legal() -> None:
    assert [*SCENES] == [*PLANS]
    for name, plan in PLANS.items():
        assert SCENES[name].plan_class is plan
        assert plan.name == name
        params = plan.params()
        assert all(1 <= beat.least_seconds(params) <= 120 for beat in plan.in_order())


def test_a_scene_that_leaves_a_beat_out_or_plays_one_twice_is_refused() -> None:
    class Beats:
        one = Beat[SceneParams]("one thing", 1.0)
        pause = Beat[SceneParams]("another, called as a method of Manim's", 1.0)

    class Plan(ScenePlan[SceneParams]):
        name, title, params, beats = "toy", "Toy", SceneParams, Beats

    assert [beat.name for beat in Plan.in_order()] == ["one", "pause"]
    with pytest.raises(TypeError, match="Lacks must play each of these beats once: one, pause"):

        class Lacks(LessonScene[SceneParams, Plan]):
            plan_class = Plan

            @beat(Beats.one)
            def first(self, cue: Cue) -> None: ...

            def pause(self) -> None: ...

    with pytest.raises(TypeError, match="Repeats must play"):

        class Repeats(LessonScene[SceneParams, Plan]):
            plan_class = Plan

            @beat(Beats.one)
            def first(self, cue: Cue) -> None: ...

            @beat(Beats.one)
            def again(self, cue: Cue) -> None: ...

            @beat(Beats.pause)
            def rest(self, cue: Cue) -> None: ...


@pytest.mark.parametrize("name", PLANS)
def test_the_built_in_lesson_says_something_in_every_beat(name: str) -> None:
    spec = load_lesson().scene(name)
    assert [beat for beat, say in spec.beats if say] == [
        beat.name for beat in PLANS[name].in_order()
    ]


@pytest.mark.parametrize("name", PLANS)
def test_all_text_lies_in_the_frame_and_above_the_least_size(drawn: Drawn, name: str) -> None:
    """At the end of each beat, what is shown keeps off the frame's edge."""
    scene = drawn(name)
    frame_slot = scene.layout.frame
    for timed in scene.score.beats:
        for part in scene.parts:
            state = part.set(timed.stop - 1)
            if state is None:
                continue
            for label in part.mobject.get_family():
                if not isinstance(label, Label | Digits) or not len(label.get_all_points()):
                    continue
                low, high = label.get_all_points().min(axis=0), label.get_all_points().max(axis=0)
                if low[0] > frame_slot.right:
                    continue  # a departure that has not happened
                if isinstance(label, Label) and label.runs[0].strength == 0.0:
                    continue  # a number beyond the end of its axis
                assert low[0] > frame_slot.left + 0.25, (timed.name, label)
                assert high[0] < frame_slot.right - 0.25, (timed.name, label)
                assert low[1] > frame_slot.bottom + 0.25, (timed.name, label)
                assert label.size >= FRAME_HEIGHT / 36 - 1e-9


def test_captions_do_not_touch_the_body() -> None:
    layout = LAYOUTS["16:9"]
    assert layout.caption.top <= layout.body.bottom
    assert layout.body.top <= layout.title.bottom
    assert layout.stage.top == layout.panel.top
    assert layout.stage.bottom == layout.panel.bottom


HOSTILE = [
    '#read("/etc/passwd")',
    "<script>alert(1)</script>",
    "*bold* _it_ $x$ = head",
    'quote" and \\u{41}',
    "`raw` @ref <label> // comment",
    "#import",
    "]#[",
    "%s {0} {{x}}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_words_are_text_and_never_markup(text: str) -> None:
    """As many shapes as the text has visible characters (ligatures and dots aside)."""
    label = words(text, SIZES.label, "#FFFFFF")
    visible = len(text.replace(" ", ""))
    letters = sum(len(run.letters) for run in label.submobjects)
    assert visible - 4 <= letters <= visible


def test_words_stand_on_their_baseline_and_formulas_share_it() -> None:
    text = words("Hxn", 0.5, "#FFFFFF").put(1.0, 2.0)
    assert text.get_left()[0] == pytest.approx(1.0, abs=1e-9)
    assert text.get_bottom()[1] == pytest.approx(2.0, abs=0.01)
    letter = maths("$H$", 0.5, "#FFFFFF").put(-1.0, 2.0, "right")
    assert letter.get_right()[0] == pytest.approx(-1.0, abs=1e-9)
    assert letter.get_bottom()[1] == pytest.approx(2.0, abs=0.01)


def test_digits_are_equally_wide() -> None:
    digits = Digits(0.3, "#FFFFFF")
    rights = []
    for text in ("1111", "8888"):
        digits.show(text, 0.0, 0.0, "right")
        rights.append(digits.get_left()[0])
    assert abs(rights[0] - rights[1]) < 0.03


BAD = [
    ("mountain", {"surface": "two_vallies"}, "two_valleys"),
    ("mountain", {"surface": "two_wells"}, "two_valleys"),
    ("mountain", {"start": (9.0, 0.0)}, "outside"),
    ("mountain", {"other_start": (0.0, 9.0)}, "other_start"),
    ("learning_rate", {"start": (0.6998354571322529, -0.36540962513918096)}, "minimum"),
    ("batch_vs_sgd", {"data": "no-such-set"}, "stopping-distance"),
    ("batch_vs_sgd", {"data": "missing.csv", "x": "a", "y": "b"}, "missing.csv"),
]


@pytest.mark.parametrize(("name", "given", "said"), BAD)
def test_a_plan_refuses_what_it_cannot_draw(
    tmp_path: Path, name: str, given: dict[str, object], said: str
) -> None:
    plan = PLANS[name]
    with pytest.raises(GDError, match=said):
        plan.check(plan.params(**given), Inputs(tmp_path))


def test_the_methods_of_the_flagship_have_as_many_looks() -> None:
    """DESIGN rule 4: same start, same data, same budget; each at the rate that one search found."""
    spec = load_lesson().scene("batch_vs_sgd")
    plan = PLANS["batch_vs_sgd"].compute(spec.params, 7, Inputs(ROOT))
    assert {run.gradient_evaluations[-1] for run in plan.runs.values()} == {plan.looks}
    assert len({run.theta[0].tobytes() for run in plan.runs.values()}) == 1
    searches = [*plan.rates.searches.values()]
    assert plan.rates.searches.keys() == {Method.BATCH, Method.STOCHASTIC}
    assert {search.evaluations for search in searches} == {plan.first_looks}
    assert len({search.rates.tobytes() for search in searches}) == 1
    for method, search in plan.rates.searches.items():
        assert plan.run(method).learning_rate[0] == search.best_rate
        assert not search.at_edge
    begins = plan.run(Method.SHRINKING).learning_rate[0]
    assert begins == plan.rates.searches[Method.STOCHASTIC].best_rate


# surface, start, rate; how many minima are in the picture, and how many of these have a name
LANDSCAPES = {
    "one valley": ("bowl", [1.0, 1.0], 0.5, (1, 1)),
    "no valley": ("saddle", [0.3, 0.2], 0.3, (0, 0)),
    "a walk to infinity": ("monkey_saddle", [-0.5, 0.1], 0.5, (0, 0)),
    "many valleys": ("rastrigin", [1.4, 1.6], 0.001, (25, 2)),
}


@pytest.mark.parametrize("case", LANDSCAPES.values(), ids=LANDSCAPES)
def test_any_surface_can_be_the_mountain(drawn: Drawn, tmp_path: Path, case) -> None:
    surface, start, rate, (minima, named) = case
    path = tmp_path / "mine.toml"
    params = f'surface = "{surface}"\nstart = {start}\nlearning_rate = {rate}\nsteps = 12\n'
    path.write_text(
        f'title = "T"\nslug = "t"\n[[scene]]\nname = "mountain"\n[scene.params]\n{params}'
    )
    scene = drawn("mountain", path)
    scene.picture(scene.frames - 1)
    assert len(scene.marks.crosses) == minima
    assert len(scene.marks.names) == named
    for part in (*scene.known, *scene.worked.parts):
        assert part.mobject.get_right()[0] < scene.layout.safe.right


@pytest.mark.parametrize("name", PLANS)
def test_captions_follow_one_another_and_begin_on_one_line(drawn: Drawn, name: str) -> None:
    """At every frame one caption is there, in full; a short one is as high as a long one."""
    scene = drawn(name)
    for frame in range(scene.frames):
        assert sorted(part.shown(frame) for part in scene.captions)[-2:] == [0.0, 1.0], frame
    first = {round(part.mobject.submobjects[0].baseline, 6) for part in scene.captions}
    assert len(first) == 1


def test_the_built_in_lesson_has_captions_of_one_line_and_of_two(drawn: Drawn) -> None:
    captions = [part.mobject for name in PLANS for part in drawn(name).captions]
    assert {len(caption.submobjects) for caption in captions} == {1, 2}


def test_beside_silence_a_caption_fades(drawn: Drawn, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    beat = '[[scene.beat]]\nname = "cost"\nsay = "How high it stands is the cost."\n'
    path.write_text(f'title = "T"\nslug = "t"\n[[scene]]\nname = "mountain"\n{beat}')
    scene = drawn("mountain", path)
    (caption,) = scene.captions
    cost = scene.score.named("cost")
    assert 0.0 < caption.shown(cost.start + 1) < 1.0
    assert caption.shown((cost.start + cost.stop) // 2) == 1.0
    assert 0.0 < caption.shown(cost.stop - 1) < 1.0


def test_slots_divide_without_gaps_or_overlap() -> None:
    slot = Slot(0.0, 0.0, 6.0, 4.0)
    left, right = slot.columns(2, 1.0)
    assert (left.left, left.right, right.left, right.right) == (0.0, 2.5, 3.5, 6.0)
    top, bottom = slot.rows(2, 1, gap=1.0)
    assert (top.top, top.bottom, bottom.top, bottom.bottom) == (4.0, 2.0, 1.0, 0.0)


def test_plain_manim_draws_the_same_last_frame(drawn: Drawn, tmp_path: Path) -> None:
    """`manim -ql -s scenes/learning_rate.py LearningRate` ends on the picture that we end on."""
    command = [sys.executable, "-m", "manim", "-ql", "-s", "--disable_caching"]
    command += ["--media_dir", str(tmp_path), "scenes/learning_rate.py", "LearningRate"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    (picture,) = tmp_path.rglob("*.png")
    theirs = np.asarray(Image.open(picture).convert("RGB")).astype(int)
    scene = drawn("learning_rate")
    ours = scene.picture(scene.frames - 1)[..., :3].astype(int)
    assert theirs.shape == ours.shape
    assert np.abs(theirs - ours).max() <= 1
    shutil.rmtree(tmp_path)
