"""Rendering a lesson into its folder: scenes as they get done, the whole when all are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from gdlesson.deliver.contact_sheet import Cell, save_contact_sheet
from gdlesson.deliver.manifest import (
    NAME,
    FileRecord,
    Kind,
    Manifest,
    SceneRecord,
    made_from,
    new_manifest,
    read_manifest,
    scene_record,
    sha256,
)
from gdlesson.errors import CommandError
from gdlesson.narration.captions import as_chapters, as_srt, as_vtt, captions, clock
from gdlesson.render.assembly import Chapter, Extras, join
from gdlesson.render.engine import Segment, still_frame
from gdlesson.render.picture import Picture
from gdlesson.render.stage import StageMaker, manim_stage
from gdlesson.render.workers import Brief, Event, Failed, Finished, draw_all
from gdlesson.workplace import Workplace
from scenes.lesson import Lesson
from scenes.theme import THEMES
from scenes.timing import Score


@dataclass(frozen=True)
class Order:
    """What to render, where to, and how."""

    lesson: Lesson
    scenes: tuple[str, ...]
    picture: Picture
    folder: Path
    jobs: int = 1
    verbose: bool = False
    make_stage: StageMaker = manim_stage


@dataclass
class Outcome:
    """What came of an order; it fills as the work goes on."""

    done: list[str] = field(default_factory=list)
    """Scenes whose clips are in the folder, whole."""
    failed: list[Failed] = field(default_factory=list)
    lesson: Path | None = None
    lacking: str = ""
    """Why there is no lesson.mp4 of what the lesson file says now."""


class Reporter(Protocol):
    """Who wants to know how it goes."""

    def begin(self, frames: int) -> None:
        """The order has this many frames."""

    def event(self, event: Event) -> None:
        """Something happened in a worker."""

    def scene_done(self, name: str, path: Path, seconds: float) -> None:
        """A scene's clip is in the folder."""

    def note(self, text: str) -> None:
        """What is being done beside drawing."""


def render(order: Order, reporter: Reporter, outcome: Outcome) -> None:
    """Render scenes in parallel; deliver each when it is done, then the lesson if all belong.

    Raises:
        CommandError: the folder cannot be used, or another process renders into it.
        OSError: a file cannot be written.
    """
    with Workplace(order.folder) as place:
        work = _Work(order, place, outcome)
        reporter.begin(sum(work.scores[name].frames for name in order.scenes))
        lesson = replace(order.lesson, path=order.lesson.path.absolute())
        work_folder = place.scratch("work/-").parent
        brief = Brief(lesson, order.picture, order.make_stage, work_folder, order.verbose)
        with closing(draw_all(work.segments(), brief, order.jobs)) as events:
            for event in events:
                reporter.event(event)
                if isinstance(event, Failed):
                    outcome.failed.append(event)
                elif isinstance(event, Finished) and work.completes(event.segment):
                    reporter.note(f"finishing {event.segment.scene}")
                    clip = work.deliver_scene(event.segment.scene)
                    reporter.scene_done(
                        event.segment.scene, clip, work.seconds(event.segment.scene)
                    )
        outcome.lacking = work.lacking()
        if not outcome.lacking:
            reporter.note("joining the lesson")
            outcome.lesson = work.deliver_lesson()


