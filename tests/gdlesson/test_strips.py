"""Groups of pictures coded in strips: what a player shows is what the strips' encoders meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlesson.render import strips, x264
from gdlesson.render.encoder import Encoder
from gdlesson.render.h264 import Bits, Head, Slice, golomb, is_key, moved, units
from gdlesson.render.picture import Picture
from gdlesson.render.strips import BLOCK, GUARD, Group, cut
from gdlesson.render.x264 import MOTION, REACH, X264, encoder, group
from gdlesson.render.yuv import WHOLE, Box, Converter, Patch, Pixels, StripFrame, samples
from tests.gdlesson import openh264

PICTURE = Picture(150, 410, 10)
"""Neither side is a multiple of 16."""
ROWS = 26
GROUP = group(PICTURE.fps)
Frame = tuple[Pixels, tuple[Box, ...]]


def noise(rng: np.random.Generator, height: int, width: int) -> Pixels:
    """Opaque noise in squares of 4 pixels, so that motion is worth finding."""
    coarse = rng.integers(0, 255, (height // 4, width // 4, 4), np.uint8)
    coarse[..., 3] = 255
    return np.repeat(np.repeat(coarse, 4, axis=0), 4, axis=1)


def film(count: int, *squares: tuple[int, int, set[int]]) -> list[Frame]:
    """Frames of a still picture, on which squares of noise jump about between two rows.

    Each has the first and last row of pixels that it reaches, and the frames in which it jumps.
    """
    rng = np.random.default_rng(3)
    ground = np.full((PICTURE.height, PICTURE.width, 4), (90, 120, 160, 255), np.uint8)
    ground[::7] = 200
    ground[:, 40:80] = noise(rng, PICTURE.height + 2, 40)[: PICTURE.height]
    side = 24
    faces = [noise(rng, side, side) for _ in squares]
    places = [(60, top) for top, _, _ in squares]
    frames = []
    for k in range(count):
        changed = []
        for n, (top, bottom, jumps) in enumerate(squares):
            if k in jumps:
                before = places[n]
                x = int(np.clip(before[0] + rng.integers(-20, 21), 0, PICTURE.width - side))
                places[n] = (x, int(rng.integers(top, bottom - side + 1)))
                changed += [(x, y, x + side, y + side) for x, y in (before, places[n])]
        pixels = ground.copy()
        for (x, y), face in zip(places, faces, strict=True):
            pixels[y : y + side, x : x + side] = face
        frames.append((pixels, tuple(changed)))
    return frames


def reaching(way: int) -> list[Frame]:
    """Frames of which some rows fetch what lies up to 31.5 rows above (-1) or below (1), in turn.

    From left to right they fetch from ever further off, as an encoder looks for it.
    """
    rng = np.random.default_rng(5)
    height, width = PICTURE.height, PICTURE.width
    coarse = rng.uniform(0, 255, (height // 6 + 2, width // 6 + 2, 3))
    at = np.arange(2 * height) / 12
    down, part = at.astype(int), (at % 1)[:, None, None]
    fine = (1 - part) * coarse[down] + part * coarse[down + 1]  # twice as many rows as pixels
    fine = np.repeat(fine, 6, axis=1)[:, :width]
    frames = []
    top, bottom = 160, 192
    for k in range(GROUP):
        pixels = np.full((height, width, 4), 255, np.uint8)
        pixels[..., :3] = fine[::2]
        if k % 2:
            for x in range(0, width, BLOCK):
                shift = way * min(63, 7 * (x // BLOCK + 1))
                taken = slice(2 * top + shift, 2 * bottom + shift, 2)
                pixels[top:bottom, x : x + BLOCK, :3] = fine[taken, x : x + BLOCK]
        frames.append((pixels, ((8, top + 4, width, bottom - 4),)))
    return frames


ALL = set(range(1, GROUP))
TURNS = {5, GROUP - 1, GROUP, GROUP + 1, 2 * GROUP + 6}
"""The ends of groups and the beginnings, among others."""
FILMS = {
    "nothing moves": film(GROUP),
    "one square in the middle": film(GROUP, (150, 250, ALL)),
    "one at the top and one at the bottom": film(GROUP, (0, 60, ALL), (330, 410, ALL)),
    "three, now and then": film(
        GROUP, (10, 80, {3, 9, 20}), (170, 220, {9, 15}), (340, 400, {1, 20})
    ),
    "two groups and a rest": film(2 * GROUP + 7, (150, 190, TURNS), (340, 400, {GROUP, 45})),
    "over the whole height": film(GROUP, (0, 410, ALL)),
    "each number over its wrap": film(GROUP, (100, 160, {15, 16, 17})),
    "from as far above as motion reaches": reaching(-1),
    "from as far below as motion reaches": reaching(1),
}


def encoded(path: Path, frames: list[Frame]) -> Path:
    with Encoder(path, PICTURE) as writer:
        for pixels, changed in frames:
            writer.write(pixels, changed)
    return path


def shown(path: Path) -> list[Pixels]:
    """Luma above chroma of every frame, as a decoder that forgives nothing has it."""
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        stream.codec_context.options = {"err_detect": "explode"}
        frames = list(video.decode(video=0))
        assert [round(frame.time * PICTURE.fps) for frame in frames] == [*range(len(frames))]
        return [frame.to_ndarray() for frame in frames]


def meant(frames: list[Frame]) -> Iterator[Pixels]:
    """Luma as every strip's own decoder shows it, put together."""
    convert = Converter(PICTURE)
    for first in range(0, len(frames), GROUP):
        part = frames[first : first + GROUP]
        one = Group(PICTURE)
        for k, (pixels, changed) in enumerate(part):
            one.add(convert(pixels, changed if k else WHOLE))
        found = one.strips()
        decoded = []
        for strip in found:
            decoder = av.CodecContext.create("h264", "r")
            packets = [av.Packet(data) for data in strip.pictures]
            lumas = [
                samples(frame.planes[0]).copy()
                for packet in [*packets, None]
                for frame in decoder.decode(packet)
            ]
            seen = np.searchsorted(strip.numbers, range(len(part)), side="right") - 1
            decoded.append([lumas[k] for k in seen])
        yield from (np.concatenate(parts) for parts in zip(*decoded, strict=True))


