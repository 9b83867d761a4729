"""The picture that stands for a film in a list: a few big words and one picture of the film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from gdlesson.deliver.publish.platforms import Thumbnail
from gdlesson.deliver.publish.texts import ELLIPSIS
from gdlesson.deliver.stills import staged
from gdlesson.render.picture import PICTURES, Quality
from gdlesson.render.stage import StageMaker, manim_stage
from gdlesson.render.stretches import still_frame
from scenes.aspect import Aspect
from scenes.lesson.file import Lesson
from scenes.theme import Theme
from scenes.themes.characters import font_file

Size = tuple[int, int]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""

HEROES = (
    ("mountain", "height"), ("landscape", "invented"), ("gradient", "floor"),
    ("loop", "bowl"), ("batch_vs_sgd", "step_for_step"), ("learning_rate", "higher"),
    ("hook", "down"), ("pulls", "each"), ("neural_network", "walk"), ("scaling", "steps"),
    ("optimizers", "race"), ("mini_batch", "few"), ("slope", "sign"), ("cost", "squares"),
    ("summary", "limit"),
)  # fmt: skip
"""The beats whose pictures stand for a film best, the best first."""
HEADING = 0.13
"""Share of the picture, from its top, that its title is in."""
SIDE, BESIDE = 0.56, 0.46
"""Share of the width that words may have on a picture, and beside one."""
SIZES = range(168, 63, -8)
"""Em sizes of the words, in pixels of 720 lines, the largest first."""
ROWS, MOST_WORDS = 3, 60
"""Of words, and how many there are at most in them."""
PAD = 0.4
"""Room around them that nothing is to be drawn in, in em."""
EDGE, LEADING = 0.045, 1.02
"""Room around the words, in the width; and from line to line, in em."""
BLOCK = 16
"""Pixels of the squares in which empty places are looked for: between dots there are none."""
SHARE = 0.56
"""Of the width, what a picture has from which a plot beside it was left out."""
GAP, MIDDLE = 0.012, (0.4, 0.75)
"""In widths: how wide the empty strip is at least that a surface and its plot stand apart by, and
where it is."""
DRAWN = 12
"""Levels by which what is drawn differs from the ground."""


@dataclass(frozen=True)
class Lettering:
    """Words in lines, and where they stand: at the top of a picture, on one of its sides."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    right: bool = False

    @property
    def leading(self) -> int:
        """From line to line, in pixels."""
        return round(LEADING * self.font.size)

    @property
    def pad(self) -> int:
        """The room around them that is theirs."""
        return round(PAD * self.font.size)

    @property
    def width(self) -> float:
        """Of the widest line."""
        return max(self.font.getlength(line) for line in self.lines)

    def area(self, size: Size) -> Box:
        """What they take of a picture of that size, with their pad."""
        edge = EDGE * size[0]
        height = self.leading * (len(self.lines) - 1) + sum(self.font.getmetrics())
        left = size[0] - edge - self.width if self.right else edge
        whole = left - self.pad, edge, left + self.width + self.pad, edge + height
        most = (*size, *size)
        found = [min(max(0, round(side)), end) for side, end in zip(whole, most, strict=True)]
        return found[0], found[1], found[2], found[3]


def save(
    path: Path,
    lesson: Lesson,
    words: str,
    asked: Thumbnail,
    make_stage: StageMaker = manim_stage,
) -> str:
    """Draw the picture, and write it as a PNG of fewer bytes than the platform takes.

    Returns:
        The words that stand on it: as many as there is room for, with an ellipsis.

    Raises:
        OSError: the file cannot be written.
    """
    size = asked.width, asked.height
    picture, shown = made(_hero(lesson, make_stage), words, lesson.theme, size)
    picture.save(path, "PNG", optimize=True)
    colours = 256
    while path.stat().st_size >= asked.bytes and colours > 16:
        picture.quantize(colours).save(path, "PNG", optimize=True)
        colours //= 2
    return shown


def made(drawn: Image.Image, text: str, theme: Theme, size: Size) -> tuple[Image.Image, str]:
    """A picture and its words, both as large as can be, and the words as they are shown.

    They stand on the picture where it is empty, or above it, or beside it.
    """
    words = _fitting(text.split() or [ELLIPSIS], theme, size)
    hero, whole = _content(_without_plot(drawn, theme), theme), composed(drawn, theme, size)
    free = over(whole, words, theme)
    room = _room(hero, words, theme, size)
    if free is not None and free.font.size * _scale(drawn, theme, size) > room[0]:
        return lettered(whole, free, theme), " ".join(words)
    _, letters, place, scale = room
    ground = Image.new("RGB", size, theme.background)
    ground.paste(_resized(hero, scale), place)
    return lettered(ground, letters, theme), " ".join(words)


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


