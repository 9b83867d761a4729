"""The light of the cycle against the steps that are taken, until the gradient is near zero."""

import numpy as np

from scenes.lesson.file import load_lesson
from scenes.plans.hook import FIRST
from scenes.plans.mini_batch import ALL
from scenes.plans.summary import ON_BOWL, Beats, Plan

FPS = 15
TOLERANCE = 1e-6
"""In turns."""


def test_the_light_goes_round_once_a_slow_step_and_is_back_as_it_lands() -> None:
    lesson = load_lesson()
    made = lesson.scene("summary")
    plan = Plan.computed(made.params, lesson.seed, lesson.inputs)
    score = made.score(FPS)
    table = plan.timed(score)
    assert table[ON_BOWL].step[score[Beats.cycle].stop] == plan.run.steps
    slow = np.minimum(table[ON_BOWL].step, FIRST)
    steps = [slow, table[ALL].step]
    landed = sum(np.cumsum(np.maximum(np.diff(each, prepend=0), 0)) for each in steps)
    turns = np.array([plan.turns(score, frame) for frame in range(len(steps[0]))])
    assert landed[-1] == FIRST + 2 * plan.shown.kinds.runs[ALL].steps
    assert (turns >= landed - TOLERANCE).all()
    assert (turns < landed + 1.0).all()
    assert (np.diff(turns) >= 0.0).all()
