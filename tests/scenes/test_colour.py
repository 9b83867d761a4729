"""Colour maths against published values and against other people's programs."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.themes.colour import (
    SIGHT,
    contrast,
    distance,
    from_hex,
    linear,
    oklab,
    over,
    relative_luminance,
    simulate,
)

WHITE, BLACK = np.ones(3), np.zeros(3)

# one colour, the other, their contrast to two places: the WebAIM contrast checker, cut not rounded;
# 767676 is known as the lightest grey that may be text on white, and 949494 for graphics
CONTRASTS = [
    ("#000000", "#FFFFFF", 21.0),
    ("#767676", "#FFFFFF", 4.54),
    ("#777777", "#FFFFFF", 4.47),
    ("#949494", "#FFFFFF", 3.03),
    ("#959595", "#FFFFFF", 2.99),
    ("#FF0000", "#FFFFFF", 3.99),
    ("#0000FF", "#FFFFFF", 8.59),
    ("#7CC7FF", "#7CC7FF", 1.0),
]

# colour, its L, a, b: coloraide 8, which follows Ottosson
LABS = {
    "#FF0000": (0.627955, 0.224863, 0.125846),
    "#00FF00": (0.866440, -0.233888, 0.179498),
    "#0000FF": (0.452014, -0.032457, -0.311528),
    "#7CC7FF": (0.802191, -0.051077, -0.096710),
    "#FFB454": (0.823836, 0.047762, 0.132450),
}
LAB_TOLERANCE = 2e-6

# deficiency, colour, what is seen of it: colorspacious 1.1 with severity 100, cut to what a screen
# can show
SEEN = [
    ("protanopia", (1, 0, 0), (0.42661, 0.37265, 0.0)),
    ("protanopia", (0, 1, 0), (1.0, 0.89943, 0.0)),
    ("protanopia", (0.2, 0.4, 0.8), (0.15675, 0.44694, 0.81450)),
    ("deuteranopia", (1, 0, 0), (0.64006, 0.56581, 0.0)),
    ("deuteranopia", (0, 1, 0), (0.93605, 0.83925, 0.22919)),
    ("deuteranopia", (0.2, 0.4, 0.8), (0.0, 0.39189, 0.79200)),
    ("tritanopia", (1, 0, 0), (1.0, 0.0, 0.05839)),
    ("tritanopia", (0, 1, 0), (0.0, 0.96895, 0.84962)),
    ("tritanopia", (0.2, 0.4, 0.8), (0.0, 0.49583, 0.56157)),
]
SEEN_TOLERANCE = 2e-5


@pytest.mark.parametrize(("one", "other", "ratio"), CONTRASTS)
def test_contrast(one: str, other: str, ratio: float) -> None:
    found = float(contrast(from_hex(one), from_hex(other)))
    assert np.floor(found * 100 + 1e-9) / 100 == pytest.approx(ratio)
    assert found == contrast(from_hex(other), from_hex(one))


def test_luminance_of_the_primaries_and_of_the_joint_of_the_curve() -> None:
    assert relative_luminance(np.eye(3)) == pytest.approx([0.2126, 0.7152, 0.0722], abs=1e-12)
    assert relative_luminance(WHITE) == pytest.approx(1.0, abs=1e-12)
    joint = np.array([0.04045, np.nextafter(0.04045, 1.0)])
    assert np.diff(linear(joint)) == pytest.approx(0.0, abs=1e-7)
    assert linear(np.array([0.5])) == pytest.approx(0.214041, abs=1e-6)


@pytest.mark.parametrize(("code", "lab"), LABS.items())
def test_oklab(code: str, lab: tuple[float, float, float]) -> None:
    assert oklab(from_hex(code)) == pytest.approx(lab, abs=LAB_TOLERANCE)


def test_distance_is_one_from_black_to_white_and_symmetric() -> None:
    blue, orange = from_hex("#7CC7FF"), from_hex("#FFB454")
    assert distance(BLACK, WHITE) == pytest.approx(1.0, abs=1e-6)
    assert distance(blue, WHITE) == pytest.approx(0.226031, abs=LAB_TOLERANCE)
    assert distance(blue, orange) == distance(orange, blue) > 0
    assert distance(blue, blue) == 0


@pytest.mark.parametrize(("deficiency", "colour", "seen"), SEEN)
def test_what_is_seen(deficiency: str, colour: tuple, seen: tuple) -> None:
    assert simulate(np.array(colour, float), deficiency) == pytest.approx(seen, abs=SEEN_TOLERANCE)


@pytest.mark.parametrize("deficiency", SIGHT)
def test_greys_stay_as_they_are(deficiency: str) -> None:
    greys = np.linspace(0.0, 1.0, 12)[:, None] * np.ones(3)
    assert simulate(greys, deficiency) == pytest.approx(greys, abs=1e-5)


def test_print_without_colour_keeps_the_luminance() -> None:
    colours = np.random.default_rng(1).random((40, 3))
    grey = simulate(colours, "greyscale")
    assert np.ptp(grey, axis=-1) == pytest.approx(0.0, abs=1e-12)
    assert relative_luminance(grey) == pytest.approx(relative_luminance(colours), abs=1e-9)


def test_red_and_green_of_one_lightness_are_one_colour_to_a_deuteranope() -> None:
    red, green = from_hex("#C8502D"), from_hex("#7D7D23")
    assert distance(red, green) > 0.15
    assert distance(simulate(red, "deuteranopia"), simulate(green, "deuteranopia")) < 0.06


def test_pictures_of_bytes_and_of_floats_say_the_same() -> None:
    picture = np.random.default_rng(2).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    for function in (relative_luminance, oklab, lambda rgb: simulate(rgb, "protanopia")):
        assert function(picture) == pytest.approx(function(picture / 255), abs=1e-12)
    assert contrast(picture, np.array([255, 255, 255], np.uint8)).shape == (5, 7)
    assert distance(picture, WHITE).shape == (5, 7)


def test_over_mixes_as_screens_do() -> None:
    assert over(WHITE, BLACK, 0.25) == pytest.approx([0.25] * 3)
    assert over(np.array([255, 0, 0], np.uint8), WHITE, 0.5) == pytest.approx([1.0, 0.5, 0.5])


@pytest.mark.parametrize("code", ["red", "#FFF", "#12345", "#GGGGGG", "123456", "#1234567", ""])
def test_what_is_no_colour(code: str) -> None:
    with pytest.raises(ValueError, match="six of 0-9 and A-F"):
        from_hex(code)


def test_a_deficiency_there_is_not() -> None:
    with pytest.raises(ValueError, match=r'"daltonism".*tritanopia'):
        simulate(WHITE, "daltonism")
