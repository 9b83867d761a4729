"""Plain scenes as stock Manim's command makes them of the same files, settings and options."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from gdlesson import cli

SECONDS = 0.02
"""How far lengths of videos may be apart: their last frame's end is written in various ways."""
SOUND_SECONDS = 0.06
"""The same of sounds: AAC begins and ends with packets of 21 ms."""

RATE = 1e-3
"""The same of rates, as a share: stock Manim joins its pieces to the nearest tick."""

MOVES = """
from manim import *

{config}

class Moves(Scene):
    def construct(self):
        self.play(Create(Circle()), run_time=1.4)
        self.wait(0.35)
        self.play(Dot().animate.shift(UP), run_time=0.31)
"""
SMALL = "pixel_width = 96\npixel_height = 54\n"
PORTRAIT = "pixel_width = 54\npixel_height = 96\nframe_height = 14.2\nframe_width = 8\n"
QUALITIES = {"-ql": ["--quality", "preview"], "-qm": ["--quality", "medium"]}
"""Options of Manim's command, and ours."""


@dataclass(frozen=True)
class Case:
    """Where settings are said, and what comes of them: size and exact rate."""

    here: str = ""
    user: str = ""
    beside: str = ""
    """In the file's folder, which is not the current one."""
    config: str = ""
    options: str = ""
    size: tuple[int, int] = (96, 54)
    rate: Fraction | int = 60


