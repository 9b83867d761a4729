"""Voices say lines at a good pace, tell when each word comes, and say what they lack."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from gdlesson.errors import CommandError, InputError, RenderError
from gdlesson.making.readings import readings
from gdlesson.making.speaking import speak
from gdlesson.narration.takes import QUICKEST, SLOWEST, pace, take_of
from gdlesson.narration.voices import espeak, installing
from gdlesson.narration.voices.base import Line, Voice
from gdlesson.narration.voices.espeak import Espeak
from gdlesson.narration.voices.kokoro import VENDORED, Kokoro, phonetic, symbols
from gdlesson.render.cache import Cache
from gdlesson.sound.loudness import measured_speech
from gdlesson.sound.speech import bounds
from tests.gdlesson.fake_lesson import make_lesson
from tests.gdlesson.sounds import RATE, bursts, silence, write

SPOKEN = {
    "en": "One step of two over L lands at the same height on the other side of the valley.",
    "es": "Un paso de dos entre L llega a la misma altura, al otro lado del valle.",
    "de": "Ein Schritt von zwei durch L landet auf derselben Höhe, auf der anderen Seite des Tals.",
}
needs_espeak = pytest.mark.skipif(not espeak.is_installed(), reason="eSpeak NG is not installed")
needs_kokoro = pytest.mark.skipif(
    not installing.is_installed(), reason="gdlesson voices install kokoro was not called"
)
VOICES = [
    *(pytest.param(Espeak(), language, marks=needs_espeak) for language in SPOKEN),
    pytest.param(Kokoro("kokoro"), "en", marks=needs_kokoro),
    pytest.param(Kokoro("kokoro:em_alex"), "es", marks=needs_kokoro),
]


def line(language: str, text: str = "") -> Line:
    return Line("red", "open", tuple((text or SPOKEN[language]).split()), language)


@pytest.mark.parametrize(("voice", "language"), VOICES)
def test_a_voice_speaks_clearly_and_tells_when_its_words_come(voice: Voice, language: str) -> None:
    said = line(language)
    take = take_of(voice, said, "")
    assert SLOWEST <= pace(said.text, take.speech.seconds) <= QUICKEST
    found = measured_speech(take.samples)
    assert found.lufs == pytest.approx(-14, abs=0.5)
    assert found.peak < -1
    first, stop = bounds(take.samples, RATE)  # trimmed: no silence is left at the ends
    assert first < 0.1 * RATE
    assert len(take.pcm) - stop < 0.1 * RATE
    starts = take.speech.starts
    assert len(starts) == len(said.words)
    assert all(one <= other for one, other in pairwise(starts))
    # a word begins at about its share of the letters
    letters = np.cumsum([0, *map(len, said.words)])
    shares = letters[:-1] / letters[-1] * take.speech.seconds
    assert np.abs(np.subtract(starts, shares)).max() < 0.15 * take.speech.seconds


@needs_espeak
def test_a_word_is_heard_where_it_is_said_to_come() -> None:
    """Behind a comma is a pause: the word begins where the sound comes back."""
    said = line("en", "Wait for it, now.")
    sound = Espeak().say(said, 0.9)
    assert sound.starts is not None
    at = round(sound.starts[3] * sound.rate)
    window = sound.rate // 20
    before, after = (np.abs(sound.pcm[k : k + window]).max() for k in (at - 2 * window, at))
    assert after > 5 * before


@needs_espeak
def test_what_espeak_has_said_before_changes_nothing(tmp_path: Path) -> None:
    """In one process it says a line otherwise from time to time, up to a hundredth longer."""
    lesson = make_lesson(tmp_path / "f.toml")
    first, *others = (
        speak(lesson, Espeak(), ["red"], Cache(tmp_path / name), lambda *_: None).of("red")
        for name in ("one", "two", "three")
    )
    for other in others:
        assert other.keys() == first.keys()
        for beat, take in first.items():
            assert other[beat].speech == take.speech
            np.testing.assert_array_equal(other[beat].pcm, take.pcm)


@needs_espeak
def test_a_language_that_espeak_does_not_speak_is_told() -> None:
    with pytest.raises(InputError, match='does not speak "xx"'):
        Espeak().say(line("xx", "a b"), 1.0)


@needs_espeak
@pytest.mark.parametrize("language", ["en", "es"])
def test_kokoro_knows_the_letters_that_it_is_given(language: str) -> None:
    letters, places = phonetic(SPOKEN[language].split(), language)
    assert len(places) == len(SPOKEN[language].split())
    assert all(one <= other for one, other in pairwise(places))
    unknown = [letter for letter in letters if letter not in symbols()]
    assert len(unknown) <= 2


def test_the_voices_of_kokoro_are_those_that_were_vendored() -> None:
    import hashlib

    told = dict(
        reversed(row.split("  ", 1))
        for row in (VENDORED / "SOURCE").read_text(encoding="utf-8").splitlines()
        if len(row.split("  ", 1)[0]) == 64
    )
    for path in VENDORED.iterdir():
        if path.name not in {"SOURCE", "packages.lock"}:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == told[path.name]
    for path in VENDORED.glob("*.f16"):
        assert np.fromfile(path, "<f2").reshape(510, 256).astype(float).std() > 0.01


def test_kokoro_tells_which_languages_it_speaks() -> None:
    for name, language in (("kokoro", "de"), ("kokoro:ef_dora", "en")):
        with pytest.raises(InputError, match=r"en \(af_heart, am_michael\) and es .*espeak"):
            Kokoro(name).refuse([line(language, "a b")])


def test_a_voice_that_is_not_installed_says_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(InputError, match="gdlesson voices install kokoro"):
        installing.model()


@pytest.mark.slow
def test_an_installation_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name, value in (
        ("INDEX_URL", "file:///nowhere"),
        ("EXTRA_INDEX_URL", ""),
        ("FIND_LINKS", ""),
    ):
        monkeypatch.setenv(f"PIP_{name}", value)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    with pytest.raises(RenderError, match="Kokoro could not be installed: "):
        installing.install()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not installing.is_installed()


# a recording of a line of one word that is to be found wanting: what is said of it
RECORDINGS = {
    "clipped": (np.sign(bursts(0.6)), "is clipped"),
    "too quiet": (bursts(0.6, level=0.002), "is too quiet"),
    "too long": (bursts(6.0), "is long: 6.0 s for 1 words"),
    "too short": (bursts(0.2), "is short"),
    "silent": (silence(0.6), "nothing but silence"),
}


@pytest.mark.parametrize(("pcm", "said"), RECORDINGS.values(), ids=RECORDINGS)
def test_what_is_wrong_with_a_recording_is_told(tmp_path: Path, pcm: np.ndarray, said: str) -> None:
    (tmp_path / "takes").mkdir()
    write(tmp_path / "takes/red--open.wav", pcm.astype(np.float32))
    write(tmp_path / "takes/red--close.wav", bursts(3.0))
    lesson = make_lesson(tmp_path / "fakes.toml")
    every, folder = readings(lesson, f"recorded:{tmp_path / 'takes'}", ["red", "green"])
    assert folder == tmp_path / "takes"
    told = {(each.line.scene, each.line.beat): each for each in every}
    assert said in "; ".join(told["red", "open"].faults)
    assert told["red", "close"].faults == ()
    assert told["red", "close"].found == "red--close.wav"
    assert told["green", "open"].found is None
    assert [each.number for each in every] == [1, 2, 3, 4]


def test_recordings_of_no_good_format_are_told(tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    (tmp_path / "takes/red--open.mp3").write_bytes(b"")
    (tmp_path / "takes/red--close.wav").mkdir()
    lesson = make_lesson(tmp_path / "fakes.toml")
    every, _ = readings(lesson, f"recorded:{tmp_path / 'takes'}", ["red"])
    assert "empty" in every[0].faults[0]
    assert "a folder, a device or a pipe" in every[1].faults[0]
    write(tmp_path / "takes/red--open.wav", bursts(1.0))
    every, _ = readings(lesson, f"recorded:{tmp_path / 'takes'}", ["red"])
    assert "two recordings of one beat" in every[0].faults[0]


# name, what is said of it, after its own name and up to the full stop that the command adds
NO_SOUNDS = [
    ("red--open.wav", "cannot be used: it cannot be read as WAV "),
    (
        "red--open.flac",
        "cannot be used: it cannot be read as FLAC |no sound in it that can be read$",
    ),
]


@pytest.mark.parametrize(("name", "said"), NO_SOUNDS)
def test_a_recording_that_is_no_sound_is_told_by_its_name_and_once(
    tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "takes").mkdir()
    (tmp_path / "takes" / name).write_text("Read this aloud.\n" * 99)
    lesson = make_lesson(tmp_path / "fakes.toml")
    every, _ = readings(lesson, f"recorded:{tmp_path / 'takes'}", ["red"])
    (fault,) = every[0].faults
    assert every[0].found == name
    assert re.search(said, fault)
    assert name not in fault
    assert not fault.endswith(".")


def test_a_recording_of_another_format_is_told(tmp_path: Path) -> None:
    (tmp_path / "takes").mkdir()
    (tmp_path / "takes/red--open.ogg").write_bytes(b"OggS")
    lesson = make_lesson(tmp_path / "fakes.toml")
    every, _ = readings(lesson, f"recorded:{tmp_path / 'takes'}", ["red"])
    (fault,) = every[0].faults
    why = "is none of the formats that are read: WAV, FLAC, MP3, M4A"
    assert fault == f"cannot be used: red--open.ogg {why}"


def test_a_folder_of_recordings_that_is_not_there_is_told(tmp_path: Path) -> None:
    lesson = make_lesson(tmp_path / "fakes.toml")
    with pytest.raises(CommandError, match="There are no recordings in takes"):
        readings(lesson, f"recorded:{tmp_path / 'takes'}", ["red"])
