"""Plain Manim scenes: the same frames as stock Manim's, for any number of jobs; clear errors."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import wave
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from gdlesson import cli
from gdlesson.render.picture import Picture
from gdlesson.render.plain.command import PlainOrder, render_plain
from gdlesson.render.program import sha256
from tests.gdlesson.example_scenes import by_gdlesson, by_stock

ROOT = Path(__file__).parents[2]
SIZE = Picture(128, 72, 10)
SOUND_FROM, SOUND_TOLERANCE = 1.3, 0.010
"""When the click of the scene with sound begins, and how far off it may be, in seconds."""

SCENES = '''
import random
import time
from manim import *

config.seed = 3


class PilesUp(Scene):
    """Updaters that pile up, a trace, chance, a frozen wait of half a frame too much."""

    def construct(self):
        dot, square = Dot(), Square().shift(2 * RIGHT)
        trace = TracedPath(dot.get_center, stroke_color=YELLOW)
        dot.add_updater(lambda m, dt: m.shift(dt * RIGHT + 0.1 * random.uniform(-1, 1) * UP))
        square.add_updater(lambda m: m.rotate(0.05 * np.random.rand()))
        self.add(dot, trace, square)
        self.play(Create(Circle()), run_time=2.5)
        dot.clear_updaters()
        trace.clear_updaters()
        square.clear_updaters()
        self.wait(2.05)
        self.play(square.animate.shift(UP), run_time=0.7)


class Turns(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1, theta=0.5)
        self.add(Cube(), Line3D(LEFT, 2 * UP))
        self.begin_ambient_camera_rotation(0.5)
        self.wait(2.5)
        self.stop_ambient_camera_rotation()
        self.wait(0.4)


class Follows(MovingCameraScene):
    def construct(self):
        square = Square(fill_opacity=1)
        self.add(square, Circle())
        self.play(self.camera.frame.animate.scale(0.5).move_to(square.get_corner(UR)), run_time=2.4)


class Clock(Scene):
    def construct(self):
        dot = Dot()
        dot.add_updater(lambda m, dt: m.move_to(RIGHT * (time.monotonic() % 3)))
        self.add(dot)
        self.wait(4)


class LooksAtPixels(Scene):
    """Shows what it has drawn so far, as a picture in the picture."""

    def construct(self):
        self.play(Create(Square(fill_opacity=1)), run_time=2)
        self.add(ImageMobject(self.camera.pixel_array.copy()).scale(0.4).to_edge(LEFT))
        self.play(FadeIn(Circle()), run_time=2)


class Writes(Scene):
    """Sets a text anew for every frame, of which each is also a file."""

    def construct(self):
        count = ValueTracker(0)
        self.add(always_redraw(lambda: Text(f"step {count.get_value():.1f}")))
        self.add(always_redraw(lambda: MarkupText("<b>the same</b>").to_edge(UP)))
        self.play(count.animate.set_value(30), run_time=4, rate_func=linear)


class Says(Scene):
    def construct(self):
        self.wait(1.3)
        self.add_sound("click.wav")
        self.add_subcaption("A click.", duration=1)
        self.play(Create(Square()), run_time=1)


class Picture(Scene):
    def construct(self):
        self.add(Square(fill_opacity=1))


class Raises(Scene):
    def construct(self):
        self.wait(0.5)
        self.play(Create(Square()), UpdateFromFunc(Dot(), self.too_far))

    def too_far(self, dot):
        dot.shift(RIGHT)
        if dot.get_x() > 3:
            raise ValueError("too far out")


class NeedsLatex(Scene):
    def construct(self):
        self.add(MathTex("x"))
'''


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scenes, with a click beside them and settings of the user's."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "scenes.py").write_text(SCENES, encoding="utf-8")
    (folder / "manim.cfg").write_text("[CLI]\nbackground_color = #205080\n", encoding="utf-8")
    samples = np.zeros(4800, np.int16)
    samples[:480] = 20_000
    with wave.open(str(folder / "click.wav"), "wb") as click:
        click.setparams((1, 2, 48_000, 0, "NONE", ""))
        click.writeframes(samples.tobytes())
    return folder / "scenes.py"


@pytest.fixture(autouse=True)
def _in_its_folder(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)


@pytest.mark.parametrize(
    ("scene", "frames", "fps"),
    [
        ("PilesUp", 25 + 20 + 7, 10),
        ("Turns", 25 + 4, 10),
        ("Turns", 75 + 11, Fraction(30000, 1001)),
        ("Follows", 24, 10),
        ("Follows", 13, Fraction(501, 100)),
    ],
)
def test_frames_are_those_of_stock_manim_for_any_number_of_jobs(
    file: Path, scene: str, frames: int, fps: int | Fraction
) -> None:
    picture = replace(SIZE, fps=fps)
    stock = by_stock(file, scene, picture)
    assert len(stock) == frames
    for jobs in (1, 3):
        assert by_gdlesson(file, scene, jobs, picture) == (stock, "")


def test_processes_that_set_the_same_text_at_once_do_not_spoil_its_file(file: Path) -> None:
    """Manim writes a file in place, and another beside it for a moment, for each text it makes."""
    texts = file.parent / "media" / "texts"
    stock = by_stock(file, "Writes", SIZE)
    assert len(stock) == 40
    for jobs in (4, 4):
        shutil.rmtree(texts, ignore_errors=True)
        assert by_gdlesson(file, "Writes", jobs, SIZE) == (stock, "")
        assert {path.suffix for path in texts.iterdir()} == {".svg"}


def test_a_scene_that_looks_at_its_pixels_is_drawn_by_one_process(file: Path) -> None:
    ours, why = by_gdlesson(file, "LooksAtPixels", 2, SIZE)
    assert ours == by_stock(file, "LooksAtPixels", SIZE)
    assert "at frame 20" in why


def test_a_scene_that_looks_at_the_clock_is_drawn_by_one_process(file: Path) -> None:
    ours, why = by_gdlesson(file, "Clock", 2, SIZE)
    assert len(ours) == 40
    assert "the clock" in why


def test_the_video_is_the_same_for_any_number_of_jobs_and_is_tagged(file: Path) -> None:
    videos = []
    for jobs in (1, 3):
        done = render_plain(PlainOrder(file, "PilesUp", SIZE, Path(f"{jobs}.mp4"), jobs))
        assert done.frames == 52
        videos.append(done.path.read_bytes())
    assert videos[0] == videos[1]
    with av.open("1.mp4") as video:
        stream = video.streams.video[0]
        times = [frame.pts * stream.time_base for frame in video.decode(stream)]
        assert times == [pytest.approx(n / 10) for n in range(52)]
        assert (stream.codec_context.colorspace, stream.codec_context.color_range) == (1, 1)


def test_sound_begins_when_it_should_and_captions_are_written(file: Path) -> None:
    done = render_plain(PlainOrder(file, "Says", SIZE, Path("says.mp4"), 2))
    assert (done.frames, done.captions) == (23, Path("says.srt"))
    assert "00:00:01,300 --> 00:00:02,300\nA click." in Path("says.srt").read_text()
    with av.open("says.mp4") as video:
        heard = [
            (float(frame.pts * frame.time_base), frame.to_ndarray()[0], frame.sample_rate)
            for frame in video.decode(audio=0)
        ]
    loud = (
        start + np.flatnonzero(abs(samples) > 0.2)[0] / rate
        for start, samples, rate in heard
        if (abs(samples) > 0.2).any()
    )
    assert next(loud) == pytest.approx(SOUND_FROM, abs=SOUND_TOLERANCE)


def test_a_scene_that_plays_nothing_is_a_picture(file: Path) -> None:
    ours, _ = by_gdlesson(file, "Picture", 2, SIZE)
    assert ours == by_stock(file, "Picture", SIZE)
    assert Path("Picture.png").exists()


BROKEN = {
    "fails.py": "from manim import *\n1 / 0\n",
    "typo.py": "from manim import *\nclass A(Scene:\n",
    "none.py": "from manim import *\n",
    "opengl.py": 'from manim import *\nconfig.renderer = "opengl"\nclass A(Scene): pass\n',
    "odd.py": "from manim import *\nconfig.pixel_width = 99\nclass A(Scene): pass\n",
    "clear.py": "from manim import *\nconfig.background_opacity = 0.5\nclass A(Scene): pass\n",
}


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("nowhere.py", 2, "nowhere.py is not a Python file with a scene."),
        ("scenes.py", 2, "has several scenes; choose one of: Clock, Follows, LooksAtPixels,"),
        ("scenes.py Nobody", 2, 'scenes.py has no scene "Nobody"; it has Clock, Follows,'),
        ("none.py", 2, "none.py has no scene; it has none."),
        ("fails.py", 2, "ZeroDivisionError: division by zero (fails.py, line 2)."),
        ("typo.py A", 2, "(typo.py, line 2)."),
        ("opengl.py", 2, "asks for Manim's OpenGL renderer"),
        ("odd.py", 2, "an even number of pixels wide and high"),
        ("clear.py", 2, "The background is transparent"),
        ("scenes.py Raises", 1, "Raises, play 1, frame 9: ValueError: too far out (scenes.py,"),
        ("scenes.py NeedsLatex", 1, "LaTeX is not installed"),
        ("scenes.py Turns --output film.mov", 2, "--output is FILE.mp4, not film.mov."),
        ("scenes.py Turns --output no/where.mp4", 2, "There is no folder"),
    ],
)  # fmt: skip
def test_an_error_is_a_sentence(
    command: str, code: int, says: str, file: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, text in BROKEN.items():
        (file.parent / name).write_text(text, encoding="utf-8")
    before = {*file.parent.glob("*.mp4"), *file.parent.glob(".*")}
    if "NeedsLatex" in command:
        monkeypatch.setenv("PATH", "/nowhere")
    assert (
        cli.run(["render-scene", *command.split(), "--quality", "preview", "--jobs", "2"]) == code
    )
    told = capsys.readouterr().err.strip()
    assert says in told
    assert len(told.splitlines()) == 1
    assert {*file.parent.glob("*.mp4"), *file.parent.glob(".*")} == before


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_a_render_killed_at_any_moment_leaves_nothing_in_the_way(
    file: Path, tmp_path: Path
) -> None:
    """No process goes on, the old video stays whole, and the next call makes the same one."""
    made, output = tmp_path / "made", tmp_path / "out"
    made.mkdir()
    output.mkdir()
    video = output / "a [b].mp4"
    command = [
        sys.executable, "-P", "-m", "gdlesson", "render-scene", str(file), "Turns",
        "--quality", "preview", "--jobs", "2", "--output", str(video),
    ]  # fmt: skip
    environment = os.environ | {"TMPDIR": str(made), "PYTHONPATH": str(ROOT)}

    def start() -> subprocess.Popen[bytes]:
        nothing = subprocess.DEVNULL
        return subprocess.Popen(command, cwd=file.parent, env=environment, stdout=nothing)

    begun = time.monotonic()
    assert start().wait() == 0
    taken = time.monotonic() - begun
    whole = sha256(video)
    for share in (0.5, 0.8, 0.95):
        process = start()
        time.sleep(share * taken)
        process.kill()
        process.wait()
        ended_by = time.monotonic() + 20
        while _processes_with(f"TMPDIR={made}") and time.monotonic() < ended_by:
            time.sleep(0.1)
        assert _processes_with(f"TMPDIR={made}") == []
        assert sha256(video) == whole
    assert start().wait() == 0
    assert sha256(video) == whole
    assert [path.name for path in output.iterdir()] == [video.name]
    assert list(made.iterdir()) == []


def _processes_with(setting: str) -> list[str]:
    """The running processes that were started with this in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if setting.encode() in path.read_bytes().split(b"\0"):
                found.append(path.parent.name)
    return found


def test_the_command_says_where_the_video_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["render-scene", "scenes.py", "Follows", "--quality", "preview"]) == 0
    assert capsys.readouterr().out == "Follows.mp4 (36 frames, 854x480 at 15 fps)\n"
