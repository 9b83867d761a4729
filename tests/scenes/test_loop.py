"""The program on the screen: its text, the line that is lit, and the values beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from manim import DL, UR, VMobject

from scenes.aspect import Aspect
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label
from scenes.lesson.file import load_lesson
from scenes.loop import Loop
from scenes.parts.listing import GLIDE
from scenes.plans.loop import WALK, Beats
from scenes.plans.program import BREAK, COST, FOR, GRADIENT, IF, UPDATE
from scenes.stage.scene import LessonScene
from tests.scenes.conftest import small
from tests.scenes.settings import Setting, made

Drawn = Callable[..., LessonScene]


@pytest.fixture
def scene(drawn: Drawn) -> Loop:
    made = drawn("loop")
    assert isinstance(made, Loop)
    return made


def told(scene: Loop, line: int, frame: int) -> str:
    """What stands beside a line."""
    return str(beside(scene, line, frame).text).replace("−", "-")


def beside(scene: Loop, line: int, frame: int) -> Digits:
    """The value beside a line as it is at a frame, after its arrow."""
    part = scene.listing.values[line]
    assert part.update is not None
    part.update(frame)
    _, digits = part.mobject
    assert isinstance(digits, Digits)
    return digits


def test_the_text_on_the_screen_is_the_source_that_is_run(scene: Loop) -> None:
    labels = [part.mobject for part in scene.listing.lines]
    assert all(isinstance(label, Label) for label in labels)
    assert "\n".join(label.text for label in labels) + "\n" == scene.plan.program.source


def test_letters_of_one_column_stand_below_one_another(scene: Loop) -> None:
    """The first letters of lines that are indented alike, but for what lies beside them."""
    size, labels = scene.listing.size, [part.mobject for part in scene.listing.lines]
    for label in labels:
        indent = len(label.text) - len(label.text.lstrip(" "))
        left = float(label.get_left()[0])
        assert scene.listing.column(indent) <= left < scene.listing.column(indent) + 0.15 * size


def test_values_are_those_of_the_walk_at_its_last_landing(scene: Loop) -> None:
    """In the quick rounds, all of a line is as the ball stands; to three decimals."""
    track, problem, data = scene.table[WALK], scene.plan.problem, scene.plan.scaled
    run = scene.score[Beats.run]
    first = int(track.step[run.start])
    frames = run.start + np.flatnonzero(track.step[run.start : run.stop] > first)
    assert len(frames) > 10
    for frame in frames.tolist():
        w, b = track.theta[frame]
        miss = w * data.x + b - data.y
        slopes = 2 * np.mean(miss * data.x), 2 * np.mean(miss)
        scene.count.set(frame)
        assert scene.count.mobject.number.text == str(track.step[frame])
        assert told(scene, COST, frame) == f"{np.mean(miss**2):.3f}"
        assert told(scene, GRADIENT, frame) == f"({slopes[0]:.3f}, {slopes[1]:.3f})"
        assert told(scene, IF, frame) == f"{np.hypot(*slopes):.3f}"
        assert told(scene, UPDATE, frame) == f"({w:.3f}, {b:.3f})"
    assert problem.loss(track.theta[-1]) < problem.loss(track.theta[0])


def test_what_a_round_has_found_goes_as_the_next_begins(scene: Loop) -> None:
    """Until its line is run again; theta stays."""
    again, glide = scene.score[Beats.again], 1 + round(GLIDE * scene.score.fps)
    landings = np.flatnonzero(np.diff(scene.table[WALK].step[: again.stop])) + 1
    begun = [frame for frame in landings.tolist() if frame >= again.start]
    assert begun
    for frame in begun:
        for line in (COST, GRADIENT, IF):
            assert told(scene, line, frame - 1) != told(scene, line, frame + glide) == ""
        assert told(scene, UPDATE, frame + glide) != ""


def test_the_band_rests_on_no_line_that_is_not_run(scene: Loop) -> None:
    """It leaps over these: `break` is not lit while the gradient is long."""
    slow, seen = scene.score[Beats.run].start, set()
    listing = scene.listing
    assert listing.band.update is not None
    for frame in range(scene.score[Beats.update].start, slow):
        listing.band.update(frame)
        _, bottom, _, top = listing.band.mobject.box
        seen |= {k for k in range(FOR, UPDATE + 1) if bottom < listing.baseline(k) < top}
        assert not bottom < listing.baseline(BREAK) < top
    assert {IF, UPDATE} <= seen


def test_the_step_lands_after_its_line_was_lit_and_before_the_next_is(scene: Loop) -> None:
    track, listing = scene.table[WALK], scene.listing
    slow = scene.score[Beats.run].start
    landings = np.flatnonzero(np.diff(track.step[:slow])) + 1
    assert len(landings) == 3
    for landing in landings.tolist():
        set_off = landing - np.argmin(track.phase[:landing][::-1] > 0)
        assert listing.brightness((UPDATE,), int(set_off)) == 1.0
        assert listing.brightness((UPDATE,), landing - 1) == 1.0
        assert listing.run(int(set_off)) == listing.run(landing - 1)


def test_stations_are_lit_with_their_lines(scene: Loop) -> None:
    """One at a time, also as the light of the quick rounds comes by."""
    again, run = scene.score[Beats.again], scene.score[Beats.run]
    quick = [scene.listing.stations_lit(f) for f in range(run.start, run.stop)]
    assert max(map(sum, quick)) <= 1.0 + 1e-9
    lit = np.array([scene.listing.stations_lit(f) for f in range(again.start, again.stop)])
    assert (lit.max(axis=0) == 1.0).all()
    assert (lit.sum(axis=1) <= 1.0 + 1e-9).all()
    assert max(map(max, quick)) == 1.0


def test_a_length_reads_as_short_when_the_loop_has_ended_and_not_before(tmp_path: Path) -> None:
    """Also where three decimals would write a length just below the bound as the bound."""
    with small(tmp_path):
        scene = made(Setting("loop", (("learning_rate", 0.05),)), tmp_path)
    assert isinstance(scene, Loop)
    nearly, run = scene.plan.asked.nearly, scene.score[Beats.run]
    landings = np.flatnonzero(np.diff(scene.table[WALK].step)) + 1
    quick = [frame for frame in landings.tolist() if run.start < frame < landings[-1]]
    assert all(float(told(scene, IF, frame)) >= nearly for frame in quick)
    assert float(told(scene, IF, scene.frames - 1)) < nearly


def box_of(mobject: VMobject | Label) -> list[float]:
    """Left, bottom, right and top of what it is drawn with."""
    low, high = (mobject.get_corner(corner) for corner in (DL, UR))
    return [*low[:2].tolist(), *high[:2].tolist()]


@pytest.mark.parametrize("aspect", list(Aspect))
def test_arrows_of_the_ring_keep_clear_of_its_names(aspect: Aspect, tmp_path: Path) -> None:
    """Where these stand beside their stations, and where below."""
    with small(tmp_path):
        scene = shaped(aspect)
    for name in scene.cycle.names:
        left, bottom, right, top = box_of(name.mobject)
        for x, y in np.concatenate(scene.cycle.arcs.mobject.lines).tolist():
            assert not (left < x < right and bottom < y < top)


@pytest.mark.parametrize("aspect", list(Aspect))
def test_values_stand_in_a_column_beside_their_lines_and_within_the_band(
    aspect: Aspect, tmp_path: Path
) -> None:
    """All end alike, clear of their line in its row, or in the row below."""
    with small(tmp_path):
        listing = shaped(aspect).listing
    size, last, ends = listing.size, listing.scene.score[Beats.run].stop - 1, []
    for line, part in listing.values.items():
        assert part.update is not None
        part.update(last)
        plate, digits = part.mobject.submobjects
        value, source = box_of(digits), box_of(listing.lines[line].mobject)
        assert listing.slot.left < value[0] < value[2] < listing.slot.right
        assert plate.filled.right <= listing.slot.right
        assert plate.filled.left < value[0]
        in_row = 0.5 * size < value[0] - source[2] and source[1] < value[3] < source[3] + size / 2
        assert in_row or 0.0 < source[1] - value[3] < 1.3 * size
        ends.append(value[2])
    np.testing.assert_allclose(ends, ends[0], atol=0.2 * size)


def shaped(aspect: Aspect) -> Loop:
    """The scene in a shape, ready to draw."""
    scene = Loop(load_lesson().shaped(aspect))
    scene.prepare()
    return scene
