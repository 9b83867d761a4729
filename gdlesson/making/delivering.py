"""Putting what was drawn under its final names: clips, stills and traces, then the lesson."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from gdlesson import names
from gdlesson.deliver.contact_sheet import SheetCell
from gdlesson.deliver.manifest import FileRecord, Kind, scene_record
from gdlesson.ending import held
from gdlesson.errors import CommandError
from gdlesson.making.breakdown import Breakdown
from gdlesson.making.folder import LessonFolder
from gdlesson.making.heard import Heard, SoundFiles
from gdlesson.making.order import Order
from gdlesson.making.thumbnails import Thumbnails
from gdlesson.names import clip, still, trace
from gdlesson.narration.captions import as_chapters, as_srt, as_vtt, captions, chapter, clock
from gdlesson.narration.transcript import as_descriptions, as_html, as_markdown, transcript
from gdlesson.render.assembly import Chapter, Extras, Footage, join
from gdlesson.render.handover import hand_over
from gdlesson.render.stretches import VideoStretch, opening, still_frame
from gdlesson.sound.loudness import Loudness
from gdlesson.workplace import Workplace
from scenes.layout import LAYOUTS, pixels_within
from scenes.lesson.file import LessonPart, SceneSpec
from scenes.timing.score import Score


class Delivery:
    """Joins videos without encoding them again, and lists each file as it gets its name.

    Names and manifest belong together, so signals wait for both.
    """

    def __init__(
        self,
        order: Order,
        breakdown: Breakdown,
        place: Workplace,
        folder: LessonFolder,
        thumbnails: Thumbnails,
        sounds: SoundFiles,
    ) -> None:
        self._lesson, self._picture = order.lesson, order.picture
        self._breakdown, self._place, self._folder = breakdown, place, folder
        self._thumbnails, self._sounds = thumbnails, sounds

    def scene(self, name: str, done: list[str]) -> Path:
        """Join a scene's stretches and put clip, stills and trace under their final names.

        Args:
            name: the scene.
            done: gets its name with its files, for what is said when a signal ends the command.
        """
        score, stretches = self._breakdown.scores[name], self._breakdown.stretches[name]
        video = self._place.scratch(f"clips/{name}.mp4")
        videos = [Footage(stretch.video) for stretch in stretches]
        heard = self._sounds.made([name])
        sound = heard.path if heard else None
        _check_frames(video, join(videos, video, score.fps, sound=sound), score.frames)
        for stretch in stretches:
            stretch.video.unlink()
            if stretch.still is not None:
                self._thumbnails.made(name, stretch.beat.name)  # from the file that moves now
        made_from = self._breakdown.made_from[name]
        with held():
            final = self._place.publish(video, clip(name))
            files = [self._video(final, "clip", score.frames, name, heard=heard)]
            for stretch in stretches:
                files += self._published(stretch)
            self._folder.add_scene(scene_record(self._lesson.scene(name), score, made_from), files)
            done.append(name)
        return final

    def part(self, part: LessonPart) -> Path:
        """Join the scenes of a part to a film that stands alone, and list it."""
        record = self._folder.part_record(part)
        video = self._place.scratch(f"parts/{part.number}.mp4")
        title = f"{self._lesson.title} · {part.title}"
        frames = self._joined(video, title, part.scenes, [spec.title for spec in part.scenes])
        heard = self._sounds.made(record.scenes)
        with held():
            final = self._place.publish(video, names.part(part.number, part.title))
            film = self._video(final, "part", frames, part=part.number, heard=heard)
            self._folder.add_part(record, [film])
        return final

    def lesson(self) -> None:
        """Join the scenes; write captions, chapters and the contact sheet; list them all."""
        lesson, picture, place = self._lesson, self._picture, self._place
        scores = [self._breakdown.scores[spec.name] for spec in lesson.scenes]
        shown = captions(scores)
        within = {spec.name: part.title for part in lesson.parts for spec in part.scenes}
        titles = [chapter(within.get(spec.name, ""), spec.title) for spec in lesson.scenes]
        sheet = place.scratch("contact_sheet.png")
        saved = self._thumbnails.sheet(sheet, lesson.title, self._cells(scores), lesson.theme)
        video = place.scratch("lesson.mp4")
        frames = self._joined(video, lesson.title, lesson.scenes, titles)
        heard = self._sounds.made([spec.name for spec in lesson.scenes])
        saved.result()

        language, read = lesson.language, transcript(lesson, scores)
        texts: dict[str, tuple[Kind, str]] = {
            f"lesson.{language}.srt": ("captions", as_srt(shown, picture.fps)),
            f"lesson.{language}.vtt": ("captions", as_vtt(shown, picture.fps)),
            "chapters.txt": ("chapters", as_chapters(titles, scores)),
            f"transcript.{language}.md": ("transcript", as_markdown(read)),
            f"transcript.{language}.html": ("transcript", as_html(read)),
            f"descriptions.{language}.vtt": ("descriptions", as_descriptions(read)),
        }
        with held():
            final = place.publish(video, "lesson.mp4")
            files = [self._video(final, "lesson", frames, heard=heard)]
            for name, (kind, text) in texts.items():
                files.append(self._file(place.publish_text(text, name), kind))
            files.append(self._file(place.publish(sheet, "contact_sheet.png"), "contact_sheet"))
            self._folder.add_lesson(files)

    def _joined(
        self, to: Path, title: str, scenes: Sequence[SceneSpec], chapters: Sequence[str]
    ) -> int:
        """Write scenes that hand over to one another, a chapter each; return how many frames."""
        scores = [self._breakdown.scores[spec.name] for spec in scenes]
        marks, shown = _chapters(chapters, scores), captions(scores)
        extras = Extras(title, self._lesson.language, marks, shown)
        footage = [*self._footage([spec.name for spec in scenes])]
        frames = sum(score.frames for score in scores)
        heard = self._sounds.made([spec.name for spec in scenes])
        sound = heard.path if heard else None
        _check_frames(to, join(footage, to, self._picture.fps, extras, sound), frames)
        return frames

    def _footage(self, scenes: Sequence[str]) -> Iterator[Footage]:
        """The clips of scenes; in the first frames of each, the one before it goes over into it."""
        yield Footage(self._clip(scenes[0]))
        for before, name in pairwise(scenes):
            frames = opening(self._breakdown.scores[name])
            if frames:
                yield Footage(self._handover(before, name, frames))
            yield Footage(self._clip(name), frames)

    def _handover(self, before: str, name: str, frames: int) -> Path:
        video = self._place.scratch(f"clips/{before}--{name}.mp4")
        if not video.exists():  # a part has it already
            clips, picture = (self._clip(before), self._clip(name)), self._picture
            layout = LAYOUTS[self._lesson.aspect]
            places = [
                pixels_within(slot, layout, picture.width, picture.height)
                for slot in (layout.title, layout.caption)
            ]
            words = [(top, bottom) for _, top, _, bottom in places]
            hand_over(*clips, frames, picture, words, video)
        return video

    def _clip(self, name: str) -> Path:
        return self._place.folder / clip(name)

    def _published(self, stretch: VideoStretch) -> Iterator[FileRecord]:
        """Put what a stretch has beside its video under its final name."""
        name, beat = stretch.scene, stretch.beat.name
        if stretch.trace is not None:
            yield self._file(self._place.publish(stretch.trace, trace(name)), "trace", name)
        if stretch.still is not None:
            picture = self._place.publish(stretch.still, still(name, beat))
            shows = {"frame": still_frame(stretch.beat, self._picture.fps)} | self._size()
            yield self._file(picture, "still", name, beat).model_copy(update=shows)

    def _cells(self, scores: Sequence[Score]) -> list[SheetCell]:
        """The contact sheet's pictures: each beat with its time within the lesson."""
        cells, offset = [], 0
        for spec, score in zip(self._lesson.scenes, scores, strict=True):
            for beat in score.beats:
                small = self._thumbnails.made(spec.name, beat.name)
                time = clock((offset + beat.start) / score.fps)
                cells.append(SheetCell(small, f"{spec.name} · {beat.name}", time))
            offset += score.frames
        return cells

    def _video(
        self,
        path: Path,
        kind: Kind,
        frames: int,
        scene: str | None = None,
        part: int | None = None,
        heard: Heard | None = None,
    ) -> FileRecord:
        fps = self._picture.fps
        length = {"frames": frames, "seconds": float(frames / fps), "fps": fps}
        told = length | self._size() | (_levels(heard.loudness) if heard else {})
        return self._file(path, kind, scene, part=part).model_copy(update=told)

    def _size(self) -> dict[str, int]:
        return {"width": self._picture.width, "height": self._picture.height}

    def _file(
        self,
        path: Path,
        kind: Kind,
        scene: str | None = None,
        beat: str | None = None,
        part: int | None = None,
    ) -> FileRecord:
        name = path.relative_to(self._place.folder).as_posix()
        digest = self._place.digest(name)
        if digest is None:
            raise CommandError(f"{path} is gone, or was exchanged, while the lesson was rendered.")
        size = path.stat().st_size
        return FileRecord(
            path=name, kind=kind, part=part, scene=scene, beat=beat, bytes=size, sha256=digest
        )


def _levels(of: Loudness) -> dict[str, float]:
    """How loud a film is, as the manifest has it; nothing where it is silent."""
    told = {"lufs": round(of.lufs, 2), "true_peak": round(of.peak, 2)}
    return told if math.isfinite(of.lufs) else {}


def _check_frames(path: Path, frames: int, planned: int) -> None:
    if frames != planned:
        raise CommandError(f"{path.name} came out with {frames} frames in place of {planned}.")


def _chapters(titles: Sequence[str], scores: Sequence[Score]) -> list[Chapter]:
    chapters, start = [], 0
    for title, score in zip(titles, scores, strict=True):
        chapters.append(Chapter(title, start, start + score.frames))
        start += score.frames
    return chapters
