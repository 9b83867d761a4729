"""Layers: what is drawn again where, on pictures of plain rectangles."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.painting.cel import Box, Cel, Desk, Pixels, Raster
from scenes.painting.kept import KeptPicture, PlacedCel, united, unmoved

SHAPE = (60, 80, 4)
WHOLE = (0, 0, 80, 60)
UNITED = [
    ([], []),
    ([(5, 5, 5, 9)], []),
    ([(0, 0, 80, 60), (10, 10, 20, 20)], [(0, 0, 80, 60)]),
    ([(0, 0, 9, 9), (5, 5, 12, 12)], [(0, 0, 12, 12)]),
    ([(0, 0, 200, 200), (800, 800, 900, 900)], [(0, 0, 200, 200), (800, 800, 900, 900)]),
    ([(0, 0, 99, 2), (0, 4, 99, 6), (0, 2, 99, 4)], [(0, 0, 99, 6)]),
]


def test_regions_are_united_where_little_is_drawn_in_vain() -> None:
    for given, expected in UNITED:
        assert list(united(given)) == expected


def rectangle(desk: Desk, box: Box, shade: int, painted: list[int]) -> PlacedCel:
    """A half transparent rectangle; it notes in ``painted`` that it has been painted."""
    left, top, right, bottom = box

    def paint() -> Raster:
        painted.append(shade)
        desk.pixels[top:bottom, left:right] = (shade, 0, 0, 128)
        return desk

    return PlacedCel((box, shade), box, Cel((box, shade), box, paint, desk))


def shown_at_once(cels: list[PlacedCel]) -> Pixels:
    """All of the cels on nothing."""
    raster = Raster(np.zeros(SHAPE, np.uint8))
    for placed in cels:
        placed.cel.lay(raster.context, (WHOLE,), placed.opacity)
    return raster.pixels


@pytest.mark.parametrize("room", [0, 5000, 10**6])
def test_a_kept_picture_equals_one_drawn_from_nothing(room: int) -> None:
    """Random rectangles, of which some come, go and stay, in two layers as a scene has them."""
    rng = np.random.default_rng(0)
    background = np.zeros(SHAPE, np.uint8)
    desk = Desk(80, 60, room)
    below, shown = KeptPicture(background), KeptPicture(background)
    pool = []
    for shade in range(1, 13):
        (left, right), (top, bottom) = (np.sort(rng.choice(n, 2, replace=False)) for n in (80, 60))
        pool.append(rectangle(desk, (left, top, right, bottom), 10 * shade, []))
    for _ in range(40):
        cels = [placed for placed in pool if rng.random() < 0.7]
        resting = unmoved(cels, shown)
        below.update(resting, background, resting)
        above = [placed for placed in cels if placed not in resting]
        before = shown.pixels.copy()
        boxes = shown.update(cels, below.pixels, above)
        assert np.array_equal(shown.pixels, shown_at_once(cels))
        differs = (shown.pixels != before).any(axis=-1)
        for left, top, right, bottom in boxes:
            differs[top:bottom, left:right] = False
        assert not differs.any()


def test_what_rests_below_is_not_painted_again() -> None:
    background = np.zeros(SHAPE, np.uint8)
    desk = Desk(80, 60, 10**6)
    below, shown, painted = KeptPicture(background), KeptPicture(background), []
    ground = rectangle(desk, (0, 0, 80, 60), 1, painted)
    for step in range(5):
        ball = rectangle(desk, (10 + step, 10, 20 + step, 20), 50, painted)
        cels = [ground, ball]
        resting = unmoved(cels, shown)
        below.update(resting, background, resting)
        above = [placed for placed in cels if placed not in resting]
        shown.update(cels, below.pixels, above)
    assert painted == [1, 50, 1, 50, 50, 50, 50]


def test_from_the_second_time_on_a_cel_is_kept_while_there_is_room() -> None:
    """Of three cels, two fit on the shelf: the one used longest ago has to go."""
    painted: list[int] = []
    desk = Desk(80, 60, 2 * 4 * 10 * 10)
    cels = [rectangle(desk, (10 * k, 0, 10 * k + 10, 10), k, painted).cel for k in range(3)]
    raster = Raster(np.zeros(SHAPE, np.uint8))
    for k in (0, 0, 0, 1, 1, 0, 2, 2, 0, 1):
        cels[k].lay(raster.context, (WHOLE,))
    assert painted == [0, 0, 1, 1, 2, 2, 1]


def test_a_cel_is_laid_within_its_boxes_alone_and_once_where_they_overlap() -> None:
    desk = Desk(80, 60, 0)
    cel = rectangle(desk, (0, 0, 40, 40), 100, []).cel
    raster = Raster(np.zeros(SHAPE, np.uint8))
    cel.lay(raster.context, ((5, 5, 20, 20), (10, 10, 30, 30), (50, 50, 60, 60)))
    inside = np.zeros(SHAPE[:2], bool)
    inside[5:20, 5:20] = inside[10:30, 10:30] = True
    assert (raster.pixels[inside] == (100, 0, 0, 128)).all()
    assert not raster.pixels[~inside].any()


def test_a_cel_laid_in_parts_is_the_cel_laid_whole() -> None:
    """Whatever is beneath, and however strongly it is laid."""
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 256, SHAPE, dtype=np.uint8)
    pixels[..., :3] = np.minimum(pixels[..., :3], pixels[..., 3:])
    own = Raster(pixels)
    ground = rng.integers(0, 256, SHAPE, dtype=np.uint8)
    ground[..., 3] = 255
    cel = Cel("own", WHOLE, lambda: own, Desk(80, 60, 10**6))
    for opacity in (1.0, 0.35):
        whole, parts = Raster(ground.copy()), Raster(ground.copy())
        cel.lay(whole.context, (WHOLE,), opacity)
        for left in range(0, 80, 16):
            cel.lay(parts.context, ((left, 0, left + 16, 60),), opacity)
        assert np.array_equal(whole.pixels, parts.pixels)
