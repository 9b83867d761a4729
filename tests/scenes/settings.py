"""Scenes at legal settings of many kinds: what must hold of each, and a command that tries all.

``python -m tests.scenes.settings [N]`` builds N settings of each scene, all of them where N is left
out, draws a few frames of each, and prints those of which something does not hold.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gdcore import surfaces
from gdcore.errors import GDError
from gdcore.surfaces import Surface
from scenes.catalog import SCENES
from scenes.components.surface.surface3d import Surface3D
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label
from scenes.components.triad import TriadNames
from scenes.learning_rate import LearningRate
from scenes.lesson.file import load_lesson
from scenes.mountain import Mountain
from scenes.parts.surface_view import SurfaceView
from scenes.plans.learning_rate import WALKS
from scenes.plans.own_surface import OwnSurface, chosen_surface
from scenes.plans.registry import PLANS
from scenes.reading.inputs import Inputs
from scenes.stage.scene import LessonScene
from tests.ordinary_data import SETS, write_csv
from tests.scenes.conftest import small
from tests.scenes.test_honesty import place_of

FRAME_HEIGHT = 8.0
THOUSANDTH = FRAME_HEIGHT / 1000
RACES_EACH = 8
"""Settings of the race that are tried on each data set, besides the usual ones."""
MARGIN = 0.25
"""Frame units that words keep from the edge of the frame."""
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
TOUCH = 0.02
"""Frame units by which the boxes of two words may meet."""


@dataclass(frozen=True)
class Setting:
    """A scene, and parameters that a lesson file may give it."""

    scene: str
    params: tuple[tuple[str, object], ...]

    def __str__(self) -> str:
        return self.scene + " " + " ".join(f"{key}={value}" for key, value in self.params)

    def write(self, folder: Path) -> Path:
        """A lesson file of this scene alone."""
        path = folder / "settings.toml"
        data = dict(self.params).get("data")
        if isinstance(data, str) and data.endswith(".csv"):
            write_csv(Path(data).stem, folder / data)
        lines = [f"{key} = {_toml(value)}" for key, value in self.params]
        head = f'title = "T"\nslug = "t"\n[[scene]]\nname = "{self.scene}"\n[scene.params]\n'
        path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        return path


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, OwnSurface):
        return f'{{ formula = "{value.formula}", view = {_toml(value.view)} }}'
    return f'"{value}"' if isinstance(value, str) else str(value)


def formula(text: str, *sides: tuple[float, float]) -> OwnSurface:
    """A surface of one's own; about zero unless there are sides."""
    return OwnSurface(formula=text, view=sides or ((-3.0, 3.0), (-3.0, 3.0)))


FORMULAS = (
    formula("x**2 + 3*sin(y)"),
    formula("sin(2*x) + cos(2*y) + 0.1*x**2"),
    formula("x**3 - 3*x + y**2"),
    formula("x**2 - y**2"),
    formula("abs(x) + abs(y)"),
    formula("x**2"),
    formula("x**4 + y**4", (-2.0, 1.0), (-1.0, 2.0)),
    formula("(1 - x)**2 + 100*(y - x**2)**2", (-2.0, 2.0), (-1.0, 3.0)),
    formula("0.3*sin(13*x) + 0.3*sin(17*y + 7*x) + x**2 + y**2", (-2.0, 2.0), (-2.0, 2.0)),
    formula("x**4 - 2*x**2 + y**2"),
)
"""Of many shapes: one valley, several, a pass, none, a kink, a level floor, narrow, noisy."""


# The settings there are


def mountains() -> Iterator[Setting]:
    """Every surface, from starts of each kind, with rates from tiny to huge."""
    rng = np.random.default_rng(11)
    for name in (*surfaces.names(dimension=2), *FORMULAS):
        surface = chosen_surface(name)
        for start in starts(surface, rng):
            for rate in rates(surface, start):
                params: list[tuple[str, object]] = [
                    ("surface", name), ("start", start), ("learning_rate", rate),
                    ("steps", int(rng.choice([1, 12, 12, 60]))),
                ]  # fmt: skip
                if rng.random() < 0.4:
                    params.append(("other_start", _inside(surface, rng)))
                yield Setting("mountain", tuple(params))


