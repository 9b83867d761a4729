"""What the scene of the mountain promises: numbers after landings, all in the picture."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from scenes.components.path.arrow import SurfaceArrow
from scenes.components.surface.floor_plane import FloorSquare
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label
from scenes.mountain import Mountain
from scenes.parts.landscape_view import EDGE, TIP
from scenes.parts.naming import covered
from scenes.parts.slope_arrows import STUB
from scenes.plans.mountain import WALK, Beats
from tests.scenes.conftest import small
from tests.scenes.settings import Setting, made

EVERY = 4
"""Frames between those that are looked at."""


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mountain]:
    folder = tmp_path_factory.mktemp("mountain")
    with small(folder):
        built = made(Setting("mountain", (("other_start", (1.6, -0.3)),)), folder)
        assert isinstance(built, Mountain)
        yield built


def shown(scene: Mountain, frame: int) -> set[str]:
    """The numbers below the rule that are seen at a frame."""
    texts = set()
    for part in scene.worked.numbers:
        if part.set(frame) is not None:
            family = part.mobject.get_family()
            texts |= {each.text for each in family if isinstance(each, Digits)}
    return texts


def test_no_new_place_is_written_before_the_ball_has_landed_there(scene: Mountain) -> None:
    """Nor is a gradient before it could be measured, and in the end all of the steps have been."""
    run, track, beat = scene.run, scene.table[WALK], scene.score[Beats.first_steps]
    placed, written = scene.say.numerals.placed, set()
    for frame in range(beat.start, beat.stop, EVERY):
        landed = int(track.step[frame])
        known = np.concatenate([run.theta[: landed + 1], run.gradient[: landed + 1]])
        allowed = {placed(value, 2) for value in known.ravel().tolist()} | {"0.5"}
        texts = shown(scene, frame)
        assert texts <= allowed, frame
        written |= texts
    steps = scene.plan.slow
    for vector in (*run.theta[: steps + 1], *run.gradient[:steps]):
        assert {placed(value, 2) for value in vector.tolist()} <= written


@pytest.mark.parametrize("beat", [Beats.parameters, Beats.cost], ids=lambda beat: beat.name)
def test_the_floor_and_the_ball_fill_the_picture(scene: Mountain, beat: object) -> None:
    scene.view.look_at(scene.score[beat].stop - 1)  # type: ignore[index]
    room, corners = scene.view.room.inset(EDGE, TIP, EDGE, EDGE), scene.walks.floor.corners
    places = scene.view.at(corners[:, :2], corners[:, 2])
    low, high = places.min(axis=0), places.max(axis=0)
    free = np.array([room.width, room.height]) - (high - low)
    assert free.min() == pytest.approx(0.0, abs=0.02)
    assert (low + high) / 2 == pytest.approx(room.centre, abs=0.02)


def test_nothing_marks_the_answer_while_it_is_asked_for(scene: Mountain) -> None:
    answer = (*scene.marks.crosses, *scene.marks.values)
    asked, answered = scene.score[Beats.question], scene.score[Beats.lift]
    assert len(answer) > 2
    for part in answer:
        assert not any(part.shown(frame) for frame in range(asked.start, asked.stop))
        assert part.shown(answered.stop - 1) == 1.0
    for name in scene.marks.names:
        assert not any(name.shown(frame) for frame in range(scene.score[Beats.wish].start))
        assert name.shown(scene.frames - 1) == 1.0


def test_an_arrow_that_bears_the_name_of_the_gradient_is_as_long_as_it(scene: Mountain) -> None:
    """Others tell the way alone, both as long, and their names that they are along it."""
    arrows, gradient = scene.walks.arrows, scene.plan.gradient
    assert gradient is not None
    told = scene.say("arrows.along", way="", vector="")
    for parts, sign in ((arrows.uphill, 1.0), (arrows.downhill, -1.0), (arrows.whole, -1.0)):
        family = [each for part in parts for each in part.mobject.get_family()]
        (vector,) = (each.vector for each in family if isinstance(each, SurfaceArrow))
        (name,) = (each.text for each in family if isinstance(each, Label))
        is_way = parts is not arrows.whole
        assert (told.strip() in name) == is_way
        length = STUB * scene.view.domain.radius if is_way else float(np.hypot(*gradient))
        assert float(np.hypot(*vector)) <= length * (1 + 1e-9)
        assert vector / np.hypot(*vector) == pytest.approx(sign * gradient / np.hypot(*gradient))
        assert is_way or tuple(vector) == tuple(-gradient)


def test_all_arrows_lie_on_the_ground(scene: Mountain) -> None:
    arrows = scene.walks.arrows
    for parts in (arrows.uphill, arrows.downhill, arrows.whole, arrows.steps[0]):
        family = [each for part in parts for each in part.mobject.get_family()]
        assert sum(isinstance(each, SurfaceArrow) for each in family) == 1


def test_that_it_is_cut_open_is_told_once_it_is_and_not_beside_the_ruler(scene: Mountain) -> None:
    told, beats = scene.walks.floor.opened, scene.score
    assert told.shown(beats[Beats.parameters].start) == 0.0
    assert told.shown(beats[Beats.parameters].stop - 1) == 1.0
    assert told.shown(beats[Beats.cost].stop - 1) == 0.0


def test_of_the_rest_a_fifth_of_the_light_stays_in_the_dark(scene: Mountain) -> None:
    frame = scene.score[Beats.first_steps].stop - 1
    assert scene.land.weather(frame).dark == pytest.approx(0.8)


def test_no_name_bites_the_outline_of_the_landscape(scene: Mountain) -> None:
    """That of another start is beyond the skyline, or before the ground, all of it."""
    scene.picture(scene.score[Beats.other].stop - 1)
    (name,) = (part for part in scene.marks.others[1::2])
    left, bottom, right, top = covered(name.mobject)
    surface = scene.view.surface
    seen = surface.view.project(surface.outline.T)[:, :2]
    under = seen[(seen[:, 0] > left) & (seen[:, 0] < right)]
    assert under[:, 1].max() < bottom or under[:, 1].max() > top


@pytest.mark.parametrize("azimuth", [45.0, 135.0, 225.0, 315.0])
def test_of_the_floor_only_what_is_before_the_cut_is_kept(azimuth: float) -> None:
    rng = np.random.default_rng(3)
    place = np.array([0.4, -0.2])
    ticks = (np.array([-1.0, 0.0]), np.array([0.0, 1.0]))
    square = FloorSquare(np.zeros(2), 2.0, 0.0, azimuth, place, ticks)
    for line in rng.uniform(-2.0, 2.0, (20, 2, 2)):
        kept = square.before_cut(line)
        along = line[0] + np.linspace(0.0, 1.0, 2001)[:, None] * (line[1] - line[0])
        inside = along[(along - place) @ square.toward > 0]
        assert (len(kept) > 1) == (len(inside) > 1)
        if len(inside) > 1:
            length = float(np.hypot(*(inside[-1] - inside[0])))
            assert float(np.hypot(*(kept[-1] - kept[0]))) == pytest.approx(length, abs=0.01)
            assert ((kept - place) @ square.toward >= -1e-9).all()
    for which in (0, 1):
        foot = square.on_axis(which, place[which : which + 1])
        assert len(square.before_cut(foot)) == 1
