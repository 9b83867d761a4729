"""The light of the cycle, the looks of the three kinds, and what the line says, as it is told."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from scenes.aspect import Aspect
from scenes.lesson.file import load_lesson
from scenes.lessons import BUILT_INS
from scenes.parts.small_valleys import MOST
from scenes.parts.summary_page import SummaryPage
from scenes.plans.hook import WALK
from scenes.plans.mini_batch import KINDS
from scenes.plans.summary import ON_BOWL, SHOWN, WALKS, Beats, Plan, lane
from scenes.stage.scene import LessonScene, Part
from scenes.summary import Summary
from scenes.theme import TIMES

Drawn = Callable[..., LessonScene]

FPS = 15
WHOLE, SILENT = 2.0, 3.2
"""Seconds for which all is seen, with its names; and for which nothing moves after that."""
TOLERANCE = 1e-6
"""In turns."""


def amid(page: SummaryPage) -> tuple[Part, ...]:
    """What tiles stand about, but for its names."""
    return *page.cost.picture, page.cycle.arcs, page.cycle.dots, page.rule, *page.hero


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


def test_the_whole_page_is_lit_with_its_names(drawn: Drawn) -> None:
    """Before the viewer is asked for anything."""
    scene = drawn("summary")
    assert isinstance(scene, Summary)
    whole, page = scene.score[Beats.page], scene.page
    pictures = [part for each in page.tiles for part in each.picture]
    names = [part for each in page.tiles if each is not page.cost for part in each.names]
    assert set(page.called) == {*names, *page.cycle.names, *page.ingredients}
    parts = (*pictures, *amid(page), *page.called)
    lit = [all(part.shown(f) == 1.0 for part in parts) for f in range(whole.start, whole.stop)]
    assert sum(lit) >= WHOLE * FPS
    assert all(lit[lit.index(True) :])


def test_nothing_moves_while_it_is_said_in_ones_own_words(drawn: Drawn) -> None:
    """The whole page stands there without the names of its stations and tiles."""
    scene = drawn("summary")
    assert isinstance(scene, Summary)
    own, page = scene.score[Beats.own_words], scene.page
    pictures = [part for each in page.tiles for part in each.picture]
    rests = range(own.start + math.ceil(TIMES.change * FPS), own.stop)
    assert len(rests) >= SILENT * FPS
    assert all(part.shown(rests[0]) == 1.0 for part in (*amid(page), *pictures))
    assert not any(part.shown(rests[0]) for part in page.called)
    seen = {tuple(part.shown(frame) for part in scene.parts) for frame in rests}
    assert len(seen) == 1


def test_what_has_come_stays_until_the_line_is_seen_once_more(drawn: Drawn) -> None:
    scene = drawn("summary")
    assert isinstance(scene, Summary)
    page, found = scene.page, scene.score[Beats.found]
    pictures = [part for each in page.tiles for part in each.picture]
    for part in (*pictures, page.rule):
        come = next(f for f in range(found.start) if part.shown(f) == 1.0)
        assert all(part.shown(f) == 1.0 for f in range(come, found.start))


def test_of_large_pictures_none_is_left_on_the_page(drawn: Drawn) -> None:
    scene = drawn("summary")
    assert isinstance(scene, Summary)
    large, frame = scene.page.large, scene.score[Beats.page].stop - 1
    each = large.limit, large.scaling, large.rules, large.valleys, large.fresh
    for parts in each:
        assert all(any(part.shown(f) for f in range(frame)) for part in parts)
        assert not any(part.shown(frame) for part in parts)


def test_what_all_was_computed_from_is_told_below_the_page(drawn: Drawn) -> None:
    """As long as that is seen; the film's last picture is the line alone."""
    scene = drawn("summary")
    assert isinstance(scene, Summary)
    page, own, found = (scene.score[each] for each in (Beats.page, Beats.own_words, Beats.found))
    come = next(f for f in range(found.stop) if scene.sources.shown(f))
    assert page.start < come < page.start + FPS
    assert all(scene.sources.shown(f) == 1.0 for f in range(own.start, own.stop))
    assert scene.sources.shown(found.stop - 1) == 0.0


def test_each_marked_start_has_the_mark_of_the_valley_that_its_ball_reaches(drawn: Drawn) -> None:
    scene = drawn("summary")
    assert isinstance(scene, Summary)
    plan, frame = scene.plan.valleys, scene.score[Beats.beyond].stop - 1
    scene.mobjects_at(frame)
    marks = scene.page.large.hills.starts.mobject
    assert MOST / 2 < len(marks.theta) < 2 * MOST
    assert len(marks.theta) <= len(plan.weather.starts)
    last = plan.rains[0].paths[-1]
    for theta, rank in zip(marks.theta, marks.ranks, strict=True):
        (ball,) = np.flatnonzero((plan.weather.starts == theta).all(axis=1))
        nearest = np.linalg.norm(plan.surface.minima - last[ball], axis=-1).argmin()
        assert plan.ranked[rank] == nearest


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


def test_the_kinds_walk_one_after_another_each_to_its_end(drawn: Drawn) -> None:
    """What is counted above each map are the steps of its walk."""
    scene = drawn("summary")
    assert isinstance(scene, Summary)
    beat, kinds = scene.score[Beats.kinds], scene.plan.shown.kinds
    assert [*WALKS] == [*KINDS] == [*scene.page.walks.counts]
    ends = [begin + lasts for begin, lasts in WALKS.values()]
    assert all(end < begin for end, (begin, _) in zip(ends, [*WALKS.values()][1:], strict=False))
    for kind in KINDS:
        steps = scene.table[kind].step[beat.start : beat.stop]
        assert (steps[0], steps[-1]) == (0, kinds.steps(kind))


def test_the_walks_of_rules_come_with_their_words_and_end(drawn: Drawn) -> None:
    scene = drawn("summary")
    assert isinstance(scene, Summary)
    beat, page = scene.score[Beats.helps], scene.page
    for rule in SHOWN:
        steps = scene.table[lane(rule)].step[: beat.stop]
        assert not steps[: beat.turns[1]].any()
        assert steps[-1] == scene.plan.rules.runs[rule].steps
    assert not any(part.shown(beat.turns[1]) for part in page.large.rules)
