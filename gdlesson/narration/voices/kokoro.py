"""Kokoro: a natural voice for English and Spanish, which runs on the processor, without a network.

It is a model of 82 million weights, installed when it is first asked for: see ``installing.py``.
It is given phonetic letters, which eSpeak NG finds, and tells how long each of them lasts.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from gdlesson.errors import InputError
from gdlesson.narration.voices import espeak, installing
from gdlesson.narration.voices.base import Line, Sound
from gdlesson.sound.graph import Pcm

RATE = 24_000
FRAME = 600
"""Samples of what the model counts durations in."""
VOICES = {"en": ("af_heart", "am_michael"), "es": ("ef_dora", "em_alex")}
"""By language; the first speaks where none is named."""
VENDORED = Path(__file__).parent / "vendored" / "kokoro"
USUAL_SPEED = 0.74
"""Of the model's own, which says more than three words a second."""
MOST_SYMBOLS = 480
"""Of one run of the model; what is longer is said sentence by sentence."""
_MARKS = re.compile(r'([;:,.!?¡¿—…"«»“”()–]+)')
_ENDS = re.compile(r"(?<=[.!?…])\s+")


class _Phrase(NamedTuple):
    """Words between two marks: their phonetic letters, and the mark that follows."""

    words: tuple[str, ...]
    letters: str
    mark: str


class Kokoro:
    """Says lines by Kokoro.

    Args:
        called: "kokoro", or "kokoro:" and one of its voices.
    """

    paced = True
    remembers = False

    def __init__(self, called: str) -> None:
        self.name = called
        self._wanted = called.partition(":")[2]

    def refuse(self, lines: Sequence[Line]) -> None:
        """See that it speaks the language, and is installed."""
        for line in lines[:1]:
            self._style_name(line.language)
        espeak.version()
        installing.model()

    def key(self, line: Line) -> str:
        """The voice, the model, and the version of what finds the phonetic letters."""
        return f"{self._style_name(line.language)} {installing.MODEL} {espeak.version()}"

    def say(self, line: Line, speed: float) -> Sound:
        """Say it, a sentence at a time if it is long."""
        style = _style(self._style_name(line.language))
        parts: list[Pcm] = []
        starts: list[float] = []
        for words in _runs(line):
            pcm, times = _spoken(words, line.language, style, speed)
            before = sum(map(len, parts)) / RATE
            starts += [before + time for time in times]
            parts.append(pcm)
        told, last, given = [], 0.0, iter(starts)
        for word in line.words:
            count = len(word.split())
            last = next(given) if count else last
            told.append(last)
            for _ in range(count - 1):
                next(given)
        return Sound(np.concatenate(parts), RATE, tuple(told))

    def _style_name(self, language: str) -> str:
        tongue = language.partition("-")[0]
        there = VOICES.get(tongue, ())
        if not there or (self._wanted and self._wanted not in there):
            speaks = " and ".join(f"{code} ({', '.join(names)})" for code, names in VOICES.items())
            raise InputError(
                f'Kokoro has no voice for "{language}" that goes by {self.name}: it has {speaks}. '
                "For other languages the best there is are espeak and your own recordings."
            )
        return self._wanted or there[0]


def _runs(line: Line) -> Iterator[list[str]]:
    """The words of a line, as many sentences at a time as the model takes."""
    held: list[str] = []
    for sentence in _ENDS.split(line.text):
        words = sentence.split()
        if held and len(" ".join([*held, *words])) > MOST_SYMBOLS // 2:
            yield held
            held = []
        held += words
    if held:
        yield held


def _spoken(
    words: Sequence[str], language: str, style: Pcm, speed: float
) -> tuple[Pcm, list[float]]:
    """Words as the model says them, and the second at which each begins."""
    letters, places = phonetic(words, language)
    known = symbols()
    kept = [place for place, letter in enumerate(letters) if letter in known]
    tokens = [known[letters[place]] for place in kept][:MOST_SYMBOLS]
    run = _session().run(
        None,
        {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": style[min(len(tokens), len(style)) - 1][None],
            "speed": np.array([speed * USUAL_SPEED], np.float32),
        },
    )
    pcm = np.asarray(run[0], np.float32).ravel()
    lasts = np.asarray(run[1]).ravel()
    scale = len(pcm) / RATE / max(float(lasts.sum()), 1.0)
    begins = np.concatenate([[0.0], np.cumsum(lasts)]) * scale
    at = np.searchsorted(kept, places)
    return pcm, [float(begins[min(place + 1, len(begins) - 1)]) for place in at]


def phonetic(words: Sequence[str], language: str) -> tuple[str, list[int]]:
    """The phonetic letters of words, marks among them, and the place where each word begins."""
    letters, places = "", []
    for phrase in _phrases(words, language):
        if letters and phrase.words:
            letters += " "
        places += [len(letters) + place for place in _word_places(phrase)]
        letters += phrase.letters + phrase.mark
    return letters, places


def _phrases(words: Sequence[str], language: str) -> Iterator[_Phrase]:
    held: list[str] = []
    for word in words:
        parts = _MARKS.split(word)
        inner = [part for part in parts[::2] if part]
        held.append(" ".join(inner) or word)
        if parts[-1] == "" and len(parts) > 1:
            yield _phrase(held, parts[-2], language)
            held = []
    if held:
        yield _phrase(held, "", language)


def _phrase(words: Sequence[str], mark: str, language: str) -> _Phrase:
    spoken = _MARKS.sub(" ", " ".join(words))
    return _Phrase(tuple(words), espeak.phonemes(spoken, language), mark)


def _word_places(phrase: _Phrase) -> list[int]:
    """Where the letters of each word begin; where some have grown together, about where."""
    edges = [0, *(match.end() for match in re.finditer(" +", phrase.letters))]
    if len(edges) == len(phrase.words):
        return edges
    lengths = np.cumsum([0, *(len(word) for word in phrase.words)])
    wanted = lengths[:-1] / max(lengths[-1], 1) * len(phrase.letters)
    return [min(edges, key=lambda edge: abs(edge - place)) for place in wanted]


@cache
def symbols() -> dict[str, int]:
    """The number of each phonetic letter and mark that the model knows."""
    told: dict[str, int] = json.loads((VENDORED / "symbols.json").read_text(encoding="utf-8"))
    return told


@cache
def _style(name: str) -> Pcm:
    """The vectors of a voice (510, 256), one for each length of a text."""
    return np.fromfile(VENDORED / f"{name}.f16", "<f2").reshape(-1, 256).astype(np.float32)


@cache
def _session() -> Any:  # noqa: ANN401 - of a package that need not be there
    model = installing.model()
    if str(model.packages) not in sys.path:
        sys.path.append(str(model.packages))
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others draw
    return onnxruntime.InferenceSession(
        str(model.file), options, providers=["CPUExecutionProvider"]
    )
