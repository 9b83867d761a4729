"""What is published holds every rule of its platform, and a file that breaks one is found."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import srt
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from PIL import Image

from gdlesson.cli import run
from gdlesson.deliver.manifest import BeatRecord, PartRecord, SceneRecord, read_manifest
from gdlesson.deliver.publish.cutting import (
    Cut,
    as_lines,
    captions,
    chapters_in,
    cut,
    short,
    whole,
)
from gdlesson.deliver.publish.encoding import encode
from gdlesson.deliver.publish.films import Film
from gdlesson.deliver.publish.pack import packing, read_pack
from gdlesson.deliver.publish.platforms import keys, platform, source
from gdlesson.deliver.publish.probe import probe
from gdlesson.deliver.publish.rules import rulings
from gdlesson.deliver.publish.texts import description, words
from gdlesson.deliver.publish.thumbnail import HEROES, composed, lettered, made, over
from gdlesson.deliver.publish.video import Wish, publish
from gdlesson.errors import InputError
from gdlesson.render.picture import Picture
from scenes.lesson.file import Lesson
from scenes.plans.registry import PLANS
from scenes.theme import THEMES
from tests.gdlesson.fake_lesson import FakeStage, make_lesson

SIZE = (128, 72)
RATE = 10
FRAMES = 310
GOOD = {
    "keyint": 5, "bframes": 2, "tags": True, "profile": "high", "flags": "+faststart",
    "level": 0.31, "peak": 0.0,
}  # fmt: skip
"""A tone of that level has -14 LUFS."""
TEXTS = {
    "title": "A film",
    "chapters": "0:00 One\n0:10 Two\n0:20 Three\n",
    "description": "What it is.\n0:00 One\n0:10 Two\n0:20 Three\n",
    "tags": "descent, hills",
    "transcript": "It moves.",
    "descriptions": "WEBVTT\n",
    "licence": "CC BY 4.0",
    "sources": "A book.",
}
SRT = "1\n00:00:01,000 --> 00:00:02,000\nStill.\n\n2\n00:00:03,000 --> 00:00:05,000\nMoves.\n"


def silent_note(text: str, share: float | None) -> None:
    """Nobody wants to know how it goes."""
    del text, share


def film(path: Path, **changes: Any) -> Path:
    """A small film, good but for some changes."""
    how = {**GOOD, "codec": "libx264", "frames": FRAMES, "size": SIZE, "rate": RATE, **changes}
    options = {"movflags": f"{how['flags']}+negative_cts_offsets", "use_editlist": "0"}
    options |= {"avoid_negative_ts": "disabled"}
    if how.get("edits"):
        options = {"movflags": "+faststart"}
    with av.open(str(path), "w", "mp4", options=options) as out:
        video = out.add_stream(how["codec"], rate=how["rate"])
        context = video.codec_context
        context.width, context.height = how["size"]
        context.time_base = Fraction(1, 10 * how["rate"])
        context.pix_fmt, context.gop_size = how.get("pixels", "yuv420p"), how["keyint"]
        if how["codec"] == "libx264":
            between, keyint = how["bframes"], how["keyint"]
            context.max_b_frames = between
            x264 = f"keyint={keyint}:min-keyint={keyint}:scenecut=0:bframes={between}:b-adapt=0"
            x264 += ":tff=1" if how.get("interlaced") else ""
            x264 += (
                f":bitrate={how['kbits']}:nal-hrd=cbr:vbv-maxrate={how['kbits']}"
                f":vbv-bufsize={how['kbits']}"
                if "kbits" in how
                else ""
            )
            context.options = {"preset": "veryfast", "x264-params": x264}
            if how["profile"]:
                context.options |= {"profile": how["profile"]}
        if how["tags"]:
            context.colorspace, context.color_range = Colorspace.ITU709, ColorRange.MPEG
            context.color_primaries, context.color_trc = ColorPrimaries.BT709, ColorTrc.BT709
        sound = _tone(out, how["sound"]) if "sound" in how else None
        for number in range(how["frames"]):
            pixels = np.full((how["size"][1], how["size"][0], 3), number % 250, np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            late = how.get("uneven", 0) * (number % 2)
            frame.pts, frame.time_base = 10 * number + late, Fraction(1, 10 * how["rate"])
            out.mux(video.encode(frame))
        out.mux(video.encode())
        if sound is not None:
            _fill(out, sound, how["frames"] / how["rate"], how["level"], how["peak"])
    return path


def _tone(out: Any, asked: tuple[str, int, str]) -> Any:
    codec, rate, layout = asked
    stream = out.add_stream(codec, rate=rate, layout=layout)
    stream.metadata["language"] = "spa"
    return stream


def _fill(out: Any, stream: Any, seconds: float, level: float, peak: float) -> None:
    """A quarter of each second is a tone, from its beginning; one sample of all is a peak."""
    rate, channels = stream.codec_context.sample_rate, stream.codec_context.channels
    times = np.arange(round(seconds * rate)) / rate
    tone = level * np.sin(2 * np.pi * 1000 * times) * (times % 1 < 0.25)
    tone[len(tone) // 2 :][:48] += peak * np.hanning(48)
    samples = np.tile(tone.astype(np.float32), (channels, 1))
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout=stream.layout)
    frame.sample_rate, frame.pts = rate, 0
    frame.time_base = Fraction(1, rate)
    resampler = av.AudioResampler("fltp", stream.layout, rate, frame_size=1024)
    for piece in resampler.resample(frame):
        out.mux(stream.encode(piece))
    out.mux(stream.encode())


def pack(folder: Path, key: str, **files: bytes | str | None) -> Path:
    """A folder for a platform with these files; None leaves one out."""
    asked = platform(key)
    named: dict[str, tuple[str, bytes | str | None]] = {
        f"captions.en.{asked.captions.format}": ("captions", _captions(asked.captions.format)),
        "transcript.en.md": ("transcript", TEXTS["transcript"]),
        "descriptions.en.vtt": ("descriptions", TEXTS["descriptions"]),
        "licence.txt": ("licence", TEXTS["licence"]),
        "sources.txt": ("sources", TEXTS["sources"]),
        **{f"{kind}.en.txt": (kind, TEXTS[kind]) for kind in ("title", "description", "tags")},
    }
    if asked.chapters is not None:
        named["chapters.en.txt"] = "chapters", TEXTS["chapters"]
    if asked.thumbnail is not None:
        named["thumbnail.en.png"] = "thumbnail", _picture(folder, (1280, 720))
    named |= {name: (named.get(name, (name.partition(".")[0],))[0], data)
              for name, data in files.items()}  # fmt: skip
    listed = [_record("film.en.mp4", "film", (folder / "film.en.mp4").read_bytes())]
    for name, (kind, data) in named.items():
        if data is None:
            continue
        content = data.encode() if isinstance(data, str) else data
        (folder / name).write_bytes(content)
        listed.append(_record(name, kind, content))
    manifest = {
        "format": 1, "platform": key, "title": "A film", "slug": "film", "languages": ["en"],
        "made_from": {"en": "0" * 64}, "files": listed,
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _record(name: str, kind: str, data: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(data).hexdigest()
    language = "en" if ".en." in name else None
    return {"path": name, "kind": kind, "language": language, "bytes": len(data), "sha256": digest}


def _captions(kind: str) -> str:
    if kind == "srt":
        return SRT
    cues = [block.partition("\n")[2].replace(",", ".") for block in SRT.split("\n\n")]
    return "WEBVTT\n\n" + "\n\n".join(cues)


def _picture(folder: Path, size: tuple[int, int]) -> bytes:
    path = folder / "picture.png"
    Image.new("RGB", size, "navy").save(path)
    data = path.read_bytes()
    path.unlink()
    return data


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film that every platform of its shape takes."""
    return film(tmp_path_factory.mktemp("good") / "film.mp4", sound=("aac", 48_000, "stereo"))


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    shutil.copy(good, tmp_path / "film.en.mp4")
    return tmp_path


