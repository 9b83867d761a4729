"""Axes: large and small numbers of a user's data are counted in powers of ten."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.components.plot import Axes, nice_ticks, power_of
from scenes.layout import LAYOUTS
from scenes.theme import THEMES

POWERS = {
    "nothing": ([], 0),
    "zeros": ([0.0, 0.0], 0),
    "handy": ([0.0, 99_999.0], 0),
    "large": ([0.0, 100_000.0], 3),
    "eight digits": ([-60_000_000.0, 20_000_000.0], 6),
    "just small enough": ([0.0, 0.01], 0),
    "small": ([0.0, 0.009], -3),
    "tiny": ([2e-13], -15),
}


@pytest.mark.parametrize(("values", "power"), POWERS.values(), ids=POWERS)
def test_an_axis_counts_in_thousands(values: list[float], power: int) -> None:
    assert power_of(np.array(values)) == power


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
