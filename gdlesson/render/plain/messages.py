"""What the processes of a plain scene tell each other; all of it goes through one pipe."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gdlesson.render.encoder import Encoder
from gdlesson.render.picture import Picture, Rate


@dataclass(frozen=True)
class Job:
    """A scene to draw: where it is, in which size, and by how many processes."""

    file: Path
    scene: str | None
    """The name of its class; None where the file has only one."""
    picture: Picture | None
    """Without one, the size and rate of the user's settings."""
    rate: Rate | None
    """In place of the picture's, or of the settings'."""
    folder: Path
    """For stretches, sound and captions until they are joined."""
    jobs: int
    verbose: bool
    make_encoder: type[Encoder] = Encoder

    @property
    def asked_rate(self) -> Rate | None:
        """The rate that was asked for, if any; a scene may have another of its own."""
        if self.rate is None and self.picture is not None:
            return Rate(self.picture.fps, float(self.picture.fps))
        return self.rate

    def stretch(self, frame: int) -> Path:
        """The video of the stretch that begins at a frame."""
        return self.folder / f"{frame:08}.mp4"

    @property
    def lock(self) -> Path:
        """Held by the process that makes a text."""
        return self.folder / "texts.lock"

    @property
    def still(self) -> Path:
        """The picture of a scene that plays nothing."""
        return self.folder / "still.png"

    @property
    def sound(self) -> Path:
        """What is heard."""
        return self.folder / "sound.wav"

    @property
    def captions(self) -> Path:
        """What Manim calls subcaptions."""
        return self.folder / "captions.srt"


@dataclass(frozen=True)
class FrameDrawn:
    """One more frame is in a video."""

    play: int


@dataclass(frozen=True)
class State:
    """The scene's state before it draws a frame, as seen by one of the processes."""

    frame: int
    digest: str


@dataclass(frozen=True)
class Unsplittable:
    """The scene cannot be drawn in stretches."""

    why: str


@dataclass(frozen=True)
class Unusable:
    """There is nothing to draw in this file, or not what was asked for; ``why`` is a sentence."""

    why: str
    traceback: str = ""


@dataclass(frozen=True)
class Raised:
    """The scene's code raised; the frame and the play, counted from 0, are those it was at."""

    scene: str
    play: int
    frame: int
    why: str
    traceback: str


@dataclass(frozen=True)
class Lost:
    """A process that drew a stretch ended unasked."""

    frame: int
    how: str


@dataclass(frozen=True)
class Ended:
    """All is drawn: ``frames`` of them, or none and a still."""

    scene: str
    frames: int
    picture: Picture
    notes: tuple[str, ...]
    """What the user might not expect, a sentence each."""


Message = FrameDrawn | State | Unsplittable | Unusable | Raised | Lost | Ended
