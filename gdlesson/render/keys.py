"""Keys: digests of all that decides the pictures of a stretch of video.

The lesson file's part, data files, size and rate, the code that computes and draws the scene, the
words that it may say, the versions of the libraries, of the driver and of the face.  Equal keys,
equal pictures; nothing that is drawn is looked at.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from gdlesson.render.picture import Picture
from gdlesson.render.program import driver, versions
from gdlesson.render.sources import SourceFile, sources
from scenes.frame_rate import as_json
from scenes.lesson.file import Lesson, SceneSpec
from scenes.theme import Theme
from scenes.timing.score import Score, TimedBeat
from scenes.wording import wording


class Keys:
    """The keys of one lesson at one size, from its files as they were read."""

    def __init__(self, lesson: Lesson, picture: Picture) -> None:
        self._lesson = lesson
        self._common = {
            "aspect": lesson.aspect,
            "picture": [picture.width, picture.height, as_json(picture.fps)],
            "theme": _look(lesson.theme),
            "seed": lesson.seed,
            "language": lesson.language,
            "versions": versions(),
            "driver": driver(),
            "machine": [platform.system(), platform.machine()],
        }

    def scene(self, spec: SceneSpec, score: Score) -> str:
        """The key of what all frames of a scene share: everything but its words.

        Each beat's frames are in it, for what moves may move over several beats, and when words
        come, for movements are tied to them.
        """
        params = spec.params.model_dump(mode="json")
        beats = [(beat.name, beat.start, beat.stop, beat.words, beat.turns) for beat in score.beats]
        data = [self._lesson.inputs.digest(Path(name)) for name in spec.params.files()]
        code = sources(spec.name)
        own = {
            "scene": spec.name, "params": params, "data": data, "beats": beats,
            "code": {name: source.digest for name, source in code.items()},
            "words": words_of(spec, code.values()),
        }  # fmt: skip
        return _digest(self._common | own)

    def stretch(
        self, scene: str, beat: TimedBeat, start: int, stop: int, files: Iterable[str]
    ) -> str:
        """The key of some frames of a beat and of the files made of them, given its scene's key.

        Of the beat's words it holds the captions that these frames show.
        """
        words = [
            (caption.lines, caption.start, caption.stop, caption.second)
            for caption in beat.captions
            if self._lesson.burned and caption.start < stop and start < caption.stop
        ]
        return _digest([scene, beat.name, start, stop, words, sorted(files)])


def words_of(spec: SceneSpec, code: Iterable[SourceFile]) -> dict[str, object]:
    """What the software may write in a scene by itself: its title, and what its code names."""
    say, title = wording(spec.language), f"titles.{spec.name}"
    named = {word for source in code for word in source.words} - {"titles"}
    may = [key for key in sorted(say.keys()) if key == title or key.partition(".")[0] in named]
    return {key: dict(say.forms(key)) for key in may}


def joined(keys: Sequence[str]) -> str:
    """The key of what is made by joining things that have these keys."""
    return _digest([*keys])


def _look(theme: Theme) -> dict[str, object]:
    """A theme by what it looks like: its colours, and its font and logo by their bytes."""
    font = [sha256(data).hexdigest() for data in theme.font.files] if theme.font else []
    logo = sha256(theme.logo).hexdigest() if theme.logo else None
    drawn = {"family": theme.font.family if theme.font else "", "font": font, "logo": logo}
    return drawn | theme.colours | {"shading": theme.shading}


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
