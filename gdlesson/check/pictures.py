"""Up to three pictures of each beat, and the rules of readability that a picture can break."""

from __future__ import annotations

# Before all that imports Manim.
import gdlesson.render.lesson_manim  # noqa: F401  # isort: skip

import io
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial

import numpy as np
from PIL import Image

from gdcore.typing import FrameRate
from gdlesson.check import cards, casings, graphics, lines, paths, texts
from gdlesson.check.changes import change_findings
from gdlesson.check.findings import Box, Finding, Offence, Sight, worst
from gdlesson.check.shot import Element, Painter, Pixels, Shot
from gdlesson.check.space import SeenAt, dead_space, filled, room_of
from gdlesson.check.words import beat_offences
from gdlesson.render.apart import each_apart
from gdlesson.render.picture import Picture
from gdlesson.render.stage import manim_stage, quiet
from gdlesson.render.stretches import still_frame
from gdlesson.scratch import scratch_folder
from scenes.lesson.file import Lesson
from scenes.stage.scene import AnyScene, LessonScene, Part
from scenes.theme import TIMES
from scenes.timing.score import TimedBeat

Rule = Callable[[Shot], Iterator[Offence]]
RULES: tuple[Rule, ...] = (
    texts.cut_off_texts,
    graphics.cut_off_graphics,
    graphics.clear_of_furniture,
    texts.safe_area,
    texts.text_overlap,
    texts.text_covered,
    texts.text_over_graphics,
    texts.small_text,
    casings.casing,
    cards.beyond_card,
    texts.text_contrast,
    graphics.graphic_contrast,
    paths.step_agreement,
    paths.future,
    lines.alignment,
    paths.methods_apart,
)
SIZE = Picture(1280, 720, 30)
"""At which a lesson is looked at; all limits are relative to the frame."""
STEPS_BACK = 0.8
"""Share of its greatest opacity below which a part steps back, for the words are about another."""


def offences(shot: Shot) -> list[Offence]:
    """What is wrong with one picture by these rules."""
    return [offence for rule in RULES for offence in rule(shot)]


def look_at(lesson: Lesson, names: Sequence[str], jobs: int = 1, size: Picture = SIZE) -> Sight:
    """Look at the scenes ``names`` of a lesson, each by a process of its own if there are jobs."""
    if min(jobs, len(names)) <= 1:
        sights = [look_at_scene(lesson, name, size) for name in names]
    else:
        sights = each_apart(partial(look_at_scene, lesson, size=size), names, jobs)
    whole = Sight()
    for sight in sights:
        whole.findings += sight.findings
        whole.pictures |= sight.pictures
    return whole


def look_at_scene(lesson: Lesson, name: str, size: Picture = SIZE) -> Sight:
    """Every beat of one scene: its words, and its pictures at the start, the middle and the end."""
    quiet()
    with scratch_folder() as media:
        stage = manim_stage(lesson, name, size.shaped(lesson.aspect), media)
        assert isinstance(stage, LessonScene)
        stage.prepare()
        return look_through(stage)


def look_through(scene: AnyScene) -> Sight:
    """The same of a scene that is ready to be drawn, and what happens from frame to frame."""
    eye, sight = Eye(scene), Sight()
    seen: list[tuple[int, SeenAt]] = []
    for beat in scene.score.beats:
        found = [
            Finding(offence, scene.name, beat.name, beat.start)
            for offence in beat_offences(beat, scene.score.fps, scene.layout.line_characters)
        ]
        for frame in moments(beat, scene.score.fps):
            shot = eye.shot(frame)
            inked = filled(shot.picture, shot.background, scene.layout)
            seen.append((frame, SeenAt(float(frame / scene.score.fps), inked)))
            found += [Finding(o, scene.name, beat.name, frame) for o in offences(shot)]
            if any(finding.frame == frame for finding in found):
                sight.pictures[scene.name, frame] = as_png(shot.picture)
        sight.findings += worst(found)
    over_time = [*change_findings(scene), *_space_findings(scene, seen)]
    for finding in worst(over_time):
        assert finding.frame is not None
        sight.pictures[scene.name, finding.frame] = as_png(eye.shot(finding.frame).picture)
        sight.findings.append(finding)
    needed = {(finding.scene, finding.frame) for finding in sight.findings}
    sight.pictures = {key: png for key, png in sight.pictures.items() if key in needed}
    return sight


def _space_findings(scene: AnyScene, seen: Sequence[tuple[int, SeenAt]]) -> Iterator[Finding]:
    room = room_of(scene.layout, scene.camera.pixel_width, scene.camera.pixel_height)
    for first, offence in dead_space([moment for _, moment in seen], room):
        frame = seen[first][0]
        yield Finding(offence, scene.name, scene.score.at(frame).name, frame)


def moments(beat: TimedBeat, fps: FrameRate) -> list[int]:
    """The frames of a beat that are looked at: when it has faded in, the middle, before its end."""
    first = beat.start + round((TIMES.change + TIMES.breath) * fps)
    middle, last = beat.start + beat.frames // 2, still_frame(beat, fps)
    return sorted({min(first, last), middle, last})


class Eye:
    """Takes the pictures of a scene apart; parts that have not changed are not drawn again."""

    def __init__(self, scene: AnyScene) -> None:
        self.scene = scene
        self.painter = Painter(scene.camera)
        self.read: dict[int, Box] = {}
        """Of runs, where their names have been read in earlier pictures."""
        self._known: dict[int, tuple[Hashable, list[Element]]] = {}

    def shot(self, frame: int) -> Shot:
        """The picture at a frame."""
        elements: list[Element] = []
        still: set[int] = set()
        for part in self.scene.parts:
            gliding = _glides(part, frame)
            state = part.set(frame)
            if state is None:
                continue
            found = self._elements(part, state)
            for element in found:
                element.resting = not is_fading(part, frame)
                element.gliding = gliding
                element.inactive = _steps_back(part, frame)
            if part.update is None:
                still |= {id(element) for element in found}
            elements += found
        shot = self.painter.shot(elements)
        shot.extras |= {
            "frame": frame, "layout": self.scene.layout, "still": still,
            "runners": self.scene.runs_shown, "read": self.read,
        }  # fmt: skip
        return shot

    def _elements(self, part: Part, state: Hashable) -> list[Element]:
        known = self._known.get(id(part))
        if known is None or known[0] != state:
            known = self._known[id(part)] = state, self.painter.elements([part.mobject])
        return known[1]


def is_fading(part: Part, frame: int) -> bool:
    """Whether a part is coming or going at a frame."""
    return not part.shown(frame - 1) == part.shown(frame) == part.shown(frame + 1)


def _glides(part: Part, frame: int) -> bool:
    """Whether what fills a slot is in another one than at the frame before."""
    slots = []
    for at in (max(frame - 1, 0), frame):
        if part.update is None or not hasattr(part.mobject, "slot") or part.set(at) is None:
            return False
        slots.append(part.mobject.slot)
    return bool(slots[0] != slots[1])


def _steps_back(part: Part, frame: int) -> bool:
    opacity = part.opacity
    most = max([opacity.first, *(value for _, _, value, _ in opacity.moves)])
    return part.shown(frame) < STEPS_BACK * most


def as_png(picture: Pixels) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
