"""Rules about captions and the length of beats, from their frames."""

from __future__ import annotations

from collections.abc import Iterator

from gdcore.typing import FrameRate
from gdlesson.check.findings import Offence
from scenes.timing.captions import LINES_A_CAPTION
from scenes.timing.score import TimedBeat

LEAST_SECONDS = 1.5
ROUNDING = 0.01


def beat_offences(beat: TimedBeat, fps: FrameRate, line_characters: int) -> Iterator[Offence]:
    """What is wrong with the words and the length of a beat; a line may have so many characters."""
    seconds = float(beat.frames / fps)
    if seconds < LEAST_SECONDS - ROUNDING:
        yield Offence(
            "beat-length", f"the beat {beat.name}", f"{seconds:.2f} s",
            f"{LEAST_SECONDS:g} s", "give it more seconds or words, or join it to another",
            excess=LEAST_SECONDS * fps / max(beat.frames, 1),
        )  # fmt: skip
    for caption in beat.captions:
        what = f'the caption "{caption.lines[0][:30]}…"'
        longest = max(map(len, caption.lines))
        if len(caption.lines) > LINES_A_CAPTION or longest > line_characters:
            yield Offence(
                "caption-lines", what, f"{len(caption.lines)} lines of up to {longest} characters",
                f"{LINES_A_CAPTION} lines of {line_characters}", "say it in fewer words",
                excess=longest / line_characters,
            )  # fmt: skip
        most = beat.telling.characters_a_second
        rate = len(caption.text) / max(float((caption.stop - caption.start) / fps), ROUNDING)
        if rate > most * (1 + ROUNDING):
            yield Offence(
                "caption-speed", what, f"{rate:.1f} characters a second",
                f"{most}", "say it in fewer words, or show it longer",
                excess=rate / most,
            )  # fmt: skip
