"""What the program says by itself is true at every setting: each claim, computed in another way."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from gdcore.errors import GDError
from gdlesson.whole import whole
from scenes.lesson.asking import asked
from scenes.lesson.extending import read_extended
from scenes.lesson.file import SceneSpec
from scenes.lesson.saying import said
from scenes.lessons import BUILT_INS
from scenes.plans.base import ScenePlan, Value
from scenes.plans.claims import Claim, chosen, otherwise
from scenes.plans.common import SceneParams
from scenes.plans.questions import NUMBER
from scenes.plans.registry import PLANS
from scenes.reading.inputs import Inputs
from scenes.wording import languages, wording
from tests import extent
from tests.ordinary_data import write_csv
from tests.saved_runs import write_run
from tests.scenes.settings import Setting, sample
from tests.scenes.truths.questions import ALWAYS, RIGHT

WHOLE = "gradient-descent"
"""The built-in lesson with all scenes, whose words the others take over."""
EACH = extent.of(30, 60)
"""Settings of a scene that are tried, besides those that its truths name."""


NEUTRAL = {
    **dict.fromkeys(
        ("titles", "ingredients", "data", "axes", "slope", "map", "methods", "counts", "turn",
         "cycle", "network"),
        "names of scenes, quantities, methods, stations and units",
    ),
    **dict.fromkeys(("valleys.noise_now", "valleys.away"), "the names of figures"),
    **dict.fromkeys(("one_sample.cars", "one_sample.samples"), "what a dot is"),
    "gradient.partial": "what a partial derivative means",
    "gradient.step": "the name of a column of a table",
    "valleys.repeats": "of what a plot's dots and bars are, as `test_landscape.py` has it",
    "valleys.plateau": "what the steps on a pass are called in the curve of the cost",
    "valleys.noise_off": "what the noise is once it is over",
    "summary.valleys": "what a landscape has",
    "summary.fresh": "what points are that a network has not seen",
    "summary.kinds": "how many kinds the lesson has",
    "summary.scaling": "in how many scales the data are seen",
    "summary.looks": "how many looks each of the kinds has at most, which their plan gives",
    "summary.rules": "how many rules are seen",
    "own_axes.distance": "the name of a quantity",
    "own_axes.curvature": "a curvature, which `test_basin.py` compares with the cost",
    "own_axes.factor": "by what a step multiplies a distance along an axis of a quadratic cost",
    "own_axes.across": "the name of an axis",
    "own_axes.curvatures": "the curvatures of a bowl, as `own_axes.curvature` has them",
    "own_axes.nearer": "what a walk's steps take off a distance, as the plan has computed",
    **dict.fromkeys(
        ("own_axes.done", "own_axes.percent"),
        "what share of the drop a walk has done, as the plan has computed",
    ),
    "own_axes.turned": "how maps are seen, whose own axes lie level and upright",
    "own_axes.across_both": "at one multiple of 1/L, a step leaves one share across each bowl",
    **dict.fromkeys(("rule", "cut"), "parts of formulas, which hold at every setting"),
    **dict.fromkeys(
        ("places.start", "places.another_start", "places.lowest",
         "places.cost", "places.cost_above_lowest"),
        "names of places and readings, which `settings.py` compares with the runs",
    ),
    "places.cut_open": "of a block that is seen cut through where the ball stands",
    **dict.fromkeys(
        ("bowls.unscaled", "bowls.scaled", "own_axes.along"),
        "names of bowls and of their ways: along is where a bowl bends least",
    ),
    "bowls.cropped": "that a picture ends before the rim, which `SmallBowls` sees to",
    "bowls.rule": "how data are scaled, as `gdcore` defines it",
    "bowls.rate": "a rate, and what share of its limit it is: half of it in units of 1/L",
    "bowls.done": "where a walk that has arrived ends: with that share of the drop, as it is set",
    "bowls.magnified": "how large a lens shows a map, which `test_basin.py` compares with it",
    "ravine": "names, how wide a ravine is drawn, and rules, which are as they are defined",
    "ideas": "what rules are called, and what each does by its definition",
    "code.at_most": "how often a loop goes round at most, which is the number in its head",
    "code.length": "what a line of a program computes",
    "code.slope_of": "of what the factors of a sample's gradient are the slopes",
    "code.watched": "that no line of the program that it shows uses the cost",
    "said": "words of the sentences, with which something moves",
    "rules": "what rules are called and do, by definition; their rates are searched",
    **dict.fromkeys(
        ("bowls.times", "bowls.shape"),
        "the root of the condition number, which the plan has computed",
    ),
    "arrows": "names and scales, which `settings.py` compares with the runs",
    **dict.fromkeys(("left.ball", "left.other_ball"), "what stands around the reason, a sign"),
    **dict.fromkeys(
        ("race.cars_order", "race.samples_order", "race.ends"),
        "how the race is run, whatever comes of it",
    ),
    "sizes": "what asking so many means, how wide a cloud is at most whatever the data, and mean "
    "costs as computed; how many looks there are is a sign",
    **dict.fromkeys(
        ("valleys.second", "valleys.third", "valleys.fourth", "valleys.others", "valleys.none",
         "valleys.noise", "valleys.step", "valleys.slope"),
        "names of valleys and quantities, with costs that the surface has",
    ),
    **dict.fromkeys(
        ("valleys.down", "valleys.up"),
        "which way the arrows about a pass point, as `test_landscape.py` has it",
    ),
    "valleys.saddle": "what a place is called that is level and falls to both sides, as a pass is",
    "kinds": "the widths of clouds, the samples held and the waits, which follow from the sizes, "
    "and mean costs as computed",
    "pulls": "how long arrows are drawn, and how many samples are asked",
    "audit": "where things come from and are",
    "poster": "names, advice, numbers that the page computes; the limit of a quadratic cost",
    "card": "how the walks over mini-batches are run, whatever comes of them",
    "orders": "what is drawn of all orders; a count of them, which `test_race.py` compares",
    "lens": "how many samples there are; that their gradients sum to zero is what a minimum is",
    "many": "looks and widths, which follow from how many samples there are",
}  # fmt: skip
"""Sections and keys of the words that are true of any runs, and why."""


def outcomes(plan: type[ScenePlan[Any]]) -> set[tuple[str, str]]:
    """What a scene's beats may say of its runs, by beat and outcome."""
    return {(beat.name, name) for beat in plan.in_order() for name in beat.outcomes}


