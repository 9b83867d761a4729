"""What is wrong with a lesson before it is rendered, and with a finished folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from gdcore.typing import FrameRate
from gdlesson.check.findings import Finding, waived
from gdlesson.check.folder import UNREADABLE, aspect_of, check_folder, damaged, line_characters
from gdlesson.check.measure import Pixels
from gdlesson.check.words import beat_offences
from gdlesson.deliver.manifest import Manifest, spoken_as
from gdlesson.sound.files import MOST_BYTES as MOST_SOUND
from gdlesson.within import Within
from scenes.layout import LAYOUTS
from scenes.lesson.captions import Captions
from scenes.lesson.file import Lesson, Outcome, Waiver, inputs_of, load_lesson
from scenes.lessons import BUILT_INS
from scenes.reading.inputs import Inputs
from scenes.reading.report import LessonError, shown
from scenes.reading.source import MOST_BYTES
from scenes.timing.score import TimedBeat
from scenes.wording import languages, spoken

CHECK_FOLDER = "check"
"""The folder for pictures of what breaks a rule."""
NAMED = 3
"""How many files that have changed a note names."""


@dataclass
class Verdict:
    """What was found."""

    findings: list[Finding] = field(default_factory=list)
    idle: list[tuple[str, Waiver]] = field(default_factory=list)
    """Waivers that nothing needs, with their scenes."""
    faults: list[str] = field(default_factory=list)
    """What is wrong with files, a sentence each."""
    notes: list[str] = field(default_factory=list)
    outcomes: list[tuple[str, Outcome]] = field(default_factory=list)
    """What the runs do in beats, with their scenes."""

    @property
    def broken(self) -> list[Finding]:
        """The findings that the lesson file does not let pass."""
        return [finding for finding in self.findings if not finding.waived]


def look_at_words(lesson: Lesson, names: Sequence[str], fps: FrameRate) -> Verdict:
    """Judge the captions and the lengths of the beats, with no picture drawn."""
    found = []
    for name in names:
        score = lesson.scene(name).score(fps)
        most = LAYOUTS[lesson.aspect].line_characters
        for beat in score.beats:
            wrong = beat_offences(beat, score.fps, most)
            found += [Finding(each, name, beat.name) for each in wrong]
    notes, outcomes = _remarks(lesson, names), _outcomes(lesson, names)
    return Verdict(waived(found, lesson, [])[0], notes=notes, outcomes=outcomes)


def look_at_lesson(lesson: Lesson, names: Sequence[str], folder: Path, jobs: int) -> Verdict:
    """Draw three pictures of every beat and judge them; offences are saved into ``folder``."""
    from gdlesson.check.pictures import look_at
    from gdlesson.check.report import check_place, save_pictures

    check_place(folder)
    told = save_pictures(look_at(lesson, names, jobs), folder)
    notes, outcomes = _remarks(lesson, names), _outcomes(lesson, names)
    return Verdict(*waived(told, lesson, names), notes=notes, outcomes=outcomes)


def look_at_folder(folder: Path, jobs: int, *, pictures: bool) -> tuple[Manifest, Verdict]:
    """Check a finished folder's files, words and video; with ``pictures``, its scenes as well.

    Raises:
        CommandError: the folder has no manifest.
    """
    from gdlesson.check.flashes import flash_findings
    from gdlesson.check.sharpness import blurred

    manifest, faults = check_folder(folder)
    notes = [f"{scene.name}: {remark}" for scene in manifest.scenes for remark in scene.remarks]
    verdict = Verdict(faults=faults, notes=notes)
    found = [*_beat_findings(manifest)]
    video = manifest.file("lesson")
    if video is not None and not any(fault.startswith(video.path) for fault in faults):
        try:
            found += flash_findings(folder / video.path, manifest)
        except UNREADABLE as error:
            faults.append(f"{video.path} {damaged(error)}.")
    if not faults:
        try:
            found += blurred(folder, manifest)
        except UNREADABLE as error:
            faults.append(f"A video of a scene {damaged(error)}.")
    found_lesson = find_lesson(folder, manifest)
    lesson = found_lesson.lesson
    names = [scene.name for scene in manifest.scenes]
    unknown = {*names} - {spec.name for spec in lesson.scenes} if lesson else set()
    if unknown:
        verdict.faults.append(f"{manifest.lesson_file} has no scene {', '.join(sorted(unknown))}.")
        lesson = None
    if lesson is None:
        verdict.notes.append(_why_undrawn(folder, manifest, found_lesson))
        found += _still_findings(folder, manifest)
    elif pictures:
        seen = look_at_lesson(lesson, names, folder / CHECK_FOLDER, jobs)
        kept = {finding.place for finding in seen.findings}
        found = [*seen.findings, *(f for f in found if f.place not in kept)]
    if lesson is None:
        verdict.findings = found
    else:
        verdict.findings, verdict.idle = waived(found, lesson, names if pictures else [])
        verdict.outcomes = _outcomes(lesson, names)
    return manifest, verdict


class FoundLesson(NamedTuple):
    """The lesson that a folder was rendered from; None where it is not as it was."""

    lesson: Lesson | None
    changed: tuple[str, ...] = ()
    """Where the lesson file itself is unchanged, what it leads to that is not."""


def find_lesson(folder: Path, manifest: Manifest) -> FoundLesson:
    """Look for the lesson that a folder was rendered from: near it, here, or built in."""
    places = (folder, folder.parent, folder.parent.parent, Path())
    changed: tuple[str, ...] = ()
    for path in (*(place / manifest.lesson_file for place in places), *BUILT_INS.values()):
        inputs = inputs_of(path)
        try:
            inputs.read(path.absolute(), MOST_BYTES)
            if inputs.digests() != {path.name: manifest.lesson_sha256}:
                continue
            lesson = load_lesson(path, inputs, manifest.language).shaped(aspect_of(manifest))
            captions = Captions.BURNED if manifest.burned else Captions.TRACK
            lesson = replace(lesson.spoken(*spoken_as(manifest)), captions=captions)
            _read_recordings(inputs, manifest)
            if not _changed(inputs, manifest):
                return FoundLesson(lesson)
        except OSError:
            continue
        except LessonError:
            pass  # perhaps for what has changed
        changed = changed or _changed(inputs, manifest)
    return FoundLesson(None, changed)


def _read_recordings(inputs: Inputs, manifest: Manifest) -> None:
    """Read what the voice was made from, which the lesson file itself does not lead to."""
    for name in manifest.inputs.keys() - inputs.digests().keys():
        with suppress(ValueError):
            inputs.read_beside(name, MOST_SOUND)


def _changed(inputs: Inputs, manifest: Manifest) -> tuple[str, ...]:
    """What a lesson was made from, beside its file, that is not there as it was."""
    now = inputs.digests()
    return tuple(name for name, digest in manifest.inputs.items() if now.get(name) != digest)


def _why_undrawn(folder: Path, manifest: Manifest, found: FoundLesson) -> str:
    so = "so only files, stills and video were checked."
    if not found.changed:
        name = manifest.lesson_file
        where = f"{name}, as it was rendered, is not in {folder} nor near it"
        return f"{where}: the scenes cannot be drawn, {so}"
    names = ", ".join(shown(name)[1:-1] for name in found.changed[:NAMED])
    more = f" and {len(found.changed) - NAMED} more" if len(found.changed) > NAMED else ""
    are = "is not as it was" if len(found.changed) == 1 else "are not as they were"
    what = f"{names}{more} {are} when this was rendered"
    return f"{what}: the scenes cannot be drawn as they were, {so}"


def _remarks(lesson: Lesson, names: Sequence[str]) -> list[str]:
    told = [f"{name}: {remark}" for name in names for remark in lesson.scene(name).remarks]
    if spoken(lesson.language) is None:
        there = f"it has words in: {', '.join(languages())}"
        told.append(
            f'What the program itself writes is in English, not in "{lesson.language}"; {there}.'
        )
    return told


def _outcomes(lesson: Lesson, names: Sequence[str]) -> list[tuple[str, Outcome]]:
    return [(name, outcome) for name in names for outcome in lesson.scene(name).outcomes]


def _beat_findings(manifest: Manifest) -> Iterator[Finding]:
    for scene in manifest.scenes:
        for record in scene.beats:
            beat = TimedBeat(record.name, record.say, record.start, record.stop, ())
            for offence in beat_offences(beat, scene.fps, line_characters(manifest)):
                yield Finding(offence, scene.name, beat.name)


def _still_findings(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    """What can be said of a scene's stills without the mobjects in them."""
    import numpy as np

    from gdlesson.check.space import SeenAt, dead_space, filled, room_of

    layout = LAYOUTS[aspect_of(manifest)]
    for scene in manifest.scenes:
        beats, seen, room = [], [], None
        for file in manifest.files:
            if file.kind != "still" or file.scene != scene.name or file.frame is None:
                continue
            picture = _opened(folder, file.path)
            if picture is None:
                continue
            room = room_of(layout, picture.shape[1], picture.shape[0])
            ground = np.broadcast_to(picture[0, 0], picture.shape)
            seen.append(SeenAt(float(file.frame / scene.fps), filled(picture, ground, layout)))
            beats.append(file.beat or "")
        if room is not None:
            for first, offence in dead_space(seen, room):
                yield Finding(offence, scene.name, beats[first])


def _opened(folder: Path, name: str) -> Pixels | None:
    """A still in RGB (h, w, 3); None where it is missing or damaged, which is among the faults."""
    import numpy as np
    from PIL import Image

    if not Within(folder).has(name):
        return None
    try:
        with Image.open(folder / name) as still:
            return np.asarray(still.convert("RGB"))
    except UNREADABLE:
        return None
