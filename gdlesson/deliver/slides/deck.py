"""What a deck is made of: a slide a beat, in the order of the film."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gdcore.typing import FrameRate
from gdlesson.deliver.excerpts import Excerpt, has_sound
from gdlesson.deliver.manifest import Manifest, SceneRecord
from gdlesson.errors import InputError
from gdlesson.names import clip, still
from gdlesson.narration.lasting import lasting
from scenes.lesson.file import Lesson
from scenes.lesson.seeing import descriptions
from scenes.wording import Wording, delivered

Step = Callable[[str], None]
"""Is called with the name of a slide whenever something is done for it."""
Scratch = Callable[[str], Path]
"""Where to make the file that will have a name."""


@dataclass(frozen=True)
class Slide:
    """A beat: its excerpt of the scene's clip, and its words."""

    scene: str
    beat: str
    title: str
    """The scene's."""
    number: int
    """Which beat of the scene it is, from 1."""
    of: int
    """How many beats the scene has."""
    part: str
    """The title of the part of the lesson that begins with it, if one does."""
    say: str
    seen: str
    """What is seen, in words."""
    loops: bool
    excerpt: Excerpt
    still: Path

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.scene}--{self.beat}"

    @property
    def heading(self) -> str:
        """The scene's title, and which of its beats this is."""
        return f"{self.title} ({self.number}/{self.of})" if self.of > 1 else self.title


@dataclass(frozen=True)
class Deck:
    """The slides of a lesson, or of some of its scenes, after the title."""

    lesson: Lesson
    width: int
    height: int
    fps: FrameRate
    slides: tuple[Slide, ...]
    sound: bool
    made_from: tuple[str, ...]
    """What decides the frames of its scenes."""

    @property
    def say(self) -> Wording:
        """What the software itself says in it."""
        return delivered(self.lesson.language)

    @property
    def parts(self) -> list[str]:
        """The titles of the parts that it has."""
        return [slide.part for slide in self.slides if slide.part]

    @property
    def length(self) -> str:
        """How many scenes it has and how long they last, in words."""
        seconds = sum(slide.excerpt.seconds for slide in self.slides)
        scenes = len({slide.scene for slide in self.slides})
        return self.say("slides.length", count=scenes, length=lasting(seconds, self.say))

    def digest(self, *options: object) -> str:
        """Of all that decides what is made of it with these options, but the program."""
        told = [(slide.name, slide.heading, slide.part, slide.say, slide.seen, slide.loops)
                for slide in self.slides]  # fmt: skip
        colours = [self.lesson.title, self.lesson.language, self.lesson.theme.colours]
        size = [self.width, self.height, str(self.fps)]
        return sha256(
            json.dumps([told, colours, size, self.made_from, options], default=str).encode()
        ).hexdigest()


def deck_of(lesson: Lesson, film: Manifest, folder: Path, scenes: Iterable[str]) -> Deck:
    """The slides of some scenes of a lesson, from the folder of its film.

    Raises:
        InputError: the film lacks one of them.
    """
    slides, made_from = list[Slide](), list[str]()
    for name in scenes:
        record = film.scene(name)
        if record is None:
            raise InputError(f"{folder} has no scene {name}; render the lesson again.")
        made_from.append(record.made_from)
        slides += _slides(lesson, record, folder)
    sound = any(has_sound(path) for path in {slide.excerpt.clip for slide in slides})
    fps = film.fps
    return Deck(lesson, film.width, film.height, fps, tuple(slides), sound, tuple(made_from))


def _slides(lesson: Lesson, scene: SceneRecord, folder: Path) -> Iterable[Slide]:
    spec = lesson.scene(scene.name)
    seen = descriptions(lesson, spec)
    for number, beat in enumerate(scene.beats, start=1):
        yield Slide(
            scene=scene.name,
            beat=beat.name,
            title=scene.title,
            number=number,
            of=len(scene.beats),
            part=spec.begins if number == 1 else "",
            say=beat.say,
            seen=seen[beat.name],
            loops=beat.name in spec.loops,
            excerpt=Excerpt(folder / clip(scene.name), beat.start, beat.stop, scene.fps),
            still=folder / still(scene.name, beat.name),
        )
