"""Clips: the film's own frames, small GIFs, and what is drawn on nothing, laid over a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser

from gdlesson.deliver.clips.clear import straight
from gdlesson.deliver.clips.making import Clips, clips_of
from gdlesson.deliver.made import MadeFolder
from gdlesson.deliver.manifest import read_manifest
from gdlesson.deliver.to import As
from gdlesson.errors import InputError
from gdlesson.render.picture import Picture
from gdlesson.render.stage import manim_stage, quiet
from scenes.lesson.file import Lesson, load_lesson
from scenes.theme import THEMES
from tests.browser import chromium, needs_chromium, opened
from tests.gdlesson.decks import decoded, film
from tests.gdlesson.fake_lesson import FRAMES, PICTURE, FakeStage

MAGENTA = (255, 0, 255)
CLEAR = [kind for kind in As if kind.is_clear]
BEATS = {"red": ["open", "move"]}
SQUARE = (slice(12, 28), slice(4, 16))
"""Where the square stands in the first frame."""


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lesson, Path]:
    return film(tmp_path_factory.mktemp("film"))


@pytest.fixture(scope="module")
def clear(filmed: tuple[Lesson, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two beats of a scene in each kind that has an alpha channel."""
    folder = tmp_path_factory.mktemp("clips")
    drawn(filmed[0], folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def drawn(lesson: Lesson, folder: Path, steps: list[str] | None = None) -> list[str]:
    clips = clips_of(lesson, BEATS, PICTURE)
    with MadeFolder(folder, "clips", lesson) as made:
        make = Clips(made, lesson, (steps if steps is not None else []).append)
        return make.draw(clips, CLEAR, PICTURE, bare=False, make_stage=FakeStage)


def cut(filmed: tuple[Lesson, Path], kind: As, folder: Path) -> list[Path]:
    lesson, source = filmed
    with MadeFolder(folder, "clips", lesson) as made:
        make = Clips(made, lesson, [].append)
        clips = clips_of(lesson, {**BEATS, "blue": None}, PICTURE)
        return [folder / make.cut(clip, kind, read_manifest(source), source) for clip in clips]


def over(pixels: NDArray[np.uint8], colour: tuple[int, ...]) -> NDArray[np.float64]:
    """RGBA over a page of a colour."""
    alpha = pixels[..., 3:] / 255
    page: NDArray[np.float64] = pixels[..., :3] * alpha + np.array(colour) * (1 - alpha)
    return page


def check_magenta(page: NDArray[np.float64]) -> None:
    """See the square of the first frame on magenta, without a dark fringe.

    Red and magenta are both as red as can be, and so is all between them.
    """
    assert np.abs(page[40:, 40:] - MAGENTA).max() <= 3
    assert np.abs(page[SQUARE] - [255, 0, 0]).max() <= 30
    assert page[..., 0].min() >= 225
    assert page[..., 1].max() <= 30


def test_an_mp4_has_the_frames_of_the_film(filmed: tuple[Lesson, Path], tmp_path: Path) -> None:
    paths = cut(filmed, As.MP4, tmp_path)
    assert [path.name for path in paths] == ["red--open.mp4", "red--move.mp4", "blue.mp4"]
    frames = decoded(filmed[1] / "scenes" / "red.mp4")
    assert decoded(paths[0]) == frames[:7]
    assert decoded(paths[1]) == frames[7:19]
    assert decoded(paths[2]) == decoded(filmed[1] / "scenes" / "blue.mp4")


def test_a_gif_plays_over_and_over_at_its_pace(filmed: tuple[Lesson, Path], tmp_path: Path) -> None:
    with Image.open(cut(filmed, As.GIF, tmp_path)[1]) as gif:
        assert gif.info["loop"] == 0
        assert gif.size == (PICTURE.width, PICTURE.height)
        length = 0
        for frame in range(gif.n_frames):
            gif.seek(frame)
            length += gif.info["duration"]
        assert length == 1000 * FRAMES["move"] / PICTURE.fps
        shown = np.asarray(gif.convert("RGB")).astype(int)
    assert np.abs(shown[50, 90] - np.frombuffer(b"red", np.uint8)).max() <= 4


@needs_chromium
@pytest.mark.parametrize(("kind", "tag"), [(As.WEBM, "video"), (As.WEBP, "img")])
def test_a_browser_shows_the_page_behind(
    clear: Path, browser: Browser, tmp_path: Path, kind: As, tag: str
) -> None:
    address = (clear / f"red--open.{kind.value}").as_uri()
    page = tmp_path / "page.html"
    page.write_text(f"<body style='margin:0;background:#f0f'><{tag} src='{address}'></{tag}>")
    with opened(page, browser) as found:
        seen = found.page.locator(tag)
        ready = "v => v.complete || v.readyState >= 2"
        found.page.wait_for_function(f"({ready})(document.querySelector('{tag}'))")
        picture = Image.open(io.BytesIO(seen.screenshot())).convert("RGB")
        found.quiet()
    check_magenta(np.asarray(picture).astype(float))


def test_a_webm_says_the_version_that_has_alpha_channels_and_colours(clear: Path) -> None:
    head = (clear / "red--open.webm").read_bytes()[:64]
    version = head[head.index(b"\x42\x87") + 2 :][:2]  # an element's size in bytes, and its value
    assert version == b"\x81\x04"


def test_prores_has_an_alpha_channel(clear: Path) -> None:
    with av.open(str(clear / "red--open.mov")) as source:
        frames = [frame.to_ndarray(format="rgba") for frame in source.decode(video=0)]
        assert source.streams.video[0].codec_context.name == "prores"
        assert source.streams.video[0].average_rate == PICTURE.fps
    assert len(frames) == FRAMES["open"]
    check_magenta(over(frames[0], MAGENTA))


def test_each_clear_clip_lasts_as_long_as_its_beat(clear: Path) -> None:
    for beat in BEATS["red"]:
        for kind in (As.WEBM, As.MOV):
            with av.open(str(clear / f"red--{beat}.{kind.value}")) as source:
                assert sum(1 for _ in source.decode(video=0)) == FRAMES[beat]
        with Image.open(clear / f"red--{beat}.webp") as webp:
            assert webp.info["loop"] == 0
            assert webp.n_frames >= 1


def test_clips_that_are_there_stay_and_others_come_beside_them(
    filmed: tuple[Lesson, Path], tmp_path: Path
) -> None:
    names = drawn(filmed[0], tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    steps: list[str] = []
    assert drawn(filmed[0], tmp_path, steps) == names
    assert not steps
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    cut(filmed, As.MP4, tmp_path)
    there = {path.name for path in tmp_path.iterdir()}
    assert there == {*names, "red--open.mp4", "red--move.mp4", "blue.mp4", "manifest.json"}


def test_a_clip_of_somebody_else_is_not_replaced(
    filmed: tuple[Lesson, Path], tmp_path: Path
) -> None:
    (tmp_path / "red--open.mp4").write_bytes(b"mine")
    with pytest.raises(InputError, match=r"red--open\.mp4"):
        cut(filmed, As.MP4, tmp_path)
    assert (tmp_path / "red--open.mp4").read_bytes() == b"mine"


def test_colours_reach_beyond_what_is_drawn() -> None:
    """So that an encoder, which mixes neighbours, finds no black beside an edge."""
    pixels = np.zeros((31, 47, 4), np.uint8)
    pixels[5:9, 5:9] = [200, 100, 50, 255]
    pixels[9, 5:9] = [100, 50, 25, 128]  # multiplied by its alpha
    made = straight(pixels)
    assert np.abs(made[..., :3].astype(int) - [200, 100, 50]).max() <= 2
    assert (made[..., 3] == pixels[..., 3]).all()


def test_a_scene_on_nothing_laid_over_its_ground_is_the_scene(tmp_path: Path) -> None:
    quiet()
    lesson, picture = load_lesson(), Picture(320, 180, 15)
    ground = THEMES["night"].background.removeprefix("#")
    frames, bare = [], None
    for is_clear, is_bare in ((False, False), (True, False), (True, True)):
        stage = manim_stage(lesson, "slope", picture, tmp_path)
        stage.is_clear, stage.is_bare = is_clear, is_bare
        stage.prepare()
        pixels = stage.picture(stage.score.frames // 2).copy()
        frames.append(pixels)
    whole, clear, bare = frames
    laid = over(straight(clear), tuple(bytes.fromhex(ground)))
    assert np.abs(laid - whole[..., :3]).max() <= 3
    assert (clear[..., 3] == 0).mean() > 0.3
    assert not bare[:20, :, 3].any()  # the title is not there
    assert not bare[-20:, :, 3].any()
