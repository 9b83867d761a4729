"""The rule about dead space: the largest empty rectangle, for how long, and in which room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from gdlesson.check.pictures import look_through
from gdlesson.check.space import LARGE, UNEVEN, Room, SeenAt, dead_space, filled, largest_empty
from scenes.aspect import Aspect
from scenes.components.contour_map import ContourMap
from scenes.components.path.ball import Ball
from scenes.components.path.trail import Trail
from scenes.layout import LAYOUTS, pixels_within
from scenes.plans.learning_rate import Plan
from scenes.stage.scene import beat
from scenes.stage.timeline import Cue
from tests.gdlesson.small_scene import SmallScene, small_scene

ROWS, COLUMNS = 10, 20
ROOM = Room(left=100, top=50, block=4, whole=ROWS * COLUMNS * 16)
SIZES = {Aspect.WIDE: (1280, 720), Aspect.TALL: (720, 1280), Aspect.SQUARE: (720, 720)}
(_, LONG), (_, LESS_LONG) = UNEVEN, LARGE


@pytest.mark.parametrize("seed", range(30))
def test_the_largest_empty_rectangle_is_that_of_all_there_are(seed: int) -> None:
    rng = np.random.default_rng(seed)
    mask = rng.random((7, 9)) < rng.uniform(0.02, 0.9)
    areas = [
        (bottom - top) * (right - left)
        for top, left in product(range(7), range(9))
        for bottom, right in product(range(top + 1, 8), range(left + 1, 10))
        if not mask[top:bottom, left:right].any()
    ]
    area, (left, top, right, bottom) = largest_empty(mask)
    assert area == max(areas, default=0) == (right - left) * (bottom - top)
    assert not mask[top:bottom, left:right].any()


def empty_columns(*columns: int) -> np.ndarray:
    """Filled but for some columns of blocks."""
    mask = np.ones((ROWS, COLUMNS), bool)
    mask[:, columns] = False
    return mask


def told(views: Sequence[tuple[float, Sequence[int]]]) -> list[tuple[int, str, object]]:
    moments = [SeenAt(seconds, empty_columns(*columns)) for seconds, columns in views]
    return [(k, each.measured, each.box) for k, each in dead_space(moments, ROOM)]


def test_what_is_empty_for_long_is_told_once_with_all_of_its_time() -> None:
    views = [(0.0, ()), (2.0, (3, 4)), (6.0, (3, 4)), (20.0, (3, 4, 5)), (22.0, (7, 8))]
    box = (100 + 3 * 4, 50, 100 + 5 * 4, 50 + ROWS * 4)
    assert told(views) == [(1, "10.0% of the frame empty for 18 s", box)]


def test_what_is_empty_on_one_side_is_told_beside_what_is_on_both() -> None:
    views = [(0.0, (2, 3, 4, 15, 16, 17, 6, 7)), (LONG + 5, (2, 3, 4, 15, 16, 17, 6, 7))]
    box = (100 + 6 * 4, 50, 100 + 8 * 4, 50 + ROWS * 4)
    assert told(views) == [(0, "10.0% of the frame empty for 21 s", box)]


def test_what_is_larger_is_told_sooner() -> None:
    views = [(0.0, range(4)), (LESS_LONG, range(4)), (LESS_LONG + 1, ())]
    box = (100, 50, 100 + 4 * 4, 50 + ROWS * 4)
    assert told(views) == [(0, "20.0% of the frame empty for 8 s", box)]


@pytest.mark.parametrize(
    "views",
    [
        [(0.0, (3, 4)), (LONG - 0.1, (3, 4))],
        [(0.0, range(4)), (LESS_LONG - 0.1, range(4))],
        [(0.0, (3,)), (LONG + 5, (3,))],
        [(0.0, (3, 5)), (LONG + 5, (3, 5))],
        [(0.0, (3, 4)), (5.0, (4, 5)), (LONG + 5, (3, 4))],
        [(0.0, (3, 4)), (5.0, (8, 9)), (LONG + 5, (3, 4))],
        [(0.0, (3, 4, 15, 16)), (LONG + 5, (3, 4, 15, 16))],
    ],
    ids=[
        "short",
        "large and shorter",
        "narrow",
        "in two",
        "on the move",
        "filled meanwhile",
        "on both sides",
    ],
)
def test_what_is_small_or_short_or_moves_is_not(
    views: list[tuple[float, Sequence[int]]],
) -> None:
    assert told(views) == []


@pytest.mark.parametrize("aspect", Aspect)
def test_only_what_lies_between_title_and_captions_counts(aspect: Aspect) -> None:
    (width, height), layout = SIZES[aspect], LAYOUTS[aspect]
    picture = np.full((height, width, 3), 200, np.uint8)
    left, top, right, bottom = pixels_within(layout.body, layout, width, height)
    picture[top:bottom, left:right] = 0
    assert not filled(picture, np.zeros_like(picture), layout).any()
    picture[top : top + 4, left : left + 4] = 13
    assert filled(picture, np.zeros_like(picture), layout).sum() == 1


class Bare(SmallScene):
    """Of all that there is, the plot and the words beside the map do not come, or late."""

    comes = 10_000

    @beat(*Plan.in_order())
    def nothing(self, cue: Cue) -> None:
        if cue.beat.start:
            return
        for part in self.built:
            if not isinstance(part.mobject, (ContourMap, Ball, Trail)):
                part.opacity.moves.clear()
                part.opacity.to(1.0, self.comes, self.comes + 1)


@pytest.mark.parametrize(
    ("seconds", "rules"), [(LESS_LONG + 6, {"dead-space"}), (LESS_LONG - 1, set())]
)
def test_a_scene_of_which_a_part_is_empty(seconds: float, rules: set[str], tmp_path: Path) -> None:
    kind = type("Changed", (Bare,), {"comes": round(seconds * 15)})
    with small_scene(tmp_path, kind) as scene:
        found = look_through(scene).findings
    assert {finding.offence.rule for finding in found} == rules
