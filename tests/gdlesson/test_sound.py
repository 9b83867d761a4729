"""Sound is as loud as it is to be, in its place to the sample, and its faults are told."""

from __future__ import annotations

import json
import math
import shutil
import struct
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from gdcore import FrameTable
from gdcore.frames import Track
from gdlesson.check.folder import check_folder
from gdlesson.deliver.manifest import read_manifest
from gdlesson.errors import InputError
from gdlesson.making.lesson import render
from gdlesson.making.order import Result
from gdlesson.making.speaking import speak
from gdlesson.narration.lines import lines
from gdlesson.narration.takes import pace, take_of
from gdlesson.narration.voices.base import Line, Sound
from gdlesson.narration.voices.named import check_voice, voice_of
from gdlesson.narration.voices.recorded import Recorded
from gdlesson.render.cache import Cache
from gdlesson.sound.aac import encode
from gdlesson.sound.files import read_sound
from gdlesson.sound.loudness import levelled, measured, measured_speech
from gdlesson.sound.speech import bounds, guessed_starts
from gdlesson.sound.ticks import ticks, under
from tests.gdlesson.fake_lesson import Silent, make_lesson, make_order
from tests.gdlesson.sounds import RATE, bursts, heard, silence, write

LEAD = 0.4


def test_a_sine_is_as_loud_as_the_standard_says() -> None:
    """EBU Tech 3341, case 1: 1 kHz at -23 dBFS in both channels has -23 LUFS."""
    wave = 10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * np.arange(20 * RATE) / RATE)
    both = np.stack([wave, wave], axis=1).astype(np.float32)
    found = measured([both[: 3 * RATE], both[3 * RATE :]])
    assert found.lufs == pytest.approx(-23.0, abs=0.1)
    assert found.peak == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("level", [0.003, 0.05, 0.3])
@pytest.mark.parametrize("seconds", [0.4, 2.5])
def test_speech_is_brought_to_one_loudness_below_its_peak(level: float, seconds: float) -> None:
    speech = bursts(seconds, level=level)
    loud = levelled(speech)
    assert len(loud) == len(speech)
    found = measured_speech(loud)
    assert found.lufs == pytest.approx(-14.0, abs=0.5)
    assert found.peak <= -1.5
    # nothing is moved
    envelope = [np.convolve(np.abs(each), np.ones(480), "same") for each in (speech, loud)]
    lag = (
        np.argmax(np.correlate(envelope[1][::48], envelope[0][::48], "full")) - len(loud[::48]) + 1
    )
    assert abs(lag) <= 1


def test_silence_stays_silence() -> None:
    assert not levelled(silence(1.0)).any()
    assert measured_speech(silence(1.0)).lufs == -math.inf


# end of the name, rate, channels
FILES = [
    (".wav", 44100, 1),
    (".wav", 8000, 2),
    (".flac", 96000, 2),
    (".mp3", 44100, 1),
    (".m4a", 48000, 2),
]


@pytest.mark.parametrize(("end", "rate", "channels"), FILES)
def test_sound_files_of_any_format_are_read(
    tmp_path: Path, end: str, rate: int, channels: int
) -> None:
    wave = (0.5 * np.sin(2 * np.pi * 440 * np.arange(1.5 * rate) / rate)).astype(np.float32)
    path = write(tmp_path / f"a{end}", wave, rate, channels)
    pcm = read_sound(path.name, path.read_bytes())
    assert len(pcm) / RATE == pytest.approx(1.5, abs=0.06)
    middle = pcm[RATE // 4 : RATE + RATE // 4]
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.04)
    assert _frequency(middle) == pytest.approx(440, abs=1)


_FORMAT = b"fmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0"
WAV = b"RIFF\x24\0\0\0WAVE" + _FORMAT + b"data\0\0\0\0"
"""A whole file with no samples in it."""
# name, bytes, what is said
UNREADABLE = [
    ("a.ogg", b"OggS", "none of the formats"),
    ("a", b"RIFF", "none of the formats"),
    ("a.wav", b"", "empty"),
    ("a.wav", b"not a sound at all" * 100, "cannot be read as WAV"),
    ("a.mp3", b"<html>" * 5000, "MP3|no sound"),
    ("a.m4a", WAV, "cannot be read as M4A"),
    ("a.wav", WAV, "no sound"),
]


