"""Manim's manager, which notes what will not be heard or read where its pictures are seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from manim import Scene
from manim.manager import Manager

from gdlesson.render.plain.reel import Reel

AFTER_SECONDS = 0.1
"""How long a sound may go on after the last picture without a word about it."""


class ListeningManager(Manager[Scene]):
    """Sounds and captions are where stock Manim has them, and counted where that may surprise."""

    def __init__(self, scene: Scene, reel: Reel) -> None:
        super().__init__(scene)
        self._reel = reel
        self._astray = {"sound": 0, "caption": 0}
        """What does not go with the pictures."""
        self._unheard = 0

    def add_sound(self, *args: Any, **options: Any) -> None:
        """As Manim's: it keeps none from a skipped section on until the next play."""
        if not self.skip_animations:
            self._count("sound")
        elif not self._is_skipped:
            self._unheard += 1
        super().add_sound(*args, **options)

    def add_subcaption(self, *args: Any, **options: Any) -> None:
        """As Manim's."""
        self._count("caption")
        super().add_subcaption(*args, **options)

    def notes(self) -> Iterator[str]:
        """What there is to tell of a scene that has been played, a sentence each."""
        kinds = [f"{n} {kind}{'s' * (n > 1)}" for kind, n in self._astray.items() if n]
        if kinds:
            yield (
                f"{' and '.join(kinds)} will not go with the pictures, as in stock Manim: what is "
                f"skipped is not in the video, but its {self._skipped_seconds:.1f} s count."
            )
        if self._unheard:
            yield (
                f"{self._unheard} sound{'s' * (self._unheard > 1)} will not be heard, as in stock "
                "Manim: after a skipped section it takes none before the next play or wait."
            )
        writer = self.file_writer
        if writer.includes_sound:
            after = writer.audio_segment.duration_seconds - self._shown_seconds
            if after > AFTER_SECONDS:
                yield f"The sound goes on for {after:.1f} s after the pictures, as in stock Manim."

    def _count(self, kind: str) -> None:
        if self._is_skipped or self._skipped_seconds * self.camera.frame_rate > 0.5:
            self._astray[kind] += 1

    @property
    def _is_skipped(self) -> bool:
        """Whether this section is."""
        return self.file_writer.sections[-1].skip_animations

    @property
    def _shown_seconds(self) -> float:
        """How long the video is so far."""
        return self._reel.frame / self.camera.frame_rate

    @property
    def _skipped_seconds(self) -> float:
        """By how much Manim's clock is ahead of the video."""
        return self.time - self._shown_seconds
