"""Pieces of clips: the very frames, and the sound to the sample."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from gdlesson.deliver.excerpts import Excerpt, backwards, copied, first_picture, scaled
from gdlesson.errors import RenderError
from gdlesson.render.picture import Picture
from tests.gdlesson.decks import decoded, film, give_sound, sound_of, tones
from tests.gdlesson.fake_lesson import FRAMES, PICTURE

FPS = PICTURE.fps
STARTS = {"open": 0, "move": FRAMES["open"], "close": FRAMES["open"] + FRAMES["move"]}


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scene of fakes, with sound."""
    _, folder = film(tmp_path_factory.mktemp("film"))
    path = folder / "scenes" / "red.mp4"
    give_sound(path, tones(sum(FRAMES.values()) / FPS))
    return path


def excerpt(clip: Path, beat: str) -> Excerpt:
    return Excerpt(clip, STARTS[beat], STARTS[beat] + FRAMES[beat], FPS)


@pytest.mark.parametrize("beat", FRAMES)
def test_a_piece_has_the_frames_of_its_clip(clip: Path, beat: str, tmp_path: Path) -> None:
    copied(excerpt(clip, beat), tmp_path / "excerpt.mp4")
    start = STARTS[beat]
    assert decoded(tmp_path / "excerpt.mp4") == decoded(clip)[start : start + FRAMES[beat]]
    with av.open(str(tmp_path / "excerpt.mp4")) as made:
        video = made.streams.video[0]
        assert video.average_rate == FPS
        assert video.start_time == 0
        assert video.duration * video.time_base == pytest.approx(FRAMES[beat] / FPS)


@pytest.mark.parametrize("beat", FRAMES)
def test_a_piece_has_the_sound_of_its_frames(clip: Path, beat: str, tmp_path: Path) -> None:
    copied(excerpt(clip, beat), tmp_path / "excerpt.mp4")
    heard = sound_of(tmp_path / "excerpt.mp4")
    first, length = STARTS[beat] * 48_000 // FPS, FRAMES[beat] * 48_000 // FPS
    meant = tones(sum(FRAMES.values()) / FPS)[:, first : first + length]
    assert heard.shape[1] == pytest.approx(length, abs=1024)
    shifts = range(-40, 41)
    inside = heard[0, 2048 : length - 2048]
    off = [np.std(inside - meant[0, 2048 + k : length - 2048 + k]) for k in shifts]
    assert shifts[int(np.argmin(off))] == 0  # to the sample
    assert min(off) < 0.01  # what AAC leaves out


def test_a_piece_backwards_begins_with_the_last_frame(clip: Path, tmp_path: Path) -> None:
    backwards(excerpt(clip, "move"), tmp_path / "back.mp4")
    back = [np.frombuffer(each, np.uint8).astype(int) for each in decoded(tmp_path / "back.mp4")]
    there = [np.frombuffer(each, np.uint8) for each in decoded(clip)][7:19]
    assert len(back) == FRAMES["move"]
    for one, other in zip(back, reversed(there), strict=True):
        assert np.abs(one - other).mean() < 2


def test_a_piece_in_another_size_lasts_as_long(clip: Path, tmp_path: Path) -> None:
    scaled(excerpt(clip, "move"), tmp_path / "small.mp4", Picture(48, 26, 5))
    with av.open(str(tmp_path / "small.mp4")) as made:
        video = made.streams.video[0]
        assert (video.width, video.height, video.average_rate) == (48, 26, 5)
        assert video.duration * video.time_base == pytest.approx(FRAMES["move"] / FPS)
        assert made.streams.audio


def test_the_first_picture_of_a_piece_is_its_first(clip: Path) -> None:
    pixels = np.asarray(first_picture(excerpt(clip, "move"))).astype(int)
    assert pixels.shape == (PICTURE.height, PICTURE.width, 3)
    assert np.abs(pixels[50, 90] - np.frombuffer(b"red", np.uint8)).max() <= 3  # its ground
    assert np.abs(pixels[20, 4] - [255, 0, 0]).max() < 40  # where the square stands at first


@pytest.mark.parametrize("wrong", [{"stop": 99}, {"start": 8}])
def test_a_clip_that_is_not_as_it_should_be_is_told(
    clip: Path, wrong: dict[str, int], tmp_path: Path
) -> None:
    with pytest.raises(RenderError, match="render it again"):
        copied(replace(excerpt(clip, "move"), **wrong), tmp_path / "excerpt.mp4")
