"""Make the pictures in ``renders/gallery/`` anew: those that the README and the pages in docs name.

``./run python -m tests.docs.make_gallery`` makes all of them, in a minute or two; with names of
pictures behind it, those alone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from gdlesson.deliver.contact_sheet import SheetCell, save_contact_sheet
from gdlesson.deliver.stills import staged
from gdlesson.narration.captions import clock
from gdlesson.render.picture import PICTURES, Quality
from gdlesson.render.stretches import still_frame
from scenes.lesson.file import Lesson, load_lesson
from scenes.theme import THEMES
from tests.docs.pages import FOR_USERS, ROOT

GALLERY = ROOT / "renders" / "gallery"
PICTURE = PICTURES[Quality.MEDIUM]
HERO = "mountain", ("descent", "lift")
"""A scene, and the beats of it that move at the top of the README."""
HERO_SIZE, HERO_RATE = (704, 396), 12
STILL = {"format": "WEBP", "quality": 88, "method": 6}
MOVING = {"format": "WEBP", "quality": 75, "method": 6, "save_all": True, "loop": 0}
NAME = re.compile(r"gallery/((?:(\w+)--(\w+?)|hero|contact_sheet)(--paper)?)\.webp")


def named() -> list[re.Match[str]]:
    """The pictures that pages show: of a scene one after the other."""
    found = {match[1]: match for page in FOR_USERS for match in NAME.finditer(page.text)}
    return sorted(found.values(), key=lambda match: (match[4] or "", match[2] or "", match[1]))


def make(wanted: Iterable[str]) -> None:
    """Draw the pictures of these names, or all."""
    lesson, names = load_lesson(), {*wanted}
    chosen = [match for match in named() if not names or match[1] in names]
    for (scene, paper), pictures in groupby(chosen, key=lambda match: (match[2], match[4])):
        shown = replace(lesson, theme=THEMES["paper"]) if paper else lesson
        if scene is not None:
            _stills(shown, scene, {match[1]: match[3] for match in pictures})
            continue
        for match in pictures:
            (_hero if match[1] == "hero" else _sheet)(shown, GALLERY / f"{match[1]}.webp")


def _stills(lesson: Lesson, scene: str, beats: dict[str, str]) -> None:
    with staged(lesson, scene, PICTURE) as stage:
        for name, beat in beats.items():
            frame = still_frame(stage.score.named(beat), PICTURE.fps)
            image = Image.fromarray(stage.picture(frame)[..., :3])
            image.save(GALLERY / f"{name}.webp", **STILL)


def _hero(lesson: Lesson, path: Path) -> None:
    scene, beats = HERO
    with staged(lesson, scene, PICTURE) as stage:
        start, stop = stage.score.named(beats[0]).start, stage.score.named(beats[-1]).stop
        frames = range(start, stop, int(PICTURE.fps) // HERO_RATE)
        first, *others = [
            Image.fromarray(stage.picture(frame)[..., :3]).resize(HERO_SIZE) for frame in frames
        ]
    first.save(path, append_images=others, duration=1000 // HERO_RATE, **MOVING)


def _sheet(lesson: Lesson, path: Path) -> None:
    """The lesson's contact sheet, its stills drawn small."""
    cells, seconds = [], 0.0
    for spec in lesson.scenes:
        with staged(lesson, spec.name, PICTURES[Quality.PREVIEW]) as stage:
            for beat in stage.score.beats:
                frame = still_frame(beat, stage.score.fps)
                image = Image.fromarray(stage.picture(frame)[..., :3])
                at = clock(seconds + float(beat.start / stage.score.fps))
                cells.append(SheetCell(image, f"{spec.name} · {beat.name}", at))
            seconds += stage.score.seconds
    with TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.png"
        save_contact_sheet(sheet, lesson.title, cells, lesson.theme)
        image = Image.open(sheet).convert("RGB")
        image.resize((image.width * 2 // 3, image.height * 2 // 3)).save(path, **STILL)


if __name__ == "__main__":
    make(sys.argv[1:])
