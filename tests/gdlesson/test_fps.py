"""Lessons at any rate: --fps, the videos' times, the manifest, and what is kept of them."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest

from gdlesson import cli
from gdlesson.check.folder import check_folder
from gdlesson.deliver.manifest import read_manifest
from gdlesson.deliver.stills import frame_at, strip_frames
from gdlesson.errors import InputError
from gdlesson.making.lesson import render
from gdlesson.making.order import Result
from gdlesson.making.unchanged import unchanged
from gdlesson.render.keys import Keys
from gdlesson.render.picture import LEAST_FPS, MOST_FPS, Picture, read_rate
from scenes.lesson.file import load_lesson
from scenes.timing.score import Score, TimedBeat
from tests.gdlesson.fake_lesson import FRAMES, PICTURE, Silent, make_lesson, make_order

# as written: exactly, and as Manim's command takes it
RATES = {
    "24": (24, 24.0),
    "60.0": (60, 60.0),
    "29.97": (Fraction(30000, 1001), 29.97),
    "30000/1001": (Fraction(30000, 1001), 30000 / 1001),
    "23.976": (Fraction(24000, 1001), 23.976),
    "12.5": (Fraction(25, 2), 12.5),
    "501/100": (Fraction(501, 100), 5.01),
    "120/2": (60, 60.0),
    str(LEAST_FPS): (LEAST_FPS, float(LEAST_FPS)),
    str(MOST_FPS): (MOST_FPS, float(MOST_FPS)),
}
NO_RATES = [
    "", "fast", "0", "-30", "30fps", "1e2", "nan", "30/0", "30/00", "0/5", "29.97/2", "1/1001",
    "241", "30000/100", "30,5", "٣٠", "30/1/1",
]  # fmt: skip


@pytest.mark.parametrize(("text", "rate"), RATES.items())
def test_a_rate_is_read_as_it_is_written(text: str, rate: tuple[int | Fraction, float]) -> None:
    read = read_rate(text)
    assert (read.exact, read.manim) == rate
    assert type(read.exact) is type(rate[0])


@pytest.mark.parametrize("text", NO_RATES)
def test_what_is_no_rate_is_refused_with_examples(text: str) -> None:
    with pytest.raises(InputError, match=r"such as 24, 29\.97 or 30000/1001"):
        read_rate(text)


@pytest.mark.parametrize(
    "command", ["render", "still --scene mountain", "stills", "watch x.toml", "render-scene x.py"]
)
def test_each_command_that_draws_takes_a_rate(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*command.split(), "--fps", "soon"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("'soon' is no frame rate; --fps takes ")
    assert len(told.splitlines()) == 1


FPS = [Fraction(24000, 1001), Fraction(60000, 1001), Fraction(25, 2), Fraction(501, 100), 1, 24]


@pytest.fixture(scope="module", params=FPS, ids=str)
def at_rate(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int | Fraction, Path]:
    """A rate, and the folder of a lesson of fakes that was rendered at it."""
    place = tmp_path_factory.mktemp("rate")
    order = make_order(place / "out", make_lesson(place / "fakes.toml"))
    render(replace(order, picture=replace(PICTURE, fps=request.param)), Silent(), Result())
    return request.param, place / "out"


@pytest.mark.parametrize("name", ["lesson.mp4", "scenes/green.mp4"])
def test_each_frame_is_shown_at_its_exact_time(
    at_rate: tuple[int | Fraction, Path], name: str
) -> None:
    fps, folder = at_rate
    with av.open(str(folder / name)) as video:
        stream = video.streams.video[0]
        shown = [frame.pts * stream.time_base for frame in video.decode(stream)]
        assert stream.average_rate == fps
        assert stream.duration * stream.time_base == len(shown) / Fraction(fps)
    frames = sum(FRAMES.values()) * (3 if name == "lesson.mp4" else 1)
    assert shown == [n / Fraction(fps) for n in range(frames)]


def test_captions_and_chapters_in_the_video_are_on_time(
    at_rate: tuple[int | Fraction, Path],
) -> None:
    fps, folder = at_rate
    scene = sum(FRAMES.values())
    with av.open(str(folder / "lesson.mp4")) as video:
        chapters = [float(c["start"] * c["time_base"]) for c in video.chapters()]
        (track,) = video.streams.subtitles
        captions = [float(p.pts * p.time_base) for p in video.demux(track) if p.size > 2]
    assert chapters == pytest.approx([float(k * scene / fps) for k in range(3)], abs=0.0006)
    starts = [k * scene + start for k in range(3) for start in (0, scene - FRAMES["close"])]
    assert captions == pytest.approx([float(start / fps) for start in starts], abs=0.0006)


def test_the_manifest_holds_the_rate_and_the_folder_passes(
    at_rate: tuple[int | Fraction, Path],
) -> None:
    fps, folder = at_rate
    written = json.loads((folder / "manifest.json").read_text())
    whole = isinstance(fps, int)
    assert written["fps"] == (fps if whole else f"{fps.numerator}/{fps.denominator}")
    assert type(written["fps"]) is (int if whole else str)
    clips = [file for file in written["files"] if file["kind"] == "clip"]
    assert {file["fps"] for file in clips} == {written["fps"]}
    assert clips[0]["seconds"] == float(sum(FRAMES.values()) / fps)
    manifest, faults = check_folder(folder)
    others = [fault for fault in faults if "characters a second" not in fault]
    assert others == []  # fakes speak at any speed
    assert manifest.fps == fps
    assert read_manifest(folder).text() == (folder / "manifest.json").read_text()


def test_a_folder_is_as_new_at_its_own_rate_only(at_rate: tuple[int | Fraction, Path]) -> None:
    fps, folder = at_rate
    lesson = folder.parent / "fakes.toml"
    assert unchanged(lesson, replace(PICTURE, fps=fps), folder) is not None
    assert unchanged(lesson, replace(PICTURE, fps=fps + 1), folder) is None


def test_a_video_at_another_rate_than_the_manifest_says_is_a_fault(
    at_rate: tuple[int | Fraction, Path],
) -> None:
    _, folder = at_rate
    path = folder / "manifest.json"
    before = path.read_text()
    manifest = json.loads(before)
    for file in manifest["files"]:
        if file["kind"] == "clip":
            file["fps"] = "120000/1001"
    path.write_text(json.dumps(manifest))
    _, faults = check_folder(folder)
    path.write_text(before)
    assert sum("frames a second, not 120000/1001." in fault for fault in faults) == 3


@pytest.mark.parametrize("fps", FPS, ids=str)
def test_a_still_at_a_frames_time_is_that_frame(fps: int | Fraction) -> None:
    hour = math.ceil(3600 * fps)
    score = Score(fps, (TimedBeat("one", "", 0, hour, ()),))
    for frame in [*range(40), *range(hour - 40, hour)]:
        assert frame_at(score, float(frame / fps), None) == frame
        assert frame_at(score, float((frame + Fraction(1, 2)) / fps), None) == frame


@pytest.mark.parametrize("fps", FPS, ids=str)
def test_a_filmstrip_has_the_frame_shown_at_each_tenth_of_a_second(fps: int | Fraction) -> None:
    beat = TimedBeat("one", "", 7, 7 + math.ceil(60 * fps), ())
    frames = strip_frames(beat, fps)
    assert len(frames) == round(beat.frames / fps * 10)
    for k, frame in enumerate(frames):
        assert frame < beat.stop
        assert (frame - 7) / fps <= Fraction(k, 10) < (frame - 7 + 1) / Fraction(fps)


def test_what_is_kept_tells_rates_apart_that_are_nearly_the_same() -> None:
    lesson = load_lesson()
    spec = lesson.scenes[0]
    score = Score(60, (TimedBeat("one", "", 0, 60, ()),))
    rates = (60, Fraction(60), Fraction(60000, 1001), Fraction(5994, 100))
    keys = [Keys(lesson, Picture(96, 54, fps)).scene(spec, score) for fps in rates]
    assert keys[0] == keys[1]
    assert len({*keys}) == 3
