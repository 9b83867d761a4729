"""Rendering a lesson into its folder: scenes as they get done, the whole when all are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Protocol

from gdlesson.deliver.contact_sheet import Cell, save_contact_sheet, thumbnail
from gdlesson.deliver.manifest import (
    FileRecord,
    Kind,
    Manifest,
    SceneRecord,
    new_manifest,
    read_manifest,
    scene_record,
)
from gdlesson.ending import held
from gdlesson.errors import CommandError
from gdlesson.names import MANIFEST, clip, of_lesson, of_scene, still, trace
from gdlesson.narration.captions import as_chapters, as_srt, as_vtt, captions, clock
from gdlesson.render.assembly import Chapter, Extras, join
from gdlesson.render.cache import Cache
from gdlesson.render.engine import Segment, still_frame, stretches
from gdlesson.render.events import Event, Failed, Finished
from gdlesson.render.keys import Keys, whole
from gdlesson.render.picture import Picture
from gdlesson.render.program import loaded, sha256, stamps
from gdlesson.render.stage import StageMaker, manim_stage
from gdlesson.render.workers import Brief, draw_all, warm_up
from gdlesson.workplace import Workplace
from scenes.lesson.file import Lesson
from scenes.lesson.timing import Score
from scenes.theme import Theme


@dataclass(frozen=True)
class Order:
    """What to render, where to, and how."""

    lesson: Lesson
    scenes: tuple[str, ...]
    picture: Picture
    folder: Path
    cache: Cache
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
    set_aside: dict[str, str] = field(default_factory=dict)
    """What was in the way and was not as it had been made, and what it is called since then."""


class Reporter(Protocol):
    """Who wants to know how it goes."""

    def begin(self, frames: int) -> None:
        """This many frames are to be drawn."""

    def event(self, event: Event) -> None:
        """Something happened in a worker."""

    def scene_done(self, name: str, path: Path, seconds: float) -> None:
        """A scene's clip is in the folder."""

    def note(self, text: str) -> None:
        """What is being done beside drawing."""


def render(order: Order, reporter: Reporter, outcome: Outcome) -> None:
    """Render scenes in parallel; deliver each when it is done, then the lesson if all belong.

    Nothing is drawn that the folder or the cache has already.

    Raises:
        CommandError: the folder cannot be used, has files of these names that are not ours, or
            another process renders into it.
        OSError: a file cannot be written.
    """
    with (
        Workplace(order.folder) as place,
        closing(_Thumbnails(order.cache, place)) as thumbnails,
    ):
        outcome.set_aside = place.set_aside
        work = _Work(order, place, outcome, thumbnails, _claimed(order, place))
        segments = work.undrawn()
        reporter.begin(sum(segment.stop - segment.start for segment in segments))

        def deliver(name: str) -> None:
            reporter.note(f"finishing {name}")
            reporter.scene_done(name, work.deliver_scene(name), work.seconds(name))

        for name in order.scenes:
            if work.is_ready(name):
                deliver(name)
        work_folder = place.scratch("work/-").parent
        brief = Brief(order.lesson, order.picture, order.make_stage, work_folder, order.verbose)
        with closing(draw_all(segments, brief, order.jobs)) as events:
            for event in events:
                reporter.event(event)
                if isinstance(event, Failed):
                    outcome.failed.append(event)
                elif isinstance(event, Finished):
                    work.keep(event.segment)
                    if work.is_ready(event.segment.scene):
                        deliver(event.segment.scene)
        order.cache.trim(keep=work.keys.values())
        outcome.lacking = work.lacking()
        if not outcome.lacking:
            if work.lesson_is_there():
                work.keep_lesson()
            else:
                reporter.note("joining the lesson")
                work.deliver_lesson()
            work.remove_leftovers()
            outcome.lesson = order.folder / "lesson.mp4"