def starts(surface: Surface, rng: np.random.Generator) -> Iterator[tuple[float, float]]:
    """The middle and the corners of the view, flat places, places near these, and any."""
    (left, right), (low, high) = surface.view
    yield (left + right) / 2, (low + high) / 2
    yield from product((left, right), (low, high))
    for place in (*surface.minima[:2], *surface.saddles[:1]):
        for away in (0.0, 1e-9, 1e-3):
            x, y = (place + away * np.array([1.0, 0.5])).tolist()
            if left <= x <= right and low <= y <= high:
                yield x, y
    for _ in range(3):
        yield _inside(surface, rng)


def _inside(surface: Surface, rng: np.random.Generator) -> tuple[float, float]:
    x, y = (float(rng.uniform(*side)) for side in surface.view)
    return round(x, 3), round(y, 3)


def rates(surface: Surface, start: tuple[float, float]) -> tuple[float, ...]:
    """Tiny, good, above the limit, and huge, by the curvature at the start."""
    bend = float(np.abs(np.linalg.eigvalsh(surface.hessian(start))).max()) or 1.0
    return 1e-4, *(float(f"{min(share / bend, 999.0):.3g}") for share in (0.5, 2.3, 300.0))


def learning_rates() -> Iterator[Setting]:
    """Rates below and above the limit, in any order, on every ordinary data set."""
    chosen = {
        "rates": [
            (0.1, 1.0, 1.6, 2.1), (0.1, 0.9, 1.9, 2.05), (2.1, 2.5, 3, 4), (0.01, 0.02, 0.03, 0.04),
            (1, 1, 1, 1), (4, 3, 0.5, 0.1), (2, 2, 2, 2), (1e-6, 1.9999, 2.0001, 4),
        ],
        "start": [
            (-0.4, 0.6), (2.0, 0.0), (0.0, -3.0), (-1.0, -1.0), (1e6, -1e6), (0.7, -0.4),
        ],
        "steps": [25, 1, 2, 500],
        "seconds": [4.2, 1, 120],
    }  # fmt: skip
    usual = {key: values[0] for key, values in chosen.items()}
    for key, values in chosen.items():
        for value in values[1:]:
            yield Setting("learning_rate", tuple({**usual, key: value}.items()))
    rng = np.random.default_rng(12)
    for name in SETS:
        data = ordinary(name)
        yield Setting("learning_rate", tuple(data.items()))
        for _ in range(RACES_EACH):
            drawn = {key: values[int(rng.integers(len(values)))] for key, values in chosen.items()}
            yield Setting("learning_rate", tuple({**data, **drawn}.items()))


def ordinary(name: str) -> dict[str, object]:
    """The parameters that name one of the ordinary data sets, and its columns."""
    x, _, y, _ = SETS[name](np.random.default_rng(1))
    return {"data": f"{name}.csv", "x": x, "y": y}


def races() -> Iterator[Setting]:
    """Every ordinary data set, as it is, and with parameters out to their ends."""
    chosen = {
        "start": [(-0.9, 0.35), (0.01, -0.2), (0, 0), (900, -3000), (1e6, 1e6)],
        "learning_rate": [None, 0.001, 0.5, 0.9, 2.5, 100],
        "batch_rate": [None, None, 0.2, 3],
        "stochastic_rate": [None, None, 0.2, 3],
        "shrinking_rate": [None, None, 0.2, 900],
        "decay": [0.05, 1e-6, 10],
        "steps": [8, 1, 2, 37, 500, 2000],
        "seconds": [8, 1, 60],
    }  # fmt: skip
    rng = np.random.default_rng(14)
    for name in SETS:
        data = ordinary(name)
        yield Setting("batch_vs_sgd", tuple(data.items()))
        for _ in range(RACES_EACH):
            drawn = {key: values[int(rng.integers(len(values)))] for key, values in chosen.items()}
            given = {key: value for key, value in drawn.items() if value is not None}
            yield Setting("batch_vs_sgd", tuple({**data, **given}.items()))


def hooks() -> Iterator[Setting]:
    """Every ordinary data set, from the usual start and from others."""
    starts = [(0.0, 0.0), (3.0, -2.0), (1e6, -1e6), (-0.9, -0.9)]
    rng = np.random.default_rng(16)
    for name in SETS:
        data = ordinary(name)
        yield Setting("hook", tuple(data.items()))
        start, steps = starts[int(rng.integers(len(starts)))], int(rng.integers(4, 41))
        yield Setting("hook", tuple({**data, "start": start, "steps": steps}.items()))


