"""The videos themselves: codec, colours, timing, joints, chapters and captions, by probing."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

from gdlesson.errors import RenderError
from gdlesson.narration.captions import WORD_JOINER
from gdlesson.render.assembly import Chapter, Extras, Footage, join
from gdlesson.render.encoder import Encoder
from gdlesson.render.handover import hand_over
from gdlesson.render.mp4 import top_level
from gdlesson.render.picture import PICTURES, Picture
from gdlesson.render.yuv import Converter, StripFrame, samples
from scenes.timing.captions import Caption
from tests.gdlesson.fake_lesson import FRAMES, HANDED_OVER, PICTURE

SCENE_FRAMES = sum(FRAMES.values())
VIDEOS = {"lesson.mp4": 3 * SCENE_FRAMES} | {
    f"scenes/{name}.mp4": SCENE_FRAMES for name in ("red", "green", "blue")
}

# sRGB colours of the theme and the corners of the cube
COLOURS = [
    (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0),
    (11, 15, 26), (124, 199, 255), (255, 180, 84), (247, 227, 107),
]  # fmt: skip


def plain(colour: tuple[int, int, int], picture: Picture) -> np.ndarray:
    return np.full((picture.height, picture.width, 4), [*colour, 255], np.uint8)


def encode(path: Path, pictures: list[np.ndarray], picture: Picture = PICTURE) -> Path:
    with Encoder(path, picture) as encoder:
        for pixels in pictures:
            encoder.write(pixels)
    return path


def decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as video:
        return [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]


@pytest.mark.parametrize(("name", "frames"), VIDEOS.items())
def test_videos_are_what_players_expect(rendered: Path, name: str, frames: int) -> None:
    with av.open(str(rendered / name)) as video:
        stream = video.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.width, context.height) == (PICTURE.width, PICTURE.height)
        assert context.colorspace == Colorspace.ITU709
        assert context.color_range == ColorRange.MPEG
        assert context.color_primaries == ColorPrimaries.BT709
        assert context.color_trc == ColorTrc.BT709
        assert stream.average_rate == PICTURE.fps
        assert stream.frames == frames
        shown = [frame.time for frame in video.decode(stream)]
    assert shown == pytest.approx([k / PICTURE.fps for k in range(frames)])


@pytest.mark.parametrize("name", VIDEOS)
def test_videos_start_before_they_are_loaded(rendered: Path, name: str) -> None:
    kinds = top_level(rendered / name)
    assert kinds.index("moov") < kinds.index("mdat")


@pytest.mark.parametrize("colour", COLOURS)
def test_colours_survive_a_player_that_takes_bt709(
    tmp_path: Path, colour: tuple[int, int, int]
) -> None:
    """Decoded by the formulas of BT.709 (not by the library that encoded) to within two levels."""
    path = encode(tmp_path / "x.mp4", [plain(colour, PICTURE)] * 3)
    with av.open(str(path)) as video:
        planes = next(video.decode(video=0)).planes
        y, cb, cr = (float(np.frombuffer(plane, np.uint8)[0]) for plane in planes)
    luma, blue, red = (y - 16) / 219, (cb - 128) / 224, (cr - 128) / 224
    r, b = luma + 1.5748 * red, luma + 1.8556 * blue
    g = (luma - 0.2126 * r - 0.0722 * b) / 0.7152
    assert np.clip([255 * r, 255 * g, 255 * b], 0, 255) == pytest.approx(colour, abs=2)


def test_groups_of_pictures_are_closed_and_four_seconds_long(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    noise = [rng.integers(0, 255, (54, 96, 4), np.uint8) for _ in range(83)]
    with av.open(str(encode(tmp_path / "x.mp4", noise))) as video:
        packets = [packet for packet in video.demux(video=0) if packet.pts is not None]
    keys = [packet.pts for packet in packets if packet.is_keyframe]
    assert [round(pts * packets[0].time_base * PICTURE.fps) for pts in keys] == [0, 40, 80]
    for key, packet in enumerate(packets):
        before = [other.pts for other in packets[:key]]
        if packet.is_keyframe:
            assert all(pts < packet.pts for pts in before)


def test_what_has_not_changed_is_not_converted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    convert, areas = Converter(PICTURE), []
    true = Converter.converted

    def counted(self: Converter, pixels: np.ndarray) -> av.VideoFrame:
        areas.append(pixels.shape[:2])
        return true(self, pixels)

    monkeypatch.setattr(Converter, "converted", counted)
    pixels = plain((10, 20, 30), PICTURE)
    convert(pixels)
    assert convert(pixels, ()) == []
    convert(pixels, ((40, 20, 44, 22), (0, 0, 2, 2)))
    assert areas == [(54, 96), (18, 20), (10, 10)]


def test_a_changed_part_is_converted_as_if_it_were_the_whole() -> None:
    """Sixty rectangles of noise anywhere, single pixels and edges among them, bit for bit."""
    rng = np.random.default_rng(1)
    pixels = plain((10, 20, 30), PICTURE)
    convert, sheet = Converter(PICTURE), StripFrame(PICTURE.width, 0, PICTURE.height)
    boxes = [(0, 0, 96, 54), (3, 7, 4, 8), (95, 53, 96, 54), (0, 0, 96, 1), (0, 0, 96, 54)]
    for _ in range(60):
        (left, right), (top, bottom) = (np.sort(rng.integers(0, n + 1, 2)) for n in (96, 54))
        if left < right and top < bottom:
            boxes.append((int(left), int(top), int(right), int(bottom)))
    for left, top, right, bottom in boxes:
        pixels[top:bottom, left:right] = rng.integers(0, 255, (bottom - top, right - left, 4))
        (part,), (whole,) = convert(pixels, ((left, top, right, bottom),)), convert(pixels)
        assert sheet.put(part)
        for plane, wanted in zip(sheet.frame.planes, whole.planes, strict=True):
            np.testing.assert_array_equal(samples(plane), wanted)


def test_a_picture_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\(4, 4, 4\)"):
        Converter(PICTURE)(np.zeros((4, 4, 4), np.uint8))


@pytest.mark.parametrize("quality", PICTURES)
def test_every_quality_has_even_sizes_and_whole_groups(quality: str) -> None:
    picture = PICTURES[quality]
    assert picture.width % 2 == picture.height % 2 == 0
    assert picture.fps >= 15


def test_joining_keeps_every_frame_in_its_place(tmp_path: Path) -> None:
    colours = [(20 * k, 255 - 20 * k, 60) for k in range(12)]
    parts = [
        encode(tmp_path / f"{k}.mp4", [plain(colour, PICTURE) for colour in colours[k : k + n]])
        for k, n in ((0, 5), (5, 1), (6, 6))
    ]
    joined = tmp_path / "joined.mp4"
    assert join([Footage(part) for part in parts], joined, PICTURE.fps) == len(colours)
    separate = [frame for part in parts for frame in decoded(part)]
    assert np.array_equal(decoded(joined), separate)
    with av.open(str(joined)) as video:
        assert video.duration == pytest.approx(1e6 * len(colours) / PICTURE.fps, abs=2)


def test_parts_that_differ_in_size_are_not_joined(tmp_path: Path) -> None:
    other = Picture(64, 36, PICTURE.fps)
    parts = [
        encode(tmp_path / "a.mp4", [plain((1, 2, 3), PICTURE)] * 3),
        encode(tmp_path / "b.mp4", [plain((1, 2, 3), other)] * 3, other),
    ]
    with pytest.raises(RenderError, match=r"b\.mp4"):
        join([Footage(part) for part in parts], tmp_path / "joined.mp4", PICTURE.fps)


def test_a_long_title_and_markup_pass_through_as_text(tmp_path: Path) -> None:
    part = encode(tmp_path / "a.mp4", [plain((1, 2, 3), PICTURE)] * 20)
    text = "<i>{\\b1}Ünïcode</i>\n-->"
    extras = Extras("T" * 120, "pt-BR", [Chapter("Ä <b> & θ", 0, 20)], [Caption(text, 2, 10)])
    join([Footage(part)], tmp_path / "x.mp4", PICTURE.fps, extras)
    with av.open(str(tmp_path / "x.mp4")) as video:
        assert video.metadata["title"] == "T" * 120
        assert [chapter["metadata"]["title"] for chapter in video.chapters()] == ["Ä <b> & θ"]
        track = video.streams.subtitles[0]
        assert track.metadata["language"] == "por"
        samples = [bytes(p)[2:].decode() for p in video.demux(track) if p.size > 2]
    assert [sample.replace(WORD_JOINER, "") for sample in samples] == [text]


def test_the_lesson_has_a_chapter_a_scene(rendered: Path) -> None:
    with av.open(str(rendered / "lesson.mp4")) as video:
        assert video.metadata["title"] == "A lesson of fakes"
        chapters = [
            (chapter["metadata"]["title"], float(chapter["start"] * chapter["time_base"]))
            for chapter in video.chapters()
        ]
    seconds = SCENE_FRAMES / PICTURE.fps
    assert chapters == [
        ("The red scene", 0.0), ("The green scene", seconds), ("The blue scene", 2 * seconds),
    ]  # fmt: skip


def test_each_track_of_the_lesson_says_a_language_or_that_it_has_none(rendered: Path) -> None:
    with av.open(str(rendered / "lesson.mp4")) as video:
        named = [(stream.type, stream.metadata["language"]) for stream in video.streams]
    assert named == [("video", "und"), ("subtitle", "eng"), ("data", "eng")]  # that of the chapters


def test_the_captions_are_a_track_that_is_off(rendered: Path) -> None:
    with av.open(str(rendered / "lesson.mp4")) as video:
        (track,) = video.streams.subtitles
        assert track.codec_context.name == "mov_text"
        assert track.metadata["language"] == "eng"
        assert not track.disposition & 1  # AV_DISPOSITION_DEFAULT
        assert video.streams.video[0].disposition & 1
        packets = [packet for packet in video.demux(track) if packet.size > 2]
    texts = [bytes(packet)[2:].decode() for packet in packets]
    assert texts == ["Still.", "<b>& on"] * 3
    starts = [float(packet.pts * packet.time_base) for packet in packets]
    expected = [scene + start for scene in (0, 2.5, 5) for start in (0, 1.9)]
    assert starts == pytest.approx(expected, abs=0.002)


def test_the_lesson_is_its_scenes_frame_by_frame(rendered: Path) -> None:
    """But for the first frames of a scene, in which the one before it goes over into it."""
    scenes = np.array([
        decoded(rendered / f"scenes/{name}.mp4") for name in ("red", "green", "blue")
    ])  # fmt: skip
    whole = np.array(decoded(rendered / "lesson.mp4")).reshape(scenes.shape)
    assert np.array_equal(whole[0], scenes[0])
    assert np.array_equal(whole[:, HANDED_OVER:], scenes[:, HANDED_OVER:])
    middle = slice(PICTURE.height // 3, PICTURE.height // 2)  # where no words stand
    whole, scenes = whole[:, :, middle], scenes[:, :, middle]
    for shown, before, scene in zip(whole[1:], scenes, scenes[1:], strict=False):
        gone = [np.abs(frame.astype(float) - before[-1]).mean() for frame in shown[:HANDED_OVER]]
        left = [
            np.abs(frame.astype(float) - new).mean()
            for frame, new in zip(shown, scene[:HANDED_OVER], strict=False)
        ]
        assert gone == sorted(gone)
        assert left == sorted(left, reverse=True)
        assert 0 < gone[0] < left[0]
        assert 0 < left[-1] < gone[-1]


BLOCK = 16
"""The width of a block that is all a picture shows, from row 24 to 40."""


@pytest.mark.parametrize(
    ("places", "dissolves"),
    [((16, 16), True), ((16, 20), True), ((16, 28), False), ((16, 40), False)],
)
def test_what_lies_in_the_same_place_dissolves_and_all_else_takes_turns(
    places: tuple[int, int], dissolves: bool, tmp_path: Path
) -> None:
    pictures = [plain((10, 12, 20), PICTURE) for _ in places]
    for picture, left in zip(pictures, places, strict=True):
        picture[24:40, left : left + BLOCK, :3] = 230
    clips = [encode(tmp_path / f"{k}.mp4", [one] * 9) for k, one in enumerate(pictures)]
    hand_over(clips[0], clips[1], 7, PICTURE, [], tmp_path / "between.mp4")
    middle = np.array(decoded(tmp_path / "between.mp4"))[3, 28:36, :, :3].mean(axis=(0, 2))
    both = slice(max(places) + 1, min(places) + BLOCK - 1)
    if dissolves:
        assert middle[both] == pytest.approx(230, abs=6)
    else:
        assert middle == pytest.approx(14, abs=6)


def test_no_words_lie_on_others_while_a_scene_hands_over(tmp_path: Path) -> None:
    """Each in turn is a bright block, where the words of the other are not."""
    first, second = (plain((10, 12, 20), PICTURE) for _ in range(2))
    first[8:16, 16:32, :3], second[8:16, 48:64, :3] = 230, 230
    clips = [encode(tmp_path / f"{k}.mp4", [one] * 9) for k, one in enumerate((first, second))]
    hand_over(clips[0], clips[1], 8, PICTURE, [(4, 20)], tmp_path / "between.mp4")
    shown = np.array(decoded(tmp_path / "between.mp4"))
    seen = [shown[:, 10:14, left : left + 12, :3].mean(axis=(1, 2, 3)) for left in (18, 50)]
    old, new = ((one - 14.0) / 216.0 for one in seen)
    assert np.minimum(old, new).max() < 0.05
    assert old[0] > 0.5
    assert new[-1] > 0.5
    assert (np.diff(old) <= 0.02).all()
    assert (np.diff(new) >= -0.02).all()