class _Thumbnails:
    """The stills in the size of the contact sheet, made beside the drawing, and kept as it is."""

    def __init__(self, cache: Cache, place: Workplace) -> None:
        self._cache, self._place = cache, place
        self._thread = ThreadPoolExecutor(1)
        self._begun: dict[tuple[str, str], Future[Path]] = {}

    def begin(self, scene: str, beat: str, still: Path) -> None:
        """Make one; the file is to stay where it is until it is made."""
        to = self._place.scratch(f"thumbnails/{scene}--{beat}.png")
        self._begun[scene, beat] = self._thread.submit(self._make, still, to)

    def made(self, scene: str, beat: str) -> Path:
        """Wait until one is made."""
        return self._begun[scene, beat].result()

    def sheet(self, to: Path, title: str, cells: Sequence[Cell], theme: Theme) -> Future[None]:
        """Begin to write the contact sheet."""
        return self._thread.submit(save_contact_sheet, to, title, cells, theme)

    def close(self) -> None:
        """Make no more."""
        self._thread.shutdown(cancel_futures=True)

    def _make(self, still: Path, to: Path) -> Path:
        key = whole(["thumbnail", sha256(still)])
        with suppress(OSError):
            if self._cache.fetch(key, {"thumbnail": to}):
                return to
        thumbnail(still).save(to)
        with suppress(OSError):
            self._cache.store(key, {"thumbnail": to})
        return to


