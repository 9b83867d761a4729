"""Axes: large and small numbers of a user's data are counted in powers of ten."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.components.log_range import log_range, log_ticks
from scenes.components.plot.axes import Axes
from scenes.layout import LAYOUTS
from scenes.numerals import nice_ticks
from scenes.theme import THEMES


@pytest.mark.parametrize("scaled", [True, False])
def test_words_tell_the_power_that_the_numbers_lost(*, scaled: bool) -> None:
    span = (0.0, 6.2e7)
    ticks = nice_ticks(*span, 3)
    axes = Axes(
        LAYOUTS["16:9"].stage, span, span, THEMES["night"],
        x_ticks=ticks, y_ticks=ticks, scaled=scaled,
    )  # fmt: skip
    told = [label.text for label in (*axes.x_numbers(), *axes.y_numbers())]
    shown = [float(text.replace(",", "")) for text in told]
    words = [axes.x_words("speed").text, axes.y_words("distance").text]
    assert shown == pytest.approx([*ticks / (1e6 if scaled else 1.0)] * 2)
    assert [text.endswith(" / 10⁶") for text in words] == [scaled] * 2


def test_words_too_long_for_the_plot_keep_their_power() -> None:
    axes = Axes(
        LAYOUTS["16:9"].stage.corner(2.0), (0.0, 1.0), (0.0, 1.0), THEMES["night"],
        x_ticks=[0.0, 1e-6], scaled=True,
    )  # fmt: skip
    assert axes.x_words("a quantity of many words " * 4).text.endswith("… / 10⁻⁶")


def test_words_tell_the_number_from_which_an_axis_counts() -> None:
    span = (1_700_000_000.0, 1_700_002_000.0)
    axes = Axes(
        LAYOUTS["16:9"].stage, span, span, THEMES["night"],
        x_ticks=nice_ticks(*span, 5), scaled=True,
    )  # fmt: skip
    assert [label.text for label in axes.x_numbers()] == ["0", "500", "1,000", "1,500", "2,000"]
    assert axes.x_words("time (s)").text == "time (s) − 1,700,000,000"


# what must be on the axis, what is seen besides; its ends in powers of ten
FITTED = {
    "a loss that falls": ([2.0], [2.0, 0.3, 0.004], (-3, 1)),
    "one that explodes": ([2.0], [2.0, 90.0, 5e9], (0, 2)),
    "one falls, one explodes": ([2.0], [0.03, 1e300], (-2, 2)),
    "all above the limit": ([2.0], [2.1, 3.0], (0, 1)),
    "one that converges to nothing": ([2.0], [1e-3, 1e-40, 0.0], (-6, 1)),
    "a flat one": ([0.5], [0.5, 0.5], (-1, 0)),
    "a flat one at a power of ten": ([1.0], [1.0], (0, 1)),
    "from a start near the minimum up to the noise": ([1e-9, 0.02], [1e-9, 0.3], (-9, 0)),
    "what is nothing, or no number": ([0.5], [0.0, -1e-17, np.nan, np.inf], (-1, 0)),
    "only nothing": ([0.0], [0.0], (0, 1)),
    "the largest and the least numbers": ([1e308], [1e-320], (293, 300)),
}


@pytest.mark.parametrize(("held", "seen", "powers"), FITTED.values(), ids=FITTED)
def test_a_logarithmic_axis_fits(
    held: list[float], seen: list[float], powers: tuple[int, int]
) -> None:
    low, high = log_range(held, seen, above=1.0, decades=7.0)
    assert np.log10([low, high]) == pytest.approx(powers)


@pytest.mark.parametrize("seed", range(40))
def test_a_logarithmic_axis_ascends_and_holds_what_it_must(seed: int) -> None:
    rng = np.random.default_rng(seed)
    held, seen = (10.0 ** rng.uniform(-30, 30, rng.integers(1, 5)) for _ in range(2))
    low, high = log_range(held, seen, above=rng.uniform(0, 3), decades=rng.uniform(1, 9))
    assert low <= held.min() * (1 + 1e-9)
    assert held.max() * (1 - 1e-9) <= high
    assert low < high
    ticks = log_ticks(low, high, 5)
    assert 1 <= len(ticks) <= 5
    assert (np.diff(ticks) > 0).all()
    assert np.log10(ticks) == pytest.approx(np.rint(np.log10(ticks)))