def broken(folder: Path, key: str) -> set[str]:
    return {ruling.rule for ruling in rulings(folder, key) if not ruling.holds}


@pytest.mark.parametrize("key", keys())
def test_a_good_folder_holds_every_rule_and_each_has_its_figure_and_page(
    key: str, folder: Path
) -> None:
    if platform(key).aspects == ("9:16",):
        film(folder / "film.en.mp4", size=(72, 128))
    told = rulings(pack(folder, key), key)
    assert [str(ruling) for ruling in told if not ruling.holds and ruling.rule != "size"] == []
    assert all(ruling.figure and "." in ruling.source for ruling in told)


# the rule, the platform, what breaks it
FILMS: list[tuple[str, str, dict[str, Any]]] = [
    ("codec", "youtube", {"codec": "mpeg4"}),
    ("codec", "youtube", {"profile": "", "pixels": "yuv444p"}),
    ("progressive", "youtube", {"interlaced": True, "size": (128, 96)}),
    ("colours", "youtube", {"tags": False}),
    ("fast start", "youtube", {"flags": "-faststart"}),
    ("edit lists", "youtube", {"edits": True}),
    ("frame rate", "linkedin", {"rate": 8}),
    ("frame rate", "youtube", {"uneven": 4}),
    ("group of pictures", "youtube", {"keyint": 50}),
    ("B-frames", "youtube", {"bframes": 3, "keyint": 5}),
    ("bit rate", "youtube", {"kbits": 4000, "frames": 60}),
    ("shape", "youtube", {"size": (72, 128)}),
    ("length", "linkedin", {"frames": 20}),
    ("length", "shorts", {"frames": 1810, "size": (72, 128)}),
    ("size", "linkedin", {"frames": 31}),
    ("sound", "youtube", {"sound": ("aac", 44_100, "stereo")}),
    ("sound", "youtube", {"sound": ("aac", 48_000, "mono")}),
]


