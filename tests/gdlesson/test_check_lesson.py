"""Rules that need a lesson: one step everywhere, nothing to come, shared lines, colours apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gdlesson.check.words import beat_offences
from scenes.components.path.ball import Ball
from scenes.components.path.trail import Trail
from scenes.components.plot.curve import Curve
from scenes.painting.extent import EVERYTHING
from scenes.painting.pen import Pen
from scenes.painting.piece import Piece
from scenes.theme import THEMES
from scenes.timing.captions import Caption
from scenes.timing.score import TimedBeat
from tests.gdlesson.small_scene import SmallScene, seen, small_scene


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallScene]:
    with small_scene(tmp_path_factory.mktemp("media")) as made:
        yield made


def late_ball(scene: SmallScene, monkeypatch: pytest.MonkeyPatch) -> None:
    part = scene.runner.ball_part
    now = part.update
    monkeypatch.setattr(part, "update", lambda frame: now(frame - 12))


def late_curve(scene: SmallScene, monkeypatch: pytest.MonkeyPatch) -> None:
    curve, part = scene.runner.curves[0]
    landed = scene.runner.landed
    monkeypatch.setattr(part, "update", lambda frame: curve.show(landed(frame) - 2))


def ball_painted_elsewhere(_: SmallScene, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = Ball.pieces

    def moved(self: Ball, pixels: float) -> list[Piece]:
        aside = round(0.3 * pixels)
        shifts = [(piece, piece.shift or (0, 0)) for piece in pieces(self, pixels)]
        return [replace(piece, shift=(x + aside, y)) for piece, (x, y) in shifts]

    monkeypatch.setattr(Ball, "pieces", moved)


def trail_cut_short(scene: SmallScene, monkeypatch: pytest.MonkeyPatch) -> None:
    show = scene.runner.trail.show
    theta = scene.runner.run.theta
    monkeypatch.setattr(scene.runner.trail, "show", lambda *now: show(1.0, theta[1], now[2]))


def whole_trail(scene: SmallScene, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces, run = Trail.pieces, scene.runner.run

    def all_of_it(self: Trail, pixels: float) -> list[Piece]:
        tip = self.tip
        self.tip = (float(run.steps), run.theta[-1], float(run.loss[-1]))
        found = pieces(self, pixels)
        self.tip = tip
        return found

    monkeypatch.setattr(Trail, "pieces", all_of_it)


def whole_curve(_: SmallScene, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = Curve.pieces

    def and_the_rest(self: Curve, pixels: float) -> list[Piece]:
        def rest(pen: Pen) -> None:
            pen.line(self.axes.at(self.steps, self.values), 0.03, self.rgb)

        return [*pieces(self, pixels), Piece("rest", EVERYTHING, rest)]

    monkeypatch.setattr(Curve, "pieces", and_the_rest)


SPOILT: dict[str, tuple[Callable[[SmallScene, pytest.MonkeyPatch], None], set[str]]] = {
    "the ball is late": (late_ball, {"step-agreement"}),
    "the ball is painted beside its place": (ball_painted_elsewhere, {"step-agreement"}),
    "the curve is late": (late_curve, {"step-agreement"}),
    "the trail is cut short": (trail_cut_short, {"step-agreement"}),
    "the whole trail is there": (whole_trail, {"future"}),
    "the whole curve is there": (whole_curve, {"future"}),
}


def test_a_scene_that_is_right(scene: SmallScene) -> None:
    assert seen(scene) == set()


@pytest.mark.parametrize("case", SPOILT)
def test_a_scene_that_shows_another_step(
    case: str, scene: SmallScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil, rules = SPOILT[case]
    spoil(scene, monkeypatch)
    assert seen(scene) == rules


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({"aside": 0.06}, {"alignment"}),
        ({"aside": 0.01}, set()),
        ({"indent": 0.06}, {"alignment"}),
        ({"indent": 0.3}, set()),
        ({"sunk": 0.05}, {"alignment"}),
        ({"sunk": 0.005}, set()),
        ({"sunk": 0.3}, set()),
        ({"sunk": 0.05, "sinks": 1e-6}, set()),  # on its way, it shares no line yet
        ({"other_colour": "#E4E9F5"}, set()),
        ({"other_colour": THEMES["night"].batch}, {"methods-apart"}),
        ({"colour": "#FF8552", "other_colour": "#C8F07A"}, set()),
    ],
)
def test_lines_and_colours(change: dict, rules: set[str], tmp_path: Path) -> None:
    kind = type("Changed", (SmallScene,), change)
    with small_scene(tmp_path, kind) as made:
        assert seen(made) == rules


@pytest.mark.parametrize(
    ("frames", "lines", "rules"),
    [
        (44, (), {"beat-length"}),
        (45, (), set()),
        (90, ("w" * 42, "w" * 6), set()),
        (90, ("w" * 43,), {"caption-lines"}),
        (90, ("one", "two", "three"), {"caption-lines"}),
        (60, ("w" * 34,), set()),
        (60, ("w" * 36,), {"caption-speed"}),
    ],
)
def test_words_and_lengths(frames: int, lines: tuple[str, ...], rules: set[str]) -> None:
    captions = (Caption("\n".join(lines), 0, frames),) if lines else ()
    beat = TimedBeat("descent", " ".join(lines), 0, frames, captions)
    assert {offence.rule for offence in beat_offences(beat, 30, 42)} == rules
