"""Whether a finished folder is what its manifest says, and a video that players can show."""

from __future__ import annotations

import html
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import av
import srt
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from PIL import Image

from gdcore.frames import FrameTable
from gdlesson.check.sound import sound_faults
from gdlesson.deliver.manifest import FileRecord, Manifest, read_manifest
from gdlesson.errors import sentence
from gdlesson.narration.captions import GAP_FRAMES, WORD_JOINER, chapter
from gdlesson.render.mp4 import top_level
from gdlesson.within import Within
from scenes.aspect import Aspect
from scenes.layout import LAYOUTS
from scenes.timing.captions import LINES_A_CAPTION
from scenes.timing.reading import CHARACTERS_A_SECOND, NOBODY
from scenes.timing.speech import HEARD_CHARACTERS_A_SECOND

_COLOURS = {
    "colorspace": ("colour matrix", Colorspace.ITU709),
    "color_range": ("colour range", ColorRange.MPEG),
    "color_primaries": ("colour primaries", ColorPrimaries.BT709),
    "color_trc": ("transfer curve", ColorTrc.BT709),
}
MOST_CAPTIONS = 2**22
"""Bytes that a file of captions may have; an hour's have a fiftieth."""
MOST_TRACE = 2**28
"""Bytes that a trace may have, which are all in memory then."""


def check_folder(folder: Path) -> tuple[Manifest, list[str]]:
    """Compare a folder with its manifest; return the manifest and a sentence for each fault.

    Raises:
        CommandError: the folder has no manifest.
    """
    manifest = read_manifest(folder)
    faults = [*_missing_kinds(folder, manifest)]
    for file in manifest.files:
        faults += [f"{file.path} {fault}." for fault in _file_faults(folder, manifest, file)]
    return manifest, faults


def aspect_of(manifest: Manifest) -> Aspect:
    """The shape of a finished lesson."""
    return Aspect.nearest(max(manifest.width, 1), max(manifest.height, 1))


def line_characters(manifest: Manifest) -> int:
    """The most that a line of its captions has."""
    return LAYOUTS[aspect_of(manifest)].line_characters


def _missing_kinds(folder: Path, manifest: Manifest) -> Iterator[str]:
    if manifest.file("lesson") is None:
        stale = " (the lesson.mp4 there is of an earlier render)"
        note = stale if (folder / "lesson.mp4").exists() else ""
        yield f"The lesson has not been joined{note}; render it without --scene."
    for scene in manifest.scenes:
        stills = {f.beat for f in manifest.files if (f.kind, f.scene) == ("still", scene.name)}
        lacking = [beat.name for beat in scene.beats if beat.name not in stills]
        if manifest.file("clip", scene.name) is None or manifest.file("trace", scene.name) is None:
            yield f"The manifest lists no clip or no trace of the scene {scene.name}."
        if lacking:
            yield f"The manifest lists no still of {scene.name}: {', '.join(lacking)}."


def _file_faults(folder: Path, manifest: Manifest, file: FileRecord) -> Iterator[str]:
    path, within = folder / file.path, Within(folder)
    try:
        status = within.status(file.path)
        digest = within.digest(file.path) if status is not None else ""
    except OSError:
        yield "is not a regular file of this folder, or cannot be read"
        return
    if status is None:
        yield "is missing"
        return
    if status.st_size != file.bytes:
        yield f"has {status.st_size} bytes; the manifest says {file.bytes}"
        return
    if digest != file.sha256:
        yield "was changed since it was rendered (its SHA-256 differs)"
        return
    try:
        yield from _inner_faults(path, manifest, file)
    except UNREADABLE as error:
        yield damaged(error)


UNREADABLE = (
    av.FFmpegError,
    struct.error,
    zipfile.BadZipFile,
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    Image.DecompressionBombError,
)
"""What is raised by those who read videos, captions, pictures and traces that are damaged."""


def damaged(error: Exception) -> str:
    """What is wrong with a file that is what the manifest says, and cannot be read."""
    return f"is damaged, though it is what the manifest says ({sentence(error).removesuffix('.')})"


def _inner_faults(path: Path, manifest: Manifest, file: FileRecord) -> Iterator[str]:
    if file.kind in {"clip", "part", "lesson"}:
        yield from _video_faults(path, manifest, file)
    if file.kind in {"part", "lesson"}:
        yield from _film_faults(path, manifest, file.part)
    if file.kind == "captions":
        cues = _cues(path)
        yield from _caption_faults(cues, manifest)
        yield from _other_words(path, cues)
    if file.kind == "descriptions":
        _cues(path)
    if file.kind == "trace":
        _read_trace(path, file.bytes)
    if path.suffix == ".png":
        _read_picture(path)


def _read_picture(path: Path) -> None:
    """Read a PNG twice, as Pillow asks for: its checksums, then its pixels."""
    with Image.open(path, formats=["PNG"]) as picture:
        picture.verify()
    with Image.open(path, formats=["PNG"]) as picture:
        picture.load()


def _video_faults(path: Path, manifest: Manifest, file: FileRecord) -> Iterator[str]:
    kinds = top_level(path)
    if "moov" not in kinds or kinds.index("moov") > kinds.index("mdat"):
        yield "cannot start playing before it is loaded (its moov box is not first)"
    with av.open(str(path)) as video:
        stream = video.streams.video[0]
        context = stream.codec_context
        found = (context.name, context.pix_fmt, context.width, context.height)
        if found != ("h264", "yuv420p", file.width, file.height):
            yield f"is {found}; it must be h264, yuv420p, {file.width}x{file.height}"
        for attribute, (name, wanted) in _COLOURS.items():
            if getattr(context, attribute) != wanted:
                yield f"has no BT.709 tag for its {name}"
        if stream.average_rate != file.fps:
            yield f"runs at {stream.average_rate} frames a second, not {file.fps}"
        times = sorted(p.pts * p.time_base for p in video.demux(stream) if p.pts is not None)
    yield from sound_faults(path, manifest, file)
    if len(times) != file.frames:
        yield f"has {len(times)} frames; the manifest says {file.frames}"
    elif file.fps and any(time * file.fps != number for number, time in enumerate(times)):
        yield "does not show its frames at a constant rate"


