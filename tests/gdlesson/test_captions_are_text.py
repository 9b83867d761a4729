"""What is said is what is shown: hostile words in every caption format, each by two readers.

The readers are FFmpeg, which obeys what it takes for markup, and beside it: the library srt; a
strict reader of WebVTT written from its specification; the bytes of the MP4's samples; FreeType.
"""

from __future__ import annotations

import html
import re
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
import srt
from PIL import Image, ImageDraw, ImageFont, features

from gdlesson.narration.captions import WORD_JOINER, as_srt, as_vtt, captions
from gdlesson.render.assembly import Chapter, Extras, Footage, join
from scenes.components.text.label import words
from scenes.painting.camera import LessonCamera
from scenes.theme import SIZES
from scenes.themes.characters import font_file, plain_words
from scenes.timing.captions import Caption
from scenes.timing.score import score
from tests.gdlesson.test_video import PICTURE, encode, plain

SAID = [
    "Plain words, and 1 < 2 > 0 & so on.",
    "00:00:00,000 --> 00:00:59,000",
    "7\n00:00:00,000 --> 00:00:59,000\nnot a caption of its own",
    "00:00.000 --> 00:59.000 line:0",
    "12",
    "1\n\n2\n \n\n3",
    "< b>", "<1>", "<", "<>", "<<b>>", "<i>x</i>", "</i>", "<font color=red>y</font>",
    "<font color=", "<v Bob>x", "<c.loud>x</c>", "<00:00:01.000>", "<!-- x -->",
    r"{\an8}top", "{b}x{/b}", "{1}{2}x", "{y:i}x", "{}", "{", "}", r"{\fs99", r"\{x\}",
    r"a\Nb", r"a\nb", r"a\hb", "\\", "a\\", r"\\N", r"m {\p1}0 0 l 9 9",
    "&amp;", "&lt;i&gt;", "&#60;b>", "&#x3c;", "&nbsp;", "&lrm;&rlm;", "&", "&;",
    "-->", "a-->b", "--->", "-- >",
    "NOTE x", "STYLE", "REGION", "WEBVTT", "X-TIMESTAMP-MAP=LOCAL:00:00:00.000",
    "n\u0303o e\u0301\u0323", "Привет, θ ≤ ½", "“x” – … ¿z?",
    "'; DROP", '"quoted", comma', "Dialogue: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,x",
    "abcdefghijklmnopqrstuvwxyz" * 2,
]  # fmt: skip
"""As a lesson file may have them, in the pinned font."""

IN_OTHER_FONTS = [
    "שלום <עולם>",
    "abc مرحبا {x}",
    "中文 -->",
    "😀 <b>",
    "a\u0338\u20e0 \\N",
    "नमस्ते &lt;",
]
"""What the font of a theme's own may draw."""

REFUSED = [
    "a\u2060b", "a\u200bb", "\u202eabc", "\u2066abc", "a\ufeffb", "a\x00b", "a\x1bb", "a\u0085b",
    "a\u2028b", "😀", "שלום", "\u0338x", "\ud800",
]  # fmt: skip

LIKE = 0.8
"""The least correlation of one line drawn twice."""

FPS = Fraction(30000, 1001)
Cue = tuple[int, int, str]
"""Milliseconds of start and end, and words."""


def laid() -> list[Caption]:
    """The words as a lesson lays them, and after them those in other fonts."""
    beats = [(str(k), plain_words(text)) for k, text in enumerate(SAID)]
    shown = captions([score(beats, dict.fromkeys(map(str, range(len(SAID))), 1.0), FPS, 42)])
    for text in IN_OTHER_FONTS:
        shown.append(Caption(text, shown[-1].stop + 2, shown[-1].stop + 40))
    # No lesson has a blank line in a caption; whoever calls may.
    shown.append(Caption("a\n\nb\n\n\nc", shown[-1].stop + 2, shown[-1].stop + 40))
    return shown


def wanted(shown: list[Caption]) -> list[Cue]:
    return [
        (round(1000 * one.start / FPS), round(1000 * one.stop / FPS), one.text) for one in shown
    ]


def unscripted(event: bytes) -> str:
    r"""The words of an event of Advanced SubStation Alpha, as FFmpeg writes and reads these.

    A tag is what begins with ``{\``, and ``\{{}`` is how a brace is written where it is escaped.
    """
    (*_, text) = event.decode().split(",", 8)
    meant = {r"\{{}": "{", r"\N": "\n", r"\n": " ", r"\h": "\xa0"}
    return re.sub(r"\\\{\{\}|\\[Nnh]|\{\\[^}]*\}", lambda m: meant.get(m[0], ""), text)


def by_ffmpeg(path: Path) -> list[Cue]:
    cues = []
    with av.open(str(path)) as file:
        track = file.streams.subtitles[0]
        for packet in file.demux(track):
            if packet.pts is None or packet.duration is None:
                continue
            times = (packet.pts, packet.pts + packet.duration)
            start, stop = (round(1000 * time * packet.time_base) for time in times)
            cues += [(start, stop, unscripted(event.ass)) for event in packet.decode()]
    return [(*times, text.replace(WORD_JOINER, "")) for *times, text in cues]  # type: ignore[misc]


