"""eSpeak NG: a small voice for a hundred languages, which ``./run`` installs.

The library tells when each word begins.  It is a program of its own under the GPL, called by its
public C interface.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np

from gdlesson.errors import InputError
from gdlesson.narration.voices.base import Line, Sound

USUAL_WORDS_A_MINUTE = 145
ACCENTS = {"en": "en-us", "es": "es", "de": "de"}
"""Its voice of a language, where that is not called by the language's tag."""
TIMBRE = "+m3"
"""Of its timbres one that a recogniser understands better than the usual one, in each language."""
INSTALL = "brew install espeak-ng" if sys.platform == "darwin" else "apt-get install espeak-ng"

_SYNCHRONOUS, _RATE, _UTF8, _BY_CHARACTERS = 2, 1, 1, 1
_WORD, _END = 1, 0
_PHONETIC = 2
_NAMES = ("libespeak-ng.so.1", "libespeak-ng.1.dylib", "libespeak-ng.dylib")


class _Event(ctypes.Structure):
    """``espeak_EVENT`` of ``speak_lib.h``."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class _Engine:
    """The library, set up once a process."""

    def __init__(self, library: Any) -> None:  # noqa: ANN401 - ctypes has no type for one
        self.library = library
        self.rate = int(library.espeak_Initialize(_SYNCHRONOUS, 0, None, 0))
        library.espeak_Info.restype = ctypes.c_char_p
        self.version = library.espeak_Info(None).decode()
        self._parts: list[np.ndarray[Any, np.dtype[np.int16]]] = []
        self._words: list[tuple[int, float]] = []
        self._callback = _Callback(self._take)
        library.espeak_SetSynthCallback(self._callback)

    def speak(self, text: str, voice: str, words_a_minute: int) -> Sound:
        """Speak; the starts are (character, second) of each word in ``text``."""
        self._parts, self._words = [], []
        library = self.library
        if library.espeak_SetVoiceByName(voice.encode()) != 0:
            language = voice.partition("+")[0]
            raise InputError(
                f'eSpeak NG does not speak "{language}"; take another voice, or record '
                "the words (gdlesson script)."
            )
        library.espeak_SetParameter(_RATE, words_a_minute, 0)
        data = text.encode() + b"\0"
        library.espeak_Synth(data, len(data), 0, _BY_CHARACTERS, 0, _UTF8, None, None)
        pcm = np.concatenate(self._parts or [np.zeros(0, np.int16)])
        return Sound(pcm.astype(np.float32) / np.float32(2**15), self.rate)

    def phonemes(self, text: str, voice: str) -> str:
        """A stretch of text without marks in the International Phonetic Alphabet."""
        self.library.espeak_SetVoiceByName(voice.encode())
        self.library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        rest = ctypes.c_char_p(text.encode())
        told = []
        while rest.value:  # a clause at a time
            told.append(
                self.library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _PHONETIC).decode()
            )
        return " ".join(" ".join(told).split())

    @property
    def words(self) -> list[tuple[int, float]]:
        """Where in the last text each word begins, from 0, and at which second of the sound."""
        return self._words

    def _take(self, samples: Any, count: int, events: Any) -> int:  # noqa: ANN401 - pointers
        if samples and count:
            self._parts.append(np.ctypeslib.as_array(samples, (count,)).copy())
        place = 0
        while events[place].type != _END:
            event = events[place]
            if event.type == _WORD and event.length:
                self._words.append((event.text_position - 1, event.audio_position / 1000))
            place += 1
        return 0


@cache
def _engine() -> _Engine:
    program = shutil.which("espeak-ng")  # Homebrew's libraries lie beside its programs
    beside = Path(program).resolve().parent.parent / "lib" if program else Path()
    names = [*_NAMES, *(str(beside / name) for name in _NAMES)]
    for name in (*names, ctypes.util.find_library("espeak-ng")):
        with suppress(OSError):
            if name:
                return _Engine(ctypes.CDLL(name))
    raise InputError(f"The voice espeak needs eSpeak NG, which is not installed: {INSTALL}.")


def phonemes(text: str, language: str) -> str:
    """How a stretch of text without marks is spoken, in the International Phonetic Alphabet.

    Raises:
        InputError: eSpeak NG is not installed.
    """
    return _engine().phonemes(text, _accent(language))


def version() -> str:
    """That of the library.

    Raises:
        InputError: it is not installed.
    """
    return str(_engine().version)


def is_installed() -> bool:
    """Whether the library is there."""
    try:
        _engine()
    except InputError:
        return False
    return True


class Espeak:
    """Says lines by eSpeak NG."""

    name = "espeak"
    paced = True
    remembers = True

    def refuse(self, lines: Sequence[Line]) -> None:
        """See that it is installed."""
        del lines
        _engine()

    def key(self, line: Line) -> str:
        """The version of the library."""
        return f"espeak-ng {_engine().version} {_timbre(line.language)}"

    def say(self, line: Line, speed: float) -> Sound:
        """Say it; a word's time is that of the library's first word in it."""
        engine = _engine()
        said = engine.speak(line.text, _timbre(line.language), round(speed * USUAL_WORDS_A_MINUTE))
        spoken = [*filter(None, line.words)]
        edges = [*accumulate((len(word) + 1 for word in spoken), initial=0)]
        times: list[float] = []
        for first, stop in pairwise(edges):
            inside = [time for place, time in engine.words if first <= place < stop]
            times.append(inside[0] if inside else (times[-1] if times else 0.0))
        told = iter(times)
        starts, last = [], 0.0
        for word in line.words:
            last = next(told) if word else last
            starts.append(last)
        return Sound(said.pcm, said.rate, tuple(starts))


def _accent(language: str) -> str:
    return ACCENTS.get(language, language.lower())


def _timbre(language: str) -> str:
    return _accent(language) + TIMBRE