@pytest.mark.parametrize(("rule", "key", "changes"), FILMS)
def test_a_film_that_breaks_a_rule_is_found(
    rule: str, key: str, changes: dict[str, Any], tmp_path: Path
) -> None:
    film(tmp_path / "film.en.mp4", **changes)
    assert rule in broken(pack(tmp_path, key), key)


def test_a_silent_film_is_no_fault_and_gets_no_sound(tmp_path: Path) -> None:
    film(tmp_path / "film.en.mp4")
    told = {ruling.rule: ruling for ruling in rulings(pack(tmp_path, "youtube"), "youtube")}
    for rule in ("sound", "loudness"):
        assert told[rule].holds
        assert "silent" in told[rule].figure


# the level of the tone, that of a peak: whether it is as loud as it is to be, what is told
LEVELS: list[tuple[float, float, bool, str]] = [
    (0.31, 0.0, True, "-14.0 LUFS"),
    (0.325, 0.0, True, "-13.6 LUFS"),
    (0.34, 0.0, False, "-13.2 LUFS"),
    (0.23, 0.0, False, "-16.6 LUFS"),
    (0.23, 0.8, True, "and its peaks let it be no louder"),
    (0.31, 1.1, False, "dBTP; -14 LUFS, within 0.5, and at most -1 dBTP"),
    (0.0, 0.0, True, "nothing is heard in its track"),
]


@pytest.mark.parametrize(("level", "peak", "holds", "said"), LEVELS)
def test_a_film_is_as_loud_as_platforms_play_it(
    level: float, peak: float, holds: bool, said: str, tmp_path: Path
) -> None:
    sound = ("aac", 48_000, "stereo")
    film(tmp_path / "film.en.mp4", sound=sound, level=level, peak=peak)
    told = {ruling.rule: ruling for ruling in rulings(pack(tmp_path, "youtube"), "youtube")}
    assert (told["loudness"].holds, told["sound"].holds) == (holds, True)
    assert said in told["loudness"].figure


def test_a_film_that_cannot_be_read_is_found(folder: Path) -> None:
    (folder / "film.en.mp4").write_bytes(b"no film")
    assert "film" in broken(pack(folder, "youtube"), "youtube")


