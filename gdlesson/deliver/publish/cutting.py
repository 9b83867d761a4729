"""Which stretches of a film are published, and their chapters and captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import srt

from gdcore.typing import FrameRate
from gdlesson.deliver.manifest import Manifest, SceneRecord
from gdlesson.deliver.publish.encoding import Span
from gdlesson.errors import InputError
from gdlesson.narration.captions import chapter, clock
from gdlesson.narration.transcript import Passage, ToldScene, Transcript
from gdlesson.within import Within
from scenes.lesson.file import Lesson
from scenes.lesson.seeing import descriptions, told_in
from scenes.timing.captions import Caption

HOOK = "hook"
"""The scene that a short begins with, where the lesson has it and there is room for it."""
MOST_CAPTIONS = 2**22


@dataclass(frozen=True)
class Cut:
    """Scenes of a film that are published, in order."""

    scenes: tuple[str, ...]
    spans: tuple[Span, ...]
    """Their frames in the whole film; those that follow one another there are one."""
    fps: FrameRate

    @property
    def seconds(self) -> float:
        """How long they last."""
        return float(sum(stop - start for start, stop in self.spans) / self.fps)


def whole(manifest: Manifest) -> Cut:
    """All of the film."""
    return cut(manifest, [scene.name for scene in manifest.scenes])


def cut(manifest: Manifest, scenes: Sequence[str]) -> Cut:
    """Some scenes of the film."""
    spans: list[Span] = []
    places = starts(manifest)
    for name in scenes:
        start, stop = places[name], places[name] + _scene(manifest, name).frames
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((start, stop))
    return Cut(tuple(scenes), tuple(spans), manifest.fps)


def short(manifest: Manifest, chosen: Sequence[str], most: float) -> Cut:
    """The scenes of a short: those that were chosen, or as many as fit; the hook comes first.

    Raises:
        InputError: the chosen ones last too long.
    """
    lengths = {scene.name: scene.seconds for scene in manifest.scenes}
    if chosen:
        seconds = sum(lengths[name] for name in chosen)
        if seconds > most:
            raise InputError(
                f"The chosen scenes last {seconds:.0f} s, and a short at most {most:.0f}; choose "
                "fewer with --scene, or another --part."
            )
        room = HOOK in lengths and HOOK not in chosen and seconds + lengths[HOOK] <= most
        rest = [name for name in chosen if name != HOOK]
        return cut(manifest, [HOOK, *rest] if room or HOOK in chosen else rest)
    names = sorted(lengths, key=lambda name: name != HOOK)
    taken: list[str] = []
    for name in names:
        if sum(lengths[each] for each in [*taken, name]) > most:
            break
        taken.append(name)
    if not taken:
        raise InputError(f"No scene is as short as {most:.0f} s; render one that is.")
    return cut(manifest, taken)


def starts(manifest: Manifest) -> dict[str, int]:
    """The frame of the film at which each scene begins."""
    found, offset = {}, 0
    for scene in manifest.scenes:
        found[scene.name] = offset
        offset += scene.frames
    return found


def chapters_in(
    manifest: Manifest, main: Manifest, of: Cut, least: float
) -> list[tuple[float, str]]:
    """When each chapter begins, in seconds, and its title; short scenes are joined to others.

    A scene that is shorter than ``least`` is part of the one after it or, at the end, before it.

    Args:
        manifest: whose language the titles are in.
        main: of the film that is published.
        of: what is published of it.
        least: how long a chapter is at least, in seconds.
    """
    found: list[tuple[float, str]] = []
    at, held = 0.0, None
    for name in of.scenes:
        part = manifest.part_of(name)
        title = chapter(part.title if part else "", _scene(manifest, name).title)
        begin, title = held or (at, title)
        at += _scene(main, name).seconds
        held = (begin, title) if at - begin < least else None
        if held is None:
            found.append((begin, title))
    if held is not None and not found:
        found.append(held)
    return found


def as_lines(of: Sequence[tuple[float, str]]) -> str:
    """Chapters as descriptions have them, a line each."""
    return "".join(f"{clock(seconds)} {' '.join(title.split())}\n" for seconds, title in of)


def captions(folder: Path, manifest: Manifest, main: Manifest, of: Cut) -> list[Caption]:
    """The captions of a film in one language, at the times of a cut of the film in another.

    What is said in a beat is spread over the same beat there.
    """
    name = next(f.path for f in manifest.files if f.kind == "captions" and f.path.endswith(".srt"))
    text = Within(folder).read(name, MOST_CAPTIONS).decode("utf-8")
    own, other, fps = _beats(manifest), _beats(main), float(main.fps)
    places, offset = {}, 0
    for scene in of.scenes:
        places[scene] = offset
        offset += _scene(main, scene).frames
    found = []
    for cue in srt.parse(text):
        middle = (cue.start + cue.end).total_seconds() / 2
        key = next((k for k, (a, b) in own.items() if a <= middle < b), None)
        if key is None or key not in other or key[0] not in places:
            continue
        (start, stop), (there, until) = own[key], other[key]
        scale = (until - there) / (stop - start)
        shift = places[key[0]] / fps - starts(main)[key[0]] / fps + there
        frames = [
            round((shift + (min(max(each.total_seconds(), start), stop) - start) * scale) * fps)
            for each in (cue.start, cue.end)
        ]
        found.append(Caption(cue.content, frames[0], max(frames[1], frames[0] + 1)))
    return sorted(found, key=lambda each: each.start)


def transcript(lesson: Lesson, manifest: Manifest, main: Manifest, of: Cut) -> Transcript:
    """What there is to read of a cut in one language, at the times of the film itself."""
    sections, offset, part = list[ToldScene](), 0, ""
    for name in of.scenes:
        own, shown = _scene(manifest, name), _scene(main, name)
        seen = descriptions(lesson, lesson.scene(name))
        times = {beat.name: (beat.start, beat.stop) for beat in shown.beats}
        passages = tuple(
            Passage(
                beat.say, seen.get(beat.name, ""), *(offset + each for each in times[beat.name])
            )
            for beat in own.beats
            if beat.name in times
        )
        within = manifest.part_of(name)
        title = within.title if within else ""
        sections.append(
            ToldScene(name, own.title, title if title != part else "", offset, passages)
        )
        part, offset = title, offset + shown.frames
    told = told_in(lesson.language)
    return Transcript(lesson.title, lesson.language, told, main.fps, tuple(sections))


def _beats(manifest: Manifest) -> dict[tuple[str, str], tuple[float, float]]:
    """By scene and beat, when it begins and ends in the whole film, in seconds."""
    found = {}
    for name, offset in starts(manifest).items():
        for beat in _scene(manifest, name).beats:
            begin = float((offset + beat.start) / manifest.fps)
            found[name, beat.name] = begin, float((offset + beat.stop) / manifest.fps)
    return found


def _scene(manifest: Manifest, name: str) -> SceneRecord:
    scene = manifest.scene(name)
    if scene is None:
        known = ", ".join(each.name for each in manifest.scenes)
        raise InputError(f"The film has no scene {name!r}; choose from: {known}.")
    return scene