class _Work:
    """One order in progress, and the manifest of what is in the folder so far."""

    def __init__(
        self,
        order: Order,
        place: Workplace,
        outcome: Outcome,
        thumbnails: _Thumbnails,
        before: Manifest | None,
    ) -> None:
        self.order, self.place, self.outcome = order, place, outcome
        self.thumbnails = thumbnails
        lesson, picture = order.lesson, order.picture
        self.scores: dict[str, Score] = {
            spec.name: spec.score(picture.fps) for spec in lesson.scenes
        }
        self.segments = {name: self._segments(name) for name in self.scores}
        self.keys = self._keys()
        self.made_from = {
            name: whole([self.keys[segment.video] for segment in segments])
            for name, segments in self.segments.items()
        }
        self.before = before
        self.there = {name for name in order.scenes if self._is_there(name)}
        outcome.done.extend(name for name in order.scenes if name in self.there)
        self.manifest = self._kept(new_manifest(lesson, picture))
        self.missing: dict[str, set[Path]] = {}

    def _segments(self, name: str) -> list[Segment]:
        """The stretches of a scene, in order."""
        segments: list[Segment] = []
        fps = self.order.picture.fps
        for beat in self.scores[name].beats:
            for start, stop in stretches(beat, fps):
                base = f"stretches/{name}--{start:07}"
                has_still = start <= still_frame(beat, fps) < stop
                still = self.place.scratch(f"{base}.png") if has_still else None
                trace = None if segments else self.place.scratch(f"{base}.npz")
                video = self.place.scratch(f"{base}.mp4")
                segments.append(Segment(name, beat, start, stop, video, still, trace))
        return segments

    def _keys(self) -> dict[Path, str]:
        """By its video, the key of every stretch."""
        lesson, found = self.order.lesson, {}
        keys = Keys(lesson, self.order.picture)
        for name, segments in self.segments.items():
            scene = keys.scene(lesson.scene(name), self.scores[name])
            for part in segments:
                found[part.video] = keys.stretch(
                    scene, part.beat, part.start, part.stop, part.files
                )
        return found

    def _kept(self, manifest: Manifest) -> Manifest:
        """A manifest that still lists what an earlier order left and this one does not redo."""
        if self.before is None:
            return manifest
        kept = {spec.name for spec in self.order.lesson.scenes} - set(self.order.scenes)
        kept |= self.there
        return manifest.model_copy(
            update={
                "scenes": tuple(s for s in self.before.scenes if s.name in kept),
                "files": tuple(f for f in self.before.files if f.scene in kept),
            }
        )

    def _is_there(self, name: str) -> bool:
        """Whether the folder has a scene's files just as they would be made now."""
        scene = self.before.scene(name) if self.before else None
        if self.before is None or scene is None or scene.made_from != self.made_from[name]:
            return False
        listed = [file for file in self.before.files if file.scene == name]
        complete = {file.path for file in listed} == set(self._names(name))
        return complete and all(map(self._intact, listed))

    def _names(self, scene: str) -> list[str]:
        """The files that a scene has."""
        return of_scene(scene, [beat.name for beat in self.scores[scene].beats])

    def undrawn(self) -> list[Segment]:
        """The stretches that neither the folder nor the cache has, scene after scene."""
        wanted: list[Segment] = []
        changed = [name for name in self.order.scenes if name not in self.there]
        if changed:
            warm_up()
        for name in changed:
            lacking = [part for part in self.segments[name] if not self._fetched(part)]
            self.missing[name] = {part.video for part in lacking}
            wanted += lacking
        for name in self.scores:
            for part in self.segments[name]:
                if part.video not in self.missing.get(name, {}):
                    self._begin_thumbnail(part)
        return wanted

    def _fetched(self, segment: Segment) -> bool:
        try:
            return self.order.cache.fetch(self.keys[segment.video], segment.files)
        except OSError:
            return False

    def keep(self, segment: Segment) -> None:
        """Note that a stretch is drawn, and cache it unless the code has changed.

        A cache that cannot be written to keeps nothing, and nothing else suffers.
        """
        self.missing[segment.scene].discard(segment.video)
        self._begin_thumbnail(segment)
        if stamps(loaded()) == loaded():
            with suppress(OSError):
                self.order.cache.store(self.keys[segment.video], segment.files)

    def _begin_thumbnail(self, segment: Segment) -> None:
        """Begin to make a beat's still small, if the stretch has it and it is there."""
        if segment.still is not None:
            scene, beat = segment.scene, segment.beat.name
            final = self.place.folder / still(scene, beat)
            found = segment.still if segment.still.exists() else final
            self.thumbnails.begin(scene, beat, found)

    def is_ready(self, name: str) -> bool:
        """Whether a scene is all drawn and still to be delivered."""
        return name not in self.outcome.done and not self.missing[name]

    def seconds(self, scene: str) -> float:
        """How long a scene lasts."""
        return self.scores[scene].seconds

    def deliver_scene(self, name: str) -> Path:
        """Join a scene's stretches and put clip, stills and trace under their final names."""
        score, segments = self.scores[name], self.segments[name]
        video = self.place.scratch(f"clips/{name}.mp4")
        videos = [segment.video for segment in segments]
        self._check_frames(video, join(videos, video, score.fps), score.frames)
        for part in segments:
            part.video.unlink()
            if part.still is not None:
                self.thumbnails.made(name, part.beat.name)  # from the file that moves now
        spec = self.order.lesson.scene(name)
        with held():
            final = self.place.publish(video, clip(name))
            files = [self._video(final, "clip", score.frames, name)]
            for part in segments:
                files += self._published(part)
            self._list(scene_record(spec, score, self.made_from[name]), files)
            self.outcome.done.append(name)
        return final

    def _published(self, part: Segment) -> Iterator[FileRecord]:
        """Put what a stretch has beside its video under its final name."""
        name, beat = part.scene, part.beat.name
        if part.trace is not None:
            yield self._file(self.place.publish(part.trace, trace(name)), "trace", name)
        if part.still is not None:
            picture = self.place.publish(part.still, still(name, beat))
            shows = {"frame": still_frame(part.beat, self.order.picture.fps)} | self._size()
            yield self._file(picture, "still", name, beat).model_copy(update=shows)

    def lacking(self) -> str:
        """What keeps the lesson from being joined: scenes that are not there or do not belong."""
        missing, foreign = [], []
        for name in self.scores:
            scene, video = self.manifest.scene(name), self.manifest.file("clip", name)
            if scene is None or video is None or not self._intact(video):
                missing.append(name)
            elif scene.made_from != self.made_from[name]:
                foreign.append(name)
        reasons = [f"{_listed(missing)} not rendered yet"] if missing else []
        reasons += [f"{_listed(foreign)} rendered from other settings"] if foreign else []
        return " and ".join(reasons)

    def lesson_is_there(self) -> bool:
        """Whether the folder has the lesson's files just as they would be made now."""
        before = self.before
        if before is None or before.lesson_made_from != tuple(self.made_from.values()):
            return False
        files = [file for file in before.files if file.scene is None]
        complete = {file.path for file in files} == set(of_lesson(self.order.lesson.language))
        same = self.manifest.model_copy(
            update={"lesson_made_from": before.lesson_made_from, "files": before.files}
        )
        return complete and same == before and all(self._intact(file) for file in files)

    def keep_lesson(self) -> None:
        """List the lesson's files as they were listed; what is not listed is removed at the end."""
        assert self.before is not None
        self._list(None, [file for file in self.before.files if file.scene is None])

    def deliver_lesson(self) -> None:
        """Join the scenes; write captions, chapters and the contact sheet; list them all."""
        lesson, picture, place = self.order.lesson, self.order.picture, self.place
        scores = [self.scores[spec.name] for spec in lesson.scenes]
        shown = captions(scores)
        titles = [spec.title for spec in lesson.scenes]
        extras = Extras(lesson.title, lesson.language, _chapters(titles, scores), shown)
        sheet = place.scratch("contact_sheet.png")
        saved = self.thumbnails.sheet(sheet, lesson.title, self._cells(scores), lesson.theme)
        video = place.scratch("lesson.mp4")
        clips = [place.folder / clip(spec.name) for spec in lesson.scenes]
        frames = sum(score.frames for score in scores)
        self._check_frames(video, join(clips, video, picture.fps, extras), frames)
        saved.result()

        base = f"lesson.{lesson.language}"
        with held():
            final = place.publish(video, "lesson.mp4")
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
        self.place.publish_text(self.manifest.text(), MANIFEST)
        self.place.settle()

    def remove_leftovers(self) -> None:
        """Remove what an earlier render made and this lesson no longer has, if unchanged."""
        self.place.remove_ours(but=[MANIFEST, *(file.path for file in self.manifest.files)])

    def _intact(self, file: FileRecord) -> bool:
        return self.place.digest(file.path) == file.sha256

    def _check_frames(self, path: Path, frames: int, planned: int) -> None:
        if frames != planned:
            raise CommandError(f"{path.name} came out with {frames} frames in place of {planned}.")

    def _cells(self, scores: Sequence[Score]) -> list[Cell]:
        cells, offset = [], 0
        for spec, score in zip(self.order.lesson.scenes, scores, strict=True):
            for beat in score.beats:
                still = self.thumbnails.made(spec.name, beat.name)
                time = clock((offset + beat.start) / score.fps)
                cells.append(Cell(still, f"{spec.name} · {beat.name}", time))
            offset += score.frames
        return cells

    def _video(self, path: Path, kind: Kind, frames: int, scene: str | None = None) -> FileRecord:
        fps = self.order.picture.fps
        length = {"frames": frames, "seconds": float(frames / fps), "fps": fps}
        return self._file(path, kind, scene).model_copy(update=length | self._size())

    def _size(self) -> dict[str, int]:
        return {"width": self.order.picture.width, "height": self.order.picture.height}

    def _file(
        self, path: Path, kind: Kind, scene: str | None = None, beat: str | None = None
    ) -> FileRecord:
        name = path.relative_to(self.place.folder).as_posix()
        digest = self.place.digest(name)
        if digest is None:
            raise CommandError(f"{path} is gone, or was exchanged, while the lesson was rendered.")
        size = path.stat().st_size
        return FileRecord(path=name, kind=kind, scene=scene, beat=beat, bytes=size, sha256=digest)


def _claimed(order: Order, place: Workplace) -> Manifest | None:
    """The manifest of an earlier render, whose files are ours to replace; no others may be there.

    Raises:
        InputError: a file has a name that is needed, and was not made by this program.
    """
    before = None
    with suppress(CommandError):
        before = read_manifest(place.folder)
        digest = place.digest(MANIFEST)
        place.claim({file.path: file.sha256 for file in before.files})
        place.claim({MANIFEST: digest} if digest else {})
    lesson = order.lesson
    beats = {name: lesson.scene(name).score(order.picture.fps).beats for name in order.scenes}
    scenes = [of_scene(name, [beat.name for beat in beats[name]]) for name in order.scenes]
    place.refuse_foreign([MANIFEST, *of_lesson(lesson.language), *chain.from_iterable(scenes)])
    return before


def _chapters(titles: Sequence[str], scores: Sequence[Score]) -> list[Chapter]:
    chapters, start = [], 0
    for title, score in zip(titles, scores, strict=True):
        chapters.append(Chapter(title, start, start + score.frames))
        start += score.frames
    return chapters


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"
