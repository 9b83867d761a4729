"""The film looks like its pictures: how that is measured, and that what we encode does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from gdlesson.check.sharpness import LEAST_PSNR, MOST_OFF, Likeness, blurred, likeness, planes_of
from gdlesson.deliver.manifest import read_manifest
from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture
from gdlesson.render.stage import manim_stage
from gdlesson.render.yuv import WHOLE, Pixels, samples
from scenes.lesson.file import load_lesson

PICTURE = Picture(320, 192, 10)

# a colour and its luma, blue and red by BT.709 in limited range, worked out by hand
PLANES = {
    (0, 0, 0): (16, 128, 128),
    (255, 255, 255): (235, 128, 128),
    (255, 0, 0): (62.5594, 102.3359, 240),
    (0, 0, 255): (31.8118, 240, 117.7302),
    (51, 102, 204): (100.6128, 177.9331, 101.4925),
}


@pytest.mark.parametrize("colour", PLANES)
def test_planes_are_those_of_bt709(colour: tuple[int, int, int]) -> None:
    found = planes_of(np.full((4, 6, 3), colour, np.uint8))
    assert [plane.shape for plane in found] == [(4, 6), (2, 3), (2, 3)]
    for plane, value in zip(found, PLANES[colour], strict=True):
        np.testing.assert_allclose(plane, value, atol=0.001)


def test_a_sample_of_chroma_lies_on_its_left_column_and_between_its_rows() -> None:
    pixels = np.zeros((2, 8, 3), np.uint8)
    pixels[:, 3] = (255, 0, 0)  # beside the second and the third sample's column
    pixels[0, 6] = (255, 0, 0)  # on the fourth's, in one of its two rows
    red = planes_of(pixels)[2][0]
    np.testing.assert_allclose(red - 128, [0, 112 / 4, 112 / 4, 112 / 4], atol=0.001)


def frame_of(*planes: np.ndarray) -> av.VideoFrame:
    frame = av.VideoFrame(planes[0].shape[1], planes[0].shape[0], "yuv420p")
    for plane, values in zip(frame.planes, planes, strict=True):
        samples(plane)[:] = values
    return frame


def test_what_is_lost_is_measured_on_each_plane() -> None:
    grey = np.full((160, 320, 3), 255, np.uint8)
    luma, blue, red = (np.round(plane).astype(np.uint8) for plane in planes_of(grey))
    same = likeness(grey, frame_of(luma, blue, red))
    assert same == Likeness(float("inf"), (0, 0, 0))
    assert same.is_sharp
    off = luma.copy()
    off[8:16, 16:24] -= 3  # one of 800 blocks
    found = likeness(grey, frame_of(off, blue, red))
    assert found.psnr == pytest.approx(10 * np.log10(255**2 / (9 / 800)))
    assert found.off == (1 / 800, 0, 0)
    assert found.is_sharp
    off[8:16, 16:32] = luma[8:16, 16:32] - 3  # two are more than 0.2 %
    assert not likeness(grey, frame_of(off, blue, red)).is_sharp
    blue[:8, :8] += 4
    assert likeness(grey, frame_of(luma, blue, red)).off == (0, 1 / 200, 0)
    ringing = luma.copy()
    ringing[::2], ringing[1::2] = luma[::2] - 2, luma[1::2]  # no mean is off, but it is noisy
    found = likeness(grey, frame_of(ringing, *(np.full_like(red, 128) for _ in range(2))))
    assert found.psnr == pytest.approx(45.12, abs=0.01)
    assert (found.off[0], found.is_sharp) == (0, False)


def fog() -> Iterator[tuple[Pixels, tuple]]:
    """A faint gradient that drifts, dithered, under letters: what was seen to fall into blocks."""
    rng = np.random.default_rng(2)
    noise = rng.uniform(-0.5, 0.5, (PICTURE.height, PICTURE.width, 1))
    y, x = np.mgrid[: PICTURE.height, : PICTURE.width]
    for k in range(25):
        mist = 40 + 12 * np.sin(x / 31 + k / 7) * np.cos(y / 23 - k / 9)
        pixels = np.full((PICTURE.height, PICTURE.width, 4), 255, np.uint8)
        pixels[..., :3] = np.round(mist[..., None] * (0.7, 0.8, 1.2) + noise)
        pixels[20:30, 40:260:5, :3] = 230
        yield pixels, WHOLE


def fading() -> Iterator[tuple[Pixels, tuple]]:
    """Letters that come and fade slowly on a plain ground: what was seen to leave ghosts."""
    box = (40, 50, 260, 80)
    letters = np.random.default_rng(4).integers(0, 2, (30, 220, 1)).repeat(3, axis=2)
    for k in range(40):
        shown = np.interp(k, [0, 10, 20, 30], [0, 1, 1, 0])
        pixels = np.full((PICTURE.height, PICTURE.width, 4), 255, np.uint8)
        pixels[..., :3] = (11, 15, 26)
        part = pixels[50:80, 40:260, :3]
        part[...] = np.round(part + letters * (np.array([247, 227, 107]) - part) * shown)
        yield pixels, (box,) if k else WHOLE


@pytest.mark.parametrize("film", [fog, fading])
def test_every_frame_of_what_is_encoded_is_sharp(tmp_path: Path, film) -> None:
    drawn = []
    with Encoder(tmp_path / "x.mp4", PICTURE) as encoder:
        for pixels, changed in film():
            encoder.write(pixels, changed)
            drawn.append(pixels.copy())
    with av.open(str(tmp_path / "x.mp4")) as video:
        frames = list(video.decode(video=0))
    for k, (pixels, frame) in enumerate(zip(drawn, frames, strict=True)):
        found = likeness(pixels, frame)
        assert found.is_sharp, (k, found)


@pytest.mark.parametrize("scene", ["mountain", "learning_rate", "batch_vs_sgd"])
def test_scenes_are_sharp_where_they_change(tmp_path: Path, scene: str) -> None:
    """A few frames at the start of each beat, where parts come and go."""
    picture = Picture(640, 360, 30)
    stage = manim_stage(load_lesson(), scene, picture, tmp_path)
    stage.prepare()
    drawn = []
    with Encoder(tmp_path / "x.mp4", picture) as encoder:
        for beat in stage.score.beats:
            for frame in range(beat.start, beat.start + 24, 2):
                pixels = stage.picture(frame)
                encoder.write(pixels, stage.changed)
                drawn.append(pixels.copy())
    with av.open(str(tmp_path / "x.mp4")) as video:
        found = [likeness(*pair) for pair in zip(drawn, video.decode(video=0), strict=True)]
    assert min(each.psnr for each in found) >= LEAST_PSNR
    assert max(max(each.off) for each in found) <= MOST_OFF


def test_a_clip_that_is_not_its_stills_says_in_which_beat(finished: Path) -> None:
    manifest = read_manifest(finished)
    assert list(blurred(finished, manifest)) == []
    clip = finished / "scenes/green.mp4"
    with av.open(str(clip)) as video:
        pictures = [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]
    with av.open(str(clip), "w") as video:
        stream = video.add_stream("libx264", rate=manifest.fps)
        stream.width, stream.height, stream.pix_fmt = 96, 54, "yuv420p"
        stream.options = {"qp": "47", "g": "1"}
        for pixels in pictures:
            video.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, "rgb24")))
        video.mux(stream.encode())
    found = list(blurred(finished, manifest))
    assert {finding.scene for finding in found} == {"green"}
    assert {finding.offence.rule for finding in found} == {"sharpness"}
    beats = json.loads((finished / "manifest.json").read_text())["scenes"][1]["beats"]
    assert [finding.beat for finding in found] == [beat["name"] for beat in beats]
    for finding in found:
        assert finding.offence.measured.split()[1].rstrip(",") == "dB"
        assert float(finding.offence.measured.split()[0]) < LEAST_PSNR
        assert finding.offence.excess > 0
