"""The picture that stands for a film in a list: a few big words and one picture of the film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from gdlesson.deliver.publish.platforms import Thumbnail
from gdlesson.deliver.stills import staged
from gdlesson.errors import InputError
from gdlesson.render.picture import PICTURES, Quality
from gdlesson.render.stage import StageMaker, manim_stage
from gdlesson.render.stretches import still_frame
from scenes.aspect import Aspect
from scenes.lesson.file import Lesson
from scenes.theme import Theme
from scenes.themes.characters import font_file

HEROES = (
    ("mountain", "height"), ("landscape", "invented"), ("gradient", "floor"),
    ("loop", "bowl"), ("batch_vs_sgd", "step_for_step"), ("learning_rate", "higher"),
)  # fmt: skip
"""The beats whose pictures stand for a film best, the best first."""
HEADING = 0.13
"""Share of the picture, from its top, that its title is in."""
SIDE, REACH = 0.56, 0.86
"""Share of the width that words may have, and of the height."""
LARGEST, SMALLEST = 168, 72
"""Em size of the words, in pixels of 720 lines."""
EDGE, LEADING = 0.045, 1.02
"""Room around the words, in the width; and from line to line, in em."""
VEIL = 0.72
"""How much of what is behind the words the ground covers."""
SHARE = 0.56
"""Of the width, what a picture has from which a plot beside it was left out."""
GAP, MIDDLE = 0.012, (0.4, 0.75)
"""In widths: how wide the empty strip is at least that a surface and its plot stand apart by, and
where it is."""
DRAWN = 12
"""Levels by which what is drawn differs from the ground."""


def save(
    path: Path,
    lesson: Lesson,
    words: str,
    asked: Thumbnail,
    make_stage: StageMaker = manim_stage,
) -> None:
    """Draw the picture, and write it as a PNG or, where that is too large, as a JPEG inside.

    Raises:
        InputError: the words are too long.
        OSError: the file cannot be written.
    """
    size = asked.width, asked.height
    picture = lettered(composed(_hero(lesson, make_stage), lesson.theme, size), words, lesson.theme)
    picture.save(path, "PNG", optimize=True)
    colours = 256
    while path.stat().st_size >= asked.bytes and colours > 16:
        picture.quantize(colours).save(path, "PNG", optimize=True)
        colours //= 2


def _hero(lesson: Lesson, make_stage: StageMaker) -> Image.Image:
    """The best picture there is of its scenes, without captions and title."""
    lesson = lesson.shaped(Aspect.WIDE)
    names = {spec.name for spec in lesson.scenes}
    scene, beat = next((hero for hero in HEROES if hero[0] in names), (lesson.scenes[0].name, ""))
    silent = tuple(replace(spec, beats=()) for spec in lesson.scenes)
    with staged(replace(lesson, scenes=silent), scene, PICTURES[Quality.HIGH], make_stage) as stage:
        beats = {each.name: each for each in stage.score.beats}
        chosen = beats.get(beat, stage.score.beats[0])
        pixels = stage.picture(still_frame(chosen, stage.score.fps))[..., :3]
    whole = Image.fromarray(np.ascontiguousarray(pixels))
    return whole.crop((0, round(HEADING * whole.height), *whole.size))


def composed(drawn: Image.Image, theme: Theme, size: tuple[int, int]) -> Image.Image:
    """A picture at the foot of its ground: as wide as that, or without the plot beside it.

    A surface whose plot is left out stands on the left, so that words have the room of the plot.
    """
    alone = _without_plot(drawn, theme)
    hero, (width, height) = _content(alone, theme), size
    apart = alone.width < drawn.width
    scale = min((SHARE if apart else 1.0) * width / hero.width, 1.12 * height / hero.height)
    small = hero.resize(
        (round(hero.width * scale), round(hero.height * scale)), Image.Resampling.LANCZOS
    )
    whole = Image.new("RGB", size, theme.background)
    top = height - small.height
    place = (0, top) if apart else ((width - small.width) // 2, top + height // 30)
    whole.paste(small, place)
    return whole


def _drawn(picture: Image.Image, theme: Theme) -> NDArray[np.bool_]:
    """Of each pixel, whether it is anything but the ground."""
    ground = Image.new("RGB", (1, 1), theme.background).getpixel((0, 0))
    levels = np.asarray(picture, dtype=np.int16) - np.array(ground)
    return np.asarray(np.abs(levels).max(axis=-1) > DRAWN)


def _without_plot(picture: Image.Image, theme: Theme) -> Image.Image:
    """What stands left of an empty strip from top to bottom in the middle, if there is one."""
    columns = np.flatnonzero(_drawn(picture, theme).any(axis=0))
    gaps = np.diff(columns)
    least, most = (share * picture.width for share in MIDDLE)
    middle = [
        (gap, int(begin))
        for begin, gap in zip(columns, gaps, strict=False)
        if gap > GAP * picture.width and least < begin + gap / 2 < most
    ]
    if not middle:
        return picture
    gap, begin = max(middle)
    return picture.crop((0, 0, begin + int(gap) // 2, picture.height))


def _content(picture: Image.Image, theme: Theme) -> Image.Image:
    """What is drawn, without the empty ground around it."""
    away = _drawn(picture, theme)
    rows, columns = np.flatnonzero(away.any(axis=1)), np.flatnonzero(away.any(axis=0))
    if not len(rows):
        return picture
    margin = picture.width // 40
    box = (
        max(0, int(columns[0]) - margin), max(0, int(rows[0]) - margin),
        min(picture.width, int(columns[-1]) + margin), min(picture.height, int(rows[-1]) + margin),
    )  # fmt: skip
    return picture.crop(box)


def lettered(hero: Image.Image, text: str, theme: Theme) -> Image.Image:
    """Words on a picture, on the side where there is less of it, behind a veil of its ground.

    Raises:
        InputError: they are too many to be read in a list.
    """
    width = hero.width
    ground = Image.new("RGB", (1, 1), theme.background).getpixel((0, 0))
    right = _emptier_right(hero, np.array(ground))
    lines, font = _set(text, theme, hero.size)
    leading = round(LEADING * font.size)
    widest = max(font.getlength(line) for line in lines)
    left = width - EDGE * width - widest if right else EDGE * width
    top = EDGE * width
    veil = Image.new("L", hero.size, 0)
    pad = round(0.5 * font.size)
    area = (left - pad, top - pad, left + widest + pad, top + leading * len(lines) + pad)
    ImageDraw.Draw(veil).rounded_rectangle(area, pad, fill=round(255 * VEIL))
    veil = veil.filter(ImageFilter.GaussianBlur(pad))
    picture = Image.composite(Image.new("RGB", hero.size, theme.background), hero, veil)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        x = left if not right else width - EDGE * width - font.getlength(line)
        colour = theme.batch if row == len(lines) - 1 and len(lines) > 1 else theme.text
        pen.text((x, top + row * leading), line, colour, font)
    return picture


def _emptier_right(hero: Image.Image, ground: NDArray[np.int64]) -> bool:
    """Whether there is less to be seen in the upper right than in the upper left."""
    pixels = np.asarray(hero, dtype=np.int16)[: hero.height * 2 // 3]
    away = np.abs(pixels - ground).max(axis=-1)
    half = hero.width // 2
    return bool(away[:, half:].mean() < away[:, :half].mean())


def _set(
    text: str, theme: Theme, size: tuple[int, int]
) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The words as large as can be: on their side or, where they are too long, across it all."""
    words, (width, height) = text.split() or ["…"], size
    for share in (SIDE, 1.0):
        for em in range(LARGEST, SMALLEST - 1, -4):
            font = _font(theme, round(em * height / 720))
            lines = _wrapped(words, font, round((share - 2 * EDGE) * width))
            if lines is not None and len(lines) * LEADING * font.size <= REACH * height:
                return lines, font
    raise InputError(
        f"The words {text!r} are too long for a thumbnail, which is small in a list; give fewer "
        "with --words."
    )


def _wrapped(words: Sequence[str], font: ImageFont.FreeTypeFont, room: int) -> list[str] | None:
    lines: list[str] = []
    for word in words:
        if font.getlength(word) > room:
            return None
        together = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(together) <= room:
            lines[-1] = together
        else:
            lines.append(word)
    return lines if len(lines) <= 3 else None


def _font(theme: Theme, size: int) -> ImageFont.FreeTypeFont:
    if theme.font is None:
        return ImageFont.truetype(str(font_file("Bold")), size)
    return ImageFont.truetype(BytesIO(theme.font.bold or theme.font.regular), size)