def scalings() -> Iterator[Setting]:
    """Every ordinary data set, as it is, and with parameters out to their ends."""
    chosen = {
        "start": [(-0.4, 0.6), (2, -2), (0, 0), (-0.9, 0.35), (0.7, -2)],
        "times": [1.9, 1.1, 1.95, 1.5],
        "left": [0.01, 0.5, 0.001],
        "steps": [1000, 100, 10_000],
        "seconds": [5, 1, 120],
    }  # fmt: skip
    rng = np.random.default_rng(17)
    for name in SETS:
        data = ordinary(name)
        yield Setting("scaling", tuple(data.items()))
        for _ in range(3):
            drawn = {key: values[int(rng.integers(len(values)))] for key, values in chosen.items()}
            yield Setting("scaling", tuple({**data, **drawn}.items()))


def ravines() -> Iterator[Setting]:
    """Every ordinary data set, as it is, and with parameters out to their ends."""
    chosen = {
        "start": [(-0.4, 0.6), (2, -2), (0, 0), (-0.9, 0.35), (-2, 1)],
        "steps": [100, 30, 200, 500],
        "seconds": [5.5, 1, 120],
    }  # fmt: skip
    rng = np.random.default_rng(18)
    for name in SETS:
        data = ordinary(name)
        yield Setting("optimizers", tuple(data.items()))
        for _ in range(3):
            drawn = {key: values[int(rng.integers(len(values)))] for key, values in chosen.items()}
            yield Setting("optimizers", tuple({**data, **drawn}.items()))


def costs() -> Iterator[Setting]:
    """Every ordinary data set, as it is, and with parameters out to their ends."""
    chosen = {"b": [0.0, -10.0, 10.0, 0.4], "tolerance": [1e-9, 1.0, 1e9]}
    rng = np.random.default_rng(15)
    for name in SETS:
        data = ordinary(name)
        yield Setting("cost", tuple(data.items()))
        drawn = {key: values[int(rng.integers(len(values)))] for key, values in chosen.items()}
        yield Setting("cost", tuple({**data, **drawn}.items()))


def to_their_ends(scene: str) -> Iterator[Setting]:
    """Each number that a lesson file may give a scene, at the ends of its range, then all together.

    What the plan refuses with a sentence is left out.
    """
    ends: list[dict[str, object]] = [{}, {}]
    for key, schema in PLANS[scene].params.model_json_schema()["properties"].items():
        for which, name in zip(ends, ("minimum", "maximum"), strict=True):
            value = _end(schema, name)
            if value is not None and _legal(scene, {key: value}):
                which[key] = value
                yield Setting(scene, ((key, value),))
    yield from (Setting(scene, tuple(which.items())) for which in ends if _legal(scene, which))


def _end(schema: Mapping[str, Any], name: str) -> object:
    """The least or the greatest value of a parameter, None where the range has no such end."""
    items = schema.get("prefixItems", [schema])
    found = [item.get(name) for item in items]
    if None in found:
        return None
    return tuple(found) if "prefixItems" in schema else found[0]


def _legal(scene: str, params: Mapping[str, object]) -> bool:
    plan = PLANS[scene]
    try:
        plan.check(plan.params(**params), Inputs(Path()))
    except GDError:
        return False
    return True


KINDS = {
    "hook": hooks,
    "cost": costs,
    "mountain": mountains,
    "learning_rate": learning_rates,
    "scaling": scalings,
    "optimizers": ravines,
    "batch_vs_sgd": races,
}
"""Settings that suit a scene; one that has none here is tried at the ends of its parameters."""


def sample(scene: str, count: int | None) -> list[Setting]:
    """So many settings of a scene, drawn with a seed; None is all of them."""
    every = list(KINDS[scene]() if scene in KINDS else to_their_ends(scene))
    if count is None:
        return every
    chosen = np.random.default_rng(13).choice(len(every), min(count, len(every)), replace=False)
    return [every[k] for k in sorted(chosen)]


# What must hold


def made(setting: Setting, folder: Path) -> LessonScene:
    """The scene of a setting, ready to draw; within ``small``."""
    scene = SCENES[setting.scene](load_lesson(setting.write(folder)))
    scene.prepare()
    return scene


