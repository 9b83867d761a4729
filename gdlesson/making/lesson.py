"""Rendering a lesson into its folder: scenes as they get done, the whole when all are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing

from gdlesson.making.breakdown import Breakdown
from gdlesson.making.delivering import Delivery
from gdlesson.making.drawing import Drawing
from gdlesson.making.folder import LessonFolder, claimed
from gdlesson.making.heard import SoundFiles
from gdlesson.making.order import Order, Reporter, Result
from gdlesson.making.thumbnails import Thumbnails
from gdlesson.render.events import Failed, Finished
from gdlesson.render.workers import Brief, draw_all
from gdlesson.workplace import Workplace
from scenes.lesson.file import LessonPart


def render(order: Order, reporter: Reporter, result: Result) -> None:
    """Render scenes in parallel; deliver each when it is done, then the lesson if all belong.

    Nothing is drawn that the folder or the cache has already.

    Raises:
        CommandError: the folder cannot be used, has files of these names that are not ours, or
            another process renders into it.
        OSError: a file cannot be written.
    """
    with (
        Workplace(order.folder) as place,
        closing(Thumbnails(order.cache, place)) as thumbnails,
        ExitStack() as stack,
    ):
        result.set_aside = place.set_aside
        before = claimed(order, place)
        breakdown = Breakdown(order, place)
        sounds = SoundFiles(breakdown.sound, order.sounds or order.cache, place)
        stack.enter_context(closing(sounds))
        folder = LessonFolder(order, breakdown, place, before)
        result.done.extend(name for name in order.scenes if name in folder.there)
        drawing = Drawing(order, breakdown, place, folder, thumbnails)
        delivery = Delivery(order, breakdown, place, folder, thumbnails, sounds)
        stretches = drawing.undrawn()
        reporter.begin(sum(stretch.stop - stretch.start for stretch in stretches))
        sounds.begin_all(_films(order, folder))

        def deliver_if_complete(name: str) -> None:
            if name not in result.done and drawing.is_complete(name):
                reporter.note(f"finishing {name}")
                path = delivery.scene(name, result.done)
                reporter.scene_done(name, path, breakdown.scores[name].seconds)
                _deliver_parts(order.lesson.parts, folder, delivery, reporter)

        for name in order.scenes:
            deliver_if_complete(name)
        work_folder = place.scratch("work/-").parent
        brief = Brief(order.lesson, order.picture, order.make_stage, work_folder, order.verbose)
        with closing(draw_all(stretches, brief, order.jobs)) as events:
            for event in events:
                reporter.event(event)
                if isinstance(event, Failed):
                    result.failed.append(event)
                elif isinstance(event, Finished):
                    drawing.keep(event.stretch)
                    deliver_if_complete(event.stretch.scene)
        order.cache.trim(keep=breakdown.keys.values())
        _deliver_parts(order.lesson.parts, folder, delivery, reporter)
        films = (film for part in order.lesson.parts for film in folder.films(part))
        result.parts += [order.folder / film.path for film in films]
        result.lacking = folder.lacking()
        if not result.lacking:
            if folder.lesson_is_there():
                folder.keep_lesson()
            else:
                reporter.note("joining the lesson")
                delivery.lesson()
            folder.remove_leftovers()
            result.lesson = order.folder / "lesson.mp4"


def _films(order: Order, folder: LessonFolder) -> Iterator[tuple[str, ...]]:
    """The scenes of each film that is sure to be joined anew: of clips, of parts, of the lesson."""
    drawn = [name for name in order.scenes if name not in folder.there]
    yield from ((name,) for name in drawn)
    whole = [spec.name for spec in order.lesson.scenes]
    for film in (*([spec.name for spec in part.scenes] for part in order.lesson.parts), whole):
        if set(film) <= set(order.scenes) and not set(film).isdisjoint(drawn):
            yield tuple(film)


def _deliver_parts(
    parts: Sequence[LessonPart], folder: LessonFolder, delivery: Delivery, reporter: Reporter
) -> None:
    """See that the film of each part is there whose scenes are: others may still be drawn."""
    for part in parts:
        if folder.films(part) or folder.lacking(spec.name for spec in part.scenes):
            continue
        if folder.part_is_there(record := folder.part_record(part)):
            folder.keep_part(record)
        else:
            reporter.note(f"joining part {part.number}")
            delivery.part(part)