LATE = SRT.replace("00:00:05", "00:01:05")
# the rule, the platform, the files that break it
FILES: list[tuple[str, str, dict[str, Any]]] = [
    ("captions (en)", "youtube", {"captions.en.srt": None}),
    ("captions (en)", "youtube", {"captions.en.srt": "no captions"}),
    ("captions (en)", "youtube", {"captions.en.srt": LATE}),
    ("captions (en)", "vimeo", {"captions.en.vtt": SRT}),
    ("chapters (en)", "youtube", {"chapters.en.txt": "0:01 One\n0:10 Two\n0:20 Three\n"}),
    ("chapters (en)", "youtube", {"chapters.en.txt": "0:00 One\n0:20 Three\n"}),
    ("chapters (en)", "youtube", {"chapters.en.txt": "0:00 One\n0:10 Two\n0:15 Three\n"}),
    ("chapters (en)", "youtube", {"description.en.txt": "Without them.\n"}),
    ("chapters", "linkedin", {"chapters.en.txt": TEXTS["chapters"]}),
    ("title (en)", "youtube", {"title.en.txt": "a" * 101}),
    ("title (en)", "youtube", {"title.en.txt": "a < b"}),
    ("title (en)", "peertube", {"title.en.txt": "ab"}),
    ("description (en)", "youtube", {"description.en.txt": TEXTS["description"] + "a" * 5000}),
    ("description (en)", "linkedin", {"description.en.txt": "a" * 3001}),
    ("tags (en)", "youtube", {"tags.en.txt": "a" * 501}),
    ("tags (en)", "peertube", {"tags.en.txt": "one, two, three, four, five, six"}),
    ("tags (en)", "peertube", {"tags.en.txt": "b" * 31}),
    ("tags (en)", "vimeo", {"tags.en.txt": ""}),
    ("thumbnail", "youtube", {"thumbnail.en.png": None}),
    ("thumbnail (en)", "youtube", {"thumbnail.en.png": b"no picture"}),
    ("for those who cannot see it (en)", "youtube", {"transcript.en.md": None}),
    ("for those who cannot see it (en)", "youtube", {"descriptions.en.vtt": None}),
    ("licence", "youtube", {"licence.txt": None}),
    ("sources", "youtube", {"sources.txt": " \n"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "key", "files"), FILES)
def test_a_file_that_breaks_a_rule_is_found_and_breaks_no_other(
    rule: str, key: str, files: dict[str, Any], folder: Path
) -> None:
    found = broken(pack(folder, key, **files), key)
    assert found - {"size"} == {rule}  # the film is too small for LinkedIn


@pytest.mark.parametrize("size", [(1280, 719), (640, 360)])
def test_a_thumbnail_of_another_size_is_found(size: tuple[int, int], folder: Path) -> None:
    made = pack(folder, "youtube", **{"thumbnail.en.png": _picture(folder, size)})
    assert broken(made, "youtube") == {"thumbnail (en)"}


def test_a_thumbnail_that_is_too_large_is_found_and_one_for_a_short(folder: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (720, 1280, 3), np.uint8)
    Image.fromarray(noise).save(folder / "noise.png")
    data = (folder / "noise.png").read_bytes()
    (folder / "noise.png").unlink()
    assert broken(pack(folder, "youtube", **{"thumbnail.en.png": data}), "youtube") == {
        "thumbnail (en)"
    }
    film(folder / "film.en.mp4", size=(72, 128))
    small = _picture(folder, (1280, 720))
    assert "thumbnail" in broken(pack(folder, "shorts", **{"thumbnail.en.png": small}), "shorts")


def test_a_file_that_was_changed_is_found(folder: Path) -> None:
    pack(folder, "youtube")
    (folder / "tags.en.txt").write_text("other, words", encoding="utf-8")
    assert broken(folder, "youtube") == {"files"}


def test_the_command_tells_each_rule_and_fails_where_one_is_broken(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack(folder, "youtube")
    assert run(["check", str(folder), "--for", "youtube"]) == 0
    assert "ok: length: 31.0 s; 1 to 43,200" in capsys.readouterr().out
    (folder / "licence.txt").unlink()
    assert run(["check", str(folder), "--for", "youtube"]) == 1
    told = capsys.readouterr()
    assert "BROKEN: licence" in told.out
    assert "2 rules broken: licence, files." in told.err
    assert run(["check", str(folder), "--for", "vimeo"]) == 2
    assert "was made for youtube" in capsys.readouterr().err
    assert run(["check", str(folder.parent), "--for", "vimeo"]) == 2


def test_each_number_of_the_table_names_its_page() -> None:
    for key in keys():
        for value in platform(key).model_dump().values():
            if isinstance(value, dict):
                assert source(value["source"])


# Encoding


def test_what_is_encoded_is_as_the_platform_asks_and_shows_the_same_pictures(
    good: Path, tmp_path: Path
) -> None:
    told: list[float] = []
    encode(good, tmp_path / "out.mp4", platform("youtube"), [(20, 60), (100, 140)], told.append)
    found = probe(tmp_path / "out.mp4")
    assert (found.frames, found.group, found.b_frames, found.edit_lists) == (80, 5, 2, 0)
    assert (found.profile, found.is_bt709, found.is_constant) == ("High", True, True)
    assert found.starts_at_once
    assert told == sorted(told)
    with av.open(str(tmp_path / "out.mp4")) as file:
        assert file.streams.audio[0].language == "spa"
    expected = [*range(20, 60), *range(100, 140)]
    with av.open(str(good)) as file:
        before = [frame.to_ndarray(format="gray").mean() for frame in file.decode(video=0)]
    with av.open(str(tmp_path / "out.mp4")) as file:
        after = [frame.to_ndarray(format="gray").mean() for frame in file.decode(video=0)]
    assert np.abs(np.array(after) - np.array(before)[expected]).max() < 1.5


def test_sound_stays_with_its_pictures(good: Path, tmp_path: Path) -> None:
    """Tones begin at whole seconds; of seconds 2 to 6 and 10 to 14 they do at 0, 1, ... 7."""
    encode(good, tmp_path / "out.mp4", platform("youtube"), [(20, 60), (100, 140)], lambda _: None)
    with av.open(str(tmp_path / "out.mp4")) as file:
        stream = file.streams.audio[0]
        heard = np.concatenate([frame.to_ndarray()[0] for frame in file.decode(stream)])
    loud = np.flatnonzero(np.abs(heard) > 0.2) / 48_000
    begins = [loud[0], *loud[1:][np.diff(loud) > 0.5]]
    assert len(begins) == 8
    assert np.abs(np.array(begins) - np.arange(8)).max() < 0.05


# Which stretches


def manifest_of(rendered: Path, lengths: dict[str, float], parts: tuple[str, ...] = ()) -> Any:
    """A manifest whose scenes have these lengths, a beat each."""
    scenes = tuple(
        SceneRecord(
            name=name, title=f"The {name}", fps=10, frames=round(10 * seconds), seconds=seconds,
            params={}, made_from="",
            beats=(
                BeatRecord(
                    name="only", say="Words.", start=0, stop=round(10 * seconds),
                    start_seconds=0, stop_seconds=seconds,
                ),
            ),
        )
        for name, seconds in lengths.items()
    )  # fmt: skip
    part = PartRecord(number=1, title="Part", scenes=parts, made_from=())
    whole = read_manifest(rendered)
    return whole.model_copy(update={"scenes": scenes, "parts": (part,) if parts else ()})


# lengths of scenes: the chapters
CHAPTERS: list[tuple[list[float], list[str]]] = [
    ([30, 12, 40], ["0:00 The a", "0:30 The b", "0:42 The c"]),
    ([4, 12, 40], ["0:00 The a", "0:16 The c"]),
    ([30, 4, 3, 4, 40], ["0:00 The a", "0:30 The b", "0:41 The e"]),
    ([30, 20, 5], ["0:00 The a", "0:30 The b"]),
    ([5], ["0:00 The a"]),
]


@pytest.mark.parametrize(("lengths", "expected"), CHAPTERS)
def test_short_scenes_are_joined_in_chapters(
    lengths: list[float], expected: list[str], rendered: Path
) -> None:
    manifest = manifest_of(rendered, dict(zip("abcde", lengths, strict=False)))
    found = chapters_in(manifest, manifest, whole(manifest), 10)
    assert as_lines(found).splitlines() == expected


def test_a_short_begins_with_the_hook_and_fits(rendered: Path) -> None:
    lengths = {"cost": 60.0, "hook": 30.0, "slope": 60.0, "map": 60.0}
    manifest = manifest_of(rendered, lengths)
    assert short(manifest, (), 180).scenes == ("hook", "cost", "slope")
    assert short(manifest, ("map",), 180).scenes == ("hook", "map")
    assert short(manifest, ("cost", "slope", "map"), 180).scenes == ("cost", "slope", "map")
    assert short(manifest, ("cost", "hook"), 180).scenes == ("hook", "cost")
    with pytest.raises(InputError, match="210 s, and a short at most 180"):
        short(manifest, tuple(lengths), 180)


def test_scenes_that_follow_one_another_are_one_stretch(rendered: Path) -> None:
    manifest = manifest_of(rendered, {"a": 1.0, "b": 2.0, "c": 3.0})
    assert cut(manifest, ["a", "b"]) == Cut(("a", "b"), ((0, 30),), 10)
    assert cut(manifest, ["c", "a"]).spans == ((30, 60), (0, 10))


def test_captions_of_another_language_are_at_the_times_of_the_film(
    rendered: Path, tmp_path: Path
) -> None:
    """A beat of 10 s has a caption from second 2 to 8; in the film it lasts 20 s, from 40 s on."""
    other = manifest_of(rendered, {"a": 5.0, "b": 10.0})
    main = manifest_of(rendered, {"a": 40.0, "b": 20.0})
    text = "1\n00:00:07,000 --> 00:00:13,000\nMitten drin.\n"
    (tmp_path / "lesson.en.srt").write_text(text, encoding="utf-8")
    (found,) = captions(tmp_path, other, main, whole(main))
    assert (found.text, found.start, found.stop) == ("Mitten drin.", 440, 560)
    (found,) = captions(tmp_path, other, main, cut(main, ["b"]))
    assert (found.start, found.stop) == (40, 160)


# The whole


def test_what_is_published_holds_all_rules_and_is_made_once_more_alike(
    rendered: Path, tmp_path: Path
) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    films = [Film(lesson, rendered, read_manifest(rendered))]
    wish = Wish(licence="CC BY 4.0", words="Big words here", make_stage=FakeStage)
    for _ in range(2):
        with packing(tmp_path / "out", "peertube", films, silent_note) as into:
            publish(films, into, "peertube", wish)
    assert broken(tmp_path / "out", "peertube") == set()
    listed = {file.path for file in read_pack(tmp_path / "out").files}
    there = {path.name for path in (tmp_path / "out").iterdir()}
    assert there == listed | {"manifest.json"}
    assert {"film.en.mp4", "checklist.md", "thumbnail.en.png", "captions.en.vtt"} <= listed
    cues = [*srt.parse((rendered / "lesson.en.srt").read_text(encoding="utf-8"))]
    text = (tmp_path / "out" / "captions.en.vtt").read_text(encoding="utf-8")
    assert text.count("-->") == len(cues)
    assert "CC BY 4.0" in (tmp_path / "out" / "description.en.txt").read_text(encoding="utf-8")
    assert (tmp_path / "out" / "checklist.md").read_text(encoding="utf-8").count("[x]") > 20


def test_what_goes_with_some_scenes_is_about_them_alone(rendered: Path, tmp_path: Path) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    films = [Film(lesson, rendered, read_manifest(rendered))]
    drawn = []

    def stage(of: Lesson, scene: str, picture: Picture, media: Path) -> FakeStage:
        drawn.append((scene, [spec.name for spec in of.scenes]))
        return FakeStage(of, scene, picture, media)

    with packing(tmp_path / "out", "peertube", films, silent_note) as into:
        publish(films, into, "peertube", Wish(scenes=("green",), make_stage=stage))
    assert drawn == [("green", ["green"])]
    assert broken(tmp_path / "out", "peertube") == set()


def test_a_film_that_is_there_is_not_encoded_again(rendered: Path, tmp_path: Path) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    films = [Film(lesson, rendered, read_manifest(rendered))]

    def published(key: str) -> bool:
        """Whether that encoded the film."""
        told = []
        with packing(tmp_path / "out", key, films, lambda text, _: told.append(text)) as into:
            publish(films, into, key, Wish(make_stage=FakeStage))
        assert broken(tmp_path / "out", key) == set()
        return any("encoding" in text for text in told)

    assert published("peertube")
    assert not published("peertube")
    (tmp_path / "out" / "film.en.mp4").unlink()
    assert published("peertube")
    assert published("vimeo")


def test_somebody_elses_file_is_not_replaced(rendered: Path, tmp_path: Path) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    films = [Film(lesson, rendered, read_manifest(rendered))]
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "tags.en.txt").write_text("mine")
    wish = Wish(make_stage=FakeStage)
    with (
        pytest.raises(InputError, match=r"has not made: tags\.en\.txt"),
        packing(tmp_path / "out", "peertube", films, silent_note) as into,
    ):
        publish(films, into, "peertube", wish)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["tags.en.txt"]


def test_a_film_of_another_shape_is_refused_with_what_to_do(rendered: Path, tmp_path: Path) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    films = [Film(lesson, rendered, read_manifest(rendered))]
    with (
        pytest.raises(InputError, match=r"takes 9:16, .* is 16:9; render .* --aspect 9:16"),
        packing(tmp_path / "out", "shorts", films, silent_note) as into,
    ):
        publish(films, into, "shorts", Wish(scenes=("red",), make_stage=FakeStage))


def test_a_film_that_is_not_there_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["publish", "why-the-learning-rate", "--for", "youtube"]) == 2
    assert "There is no finished film in renders/why-the-learning-rate" in capsys.readouterr().err