@pytest.mark.parametrize("frames", FILMS.values(), ids=FILMS)
def test_a_player_shows_what_the_encoders_of_the_strips_meant(
    tmp_path: Path, frames: list[Frame]
) -> None:
    """To the bit, although squares of texture leap as far as a cut lets them."""
    whole = shown(encoded(tmp_path / "x.mp4", frames))
    assert len(whole) == len(frames)
    for k, (seen, luma) in enumerate(zip(whole, meant(frames), strict=True)):
        np.testing.assert_array_equal(seen[: PICTURE.height], luma, err_msg=str(k))


@pytest.mark.skipif(
    not openh264.is_there(), reason="OpenH264 is not installed; ./run test does so on Debian"
)
@pytest.mark.parametrize("frames", FILMS.values(), ids=FILMS)
def test_a_second_decoder_shows_the_same(tmp_path: Path, frames: list[Frame]) -> None:
    path = encoded(tmp_path / "x.mp4", frames)
    with av.open(str(path)) as video:
        pairs = zip(video.decode(video=0), openh264.frames(path), strict=True)
        for k, (one, two) in enumerate(pairs):
            for mine, theirs in zip(map(samples, one.planes), two, strict=True):
                np.testing.assert_array_equal(mine, theirs, err_msg=str(k))


