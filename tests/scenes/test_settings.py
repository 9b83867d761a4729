"""At any legal setting the scenes are drawn, and what they say is true.

Here a sample of the settings; ``python -m tests.scenes.settings`` tries them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from gdcore import descend, optimizers, surfaces
from scenes.components.text.label import Label, words
from scenes.layout import Slot
from scenes.parts.naming import RIGHT, Name, Naming, covered, overlap
from scenes.parts.slope_arrows import length_words
from scenes.plans.claims import chosen
from scenes.plans.hills import LEFT, departure, drawn_disc
from scenes.plans.registry import PLANS
from scenes.stage.scene import LessonScene
from scenes.wording import wording
from tests import extent
from tests.scenes.conftest import small
from tests.scenes.settings import Setting, formula, hold, made, ordinary, sample

EACH = extent.of(10, 20)
"""Settings of each scene that are tried here."""


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Setting], LessonScene]]:
    folder = tmp_path_factory.mktemp("settings")
    with small(folder):
        yield lambda setting: made(setting, folder)


def mountain(**params: object) -> Setting:
    return Setting("mountain", tuple(params.items()))


def four_rates(**params: object) -> Setting:
    return Setting("learning_rate", tuple(params.items()))


def race(name: str, **params: object) -> Setting:
    return Setting("batch_vs_sgd", (*ordinary(name).items(), *params.items()))


GENTLE = (-0.7905704088, -0.1959435271)
"""A start from which the cars' lowest cost is 1.5 away in the direction that bends least."""

NOISY = formula("0.3*sin(13*x) + 0.3*sin(17*y + 7*x) + x**2 + y**2", (-2.0, 2.0), (-2.0, 2.0))
"""In some valleys of it, another one is as high as the plot of the walk."""

ONCE_BROKEN = [
    mountain(surface="saddle", start=(0, 0)),
    mountain(surface="bowl", start=(0, 0), other_start=(0, 0)),
    mountain(surface="rosenbrock", start=(1, 1), learning_rate=0.001),
    mountain(surface="two_valleys", start=(2.9, 2.9)),
    mountain(surface="two_valleys", start=(1.3, 1.7), other_start=(2.2, 1.0), learning_rate=5),
    mountain(surface="booth", start=(5, 7), learning_rate=0.05),
    mountain(surface="booth", start=(5, 7), learning_rate=1000),
    mountain(surface="himmelblau", start=(-3, -3), learning_rate=0.01),
    mountain(surface="styblinski_tang", start=(-4, 4), learning_rate=0.01, other_start=(4, -4)),
    mountain(surface="bowl", start=(-1.5, 1.0)),
    mountain(surface="matyas", start=(-5, 5)),
    mountain(surface="goldstein_price", start=(0.5, 0.0), learning_rate=1e-5),
    mountain(surface=NOISY, start=(-0.1169, -0.04326), learning_rate=0.00434),
    four_rates(rates=(2.1, 2.5, 3, 4)),
    four_rates(rates=(4, 3, 0.5, 0.1), start=(1e6, -1e6)),
    four_rates(start=(0.7, -0.4), rates=(2, 2, 2, 2)),
    four_rates(steps=1, seconds=1),
    race("exact_line", start=(900, -3000), learning_rate=2.5, decay=10, steps=500),
    race("wave", start=(900, -3000), learning_rate=2.5, steps=37, seconds=1),
]


@pytest.mark.parametrize("setting", ONCE_BROKEN, ids=str)
def test_what_was_once_broken_holds(
    build: Callable[[Setting], LessonScene], setting: Setting
) -> None:
    scene = build(setting)
    hold(scene)
    for beat in scene.score.beats:
        assert np.ptp(scene.picture(beat.stop - 1)[..., :3]) > 100


@pytest.mark.parametrize(
    "setting", [setting for scene in PLANS for setting in sample(scene, EACH)], ids=str
)
def test_a_sample_of_all_settings_holds(
    build: Callable[[Setting], LessonScene], setting: Setting
) -> None:
    hold(build(setting))


# surface, start, learning rate, steps, and why its path left what is drawn; "": it did not
WHY = {
    "it stays": ("two_valleys", (1.3, 1.7), 0.3, 18, ""),
    "it converges near the rim": ("himmelblau", (-3.0, -3.0), 0.01, 18, ""),
    "too long": ("bowl", (1.0, 1.0), 2.5, 18, "left.steps_too_long"),
    "from a corner": ("booth", (5.0, 7.0), 0.2, 18, "left.steps_too_long"),
    "one leap": ("two_valleys", (-0.5, 2.0), 4.0, 18, "left.step_too_long"),
    "no valley": ("saddle", (0.3, 0.2), 0.3, 18, "left.no_valley"),
    "neither": (
        "saddle", (0.3, 0.2), 1.2, 18, "left.no_valley_and_steps_too_long",
    ),
    "across a saddle": ("saddle", (1.9, 0.01), 1.3, 18, "left.steps_too_long"),
    "downhill": ("plateau", (-2.2, -1.5), 200.0, 60, "left.led_out"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "start", "rate", "steps", "why"), WHY.values(), ids=WHY)
def test_why_a_path_left_follows_from_the_run(
    name: str, start: tuple[float, float], rate: float, steps: int, why: str
) -> None:
    surface = surfaces.get(name)
    run = descend(surface, optimizers.gradient_descent(rate), start, steps)
    assert chosen(LEFT, departure(run, drawn_disc(surface, [run]))) == why