def composed(drawn: Image.Image, theme: Theme, size: Size) -> Image.Image:
    """A picture at the foot of its ground: as wide as that, or without the plot beside it.

    A surface whose plot is left out stands on the left, so that words have the room of the plot.
    """
    alone, (width, height) = _without_plot(drawn, theme), size
    small = _resized(_content(alone, theme), _scale(drawn, theme, size))
    whole = Image.new("RGB", size, theme.background)
    top = height - small.height
    beside = alone.width < drawn.width
    whole.paste(small, (0, top) if beside else ((width - small.width) // 2, top + height // 30))
    return whole


def _scale(drawn: Image.Image, theme: Theme, size: Size) -> float:
    """How large what there is of a picture is at the foot of its ground."""
    alone = _without_plot(drawn, theme)
    hero, share = _content(alone, theme), SHARE if alone.width < drawn.width else 1.0
    return min(share * size[0] / hero.width, 1.12 * size[1] / hero.height)


def _resized(picture: Image.Image, scale: float) -> Image.Image:
    size = round(picture.width * scale), round(picture.height * scale)
    return picture.resize(size, Image.Resampling.LANCZOS)


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


def over(hero: Image.Image, words: Sequence[str], theme: Theme) -> Lettering | None:
    """Words on a picture, as large as it has an empty place for; None where it has none."""
    blocks = _blocks(hero, theme)
    for em in SIZES:
        font = _font(theme, round(em * hero.height / 720))
        for share in (SIDE, 1.0):
            lines = _wrapped(words, font, round((share - 2 * EDGE) * hero.width))
            sides = [Lettering(tuple(lines), font, right) for right in (True, False) if lines]
            for letters in sides:
                left, top, stop, bottom = (round(side / BLOCK) for side in letters.area(hero.size))
                if not blocks[top:bottom, left:stop].any():
                    return letters
    return None


def _room(
    hero: Image.Image, words: Sequence[str], theme: Theme, size: Size
) -> tuple[float, Lettering, tuple[int, int], float]:
    """Words above a picture or beside it, and the place and the scale of that.

    The first of what is returned is what is as large as can be: the product of their sizes.
    """
    width, height = size
    found = []
    for em in SIZES:
        font = _font(theme, round(em * height / 720))
        for share in (1.0, BESIDE):
            lines = _wrapped(words, font, round((share - 2 * EDGE) * width))
            if not lines:
                continue
            letters = Lettering(tuple(lines), font)
            area = letters.area(size)
            left, top = (0, area[3]) if share == 1.0 else (area[2], 0)
            scale = min((width - left) / hero.width, (height - top) / hero.height)
            place = (
                left + round(width - left - scale * hero.width) // 2,
                top + round(height - top - scale * hero.height) // 2,
            )
            found.append((font.size * scale, letters, place, scale))
    return max(found, key=lambda each: each[0])


def lettered(hero: Image.Image, letters: Lettering, theme: Theme) -> Image.Image:
    """Words on a picture."""
    picture, edge = hero.copy(), EDGE * hero.width
    pen, last = ImageDraw.Draw(picture), len(letters.lines) - 1
    for row, line in enumerate(letters.lines):
        left = hero.width - edge - letters.font.getlength(line) if letters.right else edge
        colour = theme.batch if row == last > 0 else theme.text
        pen.text((left, edge + row * letters.leading), line, colour, letters.font)
    return picture


def _blocks(hero: Image.Image, theme: Theme) -> NDArray[np.bool_]:
    """Of each square of BLOCK pixels, whether anything is drawn in it."""
    away = _drawn(hero, theme)
    rows, columns = (-(-side // BLOCK) * BLOCK for side in away.shape)
    whole = np.pad(away, ((0, rows - away.shape[0]), (0, columns - away.shape[1])))
    squares = whole.reshape(rows // BLOCK, BLOCK, columns // BLOCK, BLOCK)
    return np.asarray(squares.any(axis=(1, 3)))


def _fitting(words: list[str], theme: Theme, size: Size) -> list[str]:
    """The words, as many as there is room for in the smallest letters, with an ellipsis."""
    font, room = _font(theme, round(SIZES[-1] * size[1] / 720)), round((1 - 2 * EDGE) * size[0])
    known = (kept for kept in [words, *_fewer(words[:MOST_WORDS])] if _wrapped(kept, font, room))
    return next(known, [ELLIPSIS])


def _fewer(words: Sequence[str]) -> Iterator[list[str]]:
    """Fewer and fewer of the words, with an ellipsis; at last the first one, letter by letter."""
    for count in range(len(words) - 1, 0, -1):
        yield [*words[: count - 1], words[count - 1].rstrip(",;:.–—-") + ELLIPSIS]
    for count in range(len(words[0]) - 1, 0, -1):
        yield [words[0][:count] + ELLIPSIS]


def _wrapped(words: Sequence[str], font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    """The words in lines of that width; none where they need more than ROWS."""
    lines: list[str] = []
    for word in words:
        if font.getlength(word) > room:
            return []
        together = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(together) <= room:
            lines[-1] = together
        elif len(lines) == ROWS:
            return []
        else:
            lines.append(word)
    return lines


def _font(theme: Theme, size: int) -> ImageFont.FreeTypeFont:
    if theme.font is None:
        return ImageFont.truetype(str(font_file("Bold")), size)
    return ImageFont.truetype(BytesIO(theme.font.bold or theme.font.regular), size)