@pytest.mark.parametrize(("name", "data", "said"), UNREADABLE)
def test_what_is_no_sound_file_is_told(name: str, data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_sound(name, data)


def test_silence_at_both_ends_is_found() -> None:
    pcm = np.concatenate([silence(1.0), bursts(2.0), silence(0.7)])
    first, stop = bounds(pcm, RATE)
    assert 0.94 * RATE <= first <= 1.05 * RATE
    assert 2.9 * RATE <= stop <= 3.04 * RATE
    assert bounds(silence(1.0), RATE) == (0, 0)


# what a room adds to a recording
NOISES = {
    "hiss": 0.004 * np.random.default_rng(2).normal(size=5 * RATE),
    "hum": 0.01 * np.sin(2 * np.pi * 50 * np.arange(5 * RATE) / RATE),
}


@pytest.mark.parametrize("noise", NOISES)
def test_silence_is_found_in_a_noisy_room(noise: str) -> None:
    pcm = np.concatenate([silence(2.0), bursts(2.0), silence(1.0)]) + NOISES[noise]
    first, stop = bounds(pcm.astype(np.float32), RATE)
    assert 1.9 * RATE <= first <= 2.05 * RATE
    assert 3.9 * RATE <= stop <= 4.1 * RATE


def test_quiet_ends_of_speech_are_no_noise() -> None:
    """Where there is no pause, nothing is known of the room."""
    pcm = np.concatenate([bursts(0.5, level=0.004), bursts(2.0), bursts(0.25, level=0.004)])
    first, stop = bounds(pcm, RATE)
    assert first < 0.1 * RATE
    assert stop > 2.7 * RATE


def test_channels_that_cancel_are_heard(tmp_path: Path) -> None:
    """A microphone whose one channel is wired the wrong way."""
    wave = bursts(1.0)
    both = np.stack([wave, -wave], axis=1).reshape(-1)
    path = write(tmp_path / "a.wav", wave, channels=2)
    data = bytearray(path.read_bytes())
    data[-4 * len(wave) :] = np.int16(both * 32767).tobytes()
    pcm = read_sound(path.name, bytes(data))
    assert np.abs(np.abs(pcm).max() - np.abs(wave).max()) < 0.01


@pytest.mark.parametrize("scale", [8.0, 1e30])
def test_samples_beyond_full_scale_are_brought_into_range(tmp_path: Path, scale: float) -> None:
    wave = bursts(1.0)
    data = np.float32(scale * wave)
    data[100], data[200] = np.inf, np.nan
    head = bytearray(write(tmp_path / "a.wav", wave).read_bytes()[: -2 * len(wave)])
    place = head.index(b"fmt ") + 8
    head[place : place + 16] = struct.pack("<HHIIHH", 3, 1, RATE, 4 * RATE, 4, 32)
    head[-4:] = struct.pack("<I", 4 * len(wave))
    pcm = read_sound("a.wav", bytes(head) + data.tobytes())
    assert np.abs(pcm).max() == 1.0
    assert pcm[1000:] == pytest.approx(wave[1000:] / np.abs(wave).max(), abs=1e-4)
    assert measured_speech(levelled(pcm)).lufs == pytest.approx(-14.0, abs=0.5)


def test_a_recording_of_one_sample_takes_no_time() -> None:
    started = time.monotonic()
    measured_speech(np.full(1, 0.5, np.float32))
    assert time.monotonic() - started < 2


def test_words_are_not_looked_for_in_a_pause() -> None:
    pcm = np.concatenate([bursts(1.0), silence(1.0), bursts(1.0)])
    starts = guessed_starts(pcm, RATE, ("aaaa", "bbbb", "cccc", "dddd"))
    assert starts == pytest.approx((0.0, 0.5, 2.0, 2.5), abs=0.1)


class Speaker:
    """Says a word in a third of a second at its usual speed."""

    name, paced, remembers = "speaker", True, False

    def __init__(self, seconds_a_word: float = 1 / 3) -> None:
        self.asked: list[float] = []
        self.seconds_a_word = seconds_a_word

    def refuse(self, lines: object) -> None:
        """It says anything."""

    def key(self, _: Line) -> str:
        return "1"

    def say(self, line: Line, speed: float) -> Sound:
        self.asked.append(speed)
        a_word = self.seconds_a_word / speed
        pcm = bursts(a_word * len(line.words), level=0.5)
        starts = tuple(0.5 + a_word * k for k in range(len(line.words)))
        return Sound(np.concatenate([silence(0.5), pcm, silence(1.0)]), RATE, starts)


@pytest.mark.parametrize("usual", [0.27, 0.35, 0.45, 0.6])
def test_a_voice_is_asked_for_a_pace_that_can_be_followed(usual: float) -> None:
    line = Line("red", "open", tuple("abcdefghij"), "en")
    take = take_of(Speaker(usual), line, "key")
    assert 2.0 <= pace(line.text, take.speech.seconds) <= 2.6
    assert take.speech.starts[0] == pytest.approx(0.0, abs=0.06)
    assert take.speech.starts[9] == pytest.approx(take.speech.seconds * 0.9, abs=0.1)
    assert measured_speech(take.samples).peak < -1.0


def test_what_was_said_is_not_said_again(tmp_path: Path) -> None:
    lesson, cache, speaker = make_lesson(tmp_path / "f.toml"), Cache(tmp_path / "speech"), Speaker()
    told: list[tuple[int, int]] = []
    tell = lambda *at: told.append(at)  # noqa: E731
    first = speak(lesson, speaker, ["red", "green", "blue"], cache, tell)
    assert told == [(1, 6), (2, 6)]  # the other scenes say the same
    said = len(speaker.asked)
    again = speak(lesson, speaker, ["red"], cache, tell)
    assert len(speaker.asked) == said
    assert again.speeches() == first.speeches()
    np.testing.assert_array_equal(again.of("blue")["open"].pcm, first.of("blue")["open"].pcm)


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place with a lesson file, recordings, and the finished folder."""
    place = tmp_path_factory.mktemp("spoken")
    takes = place / "takes"
    takes.mkdir()
    lesson = make_lesson(place / "fakes.toml")
    for number, line in enumerate(lines(lesson)):
        end = [".wav", ".flac"][number % 2]
        pcm = np.concatenate([silence(0.3), bursts(1.3 + 0.1 * number, seed=number), silence(0.2)])
        write(takes / f"{line.scene}--{line.beat}{end}", pcm)
    _render(place)
    return place


def _render(place: Path) -> Path:
    lesson = make_lesson(place / "fakes.toml")
    voice = voice_of(lesson, f"recorded:{place / 'takes'}")
    assert voice is not None
    scenes = [spec.name for spec in lesson.scenes]
    narration = speak(lesson, voice, scenes, Cache(place / "speech"), lambda *_: None)
    lesson = lesson.spoken(narration.voice, narration.speeches())
    order = replace(
        make_order(place / "renders", lesson, jobs=2),
        narration=narration,
        sounds=Cache(place / "speech"),
    )
    render(order, Silent(), Result())
    return place / "renders"


def test_a_voice_is_heard_in_its_place_to_the_sample(spoken: Path) -> None:
    """Where a burst begins in each video is compared with where the manifest says it does."""
    manifest = read_manifest(spoken / "renders")
    whole = heard(spoken / "renders/lesson.mp4")
    lesson = make_lesson(spoken / "fakes.toml")
    voice = voice_of(lesson, f"recorded:{spoken / 'takes'}")
    frames = 0
    for scene in manifest.scenes:
        clip = heard(spoken / f"renders/scenes/{scene.name}.mp4")
        assert len(clip[0]) == pytest.approx(scene.seconds * RATE, abs=1024)
        for beat in (beat for beat in scene.beats if beat.speech):
            line = Line(scene.name, beat.name, tuple(beat.say.split()), "en")
            take = take_of(voice, line, "").samples  # type: ignore[arg-type]
            for film, first in ((clip, 0), (whole, frames)):
                at = round((first + beat.start) / scene.fps * RATE) + round(LEAD * RATE)
                near = film[0][at - 200 : at + len(take) + 200]
                lag = np.argmax(np.correlate(near, take, "valid")) - 200
                assert lag == 0, (scene.name, beat.name)
        frames += scene.frames


def test_every_video_is_listed_with_how_loud_it_is(spoken: Path) -> None:
    manifest, faults = check_folder(spoken / "renders")
    assert not faults
    assert manifest.sound is not None
    assert manifest.sound.voice == "recorded:takes"
    assert {"takes/red--open.wav", "takes/red--close.flac"} <= manifest.inputs.keys()
    videos = [file for file in manifest.files if file.kind in {"lesson", "clip", "part"}]
    assert len(videos) == 4
    for file in videos:
        assert file.lufs == pytest.approx(-14, abs=0.5)
        assert file.true_peak is not None
        assert file.true_peak <= -1
        both = heard(spoken / "renders" / file.path)
        found = measured([np.ascontiguousarray(both.T)])
        assert found.lufs == pytest.approx(file.lufs, abs=0.2)
        assert found.peak <= -1
        assert np.abs(both).max() < 1


def test_the_sound_is_what_platforms_ask_for(spoken: Path) -> None:
    with av.open(str(spoken / "renders/lesson.mp4")) as video:
        (stream,) = video.streams.audio
        found = (stream.codec_context.name, stream.profile, stream.rate, stream.layout.nb_channels)
        assert found == ("aac", "LC", 48000, 2)
        assert stream.language == "eng"


def test_coded_sound_is_near_to_what_it_was(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).normal(0, 0.05, (RATE, 2))
    given = np.float32(noise + 0.3 * np.sin(np.arange(RATE) / 20)[:, None])
    encode([given], tmp_path / "sound.mp4")
    coded = heard(tmp_path / "sound.mp4").T[: len(given)]
    assert 10 * np.log10((given**2).sum() / ((coded - given) ** 2).sum()) > 30


def test_the_sound_of_a_film_is_encoded_and_measured_once(
    spoken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its pictures are drawn anew for, it is there."""
    place = tmp_path / "place"
    shutil.copytree(spoken, place)
    shutil.rmtree(place / "renders")
    shutil.rmtree(place / "cache")  # of the pictures
    for name in ("gdlesson.making.heard.encode", "gdlesson.making.soundtrack.measured"):
        monkeypatch.setattr(name, lambda *_: pytest.fail("again"))
    _render(place)
    for name in ("lesson.mp4", "scenes/green.mp4"):
        np.testing.assert_array_equal(
            heard(place / "renders" / name), heard(spoken / "renders" / name)
        )
    before, after = (read_manifest(each / "renders") for each in (spoken, place))
    assert [file.lufs for file in before.files] == [file.lufs for file in after.files]


def test_another_recording_has_its_scene_joined_anew_and_nothing_drawn(
    spoken: Path, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    shutil.copytree(spoken, place)
    before = {file.path: file.sha256 for file in read_manifest(place / "renders").files}
    write(place / "takes/green--open.wav", bursts(1.42, seed=99))
    (place / "takes/green--open.flac").unlink(missing_ok=True)
    _render(place)
    after = {file.path: file.sha256 for file in read_manifest(place / "renders").files}
    changed = {name for name in before if before[name] != after[name]}
    assert {"scenes/green.mp4", "lesson.mp4"} <= changed
    assert not {"scenes/red.mp4", "scenes/blue.mp4"} & changed


def _spoil(change: Callable[[dict], object]) -> Callable[[Path], object]:  # type: ignore[type-arg]
    def spoil(folder: Path) -> None:
        told = json.loads((folder / "manifest.json").read_text())
        change(told)
        (folder / "manifest.json").write_text(json.dumps(told))

    return spoil


def test_a_film_without_its_sound_is_told(tmp_path: Path) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    order = make_order(tmp_path / "renders", lesson)
    render(order, Silent(), Result())
    _spoil(lambda m: m.update(sound={"voice": "espeak", "sonify": False}))(tmp_path / "renders")
    _, faults = check_folder(tmp_path / "renders")
    assert "lesson.mp4 has no sound." in faults


def test_recordings_that_lack_are_named(spoken: Path, tmp_path: Path) -> None:
    shutil.copytree(spoken / "takes", tmp_path / "takes")
    (tmp_path / "takes/red--open.wav").unlink()
    (tmp_path / "takes/blue--close.flac").unlink()
    lesson = make_lesson(tmp_path / "fakes.toml")
    voice = voice_of(lesson, f"recorded:{tmp_path / 'takes'}")
    cache = Cache(tmp_path / "speech")
    with pytest.raises(
        InputError, match=r"lacks 2 of 6 recordings: red--open.wav, blue--close.wav"
    ):
        speak(lesson, voice, ["red", "green", "blue"], cache, lambda *_: None)  # type: ignore[arg-type]
    # a scene whose recordings are there can be rendered
    assert speak(lesson, voice, ["green"], cache, lambda *_: None).of("green")  # type: ignore[arg-type]


def test_a_recording_that_is_called_nearly_right_is_named(spoken: Path, tmp_path: Path) -> None:
    shutil.copytree(spoken / "takes", tmp_path / "takes")
    (tmp_path / "takes/red--open.wav").rename(tmp_path / "takes/red--opne.wav")
    lesson = make_lesson(tmp_path / "fakes.toml")
    voice = voice_of(lesson, f"recorded:{tmp_path / 'takes'}")
    with pytest.raises(
        InputError, match=r"recordings: red--open\.wav \(is it red--opne\.wav\?\)\."
    ):
        speak(lesson, voice, ["red"], Cache(tmp_path / "speech"), lambda *_: None)  # type: ignore[arg-type]
    every = [Line("pulls", beat, ("One.",), "en") for beat in ("on", "one")]
    takes = Recorded("recorded", tmp_path, ["pulls--on.wav"], lambda _: b"")
    assert takes.lacking(every[1], every) == "pulls--one.wav"  # what is there is another beat's


NO_VOICES = ["kokoro-", "Espeak", "espeak:x", "recorded", "recorded:", "none:x", "../x", ""]


@pytest.mark.parametrize("name", NO_VOICES)
def test_a_voice_that_is_none_is_told(name: str) -> None:
    with pytest.raises(InputError, match=r"espeak|folder"):
        check_voice(name)


def _table(batch: list[int], sgd: list[int]) -> FrameTable:
    """Two walks that land at these frames, from a cost of 10 to 0."""
    tracks = {}
    for name, landings in (("batch", batch), ("sgd", sgd)):
        step = np.searchsorted(landings, np.arange(100), side="right")
        loss = 10.0 * (1 - step / max(len(landings), 1))
        tracks[name] = Track(np.zeros((100, 1)), loss, step, np.zeros(100))
    return FrameTable(tracks, 10)


def _frequency(pcm: np.ndarray) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(pcm, RATE))))


