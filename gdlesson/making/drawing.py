"""Which stretches are still to be drawn, and what is done with each that is there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from gdlesson.making.breakdown import Breakdown
from gdlesson.making.folder import LessonFolder
from gdlesson.making.order import Order
from gdlesson.making.thumbnails import Thumbnails
from gdlesson.names import still
from gdlesson.render.program import loaded, stamps
from gdlesson.render.stretches import VideoStretch
from gdlesson.render.workers import warm_up
from gdlesson.workplace import Workplace


class Drawing:
    """What is missing of each scene; it shrinks as the workers finish one stretch after another."""

    def __init__(
        self,
        order: Order,
        breakdown: Breakdown,
        place: Workplace,
        folder: LessonFolder,
        thumbnails: Thumbnails,
    ) -> None:
        self._order, self._breakdown = order, breakdown
        self._place, self._folder = place, folder
        self._thumbnails = thumbnails
        self._missing: dict[str, set[Path]] = {}
        """The videos of stretches that a scene lacks; none of a scene that is in the folder."""

    def undrawn(self) -> list[VideoStretch]:
        """The stretches that neither the folder nor the cache has, scene after scene."""
        wanted: list[VideoStretch] = []
        stretches = self._breakdown.stretches
        changed = [name for name in self._order.scenes if name not in self._folder.there]
        if changed:
            warm_up()
        for name in changed:
            lacking = [stretch for stretch in stretches[name] if not self._fetched(stretch)]
            self._missing[name] = {stretch.video for stretch in lacking}
            wanted += lacking
        for name in stretches:
            for stretch in stretches[name]:
                if stretch.video not in self._missing.get(name, {}):
                    self._begin_thumbnail(stretch)
        return wanted

    def keep(self, stretch: VideoStretch) -> None:
        """Note that a stretch is drawn, and cache it unless the code has changed.

        A cache that cannot be written to keeps nothing, and nothing else suffers.
        """
        self._missing[stretch.scene].discard(stretch.video)
        self._begin_thumbnail(stretch)
        if stamps(loaded()) == loaded():
            with suppress(OSError):
                self._order.cache.store(self._breakdown.keys[stretch.video], stretch.files)

    def is_complete(self, scene: str) -> bool:
        """Whether a scene was to be drawn, and nothing of it is missing any more."""
        return scene in self._missing and not self._missing[scene]

    def _fetched(self, stretch: VideoStretch) -> bool:
        try:
            return self._order.cache.fetch(self._breakdown.keys[stretch.video], stretch.files)
        except OSError:
            return False

    def _begin_thumbnail(self, stretch: VideoStretch) -> None:
        """Begin to make a beat's still small, if the stretch has it and it is there."""
        if stretch.still is not None:
            scene, beat = stretch.scene, stretch.beat.name
            final = self._place.folder / still(scene, beat)
            found = stretch.still if stretch.still.exists() else final
            self._thumbnails.begin(scene, beat, found)
