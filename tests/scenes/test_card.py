"""A card's coverage: whole in the middle, so that only its sides need be cut."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.painting.card import card, sides

SEEN = {
    "all of it": (slice(0, 40), slice(0, 60)),
    "a corner": (slice(0, 12), slice(50, 60)),
    "the middle": (slice(15, 20), slice(20, 30)),
}


@pytest.mark.parametrize("seen", SEEN.values(), ids=SEEN)
@pytest.mark.parametrize(
    ("width", "height", "radius"), [(60, 40, 7.3), (60, 40, 0.5), (60, 40, 30)]
)
def test_the_sides_hold_once_whatever_is_not_whole(
    width: int, height: int, radius: float, seen: tuple[slice, slice]
) -> None:
    within, edge = card(width, height, radius)
    touched = np.zeros((height, width), dtype=int)
    for part in sides(width, height, radius, seen):
        touched[part] += 1
        np.testing.assert_array_equal(card(width, height, radius, part), (within[part], edge[part]))
    cut = np.zeros((height, width), dtype=bool)
    cut[seen] = ((within < 1.0) | (edge > 0.0))[seen]
    assert touched.max() <= 1
    assert touched[cut].all()
    untouched = np.ones((height, width), dtype=bool)
    untouched[seen] = False
    assert not touched[untouched].any()
