"""A film of fakes, and the slides that are made of it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from gdlesson.deliver.made import MadeFolder
from gdlesson.deliver.manifest import read_manifest
from gdlesson.deliver.slides.deck import Deck, deck_of
from gdlesson.deliver.slides.making import Made, make
from gdlesson.deliver.to import To
from gdlesson.making.lesson import render
from gdlesson.making.order import Result
from scenes.lesson.file import Lesson
from tests.gdlesson.fake_lesson import Silent, make_lesson, make_order

RATE = 48_000


def film(folder: Path) -> tuple[Lesson, Path]:
    """A lesson of fakes, and the folder of its film."""
    folder.mkdir(parents=True, exist_ok=True)
    lesson = make_lesson(folder / "fakes.toml")
    render(make_order(folder / "film", lesson), Silent(), Result())
    return lesson, folder / "film"


def deck(lesson: Lesson, folder: Path) -> Deck:
    """The slides of all its scenes."""
    return deck_of(lesson, read_manifest(folder), folder, [spec.name for spec in lesson.scenes])


def slides(to: To, of: Deck, folder: Path, *, single: bool = False) -> Made:
    """The slides of a kind in a folder."""
    with MadeFolder(folder, "slides", of.lesson) as made:
        return make(to, of, made, [].append, single=single)


def decoded(video: Path) -> list[bytes]:
    """The frames of a video, each as what its planes hold."""
    with av.open(str(video)) as source:
        return [frame.to_ndarray().tobytes() for frame in source.decode(video=0)]


def tones(seconds: float) -> np.ndarray:
    """Both channels of a sound that is another at every moment."""
    time = np.arange(round(seconds * RATE)) / RATE
    left = 0.4 * np.sin(2 * np.pi * (300 + 200 * time) * time)
    return np.stack([left, 0.5 * left]).astype(np.float32)


def give_sound(clip: Path, sound: np.ndarray) -> None:
    """Put a track of sound into a video, which keeps its frames."""
    louder = clip.with_suffix(".sound.mp4")
    with av.open(str(clip)) as source, av.open(str(louder), "w", format="mp4") as out:
        video = out.add_stream_from_template(source.streams.video[0])
        track = out.add_stream("aac", rate=RATE, layout="stereo")
        track.bit_rate = 384_000
        for start in range(0, sound.shape[1], 1024):
            block = np.ascontiguousarray(sound[:, start : start + 1024])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
        for packet in source.demux(video=0):
            if packet.pts is not None:
                packet.stream = video
                out.mux(packet)
    louder.replace(clip)


def sound_of(video: Path) -> np.ndarray:
    """Both channels of a video's sound, as a player plays it."""
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    with av.open(str(video)) as source:
        parts = [p for frame in source.decode(audio=0) for p in resampler.resample(frame)]
    return np.concatenate([part.to_ndarray() for part in parts], axis=1)