def _film_faults(path: Path, manifest: Manifest, number: int | None) -> Iterator[str]:
    """What is wrong with the film of a part or, without a number, of the lesson."""
    part = next((part for part in manifest.parts if part.number == number), None)
    if number is not None and part is None:
        yield f"is the film of part {number}, which the manifest does not have"
        return
    scenes = [s for s in manifest.scenes if part is None or s.name in part.scenes]
    made_from = manifest.lesson_made_from if part is None else part.made_from
    with av.open(str(path)) as video:
        titles = [each["metadata"].get("title") for each in video.chapters()]
        has_captions = bool(video.streams.subtitles)
    expected = [scene.title for scene in scenes] if part else chapter_titles(manifest)
    if titles != expected:
        yield f"has the chapters {titles}; the scenes are {expected}"
    if made_from != tuple(scene.made_from for scene in scenes):
        yield "is older than its scenes; render the lesson again"
    if any(beat.say for scene in scenes for beat in scene.beats) and not has_captions:
        yield "has no caption track"


def chapter_titles(manifest: Manifest) -> list[str]:
    """The titles of the lesson's chapters."""
    parts = {scene.name: manifest.part_of(scene.name) for scene in manifest.scenes}
    within = {name: part.title if part else "" for name, part in parts.items()}
    return [chapter(within[scene.name], scene.title) for scene in manifest.scenes]


_WORD_TIME = re.compile(r"<\d{2,}:\d\d:\d\d\.\d{3}>")
"""Before a word in WebVTT, when a voice says it."""


class _Cue(NamedTuple):
    """A caption as a file has it."""

    start: timedelta
    end: timedelta
    text: str


def _cues(path: Path) -> list[_Cue]:
    """The captions of a file of either format, which is as this program writes it.

    Readers that make the best of any file may take hours for one of a stranger's.
    """
    text = Within(path.parent).read(path.name, MOST_CAPTIONS).decode("utf-8")
    if path.suffix == ".srt":
        blocks = [block.partition("\n")[2] for block in _blocks(text, "", "\n\n")]
        return [_cue(block, _plain) for block in blocks]
    begins = "WEBVTT\n\n" if text != "WEBVTT\n" else text
    return [
        _cue(block, lambda words: _plain(html.unescape(_WORD_TIME.sub("", words))))
        for block in _blocks(text, begins, "\n")
    ]


def _blocks(text: str, begins: str, ends: str) -> list[str]:
    """What stands between blank lines."""
    if not text.startswith(begins) or (text != begins and not text.endswith(ends)):
        raise ValueError("it begins or ends with something else than captions")
    body = text.removeprefix(begins).removesuffix(ends)
    return body.split("\n\n") if body else []


def _cue(block: str, plain: Callable[[str], str]) -> _Cue:
    """A caption whose times stand in the first line, and its words below."""
    times, _, words = block.partition("\n")
    start, arrow, end = times.replace(".", ",").partition(" --> ")
    if not arrow or not words:
        raise ValueError("a caption in it has no times or no words")
    parse = srt.srt_timestamp_to_timedelta
    return _Cue(parse(start), parse(end), plain(words))


def _plain(text: str) -> str:
    return text.replace(WORD_JOINER, "")


def _other_words(path: Path, cues: list[_Cue]) -> Iterator[str]:
    """Captions in WebVTT are those in SubRip's format."""
    other = path.with_suffix(".srt")
    if path.suffix == ".vtt" and Within(path.parent).has(other.name) and cues != _cues(other):
        yield f"does not show the captions that {other.name} shows"


def _read_trace(path: Path, size: int) -> None:
    """Read all arrays of a trace, which is not packed, so that memory is bounded by its size."""
    if size > MOST_TRACE:
        raise ValueError(f"a trace has at most {MOST_TRACE // 2**20} MiB")
    with zipfile.ZipFile(path) as file:
        if sum(entry.file_size for entry in file.infolist()) > size:
            raise ValueError("a trace is not packed, and this is")
    FrameTable.load(path)


def _caption_faults(cues: list[_Cue], manifest: Manifest) -> Iterator[str]:
    """Captions stand apart by a gap, during which the words in the picture can still be read."""
    fps, most = manifest.fps, line_characters(manifest)
    is_said = manifest.sound is not None and manifest.sound.voice != NOBODY
    quickest = HEARD_CHARACTERS_A_SECOND if is_said else CHARACTERS_A_SECOND
    for caption in cues:
        lines = caption.text.split("\n")
        seconds = (caption.end - caption.start).total_seconds() + GAP_FRAMES / fps + 0.001
        rate = sum(map(len, lines)) / seconds
        if len(lines) > LINES_A_CAPTION or max(map(len, lines)) > most:
            limit = f"{LINES_A_CAPTION} lines of {most} characters"
            yield f"has a caption of more than {limit} at {caption.start}"
        if rate > quickest:
            limit = f"{rate:.1f} characters a second; {quickest} are the most"
            yield f"has a caption at {caption.start} that asks for {limit}"
