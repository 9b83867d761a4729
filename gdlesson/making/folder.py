"""What a lesson's folder holds, by its manifest, and what of that still belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import chain

from gdlesson import names
from gdlesson.deliver.manifest import (
    FileRecord,
    Manifest,
    PartRecord,
    SceneRecord,
    new_manifest,
    read_manifest,
)
from gdlesson.errors import CommandError
from gdlesson.making.breakdown import Breakdown
from gdlesson.making.order import Order
from gdlesson.names import MANIFEST, of_lesson, of_scene
from gdlesson.workplace import Workplace
from scenes.lesson.file import LessonPart


class LessonFolder:
    """The manifest of what is in the folder so far; it grows with each scene that is delivered.

    Args:
        before: the manifest that an earlier render left, if there is one.
    """

    def __init__(
        self, order: Order, breakdown: Breakdown, place: Workplace, before: Manifest | None
    ) -> None:
        self._lesson, self._breakdown, self._place = order.lesson, breakdown, place
        self._before = before
        self.there = {name for name in order.scenes if self._is_there(name)}
        """The scenes of the order that need not be rendered."""
        self.manifest = self._kept(order)

    def lacking(self, scenes: Iterable[str] | None = None) -> str:
        """What keeps scenes, by default all, from being joined: some lack, or do not belong."""
        missing, foreign = [], []
        for name in self._breakdown.made_from if scenes is None else scenes:
            made_from = self._breakdown.made_from[name]
            scene, video = self.manifest.scene(name), self.manifest.file("clip", name)
            if scene is None or video is None or not self._intact(video):
                missing.append(name)
            elif scene.made_from != made_from:
                foreign.append(name)
        reasons = [f"{_listed(missing)} not rendered yet"] if missing else []
        reasons += [f"{_listed(foreign)} rendered from other settings"] if foreign else []
        return " and ".join(reasons)

    def lesson_is_there(self) -> bool:
        """Whether the folder has the lesson's files just as they would be made now."""
        before = self._before
        if before is None or before.lesson_made_from != self._whole:
            return False
        files = [file for file in before.files if file.of is None]
        complete = {file.path for file in files} == set(of_lesson(self._lesson.language))
        listed = {"lesson_made_from": before.lesson_made_from, "files": before.files}
        same = self.manifest.model_copy(update=listed)
        return complete and same == before and all(self._intact(file) for file in files)

    def part_is_there(self, part: PartRecord) -> bool:
        """Whether the folder has the film of a part just as it would be made now."""
        before = self._before
        files = [file for file in before.files if file.of == part.number] if before else []
        is_listed = before is not None and part in before.parts
        named = [file.path for file in files] == [names.part(part.number, part.title)]
        return is_listed and named and all(map(self._intact, files))

    def films(self, part: LessonPart) -> list[FileRecord]:
        """The film of a part, if it is listed."""
        return [file for file in self.manifest.files if file.of == part.number]

    def part_record(self, part: LessonPart) -> PartRecord:
        """What a part is made from that is joined now."""
        scenes = tuple(spec.name for spec in part.scenes)
        made_from = tuple(self._breakdown.made_from[name] for name in scenes)
        return PartRecord(number=part.number, title=part.title, scenes=scenes, made_from=made_from)

    def add_scene(self, scene: SceneRecord, files: Iterable[FileRecord]) -> None:
        """Put a scene with its files into the manifest, in place of what it had there.

        A lesson that is listed was joined without it, so it counts as made from nothing, and so
        does its part.
        """
        others = [each for each in self.manifest.scenes if each.name != scene.name]
        parts = [part for part in self.manifest.parts if scene.name not in part.scenes]
        self._write(scene.name, files, scenes=[*others, scene], parts=parts, whole=())

    def add_part(self, part: PartRecord, files: Iterable[FileRecord]) -> None:
        """Put a part with its film into the manifest, in place of what it had there."""
        others = [each for each in self.manifest.parts if each.number != part.number]
        self._write(part.number, files, parts=[*others, part])

    def keep_part(self, part: PartRecord) -> None:
        """List the film of a part as it was listed."""
        assert self._before is not None
        self.add_part(part, [file for file in self._before.files if file.of == part.number])

    def add_lesson(self, files: Iterable[FileRecord]) -> None:
        """Put the lesson's own files into the manifest, in place of what it had there."""
        self._write(None, files, whole=self._whole)

    def keep_lesson(self) -> None:
        """List the lesson's files as they were listed; what is not listed is removed at the end."""
        assert self._before is not None
        self.add_lesson([file for file in self._before.files if file.of is None])

    def remove_leftovers(self) -> None:
        """Remove what an earlier render made and this lesson no longer has, if unchanged."""
        self._place.remove_ours(but=[MANIFEST, *(file.path for file in self.manifest.files)])

    @property
    def _whole(self) -> tuple[str, ...]:
        """What a lesson is made from that is joined now."""
        return tuple(self._breakdown.made_from.values())

    def _is_there(self, name: str) -> bool:
        """Whether the folder has a scene's files just as they would be made now."""
        scene = self._before.scene(name) if self._before else None
        made_from = self._breakdown.made_from[name]
        if self._before is None or scene is None or scene.made_from != made_from:
            return False
        listed = [file for file in self._before.files if file.scene == name]
        complete = {file.path for file in listed} == set(self._breakdown.files(name))
        return complete and all(map(self._intact, listed))

    def _kept(self, order: Order) -> Manifest:
        """A manifest that still lists what an earlier order left and this one does not redo."""
        manifest = new_manifest(order.lesson, order.picture)
        if self._before is None:
            return manifest
        kept = {spec.name for spec in order.lesson.scenes} - set(order.scenes) | self.there
        return manifest.model_copy(
            update={
                "scenes": tuple(s for s in self._before.scenes if s.name in kept),
                "files": tuple(f for f in self._before.files if f.scene in kept),
            }
        )

    def _write(
        self,
        owner: str | int | None,
        files: Iterable[FileRecord],
        *,
        scenes: Iterable[SceneRecord] | None = None,
        parts: Iterable[PartRecord] | None = None,
        whole: tuple[str, ...] | None = None,
    ) -> None:
        """Write the manifest anew, with ``files`` of a scene, a part or, if None, the lesson.

        What is None stays. All is in the lesson's order, which may be another than when it was
        listed.
        """
        now = self.manifest
        scenes = now.scenes if scenes is None else scenes
        parts = sorted(now.parts if parts is None else parts, key=lambda each: each.number)
        numbers = [part.number for part in parts] + ([owner] if isinstance(owner, int) else [])
        order = [None, *numbers, *self._breakdown.scores]
        listed = [each for each in now.files if each.of != owner and each.of in order]
        update = {
            "lesson_made_from": now.lesson_made_from if whole is None else whole,
            "parts": tuple(parts),
            "scenes": tuple(sorted(scenes, key=lambda each: order.index(each.name))),
            "files": tuple(sorted([*listed, *files], key=lambda each: order.index(each.of))),
        }
        self.manifest = self.manifest.model_copy(update=update)
        self._place.publish_text(self.manifest.text(), MANIFEST)
        self._place.settle()

    def _intact(self, file: FileRecord) -> bool:
        return self._place.digest(file.path) == file.sha256


def claimed(order: Order, place: Workplace) -> Manifest | None:
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
    parts = [names.part(part.number, part.title) for part in lesson.parts]
    beats = {name: lesson.scene(name).score(order.picture.fps).beats for name in order.scenes}
    scenes = [of_scene(name, [beat.name for beat in beats[name]]) for name in order.scenes]
    whole = [MANIFEST, *of_lesson(lesson.language), *parts]
    place.refuse_foreign([*whole, *chain.from_iterable(scenes)])
    return before


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"