def test_what_is_too_long_is_shortened_at_a_word_and_the_checklist_tells(
    rendered: Path, tmp_path: Path
) -> None:
    long = "A title that goes on and on " * 12
    lesson = replace(make_lesson(tmp_path / "fakes.toml"), title=long.strip())
    films = [Film(lesson, rendered, read_manifest(rendered))]
    with packing(tmp_path / "out", "peertube", films, silent_note) as into:
        publish(films, into, "peertube", Wish(make_stage=FakeStage))
    assert broken(tmp_path / "out", "peertube") == set()
    title = (tmp_path / "out" / "title.en.txt").read_text(encoding="utf-8").strip()
    assert 100 < len(title) <= 120
    assert long.startswith(title.removesuffix("…") + " ")
    told = (tmp_path / "out" / "checklist.md").read_text(encoding="utf-8")
    assert f"- title (en): {title}\n" in told
    assert re.search(r"- words on the thumbnail \(en\): A title that .*… \(--words gives", told)


# seconds: how the length is told in each language
LENGTHS: list[tuple[float, dict[str, str]]] = [
    (31.9, {"en": ", 31 seconds.", "de": ", 31 Sekunden.", "es": ", 31 segundos."}),
    (1.0, {"en": ", 1 second.", "de": ", 1 Sekunde.", "es": ", 1 segundo."}),
    (60.0, {"en": ", 1:00 minutes.", "de": ", 1:00 Minuten.", "es": ", 1:00 minutos."}),
    (3725.0, {"en": ", 1:02:05 hours.", "de": ", 1:02:05 Stunden.", "es": ", 1:02:05 horas."}),
]


