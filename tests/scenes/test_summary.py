"""The light of the cycle, the looks of the three kinds, and what the line says, as it is told."""

from collections.abc import Callable

import numpy as np
import pytest

from scenes.aspect import Aspect
from scenes.components.readout import Count
from scenes.lesson.file import load_lesson
from scenes.lessons import BUILT_INS
from scenes.plans.hook import WALK
from scenes.plans.mini_batch import KINDS
from scenes.plans.summary import ON_BOWL, Beats, Plan
from scenes.stage.scene import LessonScene
from scenes.summary import Summary

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


def test_nothing_moves_while_it_is_said_in_ones_own_words_until_all_names_come(
    drawn: Drawn,
) -> None:
    """Names come together, in the last third, and the ball has rested for all of the beat."""
    scene = drawn("summary")
    assert isinstance(scene, Summary)
    own = scene.score[Beats.own_words]
    assert set(scene.table[ON_BOWL].step[own.start : own.stop]) == {scene.plan.run.steps}
    told = [part for each in scene.page.ingredients for part in each.told]
    pictures = [part for each in scene.page.ingredients for part in each.picture]
    comes = {next(f for f in range(own.start + FPS, own.stop) if part.shown(f)) for part in told}
    (come,) = comes
    assert come > own.start + 2 * own.frames / 3
    assert all(part.shown(own.stop - 1) == 1.0 for part in told)
    rests = range(own.start + 2 * FPS, come)
    assert {part.shown(frame) for frame in rests for part in pictures} == {1.0}


@pytest.mark.parametrize("language", ["", ".es", ".de"])
@pytest.mark.parametrize("aspect", list(Aspect))
def test_the_line_says_what_it_is_told_to_say_now(language: str, aspect: Aspect) -> None:
    """The caption that names its last number stands while it is there, and no caption before."""
    lesson = load_lesson(BUILT_INS[f"gradient-descent{language}"]).shaped(aspect)
    made = lesson.scene("summary")
    plan = Plan.computed(made.params, lesson.seed, lesson.inputs)
    score = made.score(FPS)
    steps, good = plan.timed(score)[WALK].step, f"{plan.said(-1):.0f} ft"
    found = score[Beats.found]
    says = [each for each in found.captions if good in each.text.replace("\n", " ")]
    assert says
    assert {plan.said(int(step)) for step in steps[says[0].start : found.stop]} == {plan.said(-1)}
    assert steps[found.start] == 0


def test_the_walks_of_all_kinds_have_had_as_many_looks_at_every_moment(drawn: Drawn) -> None:
    """Their paths have the steps that these make."""
    scene = drawn("summary")
    beat, kinds = scene.score[Beats.kinds], scene.plan.shown.kinds
    seen = set()
    for frame in range(beat.start + beat.frames // 3, beat.stop - 1):
        scene.mobjects_at(frame)
        each = [
            [m for m in part.mobject.get_family() if isinstance(m, Count)]
            for part in scene.parts
            if part.shown(frame)
        ]
        counts = [last for *_, last in filter(None, each)]
        (told,) = {int(count.number.text) for count in counts}
        assert len(counts) == len(KINDS)
        for kind in KINDS:
            asked, step = kinds.sizes[kind], int(scene.table[kind].step[frame])
            assert step * asked <= told <= (step + 1) * asked
        seen.add(told)
    assert max(seen) == kinds.looks
    assert len(seen) > 10
