"""Lessons in other shapes than 16:9: their pictures, folders, keys and contact sheets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gdlesson.check.pictures import SIZE
from gdlesson.deliver.contact_sheet import COLUMNS, SheetCell, save_contact_sheet, thumbnail
from gdlesson.deliver.stills import save_still, staged
from gdlesson.making.unchanged import unchanged
from gdlesson.names import folder
from gdlesson.render.keys import Keys
from gdlesson.render.picture import PICTURES, Picture, Quality
from scenes.aspect import Aspect
from scenes.lesson.file import load_lesson
from scenes.theme import THEMES

OTHERS = (Aspect.TALL, Aspect.SQUARE)
SIZES = {
    Quality.PREVIEW: ((854, 480), (480, 854), (480, 480)),
    Quality.MEDIUM: ((1280, 720), (720, 1280), (720, 720)),
    Quality.HIGH: ((1920, 1080), (1080, 1920), (1080, 1080)),
    Quality.ULTRA: ((3840, 2160), (2160, 3840), (2160, 2160)),
}


@pytest.mark.parametrize(("quality", "sizes"), SIZES.items())
def test_a_quality_has_a_size_in_each_shape(
    quality: Quality, sizes: tuple[tuple[int, int], ...]
) -> None:
    pictures = [PICTURES[quality].shaped(aspect) for aspect in Aspect]
    assert tuple((each.width, each.height) for each in pictures) == sizes
    assert {each.fps for each in pictures} == {PICTURES[quality].fps}


@pytest.mark.slow
@pytest.mark.parametrize("aspect", OTHERS)
def test_a_still_has_the_shape_of_its_lesson(aspect: Aspect, tmp_path: Path) -> None:
    picture = SIZE.shaped(aspect)
    with staged(load_lesson().shaped(aspect), "cost", picture) as stage:
        save_still(stage, 0, tmp_path / "still.png")
    with Image.open(tmp_path / "still.png") as still:
        assert still.size == (picture.width, picture.height)


def test_the_shape_is_in_the_key_also_where_the_size_is_the_same() -> None:
    built_in, picture = load_lesson(), Picture(480, 480, 15)
    spec = built_in.scenes[0]
    score = spec.score(15)
    keys = {
        Keys(built_in.shaped(aspect), size).scene(spec, score)
        for aspect in Aspect
        for size in (picture, picture.shaped(aspect), PICTURES[Quality.PREVIEW].shaped(aspect))
    }
    assert len(keys) == 2 + 2 + 1  # the square has the size of one of its own


def test_shapes_and_languages_have_folders_of_their_own(tmp_path: Path) -> None:
    names = [folder("tea", aspect.mark, "es") for aspect in Aspect]
    assert names == ["tea-es", "tea-9x16-es", "tea-1x1-es"]
    lesson = tmp_path / "tea.toml"
    lesson.write_text('title = "T"\nslug = "tea"\naspect = "no such"\n[[scene]]\nname = "a"\n')
    assert unchanged(lesson, PICTURES[Quality.PREVIEW], None) is None


@pytest.mark.parametrize("aspect", Aspect)
def test_a_contact_sheet_keeps_the_shape_of_its_pictures(aspect: Aspect, tmp_path: Path) -> None:
    picture = PICTURES[Quality.PREVIEW].shaped(aspect)
    still = tmp_path / "still.png"
    Image.new("RGB", (picture.width, picture.height), "red").save(still)
    small, (across, up) = thumbnail(still), aspect.sides
    assert small.width * up == pytest.approx(small.height * across, abs=across)
    sheet, cells = (
        tmp_path / "sheet.png",
        [SheetCell(small, "beat", "0:00")] * (COLUMNS[aspect] + 1),
    )
    save_contact_sheet(sheet, "title", cells, THEMES["night"])
    with Image.open(sheet) as page:
        assert page.width > COLUMNS[aspect] * small.width
        assert page.height > 2 * small.height
        red = (np.asarray(page) == (255, 0, 0)).all(axis=-1).sum()
    assert red == len(cells) * small.width * small.height