def signs(scene: str) -> set[tuple[str, str]]:
    """What it may write by itself, by what that is about and the key of the words."""
    return {claim for each in heard(scene) for claim in each.signs}


def truths(scene: str) -> Any:
    """The module that computes a scene's claims in another way."""
    name = f"tests.scenes.truths.{scene}"
    if find_spec(name) is None:
        where = f"tests/scenes/truths/{scene}.py"
        pytest.fail(f"{scene} makes claims: {where} is to compute them in another way.")
    return import_module(name)


def is_true(scene: str, plan: ScenePlan[Any], claim: tuple[str, str]) -> bool:
    """Whether a claim is true of a plan, computed in another way."""
    if claim in truths(scene).TRUE:
        return bool(truths(scene).TRUE[claim](plan))
    about, key = claim
    return bool(truths(scene).WRITTEN[key](plan, about))


def told(plan: ScenePlan[Any]) -> set[tuple[str, str]]:
    """What is said and written of a plan's runs."""
    return {*plan.outcomes.items(), *((about, plan.sign(about)) for about in plan.signs)}


@dataclass(frozen=True)
class Predicted:
    """A question that a plan offers, with what is right, by the plan and by another computation."""

    name: str
    marked: str | float
    right: set[str | float]
    """One, or several where it is close."""
    texts: dict[str, tuple[str, tuple[str, ...], str]]
    """By language: the question, the answers, and why."""


