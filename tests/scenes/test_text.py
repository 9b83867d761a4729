"""Words and formulas have the outlines that svgelements finds in Typst's whole picture."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
import svgelements
from manim import Mobject, VGroup, VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath

from scenes.components.text.label import Label, formula, tint
from scenes.components.text.outlines import outlines_in
from scenes.components.text.setting import POINTS, Face, svg_of
from scenes.painting.camera import LessonCamera
from scenes.painting.piece import PHASES
from scenes.theme import SIZES

TOLERANCE = 1e-12
"""Em; a pixel of the largest text is 0.01 em and more."""

WORDS = {
    "nothing": "",
    "only spaces": "  ",
    "plain": "Where the ball rolls, 1,234 × 56 = −0.1",
    "ligatures": "first, fluent, affine, office",
    "accents": "Añoçêřőåß Ünïcödé ÆŒø",
    "combined accents": "n\u0303 e\u0301",
    "Cyrillic": "Привет, мир: градиент",
    "Greek": "θ λ α Ω µ ∑ ∂ ∇",
    "no glyph": "😀 中文",
    "markup": '#import "x" $a$ \\ {0} ]#[ %s',
    "80 letters": "x" * 80,
}
FORMULAS = {
    "fraction": "loss $J(theta) = 1/n sum_(i=1)^n (hat(y)_i - y_i)^2$",
    "root": "$frac(a + b, sqrt(c^2 + d^2)) sqrt(1 + sqrt(x))$",
    "step": "$hat(theta)_(t+1) <- theta_t - alpha nabla J(theta_t)$",
    "power": "$10^(-3)$",
    "lines": "$overline(x) underbrace(y + z, n)$ #underline[abc] #strike[x]",
    "brackets": "$cases(a &b, c &d) mat(1, 2; 3, 4)$",
    "turned and scaled": "#rotate(30deg)[abc] #scale(50%)[$a/b$]",
    "colours": f"$ {tint('theta', '#7CC7FF')} {tint('a/b', '#FF7A90')} c $ #text(fill: white)[w]",
    "shapes": "#box(stroke: 1pt, fill: red, inset: 3pt)[a]",
}
CASES = {
    **{
        f"{name}, {weight}": (f'#text(weight: "{weight}", sys.inputs.text)', {"text": said})
        for name, said in WORDS.items()
        for weight in ("regular", "semibold", "bold")
    },
    **{name: (code, {}) for name, code in FORMULAS.items()},
}


def parsed_whole(code: str, inputs: dict[str, str]) -> list[svgelements.Shape]:
    """The shapes of Typst's picture, which svgelements has put in their places."""
    svg = svg_of(Face(), code, inputs)
    sized = r'(<svg[^>]*?) width="[^"]*" height="[^"]*"'
    picture = io.StringIO(re.sub(sized, r"\1", svg.decode(), count=1))
    elements = svgelements.SVG.parse(picture).elements()
    return [element for element in elements if isinstance(element, svgelements.Shape)]


def points_of(shape: svgelements.Shape) -> np.ndarray:
    """The shape's Bézier points about the baseline, in em, y up."""
    path = svgelements.Path(shape)
    path.reify()
    points = VMobjectFromSVGPath(path).points
    return points * np.array([1, -1, 1]) / POINTS + np.array([0, 1, 0])


@pytest.mark.parametrize(("code", "inputs"), CASES.values(), ids=CASES)
def test_outlines_are_those_of_the_whole_picture(code: str, inputs: dict[str, str]) -> None:
    outlines = outlines_in(Face(), code, tuple(inputs.items()))
    shapes = parsed_whole(code, inputs)
    assert len(outlines) == len(shapes)
    for outline, shape in zip(outlines, shapes, strict=True):
        np.testing.assert_allclose(outline.points, points_of(shape), rtol=0, atol=TOLERANCE)
        for found, colour in (
            (outline.paint.fill, shape.fill),
            (outline.paint.stroke, shape.stroke),
        ):
            if colour.value is None:
                assert found is None
            else:
                assert svgelements.Color(found or "black") == colour
        if outline.paint.stroke is not None:
            assert outline.paint.stroke_width == pytest.approx(shape.stroke_width / POINTS)


def picture_of(mobject: Mobject, height: int = 360, ground: float = 1.0) -> np.ndarray:
    camera = LessonCamera(
        pixel_width=height * 16 // 9, pixel_height=height, background_opacity=ground
    )
    camera.capture_mobjects([mobject])
    return camera.pixel_array


@pytest.mark.parametrize("opacity", [1.0, 0.4])
@pytest.mark.parametrize("name", ["plain, regular", "ligatures, bold", "fraction", "lines", "root"])
def test_a_label_looks_like_letters_that_are_mobjects(name: str, opacity: float) -> None:
    """As Manim draws it of one mobject a letter, to within the rounding of one more layer."""
    code, inputs = CASES[name]
    label = Label(code, SIZES.title, "#F2F5FA", **inputs).put(-4.0, 0.1)
    apart = VGroup()
    for run in label.submobjects:
        flat = run.points[:, :2]
        middle = (flat.min(axis=0) + flat.max(axis=0)) / 2
        pixels = 640 / 8 / 16 * 9
        run.points[:, :2] += np.round(middle * pixels * PHASES) / PHASES / pixels - middle
        run.fill_rgbas = run.fill_rgbas * [1, 1, 1, opacity]
        curves = iter(run.points.reshape(-1, 4, 3))
        for letter in run.letters:
            count = sum(curves_of_one for curves_of_one, _ in letter)
            one = VMobject().match_style(run)
            one.points = np.concatenate([next(curves) for _ in range(count)])
            apart.add(one)
    found = picture_of(label)
    assert found.any()
    np.testing.assert_allclose(found.astype(int), picture_of(apart), rtol=0, atol=2)


@pytest.mark.parametrize("name", CASES)
def test_one_casing_lies_beneath_all_letters(name: str) -> None:
    """No letter's ink is touched by a neighbour's casing, in words and in formulas of any kind."""
    code, inputs = CASES[name]
    label = Label(code, SIZES.label, "#F2F5FA", **inputs).put(-4.0, 0.1)
    bare = picture_of(label, 720, ground=0.0)
    cased = picture_of(label.cased("#FF0000"), 720, ground=0.0)
    ink, edge = bare[..., 3] == 255, bare[..., 3] > 128
    assert np.array_equal(bare[ink], cased[ink])
    for axis in (0, 1):  # and it leaves no gap right around them
        for way in (1, -1):
            assert (cased[..., 3][np.roll(edge, way, axis)] > 200).all()


def test_a_formula_keeps_its_own_colours_and_takes_the_labels_for_the_rest() -> None:
    label = formula(f"${tint('theta', '#7CC7FF')} = a/b$", SIZES.label, "#F2F5FA")
    colours = {run.get_fill_color().to_hex(): len(run.letters) for run in label if run.fill_opacity}
    assert colours == {"#7CC7FF": 1, "#F2F5FA": 3}
    (bar,) = (run for run in label if run.stroke_width > 0)
    assert bar.get_stroke_color().to_hex() == "#F2F5FA"
    assert bar.stroke_width == pytest.approx(100 * 0.048 * SIZES.label)
