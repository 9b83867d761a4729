"""A formula in place of a surface: what is found for it, and what is said of a bad one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gdcore import descend
from gdcore.optimizers import gradient_descent
from scenes.lesson.file import load_lesson
from scenes.plans.found_walks import found_walks
from scenes.plans.mountain import OTHER_WALK, WALK, Plan
from scenes.plans.own_surface import chosen_surface
from scenes.reading.report import LessonError
from tests.scenes.settings import FORMULAS, formula

HEAD = """title = "T"
slug = "t"
extends = "gradient-descent"
scenes = ["{scene}"]
[[scene]]
name = "{scene}"
[scene.params]
surface = {surface}
"""
FORMULA, VIEW = "params.surface.formula", "params.surface.view"


def lesson(folder: Path, surface: str, scene: str = "mountain") -> Path:
    """A lesson that differs from the built-in one in a surface."""
    path = folder / "mine.toml"
    path.write_text(HEAD.format(scene=scene, surface=surface), encoding="utf-8")
    return path


# a surface: the key that is blamed, and what is said
REFUSED = {
    '{ formula = "x**2 + z" }': (FORMULA, "'z' at column 8 is not known"),
    '{ formula = "x.real + y" }': (FORMULA, "a point belongs inside a number"),
    '{ formula = "3" }': (FORMULA, "has the value 3 everywhere"),
    '{ formula = "x - x" }': (FORMULA, "has the value 0 everywhere in its view"),
    '{ formula = "1/x + y" }': (FORMULA, "changes too steeply near x ="),
    '{ formula = "1/(x - 0.123) + y" }': (FORMULA, "changes too steeply near x = 0.125"),
    '{ formula = "log(x)" }': (FORMULA, "is finite at only 7260 of 14641 points of its view"),
    '{ formula = "sqrt(y + 1.1) + x**2", view = [[-3, 3], [-1, 1]] }': (
        FORMULA,
        "is not finite at x =",
    ),
    '{ formula = "exp(20*x)" }': (FORMULA, "its values reach 1.14e+26 in the view"),
    '{ formula = "1e-200*x**2 + y*0" }': (FORMULA, "vary by only 9e-200 in the view"),
    '{ formula = "x**2 + y**2 + 1e8" }': (FORMULA, "take off what is constant in it"),
    '{ formula = "x + y", view = [[3, -3], [0, 1]] }': (VIEW, "view end is -3.0"),
    '{ formula = "x + y", view = [[-3, 3]] }': (VIEW, "it must be [[x0, x1], [y0, y1]]"),
    '{ formula = "x + y", view = [[0, 1], [-10, 30]] }': (VIEW, "40 times as long as the other"),
    '{ formula = "x + y", view = [[1e5, 100001], [0, 1]] }': (VIEW, "nearer to zero"),
    '{ formula = "x + y", view = 3 }': (VIEW, "it must be a list in square brackets, not 3"),
    '{ formula = "x + y", veiw = [[0, 1], [0, 1]] }': ("params.surface", 'did you mean "view"?'),
    "{ view = [[0, 1], [0, 1]] }": (FORMULA, "this key is missing"),
    "3": ("params.surface", "it must be a name, or { formula ="),
}


@pytest.mark.parametrize("surface", REFUSED)
def test_what_cannot_be_drawn_is_said_in_one_sentence(surface: str, tmp_path: Path) -> None:
    key, why = REFUSED[surface]
    with pytest.raises(LessonError) as caught:
        load_lesson(lesson(tmp_path, surface))
    (told,) = caught.value.problems
    assert told.startswith(f"{tmp_path / 'mine.toml'}, line 8: ")
    assert f'scene "mountain", {key}: ' in told
    assert why in told


def test_a_landscape_needs_several_valleys(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match="one valley was found in its view"):
        load_lesson(lesson(tmp_path, '{ formula = "x**2 + y**2" }', "landscape"))


@pytest.mark.parametrize("surface", FORMULAS, ids=lambda each: each.formula)
def test_what_is_found_goes_downhill_within_the_view(surface: object) -> None:
    """Both walks, computed anew, go down with each step, and come nowhere outside."""
    made = chosen_surface(surface)  # type: ignore[arg-type]
    found = found_walks(made, 11)
    for start in (found.start, found.other):
        run = descend(made, gradient_descent(found.rate), start, 11)
        assert (np.diff(run.loss) <= 0).all()
        assert run.loss[-1] < run.loss[0]
        low, high = np.transpose(made.view)
        assert ((low <= run.theta) & (run.theta <= high)).all()


def test_what_a_lesson_gives_is_kept(tmp_path: Path) -> None:
    path = lesson(tmp_path, '{ formula = "x**2 + 3*sin(y)" }')
    with path.open("a", encoding="utf-8") as file:
        file.write("start = [1.0, 2.0]\nlearning_rate = 0.07\n")
    spec = load_lesson(path).scene("mountain")
    plan = Plan.computed(spec.params, 7, load_lesson(path).inputs)
    assert plan.runs[WALK].theta[0].tolist() == [1.0, 2.0]
    assert set(plan.runs[OTHER_WALK].learning_rate.tolist()) == {0.07}
    (told,) = spec.remarks
    assert told.startswith("Found for this surface: other_start = [")


def test_a_surface_of_another_lesson_leaves_nothing_behind(tmp_path: Path) -> None:
    """A formula takes the place of a name, and a name that of a formula with its view."""
    first = lesson(tmp_path, '{ formula = "x**2 + 3*sin(y)", view = [[-2, 2], [-2, 2]] }')
    second = tmp_path / "second.toml"
    text = HEAD.format(scene="mountain", surface='{ formula = "x**2 + y**2" }')
    second.write_text(text.replace('"gradient-descent"', f'"{first.name}"'), encoding="utf-8")
    params = load_lesson(second).scene("mountain").params
    assert params.surface == formula("x**2 + y**2").model_copy(update={"view": None})  # type: ignore[attr-defined]


# a formula of x: what is said of it
CURVES_REFUSED = {
    '{ formula = "x**3" }': (FORMULA, "no valley was found in its view"),
    '{ formula = "x**4" }': (FORMULA, "has no bend at its bottom"),
    '{ formula = "x**3 - 3*x", view = [[-3, 3]] }': (VIEW, "the ground is lower than its lowest"),
    '{ formula = "x**2 + y" }': (FORMULA, "'y' at column 8 is not known"),
    '{ formula = "x**2", view = [[-1, 1], [0, 1]] }': (VIEW, "it must be [[x0, x1]]"),
    '{ formula = "(x - 2.99)**2", view = [[-3, 3]] }': (VIEW, "with the valley in the middle"),
}


@pytest.mark.parametrize("surface", CURVES_REFUSED)
def test_a_cost_of_one_parameter_needs_a_valley_to_step_into(surface: str, tmp_path: Path) -> None:
    key, why = CURVES_REFUSED[surface]
    with pytest.raises(LessonError) as caught:
        load_lesson(lesson(tmp_path, surface, "learning_rate"))
    (told,) = caught.value.problems
    assert f'scene "learning_rate", {key}: ' in told
    assert why in told