@dataclass(frozen=True)
class Heard:
    """What a plan has its scene say and write, and what of all that it could is true.

    The plan itself is not kept: all of them together are gigabytes.
    """

    setting: Setting
    outcomes: Mapping[str, str]
    values: Mapping[str, Value]
    told: set[tuple[str, str]]
    signs: set[tuple[str, str]]
    """What it could write, by what that is about and the key of the words."""
    true: set[tuple[str, str]]
    """Of the outcomes that there are and of these, those that hold by another computation."""
    predicted: tuple[Predicted, ...]


SHARED = list[Path]()
"""The folder of what has been heard, which all processes of a run have in common."""


@pytest.fixture(scope="session", autouse=True)
def shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    SHARED[:] = [folder / "heard"]
    SHARED[0].mkdir(exist_ok=True)


@cache
def heard(scene: str) -> tuple[Heard, ...]:
    """What a scene says at settings of many kinds; what one process computes, others wait for."""
    if not SHARED:
        return heard_now(scene)
    kept = SHARED[0] / f"{scene}.pickle"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            known: tuple[Heard, ...] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own
            return known
        told = heard_now(scene)
        with whole(kept) as part:
            part.write_bytes(pickle.dumps(told))
    return told


def heard_now(scene: str) -> tuple[Heard, ...]:
    """The same, computed."""
    own = getattr(truths(scene), "SETTINGS", [])
    with TemporaryDirectory() as folder:
        settings = (*sample(scene, EACH), *own)
        return tuple(filter(None, (listened(each, Path(folder)) for each in settings)))


def listened(setting: Setting, folder: Path) -> Heard | None:
    """What is said at a setting; None where it is refused, with a sentence."""
    scene, params = setting.scene, dict(setting.params)
    if isinstance(params.get("data"), str) and str(params["data"]).endswith(".csv"):
        write_csv(Path(str(params["data"])).stem, folder / str(params["data"]))
    if isinstance(params.get("run"), str):
        write_run(Path(str(params["run"])).stem, folder / str(params["run"]))
    made = PLANS[scene]
    try:
        plan = made.compute(made.params(**params), 7, Inputs(folder))
    except GDError:
        return None
    could = {(about, key) for about, sign in plan.signs.items() for key in sign.claims}
    return Heard(
        setting,
        plan.outcomes,
        plan.values,
        told(plan),
        could,
        {claim for claim in outcomes(made) | could if is_true(scene, plan, claim)},
        tuple(predicted(scene, made.params(**params), plan)),
    )


def predicted(scene: str, params: SceneParams, plan: ScenePlan[Any]) -> Iterator[Predicted]:
    """The questions of a plan, in all languages."""
    told = {
        language: asked(SceneSpec(scene, params, language=language), plan)
        for language in languages()
    }
    for k, question in enumerate(plan.questions):
        each = {language: all_[k] for language, all_ in told.items()}
        (name,) = {every.name for every in each.values()}
        right = question.answers[question.right]
        # a number, or the rate of a walk, or the name of what comes of it
        marked = next(
            (right.values[key] for key in (NUMBER, "rate") if key in right.values), right.name
        )
        texts = {language: (e.ask, e.answers, e.why) for language, e in each.items()}
        found = RIGHT[name](plan)
        yield Predicted(name, marked, found if isinstance(found, set) else {found}, texts)


SPEAKING = [name for name, plan in PLANS.items() if outcomes(plan)]
"""The scenes that say anything of their runs."""


@pytest.mark.parametrize("scene", SPEAKING)
def test_each_claim_is_computed_in_another_way(scene: str) -> None:
    assert truths(scene).TRUE.keys() == outcomes(PLANS[scene])
    assert getattr(truths(scene), "WRITTEN", {}).keys() == {key for _, key in signs(scene)}


@pytest.mark.parametrize("scene", SPEAKING)
def test_what_is_said_is_true(scene: str) -> None:
    false = [(str(each.setting), claim) for each in heard(scene) for claim in each.told - each.true]
    assert false == []


@pytest.mark.parametrize(
    ("scene", "claim"),
    [(scene, claim) for scene in SPEAKING for claim in sorted(outcomes(PLANS[scene]))],
    ids=lambda each: each if isinstance(each, str) else " ".join(each),
)
def test_settings_flip_each_claim(scene: str, claim: tuple[str, str]) -> None:
    """It is said at some of them, and at some it would be false."""
    assert any(claim in each.told for each in heard(scene)), "it is never said"
    assert any(claim not in each.true for each in heard(scene)), "it is never false"