@pytest.mark.parametrize(("seconds", "told"), LENGTHS)
def test_a_description_says_how_long_the_film_lasts(
    seconds: float, told: dict[str, str], rendered: Path, tmp_path: Path
) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    for language, expected in told.items():
        manifest = read_manifest(rendered).model_copy(update={"language": language})
        film = Film(replace(lesson, language=language), rendered, manifest)
        text = description(film, platform("peertube"), seconds, "", "")
        assert text.splitlines()[0].endswith(expected)


# The thumbnail


@pytest.mark.parametrize("left", [True, False])
def test_words_stand_where_the_picture_is_empty_and_are_large(left: bool) -> None:
    theme = THEMES["night"]
    hero = Image.new("RGB", (1280, 720), theme.background)
    hero.paste((150, 80, 160), (0 if left else 740, 200, 540 if left else 1280, 720))
    letters = over(hero, ["Which", "way", "is", "down?"], theme)
    assert letters is not None
    picture = lettered(hero, letters, theme).convert("L")
    text = np.asarray(picture, dtype=int)
    plain = np.asarray(hero.convert("L"), dtype=int)
    new = np.argwhere((text - plain) > 100)
    assert (new[:, 1] > 560).all() if left else (new[:, 1] < 720).all()
    assert np.ptp(new[:, 0]) > 300
    small = np.asarray(picture.resize((168, 94)))
    assert (small > 150).sum() > 300  # strokes of more than a pixel, at the size of a list


