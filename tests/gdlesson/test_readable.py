"""Each scene can be read from its first frame to its last, in the editions that there are of it."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from gdlesson.check.pictures import SIZE, look_through
from gdlesson.deliver.stills import staged
from gdlesson.render.stretches import still_frame
from scenes.aspect import Aspect
from scenes.layout import clear_rows
from scenes.lesson.file import load_lesson
from scenes.plans.registry import PLANS
from scenes.stage.scene import LessonScene
from scenes.theme import names
from scenes.wording import languages
from tests import extent
from tests.editions import Edition, every, sample
from tests.gdlesson.check_data import SCENES, look
from tests.ordinary_data import SETS


@pytest.mark.slow
def test_an_edition_can_be_read_from_its_first_frame_to_its_last(edition: Edition) -> None:
    picture = SIZE.shaped(edition.aspect)
    with staged(edition.lesson(), edition.scene, picture) as stage:
        assert isinstance(stage, LessonScene)
        assert [str(each.offence) for each in look_through(stage).findings] == []
        assert beside_the_middle_is_nothing(stage, picture.width, picture.height)


def beside_the_middle_is_nothing(stage: LessonScene, width: int, height: int) -> bool:
    """Whether there is only the background where a platform has its names and buttons."""
    top, bottom = clear_rows(stage.layout, width, height)
    if (top, bottom) == (0, height):
        return True
    for beat in stage.score.beats:
        pixels = stage.picture(still_frame(beat, stage.score.fps))
        beside = np.concatenate([pixels[:top], pixels[bottom:]])
        if (beside != pixels[0, 0]).any():
            return False
    return True


def test_the_sample_has_each_scene_and_each_shape_in_all_its_looks() -> None:
    taken = sample()
    assert len({*taken}) == len(taken)
    assert {each.scene for each in taken} == {*PLANS}
    looks = {(each.aspect, each.language, each.theme) for each in taken}
    assert looks == {*product(Aspect, languages(), names())}
    shapes = Counter(each.aspect for each in taken)
    assert max(shapes.values()) - min(shapes.values()) <= 1
    assert {*taken} < {*every()}


# formulas of one's own that five rules walk on, their views, and steps
FORMULAS = {
    "aslant": ("x**2 + 12*y**2 + x*y", "[[-3, 3], [-3, 3]]", 100),
    "banana": ("(1-x)**2 + 100*(y-x**2)**2", "[[-2, 2], [-1, 3]]", 100),
    "four valleys": ("(x**2+y-11)**2 + (x+y**2-7)**2", "[[-5, 5], [-5, 5]]", 100),
    "many valleys": ("sin(2*x) + cos(2*y) + 0.1*x**2 + 0.2*y**2", "[[-3, 3], [-3, 3]]", 40),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each formula in each shape; as a sample, in one shape, by turns.  Likewise data sets."""
    if "data" in metafunc.fixturenames:
        taken = data_taken()
        names = [f"{scene} {data} {' '.join(look)}" for scene, data, look in taken]
        metafunc.parametrize(("scene", "data", "worn"), taken, ids=names)
    if "formula" not in metafunc.fixturenames:
        return
    shapes = [*Aspect]
    taken = [
        (name, shape)
        for k, name in enumerate(FORMULAS)
        for shape in (shapes if extent.is_whole else [shapes[k % len(shapes)]])
    ]
    metafunc.parametrize(("formula", "aspect"), taken, ids=[f"{a} {b}" for a, b in taken])


def data_taken() -> list[tuple[str, str, tuple[Aspect, str]]]:
    """Each scene about data with each data set; as a sample, every other one with one of them.

    Data sets, shapes and themes take turns.
    """
    looks, sets = [*product(Aspect, names())], [*SETS]
    apart = len(sets) // len(SCENES)
    return [
        (scene, sets[(apart * k + j) % len(sets)], looks[(k + j) % len(looks)])
        for k, scene in enumerate(SCENES)
        if extent.is_whole or k % 2
        for j in range(extent.of(1, len(sets)))
    ]


@pytest.mark.slow
def test_a_scene_over_data_of_ones_own_can_be_read(
    tmp_path: Path, scene: str, data: str, worn: tuple[Aspect, str]
) -> None:
    assert look(scene, data, worn, tmp_path) == []


@pytest.mark.slow
def test_five_rules_on_a_formula_can_be_read(tmp_path: Path, formula: str, aspect: Aspect) -> None:
    code, view, steps = FORMULAS[formula]
    path = tmp_path / "formula.toml"
    path.write_text(
        'extends = "gradient-descent"\nslug = "formula"\ntitle = "A formula"\n'
        'scenes = ["optimizers"]\n[[scene]]\nname = "optimizers"\n[scene.params]\n'
        f'surface = {{ formula = "{code}", view = {view} }}\nsteps = {steps}\n',
        encoding="utf-8",
    )
    with staged(load_lesson(path).shaped(aspect), "optimizers", SIZE.shaped(aspect)) as stage:
        assert [str(each.offence) for each in look_through(stage).findings] == []