@pytest.mark.parametrize("scene", SPEAKING)
def test_settings_flip_all_that_a_scene_writes_by_itself(scene: str) -> None:
    """Each of its texts is written of something somewhere, and would be false of something."""
    written = {key for each in heard(scene) for _, key in each.told & each.signs}
    false = {key for each in heard(scene) for _, key in each.signs - each.true}
    assert written == false == {key for _, key in signs(scene)}


@pytest.mark.parametrize("scene", SPEAKING)
@pytest.mark.parametrize("lesson", [name for name in BUILT_INS if name.startswith(WHOLE)])
def test_the_built_in_lessons_have_words_whatever_the_runs_do(scene: str, lesson: str) -> None:
    path = BUILT_INS[lesson]
    values = read_extended(path, Inputs(path.parent)).source.values
    (told,) = (each for each in values["scene"] if each["name"] == scene)
    says = {beat["name"]: beat.get("say", "") for beat in told["beat"]}
    for each in heard(scene):
        for name, saying in says.items():
            words = said(saying, each.outcomes.get(name), each.values, values.get("language", "en"))
            assert words.endswith((".", "?", "!")) or not words, (str(each.setting), name)


ASKING = sorted({name.partition(".")[0] for name in RIGHT})


@pytest.mark.parametrize("scene", ASKING)
def test_the_answer_that_is_marked_is_the_one_that_the_runs_give(scene: str) -> None:
    false = [
        (str(heard_.setting), each.name, each.marked, each.right)
        for heard_ in heard(scene)
        for each in heard_.predicted
        if each.marked not in each.right
    ]
    assert false == []


@pytest.mark.parametrize("name", RIGHT)
def test_which_answer_is_right_depends_on_the_runs(name: str) -> None:
    scene = name.partition(".")[0]
    marked = {e.marked for h in heard(scene) for e in h.predicted if e.name == name}
    assert marked, "it is never asked"
    assert (len(marked) == 1) is (name in ALWAYS)


@pytest.mark.parametrize("scene", ASKING)
def test_questions_can_be_told_apart_and_read_in_each_language(scene: str) -> None:
    wrong = []
    for each in (each for told in heard(scene) for each in told.predicted):
        for language, (ask, answers, why) in each.texts.items():
            apart = len({*answers}) == len(answers) and 3 <= len(answers) <= 4
            whole = ask.endswith("?") and why.endswith(".") and not any("{" in a for a in answers)
            if not apart or not whole:
                wrong.append((each.name, language, ask, answers, why))
    assert wrong == []


@pytest.mark.parametrize("language", languages())
def test_what_may_be_written_of_the_runs_has_words(language: str) -> None:
    say = wording(language)
    assert [key for scene in SPEAKING for _, key in signs(scene) if key and key not in say] == []


def test_every_text_of_the_software_is_a_claim_or_neutral() -> None:
    """A text that some runs could make false is a sign of a scene, and so chosen by its plan."""
    claimed = {key for scene in SPEAKING for _, key in signs(scene)}
    open_, used = [], set()
    for key in sorted(wording("en").keys() - claimed):
        why = {key, key.partition(".")[0]} & NEUTRAL.keys()
        used |= why
        if not why:
            open_.append(key)
    assert open_ == []
    assert NEUTRAL.keys() - used == set()


def test_the_first_claim_that_holds_is_said() -> None:
    sizes = {
        "large": Claim[int]("it is large", lambda n: n > 100),
        "even": Claim[int]("it is even", lambda n: n % 2 == 0),
    }
    assert [chosen(sizes, n) for n in (200, 4)] == ["large", "even"]
    assert chosen(sizes | {"odd": Claim("it is odd", otherwise)}, 3) == "odd"
    with pytest.raises(ValueError, match="none of these is true: large, even"):
        chosen(sizes, 3)
