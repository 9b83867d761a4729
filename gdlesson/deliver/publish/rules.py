"""What a platform asks for, rule by rule: whether a folder holds it, and by which figure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import srt
from PIL import Image

from gdlesson.deliver.publish.pack import Pack, read_pack
from gdlesson.deliver.publish.platforms import Platform, Range, platform, source
from gdlesson.deliver.publish.probe import Probe, probe
from gdlesson.errors import InputError
from gdlesson.sound.loudness import LOUDNESS, MOST_PEAK, TOLERANCE, Loudness
from gdlesson.within import Within
from scenes.aspect import Aspect

MOST_TEXT = 2**22
"""Bytes that are read of a text."""
MOST_PIXELS = 2**24
PEAK_ROOM = 1.0
"""In dB below the most that a true peak may have: a film that comes so near has no gain left."""


@dataclass(frozen=True)
class Ruling:
    """One rule on one folder."""

    rule: str
    holds: bool
    figure: str
    """What was measured, and what is asked for."""
    source: str
    """The page that says so."""

    def __str__(self) -> str:
        return f"{'ok' if self.holds else 'BROKEN'}: {self.rule}: {self.figure}"


@dataclass(frozen=True)
class Packed:
    """A folder that is to be uploaded."""

    folder: Path
    pack: Pack
    platform: Platform
    film: Probe | None

    def text(self, name: str) -> str:
        """What a text in it says; "" where it is not there."""
        try:
            return Within(self.folder).read(name, MOST_TEXT).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""


def rulings(folder: Path, key: str) -> list[Ruling]:
    """Every rule of a platform on a folder that was made for it.

    Raises:
        InputError: it is no such folder, or was made for another platform.
    """
    return rulings_on(folder, made_for(folder, key))


def made_for(folder: Path, key: str) -> Pack:
    """The manifest of a folder that was made for this platform, or for schools.

    Raises:
        InputError: it is no such folder, or was made for another.
    """
    pack = read_pack(folder)
    if pack.platform != key:
        raise InputError(
            f"{folder} was made for {pack.platform}; check it with --for {pack.platform}, or make "
            f"one with gdlesson publish --for {key}."
        )
    return pack


def rulings_on(folder: Path, pack: Pack) -> list[Ruling]:
    """The same on files that are in a folder, and on what a manifest says of them."""
    packed = Packed(folder, pack, platform(pack.platform), _probe(folder, pack))
    return [ruling for rule in RULES for ruling in rule(packed)]


def checklist(told: Sequence[Ruling], name: str, changed: Sequence[str] = ()) -> str:
    """What was verified, for whoever uploads, in Markdown; and what was changed to fit."""
    lines = [f"# {name}: what was verified", ""]
    for ruling in told:
        mark = "x" if ruling.holds else " "
        lines.append(f"- [{mark}] {ruling.rule}: {ruling.figure} — {ruling.source}")
    if changed:
        lines += ["", "Shortened or changed to fit; look whether you want it otherwise:", ""]
        lines += [f"- {what}" for what in changed]
    return "\n".join(lines) + "\n"


def _probe(folder: Path, pack: Pack) -> Probe | None:
    films = pack.of("film")
    if len(films) != 1:
        return None
    try:
        return probe(folder / films[0].path)
    except (av.FFmpegError, OSError, IndexError, ValueError, ZeroDivisionError):
        return None


# The film


def _film(of: Packed) -> Iterator[Ruling]:
    film, asked = of.film, of.platform
    if film is None:
        yield Ruling(
            "film", holds=False, figure="there is no film that can be read", source=source("ours")
        )
        return
    lines, fps = min(film.width, film.height), float(film.fps)
    encoding, group = source(asked.group.source), asked.group

    def ruling(rule: str, holds: bool, figure: str, page: str = encoding) -> Ruling:  # noqa: FBT001
        return Ruling(rule, holds, figure, page)

    kind = f"{film.codec}, {film.profile}, {film.pixels}"
    good = (film.codec, film.profile, film.pixels) == ("h264", "High", "yuv420p")
    yield ruling("codec", good, f"{kind}; h264, High, yuv420p")
    yield ruling("progressive", not film.interlaced, "interlaced" if film.interlaced else "yes")
    yield ruling("colours", film.is_bt709, "BT.709" if film.is_bt709 else "not tagged as BT.709")
    where = "before" if film.starts_at_once else "after"
    yield ruling("fast start", film.starts_at_once, f"its index stands {where} its pictures")
    yield ruling("edit lists", not film.edit_lists, f"{film.edit_lists} tracks have one; 0")
    rate = asked.rates
    within = film.is_constant and _within(fps, rate)
    pace = "constant" if film.is_constant else "not constant"
    yield ruling("frame rate", within, f"{fps:g}, {pace}; {_range(rate)}", source(rate.source))
    most = max(1, int(group.seconds * film.fps))
    figure = f"{film.group} frames; at most {most} ({group.seconds:g} s)"
    yield ruling("group of pictures", film.group <= most, figure)
    figure = f"{film.b_frames}; at most {group.b_frames} in a row"
    yield ruling("B-frames", film.b_frames <= group.b_frames, figure)
    limit = asked.bits.most(lines, fps)
    figure = f"{film.megabits:.2f} Mbit/s; at most {limit:g}"
    yield ruling("bit rate", film.megabits <= limit, figure, source(asked.bits.source))
    shape = Aspect.nearest(film.width, film.height)
    size = f"{film.width}x{film.height}, {shape}; {' or '.join(asked.aspects)}"
    yield ruling("shape", shape in asked.aspects, size, source(asked.length.source))
    length = asked.length
    figure = f"{film.seconds:.1f} s; {_range(length)}"
    yield ruling("length", _within(film.seconds, length), figure, source(length.source))
    figure = f"{film.bytes:,} bytes; {_range(asked.bytes)}"
    yield ruling("size", _within(film.bytes, asked.bytes), figure, source(asked.bytes.source))
    yield _sound(film, asked)
    yield loud("loudness", film.loudness, source("ours"))


def _sound(film: Probe, asked: Platform) -> Ruling:
    """No sound is made up for a silent film."""
    page = source(asked.sound.source)
    if film.sound is None:
        return Ruling(
            "sound", holds=True, figure="a silent film, with no track of sound", source=page
        )
    codec, profile, rate, channels = film.sound
    good = (codec, profile, rate, channels) == ("aac", "LC", 48_000, 2)
    found = f"{codec}, {profile}, {rate} Hz, {channels} channels"
    return Ruling("sound", good, f"{found}; aac, LC, 48000 Hz, 2 channels", page)


def loud(rule: str, heard: Loudness | None, page: str) -> Ruling:
    """Whether a film is as loud as platforms play it, or as loud as its peaks let it be."""
    bounds = f"{LOUDNESS:g} LUFS, within {TOLERANCE:g}, and at most {MOST_PEAK:g} dBTP"
    if heard is None:
        return Ruling(rule, True, "a silent film, with no track of sound", page)  # noqa: FBT003
    if math.isinf(heard.lufs):
        return Ruling(rule, True, "nothing is heard in its track of sound", page)  # noqa: FBT003
    off = heard.lufs - LOUDNESS
    bounded = off < 0 and heard.peak > MOST_PEAK - PEAK_ROOM
    told = f"{heard.lufs:.1f} LUFS, true peak {heard.peak:.1f} dBTP"
    quiet = ", and its peaks let it be no louder" if bounded and off < -TOLERANCE else ""
    holds = (abs(off) <= TOLERANCE or bounded) and heard.peak <= MOST_PEAK
    return Ruling(rule, holds, f"{told}{quiet}; {bounds}", page)


# What goes with it


def _captions(of: Packed) -> Iterator[Ruling]:
    page, kind = source(of.platform.captions.source), of.platform.captions.format
    files = {file.language: file.path for file in of.pack.of("captions")}
    for language in of.pack.languages:
        text = of.text(files.get(language, ""))
        ends = _cue_ends(text, kind)
        length = of.film.seconds if of.film else 0.0
        holds = files.get(language, "").endswith(f".{kind}") and bool(ends)
        late = bool(ends) and ends[-1] > length + 0.5
        figure = f"{len(ends)} cues, {kind}" + (", beyond the film's end" if late else "")
        yield Ruling(f"captions ({language})", holds and not late, figure, page)


def _cue_ends(text: str, kind: str) -> list[float]:
    """When each cue ends, in seconds; none where it is not of that kind."""
    if kind == "vtt":
        if not text.startswith("WEBVTT\n"):
            return []
        blocks = text.removeprefix("WEBVTT\n").replace(".", ",")
        text = "\n\n".join(
            f"{number}\n{block}" for number, block in enumerate(blocks.split("\n\n"), 1) if block
        )
        text = text.replace("1\n\n", "1\n", 1)
    try:
        return [cue.end.total_seconds() for cue in srt.parse(text)]
    except (srt.SRTParseError, ValueError):
        return []


def _chapters(of: Packed) -> Iterator[Ruling]:
    asked = of.platform.chapters
    files = of.pack.of("chapters")
    if asked is None:
        figure = f"{len(files)} files; the platform has none"
        yield Ruling("chapters", not files, figure, source(of.platform.length.source))
        return
    page, length = source(asked.source), of.film.seconds if of.film else 0.0
    if not files:
        yield Ruling("chapters", holds=True, figure="none: too few scenes for them", source=page)
    for file in files:
        lines = of.text(file.path).splitlines()
        begins = [_clock(line.partition(" ")[0]) for line in lines]
        known = [each for each in begins if each is not None]
        pairs = zip(known, [*known[1:], length], strict=True) if known else ()
        shortest = min((after - before for before, after in pairs), default=0.0)
        told = all(line in of.text(f"description.{file.language}.txt") for line in lines)
        holds = (
            len(known) == len(lines) >= asked.least
            and known[0] == 0
            and shortest >= asked.seconds
            and told
        )
        figure = (
            f"{len(lines)}, the first at {lines[0].partition(' ')[0] if lines else 'no time'}, the "
            f"shortest {shortest:.0f} s{'' if told else ', not in the description'}; at least "
            f"{asked.least}, the first at 0:00, {asked.seconds:g} s each"
        )
        yield Ruling(f"chapters ({file.language})", holds, figure, page)


def _clock(text: str) -> float | None:
    parts = text.split(":")
    if not 2 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        return None
    seconds = 0
    for part in parts:
        seconds = 60 * seconds + int(part)
    return float(seconds)


def _texts(of: Packed) -> Iterator[Ruling]:
    for kind, asked in (("title", of.platform.title), ("description", of.platform.description)):
        for language in of.pack.languages:
            text = of.text(f"{kind}.{language}.txt").rstrip("\n")
            wrong = sorted({*text} & {*asked.without})
            holds = asked.least <= len(text) <= asked.most and not wrong
            found = f"{len(text)} characters" + (f", among them {' '.join(wrong)}" if wrong else "")
            yield Ruling(
                f"{kind} ({language})", holds, f"{found}; {asked.least} to {asked.most}",
                source(asked.source),
            )  # fmt: skip


def _tags(of: Packed) -> Iterator[Ruling]:
    asked = of.platform.tags
    for language in of.pack.languages:
        text = of.text(f"tags.{language}.txt").strip()
        tags = text.split(", ") if text else []
        holds = bool(tags) and all(
            asked.least_each <= len(tag) <= (asked.most_each or len(tag)) for tag in tags
        )
        holds = holds and len(tags) <= (asked.most or len(tags))
        holds = holds and len(text) <= (asked.letters or len(text))
        bounds = [f"at most {asked.most}" if asked.most else ""]
        bounds.append(f"{asked.letters} characters in all" if asked.letters else "")
        bounds.append(f"{asked.most_each} each" if asked.most_each else "")
        limit = ", ".join(each for each in bounds if each) or "no bound"
        figure = f"{len(tags)}, {len(text)} characters; {limit}"
        yield Ruling(f"tags ({language})", holds, figure, source(asked.source))


def _thumbnail(of: Packed) -> Iterator[Ruling]:
    asked, files = of.platform.thumbnail, of.pack.of("thumbnail")
    if asked is None:
        figure = f"{len(files)}; the platform takes none"
        yield Ruling("thumbnail", not files, figure, source(of.platform.length.source))
        return
    page = source(asked.source)
    if not files:
        yield Ruling("thumbnail", holds=False, figure="there is none", source=page)
    for file in files:
        try:
            with Image.open(of.folder / file.path, formats=["PNG", "JPEG"]) as picture:
                size = picture.size if picture.width * picture.height < MOST_PIXELS else (0, 0)
                picture.verify()
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            size = (0, 0)
        try:
            there = (of.folder / file.path).stat().st_size
        except OSError:
            there = 0
        holds = size == (asked.width, asked.height) and 0 < there < asked.bytes
        figure = (
            f"{size[0]}x{size[1]}, {there:,} bytes; {asked.width}x{asked.height}, less than "
            f"{asked.bytes:,}"
        )
        yield Ruling(f"thumbnail ({file.language})", holds, figure, page)


def _readable(of: Packed) -> Iterator[Ruling]:
    for language in of.pack.languages:
        lacking = [
            kind
            for kind in ("transcript", "descriptions")
            if not any(
                file.language == language and of.text(file.path) for file in of.pack.of(kind)
            )
        ]
        figure = f"without {' and '.join(lacking)}" if lacking else "transcript and descriptions"
        yield Ruling(
            f"for those who cannot see it ({language})", not lacking, figure, source("wcag")
        )


def _about(of: Packed) -> Iterator[Ruling]:
    for kind in ("licence", "sources"):
        texts = [of.text(file.path).strip() for file in of.pack.of(kind)]
        found = sum(len(text) for text in texts)
        yield Ruling(kind, bool(texts) and all(texts), f"{found} characters", source("ours"))


def _whole(of: Packed) -> Iterator[Ruling]:
    yield whole(of.folder, of.pack, source("ours"))


def whole(folder: Path, pack: Pack, page: str) -> Ruling:
    """Whether all files are as they were made."""
    within, changed = Within(folder), list[str]()
    for file in pack.files:
        try:
            same = within.digest(file.path) == file.sha256
        except OSError:
            same = False
        if not same:
            changed.append(file.path)
    figure = f"changed or gone: {', '.join(changed)}" if changed else "as they were made"
    return Ruling("files", not changed, f"{len(pack.files)}, {figure}", page)


RULES: tuple[Callable[[Packed], Iterator[Ruling]], ...] = (
    _film, _captions, _chapters, _texts, _tags, _thumbnail, _readable, _about, _whole,
)  # fmt: skip


def _within(value: float, asked: Range) -> bool:
    return asked.least <= value and (asked.most is None or value <= asked.most)


def _range(asked: Range) -> str:
    least = f"{asked.least:,g}" if asked.least < 1e6 else f"{asked.least:,.0f}"
    if asked.most is None:
        return f"at least {least}"
    return f"{least} to {asked.most:,.0f}"