@pytest.mark.parametrize("frames", FILMS.values(), ids=FILMS)
def test_it_looks_like_the_picture_coded_whole(
    tmp_path: Path, frames: list[Frame], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = shown(encoded(tmp_path / "strips.mp4", frames))
    monkeypatch.setattr(strips, "ROOM", 0)
    for k, whole in enumerate(shown(encoded(tmp_path / "whole.mp4", frames))):
        assert np.abs(parts[k].astype(int) - whole).mean() < 1.0, k


def test_strips_are_as_many_as_what_moves_apart() -> None:
    convert = Converter(PICTURE)
    found = {}
    for name, frames in FILMS.items():
        one = Group(PICTURE)
        for k, (pixels, changed) in enumerate(frames[:GROUP]):
            one.add(convert(pixels, changed if k else WHOLE))
        found[name] = [strip.rows for strip in one.strips()]
    assert found["nothing moves"] == found["over the whole height"] == [(0, ROWS)]
    assert len(found["one square in the middle"]) == 3
    assert found["one at the top and one at the bottom"][0][0] == 0
    assert len(found["three, now and then"]) >= 4


@given(st.lists(st.booleans(), min_size=1, max_size=90))
def test_cuts_keep_away_from_what_changes(changing: list[bool]) -> None:
    found = cut(np.array(changing))
    assert [row for rows in found for row in range(*rows)] == [*range(len(changing))]
    for first, stop in found:
        moving = [row for row in range(first, stop) if changing[row]]
        if moving:
            assert first == 0 or moving[0] - first >= GUARD
            assert stop == len(changing) or stop - 1 - moving[-1] >= GUARD
            assert first == 0 or moving[0] - first == GUARD


def test_a_guard_is_as_high_as_motion_reaches() -> None:
    assert f"mvrange={MOTION}" in X264
    assert GUARD * BLOCK >= REACH >= MOTION + 3


def test_unchanged_frames_are_the_frame_before(tmp_path: Path) -> None:
    frames = film(2 * GROUP + 7, (150, 190, TURNS))
    path = encoded(tmp_path / "x.mp4", frames)
    seen = shown(path)
    keys = {0, GROUP, 2 * GROUP}
    for k in set(range(1, len(frames))) - TURNS - keys:
        np.testing.assert_array_equal(seen[k], seen[k - 1], err_msg=str(k))
    for k in TURNS - keys:
        assert (seen[k] != seen[k - 1]).any(), k
    with av.open(str(path)) as video:
        sizes = [packet.size for packet in video.demux(video=0) if packet.pts is not None]
    assert max(size for k, size in enumerate(sizes) if k not in TURNS | keys) < 40
    assert min(sizes[k] for k in TURNS | keys) > 100


def test_every_frame_has_the_number_after_the_last(tmp_path: Path) -> None:
    """As a decoder that looks for lost frames wants it; numbers have four bits."""
    count = 2 * GROUP + 2
    path = encoded(
        tmp_path / "x.mp4", film(count, (150, 190, {3, 20, 21, 44}), (340, 400, {3, 50}))
    )
    found = []
    with av.open(str(path)) as video:
        for packet in video.demux(video=0):
            if packet.pts is not None:
                head = Bits(bytes(packet)[5:13])  # after a length and a type
                if not packet.is_keyframe:
                    for _ in range(3):
                        head.golomb()
                found.append(0 if packet.is_keyframe else head.number(4))
    assert found == [k % GROUP % 16 for k in range(count)]


def test_a_guard_that_changes_is_found_and_the_group_coded_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = FILMS["one square in the middle"]
    with monkeypatch.context() as patch:
        patch.setattr(strips, "ROOM", 0)
        whole = encoded(tmp_path / "whole.mp4", frames).read_bytes()
    assert encoded(tmp_path / "cut.mp4", frames).read_bytes() != whole
    for bad in ([(0, 13), (13, ROWS)], [(0, 8), (8, 18), (18, ROWS)], [(0, 11), (11, ROWS)]):
        monkeypatch.setattr(strips, "cut", lambda _, bad=bad: bad)
        assert encoded(tmp_path / "bad.mp4", frames).read_bytes() == whole, bad


WRITTEN_OTHERWISE = {
    "by arithmetic coding": "cabac=0|cabac=1",
    "in four slices": "cabac=0|cabac=0:slices=4",
    "with all that is weak": "cabac=0|cabac=0:no-fast-pskip=1:no-dct-decimate=1",
    "with weights": "weightp=0|weightp=2",
}
"""What another build of x264, or another setting, may do: some of its settings, and others."""


@pytest.mark.parametrize("change", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE)
@pytest.mark.parametrize("name", ["three, now and then", "over the whole height"])
def test_an_encoder_that_codes_otherwise_fails_no_render(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, name: str
) -> None:
    """It is taken as it codes, and what it shows is as like the pictures."""
    usual = shown(encoded(tmp_path / "usual.mp4", FILMS[name]))
    params = x264.X264.replace(*change.split("|"))
    assert params != x264.X264
    monkeypatch.setattr(x264, "X264", params)
    monkeypatch.setattr(x264, "OPTIONS", x264.OPTIONS | {"x264-params": params})
    strips.head_of.cache_clear()
    try:
        other = shown(encoded(tmp_path / "other.mp4", FILMS[name]))
    finally:
        strips.head_of.cache_clear()
    assert len(other) == len(FILMS[name])
    for k, (one, two) in enumerate(zip(usual, other, strict=True)):
        assert np.abs(one.astype(int) - two).mean() < 1.0, k


def test_slices_that_cannot_be_read_are_taken_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where that turns out only when a strip is done."""
    frames = FILMS["three, now and then"]
    with monkeypatch.context() as patch:
        patch.setattr(strips, "ROOM", 0)
        whole = encoded(tmp_path / "whole.mp4", frames).read_bytes()
    read = Head.read
    calls = []

    def odd(self: Head, unit: bytes) -> Slice:
        calls.append(unit)
        if len(calls) == 5:
            raise ValueError
        return read(self, unit)

    monkeypatch.setattr(Head, "read", odd)
    assert encoded(tmp_path / "odd.mp4", frames).read_bytes() == whole
    assert len(calls) == 5


def test_what_waits_has_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    convert, one = Converter(PICTURE), Group(PICTURE)
    monkeypatch.setattr(Group, "strips", lambda _: pytest.fail("it was cut"))
    pixels = FILMS["nothing moves"][0][0]
    most = 0
    for _ in range(GROUP):
        one.add(convert(pixels))
        most = max(most, len(one.waiting))
    assert most == strips.ROOM
    assert one.waiting == []
    assert len(one.coded()) == GROUP


def test_a_patch_goes_where_it_belongs_in_every_strip() -> None:
    """Put into strips of a picture, it leaves the same as put into the whole."""
    rng = np.random.default_rng(0)
    whole = StripFrame(96, 0, 128)
    parts = [StripFrame(96, 0, 32), StripFrame(96, 32, 80), StripFrame(96, 80, 128)]
    for sheet in (whole, *parts):
        for plane in sheet.frame.planes:
            samples(plane)[:] = 7
    for left, top, width, height in (
        (0, 0, 96, 128),
        (10, 30, 8, 4),
        (40, 20, 30, 80),
        (2, 4, 6, 2),
    ):
        planes = [rng.integers(0, 255, (height // s, width // s), np.uint8) for s in (1, 2, 2)]
        patch = Patch(left, top, tuple(planes))
        assert whole.put(patch)
        reached = [sheet.put(patch) for sheet in parts]
        assert reached == [top < 32, top < 80 and top + height > 32, top + height > 80]
        for k, plane in enumerate(whole.frame.planes):
            joined = np.concatenate([samples(sheet.frame.planes[k]) for sheet in parts])
            np.testing.assert_array_equal(joined, samples(plane))


@given(st.lists(st.integers(0, 2**17), max_size=20), st.integers(0, 7))
def test_numbers_in_the_code_of_golomb_are_read_back(numbers: list[int], spare: int) -> None:
    written = "".join(map(golomb, numbers)) + "1" + "0" * spare
    written = written.ljust(-(-len(written) // 8) * 8, "0")
    bits = Bits(int(written, 2).to_bytes(len(written) // 8))
    assert [bits.golomb() for _ in numbers] == numbers
    assert bits.rest() == "1"


HEAD = Head(0x41, "001101", 4, "00100011010")


@given(
    first=st.integers(0, 8159),
    unchanged=st.integers(0, 8160),
    rest=st.text("01", max_size=200).map(lambda bits: bits + "1"),
    zeros=st.integers(0, 90),
    number=st.integers(0, 400),
)
def test_a_slice_is_read_as_it_was_written(
    first: int, unchanged: int, rest: str, zeros: int, number: int
) -> None:
    part = Slice(first, unchanged, "0" * zeros + rest)
    unit = HEAD.write(part, number)
    assert HEAD.read(unit) == part
    for k in range(len(unit) - 2):
        assert unit[k : k + 2] != b"\0\0" or unit[k + 2] >= 3, "it looks like a start"
    assert units(b"\0\0\0\1" + unit + b"\0\0\1" + unit) == [unit, unit]


def test_a_slice_of_other_settings_is_refused() -> None:
    unit = HEAD.write(Slice(0, 5, "1"), 3)
    other = Head(0x41, "001101", 4, "00100011011")
    with pytest.raises(ValueError, match="other settings"):
        other.read(unit)


def test_only_a_picture_in_which_nothing_changes_shows_the_head() -> None:
    pixels = [FILMS["one square in the middle"][k][0] for k in (0, 5)]
    convert, sheet, context = Converter(PICTURE), StripFrame(150, 0, 410), encoder(PICTURE)
    packets = []
    for k, picture in enumerate(pixels):
        sheet.put(convert(picture)[0])
        sheet.frame.pts = k
        packets += map(bytes, context.encode(sheet.frame))
    packets += map(bytes, context.encode(None))
    settings = next(unit for unit in units(packets[0]) if unit[0] & 31 == 7)
    key = next(unit for unit in units(packets[0]) if is_key(unit))
    for unit in (key, units(packets[1])[0]):
        with pytest.raises(ValueError, match="nothing changes"):
            Head.of(settings, unit, 10 * ROWS)
    assert moved(key, 0) == key
    assert moved(moved(key, 40), 0) == moved(key, 40) != key
