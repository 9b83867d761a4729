"""Each shape of the frame: its slots, what fits into them, and plain Manim by its size."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from manim import tempconfig
from PIL import Image

from scenes.aspect import Aspect
from scenes.catalog import SCENES
from scenes.components.text.label import formula, words
from scenes.components.text.lines import first_fitting, fitted, wrapped
from scenes.layout import LAYOUTS, Layout, Slot, clear_rows, frame_size, layout_of
from scenes.lesson.file import load_lesson
from scenes.parts.landmark import beside
from scenes.reading.report import LessonError
from scenes.stage.scene import LessonScene
from scenes.theme import SIZES

ROOT = Path(__file__).parents[2]
LINES = (1, 2)
"""Of a title."""
LEAST = {Aspect.WIDE: 36, Aspect.TALL: 33, Aspect.SQUARE: 36}
"""Into how many parts the shorter side is cut by the least type, at most."""
HALF_A_PIXEL = 2e-3
"""Of the least side of a picture, about: sizes are whole pixels."""
PIXELS = {Aspect.WIDE: (960, 540), Aspect.TALL: (540, 960), Aspect.SQUARE: (540, 540)}
NEAREST = {
    (1920, 1080): Aspect.WIDE, (854, 480): Aspect.WIDE, (2560, 1080): Aspect.WIDE,
    (1080, 1920): Aspect.TALL, (480, 854): Aspect.TALL, (600, 1000): Aspect.TALL,
    (1080, 1080): Aspect.SQUARE, (1080, 1350): Aspect.SQUARE, (1000, 900): Aspect.SQUARE,
}  # fmt: skip
WORDY = {
    "one word": "Gradientenabstiegsverfahrensbeschreibung",
    "many words": "Stapelweiser und stochastischer Gradientenabstieg mit schrumpfender Lernrate",
    "capitals": "WHY A MODEL WALKS DOWNHILL",
}

Layouts = pytest.mark.parametrize(
    "layout",
    [layout_of(aspect, n) for aspect in Aspect for n in LINES],
    ids=[f"{aspect}, {n} lines" for aspect in Aspect for n in LINES],
)


def overlap(one: Slot, other: Slot) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) > 1e-9
        and min(one.top, other.top) - max(one.bottom, other.bottom) > 1e-9
    )


def within(outer: Slot, inner: Slot) -> bool:
    low, high = inner.corners[0], inner.corners[2]
    return bool((low >= outer.corners[0] - 1e-9).all() and (high <= outer.corners[2] + 1e-9).all())


def every(layout: Layout) -> list[tuple[Slot, ...]]:
    """Slots that are seen at once, once for scenes with a surface and once for galleries."""
    return [
        (layout.title, layout.stage, layout.panel, layout.caption),
        (layout.title, layout.stage, *layout.picture_and_words(), layout.caption),
        (layout.title, *layout.pictures(4), layout.caption),
    ]


@Layouts
def test_slots_lie_in_the_safe_area_and_apart(layout: Layout) -> None:
    for slots in every(layout):
        assert all(within(layout.safe, slot) for slot in slots)
        assert not any(overlap(one, other) for one, other in combinations(slots, 2))
        assert all(slot.width > 0 and slot.height > 0 for slot in slots)
    assert within(layout.safe, layout.logo)
    assert within(layout.clear, layout.safe)
    assert within(layout.frame, layout.clear)
    for edge, half in ((layout.safe.left, layout.frame.left), (layout.safe.top, layout.frame.top)):
        assert abs(edge) <= 0.9 * abs(half) + 1e-9


def test_the_first_line_of_a_title_stands_where_it_stands_with_two() -> None:
    one, two = (layout_of(Aspect.TALL, lines) for lines in LINES)
    assert one.title.top == two.title.top
    assert one.stage.height > two.stage.height
    assert one.caption == two.caption


@pytest.mark.parametrize("aspect", Aspect)
def test_the_least_type_is_not_too_small_for_the_frame(aspect: Aspect) -> None:
    frame = LAYOUTS[aspect].frame
    assert SIZES.small * LEAST[aspect] >= min(frame.width, frame.height) - 1e-9


def test_at_9_by_16_all_keeps_to_the_middle_1350_lines() -> None:
    layout = LAYOUTS[Aspect.TALL]
    assert clear_rows(layout, 1080, 1920) == (285, 1635)
    assert clear_rows(layout, 2160, 3840) == (570, 3270)
    assert clear_rows(LAYOUTS[Aspect.SQUARE], 1080, 1080) == (0, 1080)


@pytest.mark.parametrize(("size", "aspect"), NEAREST.items())
def test_a_size_takes_the_nearest_shape_and_shows_all_of_it(
    size: tuple[int, int], aspect: Aspect
) -> None:
    assert Aspect.nearest(*size) is aspect
    frame = LAYOUTS[aspect].frame
    width, height = frame_size(LAYOUTS[aspect], *size)
    assert width / height == pytest.approx(size[0] / size[1])
    assert width >= frame.width * (1 - HALF_A_PIXEL)
    assert height >= frame.height * (1 - HALF_A_PIXEL)


@pytest.mark.parametrize("aspect", Aspect)
def test_captions_fit_the_line_in_their_size(aspect: Aspect) -> None:
    """Each line of the built-in lesson, in the layout's size, in the layout's slot."""
    layout, lesson = LAYOUTS[aspect], load_lesson().shaped(aspect)
    for spec in lesson.scenes:
        for beat in spec.score(30).beats:
            for line in (line for caption in beat.captions for line in caption.lines):
                assert len(line) <= layout.line_characters
                label = words(line, layout.caption_size, "#FFFFFF")
                assert label.width <= layout.caption.width, line


@pytest.mark.parametrize("text", WORDY.values(), ids=WORDY)
@pytest.mark.parametrize("aspect", Aspect)
def test_a_title_fits_its_slot_whatever_it_says(aspect: Aspect, text: str) -> None:
    layout = LAYOUTS[aspect]
    make = partial(words, colour="#FFFFFF", weight="semibold")
    lines = fitted(text, layout.title.width, layout.title_lines, layout.title_size, make)
    assert 1 <= len(lines) <= layout.title_lines
    assert max(line.width for line in lines) <= layout.title.width
    assert " ".join(line.text for line in lines) == text


def test_a_text_is_wrapped_into_lines_of_like_width_and_a_formula_is_whole() -> None:
    code = "limit $alpha = 2 \\/ L$ for almost every start"
    make = partial(formula, size=0.3, colour="#FFFFFF")
    whole = make(code)
    assert [label.text for label in wrapped(code, whole.width, make)] == [code]
    lines = wrapped(code, 0.7 * whole.width, make)
    assert [line.text for line in lines] == ["limit $alpha = 2 \\/ L$ for", "almost every start"]
    assert [line.text for line in wrapped("word", 0.01, make)] == ["word"]


def test_the_first_text_that_fits_is_taken_or_the_last() -> None:
    make = partial(words, size=0.3, colour="#FFFFFF")
    texts = ("a long name of a quantity", "a name", "name")
    for text in texts:
        assert first_fitting(texts, make(text).width, make).text == text
    assert first_fitting(texts, 0.01, make).text == "name"


def test_a_lesson_file_says_its_shape_or_is_told_which_there_are(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = 'title = "T"\nslug = "t"\naspect = "{}"\n[[scene]]\nname = "mountain"\n'
    path.write_text(text.format("9:16"))
    lesson = load_lesson(path)
    assert lesson.aspect is Aspect.TALL
    assert {spec.aspect for spec in lesson.scenes} == {Aspect.TALL}
    assert lesson.shaped(None) is lesson
    assert lesson.shaped(Aspect.SQUARE).scene("mountain").aspect is Aspect.SQUARE
    path.write_text(text.format("9x16"))
    with pytest.raises(LessonError, match=r'line 3.*no aspect "9x16".*9:16.*16:9, 9:16, 1:1'):
        load_lesson(path)


def made(name: str, aspect: Aspect, media: Path) -> LessonScene:
    width, height = PIXELS[aspect]
    with tempconfig(
        {
            "pixel_width": width, "pixel_height": height, "frame_rate": 15,
            "media_dir": str(media), "dry_run": True,
        }
    ):  # fmt: skip
        scene = SCENES[name](load_lesson().shaped(aspect))
        scene.prepare()
        return scene


@pytest.mark.parametrize("aspect", [Aspect.TALL, Aspect.SQUARE])
def test_plain_manim_takes_the_shape_from_its_size(aspect: Aspect, tmp_path: Path) -> None:
    """`manim -r 540,960 -s scenes/learning_rate.py LearningRate` ends as the lesson does."""
    size = PIXELS[aspect]
    command = [sys.executable, "-m", "manim", "-r", "{},{}".format(*size), "--fps", "15", "-s"]
    command += ["--disable_caching", "--media_dir", str(tmp_path)]
    command += ["scenes/learning_rate.py", "LearningRate"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    (picture,) = tmp_path.rglob("*.png")
    theirs = np.asarray(Image.open(picture).convert("RGB")).astype(int)
    assert theirs.shape == (size[1], size[0], 3)
    scene = made("learning_rate", aspect, tmp_path)
    ours = scene.picture(scene.frames - 1)[..., :3].astype(int)
    assert np.abs(theirs - ours).max() <= 1


@pytest.mark.parametrize("x", [-1.9, -0.5, 0.0, 0.5, 1.9])
def test_words_beside_a_mark_stay_in_a_slot_that_has_no_room_on_either_side(x: float) -> None:
    slot = Slot(-2.0, -2.0, 2.0, 2.0)
    label = words("cost above the lowest one there is", 0.2, "#FFFFFF")
    assert 2.0 < label.width < slot.width
    beside(label, np.array([x, 0.0]), slot, 0.2, 0.0)
    assert label.get_left()[0] >= slot.left - 1e-6
    assert label.get_right()[0] <= slot.right + 1e-6
