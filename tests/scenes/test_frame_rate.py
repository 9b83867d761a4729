"""Frame rates: the fractions that Manim's own encoder takes numbers for."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from manim._config.video_encoder import to_av_frame_rate

from scenes.frame_rate import as_json, exact_rate

WRITTEN = st.decimals(1, 240, places=3).map(float)
BROADCAST = {23.976: 24000, 23.98: 24000, 29.97: 30000, 47.952: 48000, 59.94: 60000, 119.88: 120000}


@given(WRITTEN)
@example(23.976)
@example(29.97)
@example(59.94)
@example(60.0)
@example(12.5)
@example(5.01)
def test_a_number_is_what_manim_takes_it_for(fps: float) -> None:
    assert exact_rate(fps) == to_av_frame_rate(fps)


@pytest.mark.parametrize(("fps", "thousand_and_first"), BROADCAST.items())
def test_rates_of_television_are_fractions(fps: float, thousand_and_first: int) -> None:
    assert exact_rate(fps) == Fraction(thousand_and_first, 1001)
    assert as_json(exact_rate(fps)) == f"{thousand_and_first}/1001"


@pytest.mark.parametrize("fps", [60, 60.0, Fraction(120, 2), 59.99995])
def test_a_whole_rate_is_an_int(fps: float | Fraction) -> None:
    assert (exact_rate(fps), type(exact_rate(fps))) == (60, int)
    assert as_json(Fraction(60)) == 60


@pytest.mark.parametrize("fps", [0, -30, 1e-9, math.nan, math.inf, Fraction(0)])
def test_what_is_no_rate_is_refused(fps: float | Fraction) -> None:
    with pytest.raises(ValueError, match="is no frame rate"):
        exact_rate(fps)