CASES = {
    "portrait": Case(PORTRAIT + "frame_rate = 12", size=(54, 96), rate=12),
    "23.976": Case(SMALL + "frame_rate = 23.976", rate=Fraction(24000, 1001)),
    "29.97": Case(SMALL + "frame_rate = 29.97", rate=Fraction(30000, 1001)),
    "59.94": Case(SMALL + "frame_rate = 59.94", rate=Fraction(60000, 1001)),
    "quality over numbers": Case("quality = l\npixel_width = 96", size=(854, 480), rate=15),
    "folders": Case(
        "pixel_width = 128", user=SMALL + "frame_rate = 12.5",
        beside="pixel_width = 200\nframe_rate = 7", size=(128, 54), rate=Fraction(25, 2),
    ),
    "option over settings": Case(PORTRAIT, options="-ql", size=(854, 480), rate=15),
    "rate over settings": Case(SMALL, options="--fps 23.976", rate=Fraction(24000, 1001)),
    "rate over quality": Case(options="-ql --fps 5", size=(854, 480), rate=5),
    "file over all": Case(
        PORTRAIT, options="-qm --fps 24",
        config="config.frame_size = 96, 54\nconfig.frame_rate = 29.97", rate=Fraction(30000, 1001),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Video:
    """What is in a video, decoded."""

    size: tuple[int, int]
    rate: Fraction
    frames: int
    seconds: float
    sound_seconds: float
    loud_at: float | None
    """When the first loud sample is heard."""


def look_at(path: Path) -> Video:
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        shown = [float(frame.pts * stream.time_base) for frame in video.decode(stream)]
        size = stream.codec_context.width, stream.codec_context.height
        rate = Fraction(stream.average_rate)
    heard, loud_at = 0.0, None
    with av.open(str(path)) as video:
        for frame in video.decode(audio=0) if video.streams.audio else ():
            start, samples = float(frame.pts * frame.time_base), frame.to_ndarray()[0]
            heard = start + len(samples) / frame.sample_rate
            loud = np.flatnonzero(abs(samples) > 0.2)
            if loud_at is None and len(loud):
                loud_at = start + float(loud[0]) / frame.sample_rate
    return Video(size, rate, len(shown), shown[-1] + 1 / float(rate), heard, loud_at)


def stock(file: Path, scene: str, options: str = "", **environment: str) -> Path:
    """The video that Manim's own command makes, called in the current folder."""
    subprocess.run(
        [sys.executable, "-m", "manim", "render", str(file), scene, *options.split(),
         "--media_dir", "media", "--disable_caching", "--progress_bar", "none", "-v", "ERROR"],
        env=os.environ | environment, check=True, capture_output=True,
    )  # fmt: skip
    (video,) = Path("media").rglob(f"{scene}.mp4")
    return video


def ours(file: Path, scene: str, options: str = "") -> Path:
    """The video that gdlesson makes."""
    words = [word for option in options.split() for word in QUALITIES.get(option, [option])]
    assert cli.run(["render-scene", str(file), scene, "--jobs", "2", *words]) == 0
    return Path(f"{scene}.mp4")


def settings(path: Path, text: str) -> None:
    if text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"[CLI]\n{text}\n", encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_size_rate_and_length_are_those_of_stock_manim(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case, file = CASES[name], tmp_path / "elsewhere" / "moves.py"
    here, home = tmp_path / "here", tmp_path / "home"
    for folder in (here, home, file.parent):
        folder.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(home))
    settings(here / "manim.cfg", case.here)
    settings(home / ".config" / "manim" / "manim.cfg", case.user)
    settings(file.parent / "manim.cfg", case.beside)
    file.write_text(MOVES.format(config=case.config), encoding="utf-8")

    theirs, made = (
        look_at(stock(file, "Moves", case.options)),
        look_at(ours(file, "Moves", case.options)),
    )

    assert (made.size, made.frames) == (theirs.size, theirs.frames)
    assert float(made.rate) == pytest.approx(float(theirs.rate), rel=RATE)
    assert made.seconds == pytest.approx(theirs.seconds, abs=SECONDS)
    assert (made.size, made.rate) == (case.size, case.rate)
    told = f"{made.frames} frames, {made.size[0]}x{made.size[1]} at {made.rate} fps"
    assert capsys.readouterr().out == f"Moves.mp4 ({told})\n"


@pytest.mark.parametrize(
    ("settings_text", "says"),
    [
        ("pixel_width = wide", "Manim cannot use its settings in manim.cfg: ValueError"),
        ("quality = best", "Manim cannot use its settings in manim.cfg: KeyError"),
        ("pixel_width", "Manim cannot use its settings in manim.cfg: "),
        ("pixel_width = 97", "an even number of pixels wide and high; the scene asks for 97x1080."),
        ("frame_rate = 0", "The scene asks for 0.0 frames a second (frame_rate); it must be a pos"),
        (
            "renderer = opengl",
            "The scene asks for Manim's OpenGL renderer, and only scenes for the",
        ),
        ("frame_rate = nan", "The scene asks for nan frames a second (frame_rate); it must be a"),
    ],
)
def test_settings_that_cannot_be_used_are_told_in_a_sentence(
    settings_text: str,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    settings(tmp_path / "manim.cfg", settings_text)
    Path("moves.py").write_text(MOVES.format(config=""), encoding="utf-8")
    assert cli.run(["render-scene", "moves.py"]) == 2
    told = capsys.readouterr().err.strip()
    assert says in told
    assert len(told.splitlines()) == 1


def test_settings_that_are_a_pipe_are_told_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    os.mkfifo("manim.cfg")
    Path("moves.py").write_text(MOVES.format(config=""), encoding="utf-8")
    assert cli.run(["render-scene", "moves.py"]) == 2
    assert capsys.readouterr().err == "Manim's settings manim.cfg are no regular file; remove it.\n"


HEARD = """
from manim import *

class Late(Scene):
    def construct(self):
        self.wait(0.4)
        self.next_section("left out", skip_animations=True)
        self.add_subcaption("Nobody sees it.", duration=0.5)
        self.wait(1.7)
        self.next_section("shown")
        self.play(Create(Square()), run_time=0.5)
        self.add_sound("click.wav")
        self.add_subcaption("A click.", duration=1)
        self.wait(1.5)

class Unheard(Scene):
    def construct(self):
        self.next_section("left out", skip_animations=True)
        self.wait(0.5)
        self.add_sound("click.wav")
        self.next_section("shown")
        self.add_sound("click.wav")
        self.wait(1.4)

class PlaysOn(Scene):
    def construct(self):
        self.add_sound("click.wav", time_offset=2.5)
        self.wait(1)

class InStep(Scene):
    def construct(self):
        self.wait(0.4)
        self.next_section("shown too")
        self.add_sound("click.wav")
        self.add_subcaption("A click.", duration=1)
        self.wait(1.4)
"""
LATE = (
    "1 sound and 2 captions will not go with the pictures, as in stock Manim: what is skipped is "
    "not in the video, but its 1.7 s count."
)
UNHEARD = (
    "1 sound will not be heard, as in stock Manim: after a skipped section it takes none before "
    "the next play or wait."
)
TOLD = {
    "Late": [LATE, "The sound goes on for 0.3 s after the pictures, as in stock Manim."],
    "Unheard": [UNHEARD],
    "PlaysOn": ["The sound goes on for 1.6 s after the pictures, as in stock Manim."],
    "InStep": [],
}


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scenes with a click of a tenth of a second."""
    folder = tmp_path_factory.mktemp("heard")
    (folder / "heard.py").write_text(HEARD, encoding="utf-8")
    settings(folder / "manim.cfg", SMALL + "frame_rate = 10")
    samples = np.zeros(4800, np.int16)
    samples[:480] = 20_000
    with wave.open(str(folder / "click.wav"), "wb") as click:
        click.setparams((1, 2, 48_000, 0, "NONE", ""))
        click.writeframes(samples.tobytes())
    return folder / "heard.py"


@pytest.mark.parametrize("scene", TOLD)
def test_sounds_and_captions_are_where_stock_manim_has_them_and_told_if_astray(
    scene: str, heard: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(heard.parent)
    their_file, our_file = stock(heard, scene), ours(heard, scene)
    theirs, made = look_at(their_file), look_at(our_file)
    assert made.frames == theirs.frames
    assert made.sound_seconds == pytest.approx(theirs.sound_seconds, abs=SOUND_SECONDS)
    assert (made.loud_at is None) == (theirs.loud_at is None)
    assert made.loud_at is None or made.loud_at == pytest.approx(theirs.loud_at, abs=SOUND_SECONDS)
    captions = [file.with_suffix(".srt") for file in (their_file, our_file)]
    assert [path.exists() and path.read_text() for path in captions[:1]] == [
        path.exists() and path.read_text() for path in captions[1:]
    ]
    assert capsys.readouterr().err.splitlines() == TOLD[scene]
