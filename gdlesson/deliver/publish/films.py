"""The finished films of a lesson, one a language, which everything that is published is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from gdlesson.deliver.manifest import FileRecord, Kind, Manifest, read_manifest
from gdlesson.errors import CommandError, InputError
from gdlesson.names import folder
from gdlesson.within import Within
from scenes.aspect import Aspect
from scenes.lesson.file import Lesson, load_lesson
from scenes.reading.report import LessonError
from scenes.wording import languages


@dataclass(frozen=True)
class Film:
    """A lesson in one language and its folder, in which the whole of it was rendered."""

    lesson: Lesson
    folder: Path
    manifest: Manifest

    def showing(self, scenes: Sequence[str]) -> Film:
        """The film as one of these scenes alone, in this order."""
        specs = tuple(self.lesson.scene(name) for name in scenes)
        return replace(self, lesson=replace(self.lesson, scenes=specs))

    @property
    def language(self) -> str:
        """That of its words."""
        return self.manifest.language

    @property
    def record(self) -> FileRecord:
        """The whole film."""
        return self.files("lesson")[0]

    def files(self, kind: Kind) -> list[FileRecord]:
        """Its files of a kind that belong to the whole lesson, or all stills, clips and traces."""
        return [file for file in self.manifest.files if file.kind == kind]

    def path(self, file: FileRecord) -> Path:
        """Where a file is.

        Raises:
            InputError: it is gone, or is not as it was rendered.
        """
        within = Within(self.folder)
        with suppress(OSError):
            if within.digest(file.path) == file.sha256:
                return self.folder / file.path
        why = f"{self.folder / file.path} is gone, or was changed since it was rendered"
        raise InputError(f"{why}; render the lesson again.")


def films(path: Path | None, aspect: Aspect | None, folders: Sequence[Path]) -> list[Film]:
    """The films of a lesson that there are, its own language first.

    Args:
        path: the lesson file; None for the built-in lesson.
        aspect: the shape of the frame that is wanted; None for the lesson's own.
        folders: where they are; none for the folders that ``render`` gives them.

    Raises:
        InputError: there is none, or one that was named is none of this lesson.
    """
    lessons = {lesson.language: lesson for lesson in _in_all_languages(path, aspect)}
    own = next(iter(lessons.values()))
    if folders:
        return [_named(folder, lessons) for folder in folders]
    found = []
    for lesson in lessons.values():
        name = folder(lesson.slug, lesson.aspect.mark, lesson.translation)
        with suppress(CommandError):
            found.append(_film(Path("renders") / name, lesson))
    if found:
        return found
    shape = "" if own.aspect is Aspect.WIDE else f" --aspect {own.aspect}"
    where = Path("renders") / folder(own.slug, own.aspect.mark, own.translation)
    raise InputError(
        f"There is no finished film in {where}; render it first with gdlesson render{shape}, or "
        "say with --from where it is."
    )


def _in_all_languages(path: Path | None, aspect: Aspect | None) -> Iterator[Lesson]:
    """The lesson, and the lesson in each other language that it is in."""
    try:
        own = load_lesson(path)
    except LessonError as error:
        raise InputError(str(error)) from error
    yield own.shaped(aspect)
    for language in languages():
        if language != own.language:
            with suppress(LessonError):
                yield load_lesson(path, language=language).shaped(aspect)


def _named(folder: Path, lessons: dict[str, Lesson]) -> Film:
    """The film in a folder that a user has named."""
    manifest = read_manifest(folder)
    lesson = lessons.get(manifest.language)
    if lesson is None or manifest.slug != lesson.slug:
        raise InputError(
            f"{folder} has the lesson {manifest.slug} in {manifest.language!r}, which is not the "
            "one to be published; name its lesson file."
        )
    return _film(folder, lesson.shaped(Aspect.nearest(manifest.width, manifest.height)))


def _film(folder: Path, lesson: Lesson) -> Film:
    manifest = read_manifest(folder)
    made_from = tuple(scene.made_from for scene in manifest.scenes)
    if manifest.file("lesson") is None or manifest.lesson_made_from != made_from:
        raise InputError(f"{folder} has no whole film; render the lesson without --scene.")
    return Film(lesson, folder, manifest)