def test_each_scene_has_a_beat_whose_picture_stands_for_it() -> None:
    assert {scene for scene, _ in HEROES} == {*PLANS}
    for scene, beat in HEROES:
        assert beat in {each.name for each in PLANS[scene].in_order()}


def test_the_plot_beside_a_surface_gives_its_room_to_the_words() -> None:
    theme, size = THEMES["night"], (1280, 720)
    surface, plot = (150, 80, 160), (120, 120, 130)
    drawn = Image.new("RGB", (1920, 940), theme.background)
    drawn.paste(surface, (60, 200, 1000, 900))
    drawn.paste(plot, (1100, 200, 1860, 900))
    alone = np.asarray(composed(drawn, theme, size), dtype=int)
    assert not (np.abs(alone - plot).max(axis=-1) < 8).any()
    assert (np.abs(alone - surface).max(axis=-1) < 8).any()
    drawn.paste(surface, (900, 500, 1200, 900))  # now nothing stands apart
    joined = np.asarray(composed(drawn, theme, size), dtype=int)
    assert (np.abs(joined - plot).max(axis=-1) < 8).any()


def test_words_do_not_lie_over_a_picture_that_leaves_no_room_for_them() -> None:
    theme, size = THEMES["night"], (1280, 720)
    plot = (120, 120, 130)
    for shape in ((1800, 900), (900, 900)):
        drawn = Image.new("RGB", (1920, 940), theme.background)
        drawn.paste(plot, (60, 20, 60 + shape[0], 20 + shape[1]))
        picture = np.asarray(made(drawn, "The cost of a line", theme, size)[0], dtype=int)
        there = np.abs(picture - plot).max(axis=-1) < 8
        rows, columns = (np.flatnonzero(there.sum(axis=axis) > 200) for axis in (1, 0))
        whole = there[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        assert whole[2:-2, 2:-2].all(), "nothing lies over it"
        assert whole.size > 0.25 * 1280 * 720
        white = np.argwhere(picture.min(axis=-1) > 200)
        assert np.ptp(white[:, 1]) > 300, "and the words are there"


LONG = "Words that go on " * 12
# words: what is shown of them
SHOWN = [
    ("Words that are rather too many for one side", "Words that are rather too many for one side"),
    ("Gradientenabstieg", "Gradientenabstieg"),
    (LONG, r"(Words that go on )+.*\w…"),
    ("Donaudampfschifffahrtsgesellschaftskapitän", r"Donau\w+…"),
    ("The " + "m" * 500, "The…"),
    ("", "…"),
]


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_long_words_stay_in_the_picture_and_end_at_a_word(text: str, expected: str) -> None:
    theme, size = THEMES["night"], (1280, 720)
    hero = Image.new("RGB", size, theme.background)
    plain = np.asarray(hero.convert("L"), dtype=int)
    picture, shown = made(hero, text, theme, size)
    assert re.fullmatch(expected, shown)
    drawn = np.asarray(picture.convert("L"), dtype=int) - plain > 100
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    assert 30 < columns[0] < columns[-1] < 1250
    assert 30 < rows[0] < rows[-1] < 690


def test_words_are_those_asked_for_or_the_title_up_to_its_colon(tmp_path: Path) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    assert words(lesson, " Two   words ") == "Two words"
    assert words(replace(lesson, title="One two three four five six: more"), None) == (
        "One two three four five six"
    )
    assert words(replace(lesson, title=": more"), None) == ": more"