def by_srt(path: Path) -> list[Cue]:
    ms = srt.timedelta(milliseconds=1)
    return [
        (cue.start // ms, cue.end // ms, cue.content.replace(WORD_JOINER, ""))
        for cue in srt.parse(path.read_text(encoding="utf-8"))
    ]


def by_the_specification(path: Path) -> list[Cue]:
    """WebVTT without settings, identifiers or tags, of which there must be none."""
    head, *blocks = re.split(r"\n{2,}", path.read_text(encoding="utf-8").rstrip("\n"))
    assert head == "WEBVTT"
    cues = []
    for block in blocks:
        times, text = block.split("\n", 1)
        found = re.fullmatch(
            r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})", times
        )
        assert found
        assert not re.search(r"<|-->|&(?!amp;|lt;|gt;)", text)
        numbers = [int(number) for number in found.groups()]
        start, stop = (
            ((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (numbers[:4], numbers[4:])
        )
        cues.append((start, stop, html.unescape(text).replace(WORD_JOINER, "")))
    return cues


def by_samples(path: Path) -> list[Cue]:
    cues = []
    with av.open(str(path)) as video:
        for packet in video.demux(video.streams.subtitles[0]):
            if packet.pts is None or packet.size <= 2:
                continue
            length, text = int.from_bytes(bytes(packet)[:2], "big"), bytes(packet)[2:]
            assert length == len(text)  # nothing behind the words: no styles, no colours
            times = (packet.pts, packet.pts + packet.duration)
            start, stop = (round(1000 * time * packet.time_base) for time in times)
            cues.append((start, stop, text.decode().replace(WORD_JOINER, "")))
    return cues


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder, shown = tmp_path_factory.mktemp("captions"), laid()
    found = {kind: folder / f"lesson.{kind}" for kind in ("srt", "vtt", "mp4")}
    found["srt"].write_text(as_srt(shown, FPS), encoding="utf-8")
    found["vtt"].write_text(as_vtt(shown, FPS), encoding="utf-8")
    part = encode(folder / "part.mp4", [plain((1, 2, 3), PICTURE)] * 20)
    extras = Extras("Words", "en", [Chapter("All", 0, 20)], shown)
    join([Footage(part)], found["mp4"], FPS, extras)
    return found


READERS = {
    "SRT by FFmpeg": ("srt", by_ffmpeg),
    "SRT by the library": ("srt", by_srt),
    "WebVTT by FFmpeg": ("vtt", by_ffmpeg),
    "WebVTT by the specification": ("vtt", by_the_specification),
    "the soft track by FFmpeg": ("mp4", by_ffmpeg),
    "the soft track by its bytes": ("mp4", by_samples),
}


@pytest.mark.parametrize("reader", READERS)
def test_hostile_words_are_read_as_they_were_said_and_when(
    files: dict[str, Path], reader: str
) -> None:
    kind, read = READERS[reader]
    assert read(files[kind]) == wanted(laid())


def test_words_of_a_lesson_come_whole_into_its_captions() -> None:
    lesson = [caption.text for caption in laid()[: -len(IN_OTHER_FONTS) - 1]]
    assert "".join("".join(lesson).split()) == "".join("".join(map(plain_words, SAID)).split())


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_what_no_picture_can_show_is_not_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"U\+[0-9A-F]{4}"):
        plain_words(text)


def test_a_joiner_stands_only_where_a_player_would_see_markup() -> None:
    plain_text = Caption("1 > 0, a & b, (c) [d] 50 % -- it's *so*.", 0, 60)
    for written in (as_srt([plain_text], 60), as_vtt([plain_text], 60)):
        assert WORD_JOINER not in written


def inked(picture: np.ndarray) -> np.ndarray:
    """The part of a picture that has ink, ``(h, w)``, from 0 to 1."""
    rows, columns = np.nonzero(picture > 100)
    return picture[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] / 255


def drawn(line: str, height: int = 720) -> np.ndarray:
    camera = LessonCamera(pixel_width=height * 16 // 9, pixel_height=height, background_opacity=1.0)
    camera.capture_mobjects([words(line, SIZES.caption, "#FFFFFF").put(-7.0, 0.1)])
    return inked(camera.pixel_array[..., :3].mean(axis=-1))


def set_by_freetype(line: str, height: int = 720) -> np.ndarray:
    font = ImageFont.truetype(str(font_file()), SIZES.caption * height / 8)
    picture = Image.new("L", (height * 16 // 9, height))
    ImageDraw.Draw(picture).text((100, 500), line, fill=255, font=font)
    return inked(np.asarray(picture).astype(float))


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """How well the ink of two pictures of like size agrees, at the best of nine places."""
    height, width = np.maximum(one.shape, other.shape) + 2
    still = np.pad(one, [(1, height - one.shape[0] - 1), (1, width - one.shape[1] - 1)])
    grown = np.pad(other, [(1, height - other.shape[0] - 1), (1, width - other.shape[1] - 1)])
    places = [np.roll(grown, (dy, dx), (0, 1)) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    return max(float(np.corrcoef(still.ravel(), place.ravel())[0, 1]) for place in places)


@pytest.mark.skipif(not features.check("raqm"), reason="this Pillow does not kern")
def test_the_picture_has_the_letters_that_freetype_sets() -> None:
    """To two pixels in size, and their ink in the same places; rasterizers differ at edges."""
    for caption in laid()[: -len(IN_OTHER_FONTS) - 1]:
        for line in caption.text.split("\n"):
            found, other = drawn(line), set_by_freetype(line)
            assert np.abs(np.subtract(found.shape, other.shape)).max() <= 2, line
            assert likeness(found, other) > LIKE, line
            if len(line) > 1:  # and the figure tells other letters apart
                assert likeness(found, set_by_freetype(line[::-1] + "x")) < LIKE, line