def test_a_tick_is_a_landing_and_falls_with_the_cost() -> None:
    made = ticks(_table([20, 40, 60], [30, 50, 70]), 10 * RATE)
    onsets = [20, 30, 40, 50, 60, 70]
    loud = np.abs(made).max(axis=1)
    for frame in onsets:
        at = frame * RATE // 10
        assert loud[at - 480 : at].max() == 0
        assert loud[at : at + 480].max() > 0.02
        side = np.abs(made[at : at + 4800]).max(axis=0)
        assert (side[0] > side[1]) == (frame in {20, 40, 60})  # batch left, stochastic right
    pitches = [_frequency(made[k * RATE // 10 : k * RATE // 10 + 4800, 0]) for k in (20, 40, 60)]
    assert pitches[0] > pitches[1] > pitches[2] > 100


def test_ticks_make_room_for_a_voice() -> None:
    made = ticks(_table([20, 60], []), 10 * RATE)
    speech = np.concatenate([silence(1.0), bursts(2.5, level=0.5), silence(6.5)])
    quieter = under(made, speech)
    spoken_over, free = 2 * RATE, 6 * RATE
    before, after = (np.abs(x[spoken_over : spoken_over + 4800]).max() for x in (made, quieter))
    assert 20 * np.log10(after / before) == pytest.approx(-18, abs=0.5)
    np.testing.assert_array_equal(made[free : free + 4800], quieter[free : free + 4800])