# setting, part of the scene, what it says; each row of a pair makes false what the other says
SAID = {
    "from zero": (mountain(surface="bowl", start=(1, 1)), "height", "cost $J =$ 1.00"),
    "from the lowest": (
        mountain(surface="styblinski_tang", start=(1, 1)), "height",
        "above the lowest; $J =$ −10.00",
    ),
    "a slope": (mountain(surface="bowl", start=(1, 1)), "uphill", "uphill: along $nabla J$"),
    "no slope": (mountain(surface="bowl", start=(0, 0)), "uphill", "gradient $nabla J = 0$"),
    "as long as it is": (mountain(surface="bowl", start=(0.9, 0.0)), "note", ""),
    "a tiny step": (
        mountain(surface="bowl", start=(0.9, 0.0), learning_rate=1e-4), "note",
        "this arrow drawn 5,000 times as long",
    ),
    "a huge step": (
        mountain(surface="bowl", start=(0.9, 0.0), learning_rate=500), "note",
        "this arrow drawn 330 times shorter",
    ),
    "the limit": (four_rates(), "limit", r"limit $alpha = 2 \/ L$"),
    "on the gentle axis": (
        four_rates(start=GENTLE), "limit",
        r"limit $alpha = 2 \/ L$ for almost every start",
    ),
}  # fmt: skip
PART = {
    "height": lambda scene: scene.walks.floor.ruler[-1],
    "uphill": lambda scene: scene.arrows.uphill[1],
    "note": lambda scene: scene.arrows.steps[1][-1],
    "limit": lambda scene: scene.sweep.limit[1],
}


@pytest.mark.parametrize(("setting", "part", "said"), SAID.values(), ids=SAID)
def test_words_follow_from_what_was_computed(
    build: Callable[[Setting], LessonScene], setting: Setting, part: str, said: str
) -> None:
    family = PART[part](build(setting)).mobject.get_family()
    assert " ".join(each.text for each in family if isinstance(each, Label)) == said


def test_the_built_in_lesson_is_drawn_as_wide_as_its_view() -> None:
    surface = surfaces.get("two_valleys")
    rule = optimizers.gradient_descent(0.3)
    runs = [descend(surface, rule, start, 18) for start in ((1.3, 1.7), (2.2, 1.0))]
    assert drawn_disc(surface, runs).radius == 3.0


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        (1.93, "1.9 times as long"), (0.004, "250 times shorter"), (1.04, "to scale"),
        (0.96, "to scale"), (99.7, "100 times as long"), (12345.0, "12,000 times as long"),
        (3.21e13, "3.2×10¹³ times as long"), (1e-7, "10,000,000 times shorter"),
    ],
)  # fmt: skip
def test_how_much_longer_is_said_in_two_figures(factor: float, said: str) -> None:
    say = wording("en")
    assert length_words(say, factor) == f"this arrow drawn {said}"


SLOT = Slot(-3.0, -2.0, 3.0, 2.0)


def named(points: list[tuple[float, float]], ink: np.ndarray, **options: bool) -> list[Name]:
    """Names at points of a slot, with their sides chosen."""
    naming = Naming(SLOT)
    for k, point in enumerate(points):
        label = words(f"name {k}", 0.25, "#FFFFFF")
        naming.add(Name(label, lambda point=point: np.array(point), 0.2, **options))
    naming.settle([lambda: None], lambda: ink)
    for name in naming.names:
        name.put()
    return naming.names


@pytest.mark.parametrize("seed", range(12))
def test_names_keep_clear_of_one_another_and_of_the_edge(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points = [(float(x), float(y)) for x, y in rng.uniform((-3, -2), (3, 2), (5, 2))]
    boxes = [covered(name.label) for name in named(points, np.zeros((0, 3)))]
    for k, (left, low, right, high) in enumerate(boxes):
        assert (left, low) > (SLOT.left, SLOT.bottom)
        assert (right, high) < (SLOT.right, SLOT.top)
        assert not any(overlap(boxes[k], other) for other in boxes[:k])


def test_a_name_prefers_its_side_and_gives_way_to_ink() -> None:
    (free,) = named([(0.0, 0.0)], np.zeros((0, 3)))
    assert free.side == RIGHT
    (moved,) = named([(0.0, 0.0)], np.array([[0.5, 0.0, 0.3]]))
    left, low, right, high = covered(moved.label)
    assert np.hypot(0.5 - np.clip(0.5, left, right), -np.clip(0.0, low, high)) >= 0.3


def test_a_name_is_not_nearer_to_what_has_another_name() -> None:
    """With no room on the right, a name does not go to the left of its neighbour on that side."""
    points = [(2.2, 0.0), (1.4, -0.1)]
    everywhere = np.array([[1.8, y, 0.35] for y in np.linspace(-1.0, 1.0, 9)])
    for k, name in enumerate(named(points, everywhere)):
        left, low, right, high = covered(name.label)
        x, y = np.array(points).T
        away = np.hypot(x - np.clip(x, left, right), y - np.clip(y, low, high))
        assert away.argmin() == k


def test_a_name_without_room_is_left_out_if_it_may_be() -> None:
    crowd = [(2.9 - 0.01 * k, 1.9) for k in range(40)]
    kept = [name for name in named(crowd, np.zeros((0, 3)), may_go=True) if name.side is not None]
    assert 2 < len(kept) < 40
    boxes = [covered(name.label) for name in kept]
    assert not any(overlap(a, b) for k, a in enumerate(boxes) for b in boxes[:k])