def hold(scene: LessonScene) -> None:
    """Assert all that must hold of a scene at any setting."""
    for runner in scene.runs_shown:
        assert np.isfinite(runner.run.theta).all()
        assert np.isfinite(runner.run.loss).all()
    if isinstance(scene, Mountain):
        the_disc_holds(scene)
        the_arrows_are_the_runs(scene)
    if isinstance(scene, LearningRate):
        the_limit_is_true(scene)
    axes_ascend(scene)
    for beat in scene.score.beats:
        for frame in (beat.start + beat.frames // 2, beat.stop - 1):
            balls_are_in_place(scene, frame)
            words_are_apart(scene, frame)


def balls_are_in_place(scene: LessonScene, frame: int) -> None:
    """Each ball is where the table says, and in the picture where its parameters are."""
    scene.mobjects_at(frame)
    for runner in scene.runs_shown:
        if runner.ball_part.shown(frame) <= 0 or runner.track.phase[frame] > 0.0:
            continue
        theta, loss = runner.track.theta[frame], float(runner.track.loss[frame])
        if not runner.ground.contains(theta):
            continue
        place = place_of(runner, theta, loss)
        assert np.abs(runner.ball.centre - place).max() < THOUSANDTH
        view = getattr(scene, "view", None) if isinstance(runner.ground, Surface3D) else None
        if isinstance(view, SurfaceView) and view.near(frame)[1] > 1.0:
            continue  # the eye has gone near, and some of the ground is beyond the slot
        slot = runner.ground.slot
        assert slot.left <= place[0] <= slot.right
        assert slot.bottom <= place[1] <= slot.top


def words_are_apart(scene: LessonScene, frame: int) -> None:
    """All words and numbers that can be read lie in the frame, and none on another."""
    edge = scene.layout.frame
    boxes = []
    for part in scene.parts:
        if part.opacity.at(frame) < 0.5 or part.set(frame) is None:
            continue
        if isinstance(part.mobject, TriadNames):
            continue
        for text in part.mobject.get_family():
            if not isinstance(text, Label | Digits) or not len(text.get_all_points()):
                continue
            if isinstance(text, Label) and text.runs[0].strength == 0.0:
                continue  # a number beyond the end of its axis
            points = text.get_all_points()
            (left, low), (right, high) = points.min(axis=0)[:2], points.max(axis=0)[:2]
            if left > edge.right:
                continue  # waits off the frame
            boxes.append((text.text, left, low, right, high))
    for text, left, low, right, high in boxes:
        assert left > edge.left + MARGIN, text
        assert right < edge.right - MARGIN, text
        assert low > edge.bottom + MARGIN, text
        assert high < edge.top - MARGIN, text
    for one, other in combinations(boxes, 2):
        across = min(one[3], other[3]) - max(one[1], other[1])
        up = min(one[4], other[4]) - max(one[2], other[2])
        assert min(across, up) < TOUCH, (one[0], other[0])


def axes_ascend(scene: LessonScene) -> None:
    """Of two losses the greater is drawn higher, and each start lies in the plot."""
    for runner in scene.runs_shown:
        for curve, _ in runner.curves:
            axes = curve.axes
            loss = np.sort(curve.values)
            height = axes.at(np.zeros(len(loss)), loss)[:, 1]
            assert (np.diff(height) >= 0).all()
            assert axes.y[0] < axes.y[1]
            start = float(axes.at(np.zeros(1), curve.values[:1])[0, 1])
            if not isinstance(scene, Mountain) or runner is scene.runner:
                assert axes.slot.bottom - 1e-9 <= start <= axes.slot.top + 1e-9
            assert (np.diff(axes.x_ticks) >= 1).all()
            assert np.array_equal(axes.x_ticks, np.rint(axes.x_ticks))


def the_disc_holds(scene: Mountain) -> None:
    """Starts, minima of the view, and paths that stay near lie on what is drawn."""
    surface, disc = scene.plan.surface, scene.view.domain
    view = np.asarray(surface.view)
    half = float(np.ptp(view, axis=1).max()) / 2
    assert half <= disc.radius <= 1.7 * half
    for theta in surface.minima:
        if (theta >= view[:, 0]).all() and (theta <= view[:, 1]).all():
            assert disc.contains(theta)
    for run in scene.plan.runs.values():
        assert disc.contains(run.theta[0])
        if (np.hypot(*(run.theta - view.mean(axis=1)).T) < 1.4 * half).all():
            assert disc.contains(run.theta).all()


def the_arrows_are_the_runs(scene: Mountain) -> None:
    """Arrows lie along the first step's gradient, and steps are as long as is said."""
    run, arrows = scene.run, scene.arrows
    gradient = run.gradient[0]
    if not np.hypot(*gradient):
        assert arrows.sweep is None
        assert not np.ptp(arrows.way(1.0), axis=0).any()
        words = [each.text for each in arrows.uphill[1].mobject.get_family() if is_label(each)]
        assert "= 0" in " ".join(words)
        return
    for sign in (1.0, -1.0):
        way = np.diff(arrows.way(sign), axis=0)[0]
        assert way[:2] / np.hypot(*way[:2]) == pytest.approx(
            sign * gradient / np.hypot(*gradient), abs=1e-6
        )
        assert way[2] == pytest.approx(gradient @ way[:2], rel=1e-9)
    sweep = arrows.sweep
    if sweep is not None:
        assert sweep.rates[-1] == pytest.approx(run.learning_rate[0], rel=1e-12)
        (note,) = (each.text for each in arrows.steps[1][-1].mobject.get_family() if is_label(each))
        for which in (int(sweep.rates.argmax()), len(sweep.rates) - 1):
            step = -sweep.rates[which] * gradient
            times = along(sweep.drawn(which), step, scene, 0.05 * scene.view.domain.radius)
            assert 0.94 < times / said_times(note) < 1.06
        if sweep.whole is not None:
            assert sweep.whole == pytest.approx(-gradient, rel=1e-12)
            assert scene.view.domain.contains(run.theta[0] + sweep.times * sweep.whole)


def is_label(mobject: object) -> bool:
    """Whether it is words or a formula."""
    return isinstance(mobject, Label)


def along(drawn: np.ndarray, vector: np.ndarray, scene: Mountain, least: float) -> float:
    """How many times as long as a vector an arrow is that points its way, on the surface."""
    length, seen = np.hypot(*vector), np.hypot(*drawn)
    assert drawn / seen == pytest.approx(vector / length, abs=1e-6)
    assert least < seen < 0.5 * scene.view.domain.radius
    ends = scene.run.theta[0] + np.outer([0.5, 1 - 1e-9], drawn)
    assert scene.view.domain.contains(ends).all()
    return float(seen / length)


def said_times(text: str) -> float:
    """How many times as long arrows are drawn, read from the words."""
    if not text or text.endswith("to scale"):
        return 1.0
    number, _, _ = text.split(" drawn ")[1].partition(" times ")
    digits = number.replace(",", "").rstrip(RAISED)
    power = number[len(number.rstrip(RAISED)) :].translate(str.maketrans(RAISED, "0123456789"))
    if power:
        digits = digits.removesuffix("10").removesuffix("×") or "1"
    times = float(digits) * 10.0 ** int(power or 0)
    return times if text.endswith("as long") else 1 / times


def the_limit_is_true(scene: LearningRate) -> None:
    """Where the limit is said to hold without more, every rate beyond it raised the cost."""
    plan = scene.plan
    label = scene.sweep.limit[1].mobject.text
    limit = 2 / max(np.linalg.eigvalsh(plan.problem.hessian()))
    assert (scene.say("rates.limit") == label) != ("almost" in label)
    for name in WALKS:
        run = plan.runs[name]
        if run.learning_rate[0] > limit * (1 + 1e-8) and "almost" not in label:
            assert run.loss[-1] > run.loss[0], name
        if run.learning_rate[0] < limit * (1 - 1e-8):
            assert run.loss[-1] < run.loss[0], name


def main() -> None:
    """Try them."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else None
    broken = tried = 0
    with tempfile.TemporaryDirectory() as folder, small(Path(folder)):
        for setting in (setting for scene in PLANS for setting in sample(scene, count)):
            tried += 1
            try:
                hold(made(setting, Path(folder)))
            except Exception as error:  # noqa: BLE001 - told, and the next is tried
                broken += 1
                where = traceback.extract_tb(error.__traceback__)[-1]
                what = f"{type(error).__name__} in {where.name}: {where.line} {error}"
                print(f"{setting}\n    {what}")  # noqa: T201
    print(f"{tried} settings, {broken} of which something does not hold")  # noqa: T201
    sys.exit(broken > 0)


if __name__ == "__main__":
    main()
