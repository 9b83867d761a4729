"""What is heard in each film as a file, made beside the drawing, and kept as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from gdlesson.making.soundtrack import Soundtrack
from gdlesson.render.cache import Cache
from gdlesson.sound.aac import encode
from gdlesson.sound.graph import Pcm
from gdlesson.sound.loudness import Loudness
from gdlesson.workplace import Workplace

_SOUND, _LOUDNESS = "sound.mp4", "loudness.json"


@dataclass(frozen=True)
class Heard:
    """The sound of a film."""

    path: Path
    loudness: Loudness


class SoundFiles:
    """A thread that encodes sound while pictures are drawn, so that films are soon joined.

    A file is kept under a digest of its samples, so that the same sound is encoded and measured
    once, in whatever size its pictures are drawn.
    """

    def __init__(self, sound: Soundtrack | None, cache: Cache, place: Workplace) -> None:
        self._sound, self._cache, self._place = sound, cache, place
        self._thread = ThreadPoolExecutor(1)
        self._begun: dict[tuple[str, ...], Future[Heard]] = {}
        self._closed = Event()

    def begin(self, scenes: Sequence[str]) -> None:
        """Make the file of a film of these scenes, if anything is heard in it."""
        if self._sound and tuple(scenes) not in self._begun:
            to = self._place.scratch(f"sound/{len(self._begun)}/-").parent
            made = self._thread.submit(self._make, self._sound, tuple(scenes), to)
            self._begun[tuple(scenes)] = made

    def begin_all(self, films: Iterable[Sequence[str]]) -> None:
        """Make those of several films, one after another."""
        for scenes in films:
            self.begin(scenes)

    def made(self, scenes: Sequence[str]) -> Heard | None:
        """Wait until it is made; None if nothing is to be heard."""
        self.begin(scenes)
        return self._begun[tuple(scenes)].result() if self._sound else None

    def close(self) -> None:
        """Make no more."""
        self._closed.set()
        self._thread.shutdown(cancel_futures=True)
        if self._begun:
            self._cache.trim()

    def _make(self, sound: Soundtrack, scenes: tuple[str, ...], to: Path) -> Heard:
        key = sound.digest(scenes)
        files = {name: to / name for name in (_SOUND, _LOUDNESS)}
        with suppress(OSError, ValueError, TypeError):
            if self._cache.fetch(key, files):
                told = json.loads(files[_LOUDNESS].read_text(encoding="utf-8"))
                return Heard(files[_SOUND], Loudness(*map(float, told)))
        encode(self._unless_closed(sound.of(scenes)), files[_SOUND])
        heard = Heard(files[_SOUND], sound.loudness(scenes))
        files[_LOUDNESS].write_text(json.dumps([*map(str, heard.loudness)]), encoding="utf-8")
        with suppress(OSError):  # a cache that cannot be written to keeps nothing
            self._cache.store(key, files)
        return heard

    def _unless_closed(self, pieces: Iterator[Pcm]) -> Iterator[Pcm]:
        """The pieces; none any more once nobody waits for them."""
        for piece in pieces:
            if self._closed.is_set():
                raise InterruptedError
            yield piece