class _Work:
    """One order in progress, and the manifest of what is in the folder so far."""

    def __init__(self, order: Order, place: Workplace, outcome: Outcome) -> None:
        self.order, self.place, self.outcome = order, place, outcome
        lesson, picture = order.lesson, order.picture
        self.scores: dict[str, Score] = {
            spec.name: spec.score(picture.fps) for spec in lesson.scenes
        }
        self.made_from = {
            spec.name: made_from(lesson, spec, self.scores[spec.name], picture)
            for spec in lesson.scenes
        }
        self.before = _manifest_before(place.folder)
        self.manifest = self._kept(new_manifest(lesson, picture))
        self.undone = {
            name: {beat.name for beat in self.scores[name].beats} for name in order.scenes
        }

    def _kept(self, manifest: Manifest) -> Manifest:
        """A manifest that still lists what an earlier order left and this one does not redo."""
        if self.before is None:
            return manifest
        others = {spec.name for spec in self.order.lesson.scenes} - set(self.order.scenes)
        return manifest.model_copy(
            update={
                "scenes": tuple(s for s in self.before.scenes if s.name in others),
                "files": tuple(f for f in self.before.files if f.scene in others),
            }
        )

    def segments(self) -> list[Segment]:
        """The beats to draw, scene after scene."""
        return [
            Segment(
                scene=name,
                beat=beat,
                video=self.place.scratch(f"beats/{name}--{beat.name}.mp4"),
                still=self.place.scratch(f"beats/{name}--{beat.name}.png"),
                trace=self.place.scratch(f"beats/{name}.npz") if number == 0 else None,
            )
            for name in self.order.scenes
            for number, beat in enumerate(self.scores[name].beats)
        ]

    def completes(self, segment: Segment) -> bool:
        """Note that a beat is done; whether its scene is done with it."""
        undone = self.undone[segment.scene]
        undone.discard(segment.beat.name)
        return not undone

    def seconds(self, scene: str) -> float:
        """How long a scene lasts."""
        return self.scores[scene].seconds

    def deliver_scene(self, name: str) -> Path:
        """Join a scene's beats and put clip, stills and trace under their final names."""
        score, beats = self.scores[name], self.scores[name].beats
        clip = self.place.scratch(f"clips/{name}.mp4")
        videos = [self.place.scratch(f"beats/{name}--{beat.name}.mp4") for beat in beats]
        self._check_frames(clip, join(videos, clip, score.fps), score.frames)
        final = self.place.publish(clip, f"scenes/{name}.mp4")
        trace = self.place.publish(self.place.scratch(f"beats/{name}.npz"), f"trace/{name}.npz")
        files = [self._video(final, "clip", score.frames, name), self._file(trace, "trace", name)]
        for beat in beats:
            base = f"{name}--{beat.name}.png"
            still = self.place.publish(self.place.scratch(f"beats/{base}"), f"stills/{base}")
            shows = {"beat": beat.name, "frame": still_frame(beat, score.fps)} | self._size()
            files.append(self._file(still, "still", name).model_copy(update=shows))
        spec = self.order.lesson.scene(name)
        self._list(scene_record(spec, score, self.made_from[name]), files)
        for video in videos:
            video.unlink()
        self.outcome.done.append(name)
        return final

    def lacking(self) -> str:
        """What keeps the lesson from being joined: scenes that are not there or do not belong."""
        missing, foreign = [], []
        for name in self.scores:
            scene, clip = self.manifest.scene(name), self.manifest.file("clip", name)
            if scene is None or clip is None or not self._intact(clip):
                missing.append(name)
            elif scene.made_from != self.made_from[name]:
                foreign.append(name)
        reasons = [f"{_listed(missing)} not rendered yet"] if missing else []
        reasons += [f"{_listed(foreign)} rendered from other settings"] if foreign else []
        return " and ".join(reasons)

    def deliver_lesson(self) -> Path:
        """Join the scenes; write captions, chapters and the contact sheet; list them all."""
        lesson, picture, place = self.order.lesson, self.order.picture, self.place
        scores = [self.scores[spec.name] for spec in lesson.scenes]
        shown = captions(scores)
        titles = [spec.title for spec in lesson.scenes]
        extras = Extras(lesson.title, lesson.language, _chapters(titles, scores), shown)
        video = place.scratch("lesson.mp4")
        clips = [place.folder / f"scenes/{spec.name}.mp4" for spec in lesson.scenes]
        frames = sum(score.frames for score in scores)
        self._check_frames(video, join(clips, video, picture.fps, extras), frames)
        sheet = place.scratch("contact_sheet.png")
        save_contact_sheet(sheet, lesson.title, self._cells(scores), THEMES[lesson.theme])

        final = place.publish(video, "lesson.mp4")
        base = f"lesson.{lesson.language}"
        srt = place.publish_text(as_srt(shown, picture.fps), f"{base}.srt")
        vtt = place.publish_text(as_vtt(shown, picture.fps), f"{base}.vtt")
        chapters = place.publish_text(as_chapters(titles, scores), "chapters.txt")
        files = [
            self._video(final, "lesson", frames),
            self._file(srt, "captions"),
            self._file(vtt, "captions"),
            self._file(chapters, "chapters"),
            self._file(place.publish(sheet, "contact_sheet.png"), "contact_sheet"),
        ]
        self._list(None, files)
        self._remove_leftovers()
        return final

    def _list(self, scene: SceneRecord | None, files: Iterable[FileRecord]) -> None:
        """Put a scene, or the lesson where it is None, with its files into the manifest."""
        name = scene.name if scene else None
        order = [*self.scores]
        scenes = [s for s in self.manifest.scenes if s.name != name] + ([scene] if scene else [])
        listed = [f for f in self.manifest.files if f.scene != name] + [*files]
        whole = () if scene else tuple(self.made_from.values())
        self.manifest = self.manifest.model_copy(
            update={
                "lesson_made_from": whole,
                "scenes": tuple(sorted(scenes, key=lambda s: order.index(s.name))),
                "files": tuple(
                    sorted(listed, key=lambda f: -1 if f.scene is None else order.index(f.scene))
                ),
            }
        )
        self.place.publish_text(self.manifest.text(), NAME)

    def _remove_leftovers(self) -> None:
        """Remove what an earlier render made and this lesson no longer has, if unchanged."""
        now = {file.path for file in self.manifest.files}
        for file in self.before.files if self.before else ():
            if file.path not in now and self._intact(file):
                (self.place.folder / file.path).unlink()

    def _intact(self, file: FileRecord) -> bool:
        path = self.place.folder / file.path
        return path.is_file() and path.stat().st_size == file.bytes and sha256(path) == file.sha256

    def _check_frames(self, path: Path, frames: int, planned: int) -> None:
        if frames != planned:
            raise CommandError(f"{path.name} came out with {frames} frames in place of {planned}.")

    def _cells(self, scores: Sequence[Score]) -> list[Cell]:
        cells, offset = [], 0.0
        for spec, score in zip(self.order.lesson.scenes, scores, strict=True):
            for beat in score.beats:
                still = self.place.folder / f"stills/{spec.name}--{beat.name}.png"
                time = clock(offset + beat.start / score.fps)
                cells.append(Cell(still, f"{spec.name} · {beat.name}", time))
            offset += score.seconds
        return cells

    def _video(self, path: Path, kind: Kind, frames: int, scene: str | None = None) -> FileRecord:
        fps = self.order.picture.fps
        length = {"frames": frames, "seconds": frames / fps, "fps": fps}
        return self._file(path, kind, scene).model_copy(update=length | self._size())

    def _size(self) -> dict[str, int]:
        return {"width": self.order.picture.width, "height": self.order.picture.height}

    def _file(self, path: Path, kind: Kind, scene: str | None = None) -> FileRecord:
        name = path.relative_to(self.place.folder).as_posix()
        size, digest = path.stat().st_size, sha256(path)
        return FileRecord(path=name, kind=kind, scene=scene, bytes=size, sha256=digest)


def _manifest_before(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except CommandError:
        return None


def _chapters(titles: Sequence[str], scores: Sequence[Score]) -> list[Chapter]:
    chapters, start = [], 0
    for title, score in zip(titles, scores, strict=True):
        chapters.append(Chapter(title, start, start + score.frames))
        start += score.frames
    return chapters


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"
