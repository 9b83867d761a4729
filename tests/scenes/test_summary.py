"""The light of the cycle against the steps that are taken; the looks of the three kinds."""

from collections.abc import Callable

import numpy as np

from scenes.components.readout import Count
from scenes.lesson.file import load_lesson
from scenes.plans.mini_batch import KINDS
from scenes.plans.summary import ON_BOWL, Beats, Plan
from scenes.stage.scene import LessonScene

Drawn = Callable[..., LessonScene]

FPS = 15
TOLERANCE = 1e-6
"""In turns."""


def test_the_light_goes_round_once_a_step_and_is_back_as_it_lands() -> None:
    lesson = load_lesson()
    made = lesson.scene("summary")
    plan = Plan.computed(made.params, lesson.seed, lesson.inputs)
    score = made.score(FPS)
    table = plan.timed(score)
    before = score[Beats.own_words].start
    landed = table[ON_BOWL].step[:before]
    turns, tails = np.array([plan.turns(score, frame) for frame in range(before)]).T
    assert landed[score[Beats.cycle].stop] == landed[-1] == plan.run.steps
    assert (turns >= landed - TOLERANCE).all()
    assert (turns < landed + 1.0 + TOLERANCE).all()
    assert (np.diff(turns) >= 0.0).all()
    assert tails[0] == tails[-1] == 0.0 < tails.max() <= 1.0


def test_the_ball_walks_once_more_while_it_is_said_in_ones_own_words() -> None:
    lesson = load_lesson()
    made = lesson.scene("summary")
    plan = Plan.computed(made.params, lesson.seed, lesson.inputs)
    score = made.score(FPS)
    own = score[Beats.own_words]
    steps = plan.timed(score)[ON_BOWL].step[own.start : own.stop]
    assert steps[0] == steps[-1] == plan.run.steps
    assert steps.min() == 0


def test_the_walks_of_all_kinds_have_had_as_many_looks_at_every_moment(drawn: Drawn) -> None:
    """Their paths have the steps that these make."""
    scene = drawn("summary")
    beat, kinds = scene.score[Beats.kinds], scene.plan.shown.kinds
    seen = set()
    for frame in range(beat.start + beat.frames // 3, beat.stop - 1):
        scene.mobjects_at(frame)
        counts = [
            m
            for part in scene.parts
            for m in part.mobject.get_family()
            if isinstance(m, Count) and part.shown(frame)
        ]
        (told,) = {int(count.number.text) for count in counts}
        assert len(counts) == len(KINDS)
        for kind in KINDS:
            asked, step = kinds.sizes[kind], int(scene.table[kind].step[frame])
            assert step * asked <= told <= (step + 1) * asked
        seen.add(told)
    assert max(seen) == kinds.looks
    assert len(seen) > 10
