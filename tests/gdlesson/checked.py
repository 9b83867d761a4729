"""Small pictures that break one rule of readability each, and ones that just keep it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Camera,
    Circle,
    Dot,
    Group,
    Line,
    Mobject,
    Rectangle,
    Text,
    Typst,
    tempconfig,
)

from gdlesson.check.pictures import offences
from gdlesson.check.shot import Painter, Shot
from scenes.components.text.label import Label, formula, tint, words
from scenes.theme import FRAME_HEIGHT, SIZES
from scenes.themes.colour import contrast, from_hex

WIDTH, HEIGHT = 640, 360
PIXEL = FRAME_HEIGHT / HEIGHT
HALF_WIDTH, HALF_HEIGHT = FRAME_HEIGHT * 8 / 9, FRAME_HEIGHT / 2
SAFE_X, SAFE_Y = 0.9 * HALF_WIDTH, 0.9 * HALF_HEIGHT
WHITE, BLACK, GREY = "#FFFFFF", "#000000", "#404040"
TWO_COLOURS = f"$theta + {tint('alpha', '#FFFF00')}$"
Mobjects = list[Mobject]


def take(*mobjects: Mobject, background: str = BLACK) -> Shot:
    """A picture of some mobjects."""
    settings = {
        "pixel_width": WIDTH, "pixel_height": HEIGHT,
        "frame_height": FRAME_HEIGHT, "frame_width": 2 * HALF_WIDTH,
    }  # fmt: skip
    with tempconfig(settings):
        painter = Painter(Camera(background_color=background))
        shot = painter.shot(painter.elements(mobjects))
        shot.extras["family"] = [m for mobject in mobjects for m in mobject.get_family()]
        return shot


def broken(*mobjects: Mobject, background: str = BLACK) -> dict[str, Any]:
    """The rules that a picture breaks, and what each says of it."""
    return {each.rule: each for each in offences(take(*mobjects, background=background))}


def grey(ratio: float, background: str = BLACK) -> str:
    """The darkest grey whose contrast with a background is at least ``ratio``."""
    codes = (f"#{level:02X}{level:02X}{level:02X}" for level in range(256))
    return next(
        code
        for code in codes
        if contrast(from_hex(code), from_hex(background)) >= ratio
        and int(code[1:3], 16) > int(background[1:3], 16)
    )


def put(text: Mobject, *, left: float | None = None, bottom: float | None = None) -> Mobject:
    """A text whose left or lower edge is at a place."""
    if left is not None:
        text.shift(RIGHT * (left - text.get_left()[0]))
    if bottom is not None:
        text.shift(UP * (bottom - text.get_bottom()[1]))
    return text


def label(text: str = "a minimum", size: float = SIZES.caption, colour: str = WHITE) -> Mobject:
    """A word of ours in the middle."""
    return words(text, size, colour).put(0.0, 0.0, "centre")


def ball(radius: float = 0.2, colour: str = WHITE) -> Circle:
    """A disc."""
    return Circle(radius, color=colour, fill_opacity=1, stroke_width=0)


def stripes(strength: str) -> Mobjects:
    """Upright lines close together, on which a word is to stand."""
    return [
        Line([x, -0.6, 0], [x, 0.6, 0], color=strength, stroke_width=5)
        for x in np.arange(-1.2, 1.3, 0.2)
    ]


def panel(colour: str) -> Rectangle:
    """A backing."""
    return Rectangle(width=3.0, height=1.0, fill_color=colour, fill_opacity=1, stroke_width=0)


def card(width: float) -> Rectangle:
    """A backing of another width."""
    return panel(GREY).stretch_to_fit_width(width)


def frame_of(backing: Rectangle) -> Rectangle:
    """A line around a backing."""
    return backing.copy().set_fill(opacity=0).set_stroke(WHITE, 4)


def half_cased() -> Label:
    """A formula in two colours, of which the first has a casing."""
    whole = formula(TWO_COLOURS, SIZES.title, WHITE).put(-1, 0)
    casing = formula("theta", SIZES.title, WHITE).put(-1, 0).cased(BLACK).submobjects[0]
    return whole.add_to_back(casing)


def beside_one_another(gap: float) -> Mobjects:
    """Two words, of which the second has a wide casing."""
    first, second = label("minimum"), words("saddle", SIZES.caption, WHITE).cased(BLACK, 0.2)
    return [first, second.put(float(first.get_right()[0]) + gap, 0.0)]


CASES: dict[str, tuple[str, Callable[[], Mobjects], Callable[[], Mobjects]]] = {
    "a word runs out of the frame": (
        "cut-off",
        lambda: [put(label(), left=HALF_WIDTH - label().width + 0.1)],
        lambda: [put(label(), left=SAFE_X - label().width)],
    ),
    "a stock text runs out above": (
        "cut-off",
        lambda: [put(Text("loss", font_size=40), bottom=HALF_HEIGHT - 0.2)],
        lambda: [put(Text("loss", font_size=40), bottom=SAFE_Y - 0.6)],
    ),
    "half a ball": (
        "cut-off",
        lambda: [ball().move_to([HALF_WIDTH, 1, 0])],
        lambda: [ball().move_to([HALF_WIDTH - 0.22, 1, 0])],
    ),
    "a word in the margin": (
        "safe-area",
        lambda: [put(label(), left=-SAFE_X - 3 * PIXEL)],
        lambda: [put(label(), left=-SAFE_X)],
    ),
    "a word near the lower edge": (
        "safe-area",
        lambda: [put(label("so"), bottom=-SAFE_Y - 3 * PIXEL)],
        lambda: [put(label("so"), bottom=-SAFE_Y)],
    ),
    "two words on one another": (
        "text-overlap",
        lambda: [label("minimum"), label("gradient").shift(RIGHT * 0.4)],
        lambda: [label("minimum"), label("gradient").shift(DOWN * SIZES.caption)],
    ),
    "a number runs into its unit": (
        "text-overlap",
        lambda: [
            put(label("2000"), left=0.0),
            put(label("steps"), left=label("2000").width - 0.05),
        ],
        lambda: [
            put(label("2000"), left=0.0),
            put(label("steps"), left=label("2000").width + 0.05),
        ],
    ),
    "a ball in front of a word": (
        "text-covered",
        lambda: [label("minimum"), ball(0.15)],
        lambda: [label("minimum"), ball(0.15).shift(DOWN * 0.4)],
    ),
    "a word on stripes": (
        "text-over-graphics",
        lambda: [*stripes("#6A6A6A"), label(colour=WHITE)],
        lambda: [*stripes("#6A6A6A"), panel(BLACK), label(colour=WHITE)],
    ),
    "a word on stripes, cased": (
        "text-over-graphics",
        lambda: [*stripes("#6A6A6A"), label(colour=WHITE)],
        lambda: [
            *stripes("#6A6A6A"),
            words("a minimum", SIZES.caption, WHITE).put(0, 0, "centre").cased(BLACK, 0.1),
        ],
    ),
    "a line through a word": (
        "text-over-graphics",
        lambda: [Line([-2, 0.1, 0], [2, 0.1, 0], color="#909090"), label(colour=WHITE)],
        lambda: [Line([-2, -0.2, 0], [2, -0.2, 0], color="#909090"), label(colour=WHITE)],
    ),
    "letters cased one by one": (
        "casing",
        lambda: [Text("minimum", font_size=40).set_stroke(BLACK, 30, background=True)],
        lambda: [label("minimum").cased(BLACK, 0.07)],
    ),
    "a formula of which one part has no casing": (
        "casing",
        lambda: [panel(GREY), half_cased()],
        lambda: [
            panel(GREY),
            formula(TWO_COLOURS, SIZES.title, WHITE).put(-1, 0).cased(BLACK, 0.06),
        ],
    ),
    "a casing with gaps between letters": (
        "casing",
        lambda: [label("the deepest valley").cased(BLACK, 0.02)],
        lambda: [label("the deepest valley").cased(BLACK, 0.03)],
    ),
    "a casing with a hole between letters": (
        "casing",
        lambda: [label("()", SIZES.title).cased(BLACK, 0.05)],
        lambda: [label("()", SIZES.title).cased(BLACK, 0.09)],
    ),
    "a casing that bites the word beside it": (
        "casing",
        lambda: beside_one_another(0.08),
        lambda: beside_one_another(0.25),
    ),
    "a word that is wider than its card": (
        "beyond-card",
        lambda: [Group(card(1.0), label())],
        lambda: [Group(card(1.6), label())],
    ),
    "a ball that sticks out of its card": (
        "beyond-card",
        lambda: [Group(card(1.6), ball().shift(RIGHT * 0.7))],
        lambda: [Group(card(1.6), frame_of(card(1.6)), ball().shift(RIGHT * 0.5))],
    ),
    "a word across the edge of a card of others": (
        "beyond-card",
        lambda: [card(1.6), label("so"), label().shift(RIGHT * 0.9 + UP * 0.3)],
        lambda: [card(1.6), label("so"), label().shift(RIGHT * 1.6 + UP * 0.3)],
    ),
    "a small word": (
        "small-text",
        lambda: [label(size=0.95 * SIZES.small)],
        lambda: [label(size=SIZES.small)],
    ),
    "a word made smaller": (
        "small-text",
        lambda: [label(size=SIZES.caption).scale(0.5)],
        lambda: [label(size=SIZES.caption).scale(0.7)],
    ),
    "a small stock text": (
        "small-text",
        lambda: [Text("a minimum", font_size=13)],
        lambda: [Text("a minimum", font_size=17)],
    ),
    "a small stock text, turned": (
        "small-text",
        lambda: [Text("a minimum on its side", font_size=13).rotate(np.pi / 2)],
        lambda: [Text("a minimum on its side", font_size=18).rotate(np.pi / 2)],
    ),
    "a small formula": (
        "small-text",
        lambda: [Typst("a loss", font_size=18)],
        lambda: [Typst("a loss", font_size=24)],
    ),
    "grey words": (
        "text-contrast",
        lambda: [label(colour=grey(4.2))],
        lambda: [label(colour=grey(4.7))],
    ),
    "words in the colour of the background": (
        "text-contrast",
        lambda: [label(colour=BLACK)],
        lambda: [label(colour=WHITE)],
    ),
    "grey words on a grey panel": (
        "text-contrast",
        lambda: [panel("#404040"), label(colour=grey(4.2, "#404040"))],
        lambda: [panel("#404040"), label(colour=grey(4.8, "#404040"))],
    ),
    "words that are half there": (
        "text-contrast",
        lambda: [label().set_opacity(0.40)],
        lambda: [label().set_opacity(0.55)],
    ),
    "a dark line": (
        "graphic-contrast",
        lambda: [Line(LEFT * 2, RIGHT * 2, color=grey(2.7), stroke_width=6)],
        lambda: [Line(LEFT * 2, RIGHT * 2, color=grey(3.3), stroke_width=6)],
    ),
    "a dark ball": (
        "graphic-contrast",
        lambda: [ball(colour=grey(2.7))],
        lambda: [ball(colour=grey(3.2))],
    ),
    "a line that is lost on a panel half way": (
        "graphic-contrast",
        lambda: [panel("#909090").shift(RIGHT), Line(LEFT * 2, RIGHT * 2.3, color="#C0C0C0")],
        lambda: [panel("#303030").shift(RIGHT), Line(LEFT * 2, RIGHT * 2.3, color="#C0C0C0")],
    ),
    "a dot in the colour of the background": (
        "graphic-contrast",
        lambda: [Dot(color=BLACK, radius=0.2)],
        lambda: [Dot(color=WHITE, radius=0.2)],
    ),
    "a white dot on grey, which a black rim makes stand out": (
        "graphic-contrast",
        lambda: [panel("#989898"), Dot(color=WHITE, radius=0.2)],
        lambda: [
            panel("#989898"),
            Dot(color=WHITE, radius=0.2, stroke_color=BLACK, stroke_width=2),
        ],
    ),
}
"""What is wrong: the rule, mobjects that break it and nothing else, mobjects that just keep it."""
