"""Having a lesson spoken, beat after beat; what was said before is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np

from gdlesson.errors import CommandError
from gdlesson.narration.lines import lines
from gdlesson.narration.takes import Narration, Take, take_of
from gdlesson.narration.voices.base import Line, Voice
from gdlesson.render.apart import each_apart
from gdlesson.render.cache import Cache
from gdlesson.render.program import code
from gdlesson.scratch import scratch_folder
from scenes.lesson.file import Lesson
from scenes.timing.speech import Speech

_PCM, _TIMES = "speech.npy", "speech.json"

Tell = Callable[[int, int], object]
"""Is told that a beat is spoken: its number, from 1, and how many there are."""


def speak(
    lesson: Lesson, voice: Voice, scenes: Collection[str], cache: Cache, tell: Tell
) -> Narration:
    """Have a voice say scenes of a lesson; what it has said before is not said again.

    What it has said of the other scenes is taken along, so that what was rendered of them fits.

    Raises:
        CommandError: it cannot.
    """
    wanted = [each for each in lines(lesson) if each.scene in scenes]
    voice.refuse(wanted)
    others = [each for each in lines(lesson) if each.scene not in scenes]
    takes: dict[str, dict[str, Take]] = {}
    for each in others:
        with suppress(CommandError):
            if take := _kept(cache, _key(voice, each)):
                takes.setdefault(each.scene, {})[each.beat] = take
    for number, each in enumerate(wanted, start=1):
        key = _key(voice, each)
        take = _kept(cache, key)
        if take is None:
            tell(number, len(wanted))
            take = _apart(voice, each, key) if voice.remembers else take_of(voice, each, key)
            with suppress(OSError):  # a cache that cannot be written to keeps nothing
                _keep(cache, take)
        takes.setdefault(each.scene, {})[each.beat] = take
    cache.trim(keep={take.key for of in takes.values() for take in of.values()})
    return Narration(voice.name, takes)


def _apart(voice: Voice, line: Line, key: str) -> Take:
    """The line, said by a voice that has said nothing before."""
    (said,) = each_apart(partial(_said, voice, key), [line], 1)
    if isinstance(said, CommandError):
        raise said
    return said


def _said(voice: Voice, key: str, line: Line) -> Take | CommandError:
    """The line, or why it cannot be said, to be raised where its kind is known."""
    try:
        return take_of(voice, line, key)
    except CommandError as error:
        return error


def _key(voice: Voice, line: Line) -> str:
    makers = code(("gdlesson.sound", "gdlesson.narration.voices"))
    told = [makers, voice.name, voice.key(line), line.words, line.language]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _kept(cache: Cache, key: str) -> Take | None:
    """What is kept under a key, if that is whole."""
    with suppress(OSError, ValueError, KeyError, TypeError), scratch_folder() as folder:
        files = _files(folder)
        if cache.fetch(key, files):
            times = json.loads(files[_TIMES].read_text(encoding="utf-8"))
            pcm = np.load(BytesIO(files[_PCM].read_bytes()), allow_pickle=False)
            return Take(pcm, Speech(times["seconds"], tuple(times["starts"])), key)
    return None


def _keep(cache: Cache, take: Take) -> None:
    with scratch_folder() as folder:
        files = _files(folder)
        np.save(files[_PCM], take.pcm, allow_pickle=False)
        times = {"seconds": take.speech.seconds, "starts": take.speech.starts}
        files[_TIMES].write_text(json.dumps(times), encoding="utf-8")
        cache.store(take.key, files)


def _files(folder: Path) -> dict[str, Path]:
    return {name: folder / name for name in (_PCM, _TIMES)}
