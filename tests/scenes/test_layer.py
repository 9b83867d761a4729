"""Layers: what is drawn again where, on pictures of plain rectangles."""

from __future__ import annotations

from contextlib import nullcontext

import numpy as np

from scenes.components.layer import Drawn, Layer, Region, still, united

SHAPE = (60, 80, 4)
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


def rectangle(canvas: np.ndarray, region: Region, colour: int, drawn: list[int]) -> Drawn:
    """A half transparent rectangle; it notes in ``drawn`` that it has been drawn."""
    left, top, right, bottom = region

    def draw() -> None:
        drawn.append(colour)
        window = canvas[top:bottom, left:right]
        window[:] = window // 2 + colour

    return Drawn((region, colour), region, draw)


def test_a_kept_picture_equals_one_drawn_from_nothing() -> None:
    """Random rectangles, of which some come, go and stay, in two layers as a scene has them."""
    rng = np.random.default_rng(0)
    canvas, background = np.zeros(SHAPE, np.uint8), np.zeros(SHAPE, np.uint8)
    below, shown = Layer(background), Layer(background)
    pool = []
    for colour in range(1, 13):
        (left, right), (top, bottom) = (np.sort(rng.choice(n, 2, replace=False)) for n in (80, 60))
        pool.append(rectangle(canvas, (left, top, right, bottom), colour, []))
    for _ in range(40):
        pieces = [piece for piece in pool if rng.random() < 0.7]
        resting = still(pieces, shown)
        below.update(resting, background, resting, canvas, nullcontext)
        above = [piece for piece in pieces if piece not in resting]
        before = shown.pixels.copy()
        regions = shown.update(pieces, below.pixels, above, canvas, nullcontext)
        canvas[:] = 0
        for piece in pieces:
            piece.draw()
        assert np.array_equal(shown.pixels, canvas)
        differs = (shown.pixels != before).any(axis=-1)
        for left, top, right, bottom in regions:
            differs[top:bottom, left:right] = False
        assert not differs.any()


def test_what_rests_below_is_not_drawn_again() -> None:
    canvas, background = np.zeros(SHAPE, np.uint8), np.zeros(SHAPE, np.uint8)
    below, shown, drawn = Layer(background), Layer(background), []
    ground = rectangle(canvas, (0, 0, 80, 60), 1, drawn)
    for step in range(5):
        ball = rectangle(canvas, (10 + step, 10, 20 + step, 20), 50, drawn)
        pieces = [ground, ball]
        resting = still(pieces, shown)
        below.update(resting, background, resting, canvas, nullcontext)
        above = [piece for piece in pieces if piece not in resting]
        shown.update(pieces, below.pixels, above, canvas, nullcontext)
    assert drawn == [1, 50, 1, 50, 50, 50, 50]
